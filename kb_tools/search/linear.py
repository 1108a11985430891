"""A small engine without an index on disk: it keeps units and their terms in memory only.

It serves where no index can be kept or Whoosh is not installed, and ranks like the other one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, takewhile

from kb_tools.search.engine import EQUIVALENTS, Hit, Prepared, Results, Stamp, SyncPlan
from kb_tools.search.equivalents import Equivalents
from kb_tools.search.evaluate import Evaluation, best
from kb_tools.search.query import Node
from kb_tools.search.terms import SCORED, UnitTerms, terms_of
from kb_tools.search.unit import SearchUnit


class LinearEngine:
    """A :class:`~kb_tools.search.engine.SearchEngine` in memory."""

    def __init__(self) -> None:
        self._stamps: dict[str, Stamp] = {}
        self._units: dict[str, tuple[SearchUnit, ...]] = {}
        self._equivalents = Equivalents()
        self._held: _Postings | None = None

    def stored(self) -> Mapping[str, Stamp]:
        """Return the records that are held, each with its stamp."""
        return dict(self._stamps)

    def apply(self, plan: SyncPlan, prepare: Callable[[str], Prepared]) -> None:
        """Carry out a plan; an error in ``prepare`` leaves everything as it was."""
        prepared = {record: prepare(record) for record in plan.put}
        for record in plan.delete:
            self._stamps.pop(record, None)
            self._units.pop(record, None)
        for record, digest in plan.put.items():
            self._stamps[record] = Stamp(digest, prepared[record].problems)
            self._units[record] = prepared[record].units
        if EQUIVALENTS in prepared or EQUIVALENTS in plan.delete:
            held = prepared.get(EQUIVALENTS, Prepared(()))
            self._equivalents = Equivalents.read(held.equivalents)
        self._held = None

    def _postings(self) -> _Postings:
        if self._held is None:
            self._held = _Postings([u for name in sorted(self._units) for u in self._units[name]])
        return self._held

    def search(self, node: Node, limit: int) -> Results:
        """Return the units that a query means; ``limit`` 0 only counts."""
        postings = self._postings()
        evaluation = Evaluation(postings)
        if limit == 0:
            return Results(len(evaluation.matching(node)), ())
        scores = evaluation.scores(node)
        hits = [Hit(postings.units[number], scores[number]) for number in best(scores, limit)]
        hits.sort(key=lambda hit: (-round(hit.score, 6), hit.unit.reference))
        return Results(len(scores), tuple(hits[:limit]))

    def equivalents(self) -> Equivalents:
        """Return what says the same in other words; empty if no table was put."""
        return self._equivalents

    def words(self, prefix: str) -> Iterable[str]:
        """Return the words that begin with these letters, in order."""
        return self._postings().words(prefix)

    def values(self, name: str) -> Iterable[str]:
        """Return the values that a property has, in order."""
        start = f"{name}="
        terms = self._postings().exact_terms
        return sorted(term[len(start) :] for term in terms if term.startswith(start))


class _Postings:
    """Where terms stand in units that do not change, turned from units to terms once."""

    def __init__(self, units: list[SearchUnit]) -> None:
        self.units = units
        self._everything = set(range(len(units)))
        self._counts: dict[str, dict[str, dict[int, int]]] = {field: {} for field in SCORED}
        self._positions: dict[str, dict[int, list[int]]] = {}
        self.exact_terms: dict[str, set[int]] = {}
        self._lengths: list[dict[str, int]] = []
        self._weights: list[int] = []
        for number, unit in enumerate(units):
            self._add(number, terms_of(unit))
        self._words = sorted(self._positions)

    def _add(self, number: int, found: UnitTerms) -> None:
        for field, counts in self._counts.items():
            for stem, count in found.stems[field].items():
                counts.setdefault(stem, {})[number] = count
        for word, places in found.positions.items():
            self._positions.setdefault(word, {})[number] = places
        for term in found.exact:
            self.exact_terms.setdefault(term, set()).add(number)
        self._lengths.append(found.lengths)
        self._weights.append(found.weight)

    def everything(self) -> set[int]:
        return self._everything

    def counts(self, field: str, stem: str) -> Mapping[int, int]:
        return self._counts[field].get(stem, {})

    def positions(self, word: str) -> Mapping[int, Sequence[int]]:
        return self._positions.get(word, {})

    def exact(self, term: str) -> set[int]:
        return self.exact_terms.get(term, set())

    def between(self, field: str, first: str, last: str) -> set[int]:
        days = (unit.first if field == "first" else unit.last for unit in self.units)
        return {number for number, day in enumerate(days) if day and first <= day <= last}

    def words(self, prefix: str) -> Iterable[str]:
        start = bisect_left(self._words, prefix)
        return takewhile(lambda word: word.startswith(prefix), islice(self._words, start, None))

    def length(self, field: str, unit: int) -> int:
        return self._lengths[unit][field]

    def weight(self, unit: int) -> int:
        return self._weights[unit]
