"""Timelines: filters in the address, a day "as of", lanes, by keyboard, without layout shift."""

import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.derived import stage_on
from kb_tools.model import Case
from tests.browser.conftest import PageAt

CASE = "icj/178-gambia-v-myanmar"
EVENT = "2022-07-22-judgment-on-preliminary-objections"
SHOWN = ".timeline li[data-g]:not([hidden])"


@pytest.fixture(scope="module")
def kb(repo_root: Path) -> KnowledgeBase:
    return load(repo_root / "cases").kb


def stage_words(kb: KnowledgeBase, day: date) -> str:
    case = kb.records[CASE]
    assert isinstance(case, Case)
    stage = stage_on(case, day)
    assert stage is not None
    return kb.vocabulary.label("stages", stage.word)


def set_day(page: Page, day: str) -> None:
    page.locator("[name=as-of]").fill(day)
    page.locator("[name=as-of]").blur()


def test_the_day_before_the_judgment_and_the_day_itself(page_at: PageAt, kb: KnowledgeBase) -> None:
    """What came later disappears from every dated section, and the status line changes."""
    page = page_at()
    page.goto(f"{CASE}/?as-of=2022-07-21")
    before, after = (stage_words(kb, date(2022, 7, day)) for day in (21, 22))
    assert before != after
    status = page.locator(".status")
    expect(status).to_contain_text(f"As of 21 July 2022: {before}")
    expect(page.locator(".as-of [role=status]")).to_contain_text("What came later is hidden")
    judgment = page.locator("#judgment-2022-07-22")
    holding = page.locator("#holdings ~ .kb .d", has_text="22 July 2022").first
    expect(judgment).to_be_hidden()
    expect(holding).to_be_hidden()
    expect(page.locator("#measure-4")).to_be_visible()
    events = page.locator(SHOWN).count()
    set_day(page, "2022-07-22")
    expect(status).to_contain_text(f"As of 22 July 2022: {after}")
    expect(judgment).to_be_visible()
    expect(holding).to_be_visible()
    assert page.locator(SHOWN).count() > events
    assert "as-of=2022-07-22" in page.url
    # declared by then, decided in 2025
    set_day(page, "2024-01-31")
    row = page.locator("#interventions ~ .kb table tr", has_text="Maldives")
    expect(row).to_have_count(1)
    expect(row).not_to_contain_text("admitted", use_inner_text=True, ignore_case=True)
    page.locator(".as-of [type=reset]").click()
    expect(status).to_contain_text("Under deliberation")
    expect(row).to_contain_text("admitted", use_inner_text=True, ignore_case=True)
    assert "as-of" not in page.url


def test_a_date_that_is_known_by_its_year_counts_from_the_end_of_the_year(
    page_at: PageAt,
) -> None:
    page = page_at()
    page.goto("timeline/")
    partial = page.evaluate(
        """() => [...document.querySelectorAll('.timeline li[data-g]')]
            .map(li => li.querySelector('.d time')?.dateTime)
            .filter(d => d && d.length === 4).sort().pop()"""
    )
    held = f".timeline li[data-g]:has(.d time:first-of-type[datetime='{partial}'])"
    set_day(page, f"{partial}-12-30")
    assert page.locator(held).locator("visible=true").count() == 0
    set_day(page, f"{partial}-12-31")
    assert page.locator(held).locator("visible=true").count() > 0


