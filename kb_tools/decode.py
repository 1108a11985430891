"""Nodes to records: every field typed by the model, every problem kept with its place.

A record comes out whatever is wrong with it: a value that cannot be read is left out and reported.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Callable
from typing import Any

from kb_tools import scalars
from kb_tools.model import RECORD_TYPES, Bilingual, Equivalent, Record, Term, Vocabulary
from kb_tools.scalars import (
    Paragraphs,
    PartialDate,
    Reference,
    ScalarError,
    SourceCitation,
    Vote,
    shown,
)
from kb_tools.yamldoc import Mapping, Node, Problem, Scalar, Sequence

#: How each type of value is read from text.
PARSERS: dict[Any, Callable[[str], Any]] = {
    PartialDate: scalars.parse_date,
    Reference: scalars.parse_reference,
    SourceCitation: scalars.parse_source_citation,
    Paragraphs: scalars.parse_paragraphs,
    Vote: scalars.parse_vote,
    int: scalars.parse_integer,
    bool: scalars.parse_yes_no,
}
#: Fields that hold an id or an address whatever record they stand in.
_BY_NAME: dict[str, Callable[[str], Any]] = {
    "id": scalars.parse_slug,
    "url": scalars.parse_url,
    "read_at": scalars.parse_url,
    "archived": scalars.parse_url,
}


@dataclasses.dataclass(slots=True)
class Context:
    """What decoding needs and gathers: the vocabulary, the problems, words looked for in vain.

    ``left_out`` holds, by the pointer of a list, the places of members that could not be read.
    """

    vocabulary: Vocabulary
    draft: bool = False
    problems: list[Problem] = dataclasses.field(default_factory=list)
    missing_vocabularies: set[str] = dataclasses.field(default_factory=set)
    left_out: dict[str, list[int]] = dataclasses.field(default_factory=dict)

    def report(self, code: str, message: str, hint: str, node: Node, pointer: str) -> None:
        """Keep one problem."""
        self.problems.append(Problem(code, message, hint, node.span, (), pointer))


_ABSENT = object()
#: The longest texts that are read: many times the longest honest title and summary.
MAX_LINE, MAX_PROSE = 2_000, 20_000
#: No known word is longer; more of a word is not compared.
_LONGEST_WORD = 100
#: Characters of a description that a hint repeats.
_HINT = 60
Decoder = Callable[[Node, str, Context], Any]


def decode_record(root: Node, record_id: str, context: Context) -> Record | None:
    """Return the record that ``root`` holds, or None if its kind cannot be told.

    Problems go to ``context``; ``record_id`` becomes the id.
    """
    if not isinstance(root, Mapping):
        hint = "write `key: value` lines, the first of them `kind: case`"
        context.report("KB103", "a record is a mapping of fields", hint, root, "")
        return None
    kind_entry = root.entries.get("kind")
    if kind_entry is None:
        hint = f"start the file with `kind: case` (or {', '.join(list(RECORD_TYPES)[1:])})"
        context.report("KB102", "the field `kind` is missing", hint, _first_key(root), "kind")
        return None
    kind = kind_entry[1]
    if not isinstance(kind, Scalar) or kind.value not in RECORD_TYPES:
        value = kind.value if isinstance(kind, Scalar) else "this"
        hint = did_you_mean(value, RECORD_TYPES) or f"write one of {', '.join(RECORD_TYPES)}"
        context.report("KB105", f"{shown(value)} is not a kind of record", hint, kind, "kind")
        return None
    status = root.entries.get("status")
    context.draft = bool(status and isinstance(status[1], Scalar) and status[1].value == "draft")
    record = dataclass_decoder(RECORD_TYPES[kind.value])(root, "", context)
    assert isinstance(record, Record)
    return dataclasses.replace(record, id=record_id)


_Entry = typing.TypeVar("_Entry", Term, Equivalent)


def decode_terms(root: Node, context: Context) -> dict[str, Term]:
    """Return the words of one vocabulary file."""
    return _entries(root, Term, context)


def decode_equivalents(root: Node, context: Context) -> dict[str, Equivalent]:
    """Return the rows of the table of equivalents; a phrase stands in one row, once a list."""
    rows = _entries(root, Equivalent, context)
    first: dict[str, str] = {}
    for row, (_, node) in root.entries.items() if isinstance(root, Mapping) else ():
        for phrase, pointer in _texts(node, row):
            place, held = (
                pointer.rpartition("/")[0],
                first.setdefault(scalars.fold(phrase.value), pointer),
            )
            other = held.rpartition("/")[0]
            if held != pointer and (place == other or not other.startswith(f"{row}/")):
                message = f"{shown(phrase.value)} stands in `{held}` too"
                context.report("KB247", message, "join the rows, or remove one", phrase, pointer)
    return rows


def _entries(root: Node, cls: type[_Entry], context: Context) -> dict[str, _Entry]:
    if not isinstance(root, Mapping):
        context.report("KB103", "a vocabulary is a mapping of words", "write `word:`", root, "")
        return {}
    decode = dataclass_decoder(cls)
    found = {word: decode(node, word, context) for word, (_, node) in root.entries.items()}
    return {word: entry for word, entry in found.items() if isinstance(entry, cls)}


def _texts(node: Node, pointer: str) -> typing.Iterator[tuple[Scalar, str]]:
    """Yield the texts in a node, each with its pointer."""
    if isinstance(node, Scalar):
        yield node, pointer
    elif isinstance(node, Sequence):
        for index, child in enumerate(node.items):
            yield from _texts(child, f"{pointer}/{index}")
    elif isinstance(node, Mapping):
        for name, (_, child) in node.entries.items():
            yield from _texts(child, f"{pointer}/{name}")


def did_you_mean(word: str, known: typing.Iterable[str]) -> str:
    """Return ``did you mean `x`?`` for the nearest known word, or the empty string.

    Words that go on where ``word`` ends come first: they were cut short.
    """
    lowered, listed = word.lower()[:_LONGEST_WORD], list(known)
    longer = [name for name in listed if name.startswith(f"{lowered}-")] if lowered else []
    near = longer[:2] or difflib.get_close_matches(lowered, listed, n=1, cutoff=0.6)
    return f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else ""


def _first_key(mapping: Mapping) -> Node:
    return next((key for key, _ in mapping.entries.values()), mapping)


_DECODERS: dict[type, Decoder] = {}


def dataclass_decoder(cls: type) -> Decoder:
    """Return the function that reads a mapping as ``cls``; compiled once for each class."""
    if cls not in _DECODERS:
        _DECODERS[cls] = _compile(cls)
    return _DECODERS[cls]


def _compile(cls: Any) -> Decoder:
    hints = typing.get_type_hints(cls)
    fields = {
        f.name: field_decoder(f, hints[f.name])
        for f in dataclasses.fields(cls)
        if not f.metadata.get("internal")
    }
    required = tuple(
        (f.name, str(f.metadata.get("doc", "")))
        for f in dataclasses.fields(cls)
        if f.metadata.get("required")
    )
    label = cls.__name__

    def decode(node: Node, pointer: str, context: Context) -> Any:
        if cls is Bilingual and isinstance(node, Scalar) and not node.is_empty:
            text = text_value(node, pointer, context)
            return _ABSENT if text is _ABSENT else Bilingual(en=text)
        if not isinstance(node, Mapping):
            first = required[0][0] if required else next(iter(fields))
            hint = f"write it as fields, e.g. `{first}: …`"
            what = "a list" if isinstance(node, Sequence) else "a single value"
            message = f"{what} stands where fields of {_words(label)} belong"
            context.report("KB103", message, hint, node, pointer)
            return _ABSENT
        values: dict[str, Any] = {}
        misspelt = ""
        for name, (key, child) in node.entries.items():
            decoder = fields.get(name)
            if decoder is None:
                absent = [other for other in fields if other not in node.entries]
                hint = did_you_mean(name, absent)
                misspelt += hint
                hint = hint or did_you_mean(name, fields) or f"fields here: {_some(absent)}"
                message = f"unknown field {shown(name)} in {_words(label)}"
                context.report("KB101", message, hint, key, _join(pointer, name))
                continue
            value = decoder(child, _join(pointer, name), context)
            if value is not _ABSENT:
                values[name] = value
        if len(values) < len(required) or any(name not in values for name, _ in required):
            for name, doc in required:
                if name not in node.entries and f"`{name}`" not in misspelt:
                    message = f"the field `{name}` is missing in {_words(label)}"
                    hint = f"add `{name}:` ({_first_words(doc)})"
                    context.report("KB102", message, hint, _first_key(node), _join(pointer, name))
        return cls(**values)

    return decode


def field_decoder(declared: dataclasses.Field[Any], hint: Any) -> Decoder:
    """Return the decoder of one field of a dataclass from its annotation and description."""
    return _decoder(hint, declared.name, declared.metadata)


def _decoder(hint: Any, name: str, metadata: typing.Mapping[str, Any]) -> Decoder:
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (a for a in arguments if a is not type(None))
        return _decoder(inner, name, metadata)
    if origin is tuple:
        return _sequence(_decoder(arguments[0], name, metadata), name)
    if origin is not None:
        return _keyed(dataclass_decoder(arguments[1]), name)
    if hint in PARSERS:
        return _typed(PARSERS[hint])
    if dataclasses.is_dataclass(hint):
        return dataclass_decoder(typing.cast(type, hint))
    if metadata.get("vocabulary"):
        return _word(metadata["vocabulary"])
    if metadata.get("local"):
        return _typed(scalars.parse_slug)
    if name in _BY_NAME:
        return _typed(_BY_NAME[name])
    return _prose if metadata.get("prose") else _line


def _sequence(decode: Decoder, name: str) -> Decoder:
    def read(node: Node, pointer: str, context: Context) -> Any:
        if not isinstance(node, Sequence):
            if isinstance(node, Scalar) and node.line != node.end_line:
                hint = "start each line with `- `"
            elif isinstance(node, Scalar) and not node.is_empty:
                short = len(node.value) <= 40 and node.plain
                hint = f"write `{name}: [{node.value}]`, or each" if short else "write each"
                hint += " on a line with `- `"
            else:
                hint = "start each with `- `, or leave the field out if there is none"
            context.report("KB103", f"`{name}` is a list", hint, node, pointer)
            return _ABSENT
        values = []
        for index, child in enumerate(node.items):
            value = decode(child, f"{pointer}/{index}", context)
            if value is _ABSENT:
                context.left_out.setdefault(pointer, []).append(index)
            else:
                values.append(value)
        return tuple(values)

    return read


def _keyed(decode: Decoder, name: str) -> Decoder:
    def read(node: Node, pointer: str, context: Context) -> Any:
        if not isinstance(node, Mapping):
            hint = "write each as `key:` with its fields below"
            context.report("KB103", f"`{name}` is a mapping of keys", hint, node, pointer)
            return _ABSENT
        values: dict[str, Any] = {}
        for key, (key_node, child) in node.entries.items():
            try:
                scalars.parse_slug(key)
            except ScalarError as error:
                context.report("KB104", error.message, error.hint, key_node, f"{pointer}/{key}")
            value = decode(child, f"{pointer}/{key}", context)
            if value is not _ABSENT:
                values[key] = value
        return values

    return read


def text_value(node: Node, pointer: str, context: Context, longest: int = MAX_LINE) -> Any:
    """Return the text of a scalar without outer blanks, or report that there is none to use."""
    if not isinstance(node, Scalar):
        what = "a list stands" if isinstance(node, Sequence) else "fields stand"
        hint = "write one text; put it into quotes if it starts with [ or {, or holds `: `"
        context.report("KB103", f"{what} where a text belongs", hint, node, pointer)
        return _ABSENT
    text = node.value.strip()
    if not text:
        name = pointer.rpartition("/")[2]
        hint = "give the value, or leave the field out"
        context.report("KB107", f"`{name}` has no value", hint, node, pointer)
        return _ABSENT
    if len(text) > longest:
        message = f"a text of {len(text):,} characters; at most {longest:,} are read here"
        hint = "shorten it: say what matters, and cite the source for the rest"
        context.report("KB108", message, hint, node, pointer)
        return _ABSENT
    return text


def _line(node: Node, pointer: str, context: Context) -> Any:
    text = text_value(node, pointer, context)
    if text is not _ABSENT and "\n" in text:
        name = pointer.rpartition("/")[2]
        hint = "write it as one line, or fold it with `>-`"
        context.report("KB106", f"`{name}` is a single line of text", hint, node, pointer)
    return text


def _prose(node: Node, pointer: str, context: Context) -> Any:
    return text_value(node, pointer, context, MAX_PROSE)


def _typed(parse: Callable[[str], Any]) -> Decoder:
    def read(node: Node, pointer: str, context: Context) -> Any:
        text = text_value(node, pointer, context)
        if text is _ABSENT:
            return _ABSENT
        try:
            return parse(text)
        except ScalarError as error:
            context.report("KB104", error.message, error.hint, node, pointer)
            return _ABSENT

    return read


def _word(vocabulary: str) -> Decoder:
    def read(node: Node, pointer: str, context: Context) -> Any:
        text = text_value(node, pointer, context)
        if text is _ABSENT:
            return _ABSENT
        words = context.vocabulary.terms.get(vocabulary)
        if words is None:
            context.missing_vocabularies.add(vocabulary)
        elif text not in words:
            hint = (
                did_you_mean(text, words)
                or _by_label(text, words)
                or (f"words: {_some(words)}; they stand in cases/_vocab/{vocabulary}.yml")
            )
            message = f"{shown(text)} is not a word of the vocabulary `{vocabulary}`"
            context.report("KB105", message, hint, node, pointer)
            return _ABSENT
        return text

    return read


def _by_label(text: str, words: typing.Mapping[str, Term]) -> str:
    wanted = scalars.fold(text)
    for word, term in words.items():
        names = (term.label.en, term.label.fr, *term.aliases)
        if wanted in (scalars.fold(name) for name in names):
            return f"did you mean `{word}`?"
    return ""


def _first_words(doc: str) -> str:
    """Return the first sentence of a description, cut at a word if it is long."""
    sentence = doc.partition(". ")[0].rstrip(".")
    if len(sentence) <= _HINT:
        return sentence
    return sentence[:_HINT].rpartition(" ")[0].rstrip(",;:") + " …"


def _some(names: typing.Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:6]) + (" …" if len(listed) > 6 else "")


def _words(class_name: str) -> str:
    """Return ``operative point`` for ``OperativePoint``."""
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in class_name).strip()
    return spaced.replace("bilingual", "a name (en, fr)")


def _join(pointer: str, name: str) -> str:
    return f"{pointer}/{name}" if pointer else name
