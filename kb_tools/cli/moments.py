"""Moments of the chronology for ``kb timeline``: which are asked for, and how each is printed."""

from __future__ import annotations

import difflib
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any

import click

from kb_tools.chronology import Moment
from kb_tools.corpus import KnowledgeBase
from kb_tools.identifiers import recognise
from kb_tools.model import Case, Event, Record, Vocabulary
from kb_tools.scalars import PartialDate, slug_from
from kb_tools.search.analysis import clean
from kb_tools.spreadsheet import comma_separated

Given = Mapping[str, Sequence[str]]

#: Widths of the columns for date and forum; a forum with a longer name is broken into lines.
_DATE_WIDTH, _FORUM_WIDTH = 19, 14


def chosen(moments: Iterable[Moment], kb: KnowledgeBase, given: Given) -> list[Moment]:
    """Return the moments that have, for each filter given, one of its values."""
    wanted = {name: _slugs(values) for name, values in given.items() if values}
    return [
        moment
        for moment in moments
        if all(slugs & values_of(moment, name, kb.vocabulary) for name, slugs in wanted.items())
    ]


def _slugs(values: Iterable[str]) -> set[str]:
    return {slug_from(part) for text in values for part in text.split(",") if part.strip()}


def values_of(moment: Moment, name: str, vocabulary: Vocabulary) -> set[str]:
    """Return all spellings, as slugs, of what a moment has for a filter."""
    match name:
        case "forum":
            return _spellings(vocabulary, "forums", [forum_of(moment)])
        case "state":
            return _spellings(vocabulary, "states", moment.states)
        case "subject":
            own = getattr(moment.item, "subject", "")
            return _spellings(vocabulary, "subjects", moment.record.subjects) | {slug_from(own)}
        case "certainty":
            return {moment.certainty.value}
    words = {moment.what, moment.word, moment.group, moment.said, moment.record.kind}
    return {slug_from(word) for word in words if word}


def _spellings(vocabulary: Vocabulary, name: str, words: Iterable[str]) -> set[str]:
    found = set()
    for word in words:
        term = vocabulary.words(name).get(word)
        names = (term.label.en, term.label.fr, *term.aliases) if term else ()
        found |= {slug_from(text) for text in (word, *names) if text}
    return found


def why_nothing(everything: Sequence[Moment], kb: KnowledgeBase, given: Given) -> list[str]:
    """Return a sentence for each value that no moment at all has, with the nearest ones."""
    sentences = []
    for name, values in given.items():
        if not values:
            continue
        known: set[str] = set().union(*(values_of(m, name, kb.vocabulary) for m in everything))
        for slug in sorted(_slugs(values) - known):
            near = difflib.get_close_matches(slug, sorted(known), n=3, cutoff=0.7)
            nearest = f"; nearest: {', '.join(near)}" if near else ""
            sentences.append(f"nothing has `{name}:{slug}`{nearest}")
    return sentences


def forum_of(moment: Moment) -> str:
    """Return the word of the court or body, or the empty string."""
    return str(getattr(moment.record, "forum", ""))


def _forum_words(moment: Moment, vocabulary: Vocabulary) -> str:
    """Return a short name: the first acronym of the forum, its label, or the kind of record."""
    word = forum_of(moment)
    term = vocabulary.words("forums").get(word)
    acronyms = (name for name in (term.aliases if term else ()) if name.isupper())
    return next(acronyms, vocabulary.label("forums", word) if word else moment.record.kind)


def as_text(moments: Sequence[Moment], kb: KnowledgeBase, colour: bool) -> list[str]:
    """Return lines for reading: by year on a terminal, else one line for each moment."""
    if not sys.stdout.isatty():
        return [_one_line(moment, kb) for moment in moments]
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 110))
    lines: list[str] = []
    for year, group in groupby(moments, key=lambda moment: moment.period.first.year):
        lines += ["", click.style(str(year), bold=True) if colour else str(year)]
        for moment in group:
            lines += _columns(moment, kb, width, colour)
    return lines[1:]


def _one_line(moment: Moment, kb: KnowledgeBase) -> str:
    """Return date and reference, as ``kb list`` has them, then forum, title and certainty."""
    first, more, _ = moment.period.iso.partition("/")
    day = f"{first}…" if more else first
    said = clean(f"{_forum_words(moment, kb.vocabulary)}: {moment.title}")
    return f"{day:<11} {moment.reference}  {said}  [{moment.certainty.label}]"