def test_the_filters_of_the_whole_timeline_survive_in_the_address(
    page_at: PageAt, kb: KnowledgeBase
) -> None:
    page = page_at()
    page.goto("timeline/")
    status = page.locator(".filter [role=status]")
    everything = page.locator(SHOWN).count()
    expect(status).to_have_text(f"{everything:,} events")
    counts = []

    def narrowed() -> None:
        counts.append(page.locator(SHOWN).count())
        expect(status).to_have_text(f"{counts[-1]:,} of {everything:,} events shown")

    page.get_by_text("Filter by court").click()
    page.locator("[name=forum]").select_option("icj")
    narrowed()
    page.locator("[name=state]").select_option("myanmar")
    narrowed()
    page.locator("[name=certainty]").select_option(label="primary source")
    narrowed()
    page.locator("[name=from]").fill("2020")
    page.locator("[name=to]").fill("2022-07")
    page.keyboard.press("Enter")
    narrowed()
    assert everything > counts[0] > counts[1] > counts[2] > counts[3] > 0
    days = page.locator(f"{SHOWN} .d time:first-of-type").evaluate_all(
        "ts => ts.map(t => t.dateTime)"
    )
    assert all("2020" <= day <= "2022-07-31" for day in days)
    page.reload()
    narrowed()
    assert counts[-1] == counts[-2]
    page.locator(".filter [type=reset]").click()
    expect(status).to_have_text(f"{everything:,} events")
    assert "?" not in page.url
    # the issue of a record holds for all its entries
    page.locator("[name=subject]").select_option("genocide")
    found = page.locator(f"{SHOWN} h4 a").evaluate_all("as => as.map(a => a.pathname)")
    about = {f"/{r.id}/" for r in kb.records.values() if "genocide" in r.subjects}
    assert f"/{CASE}/" in found
    assert set(found) <= about
    assert len(set(found)) > 3


def test_the_lanes_are_drawn_by_keyboard_and_their_marks_are_links(page_at: PageAt) -> None:
    page = page_at()
    page.goto("timeline/?from=2020-01&to=2020-02")
    button = page.get_by_role("button", name="Draw in lanes")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    lanes = page.get_by_role("group", name=re.compile("^International Court of Justice, "))
    marks = lanes.get_by_role("link")
    assert marks.count() > 3
    assert page.locator(".lanes .mark").count() == page.locator(SHOWN).count()
    assert lanes.locator("[tabindex='0']").count() == 1  # one stop for each lane
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    expect(page.locator(".told")).to_have_text(marks.nth(1).get_attribute("aria-label") or "?")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".mark:focus")).to_have_count(1)
    assert lanes.locator(".mark:focus").count() == 0
    order = lanes.get_by_role("link", name=re.compile("^23 January 2020: Order indicating"))
    order.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{CASE}/#2020-01-23-order-on-provisional-measures$"))
    page.go_back()
    expect(page.locator(".lanes .mark").first).to_be_visible()  # the address keeps the drawing
    assert Axe().run(page, context=".timeline").violations_count == 0


def test_a_click_on_a_year_of_the_lanes_shows_that_year(page_at: PageAt) -> None:
    page = page_at()
    page.goto(f"{CASE}/?view=lanes")
    partial = page.locator(".mark.partial")
    assert partial.count() > 0
    page.get_by_role("button", name="Show 2022 only").click()
    expect(page.locator("[name=from]")).to_have_value("2022")
    years = page.locator(".year:not([hidden]) > h3").all_inner_texts()
    assert "2022" in years
    assert "2020" not in years


def test_an_item_offers_its_link_and_its_citation(page_at: PageAt, kb: KnowledgeBase) -> None:
    from kb_tools.describe import citation_of

    record = kb.records[CASE]
    assert isinstance(record, Case)
    items = {item.id: item for item in (*record.events, *record.holdings, *record.decisions)}
    page = page_at()
    page.goto(f"{CASE}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    wanted = [EVENT, record.holdings[0].id, record.decisions[0].id]
    for item_id in wanted:
        heading = page.locator(f"[id='{item_id}']")
        heading.locator(".self").focus()  # as by the Tab key
        button = heading.locator("[aria-label^='Copy citation: ']")
        button.press("Enter")
        expect(button).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == citation_of(record, items[item_id])
    event = page.locator(f"[id='{EVENT}']")
    event.hover()
    link = event.get_by_text("What else happened then")
    assert "?from=2022-07-15&to=2022-07-29&" in (link.get_attribute("href") or "")
    heading.locator(".self").focus()
    button = heading.locator("[aria-label^='Copy link: ']")
    button.press("Enter")
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/{CASE}/#{wanted[-1]}")
