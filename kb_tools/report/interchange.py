"""Findings as JSON for other programs: one shape, whatever the settings."""

from __future__ import annotations

import json
from typing import Any

from kb_tools.diagnostics import Diagnostic, Location, Severity
from kb_tools.report.base import Report, encodable, rule_name

#: The version of the shape; raised when a field changes its meaning or goes.
VERSION = 1


def render_json(report: Report) -> str:
    """Return the findings as one JSON value with the name and version of its shape."""
    counts = {f"{severity.value}s": report.count(severity) for severity in Severity}
    value = {
        "shape": "kb-validate",
        "version": VERSION,
        "summary": {
            "records": report.records,
            "items": report.items,
            "files_with_findings": report.files,
            **counts,
        },
        "findings": [_finding(diagnostic) for diagnostic in report.diagnostics],
    }
    return encodable(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": rule_name(diagnostic.code),
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "record": diagnostic.record,
        **_place(diagnostic.location),
        "related": [
            {"message": other.message, **_place(other.location)} for other in diagnostic.related
        ],
    }


def _place(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "path": location.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "pointer": location.pointer,
    }
