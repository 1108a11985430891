"""Judged queries, and how well the search answers them.

A file of judged queries is a list.  Each entry has a ``query`` as people type it, its ``kind``,
and ``answers``: references of records and items, any of which answers it.  A misspelt query has
the ``spelling`` that is to be offered instead; it may have answers besides.  ``why`` is a remark.

``tuned.yml`` is what the ranking may be tuned to; ``held_out.yml`` is never tuned to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kb_tools.corpus import load
from kb_tools.search.advice import why_nothing
from kb_tools.search.analysis import query_stems
from kb_tools.search.compiled import compiled_equivalents
from kb_tools.search.engine import EQUIVALENTS, Prepared, SearchEngine, plan_sync
from kb_tools.search.equivalents import expanded
from kb_tools.search.linear import LinearEngine
from kb_tools.search.nearest import nearest
from kb_tools.search.parser import parse_query
from kb_tools.search.units import units_of

HERE = Path(__file__).resolve().parent
PARTS = ("tuned", "held_out")
KINDS = ("identifier", "name", "phrase", "concept", "question", "french", "misspelling")

#: ``kb search`` shows so many hits unless told otherwise.
SHOWN = 10
#: An answer counts for recall among the first five.
FIRST = 5
#: What recall and mean reciprocal rank have to reach, in both parts.
RECALL, RECIPROCAL_RANK = 0.97, 0.88


@dataclass(frozen=True)
class Judged:
    """A query with what answers it."""

    query: str
    kind: str
    answers: frozenset[str]
    spelling: str = ""
    why: str = ""


@dataclass(frozen=True)
class Outcome:
    """A query, the references that the user is shown, and the place of the first answer.

    ``place`` counts from 1; it is 0 if there is no answer among what is shown.
    """

    judged: Judged
    shown: tuple[str, ...]
    place: int

    @property
    def is_found(self) -> bool:
        """Whether an answer is among the first five."""
        return 0 < self.place <= FIRST


def read_part(name: str) -> tuple[Judged, ...]:
    """Return the judged queries of a part, in order; none if the part is not written yet."""
    path = HERE / f"{name}.yml"
    if not path.exists():
        return ()
    # Every scalar is text: `NO` is a query, and so is `1325`.
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return tuple(Judged(**{**e, "answers": frozenset(e.get("answers", ()))}) for e in entries)


def engine_of(cases: Path) -> LinearEngine:
    """Return a search engine that holds the records of a folder in memory."""
    base = load(cases).kb
    engine = LinearEngine()

    def prepare(name: str) -> Prepared:
        if name == EQUIVALENTS:
            return Prepared((), equivalents=compiled_equivalents(base.vocabulary))
        return Prepared(units_of(base.records[name], base.vocabulary))

    engine.apply(plan_sync({}, dict.fromkeys((*base.records, EQUIVALENTS), "")), prepare)
    return engine


def outcomes(engine: SearchEngine, queries: Iterable[Judged]) -> Iterator[Outcome]:
    """Yield how each query is answered by what ``kb search`` shows for it.

    Below the hits, where they are few, the user is shown the units that come nearest; where there
    is none, also the spellings nearest to a word that nothing has.  All of that is judged, in the
    order in which it is shown.
    """
    for judged in queries:
        node = expanded(parse_query(judged.query), engine.equivalents()).node
        results = engine.search(node, SHOWN)
        offered = [] if results.total else _offered(why_nothing(engine, node))
        _, near = nearest(engine, node, results)
        shown = tuple(hit.unit.reference for hit in (*results.hits, *near))
        stems = [query_stems(word)[0] for word in offered]
        places = [
            _first(shown, judged.answers),
            _first(stems, {query_stems(judged.spelling)[0]}) if judged.spelling else 0,
        ]
        yield Outcome(judged, shown, min((place for place in places if place), default=0))


def _offered(sentences: Iterable[str]) -> list[str]:
    """Return the spellings that the explanation of an empty result offers, in order."""
    lists = (sentence.partition("; nearest: ")[2] for sentence in sentences)
    return [word for found in lists for word in found.split(", ") if word]


def _first(shown: Sequence[str], wanted: Iterable[str]) -> int:
    places = (number for number, value in enumerate(shown, 1) if value in set(wanted))
    return next(places, 0)


def recall(found: Sequence[Outcome]) -> float:
    """Return the share of queries with an answer among the first five."""
    return sum(outcome.is_found for outcome in found) / len(found)


def reciprocal_rank(found: Sequence[Outcome]) -> float:
    """Return the mean of 1 / place of the first answer, 0 where none is shown."""
    return sum(1 / outcome.place for outcome in found if outcome.place) / len(found)
