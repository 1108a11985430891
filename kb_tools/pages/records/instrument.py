"""The page of an instrument: its provisions and what has been said of each."""

from __future__ import annotations

from kb_tools.describe import title_of
from kb_tools.model import Holding, Instrument, Measure, Provision, Reservation, Version
from kb_tools.pages.page import Page, Section
from kb_tools.pages.parts import capital, day, joined, official_links, prose, text
from kb_tools.pages.records.record import common_glance, record_page
from kb_tools.pages.writer import RecordWriter
from kb_tools.scalars import Reference


def instrument_page(writer: RecordWriter, instrument: Instrument) -> Page:
    """Return the page of an instrument."""
    glance = [
        ("Kind", capital(writer.word("instrument-types", instrument.instrument_type))),
        ("Adopted", joined((day(instrument.adopted), text(instrument.adopted_by)), ", ")),
        ("In force", day(instrument.in_force)),
        (
            "Official text",
            joined(
                (
                    text(instrument.identifier),
                    *official_links(instrument.identifier, instrument.url),
                )
            ),
        ),
        ("Annexed to", writer.refer(instrument.annexed_to) if instrument.annexed_to else ""),
        ("Read in", text(instrument.read_in)),
        *common_glance(writer),
    ]
    plan = (
        lambda w: _provisions(w, instrument.provisions),
        lambda w: _versions(w, instrument.versions),
        lambda w: _reservations(w, instrument.reservations),
    )
    return record_page(writer, glance, "", plan)


def _provisions(writer: RecordWriter, provisions: tuple[Provision, ...]) -> Section | None:
    if not provisions:
        return None
    html = "\n".join(_provision(writer, provision) for provision in provisions)
    intro = "<p>Paraphrased: to be quoted from the official text only.</p>"
    return Section(
        "provisions", "Provisions", f'{intro}\n<ul class="tl wide">\n{html}\n</ul>', len(provisions)
    )


def _provision(writer: RecordWriter, provision: Provision) -> str:
    links = joined(
        (
            f"Version: {writer.local(provision.version)}" if provision.version else "",
            f"Replaces {writer.local(provision.replaces)}" if provision.replaces else "",
        )
    )
    return (
        f"<li>{writer.heading(provision)}{prose(provision.text)}"
        + (f'<p class="l">{links}</p>' if links else "")
        + f"{writer.remark(provision)}{writer.notes(provision)}{_said_of(writer, provision)}"
        + f"{_used_by(writer, provision)}</li>"
    )


#: What a field that names a provision makes of it, for the line under the provision.
_ROLES = {
    "basis": "Basis of rules in",
    "jurisdiction": "Title of jurisdiction in",
    "provisions": "In question in",
}


def _used_by(writer: RecordWriter, provision: Provision) -> str:
    """Return a line with the records that use a provision otherwise than by interpreting it."""
    found: dict[str, dict[str, list[Reference]]] = {}
    for inbound in writer.kb.inbound.get(str(Reference(writer.record.id, provision.id)), ()):
        role = _ROLES.get(inbound.field)
        if role and inbound.source.record != writer.record.id:
            found.setdefault(role, {}).setdefault(inbound.source.record, []).append(inbound.source)
    lines = [
        f"{role} "
        + ", ".join(
            writer.refer(sources[0], text(writer.library.name(Reference(record))))
            + (f" <small>{len(sources)}</small>" if len(sources) > 1 else "")
            for record, sources in records.items()
        )
        for role, records in found.items()
    ]
    return f'<p class="l">{joined(lines)}</p>' if lines else ""


def _said_of(writer: RecordWriter, provision: Provision) -> str:
    """Return the holdings and measures that interpret a provision, as far as records know."""
    lines = []
    for inbound in writer.kb.inbound.get(str(Reference(writer.record.id, provision.id)), ()):
        record = writer.kb.records.get(inbound.source.record)
        entry = writer.library.items(record).get(inbound.source.item) if record else None
        if record is None or entry is None or not isinstance(entry.item, Holding | Measure):
            continue
        item = entry.item
        said = item.proposition if isinstance(item, Holding) else item.text
        where = item.paragraphs or item.section if isinstance(item, Holding) else None
        pin = f", {text(where.pinpoint)}" if where else ""
        name = writer.refer(inbound.source, text(title_of(item, record, writer.kb.vocabulary)))
        own = text(record.short_title)
        lines.append(f"<li>{name} <small>{own}{pin}</small>{prose(said)}</li>")
    if not lines:
        return ""
    rows = "".join(lines)
    return f'<div class="said"><p><i>Interpreted or applied</i></p><ul>{rows}</ul></div>'


def _versions(writer: RecordWriter, versions: tuple[Version, ...]) -> Section | None:
    if not versions:
        return None
    html = "\n".join(_version(writer, version) for version in versions)
    return Section("versions", "Versions", f'<ol class="tl">\n{html}\n</ol>', len(versions))


def _version(writer: RecordWriter, version: Version) -> str:
    kept = joined(
        (
            f"Adopted {day(version.adopted)}" if version.adopted else "",
            f"Announced {day(version.announced)}" if version.announced else "",
            f"In force {day(version.in_force)}" if version.in_force else "",
        )
    )
    first = version.in_force or version.adopted or version.announced
    return (
        f'<li>{writer.heading(version)}<p class="d">{day(first)}</p><p class="k">{kept}</p>'
        f"{prose(version.text)}{writer.remark(version)}{writer.notes(version)}</li>"
    )


def _reservations(writer: RecordWriter, found: tuple[Reservation, ...]) -> Section | None:
    if not found:
        return None
    html = "\n".join(_reservation(writer, reservation) for reservation in found)
    return Section(
        "reservations",
        "Reservations and declarations",
        f'<ul class="tl">\n{html}\n</ul>',
        len(found),
    )


def _reservation(writer: RecordWriter, item: Reservation) -> str:
    links = "; ".join(writer.local(provision) for provision in item.provisions)
    return (
        f'<li>{writer.heading(item)}<p class="d">{day(item.date)}</p>{prose(item.text)}'
        + (f'<p class="l">To {links}</p>' if links else "")
        + f"{writer.remark(item)}{writer.notes(item)}</li>"
    )
