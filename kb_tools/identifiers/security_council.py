"""Symbols of documents of the Security Council."""

from __future__ import annotations

from kb_tools.identifiers.registry import (
    DIGITS,
    Family,
    Identifier,
    Parts,
    Spelling,
    register,
    year_problem,
)
from kb_tools.identifiers.symbols import (
    AND_PART,
    GAP,
    JOINT,
    NUMBER_SIGN,
    OF,
    OF_UN,
    POINT,
    RESOLUTION,
    SLASH,
    UN,
    YEAR,
    and_part,
    official_address,
    symbol,
    without_part,
)
from kb_tools.scalars import PartialDate

_COUNCIL = (
    rf"(?:(?:{UN}\s{{0,3}})?(?:Security\s{{1,3}}Council|S\.?\s?C\.?)"
    rf"|Conseil\s{{1,3}}de\s{{1,3}}s[eé]curit[eé]{OF_UN}|CSNU)"
)
_RES = rf"S{JOINT}RES{JOINT}"
# A number, and perhaps its year, in brackets or without them.
_NUMBER = rf"{NUMBER_SIGN}0{{0,4}}(\d{{1,4}})"
_NUMBER_AND_YEAR = rf"{_NUMBER}(?:\s{{0,3}}[/_]?\s{{0,3}}\(?{YEAR}(?:(?<=\(\d\d\d\d)\))?)?"


def _resolution_canonical(parts: Parts) -> str:
    number, year = parts
    return f"S/RES/{number} ({year})" if year else f"S/RES/{number}"


def _resolution_date_problem(parts: Parts, date: PartialDate) -> str:
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
        spellings=(
            *symbol("S", _RES + _NUMBER_AND_YEAR),
            Spelling("SUC", rf"{_COUNCIL},?\s{{0,3}}{RESOLUTION}(?:{_RES})?{_NUMBER_AND_YEAR}"),
            Spelling("SU", rf"(?:UN)?SCRs?\s{{0,3}}{_NUMBER_AND_YEAR}"),
            Spelling("R", rf"{RESOLUTION}{_NUMBER_AND_YEAR},?{OF}{_COUNCIL}"),
            Spelling("R", rf"{RESOLUTION}{_RES}{_NUMBER_AND_YEAR}"),
            # A number with a year in brackets is the Council's way of counting.
            Spelling("R", rf"{RESOLUTION}{_NUMBER}\s{{0,3}}\(\s?{YEAR}\s?\)"),
        ),
        canonical=_resolution_canonical,
        link=lambda parts: official_address(_resolution_canonical(parts)) if parts[1] else "",
        date_problem=_resolution_date_problem,
        keys=_without_year,
    )
)

_PRST = rf"PRST{JOINT}"
_STATEMENT = rf"{YEAR}{GAP}0{{0,4}}(\d{{1,3}})"


def _statement_canonical(parts: Parts) -> str:
    return f"S/PRST/{parts[0]}/{parts[1]}"


register(
    Family(
        name="security-council-presidential-statement",
        label="statement by the President of the Security Council",
        example="S/PRST/2021/5",
        spellings=(
            *symbol("S", rf"S{JOINT}{_PRST}{_STATEMENT}"),
            Spelling("P", _PRST + _STATEMENT),
            Spelling(
                "PSUC",
                rf"(?:{_COUNCIL},?\s{{0,3}})?presidential\s{{1,3}}statement\s{{1,3}}"
                rf"(?:(?:S{JOINT})?{_PRST})?{_STATEMENT}",
            ),
        ),
        canonical=_statement_canonical,
        link=lambda parts: official_address(_statement_canonical(parts)),
        date_problem=year_problem,
    )
)

_COUNTED = r"(\d{1,5})(?:st|nd|rd|th|e|[eè]me)\s{1,3}(?:meeting|s[eé]ance)"


def _meeting_canonical(parts: Parts) -> str:
    number, resumption = parts
    return f"S/PV.{number}" + (f" (Resumption {resumption})" if resumption else "")


register(
    Family(
        name="security-council-meeting",
        label="meeting record of the Security Council",
        example="S/PV.9231",
        spellings=(
            *symbol(
                "S",
                rf"S{JOINT}PV{POINT}0{{0,4}}(\d{{1,5}})"
                r"(?:\s{0,3}\(?\s{0,3}Resumption\s{1,3}(\d{1,2})\s{0,3}\)?)?",
            ),
            Spelling(DIGITS, rf"{_COUNTED},?{OF}{_COUNCIL}()"),
            Spelling("SUC", rf"{_COUNCIL},?\s{{1,3}}{_COUNTED}()"),
        ),
        canonical=_meeting_canonical,
        link=lambda parts: "" if parts[1] else official_address(_meeting_canonical(parts)),
    )
)


def _document_canonical(parts: Parts) -> str:
    return f"S/{parts[0]}/{parts[1]}{and_part(parts[2])}"


register(
    Family(
        name="security-council-document",
        label="document of the Security Council",
        example="S/2020/63",
        spellings=symbol(
            "S",
            # Without the slash a capital is needed: "the Council's 2020 meetings" is no symbol.
            rf"(?:S{SLASH}|(?-i:(?<!['’])S\s{{0,3}})){YEAR}{GAP}0{{0,4}}(\d{{1,4}}){AND_PART}",
        ),
        canonical=_document_canonical,
        keys=without_part,
        link=lambda parts: official_address(_document_canonical(parts)),
        date_problem=year_problem,
    )
)
