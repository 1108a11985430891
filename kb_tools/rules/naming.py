"""Who and what is named: States as parties, publishers as sources, each thing once in a list."""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Iterator
from typing import Any

from kb_tools.diagnostics import Severity
from kb_tools.model import Case
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView
from kb_tools.scalars import Reference, SourceCitation, fold, shown

_WORLD_COURT = ("icj", "pcij")
_APPLICANTS = frozenset({"applicant", "joint-applicant"})
_RESPONDENTS = frozenset({"respondent", "joint-respondent"})


@record_rule(
    "KB228",
    "parties-do-not-fit",
    summary="A State acts as a party without being one, or a party as a third State.",
    why="Orders bind the parties alone, and nobody intervenes in a case of its own.",
    good="    addressee: freedonia",
    bad="    addressee: sylvania",
)
def parties_do_not_fit(view: RecordView) -> Iterator[Finding]:
    """Yield States in a place that their part in the proceedings does not allow."""
    case = view.record
    if not isinstance(case, Case) or case.forum not in _WORLD_COURT or not case.parties:
        return
    yield from _roles(case)
    parties = {party.state for party in case.parties}
    third = {state for item in case.interventions for state in item.states}
    listed = Place("parties", "the parties")
    hint = "correct the State, or the parties"
    for index, measure in enumerate(case.measures):
        if measure.addressee and measure.addressee not in parties:
            message = f"the measure binds `{measure.addressee}`, which is no party"
            yield Finding(f"measures/{index}/addressee", message, hint, (listed,))
    for collection in ("representatives", "time_limits"):
        for index, item in enumerate(getattr(case, collection)):
            if item.state and item.state not in parties | third:
                message = f"`{item.state}` is neither a party nor an intervening State"
                yield Finding(f"{collection}/{index}/state", message, hint, (listed,))
    for index, item in enumerate(case.interventions):
        for place, state in enumerate(item.states):
            if state in parties:
                message = f"`{state}` is a party and cannot intervene"
                yield Finding(f"interventions/{index}/states/{place}", message, hint, (listed,))


def _roles(case: Case) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, party in enumerate(case.parties):
        place = first.setdefault(party.state, index) if party.state else index
        if place != index:
            here, there = f"parties/{index}/state", f"parties/{place}/state"
            message = f"`{party.state}` is named twice among the parties"
            yield Finding(here, message, "correct one of the two", (Place(there, "first here"),))
    roles = {party.role for party in case.parties}
    if len(case.parties) > 1 and roles & _RESPONDENTS and not roles & _APPLICANTS:
        message = "there is a respondent, but no applicant"
        yield Finding("parties", message, "correct the role of one of the parties")


@record_rule(
    "KB238",
    "publisher-spelt-two-ways",
    summary="Two publishers of a record differ in a letter, a sign or a space only.",
    why="Sources of one publisher do not corroborate each other; spelt in two ways, they would.",
    good="    publisher: Strelsau Gazette",
    bad="    publisher: Strelsau Gazete",
    severity=Severity.WARNING,
)
def publisher_spelt_two_ways(view: RecordView) -> Iterator[Finding]:
    """Yield publishers whose name is that of an earlier source but for one character."""
    near: dict[tuple[str, int], str] = {}
    first: dict[str, str] = {}
    for key, source in view.record.sources.items():
        name = source.publisher
        if name in first or len(name) < _SHORTEST_NAME or ("." in name and " " not in name):
            continue
        first[name] = key
        forms = list(_forms(name))
        other = next((near[form] for form in forms if form in near), None)
        if other:
            place = (Place(f"sources/{first[other]}/publisher", "first here"),)
            message = f"{shown(name)} is spelt {shown(other)} elsewhere in this record"
            hint = "write the name in one way; say in it what sets two publishers apart"
            yield Finding(f"sources/{key}/publisher", message, hint, place)
        for form in forms:
            near.setdefault(form, name)


#: Names shorter than this may well differ in one letter.
_SHORTEST_NAME = 8
#: The place of a gap in a name that has none.
_WHOLE = -1


def _forms(name: str) -> Iterator[tuple[str, int]]:
    """Yield the name as it is compared, and with a gap for each of its letters in turn.

    Two names that differ in one letter have such a form in common; digits tell names apart.
    """
    plain = "".join(c for c in fold(name) if c.isalnum())
    yield plain, _WHOLE
    for place, character in enumerate(plain):
        if not character.isdigit():
            without = f"{plain[:place]}{plain[place + 1 :]}"
            yield without, place  # another letter stands here
            yield without, _WHOLE  # this letter is one too many
            yield plain, place  # a letter is missing here


@record_rule(
    "KB247",
    "listed-twice",
    summary="A list names the same thing twice.",
    why="The second is a slip of copying, often in the place of something else.",
    good="    sources: [application para. 1, gazette]",
    bad="    sources: [application para. 1, application para. 1]",
)
def listed_twice(view: RecordView) -> Iterator[Finding]:
    """Yield second namings in lists of words, names, references and citations."""
    for pointer, members in _lists(view.record, ""):
        first: dict[Any, int] = {}
        for index, member in enumerate(members):
            place = first.setdefault(member, index)
            if place != index:
                yield Finding(
                    f"{pointer}/{index}",
                    f"{shown(str(member))} stands twice in this list",
                    "remove one of the two, or correct it",
                    (Place(f"{pointer}/{place}", "first here"),),
                )
    for number, holding in enumerate(getattr(view.record, "holdings", ())):
        if holding.subject and holding.subject in holding.further_subjects:
            index = holding.further_subjects.index(holding.subject)
            yield Finding(
                f"holdings/{number}/further_subjects/{index}",
                f"{shown(holding.subject)} is the subject of this holding already",
                "name only other issues here",
                (Place(f"holdings/{number}/subject", "its subject"),),
            )


#: Lists with a rule of their own about names that stand twice.
_OF_JUDGES = frozenset({"judges", "judges_ad_hoc", "in_favour", "against"})


def _lists(value: Any, at: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield pointer and members of the lists of plain values in which two are equal."""
    cls: Any = type(value)
    plain, parts = _list_fields(cls)
    for name in plain:
        held = getattr(value, name)
        if len(held) > 1 and len(set(held)) < len(held):
            yield f"{at}{name}", held
    for name in parts:
        held = getattr(value, name)
        if isinstance(held, tuple):
            for index, member in enumerate(held):
                yield from _lists(member, f"{at}{name}/{index}/")
        elif held is not None:
            yield from _lists(held, f"{at}{name}/")


@functools.cache
def _list_fields(cls: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields with lists of plain values, and those with parts that have such."""
    plain, parts = [], []
    for name, hint in typing.get_type_hints(cls).items():
        is_list = typing.get_origin(hint) is tuple
        inner = typing.get_args(hint)[0] if is_list else hint
        if is_list and inner in (str, Reference, SourceCitation):
            if name not in _OF_JUDGES:
                plain.append(name)
        elif dataclasses.is_dataclass(inner) and any(_list_fields(typing.cast(Any, inner))):
            parts.append(name)
    return tuple(plain), tuple(parts)
