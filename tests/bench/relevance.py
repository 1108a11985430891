"""How well the search answers judged queries: recall@5 and mean reciprocal rank."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.parts import ROOT, Figure
from tests.relevance.judged import (
    KINDS,
    PARTS,
    RECALL,
    RECIPROCAL_RANK,
    Outcome,
    engine_of,
    outcomes,
    read_part,
    recall,
    reciprocal_rank,
)


def relevance(folder: Path, scale: float) -> Iterator[Figure | str]:
    """Figures of each part and kind of the judged queries, and the queries that are missed."""
    engine = engine_of(ROOT / "cases")
    for name in PARTS:
        found = list(outcomes(engine, read_part(name)))
        if not found:
            continue
        part = name.replace("_", " ")
        yield f"{part}: {len(found)} queries"
        yield Figure(f"{part}, recall@5", recall(found), RECALL, at_least=True)
        yield Figure(
            f"{part}, mean reciprocal rank", reciprocal_rank(found), RECIPROCAL_RANK, at_least=True
        )
        for kind in KINDS:
            yield from _of_kind(kind, [o for o in found if o.judged.kind == kind])
        for outcome in found:
            if not outcome.is_found:
                yield _missed(outcome)


def _of_kind(kind: str, found: Sequence[Outcome]) -> Iterator[str]:
    if found:
        figures = f"recall@5 {recall(found):.3f}, reciprocal rank {reciprocal_rank(found):.3f}"
        yield f"  {kind}: {figures} ({len(found)})"


def _missed(outcome: Outcome) -> str:
    where = f"answer at {outcome.place}" if outcome.place else "no answer shown"
    first = f"; first is {outcome.shown[0]}" if outcome.shown else ""
    return f"  missed: {outcome.judged.query} ({where}{first})"
