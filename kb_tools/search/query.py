"""What a query means, as plain values, and how it is said back to the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

#: Where a word may stand: anywhere, or in the title only.
ANYWHERE, TITLE = "", "title"


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms; ``text`` is folded.

    ``parts`` are the parts of a word with a hyphen: they may also stand as words of their own.
    ``capitals``: two or three letters typed in capitals, as acronyms are.
    """

    text: str
    where: str = ANYWHERE
    parts: tuple[str, ...] = ()
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins with these letters (folded)."""

    text: str
    where: str = ANYWHERE


@dataclass(frozen=True, slots=True)
class Phrase:
    """These folded words, exactly so and in this order; if ``open``, the last one may go on."""

    words: tuple[str, ...]
    where: str = ANYWHERE
    open: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words, beginnings and phrases that stand within so many words of each other.

    They stand in one field of a text, in either order; words in any of their forms.
    """

    parts: tuple[Word | Prefix | Phrase, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Concept:
    """All of some words as typed, or all the words of one of the ways to say the same.

    ``names`` are these other ways, for the reader.
    """

    words: tuple[Word, ...]
    others: tuple[tuple[Word, ...], ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """Items that bear or cite an official identifier; never another organ's.

    ``key`` is its own key, ``keys`` also those of shorter forms of the same document.
    """

    canonical: str
    key: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Is:
    """Items of which a property has a value, such as ``kind`` ``holding`` (a slug)."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Items whose date may fall between two days (ISO); an empty day leaves that side open."""

    since: str
    until: str


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the part."""

    part: Node


@dataclass(frozen=True, slots=True)
class Nothing:
    """A query that asks for nothing."""


Node = Word | Prefix | Phrase | Near | Concept | Identified | Is | Dated | And | Or | Not | Nothing


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood: its meaning, and a sentence for everything that was repaired.

    ``differs`` says whether the reader should be told what it was understood as.
    """

    node: Node
    notes: tuple[str, ...] = ()
    differs: bool = False


def all_of(parts: list[Node] | tuple[Node, ...]) -> Node:
    """Return the parts joined with AND; nothing and single parts stay simple."""
    return _joined(And, tuple(parts))


def any_of(parts: list[Node] | tuple[Node, ...]) -> Node:
    """Return the parts joined with OR; nothing and single parts stay simple."""
    return _joined(Or, tuple(parts))


def _joined(kind: type[And] | type[Or], parts: tuple[Node, ...]) -> Node:
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            flat.extend(part.parts)
        elif not isinstance(part, Nothing):
            flat.append(part)
    unique = tuple(dict.fromkeys(flat))
    if not unique:
        return Nothing()
    return unique[0] if len(unique) == 1 else kind(unique)


def leaves(node: Node, positive: bool = True) -> Iterator[Node]:
    """Yield the simple parts that a hit may show: everything that is not excluded."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, positive)
    elif isinstance(node, Not):
        yield from leaves(node.part, not positive)
    elif positive and not isinstance(node, Nothing):
        yield node


def without_each(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield each part that all hits must satisfy, and the query without it."""
    if isinstance(node, And):
        for index, part in enumerate(node.parts):
            yield part, all_of(node.parts[:index] + node.parts[index + 1 :])


def render(node: Node, nested: bool = False) -> str:
    """Return a query in the query language; reading it again gives the same query."""
    match node:
        case Word(text, where, parts, capitals):
            return _in(where) + ("-".join(parts) or (text.upper() if capitals else text))
        case Prefix(text, where):
            return f"{_in(where)}{text}*"
        case Phrase(found, where, is_open):
            return f'{_in(where)}"{" ".join(found)}{"*" if is_open else ""}"'
        case Near(parts, distance):
            return f" NEAR/{distance} ".join(render(part) for part in parts)
        case Concept(words):
            return render(all_of(words), nested)
        case Identified(canonical, _, _):
            return canonical
        case Is(name, value):
            return f"{name}:{value}"
        case Dated(since, until):
            if not since or not until:
                return f"since:{since}" if since else f"until:{until}"
            return f"date:{since}" if since == until else f"date:{since}..{until}"
        case And(parts):
            return _bracketed(" AND ".join(_all_rendered(parts)), nested)
        case Or(parts):
            return _bracketed(" OR ".join(render(part, True) for part in parts), nested)
        case Not(part):
            return f"NOT {render(part, True)}"
        case Nothing():
            return ""


def _all_rendered(parts: tuple[Node, ...]) -> Iterator[str]:
    for part in parts:
        for each in part.words if isinstance(part, Concept) else (part,):
            yield render(each, True)


def _in(where: str) -> str:
    return f"{where}:" if where else ""


def _bracketed(text: str, nested: bool) -> str:
    return f"({text})" if nested else text
