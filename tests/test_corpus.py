"""The corpus: every file is read, a broken one never stops the others, links go both ways."""

import os
from pathlib import Path

import pytest

from kb_tools.corpus import Inbound, load, vocabulary_digest
from kb_tools.diagnostics import KbError
from kb_tools.scalars import Reference

CASE = "icj/901-ruritania-v-freedonia"
CONVENTION = "instruments/good-neighbourliness-convention"


@pytest.fixture
def cases(tmp_path: Path, toy_cases: Path) -> Path:
    """A copy of the toy records."""
    for path in toy_cases.rglob("*.yml"):
        copy = tmp_path / "cases" / path.relative_to(toy_cases)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path / "cases"


def codes(cases: Path) -> list[str]:
    return [diagnostic.code for diagnostic in load(cases).diagnostics]


def test_the_id_is_the_path(cases: Path) -> None:
    loaded = load(cases)
    assert set(loaded.kb.records) == {
        path.relative_to(cases).with_suffix("").as_posix()
        for path in cases.rglob("*.yml")
        if "_vocab" not in path.parts
    }
    assert all(record.id == name for name, record in loaded.kb.records.items())
    assert loaded.files[CASE].path == f"cases/{CASE}.yml"
    assert loaded.diagnostics == []


def test_all_four_kinds_are_read(cases: Path) -> None:
    kinds = {record.kind for record in load(cases).kb.records.values()}
    assert kinds == {"case", "mechanism", "instrument", "statement"}


def test_reading_twice_gives_the_same(cases: Path) -> None:
    assert load(cases).kb == load(cases).kb


def test_links_are_known_where_they_lead(cases: Path) -> None:
    inbound = load(cases).kb.inbound
    assert (
        Inbound(Reference(CASE, "dispute-existed"), "interprets")
        in (inbound[f"{CONVENTION}#art-9"])
    )
    graustark = inbound["national/graustark-inquiry"]
    assert graustark == (Inbound(Reference(CASE), "target", "same_facts"),)
    order = inbound[f"{CASE}#order-2021-03-05"]
    statement = Reference("statements/observers-2021-freedonia", "ask-2")
    assert order == (Inbound(statement, "target", "cites"),)


@pytest.mark.parametrize(
    ("pointer", "text"),
    [
        ("docket", '"901"'),
        ("events/1/date", "2021-01-04"),
        ("events/1", "id"),
        ("sources/gazette/kind", "secondary"),
        ("sources/gazette", "gazette"),
        ("events/1/nothing/more", "id"),
        ("", "kind"),
    ],
)
def test_a_pointer_has_a_place(cases: Path, pointer: str, text: str) -> None:
    loaded = load(cases)
    location = loaded.locate(CASE, pointer)
    assert location.path == f"cases/{CASE}.yml"
    line = (cases / f"{CASE}.yml").read_text(encoding="utf-8").split("\n")[location.span.line - 1]
    assert line[location.span.column - 1 :].startswith(text)


def test_a_broken_file_does_not_stop_the_others(cases: Path) -> None:
    whole = load(cases).kb.records
    (cases / f"{CASE}.yml").write_text("kind: [", encoding="utf-8")
    loaded = load(cases)
    assert set(loaded.kb.records) == set(whole) - {CASE}
    assert [d.code for d in loaded.diagnostics] == ["KB003"]
    assert loaded.diagnostics[0].record == CASE


def test_a_file_that_cannot_be_read_is_a_finding(cases: Path) -> None:
    (cases / "icj" / "903-gone.yml").symlink_to(cases / "nowhere")
    loaded = load(cases)
    assert [d.code for d in loaded.diagnostics] == ["KB001"]
    assert loaded.unread == {"icj/903-gone"}


def test_hidden_files_and_other_suffixes_are_no_records(cases: Path) -> None:
    (cases / "icj" / ".903-draft.yml").write_text("", encoding="utf-8")
    (cases / "icj" / "notes.txt").write_text("", encoding="utf-8")
    (cases / ".git").mkdir()
    (cases / ".git" / "a.yml").write_text("", encoding="utf-8")
    assert codes(cases) == []


@pytest.mark.parametrize(
    "name", ["top.yml", "icj/Upper.yml", "icj/two words.yml", "icj/a.yaml", "icj/é.yml"]
)
def test_a_path_that_is_no_id_is_a_finding(cases: Path, name: str) -> None:
    (cases / name).write_text("", encoding="utf-8")
    assert "KB016" in codes(cases)


def test_a_missing_vocabulary_is_one_finding(cases: Path) -> None:
    (cases / "_vocab" / "states.yml").unlink()
    loaded = load(cases)
    assert [(d.code, d.location.path) for d in loaded.diagnostics] == [
        ("KB014", "cases/_vocab/states.yml")
    ]


def test_a_broken_vocabulary_is_a_finding_and_the_words_are_missed(cases: Path) -> None:
    (cases / "_vocab" / "source-kinds.yml").write_text("primary: [", encoding="utf-8")
    found = load(cases).diagnostics
    assert found[0].code == "KB003"
    assert found[0].location.path == "cases/_vocab/source-kinds.yml"


@pytest.mark.parametrize("name", ["", "empty"])
def test_nothing_to_read_is_no_success(tmp_path: Path, name: str) -> None:
    folder = tmp_path / (name or "missing")
    if name:
        folder.mkdir()
    with pytest.raises(KbError) as stopped:
        load(folder)
    assert stopped.value.hint


def test_progress_sees_every_file(cases: Path) -> None:
    seen = []

    def count(files):
        for file in files:
            seen.append(file.id)
            yield file

    assert seen == [] and set(load(cases, count).files) == set(seen)


def test_the_digests_change_with_the_bytes(cases: Path) -> None:
    before, words = load(cases).files[CASE].digest, vocabulary_digest(cases)
    os.utime(cases / f"{CASE}.yml", (0, 0))
    assert load(cases).files[CASE].digest == before
    with (cases / f"{CASE}.yml").open("a", encoding="utf-8") as stream:
        stream.write("# a remark\n")
    assert load(cases).files[CASE].digest != before
    (cases / "_vocab" / "states.yml").write_text("{}", encoding="utf-8")
    assert vocabulary_digest(cases) != words
