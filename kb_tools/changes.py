"""What changed in the records from one release to the next, found by comparing digests.

A release of the records is a snapshot: the day, and a short digest of every record and item.
It is kept with the records, so that anybody can compare without the history of the files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kb_tools.diagnostics import KbError
from kb_tools.model import Item, Record
from kb_tools.model.walk import entries
from kb_tools.plain import plain
from kb_tools.scalars import Reference

#: Version of the snapshot's file, raised when digests are computed in another way.
VERSION = 1
#: Where snapshots are kept, below the folder of records.
RELEASES_FOLDER = "_releases"
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The records on one day: for each record the digests of its items by local id.

    The digest of the record itself, without its items, stands under the empty id.
    ``name`` is the release's name, such as ``0.1.0``.
    """

    name: str
    day: str
    digests: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """References that were added, changed and removed; a new record counts with its items."""

    added: tuple[Reference, ...] = ()
    changed: tuple[Reference, ...] = ()
    removed: tuple[Reference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def by_record(self) -> dict[str, Changes]:
        """Return the same changes for each record, in the order of ids."""
        every = (*self.added, *self.changed, *self.removed)
        return {
            name: Changes(
                tuple(r for r in self.added if r.record == name),
                tuple(r for r in self.changed if r.record == name),
                tuple(r for r in self.removed if r.record == name),
            )
            for name in sorted({reference.record for reference in every})
        }


def digests_of(record: Record) -> dict[str, str]:
    """Return the digests of a record's items by local id; its own stands under the empty id."""
    found = {"": _digest(_without_items(record))}
    for entry in entries(record):
        found[entry.item.id] = _digest(_without_items(entry.item))
    return found


def take_snapshot(
    records: Iterable[Record],
    name: str,
    day: str,
    digest: Callable[[Record], dict[str, str]] = digests_of,
) -> Snapshot:
    """Return the snapshot of records; ``day`` is ISO, ``digest`` may remember what it returned."""
    ordered = sorted(records, key=lambda record: record.id)
    return Snapshot(name, day, {record.id: digest(record) for record in ordered})


def _without_items(value: Record | Item) -> dict[str, Any]:
    """Return the fields of a record or item; items in it have digests of their own.

    The days on which a record was checked are left out: they change without anything to read.
    """
    fields = {}
    for name in value.__dataclass_fields__:
        held = getattr(value, name)
        holds_items = isinstance(held, tuple) and any(isinstance(part, Item) for part in held)
        if name not in ("checked", "covered_until") and not holds_items:
            fields[name] = plain(held)
    return {name: held for name, held in fields.items() if held not in (None, "", [], {})}


def _digest(fields: Mapping[str, Any]) -> str:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8"), digest_size=_DIGITS // 2).hexdigest()


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Return what is in ``after`` and not in ``before``, what differs, and what has gone."""
    old, new = _flat(before), _flat(after)
    return Changes(
        added=_references(new.keys() - old.keys()),
        changed=_references(key for key in new.keys() & old.keys() if new[key] != old[key]),
        removed=_references(old.keys() - new.keys()),
    )


def _flat(snapshot: Snapshot) -> dict[tuple[str, str], str]:
    return {
        (record, item): digest
        for record, items in snapshot.digests.items()
        for item, digest in items.items()
    }


def _references(keys: Iterable[tuple[str, str]]) -> tuple[Reference, ...]:
    return tuple(Reference(record, item) for record, item in sorted(keys))


def snapshot_text(snapshot: Snapshot) -> str:
    """Return a snapshot as the text of its file: JSON, a line for each record."""
    head = {"version": VERSION, "name": snapshot.name, "day": snapshot.day}
    lines = [
        f"{json.dumps(record)}: {json.dumps(dict(items), separators=(',', ':'))}"
        for record, items in sorted(snapshot.digests.items())
    ]
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return start + ', "records": {\n' + ",\n".join(lines) + "\n}}\n"


def read_snapshot(text: str) -> Snapshot:
    """Return the snapshot that a file holds.

    Raises ValueError, with a sentence, if it is none or of another version.
    """
    value = json.loads(text)
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise ValueError(f"no snapshot of version {VERSION}")
    name, day, records = value.get("name"), value.get("day"), value.get("records")
    if not isinstance(name, str) or not isinstance(day, str) or not isinstance(records, dict):
        raise ValueError("`name`, `day` and `records` are needed")
    date.fromisoformat(day)
    for items in records.values():
        if not isinstance(items, dict) or not all(isinstance(d, str) for d in items.values()):
            raise ValueError("`records` holds for each record its items with their digests")
    return Snapshot(name, day, records)


@dataclass(frozen=True, slots=True)
class Release:
    """A release and what it changed; the first one changed nothing, it began.

    ``day`` is empty for what is not released yet.
    """

    name: str
    day: str
    changes: Changes
    records: int
    items: int
    first: bool = False


def history(snapshots: Iterable[Snapshot], now: Snapshot) -> list[Release]:
    """Return the releases, newest first, led by what has changed since the last one (if at all)."""
    ordered = [*sorted(snapshots, key=lambda snapshot: (snapshot.day, snapshot.name)), now]
    releases = []
    for number, snapshot in enumerate(ordered):
        first = number == 0
        changes = Changes() if first else compare(ordered[number - 1], snapshot)
        items = sum(len(found) - 1 for found in snapshot.digests.values())
        release = Release(snapshot.name, snapshot.day, changes, len(snapshot.digests), items, first)
        if release.day or changes:
            releases.append(release)
    return releases[::-1]


def load_snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """Return the snapshots kept in ``_releases`` below the folder of records, by day.

    Raises KbError if one cannot be read.
    """
    found = []
    for path in sorted((folder / RELEASES_FOLDER).glob("*.json")):
        try:
            found.append(read_snapshot(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise KbError(
                f"{path} is no snapshot of a release: {error}",
                "take it back from the history of the files; `kb release` writes new ones",
            ) from None
    return tuple(sorted(found, key=lambda snapshot: (snapshot.day, snapshot.name)))
