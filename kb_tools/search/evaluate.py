"""Evaluating a query over postings: which units fit, and how well (BM25F).

The same code serves every engine that can say where a term stands, so that ranking does not
depend on where the index is kept, nor on how it came to be.
S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Protocol

from kb_tools.search.analysis import STOP_WORDS, beginning_of_forms, forms_among, query_stems
from kb_tools.search.near import Stretch, stretches_near
from kb_tools.search.query import (
    TITLE,
    And,
    Concept,
    Dated,
    Identified,
    Is,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Word,
    all_of,
    leaves,
)
from kb_tools.search.terms import BODY_STARTS, SCORED
from kb_tools.search.unit import bears, bears_only, cites, cites_only


class Postings(Protocol):
    """Where terms stand; documents are numbers."""

    def everything(self) -> set[int]:
        """Return all units."""

    def counts(self, field: str, stem: str) -> Mapping[int, int]:
        """Return how often a stem stands in a scored field, by unit."""

    def positions(self, word: str) -> Mapping[int, Sequence[int]]:
        """Return where a folded word stands, by unit."""

    def exact(self, term: str) -> set[int]:
        """Return the units that have an exact term."""

    def between(self, field: str, first: str, last: str) -> set[int]:
        """Return the units whose day ``first`` or ``last`` is in the range, ends included."""

    def words(self, prefix: str) -> Iterable[str]:
        """Return the folded words that begin so."""

    def length(self, field: str, unit: int) -> int:
        """Return how many stems a scored field of a unit has, up to ``LONGEST``."""

    def weight(self, unit: int) -> int:
        """Return how much a unit counts, in hundredths."""


#: What a stem counts in each field, how much long fields count less, and their usual length.
WEIGHT = {"title": 4.0, "body": 1.0, "context": 0.4}
LENGTH_COUNTS = {"title": 0.5, "body": 0.6, "context": 0.3}
USUAL_LENGTH = {"title": 8.0, "body": 40.0, "context": 30.0}
SATURATION = 1.4
BORNE, CITED, PHRASE, PREFIX = 20.0, 4.0, 2.0, 1.0


class Evaluation:
    """One query over one state of an index; what was looked up once is kept."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._sets: dict[Node, set[int]] = {}

    def matching(self, node: Node) -> set[int]:
        """Return the units that a query means; to be read only."""
        if node not in self._sets:
            self._sets[node] = self._find(node)
        return self._sets[node]

    def _find(self, node: Node) -> set[int]:
        postings = self._postings
        match node:
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return reduce(or_, (self.matching(part) for part in parts))
            case Not(part):
                return postings.everything() - self.matching(part)
            case Word(text, where, parts):
                return self._word(text, where, parts)
            case Prefix(text, where):
                return self._prefix(text, where)
            case Phrase(words, where, is_open):
                return set(self._starts(words, where, is_open))
            case Near(parts, distance):
                return self._near(parts, distance)
            case Concept(words, others, _):
                ways = (self.matching(all_of(way)) for way in (words, *others))
                return reduce(or_, ways)
            case Identified(_, key, keys):
                return self._bearing(key, keys) | self._citing(key, keys)
            case Is(name, value):
                return postings.exact(f"{name}={value}")
            case Dated(since, until):
                return self._dated(since, until)
            case Nothing():
                return set()

    def _all_of(self, parts: tuple[Node, ...]) -> set[int]:
        wanted = [self.matching(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.matching(part.part) for part in parts if isinstance(part, Not)]
        found = reduce(and_, sorted(wanted, key=len)) if wanted else self._postings.everything()
        return reduce(set.difference, unwanted, found)

    def _word(self, text: str, where: str, parts: tuple[str, ...]) -> set[int]:
        if parts:
            apart = self.matching(all_of([Word(part, where) for part in parts]))
            return apart | self.matching(Word(text, where))
        if text in STOP_WORDS:
            return set(self._starts((text,), where))
        fields = (TITLE,) if where == TITLE else SCORED
        found: set[int] = set()
        for stem in query_stems(text):
            for field in fields:
                found.update(self._postings.counts(field, stem))
        return found

    def _prefix(self, text: str, where: str) -> set[int]:
        if where == TITLE:
            return set(self._starts((text,), where, is_open=True))
        found: set[int] = set()
        for word in self._postings.words(text):
            found |= self._postings.positions(word).keys()
        return found

    def _beginning(self, letters: str) -> Mapping[int, Sequence[int]]:
        """Return where words stand that begin so, by unit."""
        found: dict[int, list[int]] = {}
        for word in self._postings.words(letters):
            for unit, places in self._postings.positions(word).items():
                found.setdefault(unit, []).extend(places)
        return found

    def _starts(
        self, words: tuple[str, ...], where: str, is_open: bool = False
    ) -> Mapping[int, set[int]]:
        """Return where a phrase begins, by unit."""
        places = [self._postings.positions(word) for word in words]
        if is_open:
            places[-1] = self._beginning(words[-1])
        candidates = reduce(and_, (set(place) for place in places))
        found: dict[int, set[int]] = {}
        for unit in candidates:
            starts = set(places[0][unit])
            for offset, place in enumerate(places[1:], 1):
                starts &= {position - offset for position in place[unit]}
            if where == TITLE:
                starts = {start for start in starts if start < BODY_STARTS}
            if starts:
                found[unit] = starts
        return found

    def _near(self, parts: tuple[Word | Prefix | Phrase, ...], distance: int) -> set[int]:
        places = [self._stretches(part) for part in parts]
        together = reduce(and_, (place.keys() for place in places))
        return {
            unit
            for unit in together
            if any(stretches_near([sorted(place[unit]) for place in places], distance))
        }

    def _stretches(self, part: Word | Prefix | Phrase) -> Mapping[int, set[Stretch]]:
        """Return where a part of a query stands, by unit."""
        match part:
            case Phrase(words, where, is_open):
                found, length = self._starts(words, where, is_open), len(words)
            case Prefix(text, where):
                found, length = self._starts((text,), where, is_open=True), 1
            case Word(text, where):
                found, length = self._forms(text, where), 1
        stretches = {
            unit: {Stretch(start, start + length - 1) for start in starts}
            for unit, starts in found.items()
        }
        if isinstance(part, Word) and part.parts:
            for unit, apart in self._stretches(Phrase(part.parts, part.where)).items():
                stretches[unit] = stretches.get(unit, set()) | apart
        return stretches

    def _forms(self, text: str, where: str) -> Mapping[int, set[int]]:
        """Return where a word stands in any of its forms, by unit."""
        found: dict[int, set[int]] = {}
        for word in forms_among(text, self._postings.words(beginning_of_forms(text))):
            for unit, starts in self._starts((word,), where).items():
                found[unit] = found.get(unit, set()) | starts
        return found

    def _bearing(self, key: str, keys: tuple[str, ...]) -> set[int]:
        """Return the units whose identifier is this one, or a shorter form of it."""
        shorter = (self._postings.exact(bears_only(form)) for form in keys)
        return reduce(or_, shorter, set()) | self._postings.exact(bears(key))

    def _citing(self, key: str, keys: tuple[str, ...]) -> set[int]:
        shorter = (self._postings.exact(cites_only(form)) for form in keys)
        return reduce(or_, shorter, set()) | self._postings.exact(cites(key))

    def _dated(self, since: str, until: str) -> set[int]:
        # A year or month sorts before its days, and with "~" behind it after them.
        late_enough = self._postings.between("last", since, "~")
        return late_enough & self._postings.between("first", "", until + "~")

    def scores(self, node: Node) -> dict[int, float]:
        """Return how well each unit that fits does so."""
        found = self.matching(node)
        scores = dict.fromkeys(found, 0.0)
        for leaf in leaves(node):
            self._add(leaf, scores)
        return {unit: score * self._postings.weight(unit) for unit, score in scores.items()}

    def _add(self, leaf: Node, scores: dict[int, float]) -> None:
        match leaf:
            case Concept(words, others, _):
                self._add_concept(words, (words, *others), scores)
            case Near(parts, _):
                for part in parts:
                    self._add(part, scores)
            case Word(text, where, parts):
                for word in (text, *parts):
                    self._add_word(word, where, scores)
            case Phrase(words, where, is_open):
                for word in words[:-1] if is_open else words:
                    self._add_word(word, where, scores)
                self._add_constant(self.matching(leaf), PHRASE, scores)
            case Prefix():
                self._add_constant(self.matching(leaf), PREFIX, scores)
            case Identified(_, key, keys):
                self._add_constant(self._citing(key, keys), CITED, scores)
                self._add_constant(self._bearing(key, keys), BORNE, scores)

    def _add_concept(
        self, typed: tuple[Word, ...], ways: Iterable[tuple[Word, ...]], scores: dict[int, float]
    ) -> None:
        """Add what the best way to say it brings: its words on average, for each word typed."""
        most: dict[int, float] = {}
        for way in ways:
            gained = dict.fromkeys(self.matching(all_of(way)) & scores.keys(), 0.0)
            for word in way:
                self._add(word, gained)
            for unit, amount in gained.items():
                most[unit] = max(most.get(unit, 0.0), amount * len(typed) / len(way))
        for unit, amount in most.items():
            scores[unit] += amount

    def _add_constant(self, units: set[int], amount: float, scores: dict[int, float]) -> None:
        for unit in units & scores.keys():
            scores[unit] += amount

    def _add_word(self, word: str, where: str, scores: dict[int, float]) -> None:
        if word in STOP_WORDS:
            return
        frequency: dict[int, float] = {}
        for field in (TITLE,) if where == TITLE else SCORED:
            counts: dict[int, int] = {}
            for stem in query_stems(word):
                for unit, count in self._postings.counts(field, stem).items():
                    counts[unit] = max(count, counts.get(unit, 0))
            for unit, count in counts.items():
                if unit in scores:
                    share = self._postings.length(field, unit) / USUAL_LENGTH[field]
                    damping = 1 - LENGTH_COUNTS[field] * (1 - share)
                    added = WEIGHT[field] * count / damping
                    frequency[unit] = frequency.get(unit, 0.0) + added
        total = len(self._postings.everything())
        rare = len(self.matching(Word(word, where)))
        rarity = math.log(1 + (total - rare + 0.5) / (rare + 0.5))
        for unit, amount in frequency.items():
            scores[unit] += rarity * amount / (SATURATION + amount)


def best(scores: Mapping[int, float], limit: int) -> list[int]:
    """Return the units with the highest scores, and all that are as good as the last of them.

    The caller orders equal ones by reference.
    """
    ranked = sorted(scores, key=lambda unit: -round(scores[unit], 6))
    if len(ranked) > limit > 0:
        last = round(scores[ranked[limit - 1]], 6)
        while limit < len(ranked) and round(scores[ranked[limit]], 6) == last:
            limit += 1
    return ranked[:limit]
