"""Sections of a case: decisions with votes and opinions, holdings, provisions interpreted."""

from __future__ import annotations

from itertools import groupby

from kb_tools import derived
from kb_tools.model import (
    Authority,
    Bench,
    Case,
    Decision,
    Holding,
    Measure,
    OperativePoint,
    Opinion,
)
from kb_tools.model.walk import operative_point_id
from kb_tools.pages.page import Section
from kb_tools.pages.parts import (
    capital,
    counted,
    day,
    joined,
    prose,
    table,
    text,
)
from kb_tools.pages.writer import RecordWriter
from kb_tools.scalars import Reference, Vote


def decisions(writer: RecordWriter) -> Section | None:
    """Return the decisions, each with its bench, operative part, votes and opinions."""
    found = writer.record.decisions if isinstance(writer.record, Case) else ()
    if not found:
        return None
    html = "\n".join(_decision(writer, decision) for decision in found)
    return Section("decisions", "Decisions", f'<ol class="tl">\n{html}\n</ol>', len(found))


def _decision(writer: RecordWriter, decision: Decision) -> str:
    kind = capital(writer.word("decision-types", decision.type))
    on = f" of {decision.date.words}" if decision.date else ""
    parts = [
        writer.heading(decision, words=f"{kind}{on}: {text(writer.title(decision))}"),
        f'<p class="d">{day(decision.date)}</p>',
        f'<p class="k" lang="fr">{text(decision.title.fr)}</p>' if decision.title.fr else "",
        prose(decision.summary),
        _operative_part(writer, decision),
        _bench(decision.bench),
        _opinions(writer, decision.opinions),
        _decision_facts(writer, decision),
        writer.remark(decision),
        writer.notes(decision),
    ]
    return f"<li>{''.join(parts)}</li>"


def _decision_facts(writer: RecordWriter, decision: Decision) -> str:
    language = decision.authoritative_language
    facts = joined(
        (
            text(decision.citation.en),
            f'<span lang="fr">{text(decision.citation.fr)}</span>' if decision.citation.fr else "",
            counted(decision.paragraphs, "paragraph") if decision.paragraphs else "",
            f"{capital(writer.word('languages', language))} text authoritative" if language else "",
            f"Text: {writer.local(decision.document)}" if decision.document else "",
        )
    )
    return f'<p class="l">{facts}</p>' if facts else ""


def vote_words(vote: Vote | None) -> str:
    """Return a vote as a reader says it: ``unanimous``, ``15–1``; a dash if it is not known."""
    return str(vote).replace("-", "–") if vote else "–"


#: Votes of more members than this are numbers only: squares help the eye with a bench.
_BENCH = 21


def vote_cell(vote: Vote | None, bench: int = 0) -> str:
    """Return a vote as words, and drawn: a filled square for each in favour, an empty one against.

    A unanimous vote is drawn if the number of the ``bench`` is known.
    """
    words = f"<b>{vote_words(vote)}</b>"
    if vote is None or vote.manner == "without-vote":
        return words
    unanimous = vote.manner == "unanimous"
    in_favour, against = (bench, 0) if unanimous else (vote.in_favour or 0, vote.against or 0)
    abstaining = vote.abstaining or 0
    if not 0 < in_favour + against + abstaining <= _BENCH:
        return words
    drawn = "■" * in_favour + "□" * against + "·" * abstaining
    return f'{words} <span class="v" aria-hidden="true">{drawn}</span>'


def _operative_part(writer: RecordWriter, decision: Decision) -> str:
    points = decision.operative_points
    if not points:
        return ""
    where = f", para. {decision.operative_paragraph}" if decision.operative_paragraph else ""
    bench = 0 if decision.bench.incomplete else len(decision.bench.members)
    unanimous = derived.unanimous_points(decision)
    total = f"; {unanimous} of {len(points)} unanimous" if len(points) > 1 else ""
    rows = [
        (
            operative_point_id(decision.id, point),
            (
                text(point.number),
                _point(writer, point),
                vote_cell(point.vote, bench),
            ),
        )
        for point in points
    ]
    head = ("No.", "Decided", "Vote")
    return table(f"Operative part{where}{total}", head, rows, labelled=False)


def _point(writer: RecordWriter, point: OperativePoint) -> str:
    for_, against = (
        ", ".join(text(n) for n in names) for names in (point.in_favour, point.against)
    )
    votes = joined(
        (f"In favour: {for_}" if for_ else "", f"Against: {against}" if against else ""), "<br>"
    )
    own = writer.sourced(point.sources) if point.sources else ""
    small = joined((votes, own), "<br>")
    return text(point.text) + (f'<br><span class="n">{small}</span>' if small else "")


