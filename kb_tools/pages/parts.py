"""Small pieces of HTML that all pages share; everything from a record is escaped here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from kb_tools.certainty import Certainty
from kb_tools.describe import Period
from kb_tools.identifiers import recognise
from kb_tools.markup import element, escape, link
from kb_tools.model import Bilingual
from kb_tools.scalars import PartialDate

_NOT_LATIN_1 = re.compile("[^\x00-\u02ff\u2000-\u206f]")


def _runs_right_to_left(text: str) -> bool:
    return bool(_NOT_LATIN_1.search(text)) and any(
        unicodedata.bidirectional(c) in ("R", "AL") for c in text
    )


def text(value: str) -> str:
    """Return contributor text on one line as HTML; text that runs from the right is isolated."""
    escaped = escape(value)
    return f"<bdi>{escaped}</bdi>" if _runs_right_to_left(value) else escaped


def prose(value: str, css: str = "") -> str:
    """Return contributor text as paragraphs, split at blank lines; empty for empty text."""
    parts = [part for part in re.split(r"\n\s*\n", value.strip()) if part.strip()]
    return "".join(
        element("p", escape(part), class_=css, dir="auto" if _runs_right_to_left(part) else "")
        for part in parts
    )


def capital(words: str) -> str:
    """Return words with a capital first letter."""
    return words[:1].upper() + words[1:]


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 event``, ``12 events``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _one_day(date: PartialDate) -> str:
    return f'<time datetime="{date}">{date.words}</time>'


_MISSING = {"month": "day not given", "year": "month not given", "day": ""}


def when(period: Period | None, kind: str = "") -> str:
    """Return a date or span as HTML: what kind of date it is first, what it leaves open last."""
    if period is None:
        return "<small>no date given</small>"
    first, last = period.first, period.last
    prefix = f"<small>{text(kind)}</small> " if kind else ""
    gap = _MISSING[(last or first).precision]
    suffix = f" <small>{gap}</small>" if gap else ""
    if last is None:
        return prefix + _one_day(first) + suffix
    begun = first.words
    if first.day and last.day and (first.year, first.month) == (last.year, last.month):
        return f'{prefix}<time datetime="{first}">{first.day}</time>–{_one_day(last)}'
    if first.day and last.day and first.year == last.year:
        begun = begun.removesuffix(f" {first.year}")
    return f'{prefix}<time datetime="{first}">{begun}</time> to {_one_day(last)}{suffix}'


def day(date: PartialDate | None, kind: str = "") -> str:
    """Return one date as HTML, or an empty string."""
    return when(Period(date), kind) if date else ""


_MARKS = {degree: number for number, degree in enumerate(Certainty, 1)}


def mark_class(degree: Certainty) -> str:
    """Return the class under which style sheets draw the shape of a certainty."""
    return f"c{_MARKS[degree]}"


def mark(degree: Certainty) -> str:
    """Return the mark of a certainty: a shape that style sheets draw, and the word."""
    return f'<i class="{mark_class(degree)}">{degree.label}</i>'


_FORUM_FAMILIES = {
    "icj": "court",
    "pcij": "court",
    "icc": "criminal",
    "courts": "criminal",
    "un": "un",
    "uk": "state",
}


def forum_class(forum: str) -> str:
    """Return the class under which style sheets give a forum its colour and line.

    International courts, criminal courts (and national ones), the United Nations, States, and
    regional organizations for all others; empty for no forum.
    """
    return f"f-{_FORUM_FAMILIES.get(forum.partition('-')[0], 'regional')}" if forum else ""


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a definition list of (label, HTML) pairs; pairs without content are left out."""
    rows = "\n".join(f"<div><dt>{label}</dt><dd>{html}</dd></div>" for label, html in pairs if html)
    return f'<dl class="glance">\n{rows}\n</dl>'


def both_languages(name: Bilingual) -> str:
    """Return a name in English with the French in brackets, or the one that is known."""
    if not name.en:
        return element("span", text(name.fr), lang="fr")
    french = f' (<span lang="fr">{text(name.fr)}</span>)' if name.fr else ""
    return text(name.en) + french


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[tuple[str, Sequence[str]]],
    *,
    labelled: bool = True,
) -> str:
    """Return a table that becomes cards on a narrow screen.

    ``rows`` are (id or empty, cells as HTML); the first cell of a row is its header.
    Cells that explain themselves on a card need not be ``labelled``.
    """
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    labels = [f' data-h="{escape(name)}"' if labelled else "" for name in head[1:]]
    lines = []
    for anchor, cells in rows:
        first, *rest = cells
        tail = "".join(f"<td{label}>{cell}</td>" for label, cell in zip(labels, rest, strict=True))
        identity = f' id="{anchor}"' if anchor else ""
        lines.append(f'<tr{identity}><th scope="row">{first}</th>{tail}</tr>')
    body = "\n".join(lines)
    return (
        f'<table class="quiet"><caption>{caption}</caption>'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )


def address(url: str, words: str = "") -> str:
    """Return a link to an address elsewhere: the given words (HTML), or its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return link(url, words or text(host))


def official_links(identifier: str, url: str = "", read_at: str = "") -> list[str]:
    """Return links to a text: derived from its number, as seen, and where it was read."""
    known = recognise(identifier) if identifier else None
    derived = known.link if known else ""
    found = []
    if derived:
        found.append(f"{address(derived)} <small>(derived from the number)</small>")
    if url and url != derived:
        found.append(address(url))
    if read_at and read_at != url:
        found.append(f"<small>read at</small> {address(read_at)}")
    return found


def official_symbol(symbol: str) -> str:
    """Return a symbol as a link to the address that is derived from it, or as text."""
    known = recognise(symbol)
    return address(known.link, text(symbol)) if known and known.link else text(symbol)


#: What sections say whose numbers are links.
NUMBERS_ARE_LINKS = "A number that is a link leads to the address derived from it."


def other_links(identifier: str, url: str = "", read_at: str = "") -> list[str]:
    """Return links to a text besides the one that its number is (see ``official_symbol``)."""
    known = recognise(identifier) if identifier else None
    found = [address(url)] if url and not (known and url == known.link) else []
    return [*found, f"read at {address(read_at)}"] if read_at and read_at != url else found


def joined(parts: Iterable[str], glue: str = " · ") -> str:
    """Return the parts that have content, joined."""
    return glue.join(part for part in parts if part)
