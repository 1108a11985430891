"""The comparison of interventions: what became of them, and a row for every State in every case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb_tools.certainty import certainty_of_item
from kb_tools.corpus import KnowledgeBase
from kb_tools.derived import Intervener, count_by_article, count_outcomes, interveners
from kb_tools.describe import states_words
from kb_tools.pages.comparison.chart import (
    Mark,
    Panel,
    numbers_table,
    on_one_scale,
    panel,
    render_mark,
    render_panels,
)
from kb_tools.pages.comparison.comparator import (
    CERTAINTY,
    Cell,
    Column,
    Comparator,
    Row,
    choice_of,
    days_cell,
    render_comparator,
    vote_cell,
)
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import capital, counted, day, mark_class, prose, table, text
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import Reference
from kb_tools.spreadsheet import comma_separated

#: The shape that stands for each outcome; for others, a dot.
_SHAPES = {
    "admitted": "disc",
    "permitted": "square",
    "inadmissible": "cross",
    "refused": "crossed-square",
    "lapsed": "dash",
    "withdrawn": "triangle",
    "pending": "ring",
}
#: The space before a number, where a line must not break.
_NUMBER = re.compile(r" (?=\d)")
_COLUMNS = (
    Column(key="state", name="State"),
    Column(key="case", name="Case"),
    Column(key="article", name="Article"),
    Column(key="forum", name="Forum"),
    Column(key="stage", name="Stage", labelled=True),
    Column(key="filed", name="Filed", sort="date", labelled=True),
    Column(key="decided", name="Decided", sort="date", labelled=True),
    Column(key="days", name="Days", sort="number", labelled=True),
    Column(key="outcome", name="Outcome"),
    Column(key="vote", name="Vote", sort="number", labelled=True),
)
_DETAILS = (
    "Jointly with",
    "Provisions",
    "Interest or construction put forward",
    "Objections",
    "Decision",
    "Participation",
    "What followed",
    "Document",
    "Remark",
)


def rows_of(kb: KnowledgeBase) -> list[Intervener]:
    """Return every State in every case in which it declared or applied, by the day of filing."""
    return interveners(kb.records[name] for name in sorted(kb.records))


def interventions_page(library: Library) -> Page:
    """Return the page that compares all interventions."""
    writer = Writer(library, "interventions/")
    rows = rows_of(library.kb)
    cases = {row.case.id for row in rows}
    head = (
        '<h1 id="top_">Interventions</h1>\n<p class="lead">Every State that declared or applied to '
        "intervene, by the day of filing: "
        f"{counted(len(rows), 'State in a case', 'States in cases')}, "
        f"{counted(len(cases), 'case')}. A joint declaration counts for each of its States; one "
        "that repeats an earlier one for a later phase is not counted again.</p>\n"
        '<p class="more"><a href="#rows">State by State</a> · '
        '<a href="../interventions.csv" download>The list as comma-separated values</a> · '
        '<a href="../uses/">Uses of mechanisms</a></p>'
    )
    marks = _marks(writer, rows)
    panels = _panels(writer, rows, marks)
    sections = [
        Section("totals", "Totals by outcome", _totals(writer, rows, marks)),
        Section("decades", "Outcomes by article and decade", _decades(panels, marks)),
        Section("rows", "State by State", _rows(writer, rows), len(rows)),
    ]
    return Page(
        path="interventions.md",
        title="Interventions",
        body=assemble(head, sections),
        description="Every intervention of a third State before the Court, compared.",
        listed=True,
    )


def _marks(writer: Writer, rows: Sequence[Intervener]) -> list[Mark]:
    """Return a mark for each outcome that occurs, in the order of the vocabulary."""
    counts = count_outcomes(rows)
    known = [word for word in writer.kb.vocabulary.words("intervention-outcomes") if counts[word]]
    return [
        Mark(
            shape=_SHAPES.get(word, "dot"),
            label=writer.kb.vocabulary.label("intervention-outcomes", word),
            words=frozenset((word,)),
        )
        for word in [*known, *sorted(set(counts) - set(known))]
    ]


def _totals(writer: Writer, rows: Sequence[Intervener], marks: Sequence[Mark]) -> str:
    counts = count_outcomes(rows)
    words = writer.kb.vocabulary.words("intervention-outcomes")
    lines = []
    for each in marks:
        (word,) = each.words
        meaning = text(words[word].meaning) if word in words else ""
        name = f"{render_mark(each)} {capital(text(each.label))}"
        lines.append(("", (name, f"{counts[word]:,}", meaning)))
    lines.append(("", ("<strong>All</strong>", f"<strong>{len(rows):,}</strong>", "")))
    return table("States in cases, counted from the records", ("Outcome", "Number", "Means"), lines)


def _panels(writer: Writer, rows: Sequence[Intervener], marks: Sequence[Mark]) -> list[Panel]:
    counts = count_by_article(rows)
    order = list(writer.kb.vocabulary.words("intervention-articles"))
    found = {article for article, _, _ in counts}
    articles = [*(a for a in order if a in found), *sorted(found - set(order))]
    return on_one_scale(
        [
            panel(capital(writer.word("intervention-articles", article)), article, counts, marks)
            for article in articles
        ]
    )


def _decades(panels: Sequence[Panel], marks: Sequence[Mark]) -> str:
    if not panels:
        return prose("No intervention is recorded.")
    return (
        '<p class="k">One mark for each State in a case, in the decade of filing; the marks '
        "are those of the totals.</p>\n"
        + render_panels("decades", panels, marks)
        + "\n"
        + numbers_table("States in cases by article and decade", "Article", panels, marks)
    )


def _rows(writer: Writer, rows: Sequence[Intervener]) -> str:
    if not rows:
        return prose("No intervention is recorded.")
    choices = [
        choice_of(writer.kb.vocabulary, key, name, vocabulary)
        for key, name, vocabulary in (
            ("article", "Article", "intervention-articles"),
            ("outcome", "Outcome", "intervention-outcomes"),
            ("stage", "Stage", "intervention-stages"),
            ("forum", "Forum", "forums"),
        )
    ]
    return render_comparator(
        Comparator(
            caption="Stage: the phase for which it was made. Days: from filing to decision, "
            "where both days are known.",
            noun=("State in a case", "States in cases"),
            columns=_COLUMNS,
            choices=[*choices, CERTAINTY],
            details=_DETAILS,
            rows=[_row(writer, row) for row in rows],
            sorted_by="filed",
            named=("State", ("state",)),
            period="filed",
        )
    )


def _row(writer: Writer, row: Intervener) -> Row:
    item, case = row.intervention, row.case
    certainty = certainty_of_item(item, case.sources)
    decided = day(row.decided)
    if item.decision:
        decided = writer.refer(Reference(case.id, item.decision), decided)
    cells = (
        Cell(html=writer.refer(Reference(case.id, item.id), writer.states([row.state]))),
        Cell(html=writer.refer(Reference(case.id))),
        Cell(
            html=_NUMBER.sub(
                "\N{NO-BREAK SPACE}", writer.word("intervention-articles", item.article)
            )
        ),
        Cell(html=_forum(writer, case.forum)),
        Cell(html=writer.word("intervention-stages", item.stage)),
        Cell(html=day(item.filed, writer.kb.vocabulary.label("date-kinds", item.filed_kind))),
        Cell(html=decided),
        days_cell(row.days_to_decision),
        Cell(html=capital(writer.word("intervention-outcomes", item.outcome))),
        vote_cell(item.vote),
    )
    own = item.id.removeprefix("intervention-")
    return Row(
        id="_".join((*case.id.split("/"), *dict.fromkeys((own, row.state)))),
        cells=cells,
        words=(item.article, item.outcome, item.stage, case.forum, mark_class(certainty)),
        details=_details(writer, row),
    )


def _forum(writer: Writer, forum: str) -> str:
    """Return the acronym of a court, or its name if it has none."""
    term = writer.kb.vocabulary.words("forums").get(forum)
    return text(term.aliases[0]) if term and term.aliases else writer.word("forums", forum)


def _details(writer: Writer, row: Intervener) -> Sequence[str]:
    item, case = row.intervention, row.case
    others = [state for state in item.states if state != row.state]
    decision = next((d for d in case.decisions if d.id == item.decision), None)
    document = writer.refer(Reference(case.id, item.document)) if item.document else ""
    return (
        writer.states(others),
        writer.refer_all(item.provisions),
        prose(item.interest),
        prose(item.objections),
        text(decision.summary or decision.title.en) if decision else "",
        prose(item.participation),
        prose(item.followed),
        document,
        prose(item.note),
    )


def interventions_csv(kb: KnowledgeBase) -> str:
    """Return the list as comma-separated values: one line for every State in every case."""
    head = (
        "State", "Case", "Docket", "Forum", "Article", "Stage", "Filed", "Kind of that date",
        "Decided", "Days from filing to decision", "Outcome", "Vote", "Jointly with", "Provisions",
        "Interest or construction put forward", "Objections", "Participation", "What followed",
        "Remark", "Certainty", "Reference",
    )  # fmt: skip
    return comma_separated(head, _lines(kb))


def _lines(kb: KnowledgeBase) -> Iterator[Sequence[str]]:
    words = kb.vocabulary
    for row in rows_of(kb):
        item, case = row.intervention, row.case
        others = tuple(state for state in item.states if state != row.state)
        yield (
            words.label("states", row.state),
            case.short_title,
            case.docket,
            words.label("forums", case.forum),
            words.label("intervention-articles", item.article),
            words.label("intervention-stages", item.stage),
            str(item.filed or ""),
            words.label("date-kinds", item.filed_kind or "filed"),
            str(row.decided or ""),
            "" if row.days_to_decision is None else str(row.days_to_decision),
            words.label("intervention-outcomes", item.outcome),
            str(item.vote or ""),
            states_words(others, words),
            "; ".join(map(str, item.provisions)),
            item.interest,
            item.objections,
            item.participation,
            item.followed,
            item.note,
            certainty_of_item(item, case.sources).label,
            str(Reference(case.id, item.id)),
        )
