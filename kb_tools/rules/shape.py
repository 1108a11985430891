"""What can be wrong with the fields of a record (codes KB101 to KB108); the decoder looks."""

from __future__ import annotations

from kb_tools.rules.registry import Rule, Scope, register


def _shape(code: str, name: str, summary: str, why: str, good: str, bad: str) -> None:
    complete = code == "KB102"
    register(Rule(code, name, summary, why, good, bad, Scope.SHAPE, complete=complete))


_shape(
    "KB101",
    "unknown-field",
    "A field is not known here.",
    "A misspelt field would be left out of every page, search and document.",
    "instituted: 2021-01-04",
    "institued: 2021-01-04",
)
_shape(
    "KB102",
    "missing-field",
    "A field that a published record needs is missing.",
    "Readers rely on it: an event without date has no place in the chronology.",
    "forum: icj\ndocket:",
    "docket:",
)
_shape(
    "KB103",
    "wrong-shape",
    "A list, a mapping or a text stands where another of these belongs.",
    "The field has one shape in every record.",
    "    sources: [application para. 1]",
    "    sources: application para. 1",
)
_shape(
    "KB104",
    "unreadable-value",
    "A value cannot be read as what the field holds: a date, a number, an id, an address.",
    "A day that does not exist cannot be placed, and an address that is none cannot be followed.",
    "instituted: 2021-01-04",
    "instituted: 2021-13-04",
)
_shape(
    "KB105",
    "unknown-word",
    "A word does not stand in the vocabulary of the field.",
    "Filters and labels in two languages depend on words that are written in one way.",
    "    role: applicant",
    "    role: aplicant",
)
_shape(
    "KB106",
    "several-lines",
    "A single line of text has several.",
    "Titles and names stand in lists, links and file names.",
    "short_title: Ruritania v. Freedonia",
    "short_title: |-\n  Ruritania\n  v. Freedonia",
)
_shape(
    "KB107",
    "empty-value",
    "A field has no value.",
    "An empty field says neither that something is known nor that it is not.",
    "instituted: 2021-01-04",
    "instituted:",
)
_shape(
    "KB108",
    "too-long",
    "A text is longer than any that a reader wants here.",
    "It is a paste that went wrong, and would burden every page, search and document.",
    "short_title: Ruritania v. Freedonia",
    "(a title of three thousand characters)",
)
