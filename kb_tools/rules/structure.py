"""What belongs together in a record: its folder, outcomes with decisions, lists that are needed."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from typing import Any

from kb_tools.model import Case
from kb_tools.rules.registry import Finding, Place, corpus_rule, record_rule
from kb_tools.rules.views import CorpusView, RecordView
from kb_tools.scalars import slug_from

_FOLDERS = {
    "mechanism": "mechanisms",
    "instrument": "instruments",
    "statement": "statements",
    "series": "series",
}
_COURTS = ("icj", "pcij", "icc")
_DECIDED = frozenset({"admitted", "permitted", "inadmissible", "refused"})


@record_rule(
    "KB240",
    "wrong-folder",
    summary="A record does not stand in the folder for its kind or forum.",
    why="The path is the id and the address; readers guess it from the kind and the court.",
    good="(instruments/good-neighbourliness-convention.yml with `kind: instrument`)",
    bad="(mechanisms/good-neighbourliness-convention.yml with `kind: instrument`)",
)
def wrong_folder(view: RecordView) -> Iterator[Finding]:
    """Yield records in the folder of another kind or court."""
    record = view.record
    folder, slash, name = record.id.partition("/")
    if not slash:
        return
    fits = _FOLDERS.get(record.kind, "")
    if isinstance(record, Case):
        if not record.forum:
            return
        fits = record.forum if record.forum in _COURTS else "national"
    if fits and folder != fits:
        what = f"a case before `{record.forum}`" if isinstance(record, Case) else record.kind
        yield Finding(
            "forum" if isinstance(record, Case) else "kind",
            f"{what} stands in `{folder}/`",
            f"move it to {fits}/{name}.yml and keep `{record.id}` under `aliases`",
        )


@record_rule(
    "KB241",
    "name-without-docket",
    summary="The file name of an ICJ or PCIJ case does not start with its docket number.",
    why="The number is what lawyers know a case by; files sort by it and cannot collide.",
    good="(icj/901-ruritania-v-freedonia.yml with `docket: 901`)",
    bad="(icj/902-ruritania-v-freedonia.yml with `docket: 901`)",
)
def name_without_docket(view: RecordView) -> Iterator[Finding]:
    """Yield cases of the World Court whose file name bears another number."""
    case = view.record
    if not isinstance(case, Case) or case.forum not in ("icj", "pcij") or not case.docket:
        return
    name, wanted = case.id.rpartition("/")[2], slug_from(case.docket)
    if not f"{name}-".startswith(f"{wanted}-"):
        number, _, rest = name.partition("-")
        message = f"the docket is {case.docket}, the file name starts with `{number}`"
        title = rest if number.isdigit() else f"{number}-{rest}".strip("-")
        yield Finding("docket", message, f"rename the file to {wanted}-{title}.yml")


@record_rule(
    "KB242",
    "outcome-without-decision",
    summary="An intervention is decided, but no decision and no day of one is given.",
    why="Somebody decided it; the comparison of interventions counts the days to it.",
    good="    outcome: admitted\n    decided: 2023-04-29",
    bad="    outcome: admitted",
    complete=True,
)
def outcome_without_decision(view: RecordView) -> Iterator[Finding]:
    """Yield decided interventions without decision."""
    if not isinstance(view.record, Case):
        return
    for index, intervention in enumerate(view.record.interventions):
        given = intervention.decision or intervention.decided
        if intervention.outcome in _DECIDED and not given:
            yield Finding(
                f"interventions/{index}/outcome",
                f"the outcome is `{intervention.outcome}`, but nothing says by which decision",
                "name the `decision`, or give its day as `decided`",
            )


@record_rule(
    "KB243",
    "pending-but-decided",
    summary="An intervention is pending although its decision is given.",
    why="One of the two is out of date.",
    good="    outcome: pending",
    bad="    outcome: pending\n    decided: 2023-04-29",
)
def pending_but_decided(view: RecordView) -> Iterator[Finding]:
    """Yield pending interventions that name a decision or its day."""
    if not isinstance(view.record, Case):
        return
    for index, intervention in enumerate(view.record.interventions):
        name = "decided" if intervention.decided else "decision"
        given = intervention.decided or intervention.decision
        if intervention.outcome == "pending" and given:
            yield Finding(
                f"interventions/{index}/outcome",
                f"it is pending, but `{name}` says {given}",
                f"write the outcome, or remove `{name}`",
                (Place(f"interventions/{index}/{name}", "decided here"),),
            )


@record_rule(
    "KB244",
    "withdrawal-without-reason",
    summary="A record is withdrawn without a reason, or has a reason without being withdrawn.",
    why="Nothing is deleted; a reader who follows an old link must learn why it is gone.",
    good="status: withdrawn\nwithdrawn_because: The case is told in another record.",
    bad="status: withdrawn",
)
def withdrawal_without_reason(view: RecordView) -> Iterator[Finding]:
    """Yield records whose status and ``withdrawn_because`` disagree."""
    record = view.record
    if record.status == "withdrawn" and not record.withdrawn_because:
        message = "the record is withdrawn, but does not say why"
        yield Finding("status", message, "add `withdrawn_because:`")
    elif record.status != "withdrawn" and record.withdrawn_because:
        message = "a reason for withdrawal is given, but the record is not withdrawn"
        yield Finding("withdrawn_because", message, "write `status: withdrawn`, or remove it")


@record_rule(
    "KB245",
    "duplicate-report",
    summary="Two reports under a measure bear the same number.",
    why="Reports are matched with the days on which they were due by their number.",
    good="    number: 2",
    bad="    number: 1",
)
def duplicate_report(view: RecordView) -> Iterator[Finding]:
    """Yield the second report of a number under one measure."""
    if not isinstance(view.record, Case):
        return
    first: dict[tuple[str, int], int] = {}
    for index, report in enumerate(view.record.reports):
        if report.number is None:
            continue
        place = first.setdefault((report.measure, report.number), index)
        if place != index:
            yield Finding(
                f"reports/{index}/number",
                f"report {report.number} under `{report.measure}` is told already",
                "correct the number, or join the two",
                (Place(f"reports/{place}/number", "first here"),),
            )


@record_rule(
    "KB246",
    "empty-list",
    summary="A list that must name something is empty.",
    why="An empty list looks like an answer and is none.",
    good="    states: [sylvania]",
    bad="    states: []",
    complete=True,
)
def empty_list(view: RecordView) -> Iterator[Finding]:
    """Yield required lists without a member; sources of items have a rule of their own."""
    for name in _needed_lists(_class_of(view.record)):
        if not getattr(view.record, name):
            yield _empty(name, name)
    for entry in view.entries:
        for name in _needed_lists(_class_of(entry.item)):
            if name != "sources" and not getattr(entry.item, name):
                yield _empty(f"{entry.pointer}/{name}", name)


def _class_of(value: Any) -> Any:
    """Return the class of a value, as a key that the cache accepts."""
    return type(value)


@functools.cache
def _needed_lists(cls: Any) -> tuple[str, ...]:
    """Return the required fields of a class of the model that hold lists or mappings."""
    return tuple(
        declared.name
        for declared in dataclasses.fields(cls)
        if declared.metadata.get("required")
        and (declared.default == () or declared.default_factory is dict)
    )


def _empty(pointer: str, name: str) -> Finding:
    return Finding(pointer, f"`{name}` is empty", "name at least one")


@corpus_rule(
    "KB307",
    "alias-of-another",
    summary="An alias is the id of another record, or an old id that another record claims.",
    why="A link to it could mean either of the two.",
    good="aliases: [Valley of Bells case]",
    bad="aliases: [national/graustark-inquiry]",
)
def alias_of_another(corpus: CorpusView) -> Iterator[Finding]:
    """Yield aliases that lead to another record too."""
    claimed: dict[str, tuple[str, str]] = {}
    for record in corpus.kb.records.values():
        for index, alias in enumerate(record.aliases):
            pointer = f"aliases/{index}"
            if alias in corpus.files:
                which = "this record itself" if alias == record.id else "another record"
                message = f"`{alias}` is the id of {which}"
                yield Finding(pointer, message, "remove the alias", record=record.id)
            elif "/" in alias:
                first = claimed.setdefault(alias, (record.id, pointer))
                if first[0] != record.id:
                    yield Finding(
                        pointer,
                        f"`{alias}` is an alias of another record already",
                        "keep it where the old record went",
                        (Place(first[1], "first here", first[0]),),
                        record.id,
                    )


@corpus_rule(
    "KB308",
    "duplicate-docket",
    summary="Two records tell of the same case of the same court.",
    why="Each would be corrected without the other.",
    good="(icj/901-ruritania-v-freedonia.yml)",
    bad="(icj/901-ruritania-v-freedonia.yml and icj/901-valley-of-bells.yml)",
)
def duplicate_docket(corpus: CorpusView) -> Iterator[Finding]:
    """Yield the second record with a docket number of a forum."""
    first: dict[tuple[str, str], str] = {}
    for record in corpus.kb.records.values():
        if isinstance(record, Case) and record.docket and record.status != "withdrawn":
            other = first.setdefault((record.forum, record.docket.casefold()), record.id)
            if other != record.id:
                yield Finding(
                    "docket",
                    f"`{other}` is the case {record.docket} of this court already",
                    "join the two records, or correct the number",
                    (Place("docket", "first here", other),),
                    record.id,
                )
