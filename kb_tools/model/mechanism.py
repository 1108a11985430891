"""A mechanism: a route that States, organs or office-holders can take."""

from __future__ import annotations

from dataclasses import dataclass

from kb_tools.model.base import Bilingual, Item, Record
from kb_tools.model.fields import described, items, nothing
from kb_tools.scalars import PartialDate, Reference, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismRule(Item):
    """A rule about the mechanism, with its legal basis; also used for its limits."""

    text: str = described("The rule, in our own words.", required=True, prose=True)
    basis: tuple[Reference, ...] = items(
        "The provisions it rests on.", refers=("instrument#provisions",)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Item):
    """One step of the route, in order."""

    text: str = described("What is done.", required=True, prose=True)
    who: str = described("Who does it.")
    basis: tuple[Reference, ...] = items(
        "The provisions it rests on.", refers=("instrument#provisions",)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Item):
    """One time that the mechanism was used or tried."""

    date: PartialDate | None = nothing("The day, as precise as the source.", required=True)
    until: PartialDate | None = nothing("The last day, if it took several.")
    date_kind: str = described("What the date is.", vocabulary="date-kinds")
    title: str = described("What was done, in one line.", required=True)
    summary: str = described("More about it.", prose=True)
    opened_by: str = described("Who opened it.")
    states: tuple[str, ...] = items("States that acted.", vocabulary="states")
    subject: str = described("What it was about.")
    manner: str = described(
        "How the mechanism was invoked, where that is disputed.", vocabulary="use-manners"
    )
    vote: Vote | None = nothing("The vote.")
    outcome: str = described("What came of it.", vocabulary="use-outcomes")
    result: str = described("What came of it, in words.", prose=True)
    identifiers: tuple[str, ...] = items("Official symbols of its documents.")
    number: str = described("The number it bears in its series, if any.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A route that remains when this one is blocked."""

    mechanism: Reference | None = nothing(
        "The other mechanism.", required=True, refers=("mechanism",)
    )
    when: str = described("In what case.", prose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism(Record):
    """A route: who may open it, by which votes, with what effect, and how it was used."""

    mechanism_class: str = described(
        "What kind of route.", required=True, vocabulary="mechanism-classes"
    )
    forum: str = described("The organ or body it belongs to.", vocabulary="forums")
    who_may_open: str = described("Who may open it.", required=True, prose=True)
    threshold: str = described("The votes or support needed.", required=True, prose=True)
    veto: str = described(
        "Whether a permanent member can block it.", required=True, vocabulary="veto-rules"
    )
    legal_effect: str = described("What it can and cannot bring about.", required=True, prose=True)
    names: tuple[Bilingual, ...] = items("Other names.")
    rules: tuple[MechanismRule, ...] = items("Its rules, with their legal basis.")
    steps: tuple[Step, ...] = items("The steps, in order.")
    limits: tuple[MechanismRule, ...] = items("Its limits.")
    uses: tuple[Use, ...] = items("Its uses, in the order of dates.")
    if_blocked: tuple[Alternative, ...] = items("The routes that remain when it is blocked.")
