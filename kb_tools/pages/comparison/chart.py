"""Charts drawn as pages are made: one mark for each thing counted, its shape for what became of it.

Shapes differ, so that print without colour and readers who see none lose nothing; the same
numbers are in the description of each drawing, and in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb_tools.derived import Counted
from kb_tools.pages.parts import capital, text

#: Shapes as paths from their middle; each begins with the only capital M in it.  A disc is a
#: point that the style sheet draws with a round pen: most marks are discs.
_SHAPES = {
    "disc": "M{x} {y}h0",
    "square": "M{left} {top}h10v10h-10z",
    "ring": "M{left} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "cross": "M{left} {top}l10 10m0-10l-10 10",
    "crossed-square": "M{left} {top}h10v10h-10zl10 10m0-10l-10 10",
    "dash": "M{left} {y}h10",
    "triangle": "M{x} {top}l5 10h-10z",
    "dot": "M{x} {y}h0",
}
_CLASSES = {"disc": "disc", "dot": "dot", "square": "solid"}
_PITCH = 16
_PER_LINE = 16
_LEFT = 52
_WIDTH = _LEFT + _PITCH * _PER_LINE + 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one shape stands for: its name, and the words of the vocabulary that it gathers."""

    shape: str
    label: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One drawing of a chart: its title (HTML), and how many of each mark a decade has."""

    title: str
    rows: Mapping[int | None, Sequence[int]]

    @property
    def total(self) -> int:
        """How many marks the panel has."""
        return sum(sum(row) for row in self.rows.values())


def panel(title: str, group: str, counted: Counted, marks: Sequence[Mark]) -> Panel:
    """Return the panel of one group, with all decades from its first to its last."""
    found = {(when, word): n for (name, when, word), n in counted.items() if name == group}
    rows = {
        when: tuple(sum(found.get((when, word), 0) for word in mark.words) for mark in marks)
        for when in _decades(when for when, _ in found)
    }
    return Panel(title=title, rows=rows)


def on_one_scale(panels: Sequence[Panel]) -> list[Panel]:
    """Return the panels with the same decades in each, those of all of them together."""
    decades = _decades(when for one in panels for when in one.rows)
    return [
        Panel(title=one.title, rows={when: one.rows.get(when, ()) for when in decades})
        for one in panels
    ]


def _decades(found: Iterable[int | None]) -> list[int | None]:
    """Return all decades between the first and the last; what has no date comes first."""
    seen = set(found)
    known = [when for when in seen if when is not None]
    without: list[int | None] = [None] if None in seen else []
    return without + (list(range(min(known), max(known) + 1, 10)) if known else [])


def decade_words(decade: int | None) -> str:
    """Return ``1950s``, or what stands for no date."""
    return f"{decade}s" if decade is not None else "no date"


def render_panels(name: str, panels: Sequence[Panel], marks: Sequence[Mark]) -> str:
    """Return the panels as drawings with a title and a description; ``name`` is for their ids."""
    drawn = (_drawing(f"{name}_{n}", one, panels, marks) for n, one in enumerate(panels, 1))
    return f'<div class="panels">\n{"".join(drawn)}</div>'


def numbers_table(caption: str, group: str, panels: Sequence[Panel], marks: Sequence[Mark]) -> str:
    """Return the numbers of the panels as a table to unfold; ``group`` is what the panels are."""
    names = [capital(text(mark.label)) for mark in marks]
    lines = [
        f'<tr><th scope="row">{one.title}</th><td>{decade_words(when)}</td>'
        + "".join(
            f'<td data-h="{name}">{number}</td>' if number else "<td></td>"
            for name, number in zip((*names, "All"), (*row, sum(row)), strict=True)
        )
        + "</tr>"
        for one in panels
        for when, row in one.rows.items()
        if sum(row)
    ]
    head = "".join(f'<th scope="col">{name}</th>' for name in (group, "Decade", *names, "All"))
    body = "\n".join(lines)
    return (
        "<details><summary>The same numbers as a table</summary>\n"
        f'<table class="quiet numbers"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></details>"
    )


def render_mark(mark: Mark) -> str:
    """Return the shape of a mark for a legend, hidden from those who hear the page."""
    return (
        '<svg class="glyph" aria-hidden="true" focusable="false" viewBox="0 0 14 14">'
        f"{_path(mark, [(7, 7)])}</svg>"
    )


def _drawing(name: str, one: Panel, panels: Sequence[Panel], marks: Sequence[Mark]) -> str:
    shared = len({tuple(other.rows) for other in panels}) == 1
    body, y = [], 12
    for when, row in one.rows.items():
        body.append(_row(decade_words(when), row, y, marks))
        together = [sum(other.rows[when]) for other in panels] if shared else [sum(row)]
        y += _PITCH * max(1, -(-max(together) // _PER_LINE)) + 5
    return (
        f"<figure><figcaption>{one.title} <small>{one.total:,}</small></figcaption>"
        f'<svg role="img" aria-labelledby="{name}_t {name}_d" viewBox="0 0 {_WIDTH} {y - 4}">'
        f'<title id="{name}_t">{one.title}: {one.total:,}</title>'
        f'<desc id="{name}_d">{_description(one, marks)}</desc>{"".join(body)}</svg></figure>\n'
    )


def _description(one: Panel, marks: Sequence[Mark]) -> str:
    told = (
        f"{decade_words(when)}: "
        + ", ".join(f"{n} {text(m.label)}" for n, m in zip(row, marks, strict=True) if n)
        for when, row in one.rows.items()
        if sum(row)
    )
    return "; ".join(told) + "."


def _row(label: str, row: Sequence[int], y: int, marks: Sequence[Mark]) -> str:
    parts = [f'<text x="0" y="{y + 4}">{label}</text>']
    at = 0
    for number, mark in zip(row, marks, strict=False):
        places = [divmod(place, _PER_LINE) for place in range(at, at + number)]
        at += number
        if places:
            parts.append(
                _path(
                    mark, [(_LEFT + column * _PITCH, y + line * _PITCH) for line, column in places]
                )
            )
    if at:
        parts.append(f'<text class="sum" x="{_WIDTH}" y="{y + 4}">{at}</text>')
    else:
        parts.append(f'<path class="none" d="M{_LEFT - 5} {y}h{_PITCH * _PER_LINE}"/>')
    return "".join(parts)


def _path(mark: Mark, middles: Iterable[tuple[int, int]]) -> str:
    shape = _SHAPES[mark.shape]
    drawn = "".join(shape.format(x=x, y=y, left=x - 5, top=y - 5, dot=x - 1.5) for x, y in middles)
    return f'<path class="{_CLASSES.get(mark.shape, "line")}" d="{drawn}"/>'
