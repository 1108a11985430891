"""Citations: every key is a source of the record, every pinpoint lies inside its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress

from kb_tools.decode import did_you_mean
from kb_tools.identifiers import recognise
from kb_tools.model import Case
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView
from kb_tools.scalars import ScalarError, parse_paragraphs, shown


@record_rule(
    "KB231",
    "unknown-source",
    summary="An item cites a source that the record does not list.",
    why="The statement would seem to have a source and have none.",
    good="    sources: [application para. 1]",
    bad="    sources: [aplication para. 1]",
)
def unknown_source(view: RecordView) -> Iterator[Finding]:
    """Yield citations of keys that are not in ``sources``."""
    sources = view.record.sources
    for citation in view.citations:
        key = citation.citation.key
        if key not in sources:
            yield Finding(
                citation.pointer,
                f"there is no source `{key}` in this record",
                _way_out(key, sources),
            )


def _way_out(key: str, sources: Collection[str]) -> str:
    if key[0].isdigit() and key.replace("-", "").isdigit():
        return 'put a citation that holds a comma into quotes: "key paras 33-36, 40"'
    return did_you_mean(key, sources) or "add it under `sources:`"


#: ``para. 200``, ``paras 33-36, 40``; in French the same.
_PINPOINT = re.compile(
    r"\bpar(?:a|as|agraphs?|agraphes?)?\b\.?\s*(\d[\d\s,\u2013-]*)", re.IGNORECASE
)


_SHORT_RANGE = re.compile(r"(\d+)(\s*[-\u2013]\s*)(\d+)")


def _written_out(match: re.Match[str]) -> str:
    """Return ``133-136`` for ``133-36``, the short form that some citations have."""
    first, sign, last = match.groups()
    if len(last) >= len(first):
        return match[0]
    whole = first[: len(first) - len(last)] + last
    return f"{first}{sign}{whole}" if int(whole) > int(first) else match[0]


def _last_paragraph(pinpoint: str) -> int:
    """Return the highest paragraph that a pinpoint names, or 0 if it names none."""
    last = 0
    for match in _PINPOINT.finditer(pinpoint):
        numbers = _SHORT_RANGE.sub(_written_out, match[1].strip(" ,-\u2013"))
        with suppress(ScalarError):
            last = max(last, parse_paragraphs(numbers).last)
    return last


@record_rule(
    "KB236",
    "pinpoint-outside",
    summary="A pinpoint names a paragraph that the decision does not have, or runs backwards.",
    why="A citation with a wrong paragraph is worse than one without.",
    good="    paragraphs: 33-36",
    bad="    paragraphs: 133-136",
)
def pinpoint_outside(view: RecordView) -> Iterator[Finding]:
    """Yield pinpoints beyond the last paragraph of a decision of the record."""
    case = view.record
    yield from _backward_ranges(view)
    if not isinstance(case, Case):
        return
    lengths = {d.id: (d.paragraphs, i) for i, d in enumerate(case.decisions) if d.paragraphs}
    for pointer, last, decision in (*_own_pinpoints(case), *_cited_pinpoints(view, case)):
        length, place = lengths.get(decision, (0, 0))
        if length and last > length:
            yield Finding(
                pointer,
                f"paragraph {last} of a decision that has {length}",
                "correct the pinpoint, or the number of paragraphs of the decision",
                (Place(f"decisions/{place}/paragraphs", "its last paragraph"),),
            )


def _backward_ranges(view: RecordView) -> Iterator[Finding]:
    for citation in view.citations:
        for match in _PINPOINT.finditer(citation.citation.pinpoint):
            for numbers in _SHORT_RANGE.finditer(match[1]):
                first, _, last = _written_out(numbers).replace("\u2013", "-").partition("-")
                if int(last) < int(first):
                    message = f"{shown(numbers[0])} in a pinpoint runs backwards"
                    yield Finding(citation.pointer, message, f"write {int(last)}-{int(first)}")


def _own_pinpoints(case: Case) -> Iterator[tuple[str, int, str]]:
    """Yield pointer, paragraph and decision of the fields that hold paragraphs."""
    for index, decision in enumerate(case.decisions):
        if decision.operative_paragraph:
            at = f"decisions/{index}/operative_paragraph"
            yield at, decision.operative_paragraph, decision.id
    for index, holding in enumerate(case.holdings):
        for name in ("paragraphs", "section"):
            where = getattr(holding, name)
            if where:
                yield f"holdings/{index}/{name}", where.last, holding.decision


def _cited_pinpoints(view: RecordView, case: Case) -> Iterator[tuple[str, int, str]]:
    """Yield pointer, paragraph and decision of citations of the text of a decision.

    A source is that text if it bears the number of the document that holds it.
    """
    numbers = {d.id: recognise(d.identifier) for d in case.documents if d.identifier}
    decisions = {
        number.key: decision.id
        for decision in case.decisions
        if (number := numbers.get(decision.document))
    }
    if not decisions:
        return
    texts = {}
    for key, source in case.sources.items():
        identifier = recognise(source.identifier) if source.identifier else None
        if identifier and identifier.key in decisions:
            texts[key] = decisions[identifier.key]
    for citation in view.citations:
        decision = texts.get(citation.citation.key)
        if decision and citation.citation.pinpoint:
            yield citation.pointer, _last_paragraph(citation.citation.pinpoint), decision
