"""Numbers and citations of the International Court of Justice, its forerunner, and the ICC."""

from __future__ import annotations

from kb_tools.identifiers.registry import (
    DASH,
    DIGITS,
    Family,
    Identifier,
    Parts,
    Spelling,
    pasted,
    register,
    year_problem,
)
from kb_tools.scalars import PartialDate, ScalarError, parse_date

_NUMBER_SIGN = r"(?:(?:Nos?|N[°º]|Number|num[eé]ro)\.?\s{0,3})?"
_COURT = r"(?:I\.?\s?C\.?\s?J\.?|C\.?\s?I\.?\s?J\.?)"

# 178-20220722-JUD-01-00-EN: case, date, type, number of the day, number of the part, language.
_GAP = r"[-\u2010-\u2015\u2212_ ]"
_DOCUMENT = (
    rf"0{{0,4}}(\d{{1,3}}){_GAP}(\d{{8}}){_GAP}([A-Z]{{3}}){_GAP}(\d{{2}}){_GAP}(\d{{2}})"
    rf"(?:{_GAP}(EN|FR|BI))?(?:\.pdf)?"
)


def _document_canonical(parts: Parts) -> str:
    case, date, kind, number, part, language = parts
    text = f"{int(case):03d}-{date}-{kind.upper()}-{number}-{part}"
    return f"{text}-{language.upper()}" if language else text


def _document_link(parts: Parts) -> str:
    if not parts[5]:
        return ""
    return (
        "https://www.icj-cij.org/sites/default/files/case-related/"
        f"{int(parts[0])}/{_document_canonical(parts)}.pdf"
    )


def _document_date_problem(parts: Parts, date: PartialDate) -> str:
    digits = parts[1]
    try:
        borne = parse_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ScalarError as error:
        return error.message
    if date.earliest <= borne.earliest <= date.latest:
        return ""
    return f"the number bears {borne}, the date is {date}"


def _without_language(identifier: Identifier) -> tuple[str, ...]:
    if not identifier.parts[5]:
        return (identifier.key,)
    return (identifier.key, identifier.key[:-3])


register(
    Family(
        name="icj-document",
        label="document number of the International Court of Justice",
        example="178-20220722-JUD-01-00-EN",
        spellings=(
            Spelling(DIGITS, _DOCUMENT),
            pasted(
                r"icj-cij\.org/(?:sites/default/files|public/files)/case-related/\d{1,3}/",
                _DOCUMENT,
            ),
        ),
        canonical=_document_canonical,
        link=_document_link,
        date_problem=_document_date_problem,
        keys=_without_language,
    )
)

# CR 2022/1: verbatim records, counted by year.
register(
    Family(
        name="icj-verbatim-record",
        label="verbatim record of the International Court of Justice",
        example="CR 2022/1",
        spellings=(
            Spelling(
                "ICV",
                rf"(?:{_COURT},?\s{{1,3}})?(?:Verbatim\s{{1,3}}Records?,?\s{{1,3}}(?:CR\s{{0,3}})?"
                r"|C\.?\s?R\.?[\s_]{0,3})"
                rf"((?:19|20)\d{{2}})\s{{0,3}}(?:[/_]|{DASH})\s{{0,3}}0{{0,4}}(\d{{1,3}})",
            ),
        ),
        canonical=lambda parts: f"CR {parts[0]}/{parts[1]}",
        date_problem=year_problem,
    )
)

# ICC-01/19-27, ICC-RoC46(3)-01/18-37, ICC-02/05-01/09-1: situation, case, filing.
_JOINT = rf"(?:[\s_]|{DASH}){{1,3}}"
_FILING = (
    rf"(?:situation\s{{1,3}})?ICC(?:{_JOINT})?(?:situation\s{{1,3}})?(?:(RoC\s?46\s?{DASH}?\(?3\)?){_JOINT})?"
    rf"(\d{{2}})\s{{0,3}}[/_]\s{{0,3}}(\d{{2}})(?:{_JOINT}(\d{{2}})\s{{0,3}}[/_]\s{{0,3}}(\d{{2}}))?"
    rf"(?:{_JOINT}(\d{{1,5}})((?:{DASH}[A-Za-z0-9]{{1,12}}){{0,6}}))?"
)


def _filing_canonical(parts: Parts) -> str:
    special, number, year, case, case_year, filing, suffix = parts
    text = "ICC-RoC46(3)-" if special else "ICC-"
    text += f"{number}/{year}"
    if case:
        text += f"-{case}/{case_year}"
    if filing:
        text += f"-{int(filing)}{suffix}"
    return text


def _filing_link(parts: Parts) -> str:
    # The address of filings with a special prefix such as RoC46(3) was not seen: none is derived.
    if parts[0] or not parts[5]:
        return ""
    return f"https://www.icc-cpi.int/court-record/{_filing_canonical(parts).lower()}"


