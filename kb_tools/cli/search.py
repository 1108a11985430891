"""``kb search``: records and their items, by words, phrases, identifiers and filters."""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.common import cases_folder, print_json, wants_colour
from kb_tools.cli.filters import conditions
from kb_tools.cli.hits import Absence, hit_text, print_hits, results_as_json
from kb_tools.cli.indexing import say, say_problems
from kb_tools.cli.options import filter_options
from kb_tools.cli.past import as_of_json, as_of_option, say_as_of, with_index_as_of
from kb_tools.search.engine import Results, SearchEngine
from kb_tools.search.equivalents import also_searched, expanded
from kb_tools.search.parser import mixes_and_with_or, narrowed, parse_query
from kb_tools.search.query import And, Node, Nothing, Query, Word, render

if TYPE_CHECKING:
    from kb_tools.cli.groups import Division

_HELP = """Search records and their items, offline.

\b
  provisional measures     both words, in any form, in English or French
  "common interest"        exactly this phrase
  genocide NEAR/5 intent   both within five words of each other
  gambia OR myanmar        either word; NOT word or -word leaves out
  interven*                every word that begins so
  S/RES/2669               an official symbol, in any usual spelling
  title:objections judge:xue state:GMB kind:holding since:2021-02-01 2020..2022
  year:2022 outcome:vetoed   every filter that --facets counts by can be typed

In a shell, put the whole query in single quotes when it holds double quotes.
Exit code: 0 with hits, 1 without, 2 for a query that asks for nothing.
"""


#: ``-word``, ``-S/RES/2669``, ``-"a phrase"`` or ``-(a OR b)``; ``-h`` is an option.
_EXCLUDES = re.compile(r"""-(?:[^\W\d_][\w*:/.-]|["“„«(])""")

