"""The table of equivalents made ready to be kept with an index."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from kb_tools.model import Equivalent, Term, Vocabulary
from kb_tools.search.equivalents import (
    Equivalents,
    capitals_key,
    counted_words,
    english_key,
    exact_key,
    french_key,
)

_SHORT, _CODE = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{3}")


class _Row(NamedTuple):
    """Names that say the same.

    ``typed`` ones are understood, but not looked for; words in small letters in any English form.
    """

    english: tuple[str, ...]
    french: tuple[str, ...]
    others: tuple[str, ...]
    typed: tuple[str, ...]
    #: The code of a State, such as CAN, counts in capitals only, like acronyms of two letters.
    code: str = ""


def compiled_equivalents(vocabulary: Vocabulary) -> str:
    """Return the table of equivalents and the names of States as :meth:`Equivalents.read` reads."""
    rows = [_row(held) for held in vocabulary.equivalents.values()]
    rows += [_state(term) for term in vocabulary.words("states").values()]
    keys: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for key in _keys(row):
            keys.setdefault(key, []).append(number)
    names = [[*dict.fromkeys((*row.english, *row.french, *row.others))] for row in rows]
    table = Equivalents(names, keys)
    return json.dumps(table._asdict(), ensure_ascii=False, separators=(",", ":"))


def _row(held: Equivalent) -> _Row:
    return _Row(held.en, held.fr, held.also, held.typed)


def _state(term: Term) -> _Row:
    """Return the names of a State; its code and acronyms of two letters are not looked for.

    Names do not inflect: they count as they stand, lest `Chin` lead to China.
    """
    code = next((name for name in term.aliases if _CODE.fullmatch(name)), "")
    short = tuple(name for name in term.aliases if _SHORT.fullmatch(name))
    others = tuple(name for name in term.aliases if name not in (code, *short))
    names = (term.label.en, term.label.fr, *others)
    return _Row((), (), names, (*short, code), code)


def _keys(row: _Row) -> set[str]:
    keys = {english_key(counted_words(name)) for name in row.english}
    keys |= {french_key(counted_words(name)) for name in row.french}
    for name in (*row.others, *row.typed):
        # An acronym may be spelt like a word, even one that is too common to count.
        said = counted_words(name)
        in_capitals = name == row.code or _SHORT.fullmatch(name) or not said
        said = [name.lower()] if in_capitals else said
        if in_capitals:
            keys.add(capitals_key(said))
        elif name in row.typed and name == name.lower():
            keys.add(english_key(said))
        else:
            keys.add(exact_key(said))
    return keys - {"", "~", "=", "^"}
