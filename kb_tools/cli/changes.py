"""``kb changes`` tells what changed in the records; ``kb release`` keeps what they are now."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.common import cases_folder, print_json, write_whole
from kb_tools.diagnostics import KbError

if TYPE_CHECKING:
    from kb_tools.changes import Changes, Snapshot
    from kb_tools.scalars import Reference

_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,40}")


@click.command("changes", epilog="Example: kb changes --since 0.1.0", context_settings=_SETTINGS)
@click.option("--since", metavar="RELEASE", help="Since this release; the last one unless given.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option("--refs", is_flag=True, help="Print one reference a line, for pipes.")
@click.pass_context
def changes_command(ctx: click.Context, since: str | None, as_json: bool, refs: bool) -> None:
    """List what was added to the records, changed and removed since a release."""
    from kb_tools.changes import compare, load_snapshots, take_snapshot
    from kb_tools.corpus import load

    cases = cases_folder(ctx)
    before = _chosen(load_snapshots(cases), since)
    changes = compare(before, take_snapshot(load(cases).kb.records.values(), "", ""))
    if as_json:
        body = {kind: [str(r) for r in found] for kind, found in _by_kind(changes)}
        print_json("changes", {"since": before.name, "day": before.day, **body})
        return
    for kind, found in _by_kind(changes):
        for reference in found:
            click.echo(reference if refs else f"{kind:<9}{reference}")
    counts = ", ".join(f"{len(found):,} {kind}" for kind, found in _by_kind(changes))
    click.echo(f"since {before.name} of {before.day}: {counts}", err=True)


def _by_kind(changes: Changes) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    yield from (
        ("added", changes.added),
        ("changed", changes.changed),
        ("removed", changes.removed),
    )


def _chosen(snapshots: tuple[Snapshot, ...], name: str | None) -> Snapshot:
    if not snapshots:
        raise KbError("no release of the records is kept", "`kb release NAME` keeps one")
    if name is None:
        return snapshots[-1]
    for snapshot in snapshots:
        if name in (snapshot.name, snapshot.day):
            return snapshot
    known = ", ".join(f"{snapshot.name} ({snapshot.day})" for snapshot in snapshots)
    raise KbError(f"there is no release `{name}`", f"releases are: {known}")


@click.command("release", epilog="Example: kb release 0.2.0", context_settings=_SETTINGS)
@click.argument("name")
@click.option("--day", metavar="DATE", help="The day of the release; today unless given.")
@click.pass_context
def release_command(ctx: click.Context, name: str, day: str | None) -> None:
    """Keep what the records hold now as the release NAME, for later comparison.

    It is written to `cases/_releases/NAME.json`; commit it with the release.
    """
    from kb_tools.changes import RELEASES_FOLDER, load_snapshots, snapshot_text, take_snapshot
    from kb_tools.corpus import load
    from kb_tools.diagnostics import Severity

    if not _NAME.fullmatch(name):
        raise KbError(f"`{name}` is no name of a release", "letters, digits, dots and hyphens")
    cases = cases_folder(ctx)
    when = _day(day)
    kept = load_snapshots(cases)
    if any(snapshot.name == name for snapshot in kept):
        raise KbError(f"the release `{name}` is kept already", "a release never changes")
    if kept and when < kept[-1].day:
        raise KbError(f"the last release is of {kept[-1].day}, later than {when}", "see --day")
    loaded = load(cases)
    if any(problem.severity is Severity.ERROR for problem in loaded.diagnostics):
        raise KbError("the records have errors", "see `kb validate`, and put them right first")
    folder = cases / RELEASES_FOLDER
    folder.mkdir(exist_ok=True)
    snapshot = take_snapshot(loaded.kb.records.values(), name, when)
    path = folder / f"{name}.json"
    write_whole(path, snapshot_text(snapshot).encode("utf-8"))
    items = sum(len(found) - 1 for found in snapshot.digests.values())
    click.echo(f"{path}: {len(snapshot.digests):,} records with {items:,} items")


def _day(given: str | None) -> str:
    if given is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError:
        raise KbError(f"`{given}` is no day", "write it as 2026-11-25") from None
