"""The comparator, its charts and its lists: every row is there, and every number is the same."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase, Loaded, load
from kb_tools.derived import count_outcomes, interveners
from kb_tools.model import Mechanism
from kb_tools.pages import site_of
from kb_tools.pages.comparison.chart import Mark, decade_words, panel, render_panels
from kb_tools.pages.comparison.comparator import (
    Choice,
    Column,
    Comparator,
    Row,
    days_cell,
    render_comparator,
    vote_cell,
)
from kb_tools.pages.comparison.interventions import interventions_csv, interventions_page
from kb_tools.pages.comparison.uses import _MARKS, uses_csv, uses_page
from kb_tools.pages.page import PageOptions
from kb_tools.pages.writer import Library
from kb_tools.scalars import Reference, parse_vote
from kb_tools.spreadsheet import comma_separated

HOSTILE = "<script>alert(1)</script> | \" onclick='x'"


@pytest.fixture(scope="module")
def loaded(real_cases: Path) -> Loaded:
    return load(real_cases)


@pytest.fixture(scope="module")
def kb(loaded: Loaded) -> KnowledgeBase:
    return loaded.kb


@pytest.fixture(scope="module")
def pages(kb: KnowledgeBase) -> dict[str, str]:
    library = Library(kb, PageOptions())
    return {page.path: page.markdown for page in (interventions_page(library), uses_page(library))}


def told(page: str) -> Counter[str]:
    """Return the sums of what the descriptions of a page's charts say, by mark."""
    sums: Counter[str] = Counter()
    for description in re.findall(r"<desc [^>]*>(.*?)\.</desc>", page):
        for number, label in re.findall(r"(?:: |, )(\d+) ([^,;]+)", description):
            sums[label] += int(number)
    return sums


def drawn(page: str) -> list[tuple[int, int]]:
    """Return for each chart of a page the number in its title, and how many marks it has."""
    charts = re.findall(r'<svg role="img".*?</svg>', page, re.DOTALL)
    found = []
    for chart in charts:
        title = re.search(r"<title [^>]*>.*: ([\d,]+)</title>", chart)
        assert title
        marks = re.findall(r'<path class="(?!none)\w+" d="([^"]*)"', chart)
        found.append((int(title[1].replace(",", "")), sum(path.count("M") for path in marks)))
    return found


def test_the_chart_of_interventions_has_the_totals_by_outcome(
    kb: KnowledgeBase, pages: dict[str, str]
) -> None:
    """The totals themselves are held to the dossier by ``test_totals``."""
    page = pages["interventions.md"]
    totals = count_outcomes(interveners(kb.records.values()))
    label = kb.vocabulary.label
    assert told(page) == {label("intervention-outcomes", w): n for w, n in totals.items()}
    assert drawn(page) == [(13, 13), (69, 69), (6, 6)]
    for outcome, number in totals.items():
        name = label("intervention-outcomes", outcome)
        row = re.search(rf"</svg> {name}</th><td[^>]*>(\d+)</td>", page, re.IGNORECASE)
        assert row, name
        assert int(row[1]) == number


def test_the_table_beside_a_chart_has_its_numbers(pages: dict[str, str]) -> None:
    for path, whole in (("interventions.md", 88), ("uses.md", 352)):
        table = pages[path].partition('class="quiet numbers"')[2].partition("</table>")[0]
        cells = Counter[str]()
        for name, number in re.findall(r'<td data-h="([^"]+)">(\d+)</td>', table):
            cells[name.lower()] += int(number)
        assert cells.pop("all") == whole
        assert cells == told(pages[path])


def test_the_chart_of_uses_has_every_use_once(kb: KnowledgeBase, pages: dict[str, str]) -> None:
    mechanisms = [r for r in kb.records.values() if isinstance(r, Mechanism) and r.uses]
    charts = drawn(pages["uses.md"])
    assert sorted(number for number, _ in charts) == sorted(len(m.uses) for m in mechanisms)
    assert all(number == marks for number, marks in charts)
    assert sum(marks for _, marks in charts) == 352


def test_every_outcome_of_a_use_has_a_mark_of_the_chart(kb: KnowledgeBase) -> None:
    """A new outcome belongs under one of the marks in ``kb_tools/pages/uses.py``."""
    marked = [word for words in _MARKS.values() for word in words.split()]
    assert sorted(marked) == sorted(kb.vocabulary.words("use-outcomes"))


