"""Dates that a text names: days, months and years in English and French prose.

Only what is surely a date is read: a year from 1500 to 2199, alone, with its month, or with month
and day.  A year that may be a number instead (``S/RES/1970``) is taken for a year all the same:
whoever asks wants to know what a text may tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.scalars import PartialDate, ScalarError, fold, parse_date

_ENGLISH = (
    "january february march april may june july august september october november december"
).split()
_FRENCH = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
).split()
_MONTHS = {
    name: number for names in (_ENGLISH, _FRENCH) for number, name in enumerate(names, start=1)
}
_YEAR = re.compile(r"[0-9]{4}")
#: 2022 · 2022-07 · 2022-07-22
_ISO = re.compile(r"(?<![\d,.])(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d]|[,.]\d)", re.ASCII)
#: July 2022 · 22 July 2022 · 1er juillet 2022; the last day of ``12 and 13 July 2022``.
_WORDED = re.compile(
    rf"\b(?:(\d{{1,2}})(?:er|st|nd|rd|th)?\s+)?({'|'.join(_MONTHS)})\s+(\d{{4}})(?!\d)"
)
#: 2025-26: the second year counts too.
_SPAN = re.compile(r"(?<![\d,.])(\d\d)(\d\d)[-\u2013](\d\d)(?![\d-])", re.ASCII)


def dates_in(text: str) -> Iterator[PartialDate]:
    """Yield the dates that a text names, each as precise as it stands there."""
    if not _YEAR.search(text):
        return
    rest = fold(text)
    for match in _WORDED.finditer(rest):
        day = f"-{int(match[1]):02d}" if match[1] else ""
        yield from _read(f"{match[3]}-{_MONTHS[match[2]]:02d}{day}", match[3])
    rest = _WORDED.sub(" ", rest)
    for match in _SPAN.finditer(rest):
        if int(match[3]) == int(match[2]) + 1:
            yield from _read(f"{match[1]}{match[3]}")
    for match in _ISO.finditer(rest):
        yield from _read(match[0], match[1])


def _read(text: str, or_else: str = "") -> Iterator[PartialDate]:
    """Yield the date, or else the other one; nothing for a number that is none."""
    for attempt in (text, or_else):
        try:
            yield parse_date(attempt)
        except ScalarError:
            continue
        return
