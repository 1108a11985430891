"""Records and items as plain text for a terminal: labels, dates, votes, sources, links."""

from __future__ import annotations

import dataclasses
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import click

from kb_tools.certainty import certainty_of, certainty_of_item
from kb_tools.corpus import Inbound, KnowledgeBase
from kb_tools.derived import stage_on
from kb_tools.describe import (
    Period,
    citation_of,
    item_name,
    period_of,
    summary_of,
    title_of,
)
from kb_tools.identifiers import recognise
from kb_tools.model import (
    Bench,
    Bilingual,
    Case,
    Decision,
    Item,
    Member,
    OperativePoint,
    Record,
    Reporting,
    Source,
    Vocabulary,
)
from kb_tools.model.walk import Entry, entries, operative_point_id
from kb_tools.scalars import Paragraphs, PartialDate, Reference, SourceCitation, Vote
from kb_tools.search.analysis import clean
from kb_tools.search.units import citation_of_point

#: Fields that are shown in a place of their own, or say nothing to a reader.
_ELSEWHERE = frozenset(
    ("id", "kind", "sources", "in_part", "title", "operative_points", "opinions")
)
#: Fields whose name says too little.
_LABELS = {"url": "Address", "read_in": "What was read"}
#: Collections that every record may have and that follow its own.
_LAST = ("relations", "conflicts", "open_points")
_HEADED = frozenset(("status", "short_title", "summary", "checked", "covered_until"))


