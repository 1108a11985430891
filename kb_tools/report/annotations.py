"""Findings for GitHub: annotations on the lines of a pull request, and a summary of the job.

GitHub shows few annotations of a step, so the summary lists all of them.
"""

from __future__ import annotations

from kb_tools.diagnostics import Diagnostic, Severity
from kb_tools.markup import escape
from kb_tools.report.base import Report, encodable, one_line, place_of, rule_name, summary_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _data(text: str) -> str:
    """Return text as the message of a workflow command, with nothing that steers a terminal."""
    shown = "".join(c if c in "\r\n" else one_line(c) for c in encodable(text))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return text as a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render_annotations(report: Report) -> str:
    """Return one workflow command for each finding."""
    return "".join(f"{_annotation(diagnostic)}\n" for diagnostic in report.diagnostics)


def _annotation(diagnostic: Diagnostic) -> str:
    properties = {"file": diagnostic.location.path}
    span = diagnostic.location.span
    if span:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        if span.line == span.end_line:  # columns are refused for more than one line
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{diagnostic.code} {rule_name(diagnostic.code)}".rstrip()
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    text = "\n".join(part for part in (diagnostic.message, diagnostic.hint) if part)
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{_data(text)}"


def render_summary(report: Report) -> str:
    """Return all findings as a table in Markdown, for the summary of a job."""
    lines = ["## Records", "", f"{summary_line(report)}.", ""]
    if report.diagnostics:
        lines += ["| place | weight | code | what is wrong | what to do |", "|---|---|---|---|---|"]
    for diagnostic in report.diagnostics:
        rule = f"{diagnostic.code} {rule_name(diagnostic.code)}".rstrip()
        cells = (
            f"<code>{_cell(place_of(diagnostic.location))}</code>",
            diagnostic.severity.value,
            rule,
            _cell(diagnostic.message),
            _cell(diagnostic.hint),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Return contributor text for a cell: no markup of HTML or Markdown in it takes effect."""
    safe = escape(one_line(encodable(text)))
    return "".join(f"&#{ord(c)};" if c in "|`*_[]()!~\\#@:" else c for c in safe)
