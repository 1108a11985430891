"""The corpus: find the record files, read them, join them into one knowledge base.

This is the only module that reads records.  A broken file never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kb_tools.decode import Context, decode_equivalents, decode_record, decode_terms
from kb_tools.diagnostics import Diagnostic, Location, Related, Severity, Span
from kb_tools.model import EQUIVALENTS, Equivalent, Record, Term, Vocabulary
from kb_tools.model.walk import Mention, mentions
from kb_tools.recordfiles import (
    VOCABULARY_FOLDER,
    RecordFile,
    find_files,
    read_files,
    vocabulary_digest,
)
from kb_tools.scalars import Reference, ScalarError, parse_slug, slug_from
from kb_tools.yamldoc import Mapping as MappingNode
from kb_tools.yamldoc import Node, Problem, Scalar, Sequence, parse_yaml

__all__ = [
    "VOCABULARY_FOLDER",
    "Inbound",
    "KnowledgeBase",
    "Loaded",
    "RecordFile",
    "find_files",
    "joined",
    "load",
    "load_record",
    "load_vocabulary",
    "read_files",
    "vocabulary_digest",
]

#: Codes that a draft may leave open: reported as notes there.
COMPLETENESS_CODES = frozenset({"KB102"})


@dataclass(frozen=True, slots=True)
class Inbound:
    """A link that leads here: from which record and item, through which field or relation."""

    source: Reference
    field: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All records that could be read, their vocabularies, and the links that lead to each.

    ``inbound`` maps the text of a reference (``record`` or ``record#item``) to its links.
    """

    records: Mapping[str, Record]
    vocabulary: Vocabulary
    inbound: Mapping[str, tuple[Inbound, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Loaded:
    """What loading gave: the knowledge base, the files read, and all problems.

    ``left_out`` holds for each record the members of lists that could not be read, by place;
    ``unread`` the ids of files that could not be read at all.
    """

    kb: KnowledgeBase
    files: Mapping[str, RecordFile]
    diagnostics: list[Diagnostic]
    left_out: Mapping[str, Mapping[str, list[int]]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    _trees: dict[str, Node | None] = field(default_factory=dict)

    def locate(self, record_id: str, pointer: str) -> Location:
        """Return the place of a pointer such as ``events/3/date`` in its file.

        The file is parsed again for it: findings are rare.  Where the pointer leads to
        nothing, its nearest parent that exists is the place.  Members of lists count as in the
        record; the location's pointer counts as in the file, with those that could not be read.
        """
        file = self.files[record_id]
        if record_id in self.left_out:
            pointer = _pointer_in_file(pointer, self.left_out[record_id])
        if record_id not in self._trees:
            self._trees[record_id] = parse_yaml(file.data).root
        return Location(file.path, _span_at(self._trees[record_id], pointer), pointer)


def _pointer_in_file(pointer: str, left_out: Mapping[str, list[int]]) -> str:
    at = ""
    for step in pointer.split("/"):
        if at in left_out and step.isdigit():
            place = int(step)
            for missing in left_out[at]:
                place += missing <= place
            step = str(place)
        at = f"{at}/{step}" if at else step
    return at


def _span_at(root: Node | None, pointer: str) -> Span | None:
    if root is None:
        return None
    node, span = root, Span(root.line, root.column, root.line, root.column + 1)
    for step in pointer.split("/") if pointer else ():
        if isinstance(node, MappingNode) and step in node.entries:
            key, node = node.entries[step]
            span = node.span if isinstance(node, Scalar) else key.span
        elif isinstance(node, Sequence) and step.isdigit() and int(step) < len(node.items):
            node = node.items[int(step)]
            span = _first_line(node)
        else:
            break
    return span


def _first_line(node: Node) -> Span:
    if isinstance(node, MappingNode):
        first = next((key for key, _ in node.entries.values()), None)
        if first is not None:
            return first.span
    return node.span


def load(
    folder: Path,
    progress: Callable[[Iterable[RecordFile]], Iterable[RecordFile]] | None = None,
    before: Loaded | None = None,
) -> Loaded:
    """Read the vocabulary and every record below ``folder``.

    ``progress`` may wrap the sequence of files, to show how far reading is.  What an earlier
    loading gave (``before``) is taken over where neither file nor vocabulary has changed.
    Raises KbError if there is no folder or no record; problems in files are diagnostics.
    """
    diagnostics: list[Diagnostic] = []
    vocabulary = load_vocabulary(folder, diagnostics)
    files: dict[str, RecordFile] = {}
    unread: set[str] = set()
    for file, problem in read_files(folder):
        if problem:
            diagnostics.append(problem)
            unread.add(file.id)
        elif file.id in files:
            hint = "a record has one file: keep .yml and remove the other"
            message = f"the record `{file.id}` has two files"
            diagnostics.append(
                Diagnostic("KB015", Severity.ERROR, message, Location(file.path), hint)
            )
        else:
            files[file.id] = file
    records: dict[str, Record] = {}
    missing: set[str] = set()
    left_out: dict[str, Mapping[str, list[int]]] = {}
    kept = _unchanged(before, files, vocabulary) if before else {}
    for file in progress(files.values()) if progress else files.values():
        record = kept.get(file.id)
        if record is None:
            record = load_record(file, vocabulary, diagnostics, missing, left_out)
        if record is not None:
            records[file.id] = record
    cases = folder.resolve().name
    for name in sorted(missing):
        path = f"{cases}/{VOCABULARY_FOLDER}/{name}.yml"
        diagnostics.append(
            Diagnostic(
                "KB014",
                Severity.ERROR,
                f"the vocabulary `{name}` is missing",
                Location(path),
                f"restore {path}; fields that use it cannot be checked",
            )
        )
    return Loaded(joined(records, vocabulary), files, diagnostics, left_out, frozenset(unread))


def _unchanged(
    before: Loaded, files: Mapping[str, RecordFile], vocabulary: Vocabulary
) -> dict[str, Record]:
    """Return the records without problems whose files are the same as before."""
    if before.kb.vocabulary != vocabulary:
        return {}
    faulty = {problem.location.path for problem in before.diagnostics}
    return {
        name: record
        for name, record in before.kb.records.items()
        if name in files
        and files[name].data == before.files[name].data
        and files[name].path not in faulty
    }


def joined(records: Mapping[str, Record], vocabulary: Vocabulary) -> KnowledgeBase:
    """Return records as one knowledge base, with the links that lead to each."""
    return KnowledgeBase(records, vocabulary, _inbound(records))


def load_record(
    file: RecordFile,
    vocabulary: Vocabulary,
    diagnostics: list[Diagnostic],
    missing_vocabularies: set[str] | None = None,
    left_out: dict[str, Mapping[str, list[int]]] | None = None,
) -> Record | None:
    """Return the record of one file, or None; problems are added to ``diagnostics``."""
    diagnostics.extend(_path_problems(file))
    document = parse_yaml(file.data)
    context = Context(vocabulary)
    record = decode_record(document.root, file.id, context) if document.root else None
    for problem in (*document.problems, *context.problems):
        softened = context.draft and problem.code in COMPLETENESS_CODES
        severity = Severity.NOTE if softened else Severity.ERROR
        diagnostics.append(_diagnostic(problem, file.path, file.id, severity))
    if missing_vocabularies is not None:
        missing_vocabularies |= context.missing_vocabularies
    if left_out is not None and context.left_out:
        left_out[file.id] = context.left_out
    return record


def load_vocabulary(folder: Path, diagnostics: list[Diagnostic]) -> Vocabulary:
    """Return the vocabularies below ``folder``; problems are added to ``diagnostics``."""
    terms: dict[str, Mapping[str, Term]] = {}
    equivalents: Mapping[str, Equivalent] = {}
    base = folder.resolve()
    for path in sorted((base / VOCABULARY_FOLDER).glob("*.yml")):
        shown_path = path.relative_to(base.parent).as_posix()
        try:
            data = path.read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or error}"
            diagnostics.append(Diagnostic("KB001", Severity.ERROR, message, Location(shown_path)))
            continue
        document = parse_yaml(data)
        context = Context(Vocabulary())
        if path.stem == EQUIVALENTS:
            equivalents = decode_equivalents(document.root, context) if document.root else {}
        else:
            terms[path.stem] = decode_terms(document.root, context) if document.root else {}
        for problem in (*document.problems, *context.problems):
            diagnostics.append(_diagnostic(problem, shown_path, "", Severity.ERROR))
    return Vocabulary(terms, equivalents)


def _diagnostic(problem: Problem, path: str, record: str, severity: Severity) -> Diagnostic:
    related = tuple(Related(Location(path, span), text) for span, text in problem.related)
    location = Location(path, problem.span, problem.pointer)
    return Diagnostic(
        problem.code, severity, problem.message, location, problem.hint, related, record
    )


def _path_problems(file: RecordFile) -> Iterator[Diagnostic]:
    parts = file.id.split("/")
    if file.path.endswith(".yaml"):
        hint = f"rename it to {parts[-1]}.yml"
        message = "record files end in .yml"
        yield Diagnostic("KB016", Severity.ERROR, message, Location(file.path), hint, (), file.id)
    if len(parts) < 2:
        hint = "move it into a folder such as icj/ or mechanisms/"
        message = "a record stands in a folder for its forum or kind"
        yield Diagnostic("KB016", Severity.ERROR, message, Location(file.path), hint, (), file.id)
    for part in parts:
        try:
            parse_slug(part)
        except ScalarError:
            hint = f"rename it, e.g. to {slug_from(part) or 'a-name'}"
            message = f"`{part}` cannot be part of an id: small letters, digits and hyphens only"
            yield Diagnostic(
                "KB016", Severity.ERROR, message, Location(file.path), hint, (), file.id
            )


def _inbound(records: Mapping[str, Record]) -> dict[str, tuple[Inbound, ...]]:
    found: dict[str, list[Inbound]] = {}
    for record in records.values():
        relations = {relation.id: relation for relation in record.relations}
        for mention in mentions(record):
            found.setdefault(str(mention.target), []).append(
                _inbound_link(record, mention, relations)
            )
    return {target: tuple(links) for target, links in sorted(found.items())}


def _inbound_link(record: Record, mention: Mention, relations: Mapping[str, object]) -> Inbound:
    relation = relations.get(mention.item)
    if mention.pointer.startswith("relations/") and relation is not None:
        origin, kind = getattr(relation, "origin", ""), getattr(relation, "type", "")
        return Inbound(Reference(record.id, origin), mention.field, kind)
    return Inbound(Reference(record.id, mention.item), mention.field)
