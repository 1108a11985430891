"""Cutting a query into pieces: words, phrases, identifiers, fields, operators, parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb_tools.identifiers import Identifier, find_identifiers, recognise
from kb_tools.scalars import ScalarError, fold, parse_date, shown, slug_from
from kb_tools.search.analysis import ELIDED, STOP_WORDS, clean, words
from kb_tools.search.near import FARTHEST, USUAL
from kb_tools.search.query import (
    TITLE,
    Dated,
    Identified,
    Is,
    Near,
    Node,
    Nothing,
    Phrase,
    Prefix,
    Word,
    all_of,
)

LONGEST_QUERY = 10_000
MOST_PIECES = 64
DEEPEST = 20
#: Properties that ``field:value`` can ask for, and other names for them.
PROPERTIES = {
    "kind": "kind", "forum": "forum", "court": "forum", "state": "state", "country": "state",
    "certainty": "certainty", "subject": "subject", "judge": "judge", "record": "record",
    "outcome": "outcome",
}  # fmt: skip
DATE_FIELDS = ("date", "since", "until", "year")
FIELDS = (*PROPERTIES, *DATE_FIELDS, "title", "id")

_OPENING = {'"': '"', "“": "”", "„": "“", "«": "»"}
_SIGN = re.compile(r"(?<![^\s(])[-+\u2212](?=[^\s\d])")
_FIELD = re.compile(r"([A-Za-zÀ-ÿ_]{2,20}):")
_CHUNK = re.compile(r"[^\s()\"“”„«»]+")
_RANGE = re.compile(r"(\d{4}(?:-\d\d){0,2})?\.\.\.?(\d{4}(?:-\d\d){0,2})?")
_LONG_NUMBER = re.compile(r"\d{20,}")
_OPERATORS = ("AND", "OR", "NOT")
#: ``NEAR``, ``NEAR/5``, and what Westlaw and Lexis write: ``/5``, ``w/5``.
_NEAR = re.compile(r"NEAR(?:/(\d{1,9}))?|(?:near|w|W)?/(\d{1,2})")
#: Behind a phrase, how far apart its words may stand: ``"genocide intent"~5``.
_APART = re.compile(r"~(\d{0,9})")
#: Behind a word, what other programs read as a similar spelling or a weight.
_FOREIGN = re.compile(r"(?<=\w)[~^](?:\d+(?:\.\d+)?)?$")
_ACRONYM = re.compile(r"\W*([A-Z]{2,3})\W*")
#: Acronyms that count in capitals although the word is too common.
ORGANISATIONS = frozenset(("un", "who"))
#: With one of these words, ``comment`` at the beginning asks how; it is an English word besides.
FRENCH_WORDS = frozenset("la le les l des du d une un se est sont ont il elle".split())
_ISO_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
#: A symbol whose family was not recognised (``A RES 1325``): its organ stays attached to it.
_SYMBOL = re.compile(r"[A-Za-z]{1,3}(?:\s*/\s*|\s+)(?:RES|PRST|PV|HRC)[\s/.]*\d[\w/.-]*", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query: ``(``, ``)``, ``AND``, ``OR``, ``NOT``, ``NEAR``, or ``term``.

    A term has its meaning, NEAR a distance in words.
    """

    kind: str
    node: Node = field(default_factory=Nothing)
    distance: int = 0


