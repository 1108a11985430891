"""What a check is given to look at: a record, or all of them, with what several checks need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from kb_tools.corpus import KnowledgeBase
from kb_tools.model import Record, Vocabulary
from kb_tools.model.case import Decision
from kb_tools.model.walk import (
    Citation,
    Entry,
    LocalMention,
    Mention,
    Text,
    citations,
    entries,
    local_mentions,
    mentions,
    operative_point_id,
    texts,
)
from kb_tools.scalars import Reference

#: Parts of citations, references and votes that are no words.
_CODED = frozenset({"key", "record", "item", "manner"})


def anchors(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield id, collection and pointer of everything in a record that has an address.

    These are its items and the points of the operative parts of its decisions.
    """
    for entry in entries(record):
        if entry.item.id:
            yield entry.item.id, entry.collection, f"{entry.pointer}/id"
        if isinstance(entry.item, Decision) and entry.item.id:
            for index, point in enumerate(entry.item.operative_points):
                if point.number:
                    name = operative_point_id(entry.item.id, point)
                    yield name, "operative_points", f"{entry.pointer}/operative_points/{index}"


class RecordView:
    """A record with its items, citations, references and texts, each walked once."""

    def __init__(self, record: Record, corpus: CorpusView) -> None:
        self.record = record
        self.kb = corpus.kb
        #: Ids of all files, also of those whose record could not be read.
        self.files = corpus.files
        self._corpus = corpus

    @property
    def vocabulary(self) -> Vocabulary:
        """The known words."""
        return self.kb.vocabulary

    @cached_property
    def entries(self) -> list[Entry]:
        """The items."""
        return list(entries(self.record))

    @cached_property
    def anchors(self) -> list[tuple[str, str, str]]:
        """Id, collection and pointer of everything that has an address."""
        return list(anchors(self.record))

    @cached_property
    def collection_of(self) -> dict[str, str]:
        """The collection of each local id."""
        return {name: collection for name, collection, _ in self.anchors}

    def kind_of(self, target: Reference) -> tuple[str, str] | None:
        """Return the kind of the record that a reference leads to, and the collection of its item.

        The collection is empty for a record as a whole; None if there is no such record or item.
        """
        other = self._corpus.views.get(target.record)
        if other is None:
            return None
        if not target.item:
            return other.record.kind, ""
        collection = other.collection_of.get(target.item)
        return (other.record.kind, collection) if collection else None

    @cached_property
    def citations(self) -> list[Citation]:
        """The sources cited."""
        return list(citations(self.record))

    @cached_property
    def mentions(self) -> list[Mention]:
        """The references to records and their items."""
        return list(mentions(self.record))

    @cached_property
    def local_mentions(self) -> list[LocalMention]:
        """The references to items of the record itself."""
        return list(local_mentions(self.record))

    @cached_property
    def texts(self) -> list[Text]:
        """The texts written for readers; pinpoints are among them, keys and references are not."""
        return [text for text in texts(self.record) if text.field not in _CODED]

    @cached_property
    def words(self) -> str:
        """All texts in one, each on lines of its own: a quick look before a closer one."""
        return "\n".join([text.text for text in self.texts])

    @cached_property
    def folded_words(self) -> str:
        """All texts in one, in small letters."""
        return self.words.casefold()


class CorpusView:
    """All records that could be read, each with its view."""

    def __init__(self, kb: KnowledgeBase, files: Collection[str]) -> None:
        self.kb = kb
        self.files = files
        self.views: Mapping[str, RecordView] = {
            name: RecordView(record, self) for name, record in kb.records.items()
        }