def _bench(bench: Bench) -> str:
    if not bench.members:
        return ""
    rows = [
        f"President {text(bench.president)}" if bench.president else "",
        f"Vice-President {text(bench.vice_president)}" if bench.vice_president else "",
        f"Judges {', '.join(text(n) for n in bench.judges)}" if bench.judges else "",
        f"Judges <i>ad hoc</i> {', '.join(text(n) for n in bench.judges_ad_hoc)}"
        if bench.judges_ad_hoc
        else "",
    ]
    known = "known in part" if bench.incomplete else counted(len(bench.members), "member")
    return f'<p class="bench"><i>Bench</i> ({known}): {joined(rows, "; ")}.</p>'


def _opinions(writer: RecordWriter, opinions: tuple[Opinion, ...]) -> str:
    if not opinions:
        return ""
    rows = "".join(
        f"<li>{writer.heading(opinion, 4)}{prose(opinion.position)}"
        + (f'<p class="l">Text: {writer.local(opinion.document)}</p>' if opinion.document else "")
        + f"{writer.remark(opinion)}{writer.notes(opinion)}</li>"
        for opinion in opinions
    )
    return f'<ul class="inner">{rows}</ul>'


def holdings(writer: RecordWriter) -> Section | None:
    """Return the holdings by subject, in the order in which subjects first come up."""
    found = writer.record.holdings if isinstance(writer.record, Case) else ()
    if not found:
        return None
    order = {word: number for number, word in enumerate(dict.fromkeys(h.subject for h in found))}
    ordered = sorted(found, key=lambda holding: order[holding.subject])
    parts = []
    for subject, group in groupby(ordered, key=lambda holding: holding.subject):
        name = writer.subject(subject, capital(writer.word("subjects", subject)) or "Other points")
        items = "\n".join(_holding(writer, holding) for holding in group)
        parts.append(
            f'<section class="subject"><h3>{name}</h3>\n<ul class="tl">\n{items}\n</ul></section>'
        )
    return Section("holdings", "Holdings by subject", "\n".join(parts), len(found))


def _holding(writer: RecordWriter, holding: Holding) -> str:
    return (
        f"<li>{writer.heading(holding, 4)}"
        f'<p class="d">{_where(writer, holding)}</p>'
        f"{prose(holding.proposition)}{_authorities(writer, holding.authorities)}"
        + (
            f'<p class="l">Interprets {writer.refer_all(holding.interprets)}</p>'
            if holding.interprets
            else ""
        )
        + _further_subjects(writer, holding)
        + f"{writer.remark(holding)}{writer.notes(holding)}</li>"
    )


def _further_subjects(writer: RecordWriter, holding: Holding) -> str:
    found = ", ".join(writer.subject(word) for word in holding.further_subjects)
    return f'<p class="l">Also on {found}</p>' if found else ""


def _where(writer: RecordWriter, holding: Holding) -> str:
    decision = next((d for d in _case_decisions(writer) if d.id == holding.decision), None)
    kind = capital(writer.word("decision-types", decision.type)) if decision else ""
    on = day(decision.date) if decision else ""
    name = writer.local(holding.decision, joined((kind, on), " "))
    if holding.paragraphs:
        return f"{name} <span>{text(holding.paragraphs.pinpoint)}</span>"
    if holding.section:
        section = f"{name} <span>section {text(holding.section.pinpoint)}</span>"
        return f"{section} <small>paragraph not established</small>"
    return name


def _case_decisions(writer: RecordWriter) -> tuple[Decision, ...]:
    return writer.record.decisions if isinstance(writer.record, Case) else ()


def _authorities(writer: RecordWriter, authorities: tuple[Authority, ...]) -> str:
    if not authorities:
        return ""
    names = "; ".join(
        joined((_authority(writer, authority), text(authority.citation)), ", ")
        for authority in authorities
    )
    return f'<p class="l">Relies on {names}</p>'


def _authority(writer: RecordWriter, authority: Authority) -> str:
    name = f"<cite>{text(authority.title)}</cite>"
    return writer.refer(authority.record, name) if authority.record else name


def provisions(writer: RecordWriter) -> Section | None:
    """Return the provisions that holdings, measures and interventions of the case interpret."""
    case = writer.record
    if not isinstance(case, Case):
        return None
    found: dict[Reference, list[str]] = {}
    interpreting: tuple[Holding | Measure, ...] = (*case.holdings, *case.measures)
    for item in interpreting:
        for reference in item.interprets:
            found.setdefault(reference, []).append(item.id)
    if not found:
        return None
    rows = [
        (
            "",
            (
                writer.refer(reference),
                _heading_of(writer, reference),
                "; ".join(writer.brief(i) for i in ids),
            ),
        )
        for reference, ids in found.items()
    ]
    html = table(
        "Provisions and what this case says of them",
        ("Provision", "About", "Holdings and measures"),
        rows,
    )
    return Section(
        "provisions",
        "Provisions interpreted",
        f"<div>{html}</div>",
        len(rows),
    )


def _heading_of(writer: RecordWriter, reference: Reference) -> str:
    record = writer.kb.records.get(reference.record)
    entry = writer.library.items(record).get(reference.item) if record else None
    return text(str(getattr(entry.item, "heading", ""))) if entry else ""
