"""The small values that fields hold: partial dates, references, pinpoints, votes.

Every parser takes the text of one YAML scalar and returns a value, or raises
:class:`ScalarError` with what is wrong and what to write instead.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit


class ScalarError(ValueError):
    """The text is not a value of the wanted type; ``hint`` says what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def shown(text: str, limit: int = 60) -> str:
    """Return contributor text for use inside a message: one line, shortened, in backquotes."""
    flat = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    flat = flat.replace("`", "'")
    return f"`{flat[: limit - 1]}…`" if len(flat) > limit else f"`{flat}`"


_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LOOSE_DATE = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?", re.ASCII)
_WORDED_DATE = re.compile(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})", re.ASCII)
#: No record tells of anything before or after these years.
_FIRST_YEAR, _LAST_YEAR = 1500, 2199


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, as precise as its source: ``2017``, ``2017-08``, ``2017-08-25``."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def earliest(self) -> date:
        """The first day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that the date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        """The date as prose: ``25 August 2017``, ``August 2017`` or ``2017``."""
        if self.month is None:
            return str(self.year)
        name = f"{_MONTHS[self.month - 1]} {self.year}"
        return f"{self.day} {name}" if self.day else name


def parse_date(text: str) -> PartialDate:
    """Return the date that ``text`` gives as YYYY, YYYY-MM or YYYY-MM-DD.

    Raises ScalarError for another form, and for a month or day that does not exist.
    """
    match = _DATE.fullmatch(text)
    if not match:
        meant = _date_meant(text)
        hint = f"write {meant}" if meant else "write YYYY-MM-DD, YYYY-MM or YYYY, e.g. 2022-07-22"
        raise ScalarError(f"{shown(text)} is not a date", hint)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ScalarError(
            f"{shown(text)} is no year that a record tells of",
            f"years go from {_FIRST_YEAR} to {_LAST_YEAR}",
        )
    if month is not None and not 1 <= month <= 12:
        raise ScalarError(
            f"{shown(text)} has no such month", "months go from 01 to 12, as YYYY-MM-DD"
        )
    if day is not None and not 1 <= day <= monthrange(year, month or 1)[1]:
        raise ScalarError(
            f"{shown(text)} has no such day",
            f"{_MONTHS[(month or 1) - 1]} {year} has {monthrange(year, month or 1)[1]} days",
        )
    return PartialDate(year, month, day)


def _date_meant(text: str) -> str:
    """Return the date that another way of writing surely means, or the empty string."""
    loose, worded = _LOOSE_DATE.fullmatch(text), _WORDED_DATE.fullmatch(text)
    if loose:
        parts = [loose[1], *(f"{int(part):02d}" for part in loose.groups()[1:] if part)]
    elif worded:
        months = [i for i, m in enumerate(_MONTHS, 1) if m.lower().startswith(worded[2].lower())]
        if len(months) != 1:
            return ""
        parts = [worded[3], f"{months[0]:02d}", *([f"{int(worded[1]):02d}"] if worded[1] else [])]
    else:
        return ""
    try:
        return str(parse_date("-".join(parts)))
    except ScalarError:
        return ""


_INTEGER = re.compile(r"0|[1-9][0-9]{0,3}", re.ASCII)


def parse_integer(text: str) -> int:
    """Return the whole number, at most four digits, without sign or leading zero."""
    if text.isascii() and text.isdigit() and len(text) > 4:
        raise ScalarError(f"{shown(text)} is too large a number", "write at most four digits")
    if not _INTEGER.fullmatch(text):
        hint = "write digits only, without a leading zero, e.g. 15"
        raise ScalarError(f"{shown(text)} is not a whole number", hint)
    return int(text)


def parse_yes_no(text: str) -> bool:
    """Return True for ``yes`` or ``true``, False for ``no`` or ``false``."""
    lowered = text.lower()
    if lowered in ("yes", "true"):
        return True
    if lowered in ("no", "false"):
        return False
    raise ScalarError(f"{shown(text)} is neither yes nor no", "write yes or no")


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


def parse_slug(text: str) -> str:
    """Return a local id: small letters a to z, digits and single hyphens."""
    if len(text) > 80 or not _SLUG.fullmatch(text):
        raise ScalarError(
            f"{shown(text)} is not an id",
            f"use small letters, digits and hyphens, e.g. {slug_from(text) or 'order-2020-01-23'}",
        )
    return text


def slug_from(text: str) -> str:
    """Return the nearest id to any text: accents folded, other characters made hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-")


@dataclass(frozen=True, slots=True)
class Reference:
    """The address of a record (``icj/178-gambia-v-myanmar``) or of an item in it (``…#item``)."""

    record: str
    item: str = ""

    def __str__(self) -> str:
        return f"{self.record}#{self.item}" if self.item else self.record


_REFERENCE = re.compile(r"([a-z0-9-]+(?:/[a-z0-9-]+)+)(?:#([a-z0-9-]+))?", re.ASCII)


