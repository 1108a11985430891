"""The map of sources: each can be found again, says what it is, and is used."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from kb_tools.diagnostics import Severity
from kb_tools.identifiers import recognise
from kb_tools.model import Source
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView


@record_rule(
    "KB230",
    "unsourced",
    summary="An item names no source.",
    why="Nothing without a source is asserted; what is not established is an open point.",
    good="    sources: [application para. 1]",
    bad="    sources: []",
    complete=True,
)
def unsourced(view: RecordView) -> Iterator[Finding]:
    """Yield items whose list of sources is empty."""
    for entry in view.entries:
        declared = type(entry.item).__dataclass_fields__["sources"]
        if declared.metadata.get("required") and not entry.item.sources:
            yield Finding(
                f"{entry.pointer}/sources",
                f"`{entry.item.id}` rests on no source",
                "name the source, or tell it under `open_points` as not established",
            )


@record_rule(
    "KB232",
    "unused-source",
    summary="A source is listed but never cited.",
    why="Readers take the list for what the record rests on.",
    good="    sources: [application para. 1, gazette]",
    bad="(a source `gazette` that no item names)",
    severity=Severity.WARNING,
    needs_all=True,
)
def unused_source(view: RecordView) -> Iterator[Finding]:
    """Yield keys of sources that nothing cites."""
    cited = {citation.citation.key for citation in view.citations}
    for key in view.record.sources:
        if key not in cited:
            message = f"nothing in this record cites the source `{key}`"
            yield Finding(f"sources/{key}", message, "cite it where it is used, or remove it")


@record_rule(
    "KB233",
    "nameless-source",
    summary="A source has neither a title nor a description.",
    why="A reader must be able to tell what was read, even when its address is dead.",
    good="    title: The Valley of Bells before the Court",
    bad="  gazette:\n    kind: secondary\n    publisher: Strelsau Gazette",
    complete=True,
)
def nameless_source(view: RecordView) -> Iterator[Finding]:
    """Yield sources without ``title`` and ``about``."""
    for key, source in view.record.sources.items():
        if not source.title and not source.about:
            yield Finding(
                f"sources/{key}",
                f"the source `{key}` has neither `title` nor `about`",
                "give the title as published, or say in `about` what the text is",
            )


@record_rule(
    "KB234",
    "source-cannot-be-found",
    summary="A source has no address and no official number that leads to one.",
    why="What cannot be found again cannot be checked.",
    good="    url: https://gazette.example/valley",
    bad="    title: The Valley of Bells before the Court\n    publisher: Strelsau Gazette",
    severity=Severity.WARNING,
    complete=True,
)
def source_cannot_be_found(view: RecordView) -> Iterator[Finding]:
    """Yield sources without any address and without a note that may say why."""
    for key, source in view.record.sources.items():
        address = source.url or source.read_at or source.archived or _has_link(source)
        if not address and not source.note:
            yield Finding(
                f"sources/{key}",
                f"the source `{key}` has no address",
                "give `url`, `read_at`, `archived` or `identifier`, or say in `note` why not",
            )


def _has_link(source: Source) -> bool:
    identifier = recognise(source.identifier)
    return bool(identifier and identifier.link)


@record_rule(
    "KB235",
    "mirror-without-place",
    summary="A mirror does not say where its text was read.",
    why="`mirror` means: the act, read in a copy on another site. The copy is what can err.",
    good="    read_at: https://library.example/ruritania/order.txt",
    bad="    kind: mirror",
    complete=True,
)
def mirror_without_place(view: RecordView) -> Iterator[Finding]:
    """Yield mirrors that give an official address at most."""
    for key, source in view.record.sources.items():
        if source.kind == "mirror" and not source.read_at and not source.archived:
            where = "names the official address only" if source.url else "names no address"
            yield Finding(
                f"sources/{key}",
                f"the mirror `{key}` {where}",
                "give the address of the copy as `read_at`; if the act itself was read, "
                "write `kind: primary`",
            )


@record_rule(
    "KB237",
    "copy-called-primary",
    summary="A source is called primary, but was read at an address of another site.",
    why="A copy can err or be cut; readers are told when the act itself was not what was read.",
    good="    kind: mirror\n    publisher: International Court of Justice",
    bad="    kind: primary\n    publisher: International Court of Justice",
)
def copy_called_primary(view: RecordView) -> Iterator[Finding]:
    """Yield primary sources with a ``read_at`` on another site than their ``url``."""
    for key, source in view.record.sources.items():
        if source.kind != "primary" or not source.read_at:
            continue
        if _site(source.read_at) != _site(source.url):
            yield Finding(
                f"sources/{key}/kind",
                f"`{key}` is called primary, but was read on {_site(source.read_at)}",
                "write `kind: mirror`; if that is the publisher's own site, write it as `url`",
                (Place(f"sources/{key}/read_at", "read here"),),
            )


def _site(url: str) -> str:
    """Return the host of an address without the parts before its last two, empty for none."""
    host = urlsplit(url).hostname or ""
    return ".".join(host.split(".")[-2:])
