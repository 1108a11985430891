"""Why nothing was found: which word or filter removed the hits, and what comes near."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from kb_tools.identifiers import near_family
from kb_tools.search.analysis import STOP_WORDS, clean, words
from kb_tools.search.engine import SearchEngine
from kb_tools.search.equivalents import with_equivalents
from kb_tools.search.near import USUAL
from kb_tools.search.query import (
    And,
    Concept,
    Identified,
    Is,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Word,
    all_of,
    any_of,
    leaves,
    render,
    without_each,
)

_MOST_CANDIDATES = 5_000
_MOST_REMOVALS = 8
#: How many other queries are tried, and offered; and the shortest beginning of a word.
_MOST_TRIED, _MOST_OFFERED, _SHORTEST = 24, 3, 4
#: What follows the organ in symbols of the United Nations, folded.
_SYMBOL_KINDS = frozenset(("res", "prst", "pv", "hrc"))


def why_nothing(engine: SearchEngine, node: Node) -> list[str]:
    """Return sentences that explain why a query has no hits; empty for an empty query.

    The last of them offer queries that have hits.
    """
    if isinstance(node, Nothing):
        return []
    sentences = [sentence for leaf in leaves(node) for sentence in _about(engine, leaf)]
    sentences += _removals(engine, node)
    sentences = sentences or list(_never_together(engine, node))
    offered = ways_out(engine, node)
    sentences += (f"try: `{render(way)}` ({_count(number)})" for way, number in offered)
    return list(dict.fromkeys(sentences))


def ways_out(engine: SearchEngine, node: Node) -> list[tuple[Node, int]]:
    """Return up to three queries near to one without hits, each with the number of its hits.

    There is always one unless the index is empty: in the end, all cases.
    """
    table = engine.equivalents()
    found: dict[Node, int] = {}
    for group in _ways(engine, node):
        for way in islice((way for way in group if way != node and way not in found), _MOST_TRIED):
            if count := engine.search(with_equivalents(way, table), 0).total:
                found[way] = count
                break
        if len(found) == _MOST_OFFERED:
            break
    if not found:
        everything = Is("kind", "case")
        total = engine.search(everything, 0).total
        found = {everything: total} if total else {}
    return list(found.items())


def _ways(engine: SearchEngine, node: Node) -> Iterator[Iterable[Node]]:
    """Yield groups of queries of which one may be offered, those nearest to what was meant first.

    They are: what was probably mistyped put right, phrases in other words, words of a phrase
    apart, what begins like a word that nothing has, and as much as possible of the query.
    """
    yield [_changed(node, lambda leaf: _spelt(engine, leaf))]
    yield _in_other_words(engine, node)
    loose = _changed(node, lambda leaf: _loosened(engine, leaf))
    yield [loose]
    yield _beginnings(engine, node)
    yield [all_of(_kept(engine, node)[0]), all_of(_kept(engine, loose)[0])]


def _in_other_words(engine: SearchEngine, node: Node) -> Iterator[Node]:
    for leaf in leaves(node):
        if isinstance(leaf, Phrase) and not leaf.open:
            said = [Word(word, leaf.where) for word in leaf.words if word not in STOP_WORDS]
            for name in engine.equivalents().names_of(said):
                yield _with(node, leaf, Phrase(tuple(words(clean(name))), leaf.where))


def _beginnings(engine: SearchEngine, node: Node) -> Iterator[Node]:
    for leaf in leaves(node):
        if isinstance(leaf, Word | Prefix | Identified) and not engine.search(leaf, 0).total:
            for shorter in _shortened(leaf):
                yield _with(node, leaf, shorter)


def _kept(engine: SearchEngine, node: Node) -> tuple[list[Node], int]:
    """Return as many parts of a query, from its beginning, as some unit has, and their hits."""
    kept: list[Node] = []
    count = 0
    for part in node.parts[:_MOST_REMOVALS] if isinstance(node, And) else ():
        total = engine.search(all_of([*kept, part]), 0).total
        if total:
            kept, count = [*kept, part], total
    return kept, count


def _changed(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a query with its parts changed that are not excluded."""
    match node:
        case And(parts):
            return all_of([_changed(part, change) for part in parts])
        case Or(parts):
            return any_of([_changed(part, change) for part in parts])
        case Not() | Nothing():
            return node
        case Concept(said):
            return all_of([change(word) for word in said])
        case _:
            return change(node)


def _with(node: Node, leaf: Node, other: Node) -> Node:
    return _changed(node, lambda part: other if part == leaf else part)


def _spelt(engine: SearchEngine, leaf: Node) -> Node:
    """Return a part that nothing has with its words or value spelt as the nearest that exist."""
    match leaf:
        case Word(text, where) if not engine.search(leaf, 0).total:
            return Word(_nearly(engine, text), where)
        case Phrase(said, where, is_open) if not is_open:
            return Phrase(tuple(_nearest_or_same(engine, word, where) for word in said), where)
        case Near(parts, distance):
            close = [_spelt(engine, part) for part in parts]
            return Near(tuple(p for p in close if isinstance(p, Word | Prefix | Phrase)), distance)
        case Is(name, value) if not engine.search(leaf, 0).total:
            values = _close(value, engine.values(name))
            return Is(name, values[0]) if values else leaf
    return leaf


def _nearest_or_same(engine: SearchEngine, word: str, where: str) -> str:
    if engine.search(Phrase((word,), where), 0).total:
        return word
    return _nearly(engine, word)


