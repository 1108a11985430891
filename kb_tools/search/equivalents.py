"""A query in one language reaches the other: what says the same is looked for as well.

The table stands in ``cases/_vocab/equivalents.yml`` (and names of States in ``states.yml``); the
index keeps it in a form in which a run of words is found at once.  Keys are the words of a
phrase without those that are too common: English stems as they are, French stems after ``~``,
acronyms and names after ``=``, and after ``^`` what counts in capitals only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kb_tools.search.analysis import STOP_WORDS, clean, words
from kb_tools.search.query import And, Concept, Node, Or, Query, Word, all_of, any_of, leaves
from kb_tools.search.stems import english_stem, french_stem

#: No phrase of the table has more words that count.
LONGEST_PHRASE = 8


class Equivalents(NamedTuple):
    """Rows of names that say the same, and the rows that each key leads to."""

    rows: Sequence[Sequence[str]] = ()
    keys: Mapping[str, Sequence[int]] = MappingProxyType({})

    @classmethod
    def read(cls, text: str) -> Equivalents:
        """Return the table that an index keeps as text."""
        return cls(**json.loads(text)) if text else cls()

    def names_of(self, run: Sequence[Word]) -> list[str]:
        """Return all names in the rows that a run of words stands in; none for other words."""
        said = _said(run)
        keys = [english_key(said), french_key(said), exact_key(said)]
        if len(run) == 1 and run[0].capitals:
            keys.append(capitals_key(said))
        rows = dict.fromkeys(row for key in keys for row in self.keys.get(key, ()))
        return list(dict.fromkeys(name for row in rows for name in self.rows[row]))


def counted_words(phrase: str) -> list[str]:
    """Return the folded words of a phrase, without those that are too common."""
    return [word for word in words(clean(phrase)) if word not in STOP_WORDS]


def english_key(said: Sequence[str]) -> str:
    """Return the key of an English phrase, in whatever forms its words stand."""
    return " ".join(map(english_stem, said))


def french_key(said: Sequence[str]) -> str:
    """Return the key of a French phrase, in whatever forms its words stand."""
    return "~" + " ".join(map(french_stem, said))


def exact_key(said: Sequence[str]) -> str:
    """Return the key of a name or acronym."""
    return "=" + " ".join(said)


def capitals_key(said: Sequence[str]) -> str:
    """Return the key of an acronym that is a word besides, and counts in capitals only."""
    return "^" + " ".join(said)


def expanded(query: Query, table: Equivalents) -> Query:
    """Return a query that also finds what says the same in other words or the other language.

    Words in quotation marks, beside NEAR, with a star or behind NOT are taken as they stand.
    """
    return Query(with_equivalents(query.node, table), query.notes, query.differs)


def also_searched(node: Node) -> list[str]:
    """Return the names that an expanded query looks for besides what was typed."""
    concepts = (leaf for leaf in leaves(node) if isinstance(leaf, Concept))
    return list(dict.fromkeys(name for concept in concepts for name in concept.names))


def with_equivalents(node: Node, table: Equivalents) -> Node:
    """Return the meaning of a query, with a concept for each run of words of the table."""
    match node:
        case Word():
            return all_of(list(_runs([node], table)))
        case And(parts):
            return all_of(list(_runs(parts, table)))
        case Or(parts):
            return any_of([with_equivalents(part, table) for part in parts])
        case _:
            return node


def _runs(parts: Sequence[Node], table: Equivalents) -> Iterator[Node]:
    """Yield the parts of a query with each run of words that stands in the table as a concept.

    The longest run counts: ``declaration of intervention`` before ``intervention``.
    """
    at = 0
    while at < len(parts):
        run = _words_from(parts, at)
        for length in range(len(run), 0, -1):
            names = table.names_of(run[:length])
            if names:
                yield _concept(run[:length], names)
                at += length
                break
        else:
            part = parts[at]
            yield part if isinstance(part, Word) else with_equivalents(part, table)
            at += 1


def _words_from(parts: Sequence[Node], at: int) -> list[Word]:
    """Return the words from a place on that may be one phrase."""
    run: list[Word] = []
    for part in parts[at : at + LONGEST_PHRASE]:
        if not isinstance(part, Word) or (run and part.where != run[0].where):
            break
        run.append(part)
    return run


def _said(run: Sequence[Word]) -> list[str]:
    """Return the words that count in a run; those with a hyphen in their parts."""
    parts = [part for word in run for part in word.parts or (word.text,)]
    return [part for part in parts if part not in STOP_WORDS] or parts


def _concept(run: Sequence[Word], names: Sequence[str]) -> Node:
    """Return the words as typed and what says the same, without what holds all of another."""
    typed = _stems(_said(run))
    choices = sorted(names, key=lambda name: len(counted_words(name)))
    kept = [typed]
    chosen: set[str] = set()
    for name in choices:
        stems = _stems(counted_words(name))
        if not any(shorter <= stems for shorter in kept):
            kept.append(stems)
            chosen.add(name)
    others = [name for name in names if name in chosen]
    if not others:
        return all_of(list(run))
    where = run[0].where
    return Concept(
        tuple(run),
        tuple(tuple(Word(word, where) for word in counted_words(name)) for name in others),
        tuple(others),
    )


def _stems(said: Iterable[str]) -> frozenset[str]:
    return frozenset(map(english_stem, said))
