"""Words near each other: finding them among positions, in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import groupby
from typing import NamedTuple

#: How far apart words may be asked to stand, and how far when nothing else is said.
FARTHEST, USUAL = 50, 8


class Stretch(NamedTuple):
    """The positions of the first and the last word of something found."""

    first: int
    last: int


def stretches_near(
    places: Sequence[Sequence[Stretch]], distance: int
) -> Iterator[tuple[Stretch, ...]]:
    """Yield what stands together: one stretch of each part, the outer ones so close.

    From the end of the first to the beginning of the last there are at most ``distance`` words;
    no two parts are the same word.  Each part's places are in order.
    """
    tagged = ([(place, part) for place in found] for part, found in enumerate(places))
    latest: list[Stretch | None] = [None] * len(places)
    for _, group in groupby(merge(*tagged), key=lambda pair: pair[0].first):
        together = list(group)
        for place, part in together:
            others = [held for number, held in enumerate(latest) if number != part]
            before = [held for held in others if held is not None and held.last < place.first]
            if len(before) == len(others) and all(
                place.first - held.last <= distance for held in before
            ):
                ordered = [*before[:part], place, *before[part:]]
                yield tuple(ordered)
        for place, part in together:
            latest[part] = place
