"""What pages of all kinds of record share: the head, and the sections at their end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

from kb_tools import derived, describe
from kb_tools.certainty import Certainty
from kb_tools.corpus import Inbound
from kb_tools.markup import element, escape, link
from kb_tools.model import Bilingual, Case, Conflict, Mechanism, OpenPoint, Record, Relation, Source
from kb_tools.pages.page import Page, Section, assemble, section_anchor
from kb_tools.pages.parts import (
    NUMBERS_ARE_LINKS,
    address,
    capital,
    counted,
    day,
    definitions,
    forum_class,
    joined,
    mark,
    mark_class,
    official_symbol,
    other_links,
    prose,
    text,
)
from kb_tools.pages.writer import RecordWriter
from kb_tools.scalars import Reference

SectionPlan = Iterable[Callable[[RecordWriter], Section | None]]


def record_page(
    writer: RecordWriter, glance: list[tuple[str, str]], status: str, plan: SectionPlan
) -> Page:
    """Return the page of a record from its particulars at a glance, status and sections."""
    record = writer.record
    sections = [Section("at-a-glance", "At a glance", definitions(glance))]
    found = [make(writer) for make in (*plan, *_ENDING)]
    sections += [section for section in found if section is not None]
    taken = frozenset(writer.items)
    head = _head(writer, status, sections, taken)
    return Page(
        path=f"{record.id}.md",
        title=record.short_title or str(record.title),
        body=assemble(head, sections, taken),
        description=_shortened(record.summary),
        edit_path=f"cases/{record.id}.yml",
        checked=str(record.checked.earliest) if record.checked else "",
        record=record.id,
    )


def _shortened(summary: str) -> str:
    flat = " ".join(summary.split())
    return flat if len(flat) <= 200 else flat[:199].rsplit(" ", 1)[0] + " …"


def _head(writer: RecordWriter, status: str, sections: list[Section], taken: frozenset[str]) -> str:
    record = writer.record
    kind = _kind_words(writer)
    css = joined(("kicker", forum_class(getattr(record, "forum", ""))), " ")
    parts = [f'<p class="{css}">{kind}</p>', _title(record.title)]
    if record.status != "published":
        parts.append(_not_published(record))
    stage = f'<span class="stage">{status}</span>' if status else ""
    parts.append(f'<p class="status">{joined((stage, _dates(record)), "<br>")}</p>')
    if any(section.id in _DATED for section in sections):
        parts.append(_AS_OF)
    parts.append(prose(record.summary, "lead"))
    parts.append(_actions(writer))
    entries = "".join(
        f'<li><a href="#{section_anchor(s.id, taken)}">{s.title}</a>'
        + (f" <small>{s.count}</small>" if s.count else "")
        + "</li>"
        for s in sections
    )
    parts.append(f'<nav class="contents" aria-label="Contents"><ul>{entries}</ul></nav>')
    return "\n".join(parts)


#: Sections with a timeline, which can be put back to a day.
_DATED = frozenset({"timeline", "uses"})
_AS_OF = (
    '<form class="as-of"><label>As of <input type="date" name="as-of">'
    '</label> <button type="reset">Today</button><span role="status"></span></form>'
)


def _kind_words(writer: RecordWriter) -> str:
    record = writer.record
    if isinstance(record, Case):
        return joined((writer.word("forums", record.forum), docket_words(record)))
    if isinstance(record, Mechanism):
        return joined((capital(record.kind), writer.word("forums", record.forum)))
    return capital(record.kind)


def docket_words(case: Case) -> str:
    """Return ``General List No. 178``, ``Docket III.1``, ``No. 8419/2019`` or what stands there."""
    docket = text(case.docket)
    if case.forum == "icj":
        return f"General List No. {docket}"
    if case.forum == "pcij":
        return f"Docket {docket}"
    return f"No. {docket}" if docket[:1].isdigit() else docket


def _title(title: Bilingual) -> str:
    main = title.en or title.fr
    language = "" if title.en else ' lang="fr"'
    french = f'\n<p class="fr" lang="fr">{text(title.fr)}</p>' if title.en and title.fr else ""
    return f'<h1 id="top_"{language}>{text(main)}</h1>{french}'


def _not_published(record: Record) -> str:
    why = f": {text(record.withdrawn_because)}" if record.withdrawn_because else ""
    word = (
        "This record is withdrawn"
        if record.status == "withdrawn"
        else ("This record is a draft: it may be incomplete")
    )
    return f'<p class="warning">{word}{why}.</p>'


def _dates(record: Record) -> str:
    checked = f"last checked {record.checked.words}" if record.checked else ""
    reach = f"sources reach {record.covered_until.words}" if record.covered_until else ""
    return capital(joined((checked, reach)))


def _actions(writer: RecordWriter) -> str:
    record, base = writer.record, writer.library.options.edit_base
    name = record.id.rpartition("/")[2]
    links = ['<a href="#cite">Cite</a>']
    if base:
        edit = base + quote(f"cases/{record.id}.yml")
        links.append(link(edit, "Edit this record", class_="edit"))
    links.append(
        f'Download: <a href="../{escape(name)}.yml" download>YAML</a>, '
        f'<a href="../{escape(name)}.json" download>JSON</a>'
    )
    if record.open_points:
        links.append(f'<a href="#open-points">{counted(len(record.open_points), "open point")}</a>')
    return f'<p class="actions">{joined(links)}</p>'


def certainty_counts(record: Record) -> str:
    """Return how many items of a record there are of each certainty."""
    counts = derived.total(derived.count_by_certainty(record).values())
    return joined((f"{counts[d]} {mark(d)}" for d in Certainty if counts[d]), " ")


def _particulars(writer: RecordWriter) -> Section | None:
    items = writer.record.particulars
    if not items:
        return None
    html = "\n".join(
        f"<li>{writer.heading(item)}"
        + (f'<p class="d">{day(item.date)}</p>' if item.date else "")
        + f"{prose(item.text)}{_provisions(writer, item.provisions)}"
        f"{writer.remark(item)}{writer.notes(item)}</li>"
        for item in items
    )
    return Section("particulars", "Particulars", f'<ul class="tl">\n{html}\n</ul>', len(items))


def _provisions(writer: RecordWriter, references: tuple[Reference, ...]) -> str:
    return f'<p class="l">{writer.refer_all(references)}</p>' if references else ""


def _links(writer: RecordWriter) -> Section | None:
    rows = [_relation(writer, relation) for relation in writer.record.relations]
    rows += _inbound(writer)
    if not rows:
        return None
    html = "\n".join(rows)
    return Section(
        "links", "Relations and what links here", f'<ul class="links">\n{html}\n</ul>', len(rows)
    )


def _relation(writer: RecordWriter, relation: Relation) -> str:
    start = f"{writer.local(relation.origin)} " if relation.origin else ""
    target = writer.refer(relation.target) if relation.target else ""
    line = f"<p>{start}<i>{writer.word('relation-types', relation.type)}</i> {target}</p>"
    return f'<li id="{relation.id}">{line}{writer.remark(relation)}{writer.notes(relation)}</li>'


def _inbound(writer: RecordWriter) -> list[str]:
    """Return a line for each way in which other records link here: from which items, to which."""
    found: dict[tuple[str, str], dict[Reference, list[str]]] = {}
    for item_id in ("", *writer.items):
        target = str(Reference(writer.record.id, item_id))
        for inbound in writer.kb.inbound.get(target, ()):
            if inbound.source.record == writer.record.id:
                continue
            key = (inbound.source.record, _how(writer, inbound))
            targets = found.setdefault(key, {}).setdefault(inbound.source, [])
            if item_id and item_id not in targets:
                targets.append(item_id)
    lines: dict[str, list[str]] = {}
    for (record_id, how), sources in found.items():
        lines.setdefault(how, []).append(_linking(writer, record_id, sources))
    return [
        f"<li><p><i>{how}</i> {'; '.join(linking)}</p></li>"
        if len(linking) == 1
        else f"<li><p><i>{how}</i></p><ul>{''.join(f'<li>{one}</li>' for one in linking)}</ul></li>"
        for how, linking in lines.items()
    ]


def _linking(writer: RecordWriter, record_id: str, sources: dict[Reference, list[str]]) -> str:
    """Return another record with its items that link here, each with what it links to."""
    named, own = [], ""
    for source, targets in sources.items():
        shown = ", ".join(writer.brief(item_id) for item_id in targets)
        if source.item:
            name = writer.refer(source, text(writer.library.name(source, record_id)))
            named.append(f"{name} ({shown})" if shown else name)
        elif shown:
            own = f" ({shown})"
    own_name = text(writer.library.name(Reference(record_id)))
    name = own_name if named else writer.refer(Reference(record_id))
    return joined((name + own, "; ".join(named)), ": ")


_FIELDS = {
    "interprets": "interpreted or applied by",
    "provisions": "concerned in",
    "jurisdiction": "basis of jurisdiction in",
    "record": "named by",
    "basis": "legal basis of",
    "mechanism": "the route that remains for",
    "mechanisms": "called for by",
    "evidence": "evidence in",
    "annexed_to": "has annexed to it",
    "concerned": "concerned in",
}


def _how(writer: RecordWriter, inbound: Inbound) -> str:
    if not inbound.relation:
        return _FIELDS.get(inbound.field, "linked from")
    term = writer.kb.vocabulary.words("relation-types").get(inbound.relation)
    return text((term.inverse.en if term else "") or "linked from")


def _conflicts(writer: RecordWriter) -> Section | None:
    items = writer.record.conflicts
    if not items:
        return None
    html = "\n".join(_conflict(writer, item) for item in items)
    return Section(
        "conflicts", "Where sources differ", f'<ul class="tl">\n{html}\n</ul>', len(items)
    )


def _conflict(writer: RecordWriter, item: Conflict) -> str:
    readings = "".join(
        f'<li>{text(reading.text)} <span class="n">{writer.sourced(reading.sources)}</span></li>'
        for reading in item.readings
    )
    followed = f"<p><i>This record:</i> {text(item.resolution)}</p>" if item.resolution else ""
    return (
        f"<li>{writer.heading(item)}<ul>{readings}</ul>{followed}"
        f"{_concerned(writer, item.concerns)}{writer.remark(item)}</li>"
    )


def _concerned(writer: RecordWriter, concerns: tuple[str, ...]) -> str:
    if not concerns:
        return ""
    links = "; ".join(writer.brief(item_id) for item_id in concerns)
    return f'<p class="l">Concerns {links}</p>'


def _open_points(writer: RecordWriter) -> Section | None:
    items = writer.record.open_points
    if not items:
        return None
    html = "\n".join(
        f"<li>{writer.heading(item)}{open_point_body(item)}{_concerned(writer, item.concerns)}"
        f"{writer.remark(item)}{_cited_in_open_point(writer, item)}</li>"
        for item in items
    )
    intro = "<p>Not established by the sources that were read. Each is an invitation.</p>"
    return Section(
        "open-points", "Open points", f'{intro}\n<ul class="tl">\n{html}\n</ul>', len(items)
    )


def open_point_body(item: OpenPoint) -> str:
    """Return what is said of an open point besides its question."""
    reported = (
        f"<p><i>Reported, not confirmed:</i> {text(item.reported)}</p>" if item.reported else ""
    )
    where = f"<p><i>Where to look:</i> {text(item.where)}</p>" if item.where else ""
    return prose(item.why) + reported + where


def _cited_in_open_point(writer: RecordWriter, item: OpenPoint) -> str:
    if not item.sources:
        return ""
    return f'<p class="n">See {writer.cite(item.sources)}</p>'


def _sources(writer: RecordWriter) -> Section | None:
    sources = writer.record.sources
    if not sources:
        return None
    html = "\n".join(
        f'<li id="s_{writer.numbers[key]}">{_source(writer, source)}</li>'
        for key, source in sources.items()
    )
    return Section(
        "sources",
        "Sources",
        f'<p class="l">{NUMBERS_ARE_LINKS}</p>\n<ol class="sources">\n{html}\n</ol>',
        len(sources),
    )


_SOURCE_DEGREES = {"primary": Certainty.PRIMARY, "mirror": Certainty.MIRROR}
_SOURCE_WORDS = {"primary": "primary text", "mirror": "primary text, read elsewhere"}


def _source(writer: RecordWriter, source: Source) -> str:
    title = f"<cite>{text(source.title)}</cite>" if source.title else text(source.about)
    language = writer.word("languages", source.language) if source.language != "en" else ""
    links = other_links(source.identifier, source.url, source.read_at)
    if source.archived:
        links.append(f"archived {address(source.archived)}")
    dated = source.date.words if source.date else ""
    number = official_symbol(source.identifier) if source.identifier else ""
    facts = joined((text(source.publisher), dated, number, language), ", ")
    read = f"read {source.accessed.words}" if source.accessed else ""
    kind = _SOURCE_WORDS.get(source.kind, "secondary")
    degree = mark_class(_SOURCE_DEGREES.get(source.kind, Certainty.SINGLE))
    tail = joined((kind, *links, read))
    return f'{title}. {facts}. <small class="{degree}">{tail}</small>{prose(source.note, "r")}'


def _cite(writer: RecordWriter) -> Section:
    record = writer.record
    lines = [("", "This record", describe.citation_of(record))]
    lines += [
        (d.id, writer.title(d), describe.citation_of(record, d))
        for d in getattr(record, "decisions", ())
    ]
    rows = "\n".join(
        f"<div><dt>{text(label)}</dt>"
        + element("dd", text(citation), class_="cite", data_for=item_id)
        + "</div>"
        for item_id, label, citation in lines
    )
    return Section("cite", "Cite", f'<dl class="cites">\n{rows}\n</dl>')


def subjects(writer: RecordWriter) -> str:
    """Return the issues that a record concerns."""
    return ", ".join(writer.subject(word) for word in writer.record.subjects)


def common_glance(writer: RecordWriter) -> list[tuple[str, str]]:
    """Return the rows at a glance that every record has."""
    record = writer.record
    return [
        ("Subjects", subjects(writer)),
        ("Also known as", "; ".join(text(alias) for alias in record.aliases)),
        ("How sure", certainty_counts(record)),
    ]


_ENDING: tuple[Callable[[RecordWriter], Section | None], ...] = (
    _particulars,
    _links,
    _conflicts,
    _open_points,
    _sources,
    _cite,
)
