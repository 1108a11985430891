"""Writers: what a page of a record needs to name, link, date and source its items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from kb_tools import describe
from kb_tools.certainty import certainty_of, certainty_of_item
from kb_tools.changes import Release, digests_of, history, take_snapshot
from kb_tools.chronology import Moment as Happening
from kb_tools.chronology import chronology
from kb_tools.corpus import KnowledgeBase
from kb_tools.markup import link
from kb_tools.model import Conflict, Item, OpenPoint, Record
from kb_tools.model.walk import Entry, entries
from kb_tools.pages.page import PageOptions
from kb_tools.pages.parts import joined, mark, mark_class, prose, text
from kb_tools.scalars import Reference, SourceCitation

Value = TypeVar("Value")
#: Titles in lines of links are cut to this length.
_BRIEF = 60


class Memory:
    """Values that are made from one record alone, kept for as long as its file stays the same.

    ``digests`` of the records' files are set anew for each build; without one nothing is kept.
    """

    def __init__(self) -> None:
        self.digests: Mapping[str, str] = {}
        self._held: dict[tuple[str, str], tuple[str, Any]] = {}

    def value(self, record: Record, make: Callable[[Record], Value]) -> Value:
        """Return ``make(record)``, as it was made before if the record has not changed."""
        digest, key = self.digests.get(record.id, ""), (make.__name__, record.id)
        if not digest or self._held.get(key, ("",))[0] != digest:
            self._held[key] = (digest, make(record))
        found: Value = self._held[key][1]
        return found


class Library:
    """All records with their items by address; what links between pages are made from."""

    def __init__(
        self, kb: KnowledgeBase, options: PageOptions, memory: Memory | None = None
    ) -> None:
        self.kb = kb
        self.options = options
        self.memory = memory or Memory()
        self._items: dict[str, dict[str, Entry]] = {}

    @cached_property
    def releases(self) -> list[Release]:
        """The releases of the records, newest first, led by what is not released yet."""

        def digest(record: Record) -> dict[str, str]:
            return self.memory.value(record, digests_of)

        now = take_snapshot(self.kb.records.values(), "", "", digest)
        return history(self.options.snapshots, now)

    @cached_property
    def happened(self) -> list[Happening]:
        """What happened in all records, in the order of dates."""
        return chronology(self.kb, self.kb.records.values())

    def items(self, record: Record) -> dict[str, Entry]:
        """Return the items of a record by id, in their order."""
        if record.id not in self._items:
            self._items[record.id] = {entry.item.id: entry for entry in entries(record)}
        return self._items[record.id]

    def exists(self, reference: Reference) -> bool:
        """Return whether there is such a record, and such an item in it."""
        record = self.kb.records.get(reference.record)
        return record is not None and (not reference.item or reference.item in self.items(record))

    def period(self, reference: Reference) -> describe.Period | None:
        """Return when a record or item was, or None if it is unknown or has no date."""
        record = self.kb.records.get(reference.record)
        if record is None or not self.exists(reference):
            return None
        return describe.period_of(
            self.items(record)[reference.item].item if reference.item else record
        )

    def name(self, reference: Reference, inside: str = "") -> str:
        """Return what a record or item is called, as plain text; the address if it is unknown.

        Within the record ``inside`` its own name is left out.
        """
        record = self.kb.records.get(reference.record)
        if record is None or not self.exists(reference):
            return str(reference)
        own = record.short_title or str(record.title)
        if not reference.item:
            return own
        entry = self.items(record)[reference.item]
        if entry.collection == "provisions":
            title = str(getattr(entry.item, "number", ""))
            return f"{own}, {title}"
        title = describe.title_of(entry.item, record, self.kb.vocabulary)
        return title if inside == record.id else f"{own}: {title}"


class Writer:
    """Makes links from one page, whose address is ``url`` (empty for the home page)."""

    def __init__(self, library: Library, url: str) -> None:
        self.library = library
        self.kb = library.kb
        self.root = "../" * url.count("/")

    def word(self, vocabulary: str, word: str) -> str:
        """Return how a word of a vocabulary is shown, escaped; empty for no word."""
        return text(self.kb.vocabulary.label(vocabulary, word)) if word else ""

    def subject(self, word: str, words: str = "") -> str:
        """Return an issue of law as a link to its page, with its name or the given HTML."""
        known = word in self.kb.vocabulary.words("subjects")
        shown = words or self.word("subjects", word)
        return link(f"{self.root}subjects/{word}/", shown) if known else shown

    def states(self, names: Sequence[str]) -> str:
        """Return names of States, escaped."""
        return text(describe.states_words(tuple(names), self.kb.vocabulary))

    def href(self, reference: Reference) -> str:
        """Return the address of a record or item, from this page."""
        anchor = f"#{reference.item}" if reference.item else ""
        return f"{self.root}{reference.record}/{anchor}"

    def refer(self, reference: Reference, words: str = "") -> str:
        """Return a link to a record or item with its name (or the given HTML)."""
        shown = words or text(self.library.name(reference))
        return link(self.href(reference), shown) if self.library.exists(reference) else shown

    def refer_all(self, references: Iterable[Reference]) -> str:
        """Return links to several records or items."""
        return ", ".join(self.refer(reference) for reference in references)


class RecordWriter(Writer):
    """Writes the items of one record: headings with anchors, numbered sources, certainty."""

    def __init__(self, library: Library, record: Record) -> None:
        super().__init__(library, f"{record.id}/")
        self.record = record
        self.items = library.items(record)
        self.numbers = {key: number for number, key in enumerate(record.sources, 1)}
        self.doubts = self._doubts()

    def _doubts(self) -> dict[str, list[OpenPoint | Conflict]]:
        """Return for each item the open points and conflicts that concern it."""
        found: dict[str, list[OpenPoint | Conflict]] = {}
        doubts: tuple[OpenPoint | Conflict, ...] = (
            *self.record.open_points,
            *self.record.conflicts,
        )
        for doubt in doubts:
            for concerned in doubt.concerns:
                found.setdefault(concerned, []).append(doubt)
        return found

    def refer(self, reference: Reference, words: str = "") -> str:
        """Return a link; within this record by the anchor alone."""
        if reference.record != self.record.id:
            return super().refer(reference, words)
        return (
            self.local(reference.item, words)
            if reference.item
            else text(self.library.name(reference))
        )

    def local(self, item_id: str, words: str = "") -> str:
        """Return a link to an item of this record with its title (or the given HTML)."""
        if item_id not in self.items:
            return words or text(item_id)
        shown = words or text(self.title(self.items[item_id].item))
        return f'<a href="#{item_id}">{shown}</a>'

    def brief(self, item_id: str) -> str:
        """Return a link to an item of this record with its title, shortened if it is long."""
        entry = self.items.get(item_id)
        words = self.title(entry.item) if entry else item_id
        if len(words) > _BRIEF:
            words = words[: _BRIEF - 1].rsplit(" ", 1)[0].rstrip(",:;") + " …"
        return self.local(item_id, text(words))

    def title(self, item: Item) -> str:
        """Return the title of an item as plain text."""
        return describe.title_of(item, self.record, self.kb.vocabulary)

    def heading(self, item: Item, level: int = 3, words: str = "") -> str:
        """Return the heading of an item: its anchor, its line in the file, and its title.

        A script adds the link to itself, so that the address is not written twice.
        """
        shown = words or text(self.title(item))
        return f"<h{level}{self._place(item)}>{shown}</h{level}>"

    def sentence(self, item: Item, words: str) -> str:
        """Return an item that is a sentence without a title: its anchor and its words."""
        return f'<p{self._place(item)} class="sentence">{text(words)}</p>'

    def _place(self, item: Item) -> str:
        line = self.library.options.line_of(self.record.id, self.items[item.id].pointer)
        return f' id="{item.id}"' + (f' data-l="{line}"' if line else "")

    def cite(self, citations: Iterable[SourceCitation]) -> str:
        """Return the numbers of sources as links to their notes, with pinpoints."""
        found = []
        for citation in citations:
            number = self.numbers.get(citation.key)
            pin = f" {text(citation.pinpoint)}" if citation.pinpoint else ""
            shown = f'<a href="#s_{number}">{number}</a>' if number else text(citation.key)
            found.append(shown + pin)
        return ", ".join(found)

    def sourced(self, citations: Sequence[SourceCitation]) -> str:
        """Return how sure some citations make a statement, and the citations."""
        degree = certainty_of(citations, self.record.sources)
        return joined((mark(degree), self.cite(citations)), " ")

    def notes(self, item: Item) -> str:
        """Return the line under an item: certainty, sources, parts, open points and conflicts."""
        degree = certainty_of_item(item, self.record.sources)
        parts = [joined((degree.label, self.cite(item.sources)), " ")]
        parts += [f"{text(part.point)}: {self.sourced(part.sources)}" for part in item.in_part]
        for doubt in self.doubts.get(item.id, ()):
            word = "open point" if isinstance(doubt, OpenPoint) else "sources differ"
            parts.append(f'<a href="#{doubt.id}">{word}</a>')
        return f'<p class="{mark_class(degree)}">{joined(parts)}</p>'

    def remark(self, item: Item) -> str:
        """Return the note of an item, set apart from its text."""
        return prose(item.note, "r")
