"""A small engine without an index: it looks at every unit, and keeps them in memory only.

It serves where no index can be kept or Whoosh is not installed, and ranks like the other one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from kb_tools.search.engine import Hit, Prepared, Results, Stamp, SyncPlan
from kb_tools.search.evaluate import Evaluation, best
from kb_tools.search.query import Node
from kb_tools.search.terms import UnitTerms, terms_of
from kb_tools.search.unit import SearchUnit


class LinearEngine:
    """A :class:`~kb_tools.search.engine.SearchEngine` in memory."""

    def __init__(self) -> None:
        self._stamps: dict[str, Stamp] = {}
        self._units: dict[str, tuple[SearchUnit, ...]] = {}
        self._scan: _Scan | None = None

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
        self._scan = None

    def _postings(self) -> _Scan:
        if self._scan is None:
            self._scan = _Scan([u for name in sorted(self._units) for u in self._units[name]])
        return self._scan

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

    def words(self, prefix: str) -> Iterable[str]:
        """Return the words that begin with these letters, in order."""
        return self._postings().words(prefix)

    def values(self, name: str) -> Iterable[str]:
        """Return the values that a property has, in order."""
        start = f"{name}="
        terms = chain.from_iterable(found.exact for found in self._postings().terms)
        return sorted({term[len(start) :] for term in terms if term.startswith(start)})


class _Scan:
    """Postings by looking at every unit."""

    def __init__(self, units: list[SearchUnit]) -> None:
        self.units = units
        self.terms: list[UnitTerms] = [terms_of(unit) for unit in units]

    def everything(self) -> set[int]:
        return set(range(len(self.units)))

    def counts(self, field: str, stem: str) -> Mapping[int, int]:
        return {
            number: found.stems[field][stem]
            for number, found in enumerate(self.terms)
            if stem in found.stems[field]
        }

    def positions(self, word: str) -> Mapping[int, Sequence[int]]:
        return {
            number: found.positions[word]
            for number, found in enumerate(self.terms)
            if word in found.positions
        }

    def exact(self, term: str) -> set[int]:
        return {number for number, found in enumerate(self.terms) if term in found.exact}

    def between(self, field: str, first: str, last: str) -> set[int]:
        days = ((n, unit.first if field == "first" else unit.last) for n, unit in self._all())
        return {number for number, day in days if day and first <= day <= last}

    def _all(self) -> Iterable[tuple[int, SearchUnit]]:
        return enumerate(self.units)

    def words(self, prefix: str) -> Iterable[str]:
        every = chain.from_iterable(found.positions for found in self.terms)
        return sorted({word for word in every if word.startswith(prefix)})

    def length(self, field: str, unit: int) -> int:
        return self.terms[unit].lengths[field]

    def weight(self, unit: int) -> int:
        return self.terms[unit].weight
