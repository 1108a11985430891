"""The query language: whatever is typed gets a meaning, and what was repaired is said.

Words are joined with AND; ``OR`` binds less tightly than AND, ``NOT`` and ``-`` exclude, and
``NEAR`` binds tightest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb_tools.scalars import fold
from kb_tools.search.analysis import ELIDED
from kb_tools.search.lexer import Lexer, Piece, common_words_only
from kb_tools.search.query import (
    And,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    all_of,
    any_of,
    render,
)

#: What words leave before or behind an apostrophe.
_ELISION = re.compile(rf"\b(?:{'|'.join(ELIDED)})['’\u02bc](?=\w)|(?<=\w)['’\u02bc]s\b")


def parse_query(text: str) -> Query:
    """Return the meaning of any text; nothing that can be typed raises."""
    lexer = Lexer(text)
    pieces = lexer.run()
    parser = _Parser(pieces, lexer.notes)
    node = parser.alternatives()
    if isinstance(node, Nothing):
        node = common_words_only(lexer)
    elif lexer.common:
        common = ", ".join(dict.fromkeys(lexer.common))
        lexer.notes.append(f"left out as too common: {common}")
    _hint_at_operators(text, lexer.notes)
    differs = bool(lexer.notes) or _plain(text) != _plain(render(node))
    return Query(node, tuple(lexer.notes), differs)


def _plain(text: str) -> str:
    """Return a query as it is compared: case, spaces and the AND that goes without saying apart."""
    plain = fold(re.sub(r"(?<=\s)(?:AND|&&)\s", " ", text))
    plain = _ELISION.sub("", plain)
    return " ".join(plain.replace("“", '"').replace("”", '"').split())


def _hint_at_operators(text: str, notes: list[str]) -> None:
    for word in ("or", "not", "ou"):
        if re.search(rf"\S\s+{word}\s+\S", text):
            operator = "NOT" if word == "not" else "OR"
            meaning = "leave words out" if word == "not" else "look for either word"
            notes.append(f"`{word}` was read as a word; write {operator} in capitals to {meaning}")
            return


class _Parser:
    """Joins pieces by their operators; every rule advances, so that it always ends."""

    def __init__(self, pieces: Sequence[Piece], notes: list[str]) -> None:
        self._pieces = pieces
        self._notes = notes
        self._at = 0

    def _peek(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else ""

    def _note(self, sentence: str) -> None:
        if sentence not in self._notes:
            self._notes.append(sentence)

    def alternatives(self, inside: bool = False) -> Node:
        """Return what stands up to the end, or up to the closing parenthesis."""
        choices = [self._all(inside)]
        while self._peek() == "OR":
            self._at += 1
            choices.append(self._all(inside))
            if isinstance(choices[-1], Nothing) or isinstance(choices[-2], Nothing):
                self._note("`OR` without a word on both sides was left out")
        return any_of(choices)

    def _all(self, inside: bool) -> Node:
        parts: list[Node] = []
        while (kind := self._peek()) and kind != "OR":
            if kind == ")":
                if inside:
                    break
                self._at += 1
            elif kind == "AND":
                self._at += 1
                if not parts or self._peek() in ("", "OR", "AND", ")"):
                    self._note("`AND` without a word on both sides was left out")
            else:
                parts.append(self._one())
        return all_of(parts)

    def _one(self) -> Node:
        kind = self._peek()
        if kind in ("NOT", "NEAR"):
            self._at += 1
            if kind == "NOT":
                return self._excluded()
            self._note("`NEAR` without a word on both sides was left out")
            return Nothing()
        return self._with_near(self._single())

    def _with_near(self, node: Node) -> Node:
        """Return what was read, joined with what is to stand near it."""
        found: list[Node] = []
        chain, distance = [node], 0
        while self._peek() == "NEAR":
            asked = self._pieces[self._at].distance
            self._at += 1
            if self._peek() not in ("term", "("):
                self._note("`NEAR` without a word on both sides was left out")
                break
            if distance and asked != distance:
                found.append(self._near(chain, distance))
                chain = chain[-1:]
            chain.append(self._single())
            distance = asked
        return all_of([*found, self._near(chain, distance)])

    def _near(self, chain: list[Node], distance: int) -> Node:
        words = [part for part in chain if isinstance(part, Word | Prefix | Phrase)]
        if len(chain) == 1 or len(words) < len(chain) or len({part.where for part in words}) > 1:
            if len(chain) > 1:
                self._note("`NEAR` joins words and phrases of one field only: read as AND")
            return all_of(chain)
        return Near(tuple(words), distance)

    def _single(self) -> Node:
        piece = self._pieces[self._at]
        self._at += 1
        if piece.kind != "(":
            return piece.node
        node = self.alternatives(inside=True)
        if self._peek() == ")":
            self._at += 1
        else:
            self._note("a parenthesis was not closed: read as closed at the end")
        return node

    def _excluded(self) -> Node:
        negative = True
        while self._peek() == "NOT":
            self._at += 1
            negative = not negative
        if self._peek() not in ("term", "("):
            self._note("`NOT` without a word after it was left out")
            return Nothing()
        node = self._one()
        if isinstance(node, Nothing) or not negative:
            return node
        return node.part if isinstance(node, Not) else Not(node)


def narrowed(query: Query, conditions: Sequence[Node]) -> Query:
    """Return the query with further conditions, as options of the command line give them."""
    return Query(all_of([query.node, *conditions]), query.notes, query.differs)


def mixes_and_with_or(node: Node) -> bool:
    """Return whether AND and OR meet, where readers disagree about what binds tighter."""
    return isinstance(node, Or) and any(isinstance(part, And) for part in node.parts)
