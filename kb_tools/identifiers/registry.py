"""The families of official identifiers: one place that validation, links and search share.

A family says how its identifiers are usually spelt, what their canonical form is,
where the official text stands, and which dates they can bear.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb_tools.scalars import PartialDate


@dataclass(frozen=True, slots=True)
class Identifier:
    """An official document number or symbol, recognised.

    ``canonical`` is the official spelling; ``parts`` are the groups of the family's pattern.
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
_DIGIT = re.compile(r"\d")


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _no_problem(parts: Parts, date: PartialDate) -> str:
    return ""


def _own_key(identifier: Identifier) -> tuple[str, ...]:
    return (identifier.key,)


@dataclass(frozen=True, slots=True)
class Family:
    """How one kind of identifier is spelt, normalised, linked and checked.

    ``pattern`` is a lenient regular expression that finds the usual spellings, capitals or not; it
    is compiled when it is first needed, for most searches name no identifier.  ``also`` are further
    ones with the same groups, for spellings in another order of words; ``example`` is a canonical
    one.
    """

    name: str
    label: str
    example: str
    pattern: str
    canonical: Callable[[Parts], str]
    link: Callable[[Parts], str]
    date_problem: Callable[[Parts, PartialDate], str] = _no_problem
    keys: Callable[[Identifier], tuple[str, ...]] = _own_key
    also: tuple[str, ...] = ()

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """All patterns, the first of which is the usual one."""
        return tuple(_compiled(pattern) for pattern in (self.pattern, *self.also))

    def from_match(self, match: re.Match[str]) -> Identifier:
        """Return the identifier that one of the patterns found."""
        parts = tuple(group or "" for group in match.groups())
        return Identifier(self.name, self.canonical(parts), parts)


FAMILIES: dict[str, Family] = {}


def register(family: Family) -> None:
    """Add a family; the order of registration is the order of trying."""
    FAMILIES[family.name] = family


def recognise(text: str) -> Identifier | None:
    """Return the identifier that the whole text is, in any usual spelling, or None."""
    stripped = text.strip()
    if not _DIGIT.search(stripped):
        return None  # every identifier counts something
    for family in FAMILIES.values():
        for pattern in family.patterns:
            match = pattern.fullmatch(stripped)
            if match:
                return family.from_match(match)
    return None


_EDGE_BEFORE = re.compile(r"[\w/.-]$")
_EDGE_AFTER = re.compile(r"^(?:[/-]?\w|\.\d)")


def find_identifiers(text: str) -> Iterator[tuple[int, int, Identifier]]:
    """Yield start, end and identifier for every identifier in running text, left to right.

    Of overlapping ones the longest counts; a match inside a longer word or number does not.
    """
    if not _DIGIT.search(text):
        return
    found = []
    for family in FAMILIES.values():
        for match in (m for pattern in family.patterns for m in pattern.finditer(text)):
            before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() :]
            if _EDGE_BEFORE.search(before) or _EDGE_AFTER.match(after[:2]):
                continue
            found.append((match.start(), match.end(), family.from_match(match)))
    end = -1
    for start, stop, identifier in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            yield start, stop, identifier
            end = stop


def near_family(text: str) -> Family | None:
    """Return the family that a malformed identifier seems to belong to, or None."""
    head = re.sub(r"[\s._/-]", "", text).upper()
    for family in FAMILIES.values():
        prefix = re.match(r"[A-Z]+/?[A-Z]*|\d{2,3}-", family.example)
        if prefix and head.startswith(re.sub(r"[/-]", "", prefix[0])) and len(prefix[0]) > 1:
            return family
    return FAMILIES["icj-document"] if re.match(r"\d{1,3}-\d", text) else None
