"""Reports: findings as text, JSON, annotations or SARIF.  Everything here is pure."""

from kb_tools.report.annotations import render_annotations, render_summary
from kb_tools.report.base import Report, summary_line
from kb_tools.report.interchange import render_json
from kb_tools.report.sarif import render_sarif
from kb_tools.report.text import render_concise, render_text

__all__ = [
    "Report",
    "render_annotations",
    "render_concise",
    "render_json",
    "render_sarif",
    "render_summary",
    "render_text",
    "summary_line",
]
