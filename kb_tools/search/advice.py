"""Why nothing was found: which word or filter removed the hits, and what is near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import islice

from kb_tools.search.engine import SearchEngine
from kb_tools.search.query import (
    Identified,
    Is,
    Node,
    Nothing,
    Phrase,
    Prefix,
    Word,
    all_of,
    leaves,
    render,
    without_each,
)

_MOST_CANDIDATES = 5_000
_MOST_REMOVALS = 8


def why_nothing(engine: SearchEngine, node: Node) -> list[str]:
    """Return sentences that explain why a query has no hits; empty for an empty query."""
    if isinstance(node, Nothing):
        return []
    sentences = [sentence for leaf in leaves(node) for sentence in _about(engine, leaf)]
    return list(dict.fromkeys([*sentences, *_removals(engine, node)]))


def _removals(engine: SearchEngine, node: Node) -> Iterator[str]:
    for part, rest in islice(without_each(node), _MOST_REMOVALS):
        count = engine.search(rest, 0).total
        if count:
            yield f"without `{render(part, nested=True)}` there are {count:,} hits"


def _about(engine: SearchEngine, leaf: Node) -> Iterator[str]:
    """Say of one word or filter that nothing at all has it."""
    if engine.search(leaf, 0).total:
        return
    match leaf:
        case Word(text) | Prefix(text):
            yield f"nothing has the word `{render(leaf)}`" + _near(nearest_words(engine, text))
        case Phrase(words, where):
            yield from _about_phrase(engine, words, where)
        case Identified(canonical):
            yield f"nothing bears or cites {canonical}; symbols of other organs are not searched"
        case Is(name, value):
            near = _close(value, engine.values(name))
            yield f"nothing has `{name}:{value}`" + _near(near)
        case _:
            yield f"nothing fits `{render(leaf)}`"


def _about_phrase(engine: SearchEngine, words: tuple[str, ...], where: str) -> Iterator[str]:
    missing = [w for w in words if not engine.search(Phrase((w,), where), 0).total]
    for word in missing:
        yield f"nothing has the word `{word}`" + _near(nearest_words(engine, word))
    if not missing and len(words) > 1:
        apart = engine.search(all_of([Word(word, where) for word in words]), 0).total
        counted = f"; as separate words they have {apart:,} hits" if apart else ""
        yield f'the words of "{" ".join(words)}" never stand together like this{counted}'


def nearest_words(engine: SearchEngine, word: str) -> list[str]:
    """Return up to three words of the index that are spelt nearly like a folded word."""
    same_start = _close(word, engine.words(word[:2])) if len(word) > 2 else []
    return same_start or _close(word, engine.words(word[:1])) or _close(word, engine.words(""))


def _close(word: str, candidates: Iterable[str]) -> list[str]:
    likely = (c for c in candidates if abs(len(c) - len(word)) <= 3)
    return difflib.get_close_matches(word, islice(likely, _MOST_CANDIDATES), n=3, cutoff=0.7)


def _near(found: list[str]) -> str:
    return f"; nearest: {', '.join(found)}" if found else ""
