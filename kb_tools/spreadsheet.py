"""Tables as comma-separated values, for readers who take a list away to a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def comma_separated(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as comma-separated values (RFC 4180) with a line of headings.

    No cell can act as a formula: one that begins like it gets an apostrophe in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
