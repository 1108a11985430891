"""The timeline: one component for a case, a mechanism and the whole base.

It is a list by year that reads as it stands.  What a script filters by and draws from is in the
entries: ``data-g`` the group of kinds, ``data-s`` the States, ``data-stage`` the stage that
proceedings reached, the class of the certainty, and the first ``time`` of the date.  The form
for that is part of the page, and style sheets hide it where there are no scripts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb_tools.certainty import Certainty
from kb_tools.describe import Period
from kb_tools.markup import element
from kb_tools.model import Case, Mechanism, Record
from kb_tools.pages.parts import capital, forum_class, mark, mark_class, text, when
from kb_tools.pages.writer import Writer

#: The groups of event kinds in the order of the filter, with what the filter calls them.
GROUPS = {
    "procedure": "Procedure",
    "pleading": "Pleadings",
    "hearing": "Hearings",
    "decision": "Decisions",
    "intervention": "Interventions",
    "compliance": "Compliance",
    "representation": "Representation",
    "united-nations": "United Nations",
    "use": "Uses of mechanisms",
    "statement": "Statements",
    "document": "Documents",
    "instrument": "Instruments",
    "context": "Context",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of a timeline.

    ``heading`` is the entry's own heading where it stands in its record (HTML, with its anchor);
    elsewhere ``title`` and ``href`` lead to it.  ``kind``, ``title``, ``date_kind`` and ``stage``
    are plain text, ``states`` words of the vocabulary; ``about`` (States, record), ``body`` and
    ``notes`` are HTML.
    """

    period: Period | None
    group: str
    kind: str
    certainty: Certainty
    title: str = ""
    href: str = ""
    heading: str = ""
    date_kind: str = ""
    about: str = ""
    body: str = ""
    notes: str = ""
    stage: str = ""
    states: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year it stands under."""
        return f"{self.period.first.year:04d}" if self.period else "No date"


def render_entries(moments: Iterable[Moment]) -> str:
    """Return a few entries in the order given as one plain list."""
    return f'<ol class="tl">\n{_entries(moments, "h3")}\n</ol>'


def render_timeline(
    moments: Sequence[Moment], writer: Writer, records: Sequence[Record] = ()
) -> str:
    """Return the entries in the order given as HTML, under their years and with the filter.

    ``records`` are those whose entries stand together: they too can be chosen, with their
    forums and subjects.
    """
    years = []
    for year, group in groupby(moments, key=lambda moment: moment.year):
        anchor = f' id="y_{year}"' if year.isdigit() else ""
        years.append(
            f'<section class="year"{anchor}><h3>{year}</h3>\n'
            f'<ol class="tl">\n{_entries(group, "h4")}\n</ol></section>'
        )
    return (
        f'<div class="timeline">\n{_filter(moments, writer, records)}{_jump(moments)}\n'
        + "\n".join(years)
        + "\n</div>"
    )


def _entries(moments: Iterable[Moment], level: str) -> str:
    return "\n".join(_entry(moment, level) for moment in moments)


def _entry(moment: Moment, level: str) -> str:
    heading = (
        moment.heading or f'<{level}><a href="{moment.href}">{text(moment.title)}</a></{level}>'
    )
    own = "" if moment.notes else mark(moment.certainty)
    about = " · ".join(part for part in (text(moment.kind), moment.about, own) if part)
    content = (
        f'{heading}<p class="d">{when(moment.period, moment.date_kind)}</p>'
        f'<p class="k">{about}</p>{moment.body}{moment.notes}'
    )
    return element(
        "li",
        content,
        data_g=moment.group,
        data_s=" ".join(moment.states),
        data_stage=moment.stage,
    )


def _filter(moments: Sequence[Moment], writer: Writer, records: Sequence[Record]) -> str:
    counts = Counter(moment.group for moment in moments)
    order = [*(g for g in GROUPS if g in counts), *sorted(set(counts) - set(GROUPS))]
    boxes = "".join(
        f'<label><input type="checkbox" name="kind" value="{text(group)}">'
        f" {text(_group_words(group))} <small>{counts[group]}</small></label>"
        for group in order
    )
    kinds = f"<fieldset><legend>Show only</legend>{boxes}</fieldset>" if len(counts) > 1 else ""
    more = [
        *_choices_of_records(writer, records),
        _select("State", "state", _named(writer, "states", (s for m in moments for s in m.states))),
        _select("Certainty", "certainty", _degrees(moments)),
    ]
    by = "court, issue, record, State, certainty" if records else "State, certainty"
    choices = [
        _period_field("From", "from"),
        _period_field("to", "to"),
        '<label>As of <input type="date" name="as-of"></label>' if records else "",
        '<button type="reset">Show all</button>',
        '<button type="button" class="draw" aria-expanded="false" aria-controls="lanes_">'
        "Draw in lanes</button>",
    ]
    return (
        f'<form class="filter">{kinds}'
        f'<p class="choices">{" ".join(filter(None, choices))}</p>'
        f"<details><summary>Filter by {by}</summary>"
        f'<p class="choices">{" ".join(filter(None, more))}</p></details>'
        f'<p role="status">{len(moments):,} events</p></form>'
        '\n<div class="lanes" id="lanes_" hidden></div>\n'
    )


def _group_words(group: str) -> str:
    return GROUPS.get(group) or capital(group.replace("-", " "))


def _period_field(label: str, name: str) -> str:
    return (
        f'<label>{label} <input name="{name}" size="10" placeholder="year" '
        'pattern="[0-9]{4}(-[0-9]{2}){0,2}" title="A year, month or day: 2019, 2019-11"></label>'
    )


def _select(label: str, name: str, options: Iterable[tuple[str, str]]) -> str:
    """Return a field to choose one of several (value, HTML), or nothing if there is no choice."""
    rows = [f'<option value="{value}">{words}</option>' for value, words in options]
    if len(rows) < 2:
        return ""
    everything = '<option value="">all</option>'
    return f'<label>{label} <select name="{name}">{everything}{"".join(rows)}</select></label>'


def _named(writer: Writer, vocabulary: str, words: Iterable[str]) -> list[tuple[str, str]]:
    pairs = ((text(word), writer.word(vocabulary, word)) for word in set(words) if word)
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _degrees(moments: Sequence[Moment]) -> list[tuple[str, str]]:
    found = {moment.certainty for moment in moments}
    return [(mark_class(degree), degree.label) for degree in Certainty if degree in found]


def _choices_of_records(writer: Writer, records: Sequence[Record]) -> list[str]:
    """Return the fields for forum, subject and record; a record's option bears both."""
    if not records:
        return []
    forums = _named(writer, "forums", (forum_of(record) for record in records))
    courts = "".join(
        element("option", name, value=word, class_=forum_class(word)) for word, name in forums
    )
    subjects = _named(writer, "subjects", (word for record in records for word in record.subjects))
    options = "".join(
        element(
            "option",
            text(record.short_title),
            value=record.id,
            data_f=forum_of(record),
            data_t=" ".join(record.subjects),
        )
        for record in sorted(records, key=lambda record: record.short_title.casefold())
    )
    return [
        f'<label>Court or organ <select name="forum"><option value="">all</option>{courts}</select>'
        "</label>",
        _select("Issue", "subject", subjects),
        f'<label>Record <select name="record"><option value="">all</option>{options}</select>'
        "</label>",
    ]


def forum_of(record: Record) -> str:
    """Return the court or organ of a record, or an empty string."""
    return record.forum if isinstance(record, Case | Mechanism) else ""


def _jump(moments: Sequence[Moment]) -> str:
    years = list(dict.fromkeys(m.year for m in moments if m.year.isdigit()))
    if len(years) < 3:
        return ""
    links = " ".join(f'<a href="#y_{year}">{year}</a>' for year in years)
    return f'<nav class="jump" aria-label="Years">{links}</nav>'
