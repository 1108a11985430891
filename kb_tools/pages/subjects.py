"""Pages by issue of law: holdings in the order of their authority, and who dissented.

There is a page for each word of the vocabulary of subjects that a holding or a record bears.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from kb_tools import describe
from kb_tools.certainty import certainty_of_item
from kb_tools.describe import subjects_of
from kb_tools.model import Case, Decision, Holding, Record, Term
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import capital, counted, day, joined, mark, prose, text
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import Reference


@dataclass(frozen=True, slots=True)
class Rank:
    """Decisions of one authority: what they are called, which types they are, and why there."""

    id: str
    title: str
    types: tuple[str, ...]
    reason: str


#: Decisions in the order of their authority; what is of no other type stands in the last rank.
RANKS = (
    Rank(
        "judgments", "Judgments", ("judgment",), "they settle the point for the parties, for good"
    ),
    Rank(
        "advisory-opinions",
        "Advisory opinions",
        ("advisory-opinion",),
        "they state the law with the same care and bind no State",
    ),
    Rank(
        "orders",
        "Orders",
        ("order",),
        "they are made in the course of a case, often at first sight only",
    ),
    Rank(
        "criminal-chambers",
        "Chambers of the International Criminal Court",
        ("chamber-decision",),
        "they state the law of its Statute",
    ),
    Rank("awards", "Awards", ("arbitral-award",), "they bind the parties to the arbitration"),
    Rank(
        "national",
        "National courts and prosecutors",
        ("national-judgment", "national-order", "warrant", "prosecutorial-decision"),
        "they apply the law of one State",
    ),
    Rank("others", "Other decisions", (), "their type is not among the ones above"),
)


@dataclass(slots=True)
class _Ruling:
    """A decision with its holdings on one subject."""

    case: Case
    decision: Decision
    holdings: list[Holding] = field(default_factory=list)


def rank_of(decision: Decision) -> int:
    """Return the place of a decision in the order of authority; the lowest number is first."""
    return next((n for n, rank in enumerate(RANKS) if decision.type in rank.types), len(RANKS) - 1)


def subject_pages(library: Library) -> Iterator[Page]:
    """Yield the index of issues of law, then a page for each issue, in the vocabulary's order."""
    cases = [r for _, r in sorted(library.kb.records.items()) if isinstance(r, Case)]
    yield _index(library, cases)
    for word, term in _used(library).items():
        yield _subject(library, word, term, _rulings(cases, word))


def _used(library: Library) -> dict[str, Term]:
    """Return the words of the vocabulary that a record or a holding bears."""
    borne = {word for record in library.kb.records.values() for word in record.subjects}
    for record in library.kb.records.values():
        for holding in record.holdings if isinstance(record, Case) else ():
            borne.update(subjects_of(holding))
    return {w: t for w, t in library.kb.vocabulary.words("subjects").items() if w in borne}


def _rulings(cases: Iterable[Case], word: str) -> list[_Ruling]:
    """Return the decisions with holdings on a subject: by authority, then the newest first."""
    found = []
    for case in cases:
        for decision in case.decisions:
            holdings = [
                h for h in case.holdings if h.decision == decision.id and word in subjects_of(h)
            ]
            if holdings:
                found.append(_Ruling(case, decision, holdings))
    found.sort(key=lambda r: r.decision.date.latest if r.decision.date else date.min, reverse=True)
    return sorted(found, key=lambda r: rank_of(r.decision))


def _records_on(library: Library, word: str) -> list[Record]:
    return [r for _, r in sorted(library.kb.records.items()) if word in r.subjects]


_ORDER = (
    "Holdings stand in the order of authority, the newest first in each rank, since a later "
    "decision says how the law stands. The order is one of reading and not a hierarchy of courts."
)


def _index(library: Library, cases: list[Case]) -> Page:
    writer = Writer(library, "subjects/")
    with_holdings: list[tuple[str, str]] = []
    with_records: list[tuple[str, str]] = []
    for word, term in _used(library).items():
        count = sum(len(ruling.holdings) for ruling in _rulings(cases, word))
        records = len(_records_on(library, word))
        found = ((count, "holding"), (records, "record"))
        numbers = joined(counted(number, noun) for number, noun in found if number)
        row = f"<li>{writer.subject(word)} <small>{numbers}</small></li>"
        (with_holdings if count else with_records).append((term.label.en, row))
    sections = [
        Section(
            "issues", "Issues that courts have decided", _names(with_holdings), len(with_holdings)
        ),
        Section("themes", "Themes of records, without holdings", _names(with_records)),
        Section("order", "The order of authority", _ranks()),
    ]
    rest = [
        f"<li>{writer.refer(Reference(case.id, holding.id))}</li>"
        for case in cases
        for holding in case.holdings
        if not subjects_of(holding)
    ]
    if rest:
        html = f'<ul class="links">{"".join(rest)}</ul>'
        sections.append(Section("not-classified", "Holdings not classified", html, len(rest)))
    lead = "Holdings of courts by the issue that they decide, with who dissented and what is read."
    return Page(
        path="subjects.md",
        title="Issues of law",
        body=assemble(f'<h1 id="top_">Issues of law</h1>\n<p class="lead">{lead}</p>', sections),
        description="Holdings by issue of law, in the order of authority and date.",
        listed=True,
    )


def _names(rows: list[tuple[str, str]]) -> str:
    ordered = "\n".join(row for _, row in sorted(rows, key=lambda pair: pair[0].casefold()))
    return f'<ul class="names">\n{ordered}\n</ul>'


def _ranks() -> str:
    rows = "".join(f"<li>{rank.title}: {rank.reason}.</li>" for rank in RANKS[:-1])
    return f"<p>{_ORDER}</p>\n<ol>{rows}</ol>"


