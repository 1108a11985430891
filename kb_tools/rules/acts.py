"""One act, told in several places: its days, its kind, its number and its votes agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from kb_tools.identifiers import Identifier, find_identifiers, recognise
from kb_tools.model import Case, Decision, Event, Measure, Statement
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView
from kb_tools.scalars import PartialDate, slug_from


def _by_id(items: Any) -> dict[str, tuple[int, Any]]:
    return {item.id: (index, item) for index, item in enumerate(items) if item.id}


#: Pointer, day and name of what comes later, then of what must come first.
_Pair = tuple[str, PartialDate | None, str, str, PartialDate | None, str]


@record_rule(
    "KB216",
    "dates-contradict",
    summary="An act is dated before the act that it follows.",
    why="A report answers an order, a decision an application; one of the two days is wrong.",
    good="    submitted: 2021-07-01",
    bad="    submitted: 2021-02-01",
)
def dates_contradict(view: RecordView) -> Iterator[Finding]:
    """Yield dates of what follows that lie before the dates of what it follows."""
    for later, day, what, earlier, begun, ground in _pairs(view):
        if day and begun and day.latest < begun.earliest:
            yield Finding(
                later,
                f"the {what} ({day}) cannot come before the {ground} ({begun})",
                "correct one of the two dates",
                (Place(earlier, f"the {ground}"),),
            )


def _pairs(view: RecordView) -> Iterator[_Pair]:
    record = view.record
    for key, source in record.sources.items():
        at = f"sources/{key}"
        yield f"{at}/accessed", source.accessed, "reading", f"{at}/date", source.date, "text"
    if isinstance(record, Statement):
        for index, ask in enumerate(record.asks):
            at = f"asks/{index}/status_date"
            yield at, ask.status_date, "status", "date", record.date, "statement"
    if isinstance(record, Case):
        yield from _pairs_of_orders(record)
        yield from _pairs_of_filings(record)


def _pairs_of_orders(case: Case) -> Iterator[_Pair]:
    decisions, measures = _by_id(case.decisions), _by_id(case.measures)
    newest: dict[str, tuple[int, int]] = {}
    for index, report in enumerate(case.reports):
        given = (f"reports/{index}/submitted", report.submitted, "report")
        yield (f"reports/{index}/comments", report.comments, "comments", *given)
        measure = measures[report.measure][1] if report.measure in measures else None
        if measure and measure.decision in decisions:
            place, order = decisions[measure.decision]
            yield (*given, f"decisions/{place}/date", order.date, "order")
        number, before = newest.get(report.measure, (0, 0))
        if report.number and number and report.number > number:
            day = case.reports[before].submitted
            yield (*given, f"reports/{before}/submitted", day, f"report {number}")
        if report.number and report.number > number:
            newest[report.measure] = (report.number, index)
    for index, pleading in enumerate(case.time_limits):
        for number, limit in enumerate(pleading.limits):
            if limit.decision in decisions:
                place, order = decisions[limit.decision]
                at = f"time_limits/{index}/limits/{number}/date"
                yield at, limit.date, "time-limit", f"decisions/{place}/date", order.date, "order"


def _pairs_of_filings(case: Case) -> Iterator[_Pair]:
    decisions = _by_id(case.decisions)
    for index, document in enumerate(case.documents):
        at = f"documents/{index}"
        yield f"{at}/filed", document.filed, "filing", f"{at}/date", document.date, "document"
    for index, intervention in enumerate(case.interventions):
        at = f"interventions/{index}"
        filed = (f"{at}/filed", intervention.filed, "filing")
        if intervention.filed_kind == "no-earlier-than":
            continue
        yield (f"{at}/decided", intervention.decided, "decision", *filed)
        if intervention.decision in decisions:
            place, decision = decisions[intervention.decision]
            yield (f"decisions/{place}/date", decision.date, "decision", *filed)


@record_rule(
    "KB217",
    "kinds-contradict",
    summary="A decision, its document, its event and their number are not of one kind.",
    why="An order cited as a judgment is not found, and binds differently.",
    good="    type: order",
    bad="    type: judgment",
)
def kinds_contradict(view: RecordView) -> Iterator[Finding]:
    """Yield documents and events of another kind than their decision or number."""
    case = view.record
    if not isinstance(case, Case):
        return
    documents = _by_id(case.documents)
    for index, decision in enumerate(case.decisions):
        place, document = documents.get(decision.document, (0, None))
        if document and _differ(decision.type, document.type):
            here, there = f"decisions/{index}/type", f"documents/{place}/type"
            yield _other_kind(here, decision.type, there, document.type, "its document")
    decisions = _by_id(case.decisions)
    for index, event in enumerate(case.events):
        place, decision = decisions.get(event.decision, (0, None))
        if decision and _differ(event.kind, decision.type):
            here, there = f"events/{index}/kind", f"decisions/{place}/type"
            yield _other_kind(here, event.kind, there, decision.type, "its decision")
    for index, document in enumerate(case.documents):
        number = recognise(document.identifier)
        kind = _NUMBERED.get(number.parts[2].upper(), "") if number and _is_icj(number) else ""
        if kind and number and number.parts[4] == "00" and _differ(document.type, kind):
            here = f"documents/{index}/"
            yield _other_kind(f"{here}type", document.type, f"{here}identifier", kind, "its number")


#: Kinds that exclude each other; others may well stand beside one of them.
_EXCLUSIVE = frozenset(
    {"order", "judgment", "advisory-opinion", "press-release", "verbatim-record"}
)
#: What the letters in a document number of the ICJ stand for.
_NUMBERED: Mapping[str, str] = {
    "JUD": "judgment",
    "ORD": "order",
    "ADV": "advisory-opinion",
    "PRE": "press-release",
    "ORA": "verbatim-record",
}


def _is_icj(number: Identifier) -> bool:
    return number.family == "icj-document"


def _differ(one: str, other: str) -> bool:
    return one != other and one in _EXCLUSIVE and other in _EXCLUSIVE


def _other_kind(here: str, one: str, there: str, other: str, what: str) -> Finding:
    one, other = one.replace("-", " "), other.replace("-", " ")
    message = f"it is called {_a(one)}, {what} is that of {_a(other)}"
    if what != "its number":
        message = f"it is called {_a(one)}, {what} {_a(other)}"
    return Finding(here, message, "correct one of the two", (Place(there, what),))


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"


@record_rule(
    "KB218",
    "address-of-another-document",
    summary="An address leads to a document with another number than the one given.",
    why="A reader who follows the link reads another text than the one that is cited.",
    good="    url: https://court.example/901/901-20210305-ORD-01-00-EN.pdf",
    bad="    url: https://court.example/901/901-20220916-JUD-01-00-EN.pdf",
)
def address_of_another_document(view: RecordView) -> Iterator[Finding]:
    """Yield addresses that hold another number of the family of the identifier."""
    bearers = [(f"documents/{i}", d) for i, d in enumerate(getattr(view.record, "documents", ()))]
    for at, bearer in (*bearers, *((f"sources/{k}", s) for k, s in view.record.sources.items())):
        number = recognise(bearer.identifier)
        linked = _number_in(bearer.url) if number else None
        if not number or not linked or linked.family != number.family:
            continue
        if not set(linked.keys) & set(number.keys):
            yield Finding(
                f"{at}/url",
                f"the address leads to {linked.canonical}, not to {number.canonical}",
                "correct the address or the number",
                (Place(f"{at}/identifier", "the number"),),
            )


def _number_in(url: str) -> Identifier | None:
    """Return the document number that an address holds, if it holds one and no other."""
    if not url:
        return None
    path = unquote(urlsplit(url).path)
    name = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]
    found = recognise(name) or recognise(path.removeprefix("/en/").removeprefix("/"))
    return found or next((number for _, _, number in find_identifiers(path)), None)


@record_rule(
    "KB225",
    "measure-differs-from-point",
    summary="A measure does not match the point of the operative part that indicates it.",
    why="The two are one act: its number, and the vote on it, are the same.",
    good='    number: "2"\n    text: Report to the Court on what has been done.\n    vote: 4-1',
    bad='    number: "2"\n    text: Report to the Court on what has been done.\n    vote: 5-0',
)
def measure_differs_from_point(view: RecordView) -> Iterator[Finding]:
    """Yield measures whose order has no such point, or another vote on it."""
    case = view.record
    if not isinstance(case, Case):
        return
    decisions = _by_id(case.decisions)
    for index, measure in enumerate(case.measures):
        place, decision = decisions.get(measure.decision, (0, None))
        if decision is None or not decision.operative_points or not measure.number:
            continue
        points = list(enumerate(decision.operative_points))
        fits = [(i, p) for i, p in points if p.number and _same_number(measure.number, p.number)]
        at = f"decisions/{place}/operative_points"
        if not fits:
            yield _no_point(index, measure, decision, at)
        elif measure.vote and fits[0][1].vote and measure.vote != fits[0][1].vote:
            yield Finding(
                f"measures/{index}/vote",
                f"the vote is {measure.vote} here, {fits[0][1].vote} in the operative part",
                "correct one of the two",
                (Place(f"{at}/{fits[0][0]}/vote", "the operative part"),),
            )


def _same_number(measure: str, point: str) -> bool:
    """Return whether a measure bears the number of a point, or of a part of it: (1) (a)."""
    one, other = slug_from(measure), slug_from(point)
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _no_point(index: int, measure: Measure, decision: Decision, at: str) -> Finding:
    known = ", ".join(point.number for point in decision.operative_points[:6])
    return Finding(
        f"measures/{index}/number",
        f"the operative part of `{decision.id}` has no point {measure.number}",
        f"its points are {known}; correct the number, or the decision",
        (Place(at, "the operative part"),),
    )


@record_rule(
    "KB226",
    "document-of-two-decisions",
    summary="Two decisions name one document as their text.",
    why="One of them was copied and not adapted; its number and address are those of the other.",
    good="    document: doc-2022-09-16-judgment",
    bad="    document: doc-2021-03-05-order",
)
def document_of_two_decisions(view: RecordView) -> Iterator[Finding]:
    """Yield the second decision that names a document as its text."""
    first: dict[str, int] = {}
    for index, decision in enumerate(getattr(view.record, "decisions", ())):
        place = first.setdefault(decision.document, index) if decision.document else index
        if place != index:
            yield Finding(
                f"decisions/{index}/document",
                f"`{decision.document}` is the text of another decision already",
                "name the document that holds this one",
                (Place(f"decisions/{place}/document", "first here"),),
            )


@record_rule(
    "KB227",
    "begins-on-another-day",
    summary="The event that institutes the proceedings is not of the day of `instituted`.",
    why="They are one act; two dates for it would both be cited.",
    good="instituted: 2021-01-04",
    bad="instituted: 2021-01-14",
)
def begins_on_another_day(view: RecordView) -> Iterator[Finding]:
    """Yield events that institute the proceedings on another day than the record says."""
    case = view.record
    if not isinstance(case, Case) or case.instituted is None:
        return
    begun = case.instituted
    for index, event in enumerate(case.events):
        if _institutes(event) and event.date:
            if event.date.latest < begun.earliest or begun.latest < event.date.earliest:
                yield Finding(
                    "instituted",
                    f"instituted on {begun} here, on {event.date} in the chronology",
                    "correct one of the two; say with `date_kind` if that date is another one",
                    (Place(f"events/{index}/date", "in the chronology"),),
                )
            return


def _institutes(event: Event) -> bool:
    return event.kind == "proceedings-instituted" and not event.date_kind
