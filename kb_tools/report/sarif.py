"""Findings as SARIF 2.1.0, the format of code scanning services.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
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
    seen: Counter[str] = Counter()
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(diagnostic, codes, seen) for diagnostic in report.diagnostics],
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


def _result(diagnostic: Diagnostic, codes: list[str], seen: Counter[str]) -> dict[str, Any]:
    mark = fingerprint(diagnostic)
    seen[mark] += 1
    text = ". ".join(part for part in (diagnostic.message, diagnostic.hint) if part)
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": diagnostic.severity.value,
        "message": {"text": text},
        "locations": [_location(diagnostic.location)],
        "partialFingerprints": {"finding/v1": f"{mark}:{seen[mark]}"},
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
    """Return what stays the same when the record is edited elsewhere.

    It is made of code, record (or path), message and field; the place of the field in a list
    does not count, for members may be added above it.
    """
    what = diagnostic.record or diagnostic.location.path
    field = "/".join("*" if s.isdigit() else s for s in diagnostic.location.pointer.split("/"))
    parts = "\0".join((diagnostic.code, what, field, diagnostic.message))
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
