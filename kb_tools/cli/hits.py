"""How hits are printed: for reading, and as JSON."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import Any

import click

from kb_tools.certainty import Certainty
from kb_tools.scalars import PartialDate, parse_date
from kb_tools.search.engine import Hit, Results
from kb_tools.search.query import Node, Query, render
from kb_tools.search.snippets import Segment, snippet_of
from kb_tools.search.unit import SearchUnit


def print_hits(results: Results, node: Node, colour: bool) -> None:
    """Print hits for reading; matches are bold on a terminal and plain in a pipe."""
    for hit in results.hits:
        click.echo(_hit_text(hit.unit, node, colour))


def _hit_text(unit: SearchUnit, node: Node, colour: bool) -> str:
    def style(text: str, **how: Any) -> str:
        return click.style(text, **how) if colour else text

    facts = [date_words(unit.date), unit.kind.replace("-", " "), Certainty(unit.certainty).label]
    lines = [style(unit.reference, fg="cyan", bold=True), "  " + unit.title]
    lines.append("  " + style(" · ".join(fact for fact in facts if fact), dim=True))
    if unit.body:
        lines.append(wrapped(snippet_of(unit.body, node), style))
    if unit.citation and unit.citation != unit.title:
        lines.append(wrapped([Segment(unit.citation, False)], style, "  Cite: "))
    return "\n".join(lines) + "\n"


def wrapped(segments: list[Segment], style: Any, start: str = "  ") -> str:
    """Return segments wrapped to the width of the terminal, matches in bold.

    The marks are put in after wrapping: they have no width.
    """
    text = "".join(segment.text for segment in segments)
    width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))
    if not sys.stdout.isatty():
        return start + "".join(style(s.text, bold=True) if s.matched else s.text for s in segments)
    lines = textwrap.wrap(text, width - 2, break_on_hyphens=False) or [""]
    marked = [c for s in segments for c in ((s.matched, char) for char in s.text)]
    shown, at = [], 0
    for line in lines:
        at = (
            next((i for i in range(at, len(marked)) if marked[i][1] == line[0]), at) if line else at
        )
        shown.append("".join(_styled_runs(marked[at : at + len(line)], style)))
        at += len(line)
    return start + "\n  ".join(shown)


def _styled_runs(marked: list[tuple[bool, str]], style: Any) -> list[str]:
    runs: list[str] = []
    at = 0
    while at < len(marked):
        end = at
        while end < len(marked) and marked[end][0] == marked[at][0]:
            end += 1
        text = "".join(char for _, char in marked[at:end])
        runs.append(style(text, bold=True) if marked[at][0] else text)
        at = end
    return runs


def date_words(iso: str) -> str:
    """Return the words for a date or period as units hold it."""
    if not iso:
        return ""
    days: list[PartialDate] = [parse_date(part) for part in iso.split("/")]
    return " to ".join(day.words for day in days)


def results_as_json(typed: str, query: Query, results: Results, why: list[str]) -> dict[str, Any]:
    """Return the body of the JSON value for a search."""
    return {
        "query": typed,
        "understood": render(query.node),
        "notes": list(query.notes),
        "total": results.total,
        "why_nothing": why,
        "hits": [_hit_as_json(hit, query.node) for hit in results.hits],
    }


def _hit_as_json(hit: Hit, node: Node) -> dict[str, Any]:
    unit = hit.unit
    return {
        "reference": unit.reference,
        "kind": unit.kind,
        "title": unit.title,
        "date": unit.date,
        "certainty": unit.certainty,
        "citation": unit.citation,
        "snippet": [segment._asdict() for segment in snippet_of(unit.body, node)],
        "score": round(hit.score, 3),
    }
