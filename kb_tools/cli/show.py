"""``kb show`` prints a record or an item; ``kb list`` lists what fits some filters."""

from __future__ import annotations

import datetime
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.common import cases_folder, print_json, wants_colour
from kb_tools.cli.options import filter_options
from kb_tools.cli.past import (
    LEFT_OUT_WORDS,
    as_of_json,
    as_of_option,
    day_words,
    loaded_as_of,
    say_as_of,
    with_index_as_of,
)
from kb_tools.diagnostics import KbError
from kb_tools.scalars import Reference, ScalarError, parse_reference

if TYPE_CHECKING:
    from kb_tools.cli.lookup import Found
    from kb_tools.corpus import KnowledgeBase

_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.command(
    "show",
    epilog="Example: kb show icj/178-gambia-v-myanmar#measure-4",
    context_settings=_SETTINGS,
)
@click.argument("references", metavar="REF…", nargs=-1, required=True)
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_context
def show_command(
    ctx: click.Context, references: tuple[str, ...], as_of: datetime.date | None, as_json: bool
) -> None:
    """Print records (folder/record) or items (folder/record#item) for reading.

    `-` reads references from standard input, one on each line.
    """
    from kb_tools.cli.lookup import found_as_json, found_text

    asked = asked_for(references)
    loaded, kb = loaded_as_of(cases_folder(ctx), as_of, marked=True)
    found = [found_for(loaded.kb, kb, text, as_of) for text in asked]
    if as_json:
        values = [found_as_json(kb, place) for place in found]
        print_json("show", {**as_of_json(as_of), "found": values})
        return
    day = as_of or datetime.date.today()
    texts = [found_text(kb, place, day, wants_colour()) for place in found]
    if as_of:
        texts = [_heading(kb, p, as_of) + text for p, text in zip(found, texts, strict=True)]
    click.echo("\n\n".join(texts))


def _heading(kb: KnowledgeBase, found: Found, day: datetime.date) -> str:
    """Return what stands above an answer for a day: the stage reached, and what is left out."""
    from kb_tools.derived import stage_on
    from kb_tools.model import Case

    stage = stage_on(found.record, day) if isinstance(found.record, Case) else None
    reached = kb.vocabulary.label("stages", stage.word) if stage else ""
    since = stage.event.date.words if stage and stage.event.date else ""
    state = f": {reached}, since {since}" if reached else ""
    sentence = f"As of {day_words(day)}{state}. {LEFT_OUT_WORDS[0].upper()}{LEFT_OUT_WORDS[1:]}."
    width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))
    return textwrap.fill(sentence, width, break_on_hyphens=False) + "\n\n"


def asked_for(references: tuple[str, ...]) -> list[str]:
    """Return the references given, with those of standard input in place of ``-``.

    Raises click.UsageError if that holds none.
    """
    asked = [reference for text in references for reference in _asked(text)]
    if references and not asked:
        raise click.UsageError("standard input holds no reference")
    return asked


def found_for(
    whole: KnowledgeBase, kb: KnowledgeBase, text: str, day: datetime.date | None
) -> Found:
    """Return what a reference leads to in ``kb``, the records as of a day.

    Raises KbError, with the nearest references or the day from which it is there.
    """
    from kb_tools.cli.lookup import find, nearest

    reference = _parsed(kb, text)
    place = find(kb, reference)
    if place is not None:
        return place
    later = find(whole, reference) if day else None
    if later is None or day is None:
        raise KbError(f"there is no `{text}`", nearest(kb, text))
    from kb_tools.known_days import NEVER, known_days

    since = known_days(whole)[later.reference]
    known = f"it is there from {day_words(since)}" if since != NEVER else "no day is known for it"
    raise KbError(f"there is no `{text}` on {day_words(day)}", known)


def _asked(text: str) -> list[str]:
    """Return one reference as given, or those that standard input lists."""
    if text != "-":
        return [text]
    lines = (line.split() for line in sys.stdin.read().splitlines() if line.strip())
    # `kb list` writes the date before the reference of an item.
    return [next((word for word in line if "/" in word), line[0]) for line in lines]


def _parsed(kb: KnowledgeBase, text: str) -> Reference:
    from kb_tools.cli.lookup import nearest

    try:
        return parse_reference(text)
    except ScalarError as error:
        raise KbError(error.message, nearest(kb, text) or error.hint) from None


@click.command(
    "list",
    epilog="Example: kb list events --since 2022-07 --state GMB",
    context_settings=_SETTINGS,
)
@click.argument("what", default="records")
@filter_options("kind", "forum", "state", "subject", "certainty", "record")
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@click.option("--refs", is_flag=True, help="Print one reference a line, for pipes.")
@click.pass_context
def list_command(
    ctx: click.Context,
    /,
    what: str,
    as_of: datetime.date | None,
    as_json: bool,
    as_csv: bool,
    refs: bool,
    **given: Any,
) -> None:
    """List records, or items by date: date, reference and title on each line.

    WHAT is records, cases, mechanisms, instruments, statements, events, documents, decisions,
    operative-points, holdings, measures, interventions, provisions, open-points …
    """
    from kb_tools.cli.filters import conditions
    from kb_tools.cli.indexing import say, say_problems
    from kb_tools.cli.listing import RECORDS, kinds_of, line_of, unit_as_json, units_as_csv
    from kb_tools.search.advice import why_nothing
    from kb_tools.search.engine import Results, SearchEngine
    from kb_tools.search.query import Is, all_of, any_of

    kinds = kinds_of(what)
    node = all_of([any_of([Is("kind", kind) for kind in kinds]), *conditions(given)])

    def use(engine: SearchEngine) -> tuple[Results, list[str]]:
        say_problems(engine)
        results = engine.search(node, 1_000_000)
        return results, [] if results.total else why_nothing(engine, node)

    results, why = with_index_as_of(cases_folder(ctx), as_of, use)
    # An event may have the kind `judgment`, and is still no decision.
    units = [hit.unit for hit in results.hits if hit.unit.kind in kinds]
    dated = kinds - RECORDS
    units.sort(key=lambda unit: (unit.first or "~" if dated else "", unit.reference))
    if as_json:
        items = [unit_as_json(unit) for unit in units]
        print_json("list", {**as_of_json(as_of), "what": what, "total": len(units), "items": items})
        return
    if as_csv:
        click.echo(units_as_csv(units), nl=False)
        return
    say_as_of(as_of)
    for unit in units:
        click.echo(unit.reference if refs else line_of(unit))
    say(f"1 {what.removesuffix('s')}" if len(units) == 1 else f"{len(units):,} {what}")
    for sentence in why:
        click.echo(f"    {sentence}", err=True)
