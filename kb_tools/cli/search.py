"""``kb search``: records and their items, by words, phrases, identifiers and filters."""

from __future__ import annotations

import re
from typing import Any

import click

from kb_tools.cli.common import cases_folder, print_json, wants_colour
from kb_tools.cli.filters import conditions
from kb_tools.cli.hits import Absence, print_hits, results_as_json
from kb_tools.cli.indexing import say, say_problems, with_index
from kb_tools.cli.listing import units_as_csv
from kb_tools.search.engine import Results, SearchEngine
from kb_tools.search.parser import mixes_and_with_or, narrowed, parse_query
from kb_tools.search.query import And, Node, Nothing, Query, Word, render

_HELP = """Search records and their items, offline.

\b
  provisional measures     both words, in any form, in English or French
  "common interest"        exactly this phrase
  gambia OR myanmar        either word; NOT word or -word leaves out
  interven*                every word that begins so
  S/RES/2669               an official symbol, in any usual spelling
  title:objections judge:xue state:GMB kind:holding since:2021-02-01 2020..2022

In a shell, put the whole query in single quotes when it holds double quotes.
Exit code: 0 with hits, 1 without, 2 for a query that asks for nothing.
"""


#: ``-word``, ``-S/RES/2669``, ``-"a phrase"`` or ``-(a OR b)``; ``-h`` is an option.
_EXCLUDES = re.compile(r"""-(?:[^\W\d_][\w*:/.-]|["“„«(])""")

#: As many hits as there may be.
_ALL = 1_000_000
#: So many units that come near are named where nothing is found.
_MOST_NEAR = 5


class _Command(click.Command):
    """A command for which ``-word`` is a word to leave out, not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return the arguments with ``-word`` written as ``NOT word``."""
        plain: list[str] = []
        for number, argument in enumerate(args):
            if argument == "--":
                plain += args[number:]
                break
            if _EXCLUDES.match(argument):
                plain += ["NOT", argument[1:]]
            else:
                plain.append(argument)
        return super().parse_args(ctx, plain)


@click.command(
    "search",
    cls=_Command,
    help=_HELP,
    epilog="Example: kb search '\"common interest\"' --kind holding --since 2020",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.argument("words", nargs=-1)
@click.option("--kind", multiple=True, help="Only this kind: event, document, holding, case …")
@click.option("--forum", multiple=True, help="Only this court or body, such as icj.")
@click.option("--state", multiple=True, help="Only this State: name in English or French, or code.")
@click.option("--subject", multiple=True, help="Only this issue, such as standing.")
@click.option(
    "--certainty", multiple=True, help="primary, mirror, corroborated, single, unsourced."
)
@click.option("--since", metavar="DATE", help="Only from this day, month or year on.")
@click.option("--until", metavar="DATE", help="Only up to this day, month or year.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    show_default=True,
    help="Best first, or newest first.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@click.option("--refs", is_flag=True, help="Print one reference a line, for pipes.")
@click.option("--no-sync", is_flag=True, help="Search the index as it is, without updating it.")
@click.pass_context
def search_command(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    limit: int,
    sort: str,
    as_json: bool,
    as_csv: bool,
    refs: bool,
    no_sync: bool,
    **given: Any,
) -> None:
    """Search, print the hits, and say what was understood."""
    typed = " ".join(words)
    query = narrowed(parse_query(typed), conditions(given))
    if isinstance(query.node, Nothing):
        _say_notes(query)
        raise click.UsageError("there is nothing to search for; see `kb search --help`")

    def use(engine: SearchEngine) -> tuple[Results, Absence]:
        results = _sorted(engine, query.node, limit, sort)
        why = Absence() if results.total else _why_nothing(engine, query.node)
        say_problems(engine)
        return results, why

    results, why = with_index(cases_folder(ctx), use, sync=not no_sync)
    if as_json:
        print_json("search", results_as_json(typed, query, results, why))
    elif as_csv:
        click.echo(units_as_csv(hit.unit for hit in results.hits), nl=False)
    else:
        _talk(words, query, results, why)
        if refs:
            click.echo("".join(f"{hit.unit.reference}\n" for hit in results.hits), nl=False)
        else:
            print_hits(results, query.node, wants_colour())
    ctx.exit(0 if results.total else 1)


def _sorted(engine: SearchEngine, node: Node, limit: int, order: str) -> Results:
    """Return the best hits, or the newest of all; those without a date come last."""
    if order == "relevance":
        return engine.search(node, limit)
    results = engine.search(node, _ALL)
    newest = sorted(results.hits, key=lambda hit: hit.unit.first or "", reverse=True)
    return results._replace(hits=tuple(newest[:limit]))


def _say_notes(query: Query) -> None:
    for note in query.notes:
        say(note)


def _talk(words: tuple[str, ...], query: Query, results: Results, why: Absence) -> None:
    _say_notes(query)
    if query.differs or mixes_and_with_or(query.node):
        say(f"understood as: {render(query.node)}")
    quoted = _lost_quotes(words)
    if quoted:
        say(f"each word counts by itself; for the phrase write '\"{quoted}\"'")
    shown = len(results.hits)
    if results.total:
        count = "1 hit" if results.total == 1 else f"{results.total:,} hits"
        more = f", the first {shown} (--limit N shows more)" if shown < results.total else ""
        say(count + more)
        return
    say("nothing found")
    for sentence in why.sentences:
        click.echo(f"    {sentence}", err=True)
    if why.near:
        which = "one word" if why.missing == 1 else f"{why.missing} words"
        click.echo(f"  nearest, all but {which}:", err=True)
        for unit in why.near:
            click.echo(f"    {unit.reference}  {unit.title}", err=True)


def _lost_quotes(words: tuple[str, ...]) -> str:
    """Return an argument of several plain words, whose quotes the shell has taken away."""
    for argument in words:
        if re.fullmatch(r"\w+(?: \w+)+", argument):
            meant = parse_query(argument).node
            parts = meant.parts if isinstance(meant, And) else ()
            if len(parts) == len(argument.split()) and all(isinstance(p, Word) for p in parts):
                return argument
    return ""


def _why_nothing(engine: SearchEngine, node: Node) -> Absence:
    from kb_tools.search.advice import nearest, why_nothing

    missing, near = nearest(engine, node, _MOST_NEAR)
    return Absence(tuple(why_nothing(engine, node)), missing, tuple(h.unit for h in near.hits))