@dataclass(slots=True)
class Lexer:
    """Reads one query from left to right; ``notes`` tells what was repaired."""

    text: str
    notes: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    common: list[str] = field(default_factory=list)
    _at: int = 0
    _depth: int = 0
    _symbols: dict[int, tuple[int, Node]] = field(default_factory=dict)

    def run(self) -> list[Piece]:
        """Return the pieces of the query, at most ``MOST_PIECES`` of them."""
        self.text = clean(self.text)
        if len(self.text) > LONGEST_QUERY:
            self.text = self.text[:LONGEST_QUERY]
            self._note(f"only the first {LONGEST_QUERY:,} characters were read")
        # A sign before a word excludes it; the identifier behind it starts after the sign.
        scanned = _SIGN.sub(" ", self.text)
        for match in _SYMBOL.finditer(scanned):
            self._symbol(match.start(), match.end(), _phrase_of(words(match[0])))
        for start, end, found in _symbols_in(scanned):
            node = Identified(found.canonical, found.key, found.keys)
            self._symbol(start, end, node)
        while self._at < len(self.text):
            if len(self.pieces) >= MOST_PIECES:
                self._note(f"only the first {MOST_PIECES} parts were read")
                break
            self._next()
        self._question()
        return self.pieces

    def _question(self) -> None:
        """Leave out the French word for how, where it begins a French question."""
        first, second = (*self.pieces[:2], Piece(""), Piece(""))[:2]
        asks = first.node == Word("comment") and second.kind == "term"
        if asks and not FRENCH_WORDS.isdisjoint(self.common):
            del self.pieces[0]
            self.common.insert(0, "comment")

    def _symbol(self, start: int, end: int, node: Node) -> None:
        """Remember what stands at a place; with a star behind it is the beginning of a symbol."""
        if self.text.startswith("*", end):
            node = Phrase(tuple(words(self.text[start:end])), open=True)
            end += 1
        self._symbols[start] = (end, node)

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def _term(self, node: Node) -> None:
        if not isinstance(node, Nothing):
            self.pieces.append(Piece("term", node))

    def _next(self) -> None:
        character = self.text[self._at]
        if character.isspace():
            self._at += 1
        elif character in "()" and self._at not in self._symbols:
            self._parenthesis(character)
        elif _SIGN.match(self.text, self._at):
            self._at += 1
            if character != "+":
                self.pieces.append(Piece("NOT"))
        elif self._at in self._symbols:
            self._at, node = self._symbols[self._at]
            self._term(node)
        elif character in _OPENING:
            self._term(self._phrase())
        elif character in "”»":
            self._at += 1
        elif match := _FIELD.match(self.text, self._at):
            self._field(match)
        else:
            self._chunk()

    def _parenthesis(self, character: str) -> None:
        self._at += 1
        self._depth += 1 if character == "(" else -1
        if self._depth < 0:
            self._depth = 0
            self._note("a closing parenthesis without an opening one was left out")
        elif max(self._depth, self._depth + (character == ")")) <= DEEPEST:
            self.pieces.append(Piece(character))
        else:
            self._note(f"parentheses deeper than {DEEPEST} were left out")

    def _quoted(self) -> str:
        opening = self.text[self._at]
        end = self.text.find(_OPENING[opening], self._at + 1)
        if end < 0 and opening != '"':
            end = self.text.find('"', self._at + 1)
        if end < 0:
            self._note("a quotation mark was not closed: read as a phrase up to the end")
            end = len(self.text)
        content = self.text[self._at + 1 : end]
        self._at = end + 1
        return content

    def _phrase(self, where: str = "") -> Node:
        content = self._quoted()
        found = list(_symbols_in(content.strip()))
        if found and not where and found[0][:2] == (0, len(content.strip())):
            identifier = found[0][2]
            return Identified(identifier.canonical, identifier.key, identifier.keys)
        phrase = self._first(words(content))
        if len(phrase) > 1 and content.rstrip().endswith("*"):
            return Phrase(tuple(phrase), where, open=True)
        if not phrase:
            self._note("empty quotation marks were left out")
            return Nothing()
        if apart := _APART.match(self.text, self._at):
            self._at = apart.end()
            return self._near(phrase, where, apart[1])
        return _phrase_of(phrase, where)

    def _near(self, phrase: list[str], where: str, distance: str) -> Node:
        counted = [word for word in phrase if word not in STOP_WORDS]
        if len(counted) < 2:
            self._note("`~` needs two words in the quotation marks before it, and was left out")
            return _phrase_of(phrase, where)
        self.common += [word for word in phrase if word in STOP_WORDS]
        return Near(tuple(Word(word, where) for word in counted), self._distance(distance))

    def _distance(self, written: str) -> int:
        """Return how many words apart; what is too near or too far is said."""
        distance = int(written) if written else USUAL
        if not 1 <= distance <= FARTHEST:
            self._note(f"words stand near each other from 1 to {FARTHEST} words apart")
        return max(1, min(distance, FARTHEST))

    def _field(self, match: re.Match[str]) -> None:
        name, after = fold(match[1]), match.end()
        if name not in FIELDS:
            if not self.text.startswith("//", after):
                self._note(f"{shown(match[1])} is not a field: read as a word")
            self._words(match[1])
            self._at = after
            return
        self._at = after
        if self._at in self._symbols:
            self._next()
            return
        quoted = self.text[self._at : self._at + 1] in _OPENING
        if quoted and name == "title":
            self._term(self._phrase(TITLE))
            return
        chunk = _CHUNK.match(self.text, self._at)
        value = self._quoted() if quoted else chunk[0] if chunk else ""
        if not quoted:
            self._at += len(value)
        self._valued(name, value)

    def _valued(self, name: str, value: str) -> None:
        if not (words(value) if name in ("title", "id") else slug_from(value)):
            self._note(f"`{name}:` has no value and was left out")
        elif name == "title":
            self._words(value, TITLE)
        elif name == "id":
            self._words(value)
        elif name in DATE_FIELDS:
            self._term(self._date(name, value))
        else:
            self._term(property_is(name, value))

    def _date(self, name: str, value: str) -> Node:
        try:
            return read_dates(name, value)
        except ScalarError as error:
            self._note(f"{error.message}: `{name}:` was left out ({error.hint})")
            return Nothing()

    def _chunk(self) -> None:
        match = _CHUNK.match(self.text, self._at)
        chunk = match[0] if match else self.text[self._at]
        self._at += len(chunk)
        operator = {"&&": "AND", "||": "OR"}.get(chunk, chunk)
        if operator in _OPERATORS:
            self.pieces.append(Piece(operator))
        elif near := _NEAR.fullmatch(chunk):
            self.pieces.append(Piece("NEAR", distance=self._distance(near[1] or near[2] or "")))
        elif _RANGE.fullmatch(chunk) and chunk.strip("."):
            self._term(self._date("date", chunk))
        elif _ISO_DAY.fullmatch(chunk):
            dated = self._date("date", chunk)
            self._note(f'`{chunk}` was read as a date; "{chunk}" looks for the text')
            self._term(dated)
        else:
            self._words(chunk)

    def _words(self, chunk: str, where: str = "") -> None:
        """Add the words of a run of text without spaces."""
        if foreign := _FOREIGN.search(chunk):
            self._note(f"`{foreign[0]}` has no meaning behind a word and was left out")
            chunk = chunk[: foreign.start()]
        found = words(chunk)
        if "*" in chunk.rstrip("*"):
            self._note("a star counts at the end of a word only: elsewhere it was left out")
        if found and re.fullmatch(r"\w{2,}!", chunk):
            self._note(f"`{chunk}` was read as a word; write {found[0]}* for what begins so")
        if chunk.rstrip("*") != chunk and found:
            self._prefix(found, where)
        elif "/" in chunk.strip("/") and len(found) > 1:
            self._term(_phrase_of(self._first(found), where))
        elif len(found) == 2 and re.search(r"\w[-\u2010\u2011]\w", chunk):
            self._term(Word("".join(found), where, tuple(found)))
        else:
            acronym = len(found) == 1 and _ACRONYM.fullmatch(chunk.replace(".", ""))
            if len(found) > 1 and ("'" in chunk or "’" in chunk):
                found = [word for word in found if word not in ELIDED] or found
            for word in self._first(found):
                self._word(word, where, bool(acronym))

    def _prefix(self, found: list[str], where: str) -> None:
        if len(found) > 1:  # the parts of a symbol stay together
            first = tuple(self._first(found))
            self._term(Phrase(first, where, open=len(found) == len(first)))
        elif len(found[-1]) < 2:
            self._note(f"`{found[-1]}*` is too short: write at least two letters before the star")
            self._word(found[-1], where)
        else:
            self._term(Prefix(found[-1], where))

    def _first(self, found: list[str]) -> list[str]:
        """Return as many words as one part of a query may have."""
        if len(found) > MOST_PIECES:
            self._note(f"only the first {MOST_PIECES} words of a part were read")
        return found[:MOST_PIECES]

    def _word(self, word: str, where: str, capitals: bool = False) -> None:
        if word in STOP_WORDS and not (capitals and word in ORGANISATIONS):
            self.common.append(word)
        else:
            self._term(Word(word, where, capitals=capitals and word.upper() not in _OPERATORS))


