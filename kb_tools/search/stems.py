"""Stems of English and French words, without a package.

English: M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980) 130-137.
French: the light stemmer of J. Savoy, "Light stemming approaches for the French, Portuguese,
German and Hungarian languages", SAC 2006, on words whose accents are folded already.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: No word is longer; what is would take long to measure.
LONGEST = 60
_CONSONANT = "(?:[^aeiouy]|(?<=[aeiou])y|^y)"
_VOWEL = "(?:[aeiou]|(?<![aeiou])(?<!^)y)"
_MEASURE = re.compile(f"{_VOWEL}+{_CONSONANT}+")
_HAS_VOWEL = re.compile(_VOWEL)
_SHORT_END = re.compile(f"{_CONSONANT}{_VOWEL}(?![wxy]){_CONSONANT}$")
_DOUBLE_END = re.compile(r"([^aeiouylsz])\1$")

STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
    ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
    ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ("logi", "log"),
)  # fmt: skip
STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"),
    ("ful", ""), ("ness", ""),
)  # fmt: skip
STEP_4 = ("al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize").split()
#: British spellings that the algorithm of 1980 does not know.
_BRITISH = re.compile(r"(?<=[a-z]{3})(is)(?=(?:e[ds]?|ing|ations?|ers?)$)")


def _measure(stem: str) -> int:
    return len(_MEASURE.findall(stem))


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    """Return the stem of a folded English word; very short or long ones are their own stem."""
    if not 3 <= len(word) <= LONGEST or not word.isascii() or not word.isalpha():
        return word
    word = _past_and_plural(_BRITISH.sub("iz", word))
    if word.endswith("y") and _HAS_VOWEL.search(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(word, STEP_2)
    word = _replaced(word, STEP_3)
    return _tidy_end(_without_suffix(word))


def _past_and_plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        stem = word[: -len(suffix)]
        if word.endswith(suffix) and _HAS_VOWEL.search(stem):
            if stem.endswith(("at", "bl", "iz")):
                return stem + "e"
            if _DOUBLE_END.search(stem):
                return stem[:-1]
            return stem + "e" if _measure(stem) == 1 and _SHORT_END.search(stem) else stem
    return word


def _replaced(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for suffix, replacement in pairs:
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            return stem + replacement if _measure(stem) > 0 else word
    return word


def _without_suffix(word: str) -> str:
    for suffix in sorted(STEP_4, key=len, reverse=True):
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            if _measure(stem) > 1 and (suffix != "ion" or stem.endswith(("s", "t"))):
                return stem
            return word
    return word


def _tidy_end(word: str) -> str:
    if word.endswith("e"):
        count = _measure(word[:-1])
        if count > 1 or (count == 1 and not _SHORT_END.search(word[:-1])):
            word = word[:-1]
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word


#: Suffix, shortest word it is taken from, and what takes its place; the first that fits counts.
FRENCH = (
    ("issement", 10, "ir"), ("issant", 8, "ir"), ("ement", 9, "e"), ("ment", 8, ""),
    ("ficatrice", 11, "fier"), ("ficateur", 10, "fier"), ("catrice", 9, "quer"),
    ("cateur", 8, "quer"), ("atrice", 8, "er"), ("ateur", 7, "er"), ("trice", 7, "teur"),
    ("ieme", 6, ""), ("teuse", 7, "ter"), ("teur", 6, "ter"), ("euse", 6, "eux"), ("ere", 8, "er"),
    ("ive", 7, "if"), ("folle", 5, "fou"), ("nnelle", 8, "n"), ("nnel", 6, "n"), ("ete", 7, "et"),
    ("ique", 8, "iqu"), ("esse", 8, ""), ("inage", 7, ""), ("isation", 9, ""), ("isateur", 9, ""),
    ("ation", 8, ""), ("ition", 8, ""),
)  # fmt: skip
_DOUBLED = re.compile(r"([a-z])\1$")


@lru_cache(maxsize=50_000)
def french_stem(word: str) -> str:
    """Return the light stem of a folded French word; very short or long ones are their own stem."""
    if not 5 <= len(word) <= LONGEST or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("x"):
        word = word[:-2] + "l" if word.endswith("aux") and not word.endswith("eaux") else word[:-1]
    elif word.endswith("s"):
        word = word[:-1]
    for suffix, shortest, replacement in FRENCH:
        if word.endswith(suffix) and len(word) >= shortest:
            word = word[: -len(suffix)] + replacement
            break
    for ending in ("r", "e", "e"):
        if len(word) > 4 and word.endswith(ending):
            word = word[:-1]
    return _DOUBLED.sub(r"\1", word) if len(word) > 4 else word