@pytest.mark.parametrize(("path", "number"), [("interventions.md", 88), ("uses.md", 352)])
def test_each_row_has_an_address_and_leads_to_its_item(
    kb: KnowledgeBase, pages: dict[str, str], path: str, number: int
) -> None:
    library = Library(kb, PageOptions())
    table = pages[path].partition('class="quiet wide"')[2]
    rows = re.findall(
        r'<tr id="([a-z0-9_-]+)" data-f="([^"]+)"><td class="x">.*?</td>'
        r'<th scope="row"><a href="\.\./([^"#]+)/#([^"]+)">',
        table,
    )
    assert len(rows) == number
    assert len({identity for identity, *_ in rows}) == number
    for _, words, record, item in rows:
        assert len(words.split()) == pages[path].count(" data-n=")
        assert library.exists(Reference(record, item))


def test_days_are_empty_where_a_day_is_not_known(pages: dict[str, str]) -> None:
    """Poland's paper of 1923 is dated, not known to be filed; Italy was refused in 149 days."""
    page = pages["interventions.md"]
    row = page.partition('id="pcij_iii-1-wimbledon_poland"')[2].partition("</tr>")[0]
    assert "data-k" not in row
    row = page.partition('id="icj_68-continental-shelf-libya-malta_italy"')[2].partition("</tr>")[0]
    assert '<td data-k="149">149</td>' in row


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_lists_can_be_taken_away(loaded: Loaded, kb: KnowledgeBase) -> None:
    interventions, uses = rows_of(interventions_csv(kb)), rows_of(uses_csv(kb))
    assert (len(interventions), len(uses)) == (88, 352)
    outcomes = Counter(row["Outcome"] for row in interventions)
    assert (outcomes["admitted"], outcomes["pending"]) == (46, 23)
    joint = [r for r in interventions if r["State"] == "Canada" and "Ukraine" in r["Case"]]
    assert [row["Jointly with"] for row in joint] == ["Netherlands"]
    suez = next(row for row in uses if "Suez" in row["Use"])
    assert (suez["Mechanism"], suez["Date"], suez["Days"]) == (
        "Uniting for Peace",
        "1956-11-01",
        "10",
    )
    files = site_of(loaded, PageOptions())[1]
    assert files["interventions.csv"].decode("utf-8-sig") == interventions_csv(kb)
    assert files["uses.csv"].startswith("\N{BOM}".encode())


def test_no_cell_of_a_list_runs_as_a_formula() -> None:
    cells = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", 'a "b", c', "15-1"]
    (row,) = csv.reader(io.StringIO(comma_separated(cells, [])))
    assert row == cells  # the head is our own words
    (_, row) = csv.reader(io.StringIO(comma_separated(["h"] * 8, [cells]), newline=""))
    assert row == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", 'a "b", c', "15-1"]


def test_what_a_field_offers_is_escaped_counted_and_in_its_order() -> None:
    rows = [
        Row(id=f"r{n}", cells=(days_cell(n),), words=(word, ""), details=("", "<p>one</p>"))
        for n, word in enumerate(["b", "a", "b"])
    ]
    page = render_comparator(
        Comparator(
            caption="c",
            noun=("row", "rows"),
            columns=(Column(key="days", name="Days", sort="number"),),
            choices=(
                Choice(key="k", name="Kind", words={"b": HOSTILE, "a": "A", "c": "C"}),
                Choice(key="none", name="Nothing", words={"z": "Z"}),
            ),
            details=("First", "Second"),
            rows=rows,
            sorted_by="days",
            named=("Name", ("days",)),
            period="days",
        )
    )
    assert "<script>" not in page
    options = re.findall(r'<option value="(\w*)">(.*?)</option>', page.partition("</select>")[0])
    assert [word for word, _ in options] == ["", "b", "a"]
    assert options[1][1].endswith("(2)")
    assert "Nothing" not in page
    assert page.count('<template><p class="d1">one</p></template>') == 3
    assert 'data-f="b -"' in page


@pytest.mark.parametrize(
    ("vote", "key"),
    [("unanimous", "1.000"), ("without-vote", "1.000"), ("14-1", "0.933"), ("0-0-15", "0.000")],
)
def test_votes_are_sorted_by_the_share_in_favour(vote: str, key: str) -> None:
    assert vote_cell(parse_vote(vote)).key == key
    assert vote_cell(None).html == ""


def test_a_chart_shows_decades_in_which_nothing_happened_and_what_has_no_date() -> None:
    mark = Mark(shape="ring", label="open", words=frozenset(("a", "b")))
    counted = Counter({("x", 1950, "a"): 1, ("x", 1970, "b"): 20, ("x", None, "a"): 2})
    found = panel("X", "x", counted, [mark])
    assert [decade_words(when) for when in found.rows] == ["no date", "1950s", "1960s", "1970s"]
    assert [sum(row) for row in found.rows.values()] == [2, 1, 0, 20]
    page = render_panels("p", [found], [mark])
    assert drawn(page) == [(23, 23)]
    assert told(page) == {"open": 23}
