"""Findings for people in a terminal: with an excerpt, or on one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kb_tools.diagnostics import Diagnostic, Location, Severity
from kb_tools.report.base import Report, one_line, place_of, rule_name
from kb_tools.report.excerpt import excerpt

#: Gives the lines of a file by its path; none for a file that cannot be shown.
Lines = Callable[[str], Sequence[str]]

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


class _Style:
    """Wraps text in colours, or leaves it alone."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, codes: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour else text


def _head(diagnostic: Diagnostic, style: _Style) -> str:
    severity = style(diagnostic.severity.value, f"1;{_COLOURS[diagnostic.severity]}")
    place = style(place_of(diagnostic.location), "1")
    rule = f"{diagnostic.code} {rule_name(diagnostic.code)}".rstrip()
    return f"{place}: {severity} {rule}: {one_line(diagnostic.message)}"


def _marked(location: Location, lines: Lines, style: _Style, codes: str) -> Iterator[str]:
    cut = excerpt(lines(location.path), location.span) if location.span else None
    if cut and location.span:
        shown, carets = cut
        number = str(location.span.line)
        gutter = " " * len(number)
        yield f"  {style(f'{number} |', '2')} {shown}".rstrip()
        yield f"  {style(f'{gutter} |', '2')} {style(carets, codes)}"


def render_text(report: Report, lines: Lines, colour: bool = False) -> str:
    """Return each finding with the line it is about, the way out, and the other place."""
    style = _Style(colour)
    blocks = []
    for diagnostic in report.diagnostics:
        codes = f"1;{_COLOURS[diagnostic.severity]}"
        block = [_head(diagnostic, style)]
        block += _marked(diagnostic.location, lines, style, codes)
        if diagnostic.hint:
            block.append(f"  {style('hint:', '1;32')} {one_line(diagnostic.hint)}")
        for other in diagnostic.related:
            where = style(place_of(other.location), "1")
            block.append(f"  {where}: {one_line(other.message)}")
            block += _marked(other.location, lines, style, "2")
        blocks.append("\n".join(block) + "\n")
    return "\n".join(blocks)


def render_concise(report: Report, colour: bool = False) -> str:
    """Return one line for each finding: ``path:line:column: severity CODE name: message``."""
    style = _Style(colour)
    lines = []
    for diagnostic in report.diagnostics:
        hint = f" ({one_line(diagnostic.hint)})" if diagnostic.hint else ""
        lines.append(f"{_head(diagnostic, style)}{hint}\n")
    return "".join(lines)
