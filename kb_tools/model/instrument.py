"""An instrument: a treaty, statute, rules of court or resolution of lasting effect."""

from __future__ import annotations

from dataclasses import dataclass

from kb_tools.model.base import Item, Record
from kb_tools.model.fields import described, items, nothing
from kb_tools.scalars import PartialDate, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Item):
    """An article or paragraph, paraphrased: never to be quoted as the text of the provision."""

    number: str = described("Its number, e.g. `Art. IX`.", required=True)
    heading: str = described("What it is about, in a few words.")
    text: str = described("What it says, in our own words.", required=True, prose=True)
    version: str = described("The version of the instrument it belongs to.", local="versions")
    replaces: str = described("The earlier form of the provision.", local="provisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Item):
    """A change of the instrument."""

    title: str = described("What changed, in one line.", required=True)
    adopted: PartialDate | None = nothing("When it was adopted.")
    announced: PartialDate | None = nothing("When it was announced.")
    in_force: PartialDate | None = nothing("When it took effect.")
    text: str = described("What changed.", prose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation(Item):
    """A reservation or declaration of a State."""

    state: str = described("The State.", required=True, vocabulary="states")
    provisions: tuple[str, ...] = items("The provisions concerned.", local="provisions")
    date: PartialDate | None = nothing("When it was made.")
    text: str = described("What it says, in our own words.", required=True, prose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Record):
    """A text of law that records rest on."""

    instrument_type: str = described(
        "Treaty, statute, rules …", required=True, vocabulary="instrument-types"
    )
    adopted: PartialDate | None = nothing("When it was adopted or signed.")
    adopted_by: str = described("By whom, and in which resolution.")
    in_force: PartialDate | None = nothing("When it entered into force.")
    identifier: str = described("Its official symbol, if it has one.")
    url: str = described("The official address.")
    annexed_to: Reference | None = nothing(
        "The instrument that it is annexed to.", refers=("instrument",)
    )
    read_in: str = described("Which edition or copy was read.", prose=True)
    versions: tuple[Version, ...] = items("Changes, in the order of dates.")
    provisions: tuple[Provision, ...] = items("The provisions, in order.", required=True)
    reservations: tuple[Reservation, ...] = items("Reservations and declarations.")
