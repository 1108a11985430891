"""The judged queries are sound, and the search answers them as well as it has to."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kb_tools.search.linear import LinearEngine
from kb_tools.search.query import Not, Nothing
from tests.relevance.judged import (
    KINDS,
    PARTS,
    RECALL,
    RECIPROCAL_RANK,
    Judged,
    Outcome,
    engine_of,
    outcomes,
    read_part,
    recall,
    reciprocal_rank,
)


@pytest.fixture(scope="module")
def engine(real_cases: Path) -> LinearEngine:
    """The real records, in memory."""
    return engine_of(real_cases)


@pytest.fixture(scope="module")
def queries() -> dict[str, tuple[Judged, ...]]:
    """The judged queries of each part."""
    return {name: read_part(name) for name in PARTS}


def test_every_answer_is_in_the_corpus(
    engine: LinearEngine, queries: dict[str, tuple[Judged, ...]]
) -> None:
    everything = engine.search(Not(Nothing()), 1_000_000)
    known = {hit.unit.reference for hit in everything.hits}
    strange = [
        f"{judged.query}: {answer}"
        for part in queries.values()
        for judged in part
        for answer in judged.answers - known
    ]
    assert strange == []


def test_every_query_is_judged_once(queries: dict[str, tuple[Judged, ...]]) -> None:
    """Whether a query is in lower case makes it no other query."""
    every = [judged for part in queries.values() for judged in part]
    assert len({judged.query.casefold() for judged in every}) == len(every)
    assert {judged.kind for judged in every} == set(KINDS)
    assert [j.query for j in every if not (j.answers or j.spelling)] == []
    assert [j.query for j in every if bool(j.spelling) != (j.kind == "misspelling")] == []


def test_enough_queries_are_judged(queries: dict[str, tuple[Judged, ...]]) -> None:
    """At least 200, of which a quarter is never tuned to."""
    tuned, held_out = (len(queries[name]) for name in PARTS)
    assert tuned + held_out >= 200
    assert held_out >= (tuned + held_out) / 4
    assert sum(judged.kind == "french" for judged in queries["tuned"]) >= 30


@pytest.mark.parametrize("part", PARTS)
def test_queries_are_answered(
    engine: LinearEngine, queries: dict[str, tuple[Judged, ...]], part: str
) -> None:
    """An answer is among the first five hits, and mostly the first."""
    found = list(outcomes(engine, queries[part]))
    assert recall(found) >= RECALL, _misses(found)
    assert reciprocal_rank(found) >= RECIPROCAL_RANK, _misses(found)


def _misses(found: Sequence[Outcome]) -> str:
    return "no answer among the first five: " + "; ".join(
        outcome.judged.query for outcome in found if not outcome.is_found
    )
