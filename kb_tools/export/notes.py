"""Numbered sources: each source of a record gets a number when it is first cited."""

from __future__ import annotations

from collections.abc import Iterable

from kb_tools.certainty import certainty_of, certainty_of_item
from kb_tools.identifiers import recognise
from kb_tools.markup import element, escape, link
from kb_tools.model import InPart, Item, Record, Source
from kb_tools.scalars import SourceCitation

_KINDS = {
    "primary": "primary source",
    "mirror": "primary source, read in a copy",
    "secondary": "secondary source",
}


class SourceNotes:
    """Gives numbers to the sources of one record, and lists those that were cited."""

    def __init__(self, record: Record) -> None:
        self._sources = record.sources
        self._numbers: dict[str, int] = {}

    def cite(self, citations: Iterable[SourceCitation]) -> str:
        """Return ``[3, para. 31; 5]`` as HTML, or the empty string without a known source."""
        words = []
        for citation in citations:
            if citation.key not in self._sources:
                continue
            number = self._numbers.setdefault(citation.key, len(self._numbers) + 1)
            words.append(f"{number}, {citation.pinpoint}" if citation.pinpoint else str(number))
        return f"[{escape('; '.join(words))}]" if words else ""

    def of(self, item: Item) -> str:
        """Return an item's certainty and sources, and those of its parts, as HTML."""
        words = [escape(certainty_of_item(item, self._sources).label), self.cite(item.sources)]
        words += [self._part(part) for part in item.in_part]
        return " ".join(word for word in words if word)

    def _part(self, part: InPart) -> str:
        certainty = certainty_of(part.sources, self._sources).label
        return f"({escape(part.point)}: {escape(certainty)} {self.cite(part.sources)})"

    def list(self) -> str:
        """Return the numbered list of the sources cited so far, as HTML."""
        entries = "".join(element("li", _source_words(self._sources[key])) for key in self._numbers)
        return element("ol", entries) if entries else ""


def _source_words(source: Source) -> str:
    named = element("em", escape(source.title)) if source.title else escape(source.about)
    parts = [named, escape(source.publisher)]
    if source.date:
        parts.append(escape(source.date.words))
    if source.identifier:
        identifier = recognise(source.identifier)
        official = identifier.link if identifier else ""
        parts.append(link(official, escape(source.identifier)))
    if source.url:
        parts.append(link(source.url, escape(source.url)))
    if source.read_at:
        parts.append("read at " + link(source.read_at, escape(source.read_at)))
    parts.append(_KINDS.get(source.kind, escape(source.kind)))
    text = ", ".join(part for part in parts if part)
    return f"{text}. {escape(source.note)}" if source.note else f"{text}."
