"""Where a rule draws the line: what looks wrong and is right, and the other way round."""

from pathlib import Path

import pytest

from kb_tools.corpus import load
from kb_tools.rules import run_rules
from kb_tools.rules.dates import _misplaced
from kb_tools.scalars import parse_date

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
    words = (
        "Freedonia is to protect the families of the Valley of Bells, those of the mill on the "
        "river, and those who crossed into Ruritania when it burned."
    )
    point = "text: Freedonia is to protect the families of the Valley of Bells."
    measure = "text: Take all measures within its power to protect the families of the valley."
    assert codes_after((point, f"text: {words}"), (measure, f"text: {words}")) == set()


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


def test_one_wrong_date_is_one_finding_however_much_stands_below(codes_after) -> None:
    """Not every event below the wrong one is out of order, but the one that is wrong."""
    assert codes_after(("date: 2020-08\n", "date: 2022-08\n")) == {"KB204"}


def test_the_fewest_items_are_called_out_of_order() -> None:
    def places(*days: str) -> list[int]:
        return [place for place, *_ in _misplaced(list(enumerate(map(parse_date, days))))]

    assert places("2020", "2019", "2021", "2022") == [1]
    assert places("2029", "2019", "2020", "2021") == [0]
    assert places("2019", "2020", "2021", "2001") == [3]
    assert places("2019", "2019-05", "2019-01", "2020") == [2]
    assert places("2019", "2019-05", "2019", "2019-06") == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        # the number of a measure may name a part of the point, or be written without brackets
        ('    number: "2"\n', "    number: (2) (a)\n", set()),
        ('    number: "2"\n', "    number: (3)\n", {"KB225"}),
        # a report on the day of the order is no contradiction, one on the day before is
        ("submitted: 2021-07-01", "submitted: 2021-03-05", set()),
        ("submitted: 2021-07-01", "submitted: 2021-03-04", {"KB216"}),
        ("submitted: 2021-07-01", "submitted: 2021", set()),
        # whoever is on the way to court has representatives and time-limits, too
        ("    state: ruritania\n    role: Agent", "    state: sylvania\n    role: Agent", set()),
        ("    state: ruritania\n    role: Agent", "    state: borduria\n    role: Agent", {"KB228"}),
        ("    states: [sylvania]\n    article", "    states: [freedonia]\n    article", {"KB228"}),
        ("    role: applicant\n", "    role: respondent\n", {"KB228"}),
        ("    role: respondent\n", "    role: joint-applicant\n", set()),
        # the same text may be cited twice with different pinpoints
        ("[order-2021-03-05 para. 60]\n  - id: first", "[order-2021-03-05 para. 60, order-2021-03-05 para. 61]\n  - id: first", set()),
        ("sources: [gazette, herald]", "sources: [gazette, gazette, herald]", {"KB247"}),
        ("[genocide, duty-to-prevent", "[genocide, genocide, duty-to-prevent", {"KB247"}),
        # names of newspapers that differ in a number, a word or two letters are two names
        ("publisher: Zenda Herald", "publisher: Strelsau Gazette 2", set()),
        ("publisher: Zenda Herald", "publisher: Strelsau Gazetta", {"KB238"}),
        ("publisher: Zenda Herald", "publisher: The Strelsau Gazette", set()),
        ("publisher: Zenda Herald", "publisher: Strelsau Gazettes", {"KB238"}),
        ("publisher: Zenda Herald", "publisher: STRELSAU GAZETTE", {"KB238"}),
        # short ranges are legal style
        ("judgment-2022-09-16 paras 40-44", "judgment-2022-09-16 paras 44-40", {"KB236"}),
        ("judgment-2022-09-16 paras 40-44", "judgment-2022-09-16 paras 62-3", set()),
        ("judgment-2022-09-16 paras 40-44", "judgment-2022-09-16 para. 5 2nd line", set()),
        # an event may be told of another day than the case if it says what that day is
        ("instituted: 2021-01-04", "instituted: 2021-01", set()),
        ("instituted: 2021-01-04", "instituted: 2021-01-03", {"KB227"}),
        # a primary source may stand at two addresses of its publisher
        ("    url: https://court.example/901/order.pdf", "    url: https://court.example/901/order.pdf\n    read_at: https://www.court.example/order", set()),
        ("    url: https://court.example/901/order.pdf", "    url: https://court.example/901/order.pdf\n    read_at: https://blog.example/order", {"KB237"}),
        # an address in the other language is the same document; of another document it is not
        ("https://court.example/901/order.pdf", "https://court.example/901-20210305-ORD-01-00-FR.pdf", set()),
        ("https://court.example/901/order.pdf", "https://court.example/901-20210306-ORD-01-00-EN.pdf", {"KB218"}),
        # what has happened lies before the check, wherever it is told
        ("accessed: 2023-05-02", "accessed: 2023-06-02", {"KB207"}),
        ("    until: 2021-02-03\n", "    until: 2031-02-03\n", {"KB207"}),
        ("    since: 2021-01-04\n", "    since: 2031-01-04\n", {"KB207"}),
        ("      - {date: 2022-01-10}\n", "      - {date: 2032-01-10}\n", set()),
        # a decided intervention says by which decision
        ("    outcome: pending\n", "    outcome: admitted\n", {"KB242"}),
        ("    outcome: pending\n", "    outcome: inadmissible\n", {"KB242"}),
        ("    outcome: pending\n", "    outcome: pending\n    decision: judgment-2022-09-16\n", {"KB216", "KB243"}),
        # words that are meant to stand twice
        ("Three hundred families.", "They had had three hundred families, and that that was so.", set()),
        ("Three hundred families.", "One of of the families.", {"KB407"}),
    ],
)  # fmt: skip
def test_where_the_line_is_drawn(codes_after, old: str, new: str, found: set[str]) -> None:
    assert codes_after((old, new)) == found


def test_a_wrong_day_of_the_check_is_one_finding(codes_after) -> None:
    assert codes_after(("\nchecked: 2023-05-02", "\nchecked: 2013-05-02")) == {"KB207", "KB209"}


def test_what_is_compared_with_an_unreadable_part_is_not_reported(codes_after) -> None:
    """The bench cannot be read whole, so nobody can be said not to sit on it."""
    judges = "      judges: [Strakencz, Tarlenheim]\n      judges_ad_hoc"
    assert codes_after((judges, "      judges: Strakencz, Tarlenheim\n      judges_ad_hoc")) == {
        "KB103"
    }


@pytest.mark.parametrize(
    ("further", "codes"), [("duty-to-prevent", set()), ("existence-of-a-dispute", {"KB247"})]
)
def test_the_subject_of_a_holding_is_no_further_subject_of_it(codes_after, further, codes) -> None:
    subject = "    subject: existence-of-a-dispute\n"
    assert codes_after((subject, f"{subject}    further_subjects: [{further}]\n")) == codes
