"""A dossier: chosen records and items as one HTML document with numbered sources."""

from __future__ import annotations

from collections.abc import Sequence

from kb_tools import certainty, describe
from kb_tools.corpus import KnowledgeBase
from kb_tools.export.notes import SourceNotes
from kb_tools.export.sections import Section, sections_of
from kb_tools.markup import element, escape, paragraphs
from kb_tools.model import Item, Record
from kb_tools.model.walk import entries
from kb_tools.scalars import Reference


class UnknownReferenceError(LookupError):
    """A reference leads to no record or item; ``reference`` is the one."""

    def __init__(self, reference: Reference) -> None:
        super().__init__(str(reference))
        self.reference = reference


def dossier_title(kb: KnowledgeBase, references: Sequence[Reference]) -> str:
    """Return the title of a dossier: the records' short titles, each once."""
    names = dict.fromkeys(
        kb.records[r.record].short_title or r.record for r in references if r.record in kb.records
    )
    return "Dossier: " + "; ".join(names)


def render_dossier(kb: KnowledgeBase, references: Sequence[Reference]) -> str:
    """Return the body of the dossier as HTML.

    A record comes whole; items come alone, gathered under their record in the order asked.
    Raises UnknownReferenceError for a reference that leads nowhere.
    """
    chosen: dict[str, list[str]] = {}
    for reference in references:
        record = kb.records.get(reference.record)
        if record is None:
            raise UnknownReferenceError(reference)
        items = chosen.setdefault(reference.record, [])
        if reference.item:
            _find(record, reference)
        items.append(reference.item)
    return "".join(
        _record_part(kb, kb.records[record_id], [] if "" in items else items)
        for record_id, items in chosen.items()
    )


def _find(record: Record, reference: Reference) -> Item:
    for entry in entries(record):
        if entry.item.id == reference.item:
            return entry.item
    raise UnknownReferenceError(reference)


def _record_part(kb: KnowledgeBase, record: Record, only: Sequence[str]) -> str:
    notes = SourceNotes(record)
    parts = [element("h1", escape(record.title.en or record.short_title))]
    if record.title.fr:
        parts.append(element("p", element("em", escape(record.title.fr), lang="fr")))
    parts.append(element("p", escape(_status_words(record))))
    parts.append(element("p", "Cite as: " + escape(describe.citation_of(record))))
    if not only:
        parts.append(paragraphs(record.summary))
    for section in sections_of(kb, record, notes, only):
        parts.append(_section(section))
    parts.append(_section(Section("Sources", notes.list())))
    return "".join(parts)


def _status_words(record: Record) -> str:
    words = []
    if record.checked:
        words.append(f"Compared with its sources on {record.checked.words}.")
    if record.covered_until:
        words.append(f"The sources reach {record.covered_until.words}.")
    marks = "; ".join(f"{c.label}: {c.meaning}" for c in certainty.Certainty)
    return " ".join([*words, f"Certainty — {marks}."])


def _section(section: Section) -> str:
    return element("h2", escape(section.title)) + section.body if section.body else ""
