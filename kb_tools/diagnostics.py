"""What a problem is: a code, a sentence, a place and a way out.

Nothing in this module reads files or prints.
A problem in data is a :class:`Diagnostic` value; a problem of the surroundings
(a missing folder, a locked disk) is raised as :class:`KbError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding weighs: errors and warnings fail a run, notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in a file; lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: a path relative to the project's root, written with ``/``, and a span.

    ``pointer`` names the place by its keys (``events/3/date``), for tools that follow a
    finding across edits.
    """

    path: str
    span: Span | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """The other place that a finding speaks of, such as the first of two equal ids."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: what is wrong (``message``), where, and what to do (``hint``).

    ``code`` is ``KBnnn`` as registered in :mod:`kb_tools.rules.registry`;
    ``record`` is the id of the record it was found in, or the empty string.
    """

    code: str
    severity: Severity
    message: str
    location: Location
    hint: str = ""
    related: tuple[Related, ...] = ()
    record: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: path, line, column, code, message."""
        span = self.location.span
        line, column = (span.line, span.column) if span else (0, 0)
        return (self.location.path, line, column, self.code, self.message)


class KbError(Exception):
    """The surroundings are wrong: a missing folder, an unreadable disk, a missing program.

    ``message`` says what is wrong, ``hint`` what to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
