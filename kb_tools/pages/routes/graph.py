"""The graph of routes as a drawing: computed here, drawn when the site is built.

Every route has a row and a column, so that no line crosses a name and no two lines share a
place: from the square on a route's own row its line runs up and down its column, and carries a
mark on the row of each route that remains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb_tools.markup import escape

_PITCH = 24
_GAP = 8
_TOP = 4
#: Room for a letter of a name.
_LETTER = 6.8


@dataclass(frozen=True, slots=True)
class Row:
    """A route in the graph: the id of its record, its name, and its rule on the veto."""

    route: str
    name: str
    veto: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one route to another: named as a way out, in fact followed, or both."""

    route: str
    other: str
    named: bool
    followed: bool
    when: str


def anchor_of(route: str, prefix: str = "start") -> str:
    """Return the anchor of a route on the page: of its playbook, row (``row``) or blocks."""
    return f"{prefix}-{route.removeprefix('mechanisms/').replace('/', '-')}"


def remains_anchor(route: str, other: str) -> str:
    """Return the anchor of the line that says that ``other`` remains if ``route`` is blocked."""
    return f"{anchor_of(route, 'remains')}--{anchor_of(other, '').removeprefix('-')}"


def routes_graph(rows: Sequence[Row], groups: Sequence[int], ways: Sequence[Way]) -> str:
    """Return the graph as SVG in a region that scrolls; ``groups`` are sizes of groups of rows."""
    places = _places(groups)
    order = {row.route: number for number, row in enumerate(rows)}
    names = {row.route: row.name for row in rows}
    left = 14 + round(_LETTER * max(len(row.name) for row in rows))
    extent = places[-1] + _PITCH
    width, height = left + extent, _TOP + extent
    lines = "\n".join(_row(row, left, _TOP + y, width) for row, y in zip(rows, places, strict=True))
    columns = "\n".join(
        _column(row, [w for w in ways if w.route == row.route], order, places, left, names)
        for row in rows
    )
    return (
        '<div class="routes-graph" role="region" aria-label="Graph of routes" tabindex="0">'
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        'aria-labelledby="graph-title" aria-describedby="graph-desc graph-note">'
        '<title id="graph-title">Routes, and what remains if each is blocked</title>'
        f'<desc id="graph-desc">{len(rows)} routes and {len(ways)} ways between them.</desc>\n'
        f"{lines}\n{columns}\n</svg></div>"
    )


def _places(groups: Sequence[int]) -> list[int]:
    """Return the distance of each row from the first, with a gap between groups."""
    places: list[int] = []
    at = _PITCH // 2
    for size in groups:
        for _ in range(size):
            places.append(at)
            at += _PITCH
        at += _GAP
    return places


def _row(row: Row, left: int, y: int, width: int) -> str:
    anchor = anchor_of(row.route)
    label = escape(f"{row.name}: {row.veto}")
    return (
        f'<line class="rule" x1="{left}" y1="{y}" x2="{width}" y2="{y}"/>'
        f'<a href="#{anchor}" aria-label="{label}">'
        f'<text x="{left - 10}" y="{y}" dy=".33em">{escape(row.name)}</text></a>'
    )


def _column(
    row: Row,
    ways: Sequence[Way],
    order: dict[str, int],
    places: list[int],
    left: int,
    names: dict[str, str],
) -> str:
    x = left + places[order[row.route]]
    own = _TOP + places[order[row.route]]
    marks = []
    ends = [own]
    for way in ways:
        y = _TOP + places[order[way.other]]
        ends.append(y)
        marks.append(_mark(way, x, y, f"{row.name}, if blocked: {names[way.other]}."))
    trunk = f'<line class="trunk" x1="{x}" y1="{min(ends)}" x2="{x}" y2="{max(ends)}"/>'
    square = f'<rect class="own" x="{x - 5}" y="{own - 5}" width="10" height="10"/>'
    return f'<g id="{anchor_of(row.route, "row")}">{trunk}{square}{"".join(marks)}</g>'


def _mark(way: Way, x: int, y: int, words: str) -> str:
    if not way.named:
        shape = f'<path class="led" d="M{x} {y - 6}l6 6-6 6-6-6z"/>'
        words = words.replace(", if blocked:", " in fact led to")
    else:
        shape = f'<circle class="{"led" if way.followed else "open"}" cx="{x}" cy="{y}" r="4.5"/>'
    half = _PITCH // 2
    area = f'<rect class="area" x="{x - half}" y="{y - half}" width="{_PITCH}" height="{_PITCH}"/>'
    label = escape(" ".join(filter(None, (words, way.when))))
    return (
        f'<a href="#{remains_anchor(way.route, way.other)}" tabindex="-1">'
        f"<title>{label}</title>{area}{shape}</a>"
    )
