"""Official identifiers: recognise them in any usual spelling, link them, check their dates."""

from kb_tools.identifiers import (
    courts,
    european_union,
    general_assembly,
    security_council,
    united_kingdom,
    united_nations,
)
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
    "european_union",
    "find_identifiers",
    "general_assembly",
    "near_family",
    "recognise",
    "security_council",
    "united_kingdom",
    "united_nations",
]
