"""Legislation of the United Kingdom."""

from __future__ import annotations

from kb_tools.identifiers.registry import Family, Parts, register
from kb_tools.scalars import PartialDate


def _year_problem(parts: Parts, date: PartialDate) -> str:
    if int(parts[0]) == date.year:
        return ""
    return f"the number bears the year {parts[0]}, the date is {date}"


register(
    Family(
        name="uk-statutory-instrument",
        label="statutory instrument of the United Kingdom",
        example="SI 2021/496",
        pattern=(
            r"(?:U\.?K\.?\s{0,3})?(?:S\.?\s?I\.?|Statutory\s+Instrument)\s{0,3}"
            r"((?:19|20)\d{2})(?:\s{0,3}/\s{0,3}|\s+No\.?\s{0,3})0{0,4}(\d{1,5})"
        ),
        canonical=lambda parts: f"SI {parts[0]}/{parts[1]}",
        link=lambda parts: f"https://www.legislation.gov.uk/uksi/{parts[0]}/{parts[1]}",
        date_problem=_year_problem,
    )
)
