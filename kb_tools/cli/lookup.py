"""Finding what a reference leads to, and saying it as text or JSON."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from kb_tools.certainty import certainty_of, certainty_of_item, certainty_of_record
from kb_tools.cli.record_text import item_text, period_of_entry, point_text, record_text
from kb_tools.corpus import KnowledgeBase
from kb_tools.describe import Period, citation_of, item_name, period_of, title_of
from kb_tools.identifiers import recognise
from kb_tools.model import Decision, OperativePoint, Record
from kb_tools.model.walk import Entry, entries, operative_point_id
from kb_tools.plain import plain
from kb_tools.scalars import Reference
from kb_tools.search.units import citation_of_point


class Found(NamedTuple):
    """A record, an item of it, or an operative point of a decision."""

    reference: str
    record: Record
    entry: Entry | None = None
    point: OperativePoint | None = None


def find(kb: KnowledgeBase, reference: Reference) -> Found | None:
    """Return what a reference leads to, or None; former ids of records lead to them too."""
    record = kb.records.get(reference.record) or _renamed(kb, reference.record)
    if record is None:
        return None
    text = str(Reference(record.id, reference.item))
    if not reference.item:
        return Found(text, record)
    for entry in entries(record):
        if entry.item.id == reference.item:
            return Found(text, record, entry)
        if isinstance(entry.item, Decision):
            for point in entry.item.operative_points:
                if operative_point_id(entry.item.id, point) == reference.item:
                    return Found(text, record, entry, point)
    return None


def _renamed(kb: KnowledgeBase, former: str) -> Record | None:
    return next((r for r in kb.records.values() if former in r.aliases), None)


def nearest(kb: KnowledgeBase, text: str) -> str:
    """Return a hint with the references nearest to a text that leads nowhere."""
    record_id, _, item = text.partition("#")
    record = kb.records.get(record_id) or _renamed(kb, record_id)
    if record is not None:
        near = [f"{record.id}#{name}" for name in _near(item, list(_local_ids(record)), 0.4)]
    else:
        ids = {r.id: set(_local_ids(r)) for r in kb.records.values()}
        near = [f"{name}#{text}" for name, items in ids.items() if text in items][:3]
        names = _near(record_id, list(ids), 0.5) if record_id else []
        near = near or [f"{name}#{item}" if item in ids[name] else name for name in names]
    if near:
        return f"did you mean {', '.join(near)}?"
    symbol = recognise(text)
    asked = f"kb search '{symbol.canonical}'" if symbol else "kb search"
    return f"see `kb list records`, or look for it with `{asked}`"


def _near(text: str, known: list[str], cutoff: float) -> list[str]:
    close = difflib.get_close_matches(text, known, n=3, cutoff=cutoff)
    return close or [name for name in known if text and text.lower() in name][:3]


def _local_ids(record: Record) -> Iterator[str]:
    """Yield the local ids of everything in a record that has an address."""
    for entry in entries(record):
        yield entry.item.id
        for point in getattr(entry.item, "operative_points", ()):
            yield operative_point_id(entry.item.id, point)


def found_text(kb: KnowledgeBase, found: Found, today: date, colour: bool) -> str:
    """Return what was found for reading in a terminal."""
    if found.entry is None:
        return record_text(kb, found.record, today, colour)
    if found.point is not None and isinstance(found.entry.item, Decision):
        return point_text(kb, found.record, found.entry.item, found.point, colour)
    return item_text(kb, found.record, found.entry, colour)


def found_as_json(kb: KnowledgeBase, found: Found) -> dict[str, Any]:
    """Return what was found as values of JSON: its fields as in the file, and what is derived."""
    record, value = found.record, _value_of(found)
    body: dict[str, Any] = {"reference": found.reference, **_derived(kb, found)}
    official = recognise(getattr(value, "identifier", "") or "")
    body["official_address"] = official.link if official else ""
    links = kb.inbound.get(found.reference, ())
    body["linked_from"] = [
        {"reference": str(link.source), "field": link.field, "relation": link.relation}
        for link in links
    ]
    if found.entry is not None:
        item = found.entry.item
        cited = [*(getattr(value, "sources", ()) or item.sources)]
        cited += [citation for part in item.in_part for citation in part.sources]
        keys = dict.fromkeys(citation.key for citation in cited)
        body["sources"] = {k: plain(record.sources[k]) for k in keys if k in record.sources}
    body["fields"] = plain(value)
    return body


def _value_of(found: Found) -> Any:
    if found.point is not None:
        return found.point
    return found.entry.item if found.entry else found.record


def _derived(kb: KnowledgeBase, found: Found) -> dict[str, str]:
    """Return what the list and the search say of it too, in the same words."""
    record = found.record
    if found.entry is None:
        return {
            "kind": record.kind,
            "title": record.short_title or record.title.en,
            "date": _iso(period_of(record)),
            "certainty": certainty_of_record(record).value,
            "citation": citation_of(record),
        }
    item = found.entry.item
    title, date = title_of(item, record, kb.vocabulary), _iso(period_of_entry(record, found.entry))
    if found.point is not None and isinstance(item, Decision):
        return {
            "kind": "operative-point",
            "title": f"{title}, point {found.point.number}",
            "date": date,
            "certainty": certainty_of(found.point.sources or item.sources, record.sources).value,
            "citation": citation_of_point(record, item, found.point),
        }
    return {
        "kind": item_name(found.entry.collection).replace(" ", "-"),
        "title": title,
        "date": date,
        "certainty": certainty_of_item(item, record.sources).value,
        "citation": citation_of(record, item, kb.vocabulary),
    }


def _iso(period: Period | None) -> str:
    return period.iso if period else ""
