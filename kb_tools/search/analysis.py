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
#: Mostly the function words of M. F. Porter's Snowball lists, without what has a meaning of its
#: own here (*against* in a vote, *no* before a number, *may* as a month).
STOP_WORDS = frozenset(
    "a about after again an and any anybody anyone anything are as at be because been before being"
    " between both but by can could did do does doing during each ever for from further had happen"
    " happened happening happens has have having he her here hers him himself his how i if in into"
    " is it its itself many me might must my nobody not of off on once only or other ought our"
    " ours out over own said same say says she should so some someone something such than that"
    " the their theirs them themselves then there these they this those through to too under until"
    " up upon very was we were what when where which while who whom whose why will with within"
    " would yet you your yours s t"
    " apres au aux avant avec ce celle celles celui ces cet cette ceux combien comme dans de"
    " depuis des dont du elle elles en encore entre est et etait ete etre eux il ils je jusqu la le"
    " les leur leurs lors lorsqu lui ma mais me meme mes moi mon ne nos notre nous ont ou par pas"
    " peut peuvent plus pour pourquoi puisqu qu quand que quel quelle quelles quels qui sa sans"
    " sera ses soit son sont sous sur ta te tes toi ton tous tout toute toutes tres tu un une vers"
    " vos votre vous c d j l m n y".split()
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
