"""Acts of the European Union, as its restrictive measures cite them."""

from __future__ import annotations

from kb_tools.identifiers.registry import DIGITS, Family, Parts, Spelling, register

_UNION = r"(?P<mark>CFSP|PESC|EU|UE|EC|CE|EEC|CEE)"
_ACT = (
    r"(?:(?:Council\s{1,3}|Commission\s{1,3})?(?:Implementing\s{1,3})?"
    r"(?:D[eé]cision|Regulation|R[eè]glement|Directive|Common\s{1,3}Position|Joint\s{1,3}Action)"
    r"\s{1,3})"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NUMBER = r"0{0,3}(?P<number>[1-9]\d{0,3})"
_FRENCH = {"PESC": "CFSP", "UE": "EU", "CE": "EC", "CEE": "EEC"}


def _canonical(parts: Parts) -> str:
    mark, year, number, before = (part.upper() for part in parts)
    mark = _FRENCH.get(mark, mark)
    if before:
        return f"({mark}) No {number}/{year}"
    return f"({mark}) {year}/{number}" if int(year) >= 2015 else f"{year}/{number}/{mark}"


# 2013/184/CFSP; since 2015 also regulations are numbered so, and the mark stands first:
# (CFSP) 2021/482; until then they were numbered the other way: (EU) No 401/2013.
# An address needs the kind of act, which the number does not bear.
register(
    Family(
        name="european-union-act",
        label="act of the European Union",
        example="2013/184/CFSP",
        spellings=(
            Spelling(
                DIGITS + "CDRIJ",
                rf"{_ACT}?{_YEAR}\s{{0,3}}/\s{{0,3}}{_NUMBER}\s{{0,3}}/\s{{0,3}}{_UNION}",
            ),
            Spelling(
                "(CDRIJ",
                rf"{_ACT}?\(\s?{_UNION}\s?\)\s{{0,3}}{_YEAR}\s{{0,3}}/\s{{0,3}}{_NUMBER}",
            ),
            Spelling(
                "(CDRIJ",
                rf"{_ACT}?\(\s?{_UNION}\s?\)\s{{0,3}}(?P<before>N(?:o|[°º])\.?)\s{{0,3}}"
                rf"{_NUMBER}\s{{0,3}}/\s{{0,3}}{_YEAR}",
            ),
        ),
        parts=("mark", "year", "number", "before"),
        canonical=_canonical,
    )
)
