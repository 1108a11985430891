"""The comparison of interventions: totals by outcome, and a row for every State in every case."""

from __future__ import annotations

from kb_tools.derived import Intervener, count_outcomes, interveners
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import capital, counted, day, prose, table, text
from kb_tools.pages.proceedings import vote_words
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import Reference


def interventions_page(library: Library) -> Page:
    """Return the page that compares all interventions."""
    writer = Writer(library, "interventions/")
    records = library.kb.records
    rows = interveners(records[name] for name in sorted(records))
    cases = {row.case.id for row in rows}
    head = (
        '<h1 id="top_">Interventions</h1>\n<p class="lead">Every State that declared or applied to '
        "intervene, by the day of filing: "
        f"{counted(len(rows), 'State in a case', 'States in cases')}, "
        f"{counted(len(cases), 'case')}. A joint declaration counts for each of its States; one "
        "that repeats an earlier one for a later phase is not counted again.</p>"
    )
    sections = [
        Section("totals", "Totals by outcome", _totals(writer, rows)),
        Section("rows", "State by State", _rows(writer, rows), len(rows)),
    ]
    return Page(
        path="interventions.md",
        title="Interventions",
        markdown=assemble(head, sections),
        description="Every intervention of a third State before the Court, compared.",
        listed=True,
        searched=False,
    )


def _totals(writer: Writer, rows: list[Intervener]) -> str:
    counts = count_outcomes(rows)
    words = writer.kb.vocabulary.words("intervention-outcomes")
    lines = [
        ("", (capital(text(term.label.en)), f"{counts[word]:,}", text(term.meaning)))
        for word, term in words.items()
        if counts[word]
    ]
    lines.append(("", ("<strong>All</strong>", f"<strong>{len(rows):,}</strong>", "")))
    return table("States in cases, counted from the records", ("Outcome", "Number", "Means"), lines)


def _rows(writer: Writer, rows: list[Intervener]) -> str:
    if not rows:
        return prose("No intervention is recorded.")
    head = ("State", "Case", "Article", "Filed", "Outcome", "Vote", "Days to decision")
    return table("In the order of filing", head, [("", _row(writer, row)) for row in rows])


def _row(writer: Writer, row: Intervener) -> tuple[str, ...]:
    item = row.intervention
    days = row.days_to_decision
    return (
        writer.refer(Reference(row.case.id, item.id), writer.states([row.state])),
        writer.refer(Reference(row.case.id)),
        writer.word("intervention-articles", item.article),
        day(item.filed, writer.kb.vocabulary.label("date-kinds", item.filed_kind)),
        capital(writer.word("intervention-outcomes", item.outcome)),
        vote_words(item.vote) if item.vote else "",
        f"{days:,}" if days is not None else "",
    )
