"""Numbers computed from the records equal those that a source gives; each names its source."""

from collections import Counter
from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.derived import count_outcomes, interveners
from kb_tools.model import Case, Mechanism, Statement

UKRAINE = "icj/182-ukraine-v-russian-federation"


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


def case(kb: KnowledgeBase, name: str) -> Case:
    record = kb.records[name]
    assert isinstance(record, Case)
    return record


def mechanism(kb: KnowledgeBase, name: str) -> Mechanism:
    record = kb.records[f"mechanisms/{name}"]
    assert isinstance(record, Mechanism)
    return record


def test_interventions_by_outcome(kb: KnowledgeBase) -> None:
    """Dossier `intervention-precedents.md`, table `Totals (State x case)`: 88 rows."""
    rows = interveners(kb.records.values())
    counts = count_outcomes(rows)
    assert counts["admitted"] == 46
    assert counts["permitted"] == 4
    assert counts["inadmissible"] + counts["refused"] == 7
    assert counts["lapsed"] == 7
    assert counts["withdrawn"] == 1
    assert counts["pending"] == 23
    assert len(rows) == 88


def test_permission_under_article_62_was_granted_four_times(kb: KnowledgeBase) -> None:
    """Same table: Nicaragua, Equatorial Guinea, Greece, Guatemala."""
    granted = [r for r in interveners(kb.records.values()) if r.intervention.outcome == "permitted"]
    assert [r.state for r in granted] == ["nicaragua", "equatorial-guinea", "greece", "guatemala"]
    assert {r.intervention.article for r in granted} == {"art-62"}


def test_article_63_declarations_admitted_by_case(kb: KnowledgeBase) -> None:
    """Same table: Wimbledon, Haya de la Torre and Whaling one each, 32 and 11."""
    admitted = Counter(
        r.case.id for r in interveners(kb.records.values()) if r.intervention.outcome == "admitted"
    )
    assert admitted == {
        "pcij/iii-1-wimbledon": 1,
        "icj/14-haya-de-la-torre": 1,
        "icj/148-whaling-in-the-antarctic": 1,
        UKRAINE: 32,
        "icj/178-gambia-v-myanmar": 11,
    }


def test_ukraine_v_russia_in_both_countings(kb: KnowledgeBase) -> None:
    """Order of 5 June 2023 and its summary: 33 States, 32 declarations, one of them joint."""
    declared = [i for i in case(kb, UKRAINE).interventions if not i.renews]
    assert len(declared) == 32
    assert sum(len(i.states) for i in declared) == 33
    assert [i.states for i in declared if len(i.states) > 1] == [("canada", "netherlands")]
    assert Counter(i.outcome for i in declared for _ in i.states) == {
        "admitted": 32,
        "inadmissible": 1,
    }


def test_states_that_stayed_in_for_the_merits_are_not_counted_again(kb: KnowledgeBase) -> None:
    """Dossier `intervention-precedents.md`, table 3c: 23 States at the merits stage, and Poland's Article 62 application."""
    again = [i for i in case(kb, UKRAINE).interventions if i.renews]
    states = {state for i in again if i.article == "art-63" for state in i.states}
    assert len(states) == 23
    assert [i.states for i in again if i.article != "art-63"] == [("poland",)]


def test_days_to_decision_are_counted_from_a_day_of_filing_only(kb: KnowledgeBase) -> None:
    """Italy filed on 24 October 1983 and was refused on 21 March 1984; Poland's paper is dated."""
    days = {
        (row.case.id, row.state): row.days_to_decision for row in interveners(kb.records.values())
    }
    assert days["icj/68-continental-shelf-libya-malta", "italy"] == 149
    assert days["pcij/iii-1-wimbledon", "poland"] is None


def test_south_africa_v_israel_has_twenty_two_pending_and_one_withdrawn(
    kb: KnowledgeBase,
) -> None:
    """Dossier `intervention-precedents.md`, section 5."""
    rows = case(kb, "icj/192-south-africa-v-israel").interventions
    assert Counter(i.outcome for i in rows for _ in i.states) == {"pending": 22, "withdrawn": 1}


def test_eleven_emergency_special_sessions(kb: KnowledgeBase) -> None:
    """General Assembly, list of emergency special sessions: first of 1956 to eleventh of 2022."""
    sessions = [u for u in mechanism(kb, "uniting-for-peace").uses if u.number.isdigit()]
    assert [u.number for u in sessions] == [str(n) for n in range(1, 12)]
    assert [u.date.year for u in sessions if u.date] == [
        1956, 1956, 1958, 1960, 1967, 1980, 1980, 1981, 1982, 1997, 2022,
    ]  # fmt: skip


def test_explicit_uses_of_article_99_are_kept_apart(kb: KnowledgeBase) -> None:
    """Dossier `un-mechanisms-and-asks.md`, section 2.2."""
    manners = Counter(u.manner for u in mechanism(kb, "article-99").uses if u.manner)
    assert manners == {"explicit": 5, "claimed": 1, "disputed": 2}


def test_thirty_asks_and_what_became_of_them(kb: KnowledgeBase) -> None:
    """Dossier `un-mechanisms-and-asks.md`, section 10: totals of the tracker."""
    statement = kb.records["statements/apwg-2021-myanmar-coup"]
    assert isinstance(statement, Statement)
    statuses = Counter(ask.status for ask in statement.asks)
    assert len(statement.asks) == 30
    assert statuses["fulfilled"] + statuses["fulfilled-late"] == 3
    assert statuses["partly"] == 16
    assert statuses["not-fulfilled"] == 9
    assert statuses["unknown"] == 2


def test_referrals_by_the_council_and_the_draft_that_failed(kb: KnowledgeBase) -> None:
    """Votes on S/RES/1593 (11-0-4), S/RES/1970 (15-0-0) and S/2014/348 (13-2)."""
    votes = {str(u.vote): u.outcome for u in mechanism(kb, "security-council-referral").uses}
    assert votes["11-0-4"] == "referred"
    assert any(vote.startswith("13-2") and outcome == "vetoed" for vote, outcome in votes.items())


def test_every_mechanism_says_who_can_open_it_and_what_remains_when_it_is_blocked(
    kb: KnowledgeBase,
) -> None:
    found = [r for r in kb.records.values() if isinstance(r, Mechanism)]
    assert len(found) >= 26
    without = [m.id for m in found if not m.if_blocked]
    assert without == []
    lacking = [m.id for m in found if not (m.rules and m.steps and m.limits)]
    assert lacking == []


def test_no_item_is_without_a_source(kb: KnowledgeBase) -> None:
    from kb_tools.model import Conflict, Member, OpenPoint
    from kb_tools.model.walk import entries

    bare = [
        f"{record.id}#{entry.item.id}"
        for record in kb.records.values()
        for entry in entries(record)
        if not entry.item.sources and not isinstance(entry.item, OpenPoint | Conflict | Member)
    ]
    assert bare == []
