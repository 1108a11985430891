"""The comparator: one component for interventions, uses of mechanisms, and what else is a list.

It is a table that reads as it stands.  A script sorts it, chooses among its rows and sets some
side by side; what for is in the page: the form, the words of each row to choose by (``data-f``,
in the order of the fields), and in each row what only the comparison shows (``template``, the
parts numbered as the section's ``data-details`` names them).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.certainty import Certainty
from kb_tools.markup import element, escape
from kb_tools.model import Vocabulary
from kb_tools.pages.parts import counted, mark_class, text
from kb_tools.pages.records.proceedings import vote_words
from kb_tools.scalars import Vote

#: How the columns of each kind are called when they are sorted up and down.
_ORDERS = {
    "text": ("A to Z", "Z to A"),
    "date": ("oldest first", "newest first"),
    "number": ("lowest first", "highest first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its key in the address, its heading, how it is sorted (text, date or number).

    A cell is ``labelled`` on a narrow screen unless it explains itself; the style sheet takes
    the labels from the table, so that no cell repeats them.
    """

    key: str
    name: str
    sort: str = "text"
    labelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field to choose rows by one word: its key, its label, and the words with their labels.

    Where no column bears its label, the comparison shows its word.
    """

    key: str
    name: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: its HTML, and what it is sorted by where its text and dates do not say."""

    html: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its anchor, its cells by column, its words by choice, and its details (HTML)."""

    id: str
    cells: Sequence[Cell]
    words: Sequence[str]
    details: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """A list to compare.

    ``noun`` is what a row is, with its plural; ``details`` names those of the rows;
    ``sorted_by`` is the key of the column by which the rows stand, upwards; ``named`` is (label,
    keys of columns) of the field for a name; ``period`` the key of the column of dates.
    """

    caption: str
    noun: tuple[str, str]
    columns: Sequence[Column]
    choices: Sequence[Choice]
    details: Sequence[str]
    rows: Sequence[Row]
    sorted_by: str
    named: tuple[str, Sequence[str]]
    period: str


def choice_of(kb_words: Vocabulary, key: str, name: str, vocabulary: str) -> Choice:
    """Return a field to choose by the words of a vocabulary, in its order."""
    words = {word: kb_words.label(vocabulary, word) for word in kb_words.words(vocabulary)}
    return Choice(key=key, name=name, words=words)


CERTAINTY = Choice(
    key="certainty",
    name="Certainty",
    words={mark_class(degree): degree.label for degree in Certainty},
)


def days_cell(days: int | None) -> Cell:
    """Return a number of days; an empty cell if it is not known."""
    return Cell() if days is None else Cell(html=f"{days:,}", key=str(days))


def vote_cell(vote: Vote | None) -> Cell:
    """Return a vote, sorted by the share in favour of those who voted for or against."""
    if vote is None:
        return Cell()
    yes, no = vote.in_favour or 0, vote.against or 0
    share = 1.0 if vote.manner != "counted" else yes / (yes + no or 1)
    return Cell(html=vote_words(vote), key=f"{share:.3f}")


def render_comparator(comparator: Comparator) -> str:
    """Return the form, which style sheets hide where there are no scripts, and the table."""
    return element(
        "section",
        f"\n{_form(comparator)}\n{_table(comparator)}\n",
        class_="comparator",
        data_noun="|".join(comparator.noun),
        data_sort=comparator.sorted_by,
        data_details="|".join(comparator.details),
    )


def _form(comparator: Comparator) -> str:
    label, keys = comparator.named
    fields = [_choice(n, choice, comparator.rows) for n, choice in enumerate(comparator.choices)]
    fields += [
        f'<label>{label} <input name="state" data-of="{" ".join(keys)}" autocomplete="off">'
        "</label>",
        f'<label>From <input name="from" data-of="{comparator.period}" inputmode="numeric"'
        ' size="4" maxlength="4" placeholder="year" autocomplete="off"></label>',
        '<label>to <input name="to" inputmode="numeric" size="4" maxlength="4"'
        ' placeholder="year" autocomplete="off"></label>',
        _orders(comparator),
        '<button type="reset">Show all</button>',
    ]
    shown = counted(len(comparator.rows), *comparator.noun)
    return (
        '<form class="chooser" aria-label="Choose and compare">'
        f"<p>{' '.join(filter(None, fields))}</p></form>\n"
        f'<p class="bar"><span role="status">{shown}</span> '
        '<button type="button" class="compare" disabled>Compare chosen</button></p>'
    )


def _choice(number: int, choice: Choice, rows: Sequence[Row]) -> str:
    """Return a field with the words that occur, and how often; none if there is no choice."""
    counts = Counter(row.words[number] for row in rows if row.words[number])
    options = "".join(
        f'<option value="{escape(word)}">{text(label)} ({counts[word]})</option>'
        for word, label in choice.words.items()
        if counts[word]
    )
    if not counts:
        return ""
    return (
        f'<label>{choice.name} <select name="{choice.key}" data-n="{number}">'
        f'<option value="">all</option>{options}</select></label>'
    )


def _orders(comparator: Comparator) -> str:
    """Return the field for the order, for screens on which the table has no head."""
    options = "".join(
        f'<option value="{sign}{column.key}">{column.name}, {words}</option>'
        for column in comparator.columns
        for sign, words in zip(("", "-"), _ORDERS[column.sort], strict=True)
    )
    return f'<label class="order">Sort by <select name="sort">{options}</select></label>'


def _table(comparator: Comparator) -> str:
    head = "".join(
        element(
            "th",
            column.name,
            scope="col",
            data_key=column.key,
            data_sort=column.sort,
            aria_sort="ascending" if column.key == comparator.sorted_by else "",
        )
        for column in comparator.columns
    )
    body = "\n".join(map(_row, comparator.rows))
    labels = "".join(
        f"--h{place}:'{column.name} ';"
        for place, column in enumerate(comparator.columns, 2)
        if column.labelled
    )
    return (
        f'<table class="quiet wide" style="{labels}"><caption>{comparator.caption}</caption>'
        f'<thead><tr><td class="x"></td>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'
    )


def _row(row: Row) -> str:
    first, *rest = row.cells
    words = " ".join(word or "-" for word in row.words)
    cells = "".join(element("td", cell.html, data_k=cell.key) for cell in rest)
    return (
        f'<tr id="{row.id}" data-f="{escape(words)}"><td class="x">{_details(row)}</td>'
        f'<th scope="row">{first.html}</th>{cells}</tr>'
    )


def _details(row: Row) -> str:
    told = "".join(_detail(n, html) for n, html in enumerate(row.details) if html)
    return f"<template>{told}</template>" if told else ""


def _detail(number: int, html: str) -> str:
    if html.startswith("<p>") and html.count("<p") == 1:
        return f'<p class="d{number}">{html.removeprefix("<p>")}'
    return f'<div class="d{number}">{html}</div>'
