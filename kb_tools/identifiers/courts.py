"""Document numbers of the International Court of Justice and the International Criminal Court."""

from __future__ import annotations

from kb_tools.identifiers.registry import Family, Identifier, Parts, register
from kb_tools.scalars import PartialDate, ScalarError, parse_date

# 178-20220722-JUD-01-00-EN: case, date, type, number of the day, number of the part, language.
_ICJ = r"0{0,4}(\d{1,3})[-_ ](\d{8})[-_ ]([A-Z]{3})[-_ ](\d{2})[-_ ](\d{2})(?:[-_ ](EN|FR|BI))?"


def _icj_canonical(parts: Parts) -> str:
    case, date, kind, number, part, language = parts
    text = f"{int(case):03d}-{date}-{kind.upper()}-{number}-{part}"
    return f"{text}-{language.upper()}" if language else text


def _icj_link(parts: Parts) -> str:
    if not parts[5]:
        return ""
    return (
        "https://www.icj-cij.org/sites/default/files/case-related/"
        f"{int(parts[0])}/{_icj_canonical(parts)}.pdf"
    )


def _icj_date_problem(parts: Parts, date: PartialDate) -> str:
    digits = parts[1]
    try:
        borne = parse_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ScalarError as error:
        return error.message
    if date.earliest <= borne.earliest <= date.latest:
        return ""
    return f"the number bears {borne}, the date is {date}"


def _icj_keys(identifier: Identifier) -> tuple[str, ...]:
    if not identifier.parts[5]:
        return (identifier.key,)
    return (identifier.key, identifier.key[:-3])


register(
    Family(
        name="icj-document",
        label="document number of the International Court of Justice",
        example="178-20220722-JUD-01-00-EN",
        pattern=_ICJ,
        canonical=_icj_canonical,
        link=_icj_link,
        date_problem=_icj_date_problem,
        keys=_icj_keys,
    )
)


# CR 2022/1: verbatim records, counted by year.
def _year_problem(parts: Parts, date: PartialDate) -> str:
    if int(parts[0]) == date.year:
        return ""
    return f"the number bears the year {parts[0]}, the date is {date}"


register(
    Family(
        name="icj-verbatim-record",
        label="verbatim record of the International Court of Justice",
        example="CR 2022/1",
        pattern=(r"C\.?\s?R\.?\s*((?:19|20)\d{2})\s*/\s*0{0,4}(\d{1,3})"),
        canonical=lambda parts: f"CR {parts[0]}/{parts[1]}",
        link=lambda parts: "",
        date_problem=_year_problem,
    )
)

# ICC-01/19-27, ICC-RoC46(3)-01/18-37, ICC-02/05-01/09-1: situation, case, filing.
_ICC = (
    r"ICC[-\s]*(?:(RoC46\(3\))[-\s]*)?(\d{2})\s*/\s*(\d{2})"
    r"(?:[-\s]+(\d{2})\s*/\s*(\d{2}))?(?:[-\s]+(\d{1,5})((?:-[A-Za-z0-9]+)*))?"
)


def _icc_canonical(parts: Parts) -> str:
    special, number, year, case, case_year, filing, suffix = parts
    text = "ICC-RoC46(3)-" if special else "ICC-"
    text += f"{number}/{year}"
    if case:
        text += f"-{case}/{case_year}"
    if filing:
        text += f"-{int(filing)}{suffix}"
    return text


def _icc_link(parts: Parts) -> str:
    # The address of filings with a special prefix such as RoC46(3) was not seen: none is derived.
    if parts[0] or not parts[5]:
        return ""
    return f"https://www.icc-cpi.int/court-record/{_icc_canonical(parts).lower()}"


register(
    Family(
        name="icc-filing",
        label="filing or situation number of the International Criminal Court",
        example="ICC-01/19-27",
        pattern=_ICC,
        canonical=_icc_canonical,
        link=_icc_link,
    )
)


# General List No. 178: the number of a case before the International Court of Justice.
register(
    Family(
        name="icj-general-list",
        label="General List number of the International Court of Justice",
        example="General List No. 178",
        pattern=(
            r"(?:G\.?\s?L\.?|General\s+List|r[oô]le\s+g[eé]n[eé]ral)\s{0,3}"
            r"(?:N(?:o|[°º])?\.?)?\s{0,3}0{0,2}([1-9]\d{0,2})"
        ),
        canonical=lambda parts: f"General List No. {parts[0]}",
        link=lambda parts: f"https://www.icj-cij.org/case/{parts[0]}",
    )
)


def _reports_canonical(parts: Parts) -> str:
    year, volume, page = parts
    return f"I.C.J. Reports {year}{f' ({volume.upper()})' if volume else ''}, p. {page}"


def _reports_keys(identifier: Identifier) -> tuple[str, ...]:
    year, _, page = identifier.parts
    whole = _reports_canonical((year, "", page)).lower().replace(" ", "")
    return tuple(dict.fromkeys((identifier.key, f"{identifier.family}:{whole}")))


_VOLUME_AND_PAGE = (
    r"(?:\s{0,3}\(?\s?(I{1,3})\s?\)?)?\s{0,3},?\s{0,3}(?:(?:at\s+)?p{1,2}\.?\s{0,3})?(\d{1,4})"
)
register(
    Family(
        name="icj-reports",
        label="page of the Reports of the International Court of Justice",
        example="I.C.J. Reports 2020, p. 3",
        pattern=(
            r"(?:I\.?\s?C\.?\s?J\.?\s{0,3}Rep(?:orts|\.)?|C\.?\s?I\.?\s?J\.?\s{0,3}(?:Recueil|Rec\.?))"
            rf"\s{{0,3}}((?:19|20)\d{{2}}){_VOLUME_AND_PAGE}"
        ),
        also=(
            (
                rf"\[((?:19|20)\d{{2}})\]\s{{0,3}}I\.?C\.?J\.?\s{{0,3}}Rep(?:orts|\.)?{_VOLUME_AND_PAGE}"
            ),
        ),
        canonical=_reports_canonical,
        link=lambda parts: "",
        keys=_reports_keys,
        date_problem=_year_problem,
    )
)
