"""How hits divide: counted by facet, and grouped under their records."""

from pathlib import Path
from typing import Any

import pytest

from kb_tools.search.facets import FACETS, facets_of
from tests.cli.answering import Ask, asking, copied
from tests.search.conftest import make_unit

EVERYTHING = ("NOT", "zebra")


@pytest.fixture(scope="module")
def ask(toy_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asking(copied(toy_cases, tmp_path_factory.mktemp("facets")))


@pytest.fixture(scope="module")
def facets(ask: Ask) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = ask(
        "search", *EVERYTHING, "--facets", "--json", "--limit", "1"
    ).value["facets"]
    return found


def total(ask: Ask, *words: str) -> int:
    found: int = ask("search", *words, "--no-sync", "--json", "--limit", "1").value["total"]
    return found


def test_every_facet_has_values(facets: dict[str, list[dict[str, Any]]]) -> None:
    assert tuple(facets) == FACETS
    assert all(facets.values())


@pytest.mark.parametrize("name", FACETS)
def test_every_count_is_what_its_filter_finds(
    ask: Ask, facets: dict[str, list[dict[str, Any]]], name: str
) -> None:
    said = {value["filter"]: value["count"] for value in facets[name]}
    assert said == {written: total(ask, written) for written in said}


@pytest.mark.parametrize("name", FACETS)
def test_each_facet_is_an_option_too(
    ask: Ask, facets: dict[str, list[dict[str, Any]]], name: str
) -> None:
    first, second = facets[name][0], facets[name][-1]
    assert total(ask, f"--{name}", first["value"]) == first["count"] > 0
    assert total(ask, f"--{name}", f"{first['value']},{second['value']}") == total(
        ask, first["filter"], "OR", second["filter"]
    )


def test_an_outcome_is_known_by_its_names_in_both_languages(ask: Ask) -> None:
    assert total(ask, "outcome:pending") == total(ask, "outcome:pendante") == 1
    assert total(ask, "--outcome", "meeting held") == total(ask, "outcome:meeting-held") == 2
    assert total(ask, "outcome:fulfilled-late") == 1  # what became of something asked


def test_counts_are_of_all_hits_and_of_no_others(ask: Ask) -> None:
    value = ask("search", "families", "--facets", "--json", "--limit", "1").value
    hits = ask("search", "families", "--json", "--limit", "500").value["hits"]
    kinds = {kind["value"]: kind["count"] for kind in value["facets"]["kind"]}
    assert kinds == {k: sum(hit["kind"] == k for hit in hits) for k in {h["kind"] for h in hits}}
    assert sum(kinds.values()) == value["total"] > 1


def test_facets_stand_below_the_hits_as_filters_one_would_type(ask: Ask) -> None:
    lines = ask("search", "families", "--facets", "--limit", "2").out.splitlines()
    last = [line for line in lines if line][-len(FACETS) :]
    counted = [line for line in last if line.startswith("certainty:")]
    assert len(counted) == 1 and lines.index(counted[0]) > lines.index(
        next(line for line in lines if "Cite:" in line)
    )
    for part in counted[0].split(" · "):
        written, _, count = part.partition(" ")
        assert total(ask, "families", written) == int(count)


def test_a_thing_of_several_years_counts_for_each_and_years_stand_in_order() -> None:
    units = [
        make_unit("r/1#a", day="2019-11-01", until="2021-02-01"),
        make_unit("r/1#b", day="2021-02-03"),
        make_unit("r/1#c"),
    ]
    years = facets_of(units)["year"]
    assert [(y.value, y.units) for y in years] == [("2019", 1), ("2020", 1), ("2021", 2)]


@pytest.mark.parametrize("flat", ["--csv", "--refs"])
def test_a_list_has_no_room_for_counts(ask: Ask, flat: str) -> None:
    done = ask("search", "families", "--facets", flat)
    assert (done.code, done.out) == (2, "") and "--json" in done.err


# Hits under their records


def test_records_stand_in_the_order_of_their_best_hits_with_all_their_hits_counted(
    ask: Ask,
) -> None:
    flat = ask("search", "families", "--json", "--limit", "500").value["hits"]
    value = ask("search", "families", "--group-by", "record", "--json").value
    by_record: dict[str, list[dict[str, Any]]] = {}
    for hit in flat:
        by_record.setdefault(hit["reference"].partition("#")[0], []).append(hit)
    assert [group["record"] for group in value["groups"]] == list(by_record)
    assert len(by_record) == value["records"] > 1
    for group in value["groups"]:
        hits = by_record[group["record"]]
        assert (group["hits"], group["total"]) == (hits[:3], len(hits))
        assert total(ask, "families", group["filter"]) == len(hits)
    assert max(map(len, by_record.values())) > 3


def test_for_reading_each_record_says_what_more_it_has_and_how_to_see_it(ask: Ask) -> None:
    groups = ask("search", "families", "--group-by", "record", "--json").value["groups"]
    place, group = next((n, group) for n, group in enumerate(groups) if group["total"] > 3)
    done = ask("search", "families", "--group-by", "record", "--limit", str(place + 1))
    lines = done.out.splitlines()
    shown = [g["record"] for g in groups if any(n.startswith(f"{g['record']}  ") for n in lines)]
    assert shown == [g["record"] for g in groups[: place + 1]]
    assert f"{group['record']}  {group['title']} · {group['total']} hits" in lines
    assert f"  {group['hits'][0]['reference']}" in lines
    assert f"  and {group['total'] - 3} more: add {group['filter']}" in lines
    assert done.err == f"kb: {sum(g['total'] for g in groups)} hits in {len(groups)} records\n"
    first = ask("search", "families", "--group-by", "record", "--limit", "1")
    assert f"in {len(groups)} records, the first 1 record (--limit N shows more)" in first.err


def test_a_record_is_named_by_its_title_even_if_it_is_no_hit(ask: Ask) -> None:
    groups = ask("search", "--kind", "measure", "--group-by", "record", "--json").value["groups"]
    assert [group["title"] for group in groups] == ["Ruritania v. Freedonia"]


@pytest.mark.parametrize("flat", ["--csv", "--refs"])
def test_lists_stay_flat_and_say_so(ask: Ask, flat: str) -> None:
    done = ask("search", "families", flat, "--group-by", "record")
    assert done.out == ask("search", "families", flat).out
    assert "--group-by changes nothing" in done.err


def test_what_was_not_asked_for_is_null(ask: Ask) -> None:
    value = ask("search", "families", "--json").value
    assert (value["facets"], value["records"], value["groups"]) == (None, None, None)
    nothing = ask("search", "zebra", "--facets", "--group-by", "record", "--json").value
    assert (nothing["records"], nothing["groups"]) == (0, [])
    assert nothing["facets"] == {name: [] for name in FACETS}
