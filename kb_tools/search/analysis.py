"""From text to words: one analysis for records, queries and snippets.

Accents, ligatures and case are folded; apostrophes and hyphens part words (``l'article``,
``erga-omnes``), and an acronym with points is one word (``U.N.``, ``I.C.J.``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from kb_tools.scalars import fold
from kb_tools.search.stems import english_stem, french_stem

#: ``79ter`` and ``HL3866`` have parts; ``9th`` and ``42nd`` are numbers that only look so.
_PART = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_ONE = r"(?:(?:[^\W\d_]\.){2,}|[^\W_]+)"
_WORD = re.compile(_ONE)
_HYPHENED = re.compile(rf"(?<![^\W_]){_ONE}(?:[-\u2010\u2011]{_ONE})+")
#: What shows nothing or changes how other text is shown: controls, joiners, direction marks.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
#: An apostrophe that Unicode counts among the letters: it parts words like any other.
_LETTER_APOSTROPHE = "\u02bc"
_SPACES = re.compile(r"\s+")

#: Words too common to decide anything, in English and French; they count inside phrases only.
STOP_WORDS = frozenset(
    "a about an and any are as at be been but by can could did do does for from had happen"
    " happened has have he her his how if in into is it its many must not of on or our said say"
    " says she so such than that the their them then there these they this those to was we were"
    " what when where which who whom whose why with would you"
    " your s t"
    " au aux avec ce ces cet cette combien dans de des du elle elles en est et etait"
    " eux il ils je jusqu la le les leur leurs lorsqu lui ma mes mon ne nos notre nous ont ou"
    " par pas peut peuvent pour pourquoi puisqu qu quand que quel quelle quelles quels qui sa"
    " ses son sont sur ta te tes tu un une vos votre vous c d j l m n y".split()
)
#: What words leave before or behind an apostrophe: ``l'article``, ``qu'elle``, ``the Court's``.
ELIDED = tuple("c d j l m n s t y qu jusqu lorsqu puisqu".split())


class Token(NamedTuple):
    """A word as compared (folded), and where it stands in the text."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """Return text composed, on one line, without control, direction and invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace(_LETTER_APOSTROPHE, "\u2019")
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


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
    return "".join(c for c in fold(fold(word)) if c.isalnum() and c != _LETTER_APOSTROPHE)


def words(text: str) -> list[str]:
    """Return the folded words of a cleaned text."""
    if text.isascii():
        return [word.replace(".", "") for word in _WORD.findall(text.lower())]
    found = (_folded(word.replace(".", "")) for word in _WORD.findall(text))
    return [word for word in found if word]


def joined_pairs(text: str) -> Iterator[str]:
    """Yield words that stand on both sides of a hyphen as one: ``cooperation``."""
    for run in _HYPHENED.finditer(text):
        for left, right in pairwise(tokens(run[0])):
            yield left.text + right.text


def mixed_parts(word: str) -> list[str]:
    """Return the letters and the digits of a folded word that mixes them; else none."""
    parts = _PART.findall(word)
    return parts if len(parts) > 1 and not _ORDINAL.fullmatch(word) else []


def forms_among(word: str, others: Iterable[str]) -> Iterator[str]:
    """Yield those of other folded words that are forms of a word, in English or in French."""
    if word in STOP_WORDS:
        yield from (other for other in others if other == word)
        return
    english, french = query_stems(word)
    for other in others:
        if other not in STOP_WORDS:
            stems = query_stems(other)
            if stems[0] == english or stems[1] == french:
                yield other


def beginning_of_forms(word: str) -> str:
    """Return the letters with which all forms of a folded word begin; endings change two more."""
    stems = [stem.lstrip("~") for stem in query_stems(word)]
    signs = zip(word, *(stem[: max(1, len(stem) - 2)] for stem in stems), strict=False)
    return "".join(letter for letter, *_ in takewhile(lambda same: len(set(same)) == 1, signs))


def query_stems(word: str) -> tuple[str, str]:
    """Return the terms under which a folded word is looked up: its English and French stem."""
    return english_stem(word), "~" + french_stem(word)


def english_terms(text: str) -> list[str]:
    """Return the terms of a text: English stems, without stop words; of ``79ter`` parts, too."""
    counted = [word for word in words(text) if word not in STOP_WORDS]
    parts = [part for word in counted for part in mixed_parts(word)]
    return [english_stem(word) for word in (*counted, *parts, *joined_pairs(text))]


def french_terms(text: str) -> list[str]:
    """Return the terms that a French text has besides: its stems, marked as French."""
    return ["~" + french_stem(word) for word in words(text) if word not in STOP_WORDS]
