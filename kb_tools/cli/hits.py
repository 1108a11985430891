"""How hits are printed: for reading, and as JSON."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import click

from kb_tools.certainty import Certainty
from kb_tools.scalars import PartialDate, parse_date
from kb_tools.search.engine import Hit, Results
from kb_tools.search.equivalents import also_searched
from kb_tools.search.query import Node, Query, render
from kb_tools.search.snippets import Segment, snippet_of
from kb_tools.search.unit import SearchUnit


class Absence(NamedTuple):
    """Why nothing was found, and the units that hold all but so many of the words."""

    sentences: tuple[str, ...] = ()
    missing: int = 0
    near: tuple[SearchUnit, ...] = ()


def print_hits(results: Results, node: Node, colour: bool) -> None:
    """Print hits for reading; what matched is bold, or ``**so**`` where there is no style."""
    for hit in results.hits:
        click.echo(hit_text(hit.unit, node, colour))


def hit_text(unit: SearchUnit, node: Node, colour: bool, margin: str = "") -> str:
    """Return a hit for reading: reference, title, facts, snippet and citation."""

    def style(text: str, **how: Any) -> str:
        return click.style(text, **how) if colour else text

    facts = [date_words(unit.date), unit.kind.replace("-", " "), Certainty(unit.certainty).label]
    inner = f"{margin}  "
    lines = [margin + style(unit.reference, fg="cyan", bold=True)]
    lines.append(wrapped(marked_title(unit, node), colour, inner))
    lines.append(inner + style(" · ".join(fact for fact in facts if fact), dim=True))
    if unit.body:
        lines.append(wrapped(snippet_of(unit.body, node), colour, inner))
    if unit.citation and unit.citation != unit.title:
        lines.append(wrapped([Segment(unit.citation, False)], colour, f"{inner}Cite: "))
    return "\n".join(lines) + "\n"


def marked_title(unit: SearchUnit, node: Node) -> list[Segment]:
    """Return the whole title of a unit, with what matched in it."""
    return snippet_of(unit.title, node, len(unit.title))


def wrapped(segments: list[Segment], colour: bool, start: str = "  ") -> str:
    """Return segments with what matched marked, wrapped to the width of the terminal.

    Further lines stand below the first word of ``start``.
    """
    if not colour:
        segments = [Segment(f"**{s.text}**" if s.matched else s.text, False) for s in segments]
    segments = [Segment(start, False), *segments]
    if not sys.stdout.isatty():
        return "".join(click.style(s.text, bold=True) if s.matched else s.text for s in segments)
    marked = [(s.matched, sign) for s in segments for sign in s.text]
    text = "".join(sign for _, sign in marked)
    width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))
    margin = " " * (len(start) - len(start.lstrip()))
    shown: list[str] = []
    at = 0
    for line in textwrap.wrap(text, width, subsequent_indent=margin, break_on_hyphens=False):
        bare = line[len(margin) :] if shown else line
        while marked[at][1] != bare[0]:  # the space at which the line was broken
            at += 1
        shown.append((margin if shown else "") + "".join(_styled_runs(marked[at : at + len(bare)])))
        at += len(bare)
    return "\n".join(shown)


def _styled_runs(marked: list[tuple[bool, str]]) -> Iterator[str]:
    """Yield stretches of text, those that matched in bold; the codes have no width."""
    for matched, signs in groupby(marked, key=lambda pair: pair[0]):
        text = "".join(sign for _, sign in signs)
        yield click.style(text, bold=True) if matched else text


def date_words(iso: str) -> str:
    """Return the words for a date or period as units hold it."""
    if not iso:
        return ""
    days: list[PartialDate] = [parse_date(part) for part in iso.split("/")]
    return " to ".join(day.words for day in days)


def results_as_json(typed: str, query: Query, results: Results, why: Absence) -> dict[str, Any]:
    """Return the body of the JSON value for a search."""
    return {
        "query": typed,
        "understood": render(query.node),
        "notes": list(query.notes),
        "also": also_searched(query.node),
        "total": results.total,
        "why_nothing": list(why.sentences),
        "nearest": [{"reference": unit.reference, "title": unit.title} for unit in why.near],
        "words_missing": why.missing,
        "hits": [hit_as_json(hit, query.node) for hit in results.hits],
    }


def hit_as_json(hit: Hit, node: Node) -> dict[str, Any]:
    """Return what JSON says of a hit."""
    unit = hit.unit
    return {
        "reference": unit.reference,
        "kind": unit.kind,
        "title": unit.title,
        "marked_title": [segment._asdict() for segment in marked_title(unit, node)],
        "date": unit.date,
        "certainty": unit.certainty,
        "citation": unit.citation,
        "snippet": [segment._asdict() for segment in snippet_of(unit.body, node)],
        "score": round(hit.score, 3),
    }