def _symbols_in(text: str) -> Iterator[tuple[int, int, Identifier]]:
    """Yield the identifiers in a query; no number in them is as long as those blotted out here.

    The patterns of identifiers try each digit as a beginning, which takes too long in such a run.
    """
    return find_identifiers(_LONG_NUMBER.sub(lambda run: "_" * len(run[0]), text))


def _phrase_of(found: list[str], where: str = "") -> Node:
    """Return the phrase of these words, or the identifier that they spell."""
    identifier = None if where else recognise(" ".join(found))
    if identifier:
        return Identified(identifier.canonical, identifier.key, identifier.keys)
    return Phrase(tuple(found), where)


def property_is(name: str, value: str) -> Node:
    """Return the condition that a property, by any of its names, has a value in any spelling."""
    return Is(PROPERTIES.get(name, name), slug_from(value))


def read_dates(name: str, value: str) -> Node:
    """Return the condition for ``date``, ``since`` or ``until``; ``2020..2022`` is a range.

    Raises ScalarError when a date does not exist or a range runs backwards.
    """
    value = value.replace("...", "..")
    if ".." in value:
        first, _, last = value.partition("..")
        since = str(parse_date(first)) if first else ""
        until = str(parse_date(last)) if last else ""
        if since and until and parse_date(until).latest < parse_date(since).earliest:
            raise ScalarError(f"{shown(value)} runs backwards", f"write {until}..{since}")
        return Dated(since, until)
    day = str(parse_date(value))
    if name == "since":
        return Dated(day, "")
    return Dated("", day) if name == "until" else Dated(day, day)


def common_words_only(lexer: Lexer) -> Node:
    """Return the words that were left out as too common, for a query that has no others."""
    return all_of([Word(word) for word in lexer.common[:MOST_PIECES]])