#: As many hits as there may be.
_ALL = 1_000_000
#: So many other ways to say what was typed are named.
_MOST_ALSO = 6
#: With fewer hits than this, what comes near is named too.
FEW = 5


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
@filter_options("kind", "forum", "state", "subject", "certainty", "year", "outcome")
@as_of_option
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    show_default=True,
    help="Best first, or newest first.",
)
@click.option(
    "--group-by",
    type=click.Choice(["record"]),
    help="Print hits under their record; --limit counts records.",
)
@click.option("--facets", is_flag=True, help="Count all hits by kind, forum, State, year …")
@click.option("--open", "in_browser", is_flag=True, help="Open the best hit on the built site.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@click.option("--refs", is_flag=True, help="Print one reference a line, for pipes.")
@click.option("--no-sync", is_flag=True, help="Search the index as it is, without updating it.")
@click.pass_context
def search_command(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    as_of: date | None,
    limit: int,
    sort: str,
    group_by: str | None,
    facets: bool,
    in_browser: bool,
    as_json: bool,
    as_csv: bool,
    refs: bool,
    no_sync: bool,
    **given: Any,
) -> None:
    """Search, print the hits, and say what was understood."""
    flat = as_csv or refs
    if facets and flat:
        raise click.UsageError("a list has no room for --facets; take --json")
    if group_by and flat:
        say("a list has a line for each hit: --group-by changes nothing")
    divides = facets or bool(group_by and not flat)
    typed = " ".join(words)
    query = narrowed(parse_query(typed), conditions(given))
    if isinstance(query.node, Nothing):
        _say_notes(query)
        raise click.UsageError("there is nothing to search for; see `kb search --help`")

    def use(engine: SearchEngine) -> tuple[Query, Results, Absence, Division | None]:
        meant = expanded(query, engine.equivalents())
        results = _sorted(engine, meant.node, _ALL if divides else limit, sort)
        division = _divided(engine, results, facets, bool(group_by)) if divides else None
        results = results._replace(hits=results.hits[:limit])
        why = _help(engine, meant.node, results)
        say_problems(engine)
        return meant, results, why, division

    cases = cases_folder(ctx)
    query, results, why, division = with_index_as_of(cases, as_of, use, sync=not no_sync)
    if as_json:
        from kb_tools.cli.groups import division_as_json

        body = {**as_of_json(as_of), **results_as_json(typed, query, results, why)}
        print_json("search", {**body, **division_as_json(division, query.node, limit)})
    elif as_csv:
        from kb_tools.cli.listing import units_as_csv

        click.echo(units_as_csv(hit.unit for hit in results.hits), nl=False)
    else:
        say_as_of(as_of)
        _talk(words, query)
        _say_total(results, division, limit, why)
        if refs:
            click.echo("".join(f"{hit.unit.reference}\n" for hit in results.hits), nl=False)
        elif division is None:
            print_hits(results, query.node, wants_colour())
        else:
            from kb_tools.cli.groups import print_division

            print_division(division, results, query.node, limit, wants_colour())
        _say_near(why, query.node)
    if in_browser and results.total:
        from kb_tools.cli.opening import open_page

        open_page(results.hits[0].unit, cases)
    ctx.exit(0 if results.total else 1)


def _sorted(engine: SearchEngine, node: Node, limit: int, order: str) -> Results:
    """Return the best hits, or the newest of all; those without a date come last."""
    if order == "relevance":
        return engine.search(node, limit)
    results = engine.search(node, _ALL)
    newest = sorted(results.hits, key=lambda hit: hit.unit.first or "", reverse=True)
    return results._replace(hits=tuple(newest[:limit]))


def _divided(engine: SearchEngine, results: Results, facets: bool, by_record: bool) -> Division:
    from kb_tools.cli.groups import divided

    return divided(engine, results.hits, facets=facets, by_record=by_record)


def _say_notes(query: Query) -> None:
    for note in query.notes:
        say(note)


def _talk(words: tuple[str, ...], query: Query) -> None:
    _say_notes(query)
    if query.differs or mixes_and_with_or(query.node):
        say(f"understood as: {render(query.node)}")
    also = also_searched(query.node)
    if also:
        say(f"also: {', '.join(also[:_MOST_ALSO])}{' …' if len(also) > _MOST_ALSO else ''}")
    quoted = _lost_quotes(words)
    if quoted:
        say(f"each word counts by itself; for the phrase write '\"{quoted}\"'")


def _say_total(results: Results, division: Division | None, limit: int, why: Absence) -> None:
    sentence = "1 hit" if results.total == 1 else f"{results.total:,} hits"
    total, things = results.total, ""
    if division and division.groups is not None:
        total, things = len(division.groups), " record" if limit == 1 else " records"
        sentence += f" in {total:,} records" if total > 1 else " in 1 record"
    if limit < total:
        sentence += f", the first {limit}{things} (--limit N shows more)"
    if not results.total:
        sentence = "nothing has all of these words" if why.near else "nothing found"
    say(sentence)
    for sentence in why.sentences:
        click.echo(f"    {sentence}", err=True)


def _say_near(why: Absence, node: Node) -> None:
    """Say below the hits what comes near them; it is talk, not a result."""
    if why.near:
        which = "one word" if why.missing == 1 else f"{why.missing} words"
        say(f"nearest, all but {which}:")
        for unit in why.near:
            click.echo(hit_text(unit, node, wants_colour(stream=sys.stderr)), err=True)


def _lost_quotes(words: tuple[str, ...]) -> str:
    """Return an argument of several plain words, whose quotes the shell has taken away."""
    for argument in words:
        if re.fullmatch(r"\w+(?: \w+)+", argument):
            meant = parse_query(argument).node
            parts = meant.parts if isinstance(meant, And) else ()
            if len(parts) == len(argument.split()) and all(isinstance(p, Word) for p in parts):
                return argument
    return ""


def _help(engine: SearchEngine, node: Node, results: Results) -> Absence:
    """Return why there is nothing, and what comes near where there is little."""
    if results.total >= FEW:
        return Absence()
    from kb_tools.search.advice import why_nothing
    from kb_tools.search.nearest import nearest

    missing, near = nearest(engine, node, results)
    why = () if results.total else tuple(why_nothing(engine, node))
    return Absence(why, missing, tuple(hit.unit for hit in near))
