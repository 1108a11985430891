"""Symbols of United Nations documents: one organ's never answers for another's."""

from __future__ import annotations

import re
from urllib.parse import quote

from kb_tools.identifiers.registry import Family, Identifier, Parts, register
from kb_tools.scalars import PartialDate

_SLASH = r"\s{0,3}[/. ]?\s{0,3}"
_UN = r"(?:UN\s{1,3}|United\s+Nations\s+)?"
_RESOLUTION = r"r[eé]s(?:olutions?|\.)?"
_NUMBER = r"0{0,4}(\d{1,4})"
_YEAR = r"(?:\s{0,3}/?\s{0,3}\(?((?:19|20)\d{2})\)?)"
_COUNCIL = rf"(?:{_UN}Security\s+Council|(?:UN)?SC|Conseil\s+de\s+s[eé]curit[eé])"
_ASSEMBLY = rf"(?:{_UN}General\s+Assembly|(?:UN)?GA|Assembl[eé]e\s+g[eé]n[eé]rale)"
_RIGHTS = rf"(?:{_UN}Human\s+Rights\s+Council|(?:UN)?HRC|Conseil\s+des\s+droits\s+de\s+l['’]homme)"


def _official(symbol: str) -> str:
    return "https://docs.un.org/en/" + quote(symbol.replace(" ", ""), safe="/()-.")


def _bare_year(parts: Parts, date: PartialDate) -> str:
    year = parts[1]
    if not year or int(year) == date.year:
        return ""
    return f"the symbol bears the year {year}, the date is {date}"


def _without_year(identifier: Identifier) -> tuple[str, ...]:
    return tuple(dict.fromkeys((identifier.key, identifier.key.partition("(")[0])))


register(
    Family(
        name="security-council-resolution",
        label="resolution of the Security Council",
        example="S/RES/2669 (2022)",
        pattern=(
            rf"(?:S{_SLASH}RES{_SLASH}|(?:UN)?SCR\s{{0,3}}|{_COUNCIL},?\s{{0,3}}{_RESOLUTION}"
            rf"\s{{0,3}}){_NUMBER}{_YEAR}?"
        ),
        also=(
            (rf"{_RESOLUTION}\s{{0,3}}{_NUMBER}{_YEAR}?\s+(?:of\s+the|du)\s+{_COUNCIL}"),
            # A number with a year in brackets is the Council's way of counting.
            (rf"{_RESOLUTION}\s{{0,3}}{_NUMBER}\s{{0,3}}\(((?:19|20)\d{{2}})\)"),
        ),
        canonical=lambda p: f"S/RES/{p[0]} ({p[1]})" if p[1] else f"S/RES/{p[0]}",
        link=lambda p: _official(f"S/RES/{p[0]}({p[1]})") if p[1] else "",
        date_problem=_bare_year,
        keys=_without_year,
    )
)


def _first_year(parts: Parts, date: PartialDate) -> str:
    if int(parts[0]) == date.year:
        return ""
    return f"the symbol bears the year {parts[0]}, the date is {date}"


register(
    Family(
        name="security-council-presidential-statement",
        label="statement by the President of the Security Council",
        example="S/PRST/2021/5",
        pattern=(
            rf"S{_SLASH}PRST{_SLASH}((?:19|20)\d{{2}})\s{{0,3}}[/ ]\s{{0,3}}0{{0,4}}(\d{{1,3}})"
        ),
        canonical=lambda p: f"S/PRST/{p[0]}/{p[1]}",
        link=lambda p: _official(f"S/PRST/{p[0]}/{p[1]}"),
        date_problem=_first_year,
    )
)
register(
    Family(
        name="security-council-meeting",
        label="meeting record of the Security Council",
        example="S/PV.9231",
        pattern=(
            rf"S{_SLASH}PV\s{{0,3}}[. ]?\s{{0,3}}0{{0,4}}(\d{{1,5}})"
            r"(?:\s*\(?\s*Resumption\s+(\d+)\s*\)?)?"
        ),
        canonical=lambda p: f"S/PV.{p[0]}" + (f" (Resumption {p[1]})" if p[1] else ""),
        link=lambda p: "" if p[1] else _official(f"S/PV.{p[0]}"),
    )
)
register(
    Family(
        name="security-council-document",
        label="document of the Security Council",
        example="S/2020/63",
        pattern=(r"S\s*/\s*((?:19|20)\d{2})\s*/\s*0{0,4}(\d{1,4})"),
        canonical=lambda p: f"S/{p[0]}/{p[1]}",
        link=lambda p: _official(f"S/{p[0]}/{p[1]}"),
        date_problem=_first_year,
    )
)


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


_SESSION = (
    r"((?:ES|S)-\d{1,2}|\d{1,2})\s{0,3}[/ ]\s{0,3}0{0,4}(\d{1,4})\s{0,3}([A-Z]?)(?![A-Za-z0-9])"
)


def _assembly_canonical(parts: Parts) -> str:
    return f"A/RES/{parts[0].upper()}/{parts[1]}" + parts[2].upper()


