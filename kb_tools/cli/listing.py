"""What ``kb list`` can list, and how it prints a unit."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

import click

from kb_tools.search.unit import SearchUnit
from kb_tools.spreadsheet import comma_separated

RECORDS = frozenset(("case", "mechanism", "instrument", "statement", "series"))
_ITEMS = (
    "event document decision operative-point opinion holding measure report time-limit"
    " intervention representative title related-proceedings particular relation conflict"
    " open-point rule step limit use provision version reservation ask member"
).split()


def kinds_of(what: str) -> frozenset[str]:
    """Return the kinds of unit that a word such as ``events`` or ``records`` stands for.

    Raises click.UsageError for another word.
    """
    if what in ("record", "records"):
        return RECORDS
    known = {}
    for kind in (*sorted(RECORDS), *_ITEMS):
        known[kind] = kind
        known[kind if kind.endswith("s") else f"{kind}s"] = kind
    word = what.lower().replace("_", "-").replace(" ", "-")
    if word in known:
        return frozenset((known[word],))
    near = difflib.get_close_matches(word, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "see `kb list --help`"
    raise click.UsageError(f"there is nothing called `{what}` to list; {hint}")


def line_of(unit: SearchUnit) -> str:
    """Return a unit on one line: date, reference, title; records have no date in front.

    An ellipsis after the date says that it is the first of several days.
    """
    if unit.kind in RECORDS:
        return f"{unit.reference}  {unit.title}"
    first, more, _ = unit.date.partition("/")
    day = f"{first}…" if more else first or "-"
    return f"{day:<11} {unit.reference}  {unit.title}"


def unit_as_json(unit: SearchUnit) -> dict[str, Any]:
    """Return what the JSON list says of a unit."""
    return {
        "reference": unit.reference,
        "kind": unit.kind,
        "title": unit.title,
        "date": unit.date,
        "certainty": unit.certainty,
        "citation": unit.citation,
    }


_COLUMNS = ("reference", "kind", "date", "title", "certainty", "citation")


def units_as_csv(units: Iterable[SearchUnit]) -> str:
    """Return units as comma-separated values (RFC 4180) with a line of headings."""
    rows = (unit_as_json(unit) for unit in units)
    return comma_separated(_COLUMNS, ([str(row[name]) for name in _COLUMNS] for row in rows))
