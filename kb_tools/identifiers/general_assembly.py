"""Symbols of documents of the General Assembly and of the Human Rights Council."""

from __future__ import annotations

from kb_tools.identifiers.registry import (
    DASH,
    DIGITS,
    Family,
    Identifier,
    Parts,
    Spelling,
    register,
)
from kb_tools.identifiers.symbols import (
    AND_PART,
    GAP,
    JOINT,
    NUMBER_SIGN,
    OF,
    OF_UN,
    PART,
    POINT,
    RESOLUTION,
    SLASH,
    UN,
    and_part,
    lettered,
    official_address,
    symbol,
    without_part,
)
from kb_tools.scalars import PartialDate

_ASSEMBLY = (
    rf"(?:(?:{UN}\s{{0,3}})?(?:General\s{{1,3}}Assembly|G\.?\s?A\.?)"
    rf"|Assembl[eé]e\s{{1,3}}g[eé]n[eé]rale{OF_UN}|A\.?G\.?(?:NU)?)"
)
_RIGHTS = (
    rf"(?:(?:{UN}\s{{0,3}})?(?:Human\s{{1,3}}Rights\s{{1,3}}Council|H\.?\s?R\.?\s?C\.?)"
    rf"|Conseil\s{{1,3}}des\s{{1,3}}droits\s{{1,3}}de\s{{1,3}}l['’]homme{OF_UN})"
)
_EMERGENCY = rf"ES(?:\s|{DASH})?\d{{1,2}}"
_SPECIAL = rf"S(?:\s|{DASH})?\d{{1,2}}"
_RES = rf"A{JOINT}RES{JOINT}"
# 287, 59 K: a letter stands close by, or is a capital.
_ITEM = r"0{0,4}(\d{1,4})((?:[A-Z]|\s{1,3}(?-i:[A-Z]))?)(?![A-Za-z0-9])"
_RESOLVED = rf"({_EMERGENCY}|{_SPECIAL}|\d{{1,2}}){GAP}{_ITEM}"


def _session_problem(parts: Parts, date: PartialDate) -> str:
    """Sessions of the General Assembly: the n-th opens in September of the year 1945 + n."""
    if not parts[0].isdigit():
        return ""
    opened = 1945 + int(parts[0])
    first, last = (opened, 9), (opened + 1, 9)
    earliest = (date.earliest.year, date.earliest.month)
    latest = (date.latest.year, date.latest.month)
    if latest < first or earliest > last:
        return (
            f"session {parts[0]} runs from September {opened} to September {opened + 1},"
            f" the date is {date}"
        )
    return ""


def _resolution_canonical(parts: Parts) -> str:
    session, number, letter = parts
    return f"A/RES/{lettered(session, '-')}/{number}{letter.strip().upper()}"


register(
    Family(
        name="general-assembly-resolution",
        label="resolution of the General Assembly",
        example="A/RES/75/287",
        spellings=(
            *symbol("A", _RES + _RESOLVED),
            Spelling(
                "AGU", rf"{_ASSEMBLY},?\s{{0,3}}{RESOLUTION}(?:{_RES})?{NUMBER_SIGN}{_RESOLVED}"
            ),
            Spelling("R", rf"{RESOLUTION}{NUMBER_SIGN}{_RESOLVED},?{OF}{_ASSEMBLY}"),
            Spelling("R", rf"{RESOLUTION}{_RES}{_RESOLVED}"),
            # Only the General Assembly has emergency special sessions.
            Spelling("RE", rf"(?:{RESOLUTION}{NUMBER_SIGN})?({_EMERGENCY}){SLASH}{_ITEM}"),
        ),
        canonical=_resolution_canonical,
        link=lambda parts: official_address(_resolution_canonical(parts)),
        date_problem=_session_problem,
    )
)

_ROMAN = rf"\(\s{{0,3}}(?P<session>(?:(?:ES|S){DASH})?[IVXL]{{1,6}})\s{{0,3}}\)"
# "2012 (II)" is a volume of a year: the first three sessions did not reach the number 300.
_COUNTED = r"(?!\d{4}\s{0,3}\(\s{0,3}I{1,3}\s{0,3}\))0{0,4}(?P<number>\d{1,4})"
#: 377 A (V), and 377 (V) A.
_BEFORE_1976 = (
    rf"{_COUNTED}\s{{0,3}}(?P<letter>[A-Z]?)\s{{0,3}}{_ROMAN}",
    rf"{_COUNTED}\s{{0,3}}{_ROMAN}(?P<letter>[A-Z]|\s(?-i:[A-Z]))",
)


def _before_1976(numbered: str) -> tuple[Spelling, ...]:
    return (
        *symbol("A", _RES + numbered),
        Spelling("AGU", rf"{_ASSEMBLY},?\s{{0,3}}{RESOLUTION}{NUMBER_SIGN}{numbered}"),
        Spelling("R", rf"{RESOLUTION}(?:{_RES})?{NUMBER_SIGN}{numbered}(?:,?{OF}{_ASSEMBLY})?"),
        Spelling(DIGITS, rf"(?=\d{{3}}){numbered}(?:,?{OF}{_ASSEMBLY})?"),
    )


