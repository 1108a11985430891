"""What changed in the records: a page, and the same as JSON and as Atom feeds (RFC 4287)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from kb_tools.changes import Changes, Release
from kb_tools.describe import title_of
from kb_tools.pages.feed import Entry, atom_feed
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import counted, joined, text
from kb_tools.pages.timeline import Moment
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import Reference, parse_date

#: Addresses of the files, from the root of the site.
CHANGES_FEED, EVENTS_FEED, CHANGES_JSON = "changes.xml", "events.xml", "changes.json"
_EVENTS = 100
_KINDS = {"added": "new", "changed": "changed", "removed": "removed"}


def changes_page(library: Library) -> Page:
    """Return the page of what changed from release to release."""
    writer = Writer(library, "changes/")
    sections = [_section(writer, release) for release in library.releases]
    head = (
        '<h1 id="top_">What changed</h1>\n<p class="lead">What was added to the records, corrected '
        "and removed, from one release to the next. Found by comparing every item with the one "
        "before; the day on which a record was last checked is no change.</p>\n"
        f'<p class="actions">{_files()}</p>'
    )
    return Page(
        path="changes.md",
        title="What changed",
        body=assemble(head, sections),
        description="Changes to the records from release to release.",
        listed=True,
    )


def _files() -> str:
    return joined(
        (
            f'<a href="../{CHANGES_FEED}" type="application/atom+xml">Feed of changes (Atom)</a>',
            f'<a href="../{EVENTS_FEED}" type="application/atom+xml">Feed of events (Atom)</a>',
            f'<a href="../{CHANGES_JSON}" type="application/json">Changes as JSON</a>',
        )
    )


def _section(writer: Writer, release: Release) -> Section:
    if release.first:
        html = (
            f"<p>The first release: {counted(release.records, 'record')} with "
            f"{counted(release.items, 'item')}.</p>"
        )
    elif release.changes:
        rows = (_record(writer, *pair) for pair in release.changes.by_record().items())
        html = "<p>" + _sums(release.changes) + '.</p>\n<ul class="records changed">\n'
        html += "\n".join(rows) + "\n</ul>"
    else:
        html = "<p>No record was changed.</p>"
    return Section(_anchor(release), _heading(release), html)


def _anchor(release: Release) -> str:
    return f"release_{release.day}" if release.day else "unreleased"


def _heading(release: Release) -> str:
    if not release.day:
        return "Since the last release"
    return f"{text(release.name)}, {parse_date(release.day).words}"


def _sums(changes: Changes) -> str:
    parts = [
        counted(len(found), f"{word} entry", f"{word} entries")
        for name, word in _KINDS.items()
        if (found := getattr(changes, name))
    ]
    return joined(parts, ", ")


def _record(writer: Writer, record_id: str, changes: Changes) -> str:
    """Return one record's changes: its name, the sums, and behind them the entries."""
    record = Reference(record_id)
    known = writer.library.exists(record)
    name = writer.refer(record) if known else text(record_id)
    state = " <small>new record</small>" if record in changes.added else ""
    state = " <small>removed</small>" if record in changes.removed else state
    entries = "".join(
        f"<li><small>{word}</small> {_entry(writer, reference)}</li>"
        for kind, word in _KINDS.items()
        for reference in getattr(changes, kind)
        if reference.item or (kind == "changed")
    )
    within = f"<details><summary>{_sums(changes)}</summary><ul>{entries}</ul></details>"
    return f"<li><p>{name}{state}</p>{within if entries else ''}</li>"


def _entry(writer: Writer, reference: Reference) -> str:
    if not reference.item:
        return "the record's own particulars"
    if not writer.library.exists(reference):
        return text(reference.item)
    return f'<a href="{writer.href(reference)}">{text(_title(writer.library, reference))}</a>'


def _title(library: Library, reference: Reference) -> str:
    """Return the title of an item without the name of its record, or its id if it has gone."""
    record = library.kb.records.get(reference.record)
    entry = library.items(record).get(reference.item) if record else None
    if record is None or entry is None:
        return reference.item
    return title_of(entry.item, record, library.kb.vocabulary)


def change_files(library: Library, moments: Sequence[Moment]) -> dict[str, bytes]:
    """Return the feeds and the JSON by their address.

    ``moments`` are the events so far by day, with addresses from the root of the site.
    """
    releases = library.releases
    return {
        CHANGES_JSON: _as_json(releases),
        CHANGES_FEED: _changes_feed(library, releases),
        EVENTS_FEED: _events_feed(library, moments),
    }


def _as_json(releases: Iterable[Release]) -> bytes:
    value = {
        "shape": "changes",
        "version": 1,
        "releases": [
            {
                "name": release.name or None,
                "day": release.day or None,
                "records": release.records,
                "items": release.items,
                **{
                    kind: [str(reference) for reference in getattr(release.changes, kind)]
                    for kind in _KINDS
                },
            }
            for release in releases
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _changes_feed(library: Library, releases: Iterable[Release]) -> bytes:
    entries = []
    newest = ""
    for release in releases:
        newest = max(newest, release.day)
        if not release.day:
            continue  # a feed tells of releases: what is told once stays
        if release.first:
            words = f"The first release: {release.records:,} records with {release.items:,} items."
            entries.append(_release_entry(release, "", f"Release {release.name}", words))
        for record_id, changes in release.changes.by_record().items():
            name = library.name(Reference(record_id)) or record_id
            entries.append(_release_entry(release, record_id, name, _told(library, changes)))
    return atom_feed("changes", "Changes to the records", CHANGES_FEED, "changes/", newest, entries)


def _release_entry(release: Release, record_id: str, title: str, words: str) -> Entry:
    link = f"{record_id}/" if record_id else f"changes/#{_anchor(release)}"
    return Entry(f"release {release.name} {record_id}", title, link, release.day, words)


def _told(library: Library, changes: Changes) -> str:
    lines = [
        f"{word}: {_title(library, reference)}"
        for kind, word in _KINDS.items()
        for reference in getattr(changes, kind)
        if reference.item
    ]
    return "\n".join([_sums(changes) + ".", *lines])


def _events_feed(library: Library, moments: Sequence[Moment]) -> bytes:
    """Return the newest events; each bears the day on which it happened, if that is given."""
    entries: list[Entry] = []
    checked = {
        record.id: str(record.checked.earliest)
        for record in library.kb.records.values()
        if record.checked
    }
    for moment in moments[: -_EVENTS - 1 : -1]:
        period = moment.period
        if period is None:
            continue
        record_id = moment.href.partition("#")[0].strip("/")
        seen = checked.get(record_id, "")
        words = f"{period.words}: {moment.kind}"
        name = f"event {moment.href} {period.iso}"
        happened = str(period.first) if period.first.day else ""
        entries.append(Entry(name, moment.title, moment.href, seen, words, happened))
    newest = max((entry.updated for entry in entries), default="")
    return atom_feed("events", "New events", EVENTS_FEED, "timeline/", newest, entries)
