"""Bytes of a record file to nodes with positions, through PyYAML's parser events.

Every scalar stays text: ``NO`` is the text NO, ``010`` the text 010, ``2022-13-01`` the text that a
date field will refuse.  What YAML allows but a record must not hold (anchors, tags, duplicate keys,
several documents, excessive depth or size) is a problem with a place, never an exception.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from kb_tools.diagnostics import Span
from kb_tools.scalars import shown
from kb_tools.yamldoc import syntax

#: The largest file that is read, in bytes: many times the largest honest record.
MAX_BYTES = 4_000_000
#: The deepest nesting that is read; the model needs seven levels.
MAX_DEPTH = 24

_PARSER: Any = getattr(yaml, "CLoader", yaml.Loader)


class Node:
    """A piece of YAML with its place: lines and columns count from 1, the end is exclusive."""

    __slots__ = ("column", "end_column", "end_line", "line")

    def __init__(self, start: Any, end: Any) -> None:
        self.line: int = start.line + 1
        self.column: int = start.column + 1
        self.end_line: int = end.line + 1
        self.end_column: int = end.column + 1

    @property
    def span(self) -> Span:
        """The place in the file."""
        return Span(self.line, self.column, self.end_line, self.end_column)


class Scalar(Node):
    """A piece of text; ``plain`` is True when it stood without quotes and is not a block."""

    __slots__ = ("plain", "value")

    def __init__(self, event: Any) -> None:
        # What Node.__init__ does, written out: there are hundreds of scalars in a record.
        start, end = event.start_mark, event.end_mark
        self.line = start.line + 1
        self.column = start.column + 1
        self.end_line = end.line + 1
        self.end_column = end.column + 1
        self.value: str = event.value
        self.plain: bool = not event.style

    @property
    def is_empty(self) -> bool:
        """True for a key without a value."""
        return self.plain and not self.value


class Sequence(Node):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, event: Any) -> None:
        super().__init__(event.start_mark, event.end_mark)
        self.items: list[Node] = []


class Mapping(Node):
    """Keys with their values, in the order of the file; of two equal keys the first counts."""

    __slots__ = ("entries",)

    def __init__(self, event: Any) -> None:
        super().__init__(event.start_mark, event.end_mark)
        self.entries: dict[str, tuple[Scalar, Node]] = {}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a piece of a file, before it is known which record it belongs to."""

    code: str
    message: str
    hint: str
    span: Span
    related: tuple[tuple[Span, str], ...] = ()
    pointer: str = ""


@dataclass(slots=True)
class YamlDocument:
    """What was read: the root node, or None if there is none to be had, and all problems."""

    root: Node | None
    problems: list[Problem] = field(default_factory=list)


_START = Span(1, 1, 1, 2)
#: Control characters, line separators and the controls that reverse the direction of text.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def parse_yaml(data: bytes) -> YamlDocument:
    """Return the nodes of one YAML document and every problem found on the way.

    ``data`` may be any bytes; nothing is raised for their sake.
    """
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        return _refused("KB008", message, "split the record")
    problems: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        hint = "save the file as UTF-8 without a byte order mark"
        problems.append(Problem("KB013", "the file starts with a byte order mark", hint, _START))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _position(data[: error.start].decode("utf-8", "replace"))
        kind = "holds binary data" if b"\0" in data[:1024] else "is not UTF-8 text"
        hint = "save it as UTF-8"
        return YamlDocument(None, [*problems, Problem("KB002", f"the file {kind}", hint, place)])
    hidden = _hidden_characters(text, problems)
    builder = _Builder(problems, hidden, "\\" in text)
    try:
        return YamlDocument(builder.build(text), problems)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error, text))
    except yaml.reader.ReaderError as error:
        if not hidden:
            position = error.position if isinstance(error.position, int) else 0
            at = _position(data[:position].decode("utf-8", "replace"))
            message = "a character that YAML does not allow"
            problems.append(Problem("KB012", message, _RETYPE, at))
    except _TooDeep as error:
        problems.append(_too_deep(error.span))
    return YamlDocument(None, problems)


class _TooDeep(Exception):
    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


def _too_deep(place: Span) -> Problem:
    hint = "a record needs at most seven levels; look for brackets that are not closed"
    return Problem("KB007", f"nested more than {MAX_DEPTH} levels deep", hint, place)


