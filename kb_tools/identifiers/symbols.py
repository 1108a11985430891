"""What the symbols of United Nations documents have in common: signs, leading words, addresses."""

from __future__ import annotations

import re
from urllib.parse import quote

from kb_tools.identifiers.registry import DASH, Identifier, Spelling

# Between the parts of a symbol: a slash, another sign in its place, or nothing.
JOINT = rf"\s{{0,3}}(?:[/._]|{DASH})?\s{{0,3}}"
# A slash, or what stands for it in the name of a file.
SLASH = r"\s{0,3}[/_]\s{0,3}"
# A slash, a hyphen or a space, but something.
GAP = rf"(?:\s{{0,3}}(?:[/_]|{DASH})\s{{0,3}}|\s{{1,3}})"
POINT = r"\s{0,3}[./_]?\s{0,3}"
NUMBER_SIGN = r"(?:(?:Nos?\.?|N[°º]|num[eé]ro)\s{0,3})?"
YEAR = r"((?:19|20)\d{2})"

UN = r"(?:U\.?\s?N\.?|United\s{1,3}Nations)"
OF_UN = r"(?:\s{1,3}des\s{1,3}Nations\s{1,3}Unies)?"
OF = r"\s{1,3}(?:of\s{1,3}the|du|de\s{1,3}l['’])\s{0,3}"
RESOLUTION = r"r[eé]s(?:olutions?|\.)?\s{0,3}"
#: What makes another document of a symbol: ``Add.1``, ``Rev.1``, ``Corr.1``.
PART = r"(?:Add|Rev|Corr)\s?\.\s?\d{1,2}"
AND_PART = rf"(?:\s?[/_]\s?({PART}))?"

_DOC = (
    rf"(?:{UN}\s{{1,3}}(?:Doc(?:uments?|s?\.?)\s{{0,3}})?|Doc(?:uments?|s?\.?)\s{{1,3}}"
    r"|(?:https?://)?(?:docs\.un|undocs)\.org/(?:[a-z]{2}/)?)"
)


def symbol(begins: str, pattern: str) -> tuple[Spelling, Spelling]:
    """Return the spellings of a symbol: alone, and after "UN Doc." or in an official address."""
    return Spelling(begins, pattern), Spelling("UDH", _DOC + pattern)


def official_address(text: str) -> str:
    """Return the address of the document that bears a symbol."""
    return "https://docs.un.org/en/" + quote(text.replace(" ", ""), safe="/()-.")


def lettered(text: str, sign: str) -> str:
    """Return a part of a symbol as capitals, sign and number: ``L.22``, ``ES-11`` or ``75``."""
    letters, number = re.sub(r"[^A-Z]", "", text.upper()), re.sub(r"\D", "", text)
    return f"{letters}{sign}{number}" if letters else number


def and_part(text: str) -> str:
    """Return ``/Add.1`` for any spelling of it, and nothing for nothing."""
    return "/" + re.sub(r"\s", "", text).capitalize() if text else ""


def without_part(identifier: Identifier) -> tuple[str, ...]:
    """Return the keys of a symbol whose last part may be ``Rev.1``: a draft finds its revisions."""
    ending = and_part(identifier.parts[-1]).lower()
    return tuple(dict.fromkeys((identifier.key, identifier.key.removesuffix(ending))))
