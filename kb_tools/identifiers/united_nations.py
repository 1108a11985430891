"""Symbols that organs of the United Nations share: documents before 1976, and press releases."""

from __future__ import annotations

import re

from kb_tools.identifiers.registry import Family, Parts, Spelling, register
from kb_tools.identifiers.symbols import (
    AND_PART,
    GAP,
    JOINT,
    POINT,
    SLASH,
    UN,
    and_part,
    official_address,
    symbol,
    without_part,
)


def _old_canonical(parts: Parts) -> str:
    organ, number, part = parts
    return f"{organ.upper()}/{number}{and_part(part)}"


_NUMBER = r"(\d{3,5}|\d{1,2}(?=\s?[/_]\s?Rev))"
register(
    Family(
        name="united-nations-document-before-1976",
        label="document of the General Assembly or the Security Council numbered without a session",
        example="A/6717",
        spellings=(
            *symbol("A", rf"(A){SLASH}0{{0,4}}{_NUMBER}{AND_PART}"),
            # "S/2024" is the beginning of the symbols of a year.
            *symbol("S", rf"(S){SLASH}(?!(?:199[4-9]|20[0-4]\d)\b)0{{0,4}}{_NUMBER}{AND_PART}"),
        ),
        canonical=_old_canonical,
        keys=without_part,
        link=lambda parts: official_address(_old_canonical(parts)),
    )
)
register(
    Family(
        name="general-assembly-meeting-before-1976",
        label="meeting record of the General Assembly counted over all sessions",
        example="A/PV.561",
        spellings=symbol("A", rf"A{JOINT}PV{POINT}0{{0,4}}(\d{{1,4}})"),
        canonical=lambda parts: f"A/PV.{parts[0]}",
        link=lambda parts: official_address(f"A/PV.{parts[0]}"),
    )
)


def _release_canonical(parts: Parts) -> str:
    series, number, revision = parts
    return f"{re.sub(r'[^A-Z]+', '/', series.upper())}/{number}{and_part(revision)}"


# SC/15159: of the Security Council (SC, in French CS), the General Assembly (GA, AG) and the
# Secretary-General (SG/SM, SG/A).  Their addresses bear a year, which the number does not.
_SERIES = rf"(SC|GA|CS|AG|SG{SLASH}(?:SM|A))"
register(
    Family(
        name="united-nations-press-release",
        label="press release of the United Nations",
        example="SC/15159",
        spellings=(
            Spelling("SGCA", rf"{_SERIES}{SLASH}(\d{{3,5}}){AND_PART}"),
            Spelling("SGCA", rf"(SC|GA|CS|AG)\s?(\d{{5}}){AND_PART}"),
            Spelling(
                "UPC",
                rf"(?:{UN}\s{{1,3}})?(?:press\s{{1,3}}release|communiqu[eé](?:\s{{1,3}}de\s{{1,3}}presse)?)"
                rf",?\s{{1,3}}{_SERIES}{GAP}(\d{{3,5}}){AND_PART}",
            ),
        ),
        canonical=_release_canonical,
        keys=without_part,
    )
)