register(
    Family(
        name="general-assembly-resolution",
        label="resolution of the General Assembly",
        example="A/RES/75/287",
        pattern=(
            rf"(?:A{_SLASH}RES{_SLASH}|{_ASSEMBLY},?\s{{0,3}}{_RESOLUTION}\s{{0,3}}){_SESSION}"
        ),
        also=(
            (rf"{_RESOLUTION}\s{{0,3}}{_SESSION}\s+(?:of\s+the|de\s+l['’])\s{{0,3}}{_ASSEMBLY}"),
        ),
        canonical=_assembly_canonical,
        link=lambda p: _official(_assembly_canonical(p)),
        date_problem=_session_problem,
    )
)

_ROMAN = r"[IVXL]+"


def _old_canonical(parts: Parts) -> str:
    letter = f" {parts[1].upper()}" if parts[1] else ""
    return f"A/RES/{parts[0]}{letter} ({parts[2].upper()})"


def _without_letter(identifier: Identifier) -> tuple[str, ...]:
    """A resolution in parts, such as 377 A (V), is found under its number without the letter."""
    number, _, session = identifier.parts
    whole = _old_canonical((number, "", session)).lower().replace(" ", "")
    return tuple(dict.fromkeys((identifier.key, f"{identifier.family}:{whole}")))


register(
    Family(
        name="general-assembly-resolution-before-1976",
        label="resolution of the General Assembly numbered with a Roman session",
        example="A/RES/377 (V)",
        pattern=(
            rf"(?:A{_SLASH}RES{_SLASH}|(?:{_ASSEMBLY},?\s{{0,3}})?{_RESOLUTION}\s{{0,3}})?"
            rf"{_NUMBER}\s{{0,3}}([A-Z]?)\s{{0,3}}\(\s{{0,3}}((?:ES-|S-)?{_ROMAN})\s{{0,3}}\)"
        ),
        canonical=_old_canonical,
        keys=_without_letter,
        link=lambda p: _official(f"A/RES/{p[0]}{p[1].upper()}({p[2].upper()})"),
    )
)
register(
    Family(
        name="emergency-session-document",
        label="document of an emergency special session of the General Assembly",
        example="A/ES-11/PV.1",
        pattern=(r"A\s*/\s*ES\s*-\s*(\d{1,2})\s*/\s*(PV\s*\.\s*\d{1,3}|L\s*\.\s*\d{1,3}|\d{1,4})"),
        canonical=lambda p: f"A/ES-{p[0]}/" + re.sub(r"\s", "", p[1]).upper(),
        link=lambda p: _official(f"A/ES-{p[0]}/" + re.sub(r"\s", "", p[1]).upper()),
    )
)


def _council_canonical(parts: Parts) -> str:
    kind = ("DEC/" if parts[0][:1] in "dD" else "RES/") if parts[0] else ""
    return f"A/HRC/{kind}{parts[1].upper()}/{parts[2].upper().replace(' ', '')}"


register(
    Family(
        name="human-rights-council-document",
        label="resolution or document of the Human Rights Council",
        example="A/HRC/39/64",
        pattern=(
            rf"A{_SLASH}HRC{_SLASH}((?:RES|DEC){_SLASH})?(S-\d{{1,2}}|\d{{1,2}})"
            r"\s{0,3}[/ ]\s{0,3}"
            r"((?:CRP|L|NGO)\s{0,3}[./]\s{0,3}\d{1,3}|\d{1,4})"
        ),
        also=(
            (
                rf"{_RIGHTS},?\s{{0,3}}({_RESOLUTION})\s{{0,3}}(S-\d{{1,2}}|\d{{1,2}})\s{{0,3}}/\s{{0,3}}(\d{{1,4}})"
            ),
            (
                rf"({_RESOLUTION})\s{{0,3}}(S-\d{{1,2}}|\d{{1,2}})\s{{0,3}}/\s{{0,3}}(\d{{1,4}})\s+"
                rf"(?:of\s+the|du)\s+{_RIGHTS}"
            ),
        ),
        canonical=_council_canonical,
        link=lambda p: _official(_council_canonical(p)),
    )
)
register(
    Family(
        name="general-assembly-document",
        label="document of the General Assembly",
        example="A/75/288",
        pattern=(r"A\s*/\s*(\d{2})\s*/\s*(PV\s*\.\s*\d{1,3}|\d{1,4})"),
        canonical=lambda p: f"A/{p[0]}/" + re.sub(r"\s", "", p[1]).upper(),
        link=lambda p: _official(f"A/{p[0]}/" + re.sub(r"\s", "", p[1]).upper()),
    )
)
register(
    Family(
        name="united-nations-document-before-1976",
        label="document of the General Assembly or the Security Council numbered without a session",
        example="A/6717",
        pattern=(r"([AS])\s?/\s?(\d{3,5})(?:\s?/\s?((?:Add|Rev|Corr)\s?\.\s?\d{1,2}))?"),
        canonical=lambda p: f"{p[0].upper()}/{p[1]}" + (f"/{_part(p[2])}" if p[2] else ""),
        link=lambda p: "" if p[2] else _official(f"{p[0].upper()}/{p[1]}"),
    )
)
register(
    Family(
        name="general-assembly-meeting-before-1976",
        label="meeting record of the General Assembly counted over all sessions",
        example="A/PV.561",
        pattern=(r"A\s?/\s?PV\s?\.\s?(\d{1,4})"),
        canonical=lambda p: f"A/PV.{p[0]}",
        link=lambda p: _official(f"A/PV.{p[0]}"),
    )
)


def _part(text: str) -> str:
    """Return ``Add.1`` for any spelling of it."""
    return re.sub(r"\s", "", text).capitalize()
