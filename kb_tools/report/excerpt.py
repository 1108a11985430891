"""The line of a finding with a caret under its place, cut to the width of a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kb_tools.diagnostics import Span

#: Columns of a terminal that an excerpt may take.
WIDTH = 96
#: Columns kept before the place when a long line is cut.
_BEFORE = 32
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a file as YAML counts them, whatever bytes it holds."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return _LINE_BREAK.split(text)


def _cell(character: str) -> tuple[str, int]:
    """Return what is shown for a character, and how many columns that takes."""
    if character == "\t":
        return " ", 1
    if unicodedata.combining(character):
        return character, 0
    if not character.isprintable():
        return "\N{REPLACEMENT CHARACTER}", 1
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def excerpt(lines: Sequence[str], span: Span) -> tuple[str, str] | None:
    """Return the line of a place and the line of carets below it, or None if there is no line.

    A place that goes on over several lines is marked to the end of its first.
    """
    if not 1 <= span.line <= len(lines):
        return None
    line = lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = min(max(end, start + 1), max(len(line), start + 1))
    first, last = _window(line, start)
    before = [_cell(c) for c in line[first:start]]
    marked = [_cell(c) for c in line[start : min(end, last)]]
    after = [_cell(c) for c in line[min(end, last) : last]]
    left = "…" if first else ""
    shown = left + "".join(c for c, _ in before + marked + after) + ("…" * (last < len(line)))
    indent = len(left) + sum(width for _, width in before)
    carets = max(1, sum(width for _, width in marked))
    return shown.rstrip(), " " * indent + "^" * carets


def _window(line: str, start: int) -> tuple[int, int]:
    """Return first and last index of the part of a line that is shown around ``start``."""
    near = line[max(0, start - WIDTH) : start + WIDTH]
    if len(line) <= WIDTH and sum(_cell(c)[1] for c in near) <= WIDTH:
        return 0, len(line)
    first, used = start, 0
    while first > 0 and used < _BEFORE:
        first -= 1
        used += _cell(line[first])[1]
    last = start
    while last < len(line) and used < WIDTH:
        used += _cell(line[last])[1]
        last += 1
    return first, last
