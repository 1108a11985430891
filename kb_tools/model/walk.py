"""Walking a record: its items with their addresses, and every reference it makes.

Both walks are compiled once for each class from its declared fields.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from kb_tools.model.base import Item, Record
from kb_tools.model.case import OperativePoint
from kb_tools.scalars import Reference, SourceCitation, slug_from


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An item in its record: the collection it stands in, its pointer and its parent's id."""

    collection: str
    pointer: str
    item: Item
    parent: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """A reference made somewhere in a record: by which field, from which item.

    ``refers`` says what the field may lead to: kinds of record (``case``), ``item`` for an item
    of any, ``instrument#provisions`` for an item of one collection.
    """

    pointer: str
    field: str
    item: str
    target: Reference
    refers: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class LocalMention:
    """An id of the same record, named by a field that expects one of ``collection``."""

    pointer: str
    field: str
    collection: str
    target: str


@dataclasses.dataclass(frozen=True, slots=True)
class Citation:
    """A source cited somewhere in a record."""

    pointer: str
    item: str
    citation: SourceCitation


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A piece of text for readers; ``prose`` is False for a single line such as a title."""

    pointer: str
    field: str
    item: str
    text: str
    prose: bool


def operative_point_id(decision_id: str, point: OperativePoint) -> str:
    """Return the anchor of an operative point: ``judgment-2022-07-22-point-4``."""
    return f"{decision_id}-point-{slug_from(point.number)}"


def entries(record: Record) -> Iterator[Entry]:
    """Yield the items of a record in the order of its fields, nested ones after their parent."""
    for name in _collections(_class_of(record)):
        for index, item in enumerate(getattr(record, name)):
            yield Entry(name, f"{name}/{index}", item)
            for nested in _collections(_class_of(item)):
                for place, child in enumerate(getattr(item, nested)):
                    yield Entry(nested, f"{name}/{index}/{nested}/{place}", child, item.id)


def _class_of(value: Any) -> Any:
    """Return the class of a value, as a key that the caches accept."""
    return type(value)


@functools.cache
def _collections(cls: Any) -> tuple[str, ...]:
    """Return the names of the fields of ``cls`` that hold lists of items."""
    return tuple(
        name
        for name, (shape, inner) in _shapes(cls).items()
        if shape == "tuple" and isinstance(inner, type) and issubclass(inner, Item)
    )


@functools.cache
def _shapes(cls: Any) -> dict[str, tuple[str, Any]]:
    """Return for each field its shape (tuple, mapping, single) and the type inside."""
    hints = typing.get_type_hints(cls)
    shapes: dict[str, tuple[str, Any]] = {}
    for declared in dataclasses.fields(cls):
        hint = hints[declared.name]
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            inner = next(a for a in arguments if a is not type(None))
            shapes[declared.name] = ("single", inner)
        elif origin is tuple:
            shapes[declared.name] = ("tuple", arguments[0])
        elif origin is not None:
            shapes[declared.name] = ("mapping", arguments[1])
        else:
            shapes[declared.name] = ("single", hint)
    return shapes


@functools.cache
def _leaves(cls: Any, wanted: Any) -> tuple[tuple[str, str, Any, bool], ...]:
    """Return the fields of ``cls`` that are of type ``wanted`` or may hold one further down."""
    found: list[tuple[str, str, Any, bool]] = []
    for name, (shape, inner) in _shapes(cls).items():
        if inner is wanted:
            found.append((name, shape, inner, True))
        elif dataclasses.is_dataclass(inner) and _leaves(typing.cast(Any, inner), wanted):
            found.append((name, shape, inner, False))
    return tuple(found)


def _walk(value: Any, cls: Any, pointer: str, item: str, wanted: Any) -> Iterator[Any]:
    for name, shape, inner, is_leaf in _leaves(cls, wanted):
        held = getattr(value, name)
        if held is None or held == ():
            continue
        at = f"{pointer}/{name}" if pointer else name
        members: Any = (("", held),)
        if shape == "tuple":
            members = ((f"/{index}", member) for index, member in enumerate(held))
        elif shape == "mapping":
            members = ((f"/{key}", member) for key, member in held.items())
        for suffix, member in members:
            if is_leaf:
                yield at + suffix, name, item, member, cls
            else:
                owner = member.id if isinstance(member, Item) else item
                yield from _walk(member, inner, at + suffix, owner, wanted)


def mentions(record: Record) -> Iterator[Mention]:
    """Yield every reference to a record or to an item of one."""
    for pointer, name, item, target, cls in _walk(record, type(record), "", "", Reference):
        yield Mention(pointer, name, item, target, _metadata(cls, name).get("refers") or ())


def citations(record: Record) -> Iterator[Citation]:
    """Yield every citation of a source."""
    for pointer, _, item, citation, _ in _walk(record, type(record), "", "", SourceCitation):
        yield Citation(pointer, item, citation)


#: Fields whose text is an address or a number and not words.
_NOT_WORDS = frozenset({"id", "kind", "url", "read_at", "archived", "identifier", "identifiers"})


def texts(record: Record) -> Iterator[Text]:
    """Yield every text that is written for readers: no ids, addresses, numbers or known words."""
    yield from _texts(record, _text_fields(_class_of(record)), "", "")


def _texts(value: Any, fields: Any, pointer: str, item: str) -> Iterator[Text]:
    for name, shape, prose, inner in fields:
        held = getattr(value, name)
        if not held:
            continue
        at = f"{pointer}{name}"
        if shape == "single":
            members: Any = ((at, held),)
        elif shape == "tuple":
            members = [(f"{at}/{index}", member) for index, member in enumerate(held)]
        else:
            members = [(f"{at}/{key}", member) for key, member in held.items()]
        for place, member in members:
            if inner is None:
                yield Text(place, name, item, member, prose)
            else:
                yield from _texts(member, inner, f"{place}/", getattr(member, "id", item))


@functools.cache
def _text_fields(cls: Any) -> tuple[tuple[str, str, bool, Any], ...]:
    """Return name, shape, whether it is prose, and the fields of what is inside, for each field."""
    found: list[tuple[str, str, bool, Any]] = []
    for name, (shape, inner) in _shapes(cls).items():
        metadata = _metadata(cls, name)
        coded = metadata.get("vocabulary") or metadata.get("local") or metadata.get("internal")
        if inner is str and not coded and name not in _NOT_WORDS:
            found.append((name, shape, bool(metadata.get("prose")), None))
        elif dataclasses.is_dataclass(inner) and _text_fields(typing.cast(Any, inner)):
            found.append((name, shape, False, _text_fields(typing.cast(Any, inner))))
    return tuple(found)


@functools.cache
def _metadata(cls: Any, name: str) -> Mapping[str, Any]:
    """Return the description of one field of a class of the model."""
    declared: dataclasses.Field[Any] = cls.__dataclass_fields__[name]
    return declared.metadata


@functools.cache
def _local_fields(cls: Any) -> tuple[tuple[str, str, str], ...]:
    """Return name, shape and collection of the fields that name an item of the same record."""
    shapes = _shapes(cls)
    return tuple(
        (declared.name, shapes[declared.name][0], str(declared.metadata["local"]))
        for declared in dataclasses.fields(cls)
        if declared.metadata.get("local")
    )


def local_mentions(record: Record) -> Iterator[LocalMention]:
    """Yield every id of the same record that a field names."""
    for entry in entries(record):
        cls = _class_of(entry.item)
        if _local_fields(cls):
            yield from _local_of(entry.item, entry.pointer)
        for name in _local_parts(cls):
            for index, member in enumerate(getattr(entry.item, name)):
                yield from _local_of(member, f"{entry.pointer}/{name}/{index}")


@functools.cache
def _local_parts(cls: Any) -> tuple[str, ...]:
    """Return the fields that hold lists of plain parts, no items, which name local ids."""
    return tuple(
        name
        for name, (shape, inner) in _shapes(cls).items()
        if shape == "tuple"
        and dataclasses.is_dataclass(inner)
        and not issubclass(typing.cast(type, inner), Item)
        and _local_fields(typing.cast(Any, inner))
    )


def _local_of(value: Any, pointer: str) -> Iterator[LocalMention]:
    for name, shape, collection in _local_fields(_class_of(value)):
        held = getattr(value, name)
        if shape == "tuple":
            for index, target in enumerate(held):
                yield LocalMention(f"{pointer}/{name}/{index}", name, collection, target)
        elif held:
            yield LocalMention(f"{pointer}/{name}", name, collection, held)