class _Builder:
    """Turns the events of one file into a tree, keeping problems as it goes.

    ``hidden`` are the characters reported where they stand in the file, ``escapes`` says whether
    a value may hold others.
    """

    def __init__(self, problems: list[Problem], hidden: frozenset[str], escapes: bool) -> None:
        self.problems = problems
        self.hidden = hidden
        #: Without a backslash in the file no value holds more than the file shows.
        self.escapes = escapes

    def report(self, code: str, message: str, hint: str, node: Node, *related: Any) -> None:
        self.problems.append(Problem(code, message, hint, node.span, related))

    def build(self, text: str) -> Node | None:
        parser = _PARSER(text)
        try:
            return self._documents(parser.get_event)
        finally:
            parser.dispose()

    def _documents(self, get_event: Any) -> Node | None:
        root: Node | None = None
        documents = 0
        while True:
            event = get_event()
            kind = event.__class__
            if kind is yaml.StreamEndEvent:
                break
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents == 2:
                    self.report(
                        "KB009",
                        "a second YAML document starts here",
                        "keep one record in a file; remove the line `---`",
                        Node(event.start_mark, event.end_mark),
                    )
            elif kind not in (yaml.StreamStartEvent, yaml.DocumentEndEvent):
                node = self._tree(event, get_event)
                root = root if documents > 1 else node
        if root is None or (isinstance(root, Scalar) and root.is_empty):
            hint = "start with `kind: case`, or copy a record that is like it"
            self.problems.append(Problem("KB011", "the file holds no record", hint, _START))
            return None
        return root

    def _tree(self, event: Any, get_event: Any) -> Node:
        """Build the node that starts with ``event``; a stack, so that depth costs no recursion."""
        stack: list[tuple[Sequence | Mapping, list[Node]]] = []
        pending: list[Node] = []
        top = pending
        escapes = self.escapes
        scalar_event, mapping_start = yaml.ScalarEvent, yaml.MappingStartEvent
        sequence_start = yaml.SequenceStartEvent
        while True:
            kind = event.__class__
            if kind is scalar_event:
                node = Scalar(event)
                if escapes or event.anchor is not None or event.tag is not None:
                    self._look_at(node, event)
                pending.append(node)
            elif kind is mapping_start or kind is sequence_start:
                opened = Mapping(event) if kind is mapping_start else Sequence(event)
                if len(stack) >= MAX_DEPTH:
                    raise _TooDeep(opened.span)
                if event.anchor is not None or event.tag is not None:
                    self._look_at(opened, event)
                stack.append((opened, pending))
                pending = opened.items if isinstance(opened, Sequence) else []
            elif kind is yaml.AliasEvent:
                pending.append(self._alias(event))
            else:
                done, outer = stack.pop()
                if isinstance(done, Mapping):
                    self._fill(done, pending)
                outer.append(done)
                pending = outer
            if not stack:
                return top[0]
            event = get_event()

    def _alias(self, event: Any) -> Node:
        event.value, event.style = "", '"'
        node = Scalar(event)
        message = f"an alias {shown('*' + str(event.anchor))} stands for another place"
        self.report("KB005", message, "write the value out here", node)
        return node

    def _look_at(self, node: Node, event: Any) -> None:
        """Report what a value must not have: anchor, tag, control characters by escapes."""
        if isinstance(node, Scalar):
            found = FORBIDDEN.search(node.value)
            if found and found[0] not in self.hidden:
                self.report("KB012", _hidden_message(found[0]), _RETYPE, node)
        if event.anchor is not None:
            message = f"an anchor {shown('&' + str(event.anchor))} is not allowed"
            self.report("KB005", message, "remove it and write values out where needed", node)
        if event.tag is not None and event.tag != "!":
            message = f"a tag {shown(str(event.tag))} is not allowed"
            self.report("KB006", message, "remove it: the field decides what a value is", node)

    def _fill(self, mapping: Mapping, nodes: list[Node]) -> None:
        entries = mapping.entries
        twice: list[Scalar] = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.report(
                    "KB010", "a key must be a word", "put text in quotes if it needs [ or {", key
                )
            elif key.value in entries:
                twice.append(key)
            else:
                entries[key.value] = (key, value)
        if twice:
            first = entries[twice[0].value][0]
            self.report("KB004", *_twice_words(twice), twice[0], (first.span, "first here"))


def _twice_words(keys: list[Scalar]) -> tuple[str, str]:
    """Return message and hint for keys of one mapping that stand there already."""
    name = shown(keys[0].value)
    if len(keys) == 1:
        return f"the key {name} stands twice", "keep one of the two, or join what they say"
    return (
        f"the key {name} and {len(keys) - 1} more stand twice",
        "start the next item of the list with `- `, or keep one of each",
    )


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    what = " ".join(str(error.problem or error.context or "it cannot be read").split())
    at = _place(mark) if mark else _START
    if "nesting depth" in what:  # the parser has a limit of its own
        return _too_deep(at)
    found = syntax.explain(what, text, mark.index if mark else 0)
    start = _place(context) if context else None
    quotes = _open_quotes(text, at.line)
    related: tuple[tuple[Span, str], ...] = ()
    if quotes:
        found, related = syntax.OPEN_QUOTES, ((at, "here the text breaks off"),)
        at = quotes
    elif start and start.line != at.line:
        if found.at_start:
            at, start = start, at
        related = ((start, found.elsewhere),)
    return Problem("KB003", found.message, found.hint, at, related)


def _place(mark: Any) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _open_quotes(text: str, line: int) -> Span | None:
    """Return where quotes open that close only on the line where reading stopped, if they do."""
    parser: Any = _PARSER(text)
    last: Any = None
    try:
        while True:
            event = parser.get_event()
            if event.__class__ is yaml.ScalarEvent:
                last = event
    except yaml.YAMLError:
        pass
    finally:
        parser.dispose()
    if last is None or last.style not in ("'", '"'):
        return None
    start, end = last.start_mark, last.end_mark
    return _place(start) if start.line != end.line and end.line + 1 == line else None


_RETYPE = "remove it; retype the line if it was pasted"
#: How many hidden characters of one file are reported; more of them have one cause.
_MOST_HIDDEN = 20
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def _hidden_message(character: str) -> str:
    return f"a control character U+{ord(character):04X} stands in the text"


def _hidden_characters(text: str, problems: list[Problem]) -> frozenset[str]:
    """Report the forbidden characters of a file where they stand; return which there are."""
    if not FORBIDDEN.search(text):
        return frozenset()
    found = list(FORBIDDEN.finditer(text))
    for match in found[:_MOST_HIDDEN]:
        at = _position(text[: match.start()])
        problems.append(Problem("KB012", _hidden_message(match[0]), _RETYPE, at))
    return frozenset(match[0] for match in found)


def _refused(code: str, message: str, hint: str) -> YamlDocument:
    return YamlDocument(None, [Problem(code, message, hint, _START)])


def _position(before: str) -> Span:
    """Return the place right after the text ``before``; lines break where YAML breaks them."""
    lines = _LINE_BREAK.split(before)
    column = len(lines[-1]) + 1
    return Span(len(lines), column, len(lines), column + 1)
