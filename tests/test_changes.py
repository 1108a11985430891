"""What changed from release to release: snapshots, the page, the feeds, the commands."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from kb_tools.changes import (
    Snapshot,
    compare,
    history,
    load_snapshots,
    read_snapshot,
    snapshot_text,
    take_snapshot,
)
from kb_tools.cli import kb as command
from kb_tools.corpus import load
from kb_tools.diagnostics import KbError
from kb_tools.model import Record
from kb_tools.pages import PageOptions, render_pages, site_of
from kb_tools.scalars import PartialDate, Reference

ATOM = "{http://www.w3.org/2005/Atom}"
CASE = "icj/901-ruritania-v-freedonia"


@pytest.fixture
def records(toy_cases: Path) -> dict[str, Record]:
    return dict(load(toy_cases).kb.records)


@pytest.fixture
def project(tmp_path: Path, toy_cases: Path) -> Path:
    shutil.copytree(toy_cases, tmp_path / "cases")
    return tmp_path / "cases"


def run(cases: Path, *words: str) -> Result:
    return CliRunner().invoke(command, ["--cases", str(cases), *words])


def edit(cases: Path, before: str, after: str) -> None:
    path = cases / f"{CASE}.yml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_snapshot_reads_back_as_it_was_written(records: dict[str, Record]) -> None:
    taken = take_snapshot(records.values(), "1.0", "2026-01-02")
    assert read_snapshot(snapshot_text(taken)) == taken


def test_an_item_changed_added_or_removed_is_told_as_itself(records: dict[str, Record]) -> None:
    before = take_snapshot(records.values(), "1.0", "2026-01-02")
    case = records[CASE]
    first, *others = case.events
    changed = replace(first, title=f"{first.title} (corrected)")
    new = replace(first, id="a-new-event")
    records[CASE] = replace(case, events=(changed, new, *others[1:]))
    changes = compare(before, take_snapshot(records.values(), "", ""))
    assert changes.added == (Reference(CASE, "a-new-event"),)
    assert changes.changed == (Reference(CASE, first.id),)
    assert changes.removed == (Reference(CASE, others[0].id),)


def test_a_later_check_of_a_record_is_no_change(records: dict[str, Record]) -> None:
    before = take_snapshot(records.values(), "1.0", "2026-01-02")
    records[CASE] = replace(records[CASE], checked=PartialDate(2026, 11, 30))
    assert not compare(before, take_snapshot(records.values(), "", ""))


def test_history_leads_with_what_is_not_released_and_ends_with_the_first() -> None:
    one = Snapshot("1", "2026-01-01", {"icj/1-x": {"": "a"}})
    two = Snapshot("2", "2026-02-01", {"icj/1-x": {"": "b"}})
    now = Snapshot("", "", {"icj/1-x": {"": "b"}, "icj/2-y": {"": "c", "e": "d"}})
    told = history([two, one], now)
    assert [(release.name, bool(release.changes)) for release in told] == [
        ("", True),
        ("2", True),
        ("1", False),
    ]
    assert told[0].changes.added == (Reference("icj/2-y"), Reference("icj/2-y", "e"))
    assert history([one], replace(one, name="", day=""))[0].first


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 1}', '{"version": 9, "name": "", "day": "", "records": {}}'],
)
def test_a_damaged_snapshot_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "_releases").mkdir()
    (tmp_path / "_releases" / "1.json").write_text(text, encoding="utf-8")
    with pytest.raises(KbError, match=r"1\.json is no snapshot"):
        load_snapshots(tmp_path)


def test_release_and_changes_on_the_command_line(project: Path) -> None:
    assert run(project, "changes").exception.__class__ is KbError
    kept = run(project, "release", "1.0", "--day", "2026-01-02")
    assert kept.exit_code == 0 and "1.0.json" in kept.output
    edit(project, "title: ", "title: Corrected ")
    told = json.loads(run(project, "changes", "--json").stdout)
    assert (told["since"], told["added"], told["removed"]) == ("1.0", [], [])
    assert len(told["changed"]) == 1
    assert run(project, "changes", "--refs").stdout.splitlines() == told["changed"]
    for words in (
        ("release", "1.0"),
        ("release", "2", "--day", "2025-01-01"),
        ("changes", "--since", "9"),
    ):
        problem = run(project, *words).exception
        assert isinstance(problem, KbError) and problem.hint


def test_the_page_and_the_files_tell_the_same(project: Path) -> None:
    assert run(project, "release", "1.0", "--day", "2026-01-02").exit_code == 0
    edit(project, "title: ", "title: <b>Corrected</b> ")
    loaded = load(project)
    options = PageOptions(snapshots=load_snapshots(project))
    page = next(p for p in render_pages(loaded.kb, options) if p.path == "changes.md")
    assert "<b>Corrected" not in page.markdown and "&lt;b&gt;Corrected" in page.markdown
    assert "1.0, 2 January 2026" in page.markdown and "Since the last release" in page.markdown
    files = site_of(loaded, options)[1]
    told = json.loads(files["changes.json"])["releases"]
    assert [release["day"] for release in told] == [None, "2026-01-02"]
    assert len(told[0]["changed"]) == 1
    assert files == site_of(loaded, options)[1]


@pytest.mark.parametrize("name", ["changes.xml", "events.xml"])
def test_feeds_are_atom(real_cases: Path, name: str) -> None:
    """RFC 4287: an id, a title and an instant for the feed and each entry, every id once."""
    loaded = load(real_cases)
    options = PageOptions(snapshots=load_snapshots(real_cases))
    feed = ElementTree.fromstring(site_of(loaded, options)[1][name])
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for element in (feed, *entries):
        for tag in ("id", "title", "updated"):
            found = element.findall(f"{ATOM}{tag}")
            assert len(found) == 1 and found[0].text
        assert element.findtext(f"{ATOM}updated", "").endswith("T00:00:00Z")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    if name == "events.xml":
        days = [day for entry in entries if (day := entry.findtext(f"{ATOM}published", ""))]
        assert len(entries) == 100 and len(days) > 50
        assert days == sorted(days, reverse=True)
