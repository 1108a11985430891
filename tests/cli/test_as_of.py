"""`--as-of` on search, show, list and timeline: the state of proceedings on a day."""

import re
from pathlib import Path

import pytest

from tests.cli.answering import Ask, asking, copied

TOY = "icj/901-ruritania-v-freedonia"
GAMBIA = "icj/178-gambia-v-myanmar"
EVE, DAY = ("--as-of", "2022-09-15"), ("--as-of", "2022-09-16")


@pytest.fixture(scope="module")
def ask(toy_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asking(copied(toy_cases, tmp_path_factory.mktemp("past")))


@pytest.fixture(scope="module")
def ask_published(real_cases: Path) -> Ask:
    return asking(real_cases)


def test_show_says_the_day_the_stage_and_what_is_left_out(ask: Ask) -> None:
    out = ask("show", TOY, *EVE).out
    assert out.startswith(
        "As of 15 September 2022: written pleadings on the merits, since 5 March 2021. Left out are"
    )
    assert "judgment" not in out.lower()
    assert "Graustark" not in out  # the relation rests on a later source
    assert "case · published · written pleadings on the merits\n" in out


def test_what_is_not_there_yet_is_said_with_the_day_from_which_it_is(ask: Ask) -> None:
    answer = ask("show", f"{TOY}#judgment-2022-09-16", *EVE)
    assert (answer.code, answer.out) == (2, "")
    assert f"there is no `{TOY}#judgment-2022-09-16` on 15 September 2022" in answer.err
    assert "it is there from 16 September 2022" in answer.err
    assert ask("show", f"{TOY}#judgment-2022-09-16", *DAY).code == 0


def test_a_month_or_year_means_its_last_day(ask: Ask) -> None:
    assert ask("list", "decisions", "--as-of", "2022-09", "--json").value["as_of"] == "2022-09-30"
    assert ask("list", "decisions", "--as-of", "2021", "--json").value["total"] == 1


@pytest.mark.parametrize(
    "words", [("list",), ("search", "x"), ("show", TOY), ("timeline",)], ids=lambda w: w[0]
)
def test_a_bad_day_is_refused_with_a_hint(ask: Ask, words: tuple[str, ...]) -> None:
    for day, hint in (("2022-02-30", "February 2022 has 28 days"), ("22.7.2022", "YYYY-MM-DD")):
        answer = ask(*words, "--as-of", day)
        assert (answer.code, answer.out) == (2, "")
        assert "--as-of" in answer.err
        assert hint in answer.err


def test_lists_hold_what_was_there_and_say_the_day(ask: Ask) -> None:
    eve, day = (ask("list", "decisions", *on) for on in (EVE, DAY))
    assert eve.out.splitlines() == [
        f"2021-03-05  {TOY}#order-2021-03-05  Request for the indication of provisional measures"
    ]
    assert eve.err.startswith("kb: as of 15 September 2022; left out are later events")
    assert day.out.splitlines() == [
        *eve.out.splitlines(),
        f"2022-09-16  {TOY}#judgment-2022-09-16  Preliminary objections",
    ]
    early = ask("list", "records", "--as-of", "2019", "--refs").out.split()
    assert early == ["icj/902-sylvania-v-borduria", "instruments/good-neighbourliness-convention"]


def test_a_search_neither_finds_nor_counts_what_came_later(ask: Ask) -> None:
    """The words of later texts find nothing, in no other item and no number."""
    assert ask("search", "objections rejects", *EVE, "--json").value["total"] == 0
    assert f"{TOY}#judgment-on-objections" in ask("search", "objections rejects", *DAY).out
    assert ask("search", "Sylvania intervention", *DAY).code == 1
    found = ask("search", "valley", *EVE, "--json").value
    assert found["as_of"] == "2022-09-15"
    references = [hit["reference"] for hit in found["hits"]]
    assert f"{TOY}#plausible-rights" in references
    assert TOY in references
    assert not any("remark" in str(hit["snippet"]) for hit in found["hits"])
    assert ask("search", "remark", *EVE).code == 1  # the mark itself is no text to be found


def test_filters_and_identifiers_work_as_ever(ask: Ask) -> None:
    found = ask("search", "901-20210305-ORD-01-00-EN", *EVE, "--json").value["hits"]
    assert found[0]["reference"].startswith(TOY)
    found = ask("search", "kind:holding", "--state", "ruritania OR x", *EVE)
    assert found.code == 1
    assert ask("search", "kind:holding", *EVE, "--refs").out.split() == [f"{TOY}#plausible-rights"]


def test_without_the_option_nothing_changes(ask: Ask) -> None:
    assert "as_of" not in ask("list", "--json").value
    assert ask("search", "objections", "--json").value["total"] > 0
    assert not ask("show", TOY).out.startswith("As of")


def test_the_timeline_ends_on_the_day_but_for_days_that_were_fixed(ask: Ask) -> None:
    eve = ask("timeline", TOY, "--as-of", "2021-03-05", "--json").value["entries"]
    assert [e["date"] for e in eve] == [
        "2020-08",
        "2021-01-04",
        "2021-02-01/2021-02-03",
        "2021-03-05",
    ]
    markdown = ask("timeline", TOY, "--as-of", "2021-03-05", "--markdown").out
    assert markdown.startswith("# Timeline as of 5 March 2021\n")


def test_the_objections_of_myanmar_are_pending_on_21_july_2022_and_rejected_on_the_22nd(
    ask_published: Ask,
) -> None:
    eve = ask_published("show", GAMBIA, "--as-of", "2022-07-21").out
    assert eve.startswith("As of 21 July 2022: deliberation on preliminary objections, since")
    assert not re.search(r"objections?\b[^.]*\brejected|22 July 2022", eve)
    judgment = ask_published("show", f"{GAMBIA}#judgment-2022-07-22", "--as-of", "2022-07-22").out
    assert "The second preliminary objection (standing) is rejected. [15-1]" in judgment
    timeline = ask_published("timeline", GAMBIA, "--as-of", "2022-07-22", "--since", "2022-07").out
    assert [line.split()[0] for line in timeline.splitlines()[:2]] == ["2022-07-22"] * 2


def test_on_3_february_2021_nothing_later_is_visible_anywhere(ask_published: Ask) -> None:
    """Not in text and not in JSON, neither as a date nor as a year in any word or address."""
    on = ("--as-of", "2021-02-03")
    later = re.compile(r"202[2-9]")
    assert later.findall(ask_published("show", GAMBIA, *on).out) == []
    assert later.findall(ask_published("show", GAMBIA, *on, "--json").out) == []
    timeline = ask_published("timeline", *on).out
    assert len(timeline.splitlines()) > 200
    assert max(line[:10] for line in timeline.splitlines()) == "2021-07-23"  # fixed in 2020
    assert later.findall(timeline) == []
