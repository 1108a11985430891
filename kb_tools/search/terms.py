"""What an engine stores of a unit: counted stems by field, positions of words, exact terms."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from kb_tools.search.analysis import english_terms, french_terms, words
from kb_tools.search.unit import PARTING, SearchUnit

#: Fields of stems that are scored; what each weighs is in :mod:`kb_tools.search.evaluate`.
SCORED = ("title", "body", "context")
#: Words of a title have positions below this; a title is never as long.
BODY_STARTS = 10_000
#: Longer fields count as long as this, so that a length fits a byte.
LONGEST = 255


class UnitTerms(NamedTuple):
    """The terms of a unit.

    ``stems`` counts stems for each scored field and ``lengths`` all of them, up to
    ``LONGEST``; ``positions`` lists where each folded word
    stands in title, body and context, which never touch each other; ``exact`` is what filters
    and identifiers compare; ``weight`` says how much the unit counts among equal ones.
    """

    stems: dict[str, dict[str, int]]
    positions: dict[str, list[int]]
    lengths: dict[str, int]
    exact: tuple[str, ...]
    weight: int


def terms_of(unit: SearchUnit) -> UnitTerms:
    """Return the terms of a unit."""
    positions: dict[str, list[int]] = {}
    start = 0
    for text in (unit.title, unit.body, unit.context, unit.french_context):
        for part in text.split(PARTING):
            found = words(part)
            for place, word in enumerate(found, start):
                positions.setdefault(word, []).append(place)
            start += len(found) + 1
        start = max(BODY_STARTS, start)
    stems: dict[str, dict[str, int]] = {
        "title": Counter(english_terms(unit.title) + french_terms(unit.french)),
        "body": Counter(english_terms(unit.body)),
        "context": Counter(english_terms(unit.context) + french_terms(unit.french_context)),
    }
    return UnitTerms(
        stems=stems,
        lengths={name: min(sum(stems[name].values()), LONGEST) for name in SCORED},
        positions=positions,
        exact=unit.exact,
        weight=_weight(unit),
    )


_KINDS = {
    **dict.fromkeys(("case", "mechanism", "instrument", "statement"), 130),
    "series": 70,
    **dict.fromkeys(("decision", "holding", "measure", "operative-point"), 115),
    **dict.fromkeys(("event", "document", "provision", "use", "ask", "intervention"), 110),
    **dict.fromkeys(("relation", "particular", "conflict", "open-point", "title"), 85),
}
_CERTAINTIES = {"primary": 104, "mirror": 103, "corroborated": 102, "single": 100}


def _weight(unit: SearchUnit) -> int:
    """Return how much a unit counts, in hundredths: acts before notes, primary before single."""
    return _KINDS.get(unit.kind, 100) * _CERTAINTIES.get(unit.certainty, 98) // 100
