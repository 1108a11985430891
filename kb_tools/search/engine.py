"""What a search engine is asked for, and what it answers.

An engine keeps the units of records together with a stamp of each record's file, so that what
is indexed and what is known to be indexed cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol

from kb_tools.search.equivalents import Equivalents
from kb_tools.search.query import Node
from kb_tools.search.unit import SearchUnit


class Stamp(NamedTuple):
    """What an index knows of a record's file: the digest of its content, and its problems."""

    digest: str
    problems: int = 0


class Prepared(NamedTuple):
    """A record made ready for the index: its units, and how many problems its file has.

    What is put under the name ``EQUIVALENTS`` has no units, but the table as text.
    """

    units: tuple[SearchUnit, ...]
    problems: int = 0
    equivalents: str = ""


#: Not a record: the name under which an index keeps the table of equivalents.
EQUIVALENTS = "_vocab/equivalents"


class SyncPlan(NamedTuple):
    """What brings an index up to date: digests of records to put, records to delete.

    ``everything`` is true when all that the index holds is replaced.
    """

    put: Mapping[str, str]
    delete: tuple[str, ...]
    everything: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the index is up to date."""
        return not self.put and not self.delete


def plan_sync(stored: Mapping[str, Stamp], wanted: Mapping[str, str]) -> SyncPlan:
    """Return what turns an index with ``stored`` into one with ``wanted`` (record → digest)."""
    put = {
        record: digest
        for record, digest in sorted(wanted.items())
        if record not in stored or stored[record].digest != digest
    }
    delete = tuple(sorted(record for record in stored if record not in wanted))
    return SyncPlan(put, delete, everything=len(put) == len(wanted))


class Hit(NamedTuple):
    """A unit found, and how well it fits (comparable within one search only)."""

    unit: SearchUnit
    score: float


class Results(NamedTuple):
    """How many units fit, and the best of them in order; equal ones by reference."""

    total: int
    hits: tuple[Hit, ...]


class SearchEngine(Protocol):
    """The engine behind ``kb search``; every engine passes the same contract tests."""

    def stored(self) -> Mapping[str, Stamp]:
        """Return the records that are indexed, each with its stamp."""

    def apply(self, plan: SyncPlan, prepare: Callable[[str], Prepared]) -> None:
        """Carry out a plan as one change that happens wholly or not at all.

        ``prepare`` returns what is to be indexed for a record of ``plan.put``.
        Raises IndexBusyError if another process keeps writing.
        """

    def search(self, node: Node, limit: int) -> Results:
        """Return the units that a query means; ``limit`` 0 only counts."""

    def equivalents(self) -> Equivalents:
        """Return what says the same in other words; empty if the index has no such table."""

    def words(self, prefix: str) -> Iterable[str]:
        """Return the words of the index that begin with these letters, in order."""

    def values(self, name: str) -> Iterable[str]:
        """Return the values that a property (``kind``, ``state`` …) has in the index."""


class IndexBusyError(Exception):
    """Another process writes to the index, and did not finish in time."""


class IndexUnwritableError(Exception):
    """The folder of the index cannot be written; the message says why."""
