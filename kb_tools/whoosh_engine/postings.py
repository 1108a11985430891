"""Reading postings of the index: where terms stand, for the evaluation of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb_tools.search.engine import EQUIVALENTS
from kb_tools.search.terms import SCORED
from kb_tools.whoosh_engine.schema import STAMP, places_in, unpacked


class WhooshPostings:
    """Postings of one state of the index, over all its segments; deleted units never show."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._leaves = list(reader.leaf_readers())
        self._everything: set[int] | None = None
        self._measures: Any = None

    def _matchers(self, field: str, term: str) -> Iterator[tuple[Any, int]]:
        encoded = term.encode()
        for leaf, offset in self._leaves:
            if (field, encoded) in leaf:
                matcher = leaf.postings(field, encoded)
                while matcher.is_active():
                    yield matcher, offset
                    matcher.next()

    def everything(self) -> set[int]:
        """Return all units."""
        if self._everything is None:
            reader = self._reader
            whole = not reader.has_deletions()
            held = range(reader.doc_count_all()) if whole else reader.all_doc_ids()
            self._everything = set(held) - self.exact(STAMP)
        return self._everything

    def counts(self, field: str, stem: str) -> Mapping[int, int]:
        """Return how often a stem stands in a scored field, by unit."""
        return {m.id() + offset: int(m.weight()) for m, offset in self._matchers(field, stem)}

    def positions(self, word: str) -> Mapping[int, Sequence[int]]:
        """Return where a folded word stands, by unit."""
        return {
            m.id() + offset: places_in(m.value()) for m, offset in self._matchers("words", word)
        }

    def exact(self, term: str) -> set[int]:
        """Return the units that have an exact term."""
        return self._having("exact", term)

    def _having(self, field: str, term: str) -> set[int]:
        encoded = term.encode()
        found: set[int] = set()
        for leaf, offset in self._leaves:
            if (field, encoded) in leaf:
                ids = leaf.postings(field, encoded).all_ids()
                found.update(number + offset for number in ids)
        return found

    def between(self, field: str, first: str, last: str) -> set[int]:
        """Return the units whose day ``first`` or ``last`` is in the range, ends included."""
        found: set[int] = set()
        for name, day in self._reader.terms_from(field, first.encode()):
            if name != field or day.decode() > last:
                break
            found |= self._having(field, day.decode())
        return found

    def words(self, prefix: str) -> Iterator[str]:
        """Return the folded words that begin so, in order."""
        return self._terms("words", prefix)

    def values(self, name: str) -> Iterator[str]:
        """Return the values that a property has, in order."""
        start = f"{name}="
        return (term[len(start) :] for term in self._terms("exact", start))

    def _terms(self, field: str, prefix: str) -> Iterator[str]:
        """Yield the terms that some unit has; those of deleted units alone are left out."""
        encoded = prefix.encode()
        for name, term in self._reader.terms_from(field, encoded):
            if name != field or not term.startswith(encoded):
                break
            if not self._reader.has_deletions() or self._having(field, term.decode()):
                yield term.decode()

    def length(self, field: str, unit: int) -> int:
        """Return how many stems a scored field of a unit has, up to ``LONGEST``."""
        return unpacked(self._measured(unit), SCORED.index(field) + 1)

    def weight(self, unit: int) -> int:
        """Return how much a unit counts, in hundredths."""
        return unpacked(self._measured(unit), 0)

    def _measured(self, unit: int) -> int:
        if self._measures is None:
            self._measures = self._reader.column_reader("measures")
        return int(self._measures[unit])

    def stamps(self) -> Iterable[tuple[str, str, int]]:
        """Return record, digest and number of problems of everything that is indexed."""
        return (self.stored(number)[:3] for number in self.exact(STAMP))

    def equivalents(self) -> str:
        """Return the table of equivalents as text; empty if there is none."""
        return next((self.stored(n)[3] for n in self.exact(f"of={EQUIVALENTS}")), "")

    def stored(self, number: int) -> Any:
        """Return what is stored for a document."""
        return self._reader.stored_fields(number)["data"]
