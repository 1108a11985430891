"""Votes, names and opinions: they fit the bench that gave the decision."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb_tools.model import Case, Decision
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView
from kb_tools.scalars import Vote, fold, shown

_OFFICE = re.compile(r"^(?:(?:vice-)?president|judges?(?: ad hoc)?)\s+", re.IGNORECASE)


def _surname(name: str) -> str:
    """Return the name as it is compared: without office, accents and capitals."""
    return fold(_OFFICE.sub("", name.strip()))


def _near(name: str, members: tuple[str, ...]) -> str:
    by_surname = {_surname(member): member for member in members}
    near = difflib.get_close_matches(_surname(name), by_surname, n=1, cutoff=0.6)
    return f"did you mean `{by_surname[near[0]]}`?" if near else ""


def _decisions(view: RecordView) -> Iterator[tuple[str, Decision]]:
    if isinstance(view.record, Case):
        for index, decision in enumerate(view.record.decisions):
            yield f"decisions/{index}", decision


def _complete(decision: Decision) -> bool:
    return bool(decision.bench.members) and not decision.bench.incomplete


@dataclass(frozen=True, slots=True)
class _Taken:
    """A vote taken by the bench of a decision, and where it stands."""

    pointer: str
    vote: Vote
    place: str
    decision: Decision


def _votes(view: RecordView) -> Iterator[_Taken]:
    by_id = {}
    for pointer, decision in _decisions(view):
        by_id[decision.id] = (pointer, decision)
        for index, point in enumerate(decision.operative_points):
            if point.vote:
                at = f"{pointer}/operative_points/{index}/vote"
                yield _Taken(at, point.vote, pointer, decision)
    case = view.record
    if isinstance(case, Case):
        for collection in ("measures", "interventions"):
            for index, item in enumerate(getattr(case, collection)):
                if item.vote and item.decision in by_id:
                    yield _Taken(f"{collection}/{index}/vote", item.vote, *by_id[item.decision])


@record_rule(
    "KB220",
    "votes-do-not-fit-bench",
    summary="The votes do not add up to the number of judges on the bench.",
    why="Every judge who sits votes; a number or a name is wrong.",
    good="        vote: 4-1",
    bad="        vote: 15-1",
)
def votes_do_not_fit_bench(view: RecordView) -> Iterator[Finding]:
    """Yield counted votes whose sum is not the size of a complete bench."""
    for taken in _votes(view):
        total, size = taken.vote.total, len(taken.decision.bench.members)
        if total is not None and _complete(taken.decision) and total != size:
            yield Finding(
                taken.pointer,
                f"{total} votes, but {size} judges on the bench",
                "correct the vote or the bench; mark a bench not fully known `incomplete: yes`",
                (Place(f"{taken.place}/bench", "the bench"),),
            )


@record_rule(
    "KB221",
    "not-on-the-bench",
    summary="A vote or an opinion is given to somebody who did not sit.",
    why="Only the judges on the bench vote and append opinions.",
    good="        against: [Tarlenheim]",
    bad="        against: [Tarlenhein]",
)
def not_on_the_bench(view: RecordView) -> Iterator[Finding]:
    """Yield names under votes and opinions that a complete bench does not hold."""
    for pointer, decision in _decisions(view):
        if not _complete(decision):
            continue
        members = decision.bench.members
        sitting = {_surname(member) for member in members}
        for at, name in _named(pointer, decision):
            if _surname(name) not in sitting:
                yield Finding(
                    at,
                    f"{shown(name)} is not on the bench of this decision",
                    _near(name, members) or "correct the name, or add it to the bench",
                    (Place(f"{pointer}/bench", "the bench"),),
                )


def _named(pointer: str, decision: Decision) -> Iterator[tuple[str, str]]:
    for index, point in enumerate(decision.operative_points):
        for side in ("in_favour", "against"):
            for place, name in enumerate(getattr(point, side)):
                yield f"{pointer}/operative_points/{index}/{side}/{place}", name
    for index, opinion in enumerate(decision.opinions):
        joint = opinion.type.startswith("joint-")
        names = re.split(r",\s*|\s+and\s+", opinion.judge) if joint else [opinion.judge]
        for name in names:
            if name.strip():
                yield f"{pointer}/opinions/{index}/judge", name


@record_rule(
    "KB222",
    "names-do-not-match-vote",
    summary="As many judges are named on a side as the vote does not count there.",
    why="The decision names who voted how; the list or the number is wrong.",
    good="        vote: 4-1\n        in_favour: [Hentzau, Sapt, Strakencz, Rassendyll]",
    bad="        vote: 4-1\n        in_favour: [Hentzau, Sapt, Strakencz]",
)
def names_do_not_match_vote(view: RecordView) -> Iterator[Finding]:
    """Yield lists of names whose length is not the number of votes on that side."""
    for pointer, decision in _decisions(view):
        for index, point in enumerate(decision.operative_points):
            if point.vote is None or point.vote.manner != "counted":
                continue
            for side in ("in_favour", "against"):
                names, votes = getattr(point, side), getattr(point.vote, side)
                if names and len(names) != votes:
                    at = f"{pointer}/operative_points/{index}"
                    words = side.replace("_", " ")
                    yield Finding(
                        f"{at}/{side}",
                        f"{len(names)} judges are named {words}, the vote counts {votes}",
                        "name all of them, correct the vote, or leave the names out",
                        (Place(f"{at}/vote", "the vote"),),
                    )


@record_rule(
    "KB223",
    "unanimous-with-votes-against",
    summary="A decision is called unanimous although judges are named against it.",
    why="One of the two statements is wrong.",
    good="        vote: unanimous",
    bad="        vote: unanimous\n        against: [Tarlenheim]",
)
def unanimous_with_votes_against(view: RecordView) -> Iterator[Finding]:
    """Yield unanimous points with names against."""
    for pointer, decision in _decisions(view):
        for index, point in enumerate(decision.operative_points):
            if point.vote and point.vote.manner == "unanimous" and point.against:
                at = f"{pointer}/operative_points/{index}"
                yield Finding(
                    f"{at}/against",
                    f"the vote is unanimous, but {point.against[0]} is named against",
                    "correct the vote, or remove the names",
                    (Place(f"{at}/vote", "the vote"),),
                )


@record_rule(
    "KB224",
    "voted-twice",
    summary="A judge is named twice under one vote, or twice on the bench.",
    why="A judge sits once and votes once.",
    good="        against: [Tarlenheim]",
    bad="        against: [Strakencz]",
)
def voted_twice(view: RecordView) -> Iterator[Finding]:
    """Yield second namings of a judge under a vote or on a bench."""
    for pointer, decision in _decisions(view):
        for index, point in enumerate(decision.operative_points):
            at = f"{pointer}/operative_points/{index}"
            sides = ("in_favour", "against")
            names = [(f"{at}/{s}/{i}", n) for s in sides for i, n in enumerate(getattr(point, s))]
            yield from _twice(names, "under this vote")
        bench = decision.bench
        seats = [
            (f"{pointer}/bench/{office}", getattr(bench, office))
            for office in ("president", "vice_president")
            if getattr(bench, office)
        ]
        for group in ("judges", "judges_ad_hoc"):
            names = [
                (f"{pointer}/bench/{group}/{i}", n) for i, n in enumerate(getattr(bench, group))
            ]
            seats.extend(names)
        yield from _twice(seats, "on the bench")


def _twice(names: list[tuple[str, str]], where: str) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for pointer, name in names:
        place = first.setdefault(_surname(name), pointer)
        if place != pointer:
            message = f"{shown(name)} is named twice {where}"
            yield Finding(pointer, message, "keep one of the two", (Place(place, "first here"),))