def _nearly(engine: SearchEngine, word: str) -> str:
    """Return the word of the index that was most probably meant, or the same word."""
    near = difflib.get_close_matches(word, nearest_words(engine, word), n=1, cutoff=0.8)
    return near[0] if near else word


def _loosened(engine: SearchEngine, leaf: Node) -> Node:
    """Return a phrase as words near each other, and what is not near as words anywhere."""
    match leaf:
        case Phrase(said, where, is_open) if not is_open and len(said) > 1:
            apart = tuple(Word(word, where) for word in said if word not in STOP_WORDS)
            near = Near(apart, USUAL)
            if len(apart) < 2 or not engine.search(near, 0).total:
                return all_of(apart)
            return near
        case Near(parts, _):
            return all_of(parts)
    return leaf


def _shortened(leaf: Node) -> Iterator[Node]:
    """Yield beginnings of what was typed, longer ones first."""
    match leaf:
        case Word(text, where) | Prefix(text, where):
            for length in range(len(text) - 1, _SHORTEST - 1, -1):
                yield Prefix(text[:length], where)
        case Identified(canonical):
            *organ, number = words(canonical)
            for length in range(len(number) - 1, 0, -1):
                yield Phrase((*organ, number[:length]), open=True)
            if len(organ) > 1:
                yield Phrase(tuple(organ))


def _removals(engine: SearchEngine, node: Node) -> Iterator[str]:
    for part, rest in islice(without_each(node), _MOST_REMOVALS):
        count = engine.search(rest, 0).total
        if count:
            yield f"without `{render(part, nested=True)}` there {_hits(count)}"


def _never_together(engine: SearchEngine, node: Node) -> Iterator[str]:
    """Say how far a query goes of which each part is found, but not all together."""
    kept, count = _kept(engine, node)
    yield "each part is found, but never all together"
    if kept:
        yield f"for `{render(all_of(kept))}` there {_hits(count)}"


def _about(engine: SearchEngine, leaf: Node) -> Iterator[str]:
    """Say of one word or filter that nothing at all has it."""
    if engine.search(leaf, 0).total:
        return
    match leaf:
        case Word(text) | Prefix(text):
            yield f"nothing has the word `{render(leaf)}`" + _near(nearest_words(engine, text))
        case Phrase():
            yield from _about_phrase(engine, leaf)
        case Near(parts):
            missing = [sentence for part in parts for sentence in _about(engine, part)]
            yield from missing
            if not missing:
                apart = engine.search(all_of(parts), 0).total
                counted = f"; as separate words there {_hits(apart)}" if apart else ""
                yield f"nothing has the words of `{render(leaf)}` so near{counted}"
        case Concept(said):
            for word in said:
                yield from _about(engine, word)
        case Identified(canonical):
            yield f"nothing bears or cites {canonical} (documents of other organs are left out)"
        case Is(name, value):
            near = _close(value, engine.values(name))
            yield f"nothing has `{name}:{value}`" + _near(near)
        case _:
            yield f"nothing fits `{render(leaf)}`"


def _about_phrase(engine: SearchEngine, phrase: Phrase) -> Iterator[str]:
    typed, where = phrase.words, phrase.where
    if not phrase.open:
        yield from _about_symbol(phrase)
    parts: list[Node] = [Word(word, where) for word in typed]
    said = [Phrase((word,), where) for word in typed]
    if phrase.open:
        said[-1] = Phrase(typed[-1:], where, open=True)
    alone = zip(typed, said, strict=True)
    missing = [word for word, part in alone if not engine.search(part, 0).total]
    for word in missing:
        yield f"nothing has the word `{word}`" + _near(nearest_words(engine, word))
    if not missing and len(typed) > 1:
        apart = engine.search(all_of(parts), 0).total
        counted = f"; as separate words there {_hits(apart)}" if apart else ""
        yield f"the words of {render(phrase)} never stand together like this{counted}"


def _about_symbol(phrase: Phrase) -> Iterator[str]:
    """Say how a symbol is written that was taken for a phrase, such as ``A/RES/1325``."""
    organ, kind, *numbers = (*phrase.words, "", "")
    family = near_family(f"{organ}/{kind}") if kind in _SYMBOL_KINDS and any(numbers) else None
    if family:
        yield f"not a whole symbol; a {family.label} is written like {family.example}"


def nearest_words(engine: SearchEngine, word: str) -> list[str]:
    """Return up to three words of the index that are spelt nearly like a folded word.

    A number has none: 132 is no misspelt 1325.
    """
    if any(character.isdigit() for character in word):
        return []
    same_start = _close(word, engine.words(word[:2])) if len(word) > 2 else []
    return same_start or _close(word, engine.words(word[:1])) or _close(word, engine.words(""))


def _close(word: str, candidates: Iterable[str]) -> list[str]:
    likely = (c for c in candidates if abs(len(c) - len(word)) <= 3)
    return difflib.get_close_matches(word, islice(likely, _MOST_CANDIDATES), n=3, cutoff=0.7)


def _count(number: int) -> str:
    return "1 hit" if number == 1 else f"{number:,} hits"


def _hits(count: int) -> str:
    return f"{'is' if count == 1 else 'are'} {_count(count)}"


def _near(found: list[str]) -> str:
    return f"; nearest: {', '.join(found)}" if found else ""
