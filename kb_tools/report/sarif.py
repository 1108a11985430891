"""Findings as SARIF 2.1.0, the format of code scanning services.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from kb_tools import __version__
from kb_tools.diagnostics import Diagnostic, Location
from kb_tools.report.base import Report, encodable
from kb_tools.rules import RULES, Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(report: Report) -> str:
    """Return the findings as one SARIF log; addresses are relative to the project's folder."""
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics} & RULES.keys())
    driver = {
        "name": "kb",
        "version": __version__,
        "rules": [_rule(RULES[code]) for code in codes],
    }
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(diagnostic, codes) for diagnostic in report.diagnostics],
            }
        ],
    }
    return encodable(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    examples = f"Not like this:\n{rule.bad}\nBut like this:\n{rule.good}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\n{examples}"},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(diagnostic: Diagnostic, codes: list[str]) -> dict[str, Any]:
    text = ". ".join(part for part in (diagnostic.message, diagnostic.hint) if part)
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": diagnostic.severity.value,
        "message": {"text": text},
        "locations": [_location(diagnostic.location)],
        "partialFingerprints": {"codeRecordPointer/v1": fingerprint(diagnostic)},
    }
    if diagnostic.code in codes:
        result["ruleIndex"] = codes.index(diagnostic.code)
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, **_location(other.location), "message": {"text": other.message}}
            for number, other in enumerate(diagnostic.related, 1)
        ]
    return result


def fingerprint(diagnostic: Diagnostic) -> str:
    """Return what stays the same when lines move: of code, record (or path) and pointer."""
    what = diagnostic.record or diagnostic.location.path
    parts = "\0".join((diagnostic.code, what, diagnostic.location.pointer))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _location(location: Location) -> dict[str, Any]:
    artifact = {"uri": quote(location.path, safe="/", errors="replace"), "uriBaseId": "%SRCROOT%"}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    span = location.span
    if span:
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return {"physicalLocation": physical}
