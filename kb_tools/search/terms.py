"""What an engine stores of a unit: counted stems by field, positions of words, exact terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kb_tools.search.analysis import english_terms, french_terms, words
from kb_tools.search.near import FARTHEST
from kb_tools.search.unit import PARTING, SearchUnit

#: Fields of stems that are scored; what each weighs is in :mod:`kb_tools.search.evaluate`.
SCORED = ("title", "body", "context")
#: Each text of a unit has positions from a multiple of this on; a title is never as long.
BODY_STARTS = 10_000
#: Longer fields count as long as this, so that a length fits a byte.
LONGEST = 255


class UnitTerms(NamedTuple):
    """The terms of a unit.

    ``stems`` counts stems for each scored field and ``lengths`` all of them, up to
    ``LONGEST``; ``positions`` lists where each folded word
    stands in title, body and context, which are never near each other; ``exact`` is what filters
    and identifiers compare; ``weight`` says how much the unit counts among equal ones.
    """

    stems: Mapping[str, Mapping[str, int]]
    positions: dict[str, list[int]]
    lengths: dict[str, int]
    exact: tuple[str, ...]
    weight: int


def terms_of(unit: SearchUnit) -> UnitTerms:
    """Return the terms of a unit."""
    positions: dict[str, list[int]] = {}
    stems: dict[str, Counter[str]] = {name: Counter() for name in SCORED}
    start = 0
    for section, text in enumerate((unit.title, unit.body, unit.context, unit.french_context)):
        start = max(section * BODY_STARTS, start)
        for part in text.split(PARTING):
            found, terms = _read(part)
            for place, word in enumerate(found, start):
                positions.setdefault(word, []).append(place)
            start += len(found) + FARTHEST
            if section < len(SCORED):
                stems[SCORED[section]].update(terms)
    stems["title"].update(_french(unit.french))
    for part in unit.french_context.split(PARTING):
        stems["context"].update(_french(part))
    return UnitTerms(
        stems=dict(stems),
        lengths={name: min(stems[name].total(), LONGEST) for name in SCORED},
        positions=positions,
        exact=unit.exact,
        weight=_weight(unit),
    )


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and English terms of a text; units of a record share many texts."""
    return tuple(words(text)), tuple(english_terms(text))


@lru_cache(maxsize=4096)
def _french(text: str) -> tuple[str, ...]:
    return tuple(french_terms(text))


_KINDS = {
    **dict.fromkeys(("case", "mechanism", "instrument", "statement"), 150),
    "series": 110,
    **dict.fromkeys(("decision", "holding", "measure", "operative-point"), 115),
    **dict.fromkeys(("event", "document", "provision", "use", "ask", "intervention"), 110),
    **dict.fromkeys(("particular", "title"), 85),
    **dict.fromkeys(("relation", "conflict", "open-point"), 75),
}
_CERTAINTIES = {"primary": 104, "mirror": 103, "corroborated": 102, "single": 100}


def _weight(unit: SearchUnit) -> int:
    """Return how much a unit counts, in hundredths: acts before notes, primary before single."""
    return _KINDS.get(unit.kind, 100) * _CERTAINTIES.get(unit.certainty, 98) // 100
