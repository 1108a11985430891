"""The pages of mechanisms and statements."""

from __future__ import annotations

from datetime import date

from kb_tools.certainty import certainty_of_item
from kb_tools.describe import period_of
from kb_tools.markup import element
from kb_tools.model import Ask, Mechanism, MechanismRule, Statement, Step, Use
from kb_tools.pages.page import Page, Section
from kb_tools.pages.parts import address, capital, day, joined, official_symbol, prose, text
from kb_tools.pages.records.proceedings import vote_words
from kb_tools.pages.records.record import common_glance, record_page
from kb_tools.pages.timeline import Moment, render_timeline
from kb_tools.pages.writer import RecordWriter


def mechanism_page(writer: RecordWriter, mechanism: Mechanism) -> Page:
    """Return the page of a mechanism."""
    names = "; ".join(
        joined((text(n.en), element("span", text(n.fr), lang="fr") if n.fr else ""), " / ")
        for n in mechanism.names
    )
    glance = [
        ("Kind", capital(writer.word("mechanism-classes", mechanism.mechanism_class))),
        ("Organ", writer.word("forums", mechanism.forum)),
        ("Who may open it", text(mechanism.who_may_open)),
        ("Votes needed", text(mechanism.threshold)),
        ("Veto", capital(writer.word("veto-rules", mechanism.veto))),
        ("Legal effect", text(mechanism.legal_effect)),
        ("Other names", names),
        *common_glance(writer),
    ]
    plan = (
        lambda w: _texts(w, "rules", "Rules", mechanism.rules),
        lambda w: _texts(w, "steps", "Steps", mechanism.steps),
        lambda w: _texts(w, "limits", "Limits", mechanism.limits),
        lambda w: _uses(w, mechanism.uses),
        lambda w: _if_blocked(w, mechanism),
    )
    return record_page(writer, glance, "", plan)


def _texts(
    writer: RecordWriter, name: str, title: str, found: tuple[MechanismRule | Step, ...]
) -> Section | None:
    if not found:
        return None
    rows = "\n".join(
        f"<li>{writer.sentence(item, item.text)}"
        + (f'<p class="k">{text(item.who)}</p>' if isinstance(item, Step) and item.who else "")
        + (f'<p class="l">Basis: {writer.refer_all(item.basis)}</p>' if item.basis else "")
        + f"{writer.remark(item)}{writer.notes(item)}</li>"
        for item in found
    )
    return Section(name, title, f'<ol class="tl wide">\n{rows}\n</ol>', len(found))


def _uses(writer: RecordWriter, uses: tuple[Use, ...]) -> Section | None:
    if not uses:
        return None
    moments = [_moment(writer, use) for use in uses]
    return Section("uses", "Uses", render_timeline(moments, writer), len(uses))


def _moment(writer: RecordWriter, use: Use) -> Moment:
    facts = joined(
        (
            f"Opened by {text(use.opened_by)}" if use.opened_by else "",
            f"On {text(use.subject)}" if use.subject else "",
            capital(writer.word("use-manners", use.manner)),
            f"Vote: {vote_words(use.vote)}" if use.vote else "",
            *(official_symbol(symbol) for symbol in use.identifiers),
        )
    )
    return Moment(
        period=period_of(use),
        group="use",
        kind=joined((text(use.number), writer.word("use-outcomes", use.outcome)), ", "),
        certainty=certainty_of_item(use, writer.record.sources),
        title=use.title,
        heading=writer.heading(use, 4),
        date_kind=writer.kb.vocabulary.label("date-kinds", use.date_kind) if use.date_kind else "",
        about=writer.states(use.states),
        body=prose(use.summary)
        + prose(use.result)
        + (f'<p class="l">{facts}</p>' if facts else "")
        + writer.remark(use),
        notes=writer.notes(use),
        states=use.states,
    )


def _if_blocked(writer: RecordWriter, mechanism: Mechanism) -> Section | None:
    rows = "\n".join(
        f"<li><p>{writer.refer(way.mechanism)}</p>{prose(way.when)}</li>"
        for way in mechanism.if_blocked
        if way.mechanism
    )
    if not rows:
        return None
    count = len(mechanism.if_blocked)
    return Section("if-blocked", "If it is blocked", f'<ul class="links">\n{rows}\n</ul>', count)


def statement_page(writer: RecordWriter, statement: Statement) -> Page:
    """Return the page of a statement: its calls to act and what came of each."""
    glance = [
        ("By", text(statement.author)),
        ("Published", day(statement.date)),
        ("Directed to", text(statement.addressee)),
        ("Text", address(statement.url) if statement.url else ""),
        *common_glance(writer),
    ]
    return record_page(writer, glance, "", (lambda w: _asks(w, statement.asks),))


def _asks(writer: RecordWriter, asks: tuple[Ask, ...]) -> Section | None:
    if not asks:
        return None
    html = "\n".join(_ask(writer, ask) for ask in asks)
    return Section("asks", "Calls to act", f'<ol class="tl">\n{html}\n</ol>', len(asks))


def _ask(writer: RecordWriter, ask: Ask) -> str:
    status = capital(writer.word("ask-statuses", ask.status))
    where = f"{text(ask.location)} · asked of {text(ask.addressee)}"
    means = f'<p class="l">By {writer.refer_all(ask.mechanisms)}</p>' if ask.mechanisms else ""
    return (
        f'<li>{writer.heading(ask)}<p class="d">{day(ask.status_date)}</p><p class="k">{where}</p>'
        + prose(ask.text.removeprefix(writer.title(ask)))
        + f"<p><strong>{status}.</strong> {text(ask.reason)}</p>{means}{_evidence(writer, ask)}"
        f"{writer.remark(ask)}{writer.notes(ask)}</li>"
    )


def _evidence(writer: RecordWriter, ask: Ask) -> str:
    """Return what bears on the fate of a call, in the order of dates."""
    found = []
    for reference in ask.evidence:
        period = writer.library.period(reference)
        first = period.first.earliest if period else date.max
        shown = f'<time datetime="{period.first}">{period.words}</time> ' if period else ""
        found.append((first, f"<li>{shown}{writer.refer(reference)}</li>"))
    if not found:
        return ""
    rows = "".join(line for _, line in sorted(found, key=lambda pair: pair[0]))
    return f'<ul class="evidence">{rows}</ul>'
