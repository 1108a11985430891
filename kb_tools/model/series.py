"""A series: what belongs to a closed list, what of it is held here, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from kb_tools.model.base import Item, Record
from kb_tools.model.fields import described, items, nothing
from kb_tools.scalars import PartialDate, Reference, SourceCitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Item):
    """One member of a series: held by an item of a record, or missing for a reason."""

    number: str = described("Its number or place in the series.", required=True)
    title: str = described("What it is, where no record says it.")
    date: PartialDate | None = nothing("Its day, where no record says it.")
    held: Reference | None = nothing(
        "The record or item that tells of it.",
        refers=("case", "mechanism", "instrument", "statement", "item"),
    )
    missing: str = described("Why no record tells of it.", prose=True)
    sources: tuple[SourceCitation, ...] = items("Sources of what is said here, if any.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Record):
    """A closed series, so that a gap in the records is seen and explained."""

    expected: int | None = nothing("How many members the series has.", required=True)
    counted: str = described("How that number is known, in our own words.", prose=True)
    counted_from: tuple[SourceCitation, ...] = items(
        "The sources of that number, with pinpoints.", required=True
    )
    members: tuple[Member, ...] = items("The members, in order.", required=True)
