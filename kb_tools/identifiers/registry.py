"""The families of official identifiers: one place that validation, links and search share.

A family says how its identifiers are usually spelt, what their canonical form is,
where the official text stands, and which dates they can bear.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kb_tools.scalars import PartialDate


@dataclass(frozen=True, slots=True)
class Identifier:
    """An official document number or symbol, recognised.

    ``canonical`` is the official spelling; ``parts`` are what the family's spellings capture.
    """

    family: str
    canonical: str
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        """The form under which equal identifiers are equal: family and canonical, small letters."""
        return f"{self.family}:{self.canonical.lower().replace(' ', '')}"

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys under which it is found: its own, and shorter forms of the same document."""
        return FAMILIES[self.family].keys(self)

    @property
    def link(self) -> str:
        """The official address derived from the identifier, or the empty string."""
        return FAMILIES[self.family].link(self.parts)

    def date_problem(self, date: PartialDate) -> str:
        """Return why a document of this date cannot bear the identifier, or an empty string."""
        return FAMILIES[self.family].date_problem(self.parts, date)


Parts = tuple[str, ...]
DIGITS = "0123456789"
#: A hyphen, in any of the signs that print as one.
DASH = r"[-\u2010-\u2015\u2212]"
_PLAIN = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_DIGIT = re.compile(r"\d")


class Spelling(NamedTuple):
    """A way to write the identifiers of a family.

    ``begins`` are the capitals, digits or brackets with which it can begin: ``pattern`` is tried
    at a word that begins so, and nowhere else.  The pattern is a regular expression that reads
    capitals and small letters alike; whatever it repeats, it repeats a bounded number of times.
    """

    begins: str
    pattern: str


def pasted(address: str, pattern: str) -> Spelling:
    """Return the spelling of an identifier as the end of its official address (a pattern)."""
    return Spelling("HWI", rf"(?:https?://)?(?:www\.)?{address}{pattern}")


def _no_link(parts: Parts) -> str:
    return ""


def _no_problem(parts: Parts, date: PartialDate) -> str:
    return ""


def year_problem(parts: Parts, date: PartialDate) -> str:
    """Return why a number whose first part is a year is not of this date, or an empty string."""
    if int(parts[0]) == date.year:
        return ""
    return f"the number bears the year {parts[0]}, the date is {date}"


def _own_key(identifier: Identifier) -> tuple[str, ...]:
    return (identifier.key,)


@dataclass(frozen=True, slots=True)
class Family:
    """How one kind of identifier is spelt, normalised, linked and checked.

    ``parts`` names the groups of the spellings in the order in which the functions get them;
    without it all spellings capture the same groups in the same order.  ``example`` is a
    canonical one.
    """

    name: str
    label: str
    example: str
    spellings: tuple[Spelling, ...]
    canonical: Callable[[Parts], str]
    link: Callable[[Parts], str] = _no_link
    date_problem: Callable[[Parts, PartialDate], str] = _no_problem
    keys: Callable[[Identifier], tuple[str, ...]] = _own_key
    parts: tuple[str, ...] = ()

    def from_match(self, match: re.Match[str]) -> Identifier:
        """Return the identifier that one of the spellings found."""
        named = match.groupdict()
        groups = [named.get(name) for name in self.parts] if self.parts else match.groups()
        parts = tuple((group or "").translate(_PLAIN) for group in groups)
        return Identifier(self.name, self.canonical(parts), parts)


FAMILIES: dict[str, Family] = {}
_BY_FIRST: dict[str, list[tuple[str, Family]]] = {}


def register(family: Family) -> None:
    """Add a family; the order of registration is the order of trying."""
    FAMILIES[family.name] = family
    for begins, pattern in family.spellings:
        for sign in begins:
            _BY_FIRST.setdefault(sign, []).append((pattern, family))


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that ends where its identifier ends; compiled when it is first tried."""
    return re.compile(rf"(?:{pattern})(?![/-]?\w|\.\d)", re.IGNORECASE)


@functools.lru_cache(maxsize=4096)
def recognise(text: str) -> Identifier | None:
    """Return the identifier that the whole text is, in any usual spelling, or None."""
    stripped = text.strip()
    if not _DIGIT.search(stripped):
        return None  # every identifier counts something
    for pattern, family in _BY_FIRST.get(stripped[0].upper(), ()):
        match = _compiled(pattern).fullmatch(stripped)
        if match:
            return family.from_match(match)
    return None


#: The beginning of a word or bracket, outside longer words and numbers.
_BEGINNING = re.compile(r"(?<![\w/.-])[A-Za-z0-9\[(]")


def find_identifiers(text: str) -> Iterator[tuple[int, int, Identifier]]:
    """Yield start, end and identifier for every identifier in running text, left to right.

    Of overlapping ones the first counts, of those with one beginning the longest; a match inside
    a longer word or number does not.
    """
    if not _DIGIT.search(text):
        return
    end = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start < end:
            continue
        longest: re.Match[str] | None = None
        for pattern, family in _BY_FIRST.get(beginning[0].upper(), ()):
            match = _compiled(pattern).match(text, start)
            if match and (longest is None or match.end() > longest.end()):
                longest, bearer = match, family
        if longest:
            end = longest.end()
            yield start, end, bearer.from_match(longest)


def near_family(text: str) -> Family | None:
    """Return the family that a malformed identifier seems to belong to, or None."""
    for family in FAMILIES.values():
        prefix = re.match(r"(?:[A-Z]\.)+|[A-Z]+/?[A-Z]*", family.example)
        if prefix and len(prefix[0]) > 1:
            letters = r"[\s._/-]*".join(re.sub(r"[./]", "", prefix[0]))
            if re.match(rf"\s*{letters}(?![A-Za-z])", text, re.IGNORECASE):
                return family
    return FAMILIES["icj-document"] if re.match(r"\d{1,3}-\d", text) else None
