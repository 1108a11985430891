"""Ids and references: every one names something, of the kind that its field expects."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.decode import did_you_mean
from kb_tools.describe import ITEM_NAMES
from kb_tools.model.walk import Mention
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView, anchors


def thing(collection: str) -> str:
    """Return what an item of a collection is called in a message."""
    return "operative point" if collection == "operative_points" else ITEM_NAMES[collection]


def a(word: str) -> str:
    """Return the word with its article: ``a document``, ``an event``."""
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


@record_rule(
    "KB201",
    "unknown-item",
    summary="A field names an item that the record does not hold.",
    why="The link would lead nowhere: an event would lose its decision, a report its measure.",
    good="    decision: order-2021-03-05",
    bad="    decision: order-2021-03-06",
    needs_all=True,
)
def unknown_item(view: RecordView) -> Iterator[Finding]:
    """Yield local references to nothing."""
    for mention in view.local_mentions:
        if mention.target in view.collection_of:
            continue
        fits = [
            name
            for name, collection in view.collection_of.items()
            if mention.collection in ("*", collection)
        ]
        wanted = "item" if mention.collection == "*" else thing(mention.collection)
        yield Finding(
            mention.pointer,
            f"there is no {wanted} `{mention.target}` in this record",
            did_you_mean(mention.target, fits) or f"add it, or name one of the {len(fits)} here",
        )


@record_rule(
    "KB202",
    "wrong-collection",
    summary="A field names an item of another kind than it expects.",
    why="A decision named as document would be shown without its number and address.",
    good="    document: doc-2021-03-05-order",
    bad="    document: order-2021-03-05",
)
def wrong_collection(view: RecordView) -> Iterator[Finding]:
    """Yield local references to items of the wrong collection."""
    for mention in view.local_mentions:
        found = view.collection_of.get(mention.target)
        if found is None or mention.collection in ("*", found):
            continue
        fits = [name for name, other in view.collection_of.items() if other == mention.collection]
        wanted = thing(mention.collection)
        hint = did_you_mean(mention.target, fits) or f"name {a(wanted)} here"
        message = f"`{mention.target}` is {a(thing(found))}; `{mention.field}` names {a(wanted)}"
        yield Finding(mention.pointer, message, hint)


@record_rule(
    "KB203",
    "duplicate-id",
    summary="Two items of a record have the same id.",
    why="`record#item` is one address and one anchor; links would reach the first of the two.",
    good="  - id: doc-2021-03-05-order",
    bad="  - id: order-2021-03-05",
)
def duplicate_id(view: RecordView) -> Iterator[Finding]:
    """Yield the second and later places of an id; operative points have ids too."""
    first: dict[str, tuple[str, str]] = {}
    for name, collection, pointer in view.anchors:
        if name not in first:
            first[name] = (collection, pointer)
            continue
        kind, place = first[name]
        yield Finding(
            pointer,
            f"the id `{name}` is taken by {a(thing(kind))}",
            "give each its own, e.g. with the kind or the date in it",
            (Place(place, "first here"),),
        )


def _gap(mention: Mention) -> str:
    """Return what to do where a series says that it holds what is no longer there."""
    if mention.field != "held":
        return ""
    return "restore it, or declare the gap: `missing:` with the reason instead of `held:`"


def _leads_nowhere(view: RecordView, mention: Mention) -> bool:
    return mention.target.record not in view.files


@record_rule(
    "KB301",
    "unknown-record",
    summary="A reference names a record that does not exist.",
    why="The link would lead nowhere.",
    good="jurisdiction: [instruments/good-neighbourliness-convention#art-9]",
    bad="jurisdiction: [instruments/good-neighbours-convention#art-9]",
)
def unknown_record(view: RecordView) -> Iterator[Finding]:
    """Yield references to records that have no file."""
    for mention in view.mentions:
        if _leads_nowhere(view, mention):
            name = mention.target.record
            hint = _gap(mention) or did_you_mean(name, view.files)
            hint = hint or f"add cases/{name}.yml, or leave it out"
            yield Finding(mention.pointer, f"there is no record `{name}`", hint)


@record_rule(
    "KB302",
    "unknown-item-of-record",
    summary="A reference names an item that the other record does not hold.",
    why="The link would lead to the top of a page instead of the place that is meant.",
    good="instruments/good-neighbourliness-convention#art-9",
    bad="instruments/good-neighbourliness-convention#article-9",
)
def unknown_item_of_record(view: RecordView) -> Iterator[Finding]:
    """Yield references to items that are not in the record they name."""
    for mention in view.mentions:
        record = view.kb.records.get(mention.target.record)
        if record and mention.target.item and not view.kind_of(mention.target):
            names = [name for name, _, _ in anchors(record)]
            hint = _gap(mention) or did_you_mean(mention.target.item, names)
            hint = hint or f"see cases/{record.id}.yml"
            message = f"`{record.id}` has no item `{mention.target.item}`"
            yield Finding(mention.pointer, message, hint)


@record_rule(
    "KB303",
    "ill-typed-reference",
    summary="A reference leads to another kind of record or item than the field expects.",
    why="A holding interprets a provision, not a whole convention and not an event.",
    good="    interprets: [instruments/good-neighbourliness-convention#art-1]",
    bad="    interprets: [instruments/good-neighbourliness-convention]",
)
def ill_typed_reference(view: RecordView) -> Iterator[Finding]:
    """Yield references to the wrong kind."""
    for mention in view.mentions:
        found = view.kind_of(mention.target)
        if found is None or not mention.refers or _fits(mention.refers, *found):
            continue
        kind, collection = found
        what = f"{a(thing(collection))} of {a(kind)}" if collection else a(kind)
        yield Finding(
            mention.pointer,
            f"`{mention.target}` is {what}",
            f"`{mention.field}` leads to {' or '.join(map(_wanted, mention.refers))}",
        )


def _fits(refers: tuple[str, ...], kind: str, collection: str) -> bool:
    if collection:
        return "item" in refers or f"{kind}#{collection}" in refers
    return kind in refers


def _wanted(refers: str) -> str:
    kind, _, collection = refers.partition("#")
    if collection:
        return f"{a(thing(collection))} of {a(kind)} (folder/record#item)"
    return "an item of a record (folder/record#item)" if kind == "item" else a(kind)
