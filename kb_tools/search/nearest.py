"""What comes near a query that finds nothing, or little: what holds all words but a few."""

from __future__ import annotations

from itertools import combinations

from kb_tools.search.engine import Hit, Results, SearchEngine
from kb_tools.search.query import (
    And,
    Concept,
    Near,
    Node,
    Phrase,
    Prefix,
    Word,
    all_of,
    any_of,
)

#: A search with fewer hits than this is helped on, and with so many units at most.
FEW = 5
#: So many words of a query at most are tried with some of them missing, and so few missing.
MOST_WORDS, MOST_MISSING = 10, 3
_SAID = (Word, Prefix, Phrase, Near, Concept)


def nearest(engine: SearchEngine, node: Node, results: Results) -> tuple[int, tuple[Hit, ...]]:
    """Return what holds as many words of a query as possible and is no hit of it.

    ``results`` are all its hits, fewer than ``FEW``; there are so many near ones at most that
    both together are ``FEW``.  The number says how many words are missing; it is 0, with nothing
    near, where there are hits enough, and for a query of another form than words and filters.
    """
    parts = node.parts if isinstance(node, And) else ()
    filters = [part for part in parts if not isinstance(part, _SAID)]
    said = [part for part in parts if isinstance(part, _SAID)]
    if results.total >= FEW or not 1 < len(said) <= MOST_WORDS:
        return 0, ()
    found = {hit.unit.reference for hit in results.hits}
    for missing in range(1, min(len(said), MOST_MISSING + 1)):
        kept = [all_of(list(some)) for some in combinations(said, len(said) - missing)]
        wider = engine.search(all_of([any_of(kept), *filters]), FEW)
        near = [hit for hit in wider.hits if hit.unit.reference not in found]
        if near:
            return missing, tuple(near[: FEW - results.total])
    return 0, ()
