"""What every format tells: the findings and how much was looked at."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kb_tools.diagnostics import Diagnostic, Location, Severity
from kb_tools.rules import RULES


@dataclass(frozen=True, slots=True)
class Report:
    """The findings to show, in order, and the number of records and items that were checked."""

    diagnostics: tuple[Diagnostic, ...]
    records: int
    items: int

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh so much."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    @property
    def files(self) -> int:
        """The number of files with findings."""
        return len({diagnostic.location.path for diagnostic in self.diagnostics})


def counted(number: int, word: str) -> str:
    """Return ``1 error``, ``2 errors``, ``1,204 items``."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def summary_line(report: Report) -> str:
    """Return what was found in one line."""
    if not report.diagnostics:
        checked = f"{counted(report.records, 'record')}, {counted(report.items, 'item')}"
        return f"{checked}: nothing to report"
    by_severity = Counter(diagnostic.severity for diagnostic in report.diagnostics)
    parts = [counted(by_severity[s], s.value) for s in Severity if by_severity[s]]
    return f"{', '.join(parts)} in {counted(report.files, 'file')}"


def rule_name(code: str) -> str:
    """Return the name of a code; the empty string if it is not registered."""
    return RULES[code].name if code in RULES else ""


def one_line(text: str) -> str:
    """Return text for a terminal: whatever could move the cursor or hide is U+FFFD."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def encodable(text: str) -> str:
    """Return text that UTF-8 can write: half characters, as in broken file names, are U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


def place_of(location: Location) -> str:
    """Return ``path:line:column``, or the path alone for a whole file."""
    path = one_line(location.path) or "(no file)"
    span = location.span
    return f"{path}:{span.line}:{span.column}" if span else path
