"""What a script must know to understand a query as this package does: its words and numbers.

The rules themselves are written a second time in ``browser/``; a test in a browser
holds both to the same answers.  Tables, weights and patterns are written once, in Python.
"""

from __future__ import annotations

import re
from typing import Any

from kb_tools.identifiers import FAMILIES
from kb_tools.search import equivalents, evaluate, lexer, near, nearest, stems, terms, unit
from kb_tools.search.analysis import ELIDED, STOP_WORDS


def language() -> dict[str, Any]:
    """Return tables, limits and weights as plain values."""
    return {
        "stopWords": sorted(STOP_WORDS),
        "elided": ELIDED,
        "organisations": sorted(lexer.ORGANISATIONS),
        "frenchWords": sorted(lexer.FRENCH_WORDS),
        "properties": lexer.PROPERTIES,
        "dateFields": lexer.DATE_FIELDS,
        "limits": {
            "characters": lexer.LONGEST_QUERY,
            "pieces": lexer.MOST_PIECES,
            "depth": lexer.DEEPEST,
            "phrase": equivalents.LONGEST_PHRASE,
            "farthest": near.FARTHEST,
            "usual": near.USUAL,
            "few": nearest.FEW,
            "nearWords": nearest.MOST_WORDS,
            "missing": nearest.MOST_MISSING,
        },
        "stems": {
            "step2": stems.STEP_2,
            "step3": stems.STEP_3,
            "step4": sorted(stems.STEP_4, key=len, reverse=True),
            "french": stems.FRENCH,
            "longest": stems.LONGEST,
        },
        "ranking": {
            "fields": terms.SCORED,
            "weight": evaluate.WEIGHT,
            "lengthCounts": evaluate.LENGTH_COUNTS,
            "usualLength": evaluate.USUAL_LENGTH,
            "saturation": evaluate.SATURATION,
            "borne": evaluate.BORNE,
            "cited": evaluate.CITED,
            "phrase": evaluate.PHRASE,
            "prefix": evaluate.PREFIX,
        },
        "section": terms.BODY_STARTS,
        "parting": unit.PARTING,
    }


def families() -> list[dict[str, Any]]:
    """Return how each family of identifiers is spelt, in the order of trying."""
    return [
        {
            "name": family.name,
            "label": family.label,
            "example": family.example,
            "parts": family.parts,
            "spellings": [
                [begins, script_pattern(pattern)] for begins, pattern in family.spellings
            ],
        }
        for family in FAMILIES.values()
    ]


#: What the classes of Python's patterns are called in patterns of scripts that read Unicode.
#: In a cleaned text all spaces are plain ones.
_CLASSES = {"w": r"\p{L}\p{N}_", "d": r"\p{Nd}", "s": " "}
_PIECE = re.compile(r"\\.|\[\^?\]?|\]|\(\?P<|[^\\\[\](]+|.", re.DOTALL)
#: Signs that a script's pattern may have a backslash before.
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")


def script_pattern(pattern: str) -> str:
    """Return a regular expression in the dialect of scripts (ECMAScript, flag ``u``).

    The classes that Python reads as Unicode are written out, names of groups begin as there.
    """
    parts: list[str] = []
    inside = False
    for piece in _PIECE.findall(pattern):
        if piece.startswith("\\"):
            parts.append(_escaped(piece, inside))
        elif piece.startswith("[") and not inside:
            inside = True
            parts.append(piece.replace("]", r"\]"))
        elif piece == "]":
            inside = False
            parts.append(piece)
        else:
            parts.append("(?<" if piece == "(?P<" and not inside else piece)
    return "".join(parts)


def _escaped(piece: str, inside: bool) -> str:
    """Return an escape of a pattern; only a sign that needs one keeps its backslash."""
    kind = piece[1]
    if kind in _CLASSES:
        signs = _CLASSES[kind]
        return signs if inside or kind != "w" else f"[{signs}]"
    if kind.lower() in _CLASSES and not inside:
        return f"[^{_CLASSES[kind.lower()]}]"
    if kind.isalnum() or kind in _SYNTAX or (inside and kind == "-"):
        return piece
    return kind
