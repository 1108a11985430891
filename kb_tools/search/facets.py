"""How hits divide: by kind, court, State, issue, certainty, year and outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb_tools.search.unit import SearchUnit

#: What hits are counted by, in the order of the answer.
FACETS = ("kind", "forum", "state", "subject", "certainty", "year", "outcome")


class Count(NamedTuple):
    """A value of a facet, how many units have it, and the filter that leaves just these."""

    value: str
    units: int
    filter: str


Facets = dict[str, tuple[Count, ...]]


def facets_of(units: Iterable[SearchUnit]) -> Facets:
    """Return for each facet its values: years in order, all others the most frequent first.

    A unit counts for each of its values, so that a filter finds as many as the count says;
    one of several years counts for each of them, one without a date for none.
    """
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    narrower: Counter[str] = Counter()
    for unit in units:
        for name, value in _values(unit):
            found[name][value] += 1
        narrower.update(_narrower_kinds(unit))
    # A report of a party and a document of the type `report` both have the kind `report`.
    for kind in found["kind"]:
        found["kind"][kind] += narrower[kind]
    return {name: _counts(name, values) for name, values in found.items()}


def _values(unit: SearchUnit) -> Iterator[tuple[str, str]]:
    yield "kind", unit.kind
    yield "certainty", unit.certainty
    for pair in unit.facets:
        name, _, value = pair.partition("=")
        yield name, value
    if unit.first:
        for year in range(int(unit.first[:4]), int(unit.last[:4]) + 1):
            yield "year", f"{year:04}"


def _narrower_kinds(unit: SearchUnit) -> Iterator[str]:
    for term in unit.exact:
        if term.startswith("kind=") and term != f"kind={unit.kind}":
            yield term.removeprefix("kind=")


def _counts(name: str, values: Counter[str]) -> tuple[Count, ...]:
    ordered = sorted(values.items())
    if name != "year":
        ordered.sort(key=lambda value: -value[1])
    return tuple(Count(value, count, f"{name}:{value}") for value, count in ordered)
