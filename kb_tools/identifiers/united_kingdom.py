"""Legislation and parliamentary papers of the United Kingdom."""

from __future__ import annotations

import re

from kb_tools.identifiers.registry import (
    DASH,
    Family,
    Identifier,
    Parts,
    Spelling,
    pasted,
    register,
    year_problem,
)
from kb_tools.scalars import PartialDate

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NUMBER = r"0{0,4}(?P<number>[1-9]\d{0,4})"
_NO = r"(?:\s{0,3}[/_]\s{0,3}|,?\s{1,3}(?:No\.?\s{0,3})?)"
_INSTRUMENT = r"(?:U\.?K\.?\s{0,3})?(?:S\.?\s?I\.?|Statutory\s{1,3}Instruments?)"
register(
    Family(
        name="uk-statutory-instrument",
        label="statutory instrument of the United Kingdom",
        example="SI 2021/496",
        spellings=(
            Spelling("SU", rf"{_INSTRUMENT}\s{{0,3}}/?\s{{0,3}}{_YEAR}{_NO}{_NUMBER}"),
            Spelling(
                "SU", rf"{_INSTRUMENT},?\s{{0,3}}No\.?\s{{0,3}}{_NUMBER}\s{{1,3}}of\s{{1,3}}{_YEAR}"
            ),
            pasted(r"legislation\.gov\.uk/", rf"uksi/{_YEAR}/{_NUMBER}"),
        ),
        parts=("year", "number"),
        canonical=lambda parts: f"SI {parts[0]}/{parts[1]}",
        link=lambda parts: f"https://www.legislation.gov.uk/uksi/{parts[0]}/{parts[1]}",
        date_problem=year_problem,
    )
)

# 2018 c. 13: Acts of Parliament, counted by calendar year since 1963.
register(
    Family(
        name="uk-act",
        label="Act of the Parliament of the United Kingdom",
        example="2018 c. 13",
        spellings=(
            Spelling(
                "12",
                rf"{_YEAR}\s{{0,3}},?\s{{0,3}}(?:ch?\.|c)\s{{0,3}}(?P<number>\d{{1,3}})",
            ),
            Spelling("U", rf"UKPGA[/_ ]{_YEAR}[/_ ](?P<number>\d{{1,3}})"),
            pasted(r"legislation\.gov\.uk/", rf"ukpga/{_YEAR}/(?P<number>\d{{1,3}})"),
        ),
        parts=("year", "number"),
        canonical=lambda parts: f"{parts[0]} c. {parts[1]}",
        link=lambda parts: f"https://www.legislation.gov.uk/ukpga/{parts[0]}/{parts[1]}",
        date_problem=year_problem,
    )
)


def _session_years(session: str) -> tuple[int, int]:
    """Return the years in which a session begins and ends: 2021 and 2022 for ``2021-22``."""
    first, last = re.findall(r"\d+", session)
    ends = int(first[: 4 - len(last)] + last)
    return int(first), ends if ends >= int(first) else ends + 100


def _paper_canonical(parts: Parts) -> str:
    number, evidence, session = parts
    text = f"HC {number}" + (f"-{evidence.strip('-').upper()}" if evidence else "")
    if not session:
        return text
    first, last = _session_years(session)
    return f"{text} ({first}-{last % 100:02d})"


def _paper_date_problem(parts: Parts, date: PartialDate) -> str:
    if not parts[2]:
        return ""
    first, last = _session_years(parts[2])
    if first <= date.latest.year and date.earliest.year <= last:
        return ""
    return f"the paper is of the session {first}-{last % 100:02d}, the date is {date}"


def _without_session(identifier: Identifier) -> tuple[str, ...]:
    return tuple(dict.fromkeys((identifier.key, identifier.key.partition("(")[0])))


# HC 203 (2021-22): papers of the House of Commons, counted anew in each session.
_HOUSE = r"(?:H\.?\s?C\.?(?:\s{0,3}Papers?)?|House\s{1,3}of\s{1,3}Commons\s{1,3}Papers?)"
_SESSION = rf"(?P<session>(?:19|20)\d{{2}}\s?(?:{DASH}|/)\s?(?:(?:19|20)\d{{2}}|\d{{2}}))"
_PAPER = (
    r"\s{0,3}(?:No\.?\s{0,3})?0{0,2}(?P<number>[1-9]\d{0,3})"
    rf"(?P<evidence>{DASH}[IVX]{{1,5}})?"
)
_OF_SESSION = (
    r"(?:\s{0,3}\(\s?|,?\s{1,3}(?:of\s{1,3})?(?:the\s{1,3})?)"
    rf"(?:Session\s{{1,3}}(?:of\s{{1,3}})?)?{_SESSION}(?:\s?\))?"
)
register(
    Family(
        name="uk-house-of-commons-paper",
        label="paper of the House of Commons of the United Kingdom",
        example="HC 203 (2021-22)",
        spellings=(
            Spelling("H", rf"{_HOUSE}{_PAPER}(?:{_OF_SESSION})?"),
            # HC 2021-22, 203, and HC (2021-22) 203.
            Spelling("H", rf"{_HOUSE},?\s{{0,3}}\(?{_SESSION}\)?,?{_PAPER}"),
            # Session 2021-22, HC 203, and (2021-22) HC 203.
            Spelling("S(", rf"(?:Session\s{{1,3}}|\(){_SESSION}\)?,?\s{{0,3}}{_HOUSE}{_PAPER}"),
        ),
        parts=("number", "evidence", "session"),
        canonical=_paper_canonical,
        date_problem=_paper_date_problem,
        keys=_without_session,
    )
)
