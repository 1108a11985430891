"""A statement: a published set of calls to act, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass

from kb_tools.model.base import Item, Record
from kb_tools.model.fields import described, items, nothing
from kb_tools.scalars import PartialDate, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Item):
    """One call to act, and its fate."""

    location: str = described("Where it stands in the text.", required=True)
    addressee: str = described("Who was asked.", required=True)
    text: str = described("What was asked, in our own words.", required=True, prose=True)
    mechanisms: tuple[Reference, ...] = items(
        "The mechanisms it means.", refers=("mechanism", "case")
    )
    status: str = described("What came of it.", required=True, vocabulary="ask-statuses")
    status_date: PartialDate | None = nothing("The day of that status.")
    reason: str = described("Why it has that status.", required=True, prose=True)
    evidence: tuple[Reference, ...] = items(
        "Events and uses that bear on it.", refers=("item", "case", "mechanism")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """A published set of calls to act."""

    author: str = described("Who made it.", required=True)
    date: PartialDate | None = nothing("When it was published.", required=True)
    addressee: str = described("To whom it is directed.")
    url: str = described("Where it was published.")
    asks: tuple[Ask, ...] = items("The calls, in the order of the text.", required=True)
