"""Snippets: the part of a text where most of a query stands, with exactly what matched marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb_tools.identifiers import find_identifiers
from kb_tools.search.analysis import STOP_WORDS, Token, query_stems, tokens
from kb_tools.search.near import FARTHEST, USUAL, Stretch, stretches_near
from kb_tools.search.query import (
    Concept,
    Identified,
    Near,
    Node,
    Phrase,
    Prefix,
    Word,
    leaves,
)
from kb_tools.search.stems import english_stem, french_stem
from kb_tools.search.unit import PARTING


class Segment(NamedTuple):
    """A stretch of a snippet, and whether it matched."""

    text: str
    matched: bool


class Mark(NamedTuple):
    """A stretch of a text that matched, and which part of the query it matched."""

    start: int
    end: int
    leaf: int


def marks_in(text: str, node: Node) -> list[Mark]:
    """Return what a query matches in a text, in order, without overlaps; a phrase is one mark."""
    found = list(tokens(text))
    marks: list[Mark] = []
    for number, leaf in enumerate(_parts(node)):
        marks += (Mark(start, end, number) for start, end in _matches(text, found, leaf))
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    for mark in ordered:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _parts(node: Node) -> Iterator[Node]:
    """Yield the simple parts of a query; for a concept its words and each other way to say it.

    Another name of several words counts where they stand together: the United States are not
    a part of the United Kingdom.
    """
    for leaf in leaves(node):
        if isinstance(leaf, Concept):
            yield from leaf.words
            yield from (way[0] if len(way) == 1 else Near(way, USUAL) for way in leaf.others)
        else:
            yield leaf


def _matches(text: str, found: list[Token], leaf: Node) -> Iterator[tuple[int, int]]:
    match leaf:
        case Word(word, _, parts):
            wanted = [word, *parts]
            yield from ((t.start, t.end) for t in found if any(_same(t.text, w) for w in wanted))
        case Prefix(letters):
            yield from ((t.start, t.end) for t in found if t.text.startswith(letters))
        case Phrase(words, _, is_open):
            for place in range(len(found) - len(words) + 1):
                stretch = found[place : place + len(words)]
                first, last = stretch[0].start, stretch[-1].end
                if _are(stretch, words, is_open) and PARTING not in text[first:last]:
                    yield first, last
        case Near(parts, distance):
            yield from _together(text, found, parts, distance)
        case Identified(_, key, keys):
            for start, end, identifier in find_identifiers(text):
                if key in identifier.keys or identifier.key in keys:
                    yield start, end


def _together(
    text: str, found: list[Token], parts: tuple[Word | Prefix | Phrase, ...], distance: int
) -> Iterator[tuple[int, int]]:
    """Yield what stands near enough, each word by itself."""
    position, at = 0, 0
    starts, ends, tokens_at = {}, {}, {}
    for token in found:
        position += FARTHEST if PARTING in text[at : token.start] else 1
        starts[token.start] = ends[token.end] = position
        tokens_at[position] = token
        at = token.end
    places = [
        [Stretch(starts[start], ends[end]) for start, end in _matches(text, found, part)]
        for part in parts
    ]
    for stretches in stretches_near(places, distance):
        for first, last in stretches:
            yield tokens_at[first].start, tokens_at[last].end


def _are(stretch: list[Token], words: tuple[str, ...], is_open: bool) -> bool:
    *before, last = (token.text for token in stretch)
    return before == [*words[:-1]] and (
        last.startswith(words[-1]) if is_open else last == words[-1]
    )


def _same(word: str, wanted: str) -> bool:
    if word[0] != wanted[0]:  # stems differ from words, and from each other, at their ends only
        return False
    if word in STOP_WORDS or wanted in STOP_WORDS:
        return word == wanted
    english, french = query_stems(wanted)
    return english_stem(word) == english or "~" + french_stem(word) == french


def snippet_of(text: str, node: Node, width: int = 240) -> list[Segment]:
    """Return about ``width`` characters of a text around what matched, cut between words.

    Without a match the beginning is shown; an ellipsis says that there is more.
    """
    marks = marks_in(text, node)
    start, end = _window(text, marks, width)
    segments: list[Segment] = [Segment("… ", False)] if start else []
    at = start
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            segments += [Segment(text[at : mark.start], False)] if mark.start > at else []
            segments.append(Segment(text[mark.start : mark.end], True))
            at = mark.end
    segments += [Segment(text[at:end], False)] if end > at else []
    return [*segments, Segment(" …", False)] if end < len(text) else segments


def _window(text: str, marks: list[Mark], width: int) -> tuple[int, int]:
    """Return the stretch in which most different parts of the query stand."""
    if len(text) <= width:
        return 0, len(text)
    start = max((_value(text, marks, m, width), -m.start) for m in marks)[1] if marks else 0
    start = max(0, min(-start - width // 5, len(text) - width))
    if start:
        space = text.find(" ", start, start + 40)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + width)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start + width // 2 else end
    return start, end


def _value(text: str, marks: Iterable[Mark], first: Mark, width: int) -> tuple[int, int, int]:
    """Return what speaks for a stretch: many parts of the query, sentences, many marks."""
    end = first.start + width * 4 // 5
    inside = [m for m in marks if first.start <= m.start and m.end <= end]
    names = text.count(PARTING, first.start, end)
    return len({mark.leaf for mark in inside}), -names, len(inside)
