"""Why nothing was found: which word or filter removed the hits, and what comes near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import combinations, islice

from kb_tools.identifiers import near_family
from kb_tools.search.engine import Results, SearchEngine
from kb_tools.search.query import (
    And,
    Identified,
    Is,
    Node,
    Nothing,
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
#: What follows the organ in symbols of the United Nations, folded.
_SYMBOL_KINDS = frozenset(("res", "prst", "pv", "hrc"))


def why_nothing(engine: SearchEngine, node: Node) -> list[str]:
    """Return sentences that explain why a query has no hits; empty for an empty query."""
    if isinstance(node, Nothing):
        return []
    sentences = [sentence for leaf in leaves(node) for sentence in _about(engine, leaf)]
    sentences += _removals(engine, node)
    return list(dict.fromkeys(sentences or _never_together(engine, node)))


def _removals(engine: SearchEngine, node: Node) -> Iterator[str]:
    for part, rest in islice(without_each(node), _MOST_REMOVALS):
        count = engine.search(rest, 0).total
        if count:
            yield f"without `{render(part, nested=True)}` there {_hits(count)}"


def _never_together(engine: SearchEngine, node: Node) -> Iterator[str]:
    """Say how far a query goes of which each part is found, but not all together."""
    kept: list[Node] = []
    count = 0
    for part in node.parts[:_MOST_REMOVALS] if isinstance(node, And) else ():
        total = engine.search(all_of([*kept, part]), 0).total
        if total:
            kept, count = [*kept, part], total
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
        case Identified(canonical):
            yield f"nothing bears or cites {canonical}; symbols of other organs are not searched"
        case Is(name, value):
            near = _close(value, engine.values(name))
            yield f"nothing has `{name}:{value}`" + _near(near)
        case _:
            yield f"nothing fits `{render(leaf)}`"


def _about_phrase(engine: SearchEngine, phrase: Phrase) -> Iterator[str]:
    words, where = phrase.words, phrase.where
    if not phrase.open:
        yield from _about_symbol(phrase)
    parts: list[Node] = [Word(word, where) for word in words]
    said = [Phrase((word,), where) for word in words]
    if phrase.open:
        said[-1] = Phrase(words[-1:], where, open=True)
    alone = zip(words, said, strict=True)
    missing = [word for word, part in alone if not engine.search(part, 0).total]
    for word in missing:
        yield f"nothing has the word `{word}`" + _near(nearest_words(engine, word))
    if not missing and len(words) > 1:
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


def _hits(count: int) -> str:
    return "is 1 hit" if count == 1 else f"are {count:,} hits"


def _near(found: list[str]) -> str:
    return f"; nearest: {', '.join(found)}" if found else ""


#: So many words of a query at most are tried with some of them missing, and so few missing.
_MOST_WORDS, _MOST_MISSING = 10, 3


def nearest(engine: SearchEngine, node: Node, limit: int) -> tuple[int, Results]:
    """Return what holds as many words of a query as possible, where nothing holds all of them.

    The number says how many words are missing; it is 0, with no hits, for a query of another
    form than words, phrases and filters, and where not even two words stand together.
    """
    parts = node.parts if isinstance(node, And) else ()
    words = [part for part in parts if isinstance(part, Word | Prefix | Phrase)]
    filters = [part for part in parts if not isinstance(part, Word | Prefix | Phrase)]
    if not 2 < len(words) <= _MOST_WORDS:
        return 0, Results(0, ())
    for missing in range(1, min(len(words) - 1, _MOST_MISSING + 1)):
        kept = [all_of(list(some)) for some in combinations(words, len(words) - missing)]
        results = engine.search(all_of([any_of(kept), *filters]), limit)
        if results.total:
            return missing, results
    return 0, Results(0, ())