class Writer:
    """Gathers lines, wrapped to a width; headings and references stand out with colour."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour
        self._width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))
        self.lines: list[str] = []

    def style(self, text: str, **how: Any) -> str:
        """Return text with colour if there is any."""
        return click.style(text, **how) if self._colour else text

    def head(self, text: str) -> None:
        """Add a heading with an empty line before it."""
        self.lines += ["", self.style(clean(text), bold=True)]

    def text(self, text: str, indent: int = 0, hanging: int = 0) -> None:
        """Add a paragraph; following lines are indented by ``hanging`` more."""
        start = " " * indent
        self.lines += textwrap.wrap(
            clean(text),
            self._width,
            initial_indent=start,
            subsequent_indent=start + " " * hanging,
            break_on_hyphens=False,
            break_long_words=False,
        )

    def labelled(self, label: str, text: str, indent: int = 0) -> None:
        """Add a paragraph that begins with a label."""
        self.text(f"{label}: {text}", indent, hanging=2)


def record_text(kb: KnowledgeBase, record: Record, today: date, colour: bool) -> str:
    """Return a whole record for reading: status, particulars, its items, sources and links."""
    writer = Writer(colour)
    writer.lines.append(writer.style(record.id, fg="cyan", bold=True))
    writer.text(record.short_title or record.title.en)
    for title in (record.title.en, record.title.fr):
        if title and title != record.short_title:
            writer.text(title, 2)
    writer.text(_status_line(record, kb.vocabulary, today))
    if record.summary:
        writer.lines.append("")
        writer.text(record.summary)
    _fields(writer, record, kb.vocabulary, _ELSEWHERE | _HEADED)
    collection = ""
    for entry in sorted(entries(record), key=lambda entry: entry.collection in _LAST):
        if entry.parent:
            continue
        if entry.collection != collection:
            collection = entry.collection
            writer.head(_heading(collection))
        _item_lines(writer, record, entry, kb.vocabulary)
    _sources(writer, record, [SourceCitation(key) for key in record.sources])
    _links(writer, kb.inbound.get(record.id, ()))
    writer.head("Cite")
    writer.text(citation_of(record), 2, 2)
    return "\n".join(writer.lines)


def _sure(item: Item, record: Record) -> str:
    """Return how sure a statement is; a member of a series that is held asserts nothing itself."""
    if isinstance(item, Member) and item.held:
        return "held"
    return certainty_of_item(item, record.sources).label


def item_text(kb: KnowledgeBase, record: Record, entry: Entry, colour: bool) -> str:
    """Return one item for reading, with its sources, what leads to it and how to cite it."""
    item, writer = entry.item, Writer(colour)
    reference = f"{record.id}#{item.id}"
    writer.lines.append(writer.style(reference, fg="cyan", bold=True))
    writer.text(title_of(item, record, kb.vocabulary))
    writer.text(_facts(record, entry))
    writer.lines.append("")
    if entry.parent:
        writer.labelled("In", f"{record.id}#{entry.parent}")
    _fields(writer, item, kb.vocabulary, _ELSEWHERE | {"date", "until"})
    if isinstance(item, Decision):
        _operative_part(writer, item, 2)
        for opinion in item.opinions:
            writer.text(f"- {title_of(opinion, record, kb.vocabulary)} (#{opinion.id})", 2, 2)
    _sources(writer, record, item.sources)
    for part in item.in_part:
        _sources(writer, record, part.sources, f"Sources of a part: {part.point}")
    _links(writer, kb.inbound.get(reference, ()))
    writer.head("Cite")
    writer.text(citation_of(record, item, kb.vocabulary), 2, 2)
    return "\n".join(writer.lines)


def point_text(
    kb: KnowledgeBase, record: Record, decision: Decision, point: OperativePoint, colour: bool
) -> str:
    """Return one operative point for reading."""
    writer = Writer(colour)
    reference = f"{record.id}#{operative_point_id(decision.id, point)}"
    writer.lines.append(writer.style(reference, fg="cyan", bold=True))
    writer.text(f"{title_of(decision, record, kb.vocabulary)}, point {point.number}")
    cited = point.sources or decision.sources
    sure = certainty_of(cited, record.sources).label
    writer.text(
        " · ".join(text for text in (_words(period_of(decision)), "operative point", sure) if text)
    )
    writer.lines.append("")
    _point(writer, point, 0)
    _sources(writer, record, cited)
    writer.head("Cite")
    writer.text(citation_of_point(record, decision, point), 2, 2)
    return "\n".join(writer.lines)


_HEADINGS = {"events": "Chronology", "related": "Related proceedings"}


def _heading(collection: str) -> str:
    if collection in _HEADINGS:
        return _HEADINGS[collection]
    return collection.replace("_", " ").capitalize()


def _status_line(record: Record, vocabulary: Vocabulary, today: date) -> str:
    words = [record.kind, vocabulary.label("record-statuses", record.status)]
    stage = stage_on(record, today) if isinstance(record, Case) else None
    if stage:
        words.append(vocabulary.label("stages", stage.word))
    if record.checked:
        words.append(f"checked {record.checked.words}")
    if record.covered_until:
        words.append(f"sources up to {record.covered_until.words}")
    return " · ".join(words)


def period_of_entry(record: Record, entry: Entry) -> Period | None:
    """Return when an item was: its own date, or that of the decision that it belongs to."""
    own = period_of(entry.item)
    given = entry.parent or getattr(entry.item, "decision", "")
    decisions = (d for d in getattr(record, "decisions", ()) if d.id == given)
    return own or next((period_of(decision) for decision in decisions), None)


def _words(period: Period | None) -> str:
    return period.words if period else ""


def _facts(record: Record, entry: Entry) -> str:
    sure = _sure(entry.item, record)
    facts = (_words(period_of_entry(record, entry)), item_name(entry.collection), sure)
    return " · ".join(text for text in facts if text)


def _item_lines(writer: Writer, record: Record, entry: Entry, vocabulary: Vocabulary) -> None:
    """Add an item of a record: date, title, address and certainty, then what explains it."""
    item = entry.item
    sure = _sure(item, record)
    when = _words(period_of(item))
    title = title_of(item, record, vocabulary)
    writer.text(f"{when + '  ' if when else ''}{title}  [{sure}]  #{item.id}", 2, 2)
    summary = summary_of(item)
    if summary and summary != title:
        writer.text(summary, 6)
    if isinstance(item, Decision):
        _operative_part(writer, item, 6)
        for opinion in item.opinions:
            writer.text(f"- {title_of(opinion, record, vocabulary)}  #{opinion.id}", 6, 2)


def _operative_part(writer: Writer, decision: Decision, indent: int) -> None:
    for point in decision.operative_points:
        _point(writer, point, indent)


def _point(writer: Writer, point: OperativePoint, indent: int) -> None:
    vote = f" [{point.vote}]" if point.vote else ""
    writer.text(f"{point.number} {point.text}{vote}", indent, 4)
    for label, names in (("in favour", point.in_favour), ("against", point.against)):
        if names:
            writer.labelled(label, ", ".join(names), indent + 4)


def _fields(
    writer: Writer, value: Record | Item, vocabulary: Vocabulary, left_out: frozenset[str]
) -> None:
    """Add every field that has a value and is not itself a list of items or sources."""
    for declared in dataclasses.fields(value):
        held = getattr(value, declared.name)
        holds_items = isinstance(held, tuple) and any(isinstance(m, Item) for m in held)
        if declared.name in left_out or holds_items or isinstance(held, dict):
            continue
        text = _in_words(vocabulary, declared)(held)
        if text:
            writer.labelled(_LABELS.get(declared.name) or _label(declared.name).capitalize(), text)
            found = recognise(text) if declared.name == "identifier" else None
            if found and found.link:
                writer.labelled("Official address", found.link)


def _label(name: str) -> str:
    return name.replace("_", " ")


def _in_words(
    vocabulary: Vocabulary, declared: dataclasses.Field[Any], joiner: str = "; "
) -> Callable[[Any], str]:
    """Return a function that says any value of a declared field in words."""
    name, is_local = declared.metadata.get("vocabulary", ""), declared.metadata.get("local")

    def words(value: Any) -> str:
        match value:
            case None | "" | ():
                return ""
            case bool():
                return "yes" if value else "no"
            case str():
                return vocabulary.label(name, value) if name else f"#{value}" if is_local else value
            case PartialDate():
                return value.words
            case Paragraphs():
                return value.pinpoint
            case Bilingual():
                return " / ".join(text for text in (value.en, value.fr) if text)
            case Vote() | Reference() | SourceCitation() | int():
                return str(value)
            case tuple():
                parts = [words(member) for member in value]
                return joiner.join(part for part in parts if part)
            case Reporting():
                return _reporting_words(value)
            case Bench():
                return "; ".join(f"{name} {text}" for name, text in _parts(vocabulary, value))
        first, *others = [text for _, text in _parts(vocabulary, value)] or [""]
        return f"{first} ({'; '.join(others)})" if others else first

    return words


def _reporting_words(duty: Reporting) -> str:
    """Return a duty to report: ``first after 4 months, then every 6, until …``."""
    first = f"first after {duty.first_after_months} months" if duty.first_after_months else ""
    then = f"then every {duty.every_months} months" if duty.every_months else ""
    until = f"until {duty.until}" if duty.until else ""
    return ", ".join(text for text in (first, then, until) if text)


def _parts(vocabulary: Vocabulary, value: Any) -> Iterator[tuple[str, str]]:
    """Yield name and words of the fields of a small value, such as a bench or a party."""
    for declared in dataclasses.fields(value):
        text = _in_words(vocabulary, declared, ", ")(getattr(value, declared.name))
        if text:
            yield _label(declared.name), text


def _sources(
    writer: Writer, record: Record, cited: Iterable[SourceCitation], heading: str = "Sources"
) -> None:
    """Add the cited sources, each once, with pinpoints and the addresses where they stand."""
    pinpoints: dict[str, list[str]] = {}
    for citation in cited:
        if citation.key in record.sources:
            pinpoints.setdefault(citation.key, []).append(citation.pinpoint)
    if pinpoints:
        writer.head(heading)
    for key, places in pinpoints.items():
        where = "; ".join(place for place in places if place)
        named = f"{key} ({where})" if where else key
        writer.text(f"{named}: {_source_words(record.sources[key])}", 2, 4)
        for address in _addresses(record.sources[key]):
            writer.lines.append(clean(f"      {address}"))


def _source_words(source: Source) -> str:
    day = source.date.words if source.date else ""
    named = [source.title or source.about, source.publisher, day, source.identifier, source.kind]
    text = ", ".join(part for part in named if part)
    return f"{text}. {source.note}" if source.note else text


def _addresses(source: Source) -> list[str]:
    """Return where a source stands: the official address from its number, and where it was read."""
    identifier = recognise(source.identifier) if source.identifier else None
    official = identifier.link if identifier else ""
    found = [official, source.url, source.read_at, source.archived]
    return [address for address in dict.fromkeys(found) if address]


def _links(writer: Writer, links: Iterable[Inbound]) -> None:
    """Add what leads here from elsewhere."""
    lines = dict.fromkeys(
        f"{link.source} ({(link.relation or link.field).replace('_', ' ')})" for link in links
    )
    if lines:
        writer.head("Linked from")
    for line in lines:
        writer.text(line, 2, 2)