def _columns(moment: Moment, kb: KnowledgeBase, width: int, colour: bool) -> Iterator[str]:
    """Yield the lines of one moment: date, forum and title beside each other, then its address."""
    rest = width - _DATE_WIDTH - _FORUM_WIDTH - 2
    title = _wrapped(moment.title, rest)
    facts = (str(moment.reference), _kind_of_date(moment, kb), moment.certainty.label)
    below = _wrapped(" · ".join(fact for fact in facts if fact), rest)
    forum = _wrapped(_forum_words(moment, kb.vocabulary), _FORUM_WIDTH - 1)
    beside = zip_longest([_day_in_year(moment)], forum, title + below, fillvalue="")
    for number, (day, place, text) in enumerate(beside):
        day, place = day.ljust(_DATE_WIDTH), place.ljust(_FORUM_WIDTH)
        if colour:
            day = click.style(day, fg="cyan")
            text = click.style(text, dim=True) if number >= len(title) else text
        yield f"  {day}{place}{text}".rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    """Return lines in which no word and no address is broken."""
    return textwrap.wrap(clean(text), width, break_on_hyphens=False, break_long_words=False)


def _kind_of_date(moment: Moment, kb: KnowledgeBase) -> str:
    return kb.vocabulary.label("date-kinds", moment.date_kind) if moment.date_kind else ""


def _day_in_year(moment: Moment) -> str:
    """Return a date under the heading of its year: ``22 Jul``, ``Jul``, ``12 Jan-29 Jan``."""
    first, last = moment.period.first, moment.period.last
    if last is None:
        return _short(first) or "in the year"
    year = "" if last.year == first.year else f" {last.year}"
    return f"{_short(first) or first}\N{EN DASH}{_short(last) or last}{year if last.month else ''}"


def _short(date: PartialDate) -> str:
    day, month, _ = (["", "", *date.words.split()])[-3:]
    return f"{day} {month[:3]}".strip()


def _site_page(moment: Moment) -> str:
    """Return the address of an item on the site, from its root."""
    item = f"#{moment.item.id}" if moment.item else ""
    return f"{moment.record.id}/{item}"


def official_address(moment: Moment) -> str:
    """Return where the act itself stands, or the empty string: a decision, document or symbol."""
    for holder in _holders(moment):
        numbers = [getattr(holder, "identifier", ""), *getattr(holder, "identifiers", ())]
        for number in numbers:
            known = recognise(number) if number else None
            if known and known.link:
                return known.link
        url = str(getattr(holder, "url", ""))
        if url.startswith(("https://", "http://")):
            return url
    return ""


def _holders(moment: Moment) -> Iterator[Any]:
    """Yield what may bear the number or address of an act: the item, then its documents."""
    yield moment.item or moment.record
    names = [getattr(moment.item, "document", ""), *getattr(moment.item, "documents", ())]
    record: Record = moment.record
    if isinstance(record, Case):
        if isinstance(moment.item, Event):
            names = [d.document for d in record.decisions if d.id == moment.item.decision] + names
        documents = {document.id: document for document in record.documents}
        yield from (documents[name] for name in names if name in documents)


def as_json(moment: Moment) -> dict[str, Any]:
    """Return what JSON and comma-separated values say of a moment."""
    return {
        "reference": str(moment.reference),
        "date": moment.period.iso,
        "date_kind": moment.date_kind,
        "forum": forum_of(moment),
        "kind": moment.what,
        "word": moment.word,
        "group": moment.group,
        "title": moment.title,
        "states": list(moment.states),
        "certainty": moment.certainty.value,
        "official_address": official_address(moment),
        "record": moment.record.short_title or moment.record.title.en,
    }


def as_csv(moments: Iterable[Moment]) -> str:
    """Return moments as comma-separated values; the States of one are parted by semicolons."""
    rows = [as_json(moment) for moment in moments]
    cells = ([clean(_cell(value)) for value in row.values()] for row in rows)
    return comma_separated(_COLUMNS, cells)


_COLUMNS = (
    "reference date date_kind forum kind word group title states certainty official_address record"
).split()


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def as_markdown(moments: Sequence[Moment], kb: KnowledgeBase, title: str) -> str:
    """Return a list in Markdown by year: titles lead to the acts, references to the site."""
    lines = [f"# {title}"]
    for year, group in groupby(moments, key=lambda moment: moment.period.first.year):
        lines += ["", f"## {year}", ""]
        for moment in group:
            address = official_address(moment)
            words = _markdown(moment.title)
            linked = f"[{words}]({_target(address)})" if address else words
            place = _markdown(_forum_words(moment, kb.vocabulary))
            kind = _kind_of_date(moment, kb)
            when = f"{kind} {moment.period.words}" if kind else moment.period.words
            page = f"[{_markdown(str(moment.reference))}]({_site_page(moment)})"
            lines.append(f"- **{when}**, {place}: {linked} ({moment.certainty.label}, {page})")
    return "\n".join(lines) + "\n"


def _markdown(text: str) -> str:
    """Return contributor text for Markdown, in which nothing of it acts as markup."""
    return re.sub(r"([\\`*_\[\]<>&#|~!])", r"\\\1", clean(text))


def _target(address: str) -> str:
    """Return an address for the brackets of a Markdown link."""
    signs = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20", "\\": "%5C"}
    return "".join(signs.get(sign, sign) for sign in address)
