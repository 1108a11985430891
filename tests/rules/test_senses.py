"""Where a rule draws the line: what looks wrong and is right, and the other way round."""

from pathlib import Path

import pytest

from kb_tools.corpus import load
from kb_tools.rules import run_rules

RECORD = "icj/901-ruritania-v-freedonia.yml"


@pytest.fixture
def codes_after(tmp_path: Path, toy_cases: Path):
    """Return what edits the large toy record and gives the codes found in it."""
    cases = tmp_path / "cases"
    for path in toy_cases.rglob("*.yml"):
        copy = cases / path.relative_to(toy_cases)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    original = (cases / RECORD).read_text(encoding="utf-8")

    def edit(*pairs: tuple[str, str], record: str = RECORD) -> set[str]:
        text = original if record == RECORD else (cases / record).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        (cases / record).write_text(text, encoding="utf-8")
        return {diagnostic.code for diagnostic in run_rules(load(cases))}

    return edit


def test_dates_of_different_precision_are_in_order_when_they_can_be(codes_after) -> None:
    assert codes_after(("date: 2020-08\n", "date: 2021\n")) == set()


def test_an_event_outside_the_court_may_come_before_the_case(codes_after) -> None:
    assert codes_after(("date: 2020-08\n", "date: 1999-01-01\n")) == set()


def test_a_scheduled_hearing_may_lie_after_the_check(codes_after) -> None:
    new = (
        "    interventions: [intervention-sylvania]\n    sources: [press-release-2023-04-30]\n"
        "  - id: hearing-to-come\n    date: 2023-09-01\n    date_kind: scheduled\n"
        "    kind: hearing-scheduled\n    title: Hearing on the merits\n"
        "    sources: [press-release-2023-04-30]\n"
    )
    old = "    interventions: [intervention-sylvania]\n    sources: [press-release-2023-04-30]\n"
    assert codes_after((old, new)) == set()
    assert codes_after((old, new.replace("    date_kind: scheduled\n", ""))) == {"KB207", "KB208"}


def test_votes_are_not_held_against_an_incomplete_bench(codes_after) -> None:
    """The judgment of 2022 was given 14 to 1; three names of its bench are known."""
    assert codes_after() == set()
    assert codes_after(("      incomplete: yes\n", "")) == {"KB220"}


@pytest.mark.parametrize(
    "name", ["Tarlenheim", "Judge Tarlenheim", "TARLENHEIM", "Judge ad hoc Rassendyll"]
)
def test_an_office_before_a_name_does_not_matter(codes_after, name: str) -> None:
    assert codes_after(("judge: Tarlenheim", f"judge: {name}")) == set()


def test_a_joint_opinion_names_several_judges(codes_after) -> None:
    joint = ("judge: Tarlenheim\n        type: dissenting-opinion",)
    old = joint[0]
    new = "judge: Sapt, Strakencz and Tarlenheim\n        type: joint-dissenting-opinion"
    assert codes_after((old, new)) == set()
    assert codes_after((old, new.replace("Strakencz", "Rischenheim"))) == {"KB221"}


@pytest.mark.parametrize(
    ("pinpoint", "found"),
    [
        ("para. 61", set()),
        ("para. 62", {"KB236"}),
        ("paras 33-36, 60", set()),
        ("paras 33-36, 70", {"KB236"}),
        ("p. 900", set()),
        ("paragraph 62", {"KB236"}),
        ("section 99", set()),
    ],
)
def test_pinpoints_of_a_decision_of_the_record(codes_after, pinpoint: str, found: set) -> None:
    assert codes_after(("[order-2021-03-05 paras 33-36]", f'["order-2021-03-05 {pinpoint}"]')) == (
        found
    )


def test_a_comma_outside_quotes_splits_a_citation(codes_after) -> None:
    old = "[order-2021-03-05 paras 33-36]"
    assert codes_after((old, "[order-2021-03-05 paras 33-36, 40]")) == {"KB231"}


def test_an_identifier_may_be_of_another_case_in_a_source(codes_after) -> None:
    old = "    date: 2021\n    read_at: https://herald"
    new = "    date: 1950\n    identifier: 004-19500330-ADV-01-00-EN\n    read_at: https://herald"
    assert codes_after((old, new)) == set()


def test_a_date_in_the_wrong_session_of_the_assembly_is_found(codes_after) -> None:
    old = "    date: 2021\n    read_at: https://herald"
    right = "    date: 2021-06\n    identifier: A/RES/75/287\n    read_at: https://herald"
    assert codes_after((old, right)) == set()
    assert codes_after((old, right.replace("75/287", "65/287"))) == {"KB213"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("n/a", {"KB250"}),
        ("unknown", {"KB250"}),
        ("To be decided: TBD", {"KB250"}),
        ("What is it???", {"KB250"}),
        ("An unknown person burns the mill", set()),
        ("Todos los vecinos; todo el valle", set()),
        ("<script>alert(1)</script>", {"KB402"}),
        ("[see here](javascript:alert(1))", {"KB402"}),
        ("5 < 6 and 7 > 6", set()),
        ("The mill & the bridge", set()),
        ("The mill &amp; the bridge", {"KB402"}),
        ("NATO", set()),
        ("THE MILL BURNS AGAIN", {"KB403"}),
        ("The mill | the bridge", set()),
        ("The mill,", {"KB406"}),
        ("- The mill", set()),
        ("Is this the mill?", set()),
        ("The mill (first part).", set()),
    ],
)
def test_words_of_a_title(codes_after, text: str, found: set[str]) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    old = "title: Soldiers burn the mill in the Valley of Bells"
    assert codes_after((old, f"title: {quoted}")) == found


def test_a_measure_may_be_told_in_the_words_of_its_operative_point(codes_after) -> None:
    words = "Freedonia is to protect the families of the Valley of Bells, " * 3
    assert (
        codes_after(
            (
                "text: Freedonia is to protect the families of the Valley of Bells.",
                f"text: {words}",
            ),
            (
                "text: Take all measures within its power to protect the families of the valley.",
                f"text: {words}",
            ),
            (", \n", "\n"),
        )
        - {"KB406"}
        == set()
    )


def test_a_word_of_a_relation_may_not_join_everything(codes_after) -> None:
    """An informal meeting cannot be said to interpret a provision; a use of it can."""
    relation = (
        "relations:\n  - id: what-it-means\n    type: interprets\n"
        "    target: instruments/good-neighbourliness-convention#art-1\n"
        "    sources: [handbook]\n{origin}if_blocked:\n"
    )
    old, place = "if_blocked:\n", "mechanisms/round-table.yml"
    assert codes_after((old, relation.format(origin="")), record=place) == {"KB304"}
    second = relation.format(origin="    origin: meeting-2020\n").removesuffix(old)
    assert codes_after((relation.format(origin="").removesuffix(old), second), record=place) == (
        set()
    )


def test_records_of_withdrawn_cases_do_not_collide(codes_after) -> None:
    found = codes_after(
        ('docket: "902"', 'docket: "901"'),
        ("status: draft", "status: withdrawn\nwithdrawn_because: Told in another record."),
        record="icj/902-sylvania-v-borduria.yml",
    )
    assert found == {"KB241"}
