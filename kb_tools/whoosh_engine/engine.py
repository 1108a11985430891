"""The engine on disk: one change is one commit, several processes may use it at once."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import whoosh
from whoosh.index import EmptyIndexError

from kb_tools.search.engine import (
    Hit,
    IndexBusyError,
    IndexUnwritableError,
    Prepared,
    Results,
    Stamp,
    SyncPlan,
)
from kb_tools.search.equivalents import Equivalents
from kb_tools.search.evaluate import Evaluation, best
from kb_tools.search.query import Node
from kb_tools.search.unit import SearchUnit
from kb_tools.whoosh_engine.mapped import LeanCodec
from kb_tools.whoosh_engine.postings import WhooshPostings
from kb_tools.whoosh_engine.schema import schema, stamp_fields, unit_fields
from kb_tools.whoosh_engine.sealed import SealedIndex, SealedStorage

#: Another version may keep an index differently.
WHOOSH_VERSION = ".".join(str(part) for part in whoosh.__version__)
#: Segments smaller than this are merged when there are more than so many of them.
_SMALL_SEGMENT, _MOST_SMALL_SEGMENTS = 3_000, 6
#: How often to open an index whose files another process keeps replacing; Whoosh itself waits.
_MOST_ATTEMPTS = 3
#: Memory that a build may use before it sorts what it has to disk.
_MEGABYTES = 192


class WhooshEngine:
    """A :class:`~kb_tools.search.engine.SearchEngine` in a folder.

    ``patience`` is how many seconds to wait for another process that writes.
    Whatever a damaged index makes Whoosh raise comes through: the caller removes the folder.
    """

    def __init__(self, folder: Path, patience: float = 5.0) -> None:
        self._folder = folder
        self._patience = patience
        self._postings: WhooshPostings | None = None
        self._reader: Any = None
        self._stored: dict[str, Stamp] | None = None

    def stored(self) -> Mapping[str, Stamp]:
        """Return the records that are indexed, each with its stamp."""
        postings = self._open()
        if postings is None:
            return {}
        if self._stored is None:
            self._stored = _stamps(postings)
        return self._stored

    def search(self, node: Node, limit: int) -> Results:
        """Return the units that a query means; ``limit`` 0 only counts."""
        postings = self._open()
        if postings is None:
            return Results(0, ())
        evaluation = Evaluation(postings)
        if limit == 0:
            return Results(len(evaluation.matching(node)), ())
        scores = evaluation.scores(node)
        hits = [
            Hit(SearchUnit(*postings.stored(number)), scores[number])
            for number in best(scores, limit)
        ]
        hits.sort(key=lambda hit: (-round(hit.score, 6), hit.unit.reference))
        return Results(len(scores), tuple(hits[:limit]))

    def equivalents(self) -> Equivalents:
        """Return what says the same in other words; empty if no table is indexed."""
        postings = self._open()
        return Equivalents.read(postings.equivalents()) if postings else Equivalents()

    def words(self, prefix: str) -> Iterable[str]:
        """Return the words of the index that begin with these letters, in order."""
        postings = self._open()
        return postings.words(prefix) if postings else ()

    def values(self, name: str) -> Iterable[str]:
        """Return the values that a property has in the index, in order."""
        postings = self._open()
        return postings.values(name) if postings else ()

    def close(self) -> None:
        """Let go of the files of the index."""
        if self._reader is not None:
            self._reader.close()
        self._reader = self._postings = self._stored = None

    def discard(self) -> None:
        """Empty the index, whatever state it is in.

        Raises IndexBusyError and IndexUnwritableError as :meth:`apply`.
        """
        self.close()
        with self._exclusive() as storage:
            SealedIndex.create(storage, schema())

    def _open(self) -> WhooshPostings | None:
        """Return the postings of the newest state, or None if nothing is indexed yet.

        A writer may delete an old state while it is being opened: then the next one is tried.
        """
        for attempt in range(_MOST_ATTEMPTS):
            if self._postings is not None:
                break
            try:
                index = SealedIndex(SealedStorage(str(self._folder)), schema())
                self._reader = index.reader()
                self._postings = WhooshPostings(self._reader)
            except EmptyIndexError:
                return None
            except FileNotFoundError:
                if attempt == _MOST_ATTEMPTS - 1:
                    raise
                time.sleep(0.02)
        return self._postings

    def apply(self, plan: SyncPlan, prepare: Callable[[str], Prepared]) -> None:
        """Carry out a plan in one commit; an error or a kill leaves the index as it was.

        Raises IndexBusyError if another process keeps writing, and IndexUnwritableError if
        the folder cannot be written.
        """
        with self._writer() as writer:
            # Another process may have carried out the same plan while this one waited.
            current = _stamps(WhooshPostings(writer.reader()))
            put = {
                record: digest
                for record, digest in plan.put.items()
                if record not in current or current[record].digest != digest
            }
            fresh = plan.everything and len(put) == len(plan.put)
            if not fresh:
                _delete(writer, [r for r in (*put, *plan.delete) if r in current])
            for record, digest in put.items():
                prepared = prepare(record)
                for unit in prepared.units:
                    writer.add_document(**unit_fields(unit))
                writer.add_document(**stamp_fields(record, digest, prepared))
            writer.commit(mergetype=_nothing_kept if fresh else _merge_small)
        self.close()

    @contextlib.contextmanager
    def _exclusive(self) -> Iterator[SealedStorage]:
        """Give the folder to the one process that may write now."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            storage = SealedStorage(str(self._folder))
            lock = storage.lock("kb.lock")
            acquired = self._acquired(lock)
        except OSError as error:
            raise IndexUnwritableError(error.strerror or str(error)) from error
        if not acquired:
            raise IndexBusyError
        try:
            yield storage
        except OSError as error:
            raise IndexUnwritableError(error.strerror or str(error)) from error
        finally:
            lock.release()

    @contextlib.contextmanager
    def _writer(self) -> Iterator[Any]:
        """Give a writer to the one process that may write now."""
        with self._exclusive() as storage:
            writer = self._index(storage).writer(codec=LeanCodec(), limitmb=_MEGABYTES)
            try:
                yield writer
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise

    def _acquired(self, lock: Any) -> bool:
        until = time.monotonic() + self._patience
        while not lock.acquire():
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        return True

    @staticmethod
    def _index(storage: SealedStorage) -> SealedIndex:
        with contextlib.suppress(EmptyIndexError):
            return SealedIndex(storage, schema())
        created: SealedIndex = SealedIndex.create(storage, schema())
        return created


def _stamps(postings: WhooshPostings | None) -> dict[str, Stamp]:
    if postings is None:
        return {}
    return {record: Stamp(digest, problems) for record, digest, problems in postings.stamps()}


def _delete(writer: Any, records: list[str]) -> None:
    """Delete everything of the given records."""
    postings = WhooshPostings(writer.reader())
    for record in records:
        for number in postings.exact(f"of={record}"):
            writer.delete_document(number)


def _nothing_kept(writer: Any, segments: list[Any]) -> list[Any]:
    """Replace everything that the index held: the policy of a full build."""
    return []


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Keep large segments as they are; merge small ones when they have become many."""
    from whoosh.reading import SegmentReader

    def wasted(segment: Any) -> bool:
        return bool(segment.deleted_count() * 3 > segment.doc_count_all())

    small = [s for s in segments if s.doc_count_all() < _SMALL_SEGMENT]
    chosen = small if len(small) > _MOST_SMALL_SEGMENTS else []
    chosen = [s for s in segments if s in chosen or wasted(s)]
    for segment in chosen:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in chosen]