def parse_reference(text: str) -> Reference:
    """Return the reference written as ``folder/record`` or ``folder/record#item``."""
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise ScalarError(
            f"{shown(text)} is not a reference",
            "write folder/record or folder/record#item, e.g. instruments/genocide-convention#art-9",
        )
    return Reference(match[1], match[2] or "")


@dataclass(frozen=True, slots=True)
class SourceCitation:
    """A source's key and, where one is known, the pinpoint in it (``para. 86``, ``p. 449``)."""

    key: str
    pinpoint: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.pinpoint}" if self.pinpoint else self.key


def parse_source_citation(text: str) -> SourceCitation:
    """Return the citation written as a source's key, then a space and the pinpoint if any."""
    key, _, pinpoint = text.partition(" ")
    try:
        parse_slug(key)
    except ScalarError:
        raise ScalarError(
            f"{shown(text)} does not start with the key of a source",
            "write the key, then the pinpoint, e.g. `judgment-2022-07-22 para. 107`",
        ) from None
    return SourceCitation(key, " ".join(pinpoint.split()))


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraph ranges of a decision, in the order given: ``((63, 63), (65, 69))``."""

    ranges: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in self.ranges)

    @property
    def pinpoint(self) -> str:
        """The pinpoint in a citation: ``para. 63`` or ``paras 65-69``."""
        single = len(self.ranges) == 1 and self.ranges[0][0] == self.ranges[0][1]
        return f"para. {self}" if single else f"paras {self}"

    @property
    def last(self) -> int:
        """The highest paragraph number named."""
        return max(b for _, b in self.ranges)


_RANGE = re.compile(r"([1-9]\d{0,4})(?:\s*[-\u2013]\s*([1-9]\d{0,4}))?", re.ASCII)


def parse_paragraphs(text: str) -> Paragraphs:
    """Return the paragraph numbers written as ``63``, ``65-69`` or ``65-69, 72-73``."""
    ranges = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if not match:
            raise ScalarError(
                f"{shown(text)} does not name paragraphs", "write numbers, e.g. 65-69, 72"
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ScalarError(f"{shown(part.strip())} runs backwards", f"write {last}-{first}")
        ranges.append((first, last))
    return Paragraphs(tuple(ranges))


@dataclass(frozen=True, slots=True)
class Vote:
    """How a body decided: ``unanimous``, ``without-vote``, or votes in favour, against, abstaining.

    ``manner`` is ``unanimous``, ``without-vote`` or ``counted``; the numbers are None unless
    counted, and ``abstaining`` is None where the source names two numbers only.
    """

    manner: str
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None

    def __str__(self) -> str:
        if self.manner != "counted":
            return self.manner.replace("-", " ")
        counts = [str(self.in_favour), str(self.against)]
        if self.abstaining is not None:
            counts.append(str(self.abstaining))
        return "-".join(counts)

    @property
    def total(self) -> int | None:
        """The number of votes cast or abstained, or None unless counted."""
        if self.manner != "counted":
            return None
        return (self.in_favour or 0) + (self.against or 0) + (self.abstaining or 0)


_VOTE = re.compile(r"(\d{1,3})-(\d{1,3})(?:-(\d{1,3}))?", re.ASCII)


def parse_vote(text: str) -> Vote:
    """Return the vote written as ``unanimous``, ``without-vote``, ``15-1`` or ``143-5-35``."""
    if text in ("unanimous", "without-vote"):
        return Vote(text)
    match = _VOTE.fullmatch(text)
    if not match:
        meant = text.lower().replace(" ", "-")
        if meant not in ("unanimous", "without-vote"):
            meant = re.sub(r"\s*(?:[-\u2010-\u2015/:]|to|against)\s*", "-", text)
        known = "write unanimous, without-vote, 15-1 or, with abstentions, 143-5-35"
        sure = meant in ("unanimous", "without-vote") or _VOTE.fullmatch(meant)
        raise ScalarError(f"{shown(text)} is not a vote", f"write {meant}" if sure else known)
    in_favour, against, abstaining = match.groups()
    return Vote("counted", int(in_favour), int(against), int(abstaining) if abstaining else None)


def parse_url(text: str) -> str:
    """Return an absolute http or https address; anything else, such as javascript:, is refused."""
    hint = "write the whole address, e.g. https://www.icj-cij.org/case/178"
    if len(text) > 2000 or any(c.isspace() or not c.isprintable() for c in text):
        raise ScalarError(f"{shown(text)} is not a web address", hint)
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or "." not in host.strip(".") or parts.scheme not in ("http", "https"):
        raise ScalarError(f"{shown(text)} is not a web address", hint)
    return text


_FOLD_EXTRA = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'", "ð": "d"}
)


def fold(text: str) -> str:
    """Return text for comparison: small letters, accents and ligatures folded away."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters.lower().translate(_FOLD_EXTRA)
