"""Official document numbers and symbols: well formed, of the right day, case and spelling."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.diagnostics import Severity
from kb_tools.identifiers import FAMILIES, near_family, recognise
from kb_tools.model import Case, Document, RelatedProceedings
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView
from kb_tools.scalars import PartialDate, shown


def _identifiers(view: RecordView) -> Iterator[tuple[str, str, PartialDate | None]]:
    """Yield pointer, text and, where the identifier must bear it, the date of its document."""
    for entry in view.entries:
        item = entry.item
        text = getattr(item, "identifier", "")
        if text:
            day = item.date if isinstance(item, Document | RelatedProceedings) else None
            yield f"{entry.pointer}/identifier", text, day
        for index, symbol in enumerate(getattr(item, "identifiers", ())):
            yield f"{entry.pointer}/identifiers/{index}", symbol, None
    for key, source in view.record.sources.items():
        if source.identifier:
            yield f"sources/{key}/identifier", source.identifier, source.date
    own = getattr(view.record, "identifier", "")
    if own:
        yield "identifier", own, None


@record_rule(
    "KB211",
    "malformed-identifier",
    summary="A document number or symbol is not written as its family writes it.",
    why="The official address is derived from it, and a search for it would miss the document.",
    good="    identifier: 901-20210305-ORD-01-00-EN",
    bad="    identifier: 901-20210305-ORD-1-EN",
)
def malformed_identifier(view: RecordView) -> Iterator[Finding]:
    """Yield identifiers that begin like a known family but do not fit it."""
    for pointer, text, _ in _identifiers(view):
        family = None if recognise(text) else near_family(text)
        if family:
            message = f"{shown(text)} is not a {family.label}"
            yield Finding(pointer, message, f"write it in the form `{family.example}`")


@record_rule(
    "KB212",
    "unknown-identifier",
    summary="An identifier is of no known family.",
    why="It cannot be linked, checked or found in other spellings.",
    good="    identifier: 901-20210305-ORD-01-00-EN",
    bad="    identifier: Gazette 17",
    severity=Severity.WARNING,
)
def unknown_identifier(view: RecordView) -> Iterator[Finding]:
    """Yield identifiers that no family knows."""
    known = ", ".join(family.example for family in list(FAMILIES.values())[:4])
    for pointer, text, _ in _identifiers(view):
        if not recognise(text) and not near_family(text):
            message = f"{shown(text)} is no official number or symbol that is known here"
            hint = f"known are e.g. {known}; put other numbers into the title or a note"
            yield Finding(pointer, message, hint)


@record_rule(
    "KB213",
    "identifier-of-another-day",
    summary="A document number or symbol does not fit the date of the document.",
    why="The number bears its date, year or session; one of the two was copied wrongly.",
    good="    identifier: 901-20210305-ORD-01-00-EN",
    bad="    identifier: 901-20200305-ORD-01-00-EN",
)
def identifier_of_another_day(view: RecordView) -> Iterator[Finding]:
    """Yield identifiers that cannot be borne by a document of that date."""
    for pointer, text, day in _identifiers(view):
        identifier = recognise(text)
        problem = identifier.date_problem(day) if identifier and day else ""
        if problem:
            place = pointer.rpartition("/")[0] + "/date"
            hint = "correct the number or the date"
            yield Finding(pointer, problem, hint, (Place(place, "the date"),))


@record_rule(
    "KB214",
    "identifier-of-another-case",
    summary="A document of an ICJ case bears the number of another case.",
    why="The number begins with the General List number of its case.",
    good="    identifier: 901-20210305-ORD-01-00-EN",
    bad="    identifier: 902-20210305-ORD-01-00-EN",
)
def identifier_of_another_case(view: RecordView) -> Iterator[Finding]:
    """Yield numbers of documents of the case that begin with another docket number."""
    case = view.record
    if not isinstance(case, Case) or case.forum != "icj" or not case.docket.isdigit():
        return
    numbered = [
        (index, int(identifier.parts[0]))
        for index, document in enumerate(case.documents)
        if (identifier := recognise(document.identifier)) and identifier.family == "icj-document"
    ]
    foreign = [(index, number) for index, number in numbered if number != int(case.docket)]
    if len(foreign) > 3 and 2 * len(foreign) > len(numbered):
        place = Place(f"documents/{foreign[0][0]}/identifier", "the first of them")
        message = f"{len(foreign)} documents are of another case, this is case {case.docket}"
        yield Finding("docket", message, "correct the docket number", (place,))
        return
    for index, number in foreign:
        message = f"the number is of case {number}, this is case {case.docket}"
        hint = "correct the number; a document of another case belongs to its own record"
        yield Finding(f"documents/{index}/identifier", message, hint)


@record_rule(
    "KB215",
    "duplicate-identifier",
    summary="Two documents of a record bear the same number.",
    why="One of them is a copy of the other, or the number was not adapted after copying.",
    good="    identifier: 901-20220916-JUD-01-00-EN",
    bad="    identifier: 901-20210305-ORD-01-00-EN",
)
def duplicate_identifier(view: RecordView) -> Iterator[Finding]:
    """Yield the second of two documents with one number."""
    if not isinstance(view.record, Case):
        return
    first: dict[str, int] = {}
    for index, document in enumerate(view.record.documents):
        identifier = recognise(document.identifier)
        if identifier is None:
            continue
        place = first.setdefault(identifier.key, index)
        if place != index:
            yield Finding(
                f"documents/{index}/identifier",
                f"`{identifier.canonical}` is the number of another document already",
                "give each document its own number, or join the two",
                (Place(f"documents/{place}/identifier", "first here"),),
            )


@record_rule(
    "KB401",
    "identifier-spelling",
    summary="A document number or symbol is not in its official spelling.",
    why="Pages and citations show it as it stands in the record.",
    good="    identifiers: [S/2020/905]",
    bad="    identifiers: [s / 2020 / 905]",
    severity=Severity.WARNING,
)
def identifier_spelling(view: RecordView) -> Iterator[Finding]:
    """Yield identifiers in an unofficial spelling."""
    for pointer, text, _ in _identifiers(view):
        identifier = recognise(text)
        if identifier and identifier.canonical != text:
            message = f"{shown(text)} is not the official spelling"
            yield Finding(pointer, message, f"write `{identifier.canonical}`")
