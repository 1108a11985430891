"""Typed relations: between what they may join, never to themselves, stored once."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.model import Case, Instrument, Mechanism, Record, Relation, Term
from kb_tools.model.vocabulary import Joint
from kb_tools.rules.references import a, thing
from kb_tools.rules.registry import Finding, Place, corpus_rule, record_rule
from kb_tools.rules.views import CorpusView, RecordView
from kb_tools.scalars import Reference


def _kind(view: RecordView, end: Reference) -> str:
    """Return the kind of a record, or of one of its items; empty if there is none."""
    kind, collection = view.kind_of(end) or ("", "")
    if collection == "operative_points":
        return "decision"
    return thing(collection) if collection else kind


@record_rule(
    "KB304",
    "relation-may-not-join",
    summary="A relation joins kinds of record or item that it cannot join.",
    why="A statement interprets no provision, and an informal meeting adopts no resolution.",
    good="    type: cites",
    bad="    type: interprets",
)
def relation_may_not_join(view: RecordView) -> Iterator[Finding]:
    """Yield relations between kinds that their type does not name under ``joins``."""
    for index, relation in enumerate(view.record.relations):
        term = view.vocabulary.words("relation-types").get(relation.type)
        if term is None or not term.joins or relation.target is None:
            continue
        start = _kind(view, Reference(view.record.id, relation.origin))
        end = _kind(view, relation.target)
        if start and end and not _joined(term.joins, start, end):
            label = term.label.en
            why = f": {term.only}" if term.only else ""
            yield Finding(
                f"relations/{index}/type",
                f"{a(start)} cannot stand with {a(end)} as `{label}`{why}",
                f"`{relation.type}` joins {_joints(term.joins, start)}",
            )


def _joined(joins: tuple[Joint, ...], start: str, end: str) -> bool:
    return any(start in joint.source and end in joint.target for joint in joins)


def _joints(joins: tuple[Joint, ...], start: str) -> str:
    targets = dict.fromkeys(t for joint in joins if start in joint.source for t in joint.target)
    if targets:
        return f"{a(start)} with {', '.join(targets)}"
    starts = dict.fromkeys(s for joint in joins for s in joint.source)
    return f"only what starts from {', '.join(starts)}"


def _class_of(record: Record | None) -> str:
    """Return the class of a record: of a mechanism, the court of a case, the type of a text."""
    match record:
        case Mechanism():
            return record.mechanism_class
        case Case():
            return record.forum
        case Instrument():
            return record.instrument_type
    return ""


def _end(view: RecordView, reference: Reference) -> frozenset[str]:
    """Return what an end of a relation may be called under ``bars``."""
    kind = _kind(view, reference)
    return frozenset((kind, f"{kind}/{_class_of(view.kb.records.get(reference.record))}"))


def _barred(term: Term, start: frozenset[str], end: frozenset[str]) -> str:
    """Return why a relation may not join two ends, or the empty string."""
    for bar in term.bars:
        if start & set(bar.source) and end & set(bar.target):
            return bar.reason
    return ""


@record_rule(
    "KB309",
    "relation-is-impossible",
    summary="A relation says what the law or the nature of a route does not allow.",
    why="A veto stops the Council and nobody else; an informal meeting adopts nothing.",
    good="    type: interprets\n    origin: use-2020",
    bad="    type: leads_to\n    origin: use-2020",
)
def relation_is_impossible(view: RecordView) -> Iterator[Finding]:
    """Yield relations between ends that their type names under ``bars``."""
    for index, relation in enumerate(view.record.relations):
        term = view.vocabulary.words("relation-types").get(relation.type)
        if term is None or not term.bars or relation.target is None:
            continue
        origin = Reference(view.record.id, relation.origin)
        reason = _barred(term, _end(view, origin), _end(view, relation.target))
        if reason:
            yield Finding(
                f"relations/{index}/type",
                f"`{origin}` cannot stand as `{term.label.en}` `{relation.target}`: {reason}",
                "name the step in between, or another type of relation",
            )


@record_rule(
    "KB305",
    "relation-to-itself",
    summary="A relation leads back to where it starts.",
    why="Nothing cites, blocks or follows from itself.",
    good="    target: national/graustark-inquiry",
    bad="    target: icj/901-ruritania-v-freedonia",
)
def relation_to_itself(view: RecordView) -> Iterator[Finding]:
    """Yield relations whose two ends are one."""
    for index, relation in enumerate(view.record.relations):
        if relation.target == Reference(view.record.id, relation.origin):
            message = f"the relation leads from `{relation.target}` to itself"
            yield Finding(f"relations/{index}/target", message, "name the other record or item")


@corpus_rule(
    "KB306",
    "relation-stored-twice",
    summary="A relation is stored twice: in one record, or on both sides.",
    why="It is shown on both sides by itself; two copies come to differ.",
    good="  - id: same-facts-graustark\n    type: same_facts",
    bad="  - id: same-facts-icj\n    type: same_facts",
)
def relation_stored_twice(corpus: CorpusView) -> Iterator[Finding]:
    """Yield the second of two equal relations; both sides count where the type is symmetric."""
    types = corpus.kb.vocabulary.words("relation-types")
    first: dict[tuple[str, Reference, Reference], tuple[str, int]] = {}
    for record in corpus.kb.records.values():
        for index, relation in enumerate(record.relations):
            if relation.target is None:
                continue
            term = types.get(relation.type)
            key = _key(record, relation, relation.target, bool(term and term.symmetric))
            place = first.setdefault(key, (record.id, index))
            if place != (record.id, index):
                side = "here" if place[0] == record.id else "on the other side"
                yield Finding(
                    f"relations/{index}",
                    f"this relation to `{relation.target}` is stored {side} already",
                    "keep one of the two: each is shown on both sides",
                    (Place(f"relations/{place[1]}", "first here", place[0]),),
                    record.id,
                )


def _key(
    record: Record, relation: Relation, target: Reference, symmetric: bool
) -> tuple[str, Reference, Reference]:
    start = Reference(record.id, relation.origin)
    if symmetric and str(target) < str(start):
        return (relation.type, target, start)
    return (relation.type, start, target)
