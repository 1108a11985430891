"""Pages from records: pure, the same for every site generator."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from kb_tools.changes import Snapshot
from kb_tools.corpus import KnowledgeBase, Loaded
from kb_tools.model import Case, Instrument, Mechanism, Record, Series, Statement
from kb_tools.model.walk import mentions
from kb_tools.pages.changes import change_files, changes_page
from kb_tools.pages.comparison.interventions import interventions_csv, interventions_page
from kb_tools.pages.comparison.uses import uses_csv, uses_page
from kb_tools.pages.guide import guide_page
from kb_tools.pages.overview import moments, overview_pages, past
from kb_tools.pages.page import Body, Page, PageOptions
from kb_tools.pages.records.case import case_page
from kb_tools.pages.records.instrument import instrument_page
from kb_tools.pages.records.mechanism import mechanism_page, statement_page
from kb_tools.pages.records.series import series_page
from kb_tools.pages.routes.playbooks import routes_page
from kb_tools.pages.search import search_page
from kb_tools.pages.subjects import subject_pages
from kb_tools.pages.trackers import trackers_page
from kb_tools.pages.writer import Library, Memory, RecordWriter, Writer
from kb_tools.plain import plain
from kb_tools.scalars import Reference

__all__ = [
    "Body",
    "Page",
    "PageCache",
    "PageOptions",
    "options_for",
    "render_pages",
    "site_of",
]


class PageCache:
    """Pages of records as they were made last, each under a key of all that it was made from."""

    def __init__(self) -> None:
        self.memory = Memory()
        self._pages: dict[str, tuple[str, Page]] = {}

    def page(self, library: Library, record: Record, digest: str) -> Page:
        """Return the page of a record; made anew if anything that it shows has changed."""
        key = _key(library, record, digest)
        kept = self._pages.get(record.id)
        if kept is None or kept[0] != key:
            kept = (key, _record_page(library, record))
            self._pages[record.id] = kept
        return kept[1]


def render_pages(kb: KnowledgeBase, options: PageOptions | None = None) -> list[Page]:
    """Return all pages of the site: those over all records, then one for each record by id."""
    return _pages(Library(kb, options or PageOptions()), None, {})


def _pages(library: Library, cache: PageCache | None, digests: Mapping[str, str]) -> list[Page]:
    kb = library.kb
    pages = [*overview_pages(library), interventions_page(library), guide_page(kb.vocabulary)]
    pages += [uses_page(library), trackers_page(library), changes_page(library), search_page()]
    pages += [*routes_page(library), *subject_pages(library)]
    common = digests.get("", "")
    for record_id in sorted(kb.records):
        record = kb.records[record_id]
        digest = digests.get(record_id, "")
        if cache is None or not digest:
            pages.append(_record_page(library, record))
        else:
            pages.append(cache.page(library, record, digest + common))
    return pages


def site_of(
    loaded: Loaded,
    options: PageOptions,
    cache: PageCache | None = None,
    digests: Mapping[str, str] | None = None,
) -> tuple[list[Page], dict[str, bytes]]:
    """Return all pages, and what is no page by its address: records, lists, feeds, changes.

    With a ``cache``, ``digests`` (of the records' files and, under the empty key, of the
    vocabulary) say what has changed.
    """
    memory = cache.memory if cache else Memory()
    memory.digests = digests or {}
    library = Library(loaded.kb, options, memory)
    return _pages(library, cache, memory.digests), _downloads(library, loaded)


def _downloads(library: Library, loaded: Loaded) -> dict[str, bytes]:
    files = {f"{record_id}.yml": loaded.files[record_id].data for record_id in loaded.kb.records}
    for name, record in loaded.kb.records.items():
        files[f"{name}.json"] = library.memory.value(record, _as_json)
    files["interventions.csv"] = interventions_csv(loaded.kb).encode("utf-8-sig")
    files["uses.csv"] = uses_csv(loaded.kb).encode("utf-8-sig")
    return files | change_files(library, past(library, moments(library, Writer(library, ""))))


def _as_json(record: Record) -> bytes:
    """Return the fields of a record as they stand in its file, as JSON."""
    value = {"shape": "record", "version": 1, "reference": record.id, "fields": plain(record)}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def options_for(
    loaded: Loaded, edit_base: str, snapshots: tuple[Snapshot, ...] = ()
) -> PageOptions:
    """Return options with which pages lead to the lines of the files that were loaded."""

    def line_of(record: str, pointer: str) -> int:
        span = loaded.locate(record, pointer).span
        return span.line if span else 0

    return PageOptions(edit_base=edit_base, line_of=line_of, snapshots=snapshots)


def _record_page(library: Library, record: Record) -> Page:
    writer = RecordWriter(library, record)
    match record:
        case Case():
            return case_page(writer)
        case Instrument():
            return instrument_page(writer, record)
        case Mechanism():
            return mechanism_page(writer, record)
        case Statement():
            return statement_page(writer, record)
        case Series():
            return series_page(writer, record)
    raise TypeError(f"{record.id}: no page for a {type(record).__name__}")


def _key(library: Library, record: Record, digest: str) -> str:
    """Return a digest of everything that the page of a record shows."""
    state = hashlib.blake2b(digest_size=16)
    for part in (digest, library.options.edit_base, *_seen_elsewhere(library, record)):
        state.update(part.encode() + b"\0")
    return state.hexdigest()


def _seen_elsewhere(library: Library, record: Record) -> Iterator[str]:
    """Yield what the page shows of other records: names that it links to, and what links here."""
    for mention in mentions(record):
        yield f"{mention.target} {library.exists(mention.target)} {library.name(mention.target)}"
    for item_id in ("", *library.items(record)):
        for inbound in library.kb.inbound.get(str(Reference(record.id, item_id)), ()):
            yield f"{item_id} {inbound} {library.name(inbound.source)}"
            source = library.kb.records[inbound.source.record]
            yield repr(library.items(source).get(inbound.source.item))
