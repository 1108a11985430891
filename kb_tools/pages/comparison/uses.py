"""The uses of all mechanisms in one list to compare, and what came of them by decade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb_tools.certainty import certainty_of_item
from kb_tools.corpus import KnowledgeBase
from kb_tools.derived import count_by_mechanism, days_taken
from kb_tools.describe import period_of, states_words
from kb_tools.model import Mechanism, Use
from kb_tools.pages.comparison.chart import Mark, numbers_table, panel, render_mark, render_panels
from kb_tools.pages.comparison.comparator import (
    CERTAINTY,
    Cell,
    Choice,
    Column,
    Comparator,
    Row,
    choice_of,
    days_cell,
    render_comparator,
    vote_cell,
)
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import (
    capital,
    counted,
    joined,
    mark_class,
    official_symbol,
    prose,
    text,
    when,
)
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import Reference, fold
from kb_tools.spreadsheet import comma_separated

#: Twenty outcomes are too many for the eye: the chart gathers them under these marks.
_MARKS = {
    ("disc", "came about"): "adopted statement-issued meeting-held session-convened"
    " report-presented appointed established renewed imposed referred granted",
    ("cross", "failed or declined"): "not-adopted vetoed not-put-to-the-vote no-meeting refused"
    " no-action",
    ("ring", "put off or pending"): "deferred pending",
    ("dash", "ended"): "ended",
}
_COLUMNS = (
    Column(key="use", name="Use"),
    Column(key="mechanism", name="Mechanism"),
    Column(key="date", name="Date", sort="date"),
    Column(key="opened-by", name="Opened by", labelled=True),
    Column(key="subject", name="Subject", labelled=True),
    Column(key="days", name="Days", sort="number", labelled=True),
    Column(key="outcome", name="Outcome"),
    Column(key="vote", name="Vote", sort="number", labelled=True),
)
_DETAILS = ("Number", "What was done", "What came of it", "Documents", "Remark")


def mechanisms_of(kb: KnowledgeBase) -> list[Mechanism]:
    """Return the mechanisms that were used, by name."""
    found = [r for r in kb.records.values() if isinstance(r, Mechanism) and r.uses]
    return sorted(found, key=lambda mechanism: (fold(mechanism.short_title), mechanism.id))


def uses_of(kb: KnowledgeBase) -> list[tuple[Mechanism, Use]]:
    """Return the uses of all mechanisms, in the order of dates."""
    found = [(mechanism, use) for mechanism in mechanisms_of(kb) for use in mechanism.uses]
    return sorted(found, key=lambda pair: str(pair[1].date or ""))


def uses_page(library: Library) -> Page:
    """Return the page that compares the uses of all mechanisms."""
    writer = Writer(library, "uses/")
    uses, mechanisms = uses_of(library.kb), mechanisms_of(library.kb)
    head = (
        '<h1 id="top_">Uses of mechanisms</h1>\n<p class="lead">Emergency special sessions, '
        "Article 99 letters, Arria-formula meetings, debates on a veto, and every other use or "
        f"attempt that is recorded: {counted(len(uses), 'use')} of "
        f"{counted(len(mechanisms), 'mechanism')}, by date.</p>\n"
        '<p class="more"><a href="#rows">Use by use</a> · '
        '<a href="../uses.csv" download>The list as comma-separated values</a> · '
        '<a href="../interventions/">Interventions</a></p>'
    )
    marks = _marks(uses)
    sections = [
        Section("decades", "Outcomes by mechanism and decade", _chart(writer, mechanisms, marks)),
        Section("rows", "Use by use", _rows(writer, uses), len(uses)),
    ]
    return Page(
        path="uses.md",
        title="Uses of mechanisms",
        body=assemble(head, sections),
        description="Every recorded use of a mechanism, compared.",
        listed=True,
    )


def _marks(uses: Sequence[tuple[Mechanism, Use]]) -> list[Mark]:
    """Return the marks of the chart: together they stand for every outcome that occurs."""
    marks = [
        Mark(shape=shape, label=label, words=frozenset(words.split()))
        for (shape, label), words in _MARKS.items()
    ]
    known = frozenset(word for each in marks for word in each.words)
    others = frozenset(use.outcome for _, use in uses if use.outcome) - known
    if others:
        marks.append(Mark(shape="triangle", label="other outcome", words=others))
    return [*marks, Mark(shape="dot", label="no outcome recorded", words=frozenset(("",)))]


def _chart(writer: Writer, mechanisms: Sequence[Mechanism], marks: Sequence[Mark]) -> str:
    if not mechanisms:
        return prose("No use is recorded.")
    counts = count_by_mechanism(mechanisms)
    panels = [panel(text(m.short_title), m.id, counts, marks) for m in mechanisms]
    legend = "".join(f"<li>{_legend(writer, each)}</li>" for each in marks)
    numbers = numbers_table("Uses by mechanism and decade", "Mechanism", panels, marks)
    return (
        '<p class="k">One mark for each use, in its decade.</p>\n'
        f'<ul class="legend">{legend}</ul>\n{render_panels("decades", panels, marks)}\n'
        f"{numbers}"
    )


def _legend(writer: Writer, each: Mark) -> str:
    label = writer.kb.vocabulary.label
    words = ", ".join(text(label("use-outcomes", word)) for word in sorted(each.words) if word)
    more = f" <small>{words}</small>" if words and words != each.label else ""
    return f"{render_mark(each)} {capital(each.label)}{more}"


def _rows(writer: Writer, uses: Sequence[tuple[Mechanism, Use]]) -> str:
    if not uses:
        return prose("No use is recorded.")
    words = writer.kb.vocabulary
    mechanisms = {_short(m): m.short_title for m in mechanisms_of(writer.kb)}
    return render_comparator(
        Comparator(
            caption="Days: how long it took, where the first and the last day are known.",
            noun=("use", "uses"),
            columns=_COLUMNS,
            choices=(
                Choice(key="mechanism", name="Mechanism", words=mechanisms),
                choice_of(words, "outcome", "Outcome", "use-outcomes"),
                choice_of(words, "manner", "Manner", "use-manners"),
                CERTAINTY,
            ),
            details=_DETAILS,
            rows=[_row(writer, mechanism, use) for mechanism, use in uses],
            sorted_by="date",
            named=("State or organ", ("opened-by",)),
            period="date",
        )
    )


def _short(mechanism: Mechanism) -> str:
    return mechanism.id.removeprefix("mechanisms/").replace("/", "_")


def _row(writer: Writer, mechanism: Mechanism, use: Use) -> Row:
    words = writer.kb.vocabulary
    manner = f"<br><small>{writer.word('use-manners', use.manner)}</small>" if use.manner else ""
    certainty = certainty_of_item(use, mechanism.sources)
    return Row(
        id=f"{_short(mechanism)}_{use.id.removeprefix('use-')}",
        cells=(
            Cell(html=writer.refer(Reference(mechanism.id, use.id), text(use.title))),
            Cell(html=text(mechanism.short_title) + manner),
            Cell(html=when(period_of(use), words.label("date-kinds", use.date_kind))),
            Cell(html=_opened_by(writer, use)),
            Cell(html=text(use.subject)),
            days_cell(days_taken(use.date, use.until)),
            Cell(html=capital(writer.word("use-outcomes", use.outcome))),
            vote_cell(use.vote),
        ),
        words=(_short(mechanism), use.outcome, use.manner, mark_class(certainty)),
        details=(
            text(use.number),
            prose(use.summary),
            prose(use.result),
            joined(map(official_symbol, use.identifiers)),
            prose(use.note),
        ),
    )


def _opened_by(writer: Writer, use: Use) -> str:
    """Return who opened it, and the States that acted as far as that does not name them."""
    states = [state for state in use.states if not _named(writer, state, use.opened_by)]
    return joined((text(use.opened_by), writer.states(states)), "; ")


def _named(writer: Writer, state: str, words: str) -> bool:
    """Return whether words name a State, by its name or another that is no mere acronym."""
    term = writer.kb.vocabulary.words("states").get(state)
    names = (writer.kb.vocabulary.label("states", state), *(term.aliases if term else ()))
    return any(name in words for name in names if len(name) > 3)


def uses_csv(kb: KnowledgeBase) -> str:
    """Return the list as comma-separated values: one line for every use."""
    head = (
        "Use", "Mechanism", "Number", "Date", "Until", "Kind of that date", "Opened by", "States",
        "Subject", "Manner", "Days", "Outcome", "Vote", "What was done", "What came of it",
        "Documents", "Remark", "Certainty", "Reference",
    )  # fmt: skip
    return comma_separated(head, _lines(kb))


def _lines(kb: KnowledgeBase) -> Iterator[Sequence[str]]:
    words = kb.vocabulary
    for mechanism, use in uses_of(kb):
        days = days_taken(use.date, use.until)
        yield (
            use.title,
            mechanism.short_title,
            use.number,
            str(use.date or ""),
            str(use.until or ""),
            words.label("date-kinds", use.date_kind),
            use.opened_by,
            states_words(use.states, words),
            use.subject,
            words.label("use-manners", use.manner),
            "" if days is None else str(days),
            words.label("use-outcomes", use.outcome),
            str(use.vote or ""),
            use.summary,
            use.result,
            "; ".join(use.identifiers),
            use.note,
            certainty_of_item(use, mechanism.sources).label,
            str(Reference(mechanism.id, use.id)),
        )
