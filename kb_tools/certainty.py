"""How sure we are of a statement: derived from its sources, never typed.

primary: a source is the act itself · primary (mirror): the act, read on another site ·
corroborated: two or more independent publishers · single source: one · unsourced: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a search shows certainties without loading the model
    from kb_tools.model import Item, Record, Source
    from kb_tools.scalars import SourceCitation


class Certainty(Enum):
    """The degrees, strongest first; the value is the word used in filters and addresses."""

    PRIMARY = "primary"
    MIRROR = "mirror"
    CORROBORATED = "corroborated"
    SINGLE = "single"
    UNSOURCED = "unsourced"

    @property
    def label(self) -> str:
        """How it is shown to a reader."""
        return _LABELS[self]

    @property
    def meaning(self) -> str:
        """What it says about a statement."""
        return _MEANINGS[self]


_LABELS = {
    Certainty.PRIMARY: "primary source",
    Certainty.MIRROR: "primary source (copy)",
    Certainty.CORROBORATED: "corroborated",
    Certainty.SINGLE: "single source",
    Certainty.UNSOURCED: "open",
}
_MEANINGS = {
    Certainty.PRIMARY: "read in the act itself, at its publisher",
    Certainty.MIRROR: "read in the act itself, in a copy on another site",
    Certainty.CORROBORATED: "reported by two or more independent publishers",
    Certainty.SINGLE: "reported by one publisher",
    Certainty.UNSOURCED: "not established",
}


def certainty_of(citations: Iterable[SourceCitation], sources: Mapping[str, Source]) -> Certainty:
    """Return how sure the cited sources make a statement; keys without a source do not count."""
    cited = [sources[c.key] for c in citations if c.key in sources]
    kinds = {source.kind for source in cited}
    if "primary" in kinds:
        return Certainty.PRIMARY
    if "mirror" in kinds:
        return Certainty.MIRROR
    publishers = {source.origin or source.publisher for source in cited}
    if not publishers:
        return Certainty.UNSOURCED
    return Certainty.SINGLE if len(publishers) == 1 else Certainty.CORROBORATED


def certainty_of_item(item: Item, sources: Mapping[str, Source]) -> Certainty:
    """Return the certainty of an item's main statement; an open point is never established."""
    from kb_tools.model import OpenPoint

    if isinstance(item, OpenPoint):
        return Certainty.UNSOURCED
    return certainty_of(item.sources, sources)


def certainty_of_record(record: Record) -> Certainty:
    """Return how sure a record is as a whole: as sure as its best source."""
    kinds = {source.kind for source in record.sources.values()}
    if not kinds:
        return Certainty.UNSOURCED
    best = (Certainty.PRIMARY, Certainty.MIRROR)
    found = next((certainty for certainty in best if certainty.value in kinds), None)
    publishers = {s.origin or s.publisher for s in record.sources.values()}
    return found or (Certainty.SINGLE if len(publishers) == 1 else Certainty.CORROBORATED)
