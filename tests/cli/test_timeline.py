"""`kb timeline`: the chronology over all courts and bodies, to read and to take away."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from kb_tools.chronology import Moment, chronology
from kb_tools.cli import moments
from kb_tools.corpus import KnowledgeBase, load
from kb_tools.scalars import parse_date
from tests.cli.answering import Ask, asking

TOY = "icj/901-ruritania-v-freedonia"


@pytest.fixture(scope="module")
def ask(toy_cases: Path) -> Ask:
    return asking(toy_cases)


@pytest.fixture(scope="module")
def kb(toy_cases: Path) -> KnowledgeBase:
    return load(toy_cases).kb


@pytest.fixture
def hearing(kb: KnowledgeBase) -> Moment:
    found = chronology(kb, [kb.records[TOY]])
    return next(m for m in found if m.reference.item == "measures-hearing")


def test_one_line_for_each_moment_by_day_over_all_records(ask: Ask) -> None:
    answer = ask("timeline", "--since", "2020", "--until", "2021-01")
    assert answer.out.splitlines() == [
        "2020-08     icj/901-ruritania-v-freedonia#burning-of-the-mill  ICJ: Soldiers burn the mill"
        " in the Valley of Bells  [corroborated]",
        "2020-09-10  mechanisms/round-table#meeting-2020  UNSC: Meeting on the burning of the mill"
        "  [single source]",
        "2020-12-01  mechanisms/letter-of-concern#letter-2020  mechanism: Ruritania writes to"
        " Freedonia  [single source]",
        "2021-01-04  icj/901-ruritania-v-freedonia#application-filed  ICJ: Ruritania institutes"
        " proceedings against Freedonia  [primary source]",
    ]
    assert answer.err == "kb: 4 entries\n"


def test_on_a_terminal_it_is_a_table_by_year_with_short_dates(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "75")
    found = [m for m in chronology(kb, [kb.records[TOY]]) if m.period.first.year < 2022]
    lines = moments.as_text(found, kb, colour=False)
    assert lines == [
        "2020",
        "  Aug                ICJ           Soldiers burn the mill in the Valley of",
        "                                   Bells",
        "                                   icj/901-ruritania-v-freedonia#burning-of-the-mill",
        "                                   · corroborated",
        "",
        "2021",
        "  4 Jan              ICJ           Ruritania institutes proceedings against",
        "                                   Freedonia",
        "                                   icj/901-ruritania-v-freedonia#application-filed",
        "                                   · primary source",
        "  1 Feb–3 Feb        ICJ           Public hearing on the request for",
        "                                   provisional measures",
        "                                   icj/901-ruritania-v-freedonia#measures-hearing",
        "                                   · primary source",
        "  5 Mar              ICJ           The Court indicates two provisional",
        "                                   measures",
        "                                   icj/901-ruritania-v-freedonia#measures-indicated",
        "                                   · primary source",
        "  1 Jul              ICJ           Freedonia submits its first report on",
        "                                   the measures",
        "                                   icj/901-ruritania-v-freedonia#first-report",
        "                                   · announced · single source",
    ]
    coloured = "\n".join(moments.as_text(found, kb, colour=True))
    assert "\x1b[1m2020" in coloured
    assert "\x1b[36m4 Jan" in coloured


@pytest.mark.parametrize(
    ("options", "items"),
    [
        (("--forum", "icj", "--until", "2019"), ["application-filed", "discontinued"]),
        (("--forum", "World Court", "--until", "2018"), ["application-filed"]),
        (("--kind", "judgment"), ["judgment-on-objections"]),
        (("--kind", "decision"), ["measures-indicated", "judgment-on-objections"]),
        (("--kind", "time-limit"), ["memorial", "memorial"]),
        (("--state", "Libertonie", "--since", "2021"), ["first-report"]),
        (("--subject", "duty to prevent", "--since", "2023"), ["sylvania-declares"]),
        (("--certainty", "mirror", "--since", "2022-09"), ["judgment-on-objections"]),
        (("--since", "2021-02-02", "--until", "2021-02-02"), ["measures-hearing"]),
        (("--kind", "use,statement", "--since", "2021", "--until", "2021"), [""]),
    ],
)
def test_filters_leave_what_fits_all_of_them(
    ask: Ask, options: tuple[str, ...], items: list[str]
) -> None:
    entries = ask("timeline", *options, "--json").value["entries"]
    assert [entry["reference"].partition("#")[2] for entry in entries] == items


def test_a_reference_chooses_its_record_and_an_item_stands_for_it(ask: Ask) -> None:
    whole = ask("timeline", TOY, "--refs").out
    assert ask("timeline", f"{TOY}#measure-1", TOY, "--refs").out == whole
    assert {line.partition("#")[0] for line in whole.splitlines()} == {TOY}
    two = ask("timeline", TOY, "national/graustark-inquiry", "--json").value
    dates = [entry["date"] for entry in two["entries"]]
    assert dates == sorted(dates)
    assert len(two["entries"]) == two["total"] == 11


def test_references_are_each_named_once_and_can_be_shown(ask: Ask) -> None:
    lines = ask("timeline", TOY, "--refs").out.splitlines()
    assert len(lines) == len(set(lines)) == 8  # the Memorial has two dates
    assert ask("show", *lines).code == 0


def test_json_and_comma_separated_values_say_the_same(ask: Ask) -> None:
    value = ask("timeline", "--json").value
    assert (value["shape"], value["version"], value["total"]) == ("timeline", 1, 21)
    rows = list(csv.DictReader(io.StringIO(ask("timeline", "--csv").out, newline="")))
    assert len(rows) == 21
    for row, entry in zip(rows, value["entries"], strict=True):
        assert list(row) == list(entry)
        assert row["reference"] == entry["reference"]
        assert row["states"] == "; ".join(entry["states"])
    order = next(e for e in value["entries"] if e["reference"].endswith("#measures-indicated"))
    assert order["official_address"].endswith("901-20210305-ORD-01-00-EN.pdf")


def test_markdown_leads_to_the_acts_and_to_the_pages_of_the_site(ask: Ask) -> None:
    out = ask("timeline", TOY, "--markdown", "--until", "2021-01").out
    assert out.splitlines() == [
        "# Timeline",
        "",
        "## 2020",
        "",
        "- **August 2020**, ICJ: Soldiers burn the mill in the Valley of Bells (corroborated,"
        f" [{TOY}\\#burning-of-the-mill]({TOY}/#burning-of-the-mill))",
        "",
        "## 2021",
        "",
        "- **4 January 2021**, ICJ: [Ruritania institutes proceedings against Freedonia]"
        "(https://www.icj-cij.org/sites/default/files/case-related/901/901-20210104-APP-01-00-EN.pdf)"
        f" (primary source, [{TOY}\\#application-filed]({TOY}/#application-filed))",
    ]


def test_nothing_of_a_record_acts_as_markdown(kb: KnowledgeBase, hearing: Moment) -> None:
    hostile = replace(hearing, title="[x](javascript:1) <b>*a*</b> `c` | ![i](//e) \u202e\x07")
    line = moments.as_markdown([hostile], kb, "Timeline").splitlines()[-1]
    assert "\\[x\\](javascript:1) \\<b\\>\\*a\\*\\</b\\> \\`c\\` \\| \\!\\[i\\](//e)" in line
    assert "\u202e" not in line
    assert "\x07" not in line


def test_an_address_of_the_record_keeps_inside_its_brackets(kb: KnowledgeBase) -> None:
    (moment, *_) = chronology(kb, [kb.records["instruments/good-neighbourliness-convention"]])
    broken = replace(moment.record, url="https://a.example/x) [y](z")  # type: ignore[call-arg]
    line = moments.as_markdown([replace(moment, record=broken)], kb, "Timeline")
    assert "(https://a.example/x%29%20[y]%28z)" in line
    script = replace(moment.record, url="javascript:alert(1)")  # type: ignore[call-arg]
    assert moments.official_address(replace(moment, record=script)) == ""


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2021", None, "in the year"),
        ("2021-05", None, "May"),
        ("2021-05-06", None, "6 May"),
        ("2021-05-06", "2021-06", "6 May–Jun"),
        ("2021-12-30", "2022-01-02", "30 Dec–2 Jan 2022"),
        ("2021", "2023", "2021–2023"),
    ],
)
def test_dates_look_as_partial_as_they_are(
    kb: KnowledgeBase,
    hearing: Moment,
    monkeypatch: pytest.MonkeyPatch,
    first: str,
    last: str | None,
    shown: str,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    period = replace(
        hearing.period, first=parse_date(first), last=parse_date(last) if last else None
    )
    _, line, *_ = moments.as_text([replace(hearing, period=period)], kb, colour=False)
    assert line.split("  ")[1] == shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("icj/901-ruritania-v-fredonia",), f"did you mean {TOY}"),
        (("--since", "2021-13"), "months go from 01 to 12"),
        (("--until", "yesterday"), "write YYYY-MM-DD"),
        (("--since", "2022", "--until", "2021"), "it is before --since"),
        (("--as-of", "2021-02-30"), "February 2021 has 28 days"),
        (("--as-of", "22 July 2022"), "write 2022-07-22"),
    ],
)
def test_mistakes_end_with_a_hint_and_code_2(ask: Ask, words: tuple[str, ...], said: str) -> None:
    answer = ask("timeline", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_value_that_nothing_has_is_named_with_the_nearest(ask: Ask) -> None:
    answer = ask("timeline", "--kind", "judgement", "--state", "ruritania")
    assert (answer.code, answer.out) == (0, "")
    assert "nothing has `kind:judgement`; nearest: judgment" in answer.err
    assert "state:" not in answer.err


def test_help_has_an_example(ask: Ask) -> None:
    assert "Example: kb timeline" in ask("timeline", "--help").out
