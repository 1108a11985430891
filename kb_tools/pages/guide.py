"""The page that explains how a record is to be read."""

from __future__ import annotations

from kb_tools.certainty import Certainty
from kb_tools.markup import escape
from kb_tools.model import Vocabulary
from kb_tools.pages.page import Page
from kb_tools.pages.parts import mark

_TEXT = """
## How sure a statement is { #certainty }

Every statement names the sources that it rests on.
Its certainty is computed from them and shown by a shape and a word.

%(degrees)s

Two texts of one publisher, or two reports that repeat one another, count as one.
Where a part of a statement rests on other sources than the rest, that part is named with its
own mark.

## Numbers after a statement { #numbers }

The numbers lead to the list of sources at the end of the record; the words after a number are
the place in the source, such as a paragraph.
Each source says who published it, where its official address is, and where it was read if that
was another place.
An address marked as *derived from the number* is built from the official document number by the
publisher's own scheme.

## Dates { #dates }

A date is as precise as its source: a day, a month or a year; what is missing is said under it.
Without another word a date is the day of the event itself; otherwise a word stands before it.

%(kinds)s

*Last checked* is the day on which somebody last compared the record with its sources.
*Sources reach* is the last day of which the sources speak: what happened later is not in the
record.

## What is computed { #computed }

The stage of proceedings, the days on which reports are due, days early or late, totals and
counts are computed from the record.
No judgement of ours is in them: a report without evidence is called *not established*, not missing.

## Where sources differ, and open points { #doubts }

Where sources contradict each other, all readings are kept, with what the record follows and why.
What is known to be unknown is an open point: a question, why it matters, and where to look.

## Addresses { #addresses }

Each item has an address of its own that does not change: the address of its record, `#`, and
its id.
The sign ¶ beside a title leads to it.
"""


def guide_page(vocabulary: Vocabulary) -> Page:
    """Return the page on certainty, sources and dates."""
    degrees = "\n".join(f"<li>{mark(d)} {d.meaning}</li>" for d in Certainty)
    kinds = "\n".join(
        f"<li><i>{escape(term.label.en)}</i>: {escape(term.meaning)}</li>"
        for term in vocabulary.words("date-kinds").values()
    )
    values = {
        "degrees": f'<div class="kb"><ul class="degrees">\n{degrees}\n</ul></div>',
        "kinds": f'<div class="kb"><ul>\n{kinds}\n</ul></div>',
    }
    head = '<div class="kb">\n<h1 id="top_">How to read a record</h1>\n</div>\n'
    return Page(
        path="about/how-to-read.md",
        title="How to read",
        body=head + _TEXT % values,
        description="Certainty, sources and dates, and how they are shown.",
        listed=True,
    )
