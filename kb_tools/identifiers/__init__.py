"""Official identifiers: recognise them in any usual spelling, link them, check their dates."""

from kb_tools.identifiers import courts, united_kingdom, united_nations
from kb_tools.identifiers.registry import (
    FAMILIES,
    Family,
    Identifier,
    find_identifiers,
    near_family,
    recognise,
)

__all__ = [
    "FAMILIES",
    "Family",
    "Identifier",
    "courts",
    "find_identifiers",
    "near_family",
    "recognise",
    "united_kingdom",
    "united_nations",
]