def _before_1976_canonical(parts: Parts) -> str:
    number, letter, session = parts
    return f"A/RES/{number} {letter.strip().upper()}".rstrip() + f" ({session.upper()})"


def _without_letter(identifier: Identifier) -> tuple[str, ...]:
    """A resolution in parts, such as 377 A (V), is found under its number without the letter."""
    number, _, session = identifier.parts
    whole = _before_1976_canonical((number, "", session)).lower().replace(" ", "")
    return tuple(dict.fromkeys((identifier.key, f"{identifier.family}:{whole}")))


register(
    Family(
        name="general-assembly-resolution-before-1976",
        label="resolution of the General Assembly numbered with a Roman session",
        example="A/RES/377 (V)",
        spellings=tuple(way for numbered in _BEFORE_1976 for way in _before_1976(numbered)),
        parts=("number", "letter", "session"),
        canonical=_before_1976_canonical,
        keys=_without_letter,
        link=lambda parts: official_address(_before_1976_canonical(parts)),
    )
)


def _emergency_canonical(parts: Parts) -> str:
    return f"A/ES-{parts[0]}/{lettered(parts[1], '.')}{and_part(parts[2])}"


register(
    Family(
        name="emergency-session-document",
        label="document of an emergency special session of the General Assembly",
        example="A/ES-11/PV.1",
        spellings=symbol(
            "A",
            rf"A{JOINT}ES(?:\s|{DASH})?(\d{{1,2}}){GAP}"
            rf"0{{0,4}}((?:PV|L){POINT}\d{{1,3}}|\d{{1,4}}){AND_PART}",
        ),
        canonical=_emergency_canonical,
        keys=without_part,
        link=lambda parts: official_address(_emergency_canonical(parts)),
    )
)


def _rights_canonical(parts: Parts) -> str:
    kind, session, number, part = parts
    organ_act = ("DEC/" if kind[:1] in "dD" else "RES/") if kind else ""
    sign = "/" if number[:1] in "nN" else "."
    return f"A/HRC/{organ_act}{lettered(session, '-')}/{lettered(number, sign)}{and_part(part)}"


_HRC = rf"A{JOINT}HRC{JOINT}"
_SESSION = rf"({_SPECIAL}|\d{{1,2}})"
_ACT = r"(r[eé]s(?:olutions?|\.)?|d[eé]c(?:isions?|\.)?)\s{0,3}"
_ACT_NUMBER = rf"{NUMBER_SIGN}{_SESSION}{SLASH}0{{0,4}}(\d{{1,4}})()"
register(
    Family(
        name="human-rights-council-document",
        label="resolution or document of the Human Rights Council",
        example="A/HRC/39/64",
        spellings=(
            *symbol(
                "A",
                rf"{_HRC}((?:RES|DEC){JOINT})?{_SESSION}{GAP}"
                rf"0{{0,4}}((?:CRP|L|NGO){POINT}\d{{1,3}}|\d{{1,4}}){AND_PART}",
            ),
            Spelling("HUC", rf"{_RIGHTS},?\s{{0,3}}{_ACT}{_ACT_NUMBER}"),
            Spelling("RD", rf"{_ACT}{_ACT_NUMBER},?{OF}{_RIGHTS}"),
            Spelling("RD", rf"{RESOLUTION}{_HRC}(RES){JOINT}{_SESSION}{GAP}(\d{{1,4}})()"),
        ),
        canonical=_rights_canonical,
        keys=without_part,
        link=lambda parts: official_address(_rights_canonical(parts)),
    )
)


def _document_canonical(parts: Parts) -> str:
    committee, session, number, volume, part = parts
    places = [f"C.{committee}" if committee else "", session, lettered(number, ".")]
    text = "A/" + "/".join(place for place in places if place)
    return text + (f" (Vol. {volume.upper()})" if volume else "") + and_part(part)


_AND_NAMED_PART = rf"(?:\s?[/_]\s?(?P<part>{PART}))?"
_DOCUMENT_NUMBER = rf"0{{0,4}}(?P<number>(?:PV|SR|L){POINT}\d{{1,4}}|\d{{1,4}})"
_COMMITTEE = rf"C{POINT}(?P<committee>[1-6]){SLASH}"
register(
    Family(
        name="general-assembly-document",
        label="document of the General Assembly or one of its committees",
        example="A/75/288",
        spellings=(
            *symbol(
                "A",
                rf"A{SLASH}(?:{_COMMITTEE})?(?P<session>\d{{2}}){SLASH}{_DOCUMENT_NUMBER}"
                rf"(?:\s?\(\s?Vol\s?\.\s?(?P<volume>[IVX]{{1,5}})\s?\))?{_AND_NAMED_PART}",
            ),
            # Before 1976 committees counted their documents over all sessions.
            *symbol("A", rf"A{SLASH}{_COMMITTEE}{_DOCUMENT_NUMBER}{_AND_NAMED_PART}"),
        ),
        parts=("committee", "session", "number", "volume", "part"),
        canonical=_document_canonical,
        keys=without_part,
        # The address of a volume was not seen: none is derived.
        link=lambda parts: "" if parts[3] else official_address(_document_canonical(parts)),
    )
)
