"""What every record has: titles, sources, relations, open points, conflicts.

Records and items are plain frozen values.  They carry no positions; the corpus keeps those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb_tools.model.fields import described, items, nothing
from kb_tools.scalars import PartialDate, Reference, SourceCitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """A name in the two official languages of the Court; French is given where it is known."""

    en: str = described("The English form, exactly as published.", required=True)
    fr: str = described("The French form, exactly as published.")

    def __str__(self) -> str:
        return self.en or self.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that was read: where it stands, who published it, and how close it is to the act."""

    kind: str = described(
        "primary (the act itself at its publisher), mirror (a primary text read on another site)"
        " or secondary.",
        required=True,
        vocabulary="source-kinds",
    )
    title: str = described("The title, exactly as published.")
    about: str = described("What the text is, in our own words, where its title is not known.")
    publisher: str = described(
        "Who published it. Two sources of one publisher do not corroborate each other.",
        required=True,
    )
    date: PartialDate | None = nothing("The day, month or year that the text bears.")
    identifier: str = described(
        "The official document number or symbol; the official address is derived from it.",
        example="178-20220722-JUD-01-00-EN",
    )
    url: str = described("The official or original address.")
    read_at: str = described("The address where the text was actually read, if it is another one.")
    archived: str = described("An archived copy.")
    language: str = described("The language that was read.", vocabulary="languages")
    accessed: PartialDate | None = nothing("The day on which it was read.")
    origin: str = described(
        "A word shared by sources that repeat one report: together they count as one publisher."
    )
    note: str = described("A caution about this text.", prose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class InPart:
    """A part of an item that rests on other sources than the rest of it."""

    point: str = described("Which part, e.g. `day of filing`.", required=True)
    sources: tuple[SourceCitation, ...] = items("The sources of that part.", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement inside a record, with an address of its own: `record#id`."""

    id: str = described("The local id; never changed once published.", required=True)
    sources: tuple[SourceCitation, ...] = items(
        "Keys of the sources it rests on, each with a pinpoint where one is known.",
        required=True,
        example="[judgment-2022-07-22 para. 107]",
    )
    in_part: tuple[InPart, ...] = items("Parts that rest on other, mostly weaker, sources.")
    note: str = described("A caution or explanation for the reader.", prose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particular(Item):
    """A fact about the record as a whole that has no field of its own."""

    label: str = described("What the fact is about, in a few words.", required=True)
    text: str = described("The fact.", required=True, prose=True)
    date: PartialDate | None = nothing("The day of the fact, if it has one.")
    provisions: tuple[Reference, ...] = items(
        "Provisions concerned.", refers=("instrument#provisions",)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Item):
    """A typed link to another record or item; stored on one side, shown on both."""

    type: str = described(
        "What joins the two.", required=True, vocabulary="relation-types", example="same_facts"
    )
    target: Reference | None = nothing(
        "The other record, or an item in it.",
        required=True,
        refers=("case", "mechanism", "instrument", "statement", "item"),
    )
    origin: str = described(
        "The item of this record that the relation starts from, if not the record as a whole.",
        local="*",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint(Item):
    """Something known to be unknown: an invitation to the reader."""

    question: str = described("What is not established.", required=True, prose=True)
    why: str = described("Why it matters.", prose=True)
    where: str = described("Where to look.", prose=True)
    reported: str = described(
        "What is said but not confirmed by a source that was read.", prose=True
    )
    concerns: tuple[str, ...] = items("Items of this record it bears on.", local="*")
    sources: tuple[SourceCitation, ...] = items("Sources of what is said here, if any.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One of several things that sources say."""

    text: str = described("What this side says.", required=True, prose=True)
    sources: tuple[SourceCitation, ...] = items("Who says so.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Item):
    """Sources that contradict each other, with all readings and what the record follows."""

    topic: str = described("What they differ on.", required=True)
    readings: tuple[Reading, ...] = items("What each side says.", required=True)
    resolution: str = described("Which reading the record follows, and why.", prose=True)
    concerns: tuple[str, ...] = items("Items of this record it bears on.", local="*")
    sources: tuple[SourceCitation, ...] = items("Sources of what is said here, if any.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What cases, mechanisms, instruments, statements and series have in common.

    ``id`` is the path of the file below ``cases/`` without its suffix; it is not written in it.
    """

    id: str = field(default="", metadata={"internal": True})
    kind: str = described(
        "case, mechanism, instrument, statement or series; the first line of the file.",
        required=True,
    )
    status: str = described(
        "published, draft or withdrawn. A draft may be incomplete, never wrong.",
        required=True,
        vocabulary="record-statuses",
    )
    title: Bilingual = described("The official title, exactly.", required=True, default=Bilingual())
    short_title: str = described("The title that people use.", required=True)
    summary: str = described(
        "Two or three sentences for somebody who has never heard of it.", required=True, prose=True
    )
    subjects: tuple[str, ...] = items("Issues it concerns.", vocabulary="subjects")
    aliases: tuple[str, ...] = items("Other names, and ids that this record had before.")
    checked: PartialDate | None = nothing(
        "The day on which somebody last compared the record with its sources.", required=True
    )
    covered_until: PartialDate | None = nothing(
        "The last day that the sources speak of.", required=True
    )
    withdrawn_because: str = described("Why a withdrawn record was withdrawn.", prose=True)
    sources: Mapping[str, Source] = field(
        default_factory=dict,
        metadata={
            "doc": "The sources, by key. Every item names the keys it rests on.",
            "required": True,
        },
    )
    particulars: tuple[Particular, ...] = items("Facts that have no field of their own.")
    relations: tuple[Relation, ...] = items("Typed links to other records and items.")
    conflicts: tuple[Conflict, ...] = items("Points on which sources contradict each other.")
    open_points: tuple[OpenPoint, ...] = items("What is known to be unknown.")
