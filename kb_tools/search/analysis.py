"""From text to words: one analysis for records, queries and snippets.

Accents, ligatures and case are folded; apostrophes and hyphens part words (``l'article``,
``erga-omnes``), and an acronym with points is one word (``U.N.``, ``I.C.J.``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kb_tools.scalars import fold
from kb_tools.search.stems import english_stem, french_stem

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
#: What shows nothing or changes how other text is shown: controls, joiners, direction marks.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_SPACES = re.compile(r"\s+")
_HYPHENS = "-\u2010\u2011"

#: Words too common to decide anything, in English and French; they count inside phrases only.
STOP_WORDS = frozenset(
    "a an and are as at be been but by for from had has have he her his if in into is it its of"
    " on or our she so such than that the their them then there these they this those to was"
    " we were what when where which who whom whose why with would you your s t"
    " au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur"
    " leurs lui ma mes mon ne nos notre nous ou par pas pour qu que qui sa ses son sur ta te tes"
    " tu un une vos votre vous c d j l m n y".split()
)


class Token(NamedTuple):
    """A word as compared (folded), and where it stands in the text."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """Return text composed, on one line, without control, direction and invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    visible = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", visible))


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a cleaned text, folded, with their places."""
    for match in _WORD.finditer(text):
        word = _folded(match[0].replace(".", ""))
        if word:
            yield Token(word, match.start(), match.end())


def _folded(word: str) -> str:
    """Return a word as compared; signs that fold to several characters keep their letters."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in fold(fold(word)) if c.isalnum())


def words(text: str) -> list[str]:
    """Return the folded words of a cleaned text."""
    if text.isascii():
        return [word.replace(".", "") for word in _WORD.findall(text.lower())]
    return [token.text for token in tokens(text)]


def joined_pairs(text: str) -> Iterator[str]:
    """Yield words that stand on both sides of a hyphen as one: ``cooperation``."""
    if not any(hyphen in text for hyphen in _HYPHENS):
        return
    for left, right in pairwise(tokens(text)):
        if right.start == left.end + 1 and text[left.end] in _HYPHENS:
            yield left.text + right.text


def query_stems(word: str) -> tuple[str, str]:
    """Return the terms under which a folded word is looked up: its English and French stem."""
    return english_stem(word), "~" + french_stem(word)


def english_terms(text: str) -> list[str]:
    """Return the terms of a text: English stems, without stop words."""
    terms = [english_stem(word) for word in words(text) if word not in STOP_WORDS]
    return terms + [english_stem(pair) for pair in joined_pairs(text)]


def french_terms(text: str) -> list[str]:
    """Return the terms that a French text has besides: its stems, marked as French."""
    return ["~" + french_stem(word) for word in words(text) if word not in STOP_WORDS]