def _subject(library: Library, word: str, term: Term, rulings: list[_Ruling]) -> Page:
    writer = Writer(library, f"subjects/{word}/")
    title = capital(term.label.en)
    sections = [
        Section(
            RANKS[rank].id,
            RANKS[rank].title,
            "\n".join(_ruling(writer, word, ruling) for ruling in group),
        )
        for rank, group in groupby(rulings, key=lambda ruling: rank_of(ruling.decision))
    ]
    provisions = _provisions(writer, rulings)
    if provisions:
        sections.append(Section("provisions", "Provisions interpreted", provisions))
    records = _records_on(library, word)
    if records:
        rows = "".join(f"<li>{writer.refer(Reference(record.id))}</li>" for record in records)
        sections.append(
            Section("records", "Records on this issue", f'<ul class="names">{rows}</ul>')
        )
    return Page(
        path=f"subjects/{word}.md",
        title=title,
        body=assemble(_head(writer, term, rulings), sections),
        description=f"Issue of law: {term.label.en}. Holdings by authority and date.",
    )


def _head(writer: Writer, term: Term, rulings: list[_Ruling]) -> str:
    label = term.label
    french = (
        f'<p class="fr" lang="fr">{text(capital(label.fr))}</p>'
        if label.fr not in ("", label.en)
        else ""
    )
    count = sum(len(ruling.holdings) for ruling in rulings)
    numbers = (
        f"{counted(count, 'holding')} in {counted(len(rulings), 'decision')}. {_ORDER} Votes and "
        "opinions are those on the decision as a whole; whether they concern the holding, the "
        "opinion itself has to tell."
        if rulings
        else "No holding is classified under this theme."
    )
    index = f'<p class="kicker"><a href="{writer.root}subjects/">Issues of law</a></p>'
    aliases = f'<p class="k">Also: {text(", ".join(term.aliases))}</p>' if term.aliases else ""
    return (
        f'{index}\n<h1 id="top_">{text(capital(term.label.en))}</h1>\n{french}'
        f'{prose(term.meaning, "lead")}{aliases}<p class="k">{numbers}</p>'
    )


def _ruling(writer: Writer, word: str, ruling: _Ruling) -> str:
    case, decision = ruling.case, ruling.decision
    kind = capital(writer.word("decision-types", decision.type))
    name = joined((text(case.short_title or str(case.title)), kind), ", ")
    heading = writer.refer(Reference(case.id, decision.id), name)
    of = f" of {day(decision.date)}" if decision.date else ""
    title = text(decision.title.en or decision.title.fr)
    holdings = "\n".join(_holding(writer, word, ruling, holding) for holding in ruling.holdings)
    return (
        f'<section class="ruling"><h3>{heading}{of}</h3><p class="k">{title}</p>\n'
        f'{_dissent(decision)}<ul class="tl">\n{holdings}\n</ul></section>'
    )


def _dissent(decision: Decision) -> str:
    """Return who voted against points of the operative part, and who appended a dissent."""
    against: dict[str, list[str]] = {}
    unnamed = []
    for point in decision.operative_points:
        for judge in point.against:
            against.setdefault(judge, []).append(point.number)
        if point.vote and point.vote.against and not point.against:
            unnamed.append(f"{point.number} {point.vote}")
    points = decision.operative_points
    votes = "; ".join(
        judge if len(points) == 1 else f"{judge} on {', '.join(numbers)}"
        for judge, numbers in against.items()
    )
    dissents = Counter(o.judge for o in decision.opinions if "dissenting" in o.type)
    lines = [
        ("Voted against in the operative part", votes),
        ("Votes against, without names in the record", ", ".join(unnamed)),
        ("Dissenting opinions appended to the decision", ", ".join(dissents)),
    ]
    if points and all(p.vote and p.vote.manner == "unanimous" for p in points):
        lines.append(("Votes", "unanimous on every point"))
    elif not points and not dissents:
        lines.append(("Votes", "none in the record"))
    return "".join(f'<p class="l">{label}: {text(said)}</p>' for label, said in lines if said)


def _holding(writer: Writer, word: str, ruling: _Ruling, holding: Holding) -> str:
    where = holding.paragraphs or holding.section
    pinpoint = where.pinpoint if where else ""
    if holding.section and not holding.paragraphs:
        pinpoint = f"section {pinpoint}"
    name = writer.refer(Reference(ruling.case.id, holding.id), text(holding.topic))
    others = ", ".join(writer.subject(w) for w in subjects_of(holding) if w != word)
    cited = text(describe.citation_of(ruling.case, holding))
    facts = (
        f"Interprets {writer.refer_all(holding.interprets)}" if holding.interprets else "",
        f"Also on {others}" if others else "",
    )
    lines = "".join(f'<p class="l">{fact}</p>' for fact in facts if fact)
    degree = mark(certainty_of_item(holding, ruling.case.sources))
    notes = f'<p class="n">{degree} · <span class="cite">{cited}</span></p>'
    return (
        f'<li><h4>{name}</h4><p class="d">{text(pinpoint)}</p>{prose(holding.proposition)}{lines}'
        f"{prose(holding.note, 'r')}{notes}</li>"
    )


def _provisions(writer: Writer, rulings: list[_Ruling]) -> str:
    counts = Counter(p for ruling in rulings for h in ruling.holdings for p in h.interprets)
    rows = "".join(
        f"<li>{writer.refer(provision)} <small>{counted(number, 'holding')}</small></li>"
        for provision, number in sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    )
    return f'<ul class="names">{rows}</ul>' if rows else ""