register(
    Family(
        name="icc-filing",
        label="filing or situation number of the International Criminal Court",
        example="ICC-01/19-27",
        spellings=(Spelling("IS", _FILING), pasted(r"icc-cpi\.int/court-record/", _FILING)),
        canonical=_filing_canonical,
        link=_filing_link,
    )
)

# General List No. 178: the number of a case before the International Court of Justice.
register(
    Family(
        name="icj-general-list",
        label="General List number of the International Court of Justice",
        example="General List No. 178",
        spellings=(
            Spelling(
                "GRIC",
                rf"(?:{_COURT},?\s{{1,3}})?"
                r"(?:G\.?\s?L\.?|General\s{1,3}List|r[oô]le\s{1,3}g[eé]n[eé]ral),?:?\s{0,3}"
                rf"{_NUMBER_SIGN}0{{0,2}}([1-9]\d{{0,2}})",
            ),
            pasted(r"icj-cij\.org/case/", r"([1-9]\d{0,2})"),
        ),
        canonical=lambda parts: f"General List No. {parts[0]}",
        link=lambda parts: f"https://www.icj-cij.org/case/{parts[0]}",
    )
)


def _reports_canonical(parts: Parts) -> str:
    year, volume, page = parts
    return f"I.C.J. Reports {year}{f' ({volume.upper()})' if volume else ''}, p. {page}"


def _without_volume(identifier: Identifier) -> tuple[str, ...]:
    year, _, page = identifier.parts
    whole = _reports_canonical((year, "", page)).lower().replace(" ", "")
    return tuple(dict.fromkeys((identifier.key, f"{identifier.family}:{whole}")))


_REPORTS = rf"(?:{_COURT},?\s{{0,3}}(?:Rep(?:orts|\.)?|Recueil|Rec\.?)|Recueil\s{{1,3}}{_COURT})"
_YEAR = r"((?:19|20)\d{2})"
_VOLUME_AND_PAGE = (
    rf"(?:(?:\s{{0,3}}|{DASH})\(?\s?(I{{1,3}})\s?\)?)?(?:,\s{{0,3}}|\s{{1,3}})"
    rf"(?:(?:at\s{{1,3}})?p(?:p|ages?)?\.?\s{{0,3}})?(\d{{1,4}})(?:{DASH}\d{{1,4}})?"
)
register(
    Family(
        name="icj-reports",
        label="page of the Reports of the International Court of Justice",
        example="I.C.J. Reports 2020, p. 3",
        spellings=(
            Spelling("ICR", rf"{_REPORTS},?\s{{0,3}}[\[(]?{_YEAR}[\])]?{_VOLUME_AND_PAGE}"),
            Spelling("[(", rf"[\[(]{_YEAR}[\])],?\s{{0,3}}{_REPORTS}{_VOLUME_AND_PAGE}"),
            Spelling(
                "12", rf"{_YEAR}\s{{1,3}}{_COURT}(?:\s{{0,3}}Rep(?:orts|\.)?)?{_VOLUME_AND_PAGE}"
            ),
        ),
        canonical=_reports_canonical,
        keys=_without_volume,
        date_problem=year_problem,
    )
)


def _series_canonical(parts: Parts) -> str:
    series = "A/B" if len(parts[0]) > 1 else parts[0].upper()
    return f"P.C.I.J., Series {series}, No. {parts[1].replace(' ', '')}"


# P.C.I.J., Series A/B, No. 74: the publications of the Permanent Court, by series and number.
register(
    Family(
        name="pcij-series",
        label="number in a series of the Permanent Court of International Justice",
        example="P.C.I.J., Series A, No. 1",
        spellings=(
            Spelling(
                "PC[(",
                r"(?:[\[(]19[234]\d[\])]\s{0,3})?"
                r"(?:P\.?\s?C\.?\s?I\.?\s?J\.?|C\.?\s?P\.?\s?J\.?\s?I\.?),?\s{0,3}"
                r"(?:(?:Rep(?:orts|\.)?|Recueil|Publ(?:ications|\.)?),?\s{0,3})?"
                r"\(?(?:Ser(?:ies|\.)?|s[eé]r(?:ie|\.)?)\s{0,3}"
                rf"(A\s?(?:/|{DASH})?\s?B|[A-F])\)?,?\s{{0,3}}{_NUMBER_SIGN}"
                r"0{0,2}([1-9]\d{0,2}(?:\s?/\s?\d{1,3})?)"
                rf"(?:,?\s{{0,3}}pp?\.?\s{{0,3}}\d{{1,4}}(?:{DASH}\d{{1,4}}|\s{{0,3}}ff\.?)?)?",
            ),
        ),
        canonical=_series_canonical,
    )
)
