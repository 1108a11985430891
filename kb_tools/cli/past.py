"""The option ``--as-of``: commands that answer for a day in the past, and say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb_tools.scalars import PartialDate, ScalarError, parse_date

if TYPE_CHECKING:
    from kb_tools.corpus import KnowledgeBase, Loaded
    from kb_tools.search.engine import SearchEngine

Found = TypeVar("Found")
Command = TypeVar("Command", bound=Callable[..., Any])

#: What an answer for a day leaves out, in a sentence.
LEFT_OUT_WORDS = (
    "left out are later events, the summary, undated entries that rest on later sources, and"
    " remarks that tell of later events"
)


def as_of_option(command: Command) -> Command:
    """Add the option ``--as-of`` to a command; its parameter ``as_of`` is a day or None."""
    return click.option(
        "--as-of",
        metavar="DATE",
        callback=_day,
        help="As things stood on this day: nothing later is shown.",
    )(command)


def _day(_: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """Return the day that was given; the last one of a month or year."""
    if value is None:
        return None
    try:
        return parse_date(value).latest
    except ScalarError as error:
        raise click.BadParameter(f"{error.message}; {error.hint}", param_hint="--as-of") from None


def day_words(day: date) -> str:
    """Return a day as prose: ``21 July 2022``."""
    return PartialDate(day.year, day.month, day.day).words


def say_as_of(day: date | None) -> None:
    """Say for which day a list is, and what it leaves out."""
    if day is not None:
        from kb_tools.cli.indexing import say

        say(f"as of {day_words(day)}; {LEFT_OUT_WORDS}")


def as_of_json(day: date | None) -> dict[str, str]:
    """Return the part of a JSON value that says for which day it is, if it is for one."""
    return {"as_of": day.isoformat()} if day else {}


def loaded_as_of(cases: Path, day: date | None, *, marked: bool) -> tuple[Loaded, KnowledgeBase]:
    """Return what the files hold, and the records as of a day (or as they are).

    ``marked`` puts a sentence in place of each remark that is left out.
    Raises KbError if there is no folder or no record.
    """
    from kb_tools.corpus import load

    loaded = load(cases)
    if day is None:
        return loaded, loaded.kb
    from kb_tools.as_of import LEFT_OUT, NOT_JUDGED, as_of

    marks = (LEFT_OUT, NOT_JUDGED) if marked else ("", "")
    return loaded, as_of(loaded.kb, day, *marks)


def with_index_as_of(
    cases: Path, day: date | None, use: Callable[[SearchEngine], Found], *, sync: bool = True
) -> Found:
    """Return what ``use`` finds in the index, or in the records as of a day.

    The index holds what is known today: its words, counts and hits would tell of later events.
    For a day the records are read and searched as they stood.
    """
    if day is None:
        from kb_tools.cli.indexing import with_index

        return with_index(cases, use, sync=sync)
    return use(_engine_as_of(cases, day))


def _engine_as_of(cases: Path, day: date) -> SearchEngine:
    from collections import Counter

    from kb_tools.diagnostics import Severity
    from kb_tools.search.compiled import compiled_equivalents
    from kb_tools.search.engine import EQUIVALENTS, Prepared, plan_sync
    from kb_tools.search.linear import LinearEngine
    from kb_tools.search.units import units_of

    loaded, past = loaded_as_of(cases, day, marked=False)
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
    problems = Counter(error.record for error in errors)

    def prepare(name: str) -> Prepared:
        if name == EQUIVALENTS:
            return Prepared((), equivalents=compiled_equivalents(past.vocabulary))
        record = past.records.get(name)
        units = units_of(record, past.vocabulary) if record else ()
        return Prepared(units, problems[name] + (name in loaded.unread))

    engine = LinearEngine()
    names = (*loaded.files, *loaded.unread, EQUIVALENTS)
    engine.apply(plan_sync({}, dict.fromkeys(names, "")), prepare)
    return engine
