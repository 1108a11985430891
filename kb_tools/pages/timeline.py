"""The timeline: one component for a case, a mechanism and the whole base.

It is a list by year that reads as it stands.  Its facets are attributes of the entries
(``data-g`` the group of kinds), from which a script filters; the form for that is part of
the page, and style sheets hide it where there are no scripts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb_tools.certainty import Certainty
from kb_tools.describe import Period
from kb_tools.pages.parts import capital, mark, text, when

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
    "context": "Context",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of a timeline.

    ``heading`` is the entry's own heading where it stands in its record (HTML, with its anchor);
    elsewhere ``title`` and ``href`` lead to it.  ``kind``, ``title``, ``date_kind`` are plain text;
    ``about`` (States, record), ``body`` and ``notes`` are HTML.
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

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Order by date as given, then title; entries without a date come first."""
        return (self.period.iso if self.period else "", self.title, self.href)

    @property
    def year(self) -> str:
        """The year it stands under."""
        return f"{self.period.first.year:04d}" if self.period else "No date"


def render_timeline(moments: Sequence[Moment], *, by_year: bool = True) -> str:
    """Return the entries in the order given as HTML, under their years and with the filter.

    Without ``by_year`` it is one plain list, for a few entries.
    """
    if not by_year:
        return f'<ol class="tl">\n{_entries(moments, "h3")}\n</ol>'
    years = []
    for year, group in groupby(moments, key=lambda moment: moment.year):
        anchor = f' id="y_{year}"' if year.isdigit() else ""
        years.append(
            f'<section class="year"{anchor}><h3 data-search-exclude="true">{year}</h3>\n'
            f'<ol class="tl">\n{_entries(group, "h4")}\n</ol></section>'
        )
    return (
        f'<div class="timeline">\n{_filter(moments)}{_jump(moments)}\n'
        + "\n".join(years)
        + "\n</div>"
    )


def _entries(moments: Iterable[Moment], level: str) -> str:
    return "\n".join(_entry(moment, level) for moment in moments)


def _entry(moment: Moment, level: str) -> str:
    heading = (
        moment.heading or f'<{level}><a href="{moment.href}">{text(moment.title)}</a></{level}>'
    )
    about = " · ".join(part for part in (text(moment.kind), moment.about) if part)
    notes = moment.notes or f'<p class="n">{mark(moment.certainty)}</p>'
    return (
        f'<li data-g="{text(moment.group)}">{heading}'
        f'<p class="d">{when(moment.period, moment.date_kind)}</p>'
        f'<p class="k">{about}</p>{moment.body}{notes}</li>'
    )


def _filter(moments: Sequence[Moment]) -> str:
    counts = Counter(moment.group for moment in moments)
    if len(counts) < 2:
        return ""
    order = [*(g for g in GROUPS if g in counts), *sorted(set(counts) - set(GROUPS))]
    boxes = "".join(
        f'<label><input type="checkbox" name="kind" value="{text(group)}">'
        f" {text(_group_words(group))} <small>{counts[group]}</small></label>"
        for group in order
    )
    return (
        '<form class="filter" data-search-exclude="true"><fieldset><legend>Show only</legend>'
        f'{boxes}<button type="reset">Show all</button></fieldset>'
        f'<p role="status">{len(moments):,} events</p></form>\n'
    )


def _group_words(group: str) -> str:
    return GROUPS.get(group) or capital(group.replace("-", " "))


def _jump(moments: Sequence[Moment]) -> str:
    years = list(dict.fromkeys(m.year for m in moments if m.year.isdigit()))
    if len(years) < 3:
        return ""
    links = " ".join(f'<a href="#y_{year}">{year}</a>' for year in years)
    return f'<nav class="jump" aria-label="Years" data-search-exclude="true">{links}</nav>'
