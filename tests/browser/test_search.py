"""The search page: from any page to an item, by mouse and keyboard, from a server or a folder."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt

HITS = "[data-search=hits] > li"
CASE = "icj/178-gambia-v-myanmar"
#: A reader downloads so many bytes at most before the first answer.
MOST_BYTES = 300_000
SHIFTED = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(sum), 50));
})"""


def answered(page: Page, query: str, further: str = "") -> None:
    """Open the search page with a query and wait until its answer stands."""
    page.goto(f"search/?q={quote_plus(query)}{further}")
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_selector("[data-search=main]:not([aria-busy]) [data-search=count]:not(:empty)")


def references(page: Page) -> list[str]:
    return page.locator(HITS).evaluate_all("hits => hits.map(hit => hit.dataset.reference)")


def total(page: Page) -> int:
    match = re.match(r"[\d,]+", page.locator("[data-search=count]").inner_text())
    assert match
    return int(match[0].replace(",", ""))


def test_a_search_leads_from_the_home_page_to_an_item(page_at: PageAt) -> None:
    page = page_at()
    page.goto("")
    page.keyboard.press("/")
    expect(page.get_by_label("Search records and their items")).to_be_focused()
    page.keyboard.type("plausibility")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=plausibility$"))
    page.locator(HITS).first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/(icj|instruments)/.*#"))
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.get_by_label("Search all records")).to_be_focused()
    page.keyboard.type("S/RES/2669")
    page.keyboard.press("Enter")
    settled(page)
    assert "security-council" in references(page)[0] or "asean" in references(page)[0]


def test_a_phone_has_a_link_to_the_search(page_at: PageAt) -> None:
    page = page_at(390)
    page.goto("records/")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("link", name="mesures conservatoires").click()
    settled(page)
    assert len(references(page)) == 10
    facets = page.locator("[data-search=facets]")
    expect(facets).to_be_hidden()
    page.get_by_text("Narrow the hits").click()
    expect(facets).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "how to challenge a UK sanctions listing",
        "declaration of intervention under article 63 of the genocide convention",
        '"International Court of Justice"',
        "International Court of Justice judgment preliminary objections jurisdiction standing Myanmar",
    ],
)
def test_the_first_answer_is_light_and_moves_nothing(page_at: PageAt, query: str) -> None:
    page = page_at()
    bodies: list[int] = []
    page.on(
        "response",
        lambda answer: bodies.append(len(answer.body())) if "/search/" in answer.url else None,
    )
    answered(page, query)
    assert 100_000 < sum(bodies) <= MOST_BYTES
    assert page.evaluate(SHIFTED) <= 0.01


def test_check_boxes_narrow_and_the_address_keeps_them(page_at: PageAt) -> None:
    page = page_at(1440)
    answered(page, "provisional measures")
    everything = total(page)
    box = page.locator("[data-facet=kind] label", has_text="decision")
    count = int(box.locator(".count").inner_text())
    box.click()
    expect(page.locator("[data-search=count]")).to_contain_text(f"{count} hits")
    expect(page).to_have_url(re.compile(r"\?q=provisional\+measures&kind=decision$"))
    assert 0 < count < everything
    other = page.locator("[data-facet=kind] label", has_text="event")
    more = int(other.locator(".count").inner_text())
    other.locator("input").check()
    expect(page.locator("[data-search=count]")).to_contain_text(f"{count + more} hits")
    page.get_by_role("combobox").select_option("newest first")
    settled(page)
    address, found = page.url, references(page)
    again = page_at(1440)
    again.goto(address)
    settled(again)
    assert references(again) == found
    expect(again.locator("[data-facet=kind] input:checked")).to_have_count(2)
    days = again.locator(f"{HITS} .k").all_inner_texts()
    years = [int(year[1]) for day in days if (year := re.search(r"\b(\d{4}) · ", day))]
    assert len(years) == 10 and years == sorted(years, reverse=True)
    for _ in range(3):
        page.go_back()
    expect(page.locator("[data-search=count]")).to_contain_text(f"{everything} hits")
    expect(page.locator("[data-facet] input:checked")).to_have_count(0)


def test_hits_are_grouped_continued_and_taken_away(page_at: PageAt) -> None:
    page = page_at()
    answered(page, "genocide", "&forum=icj")
    first, everything = references(page), total(page)
    assert len(first) == 10 < everything
    page.get_by_role("button", name="Show 10 more").click()
    expect(page.locator(HITS)).to_have_count(20)
    expect(page.locator(HITS).nth(10).get_by_role("link")).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("button", name="Take away as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["reference"] for row in rows[:10]] == first
    assert len(rows) == everything
    assert all(row["title"] and row["certainty"] and row["citation"] for row in rows)
    page.get_by_label("by record").check()
    expect(page.locator("[data-search=count]")).to_contain_text(f"{everything} hits in ")
    assert page.locator(f"{HITS} ol.hits > li").count() > 10


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("zebra", "Nothing has the word zebra"),
        ("plausbility", "nearest: plausibility"),
        ('"interest common"', "never stand together like this"),
        ("S/RES/9999", "Nothing bears or cites S/RES/9999"),
        ("gambia zebra", "Without zebra there are"),
    ],
)
def test_an_empty_answer_says_why(page_at: PageAt, query: str, said: str) -> None:
    page = page_at()
    answered(page, query)
    expect(page.locator("[data-search=count]")).to_have_text(
        re.compile("^Nothing (found|has all of these words)$")
    )
    expect(page.locator("[data-search=remarks]")).to_contain_text(said)
    page.locator("[data-search=remarks] a").first.click()
    settled(page)
    assert total(page) > 0


def test_snippets_mark_what_was_found_and_nothing_of_it_is_markup(page_at: PageAt) -> None:
    page = page_at()
    answered(page, '"common interest"')
    marked = page.locator(f"{HITS} mark").all_inner_texts()
    assert marked and {text.lower() for text in marked} == {"common interest"}
    answered(page, "<img src=x onerror=alert(1)> `<b>` gambia")
    assert page.locator("[data-search=main] :is(img, b)").count() == 0


def test_it_works_from_a_folder(page_at: PageAt, built_site: Path) -> None:
    page = page_at()
    page.goto((built_site / "records/index.html").as_uri())
    page.get_by_role("searchbox", name="Search all records").fill("S/RES/2669")
    page.keyboard.press("Enter")
    settled(page)
    assert total(page) > 5
    page.locator(HITS).first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"^file:.*/index\.html#"))
    expect(page.locator("h1")).to_be_visible()


def test_a_missing_index_is_said(page_at: PageAt) -> None:
    page = page_at()
    page.route("**/search/stems/*", lambda route: route.abort())
    page.goto("search/?q=plausibility")
    remarks = page.locator("[data-search=remarks]")
    expect(remarks).to_contain_text("The search does not work here")
    expect(remarks).to_contain_text("kb search")


def test_without_scripts_it_says_so(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("search/?q=plausibility")
    expect(page.get_by_text("The search needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="list of records")).to_be_visible()
    expect(page.locator("[data-search=count]")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(page_at: PageAt, dark: bool) -> None:
    page = page_at(1280, dark=dark)
    for query in ("provisional measures", "plausbility gambia myanmar"):
        answered(page, query)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
