"""`kb search` where nothing holds all the words: what comes nearest is named, apart from the hits."""

from pathlib import Path

import pytest

from tests.cli.answering import Ask, asking, copied


@pytest.fixture(scope="module")
def ask(toy_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asking(copied(toy_cases, tmp_path_factory.mktemp("near")))


def test_what_holds_all_but_one_of_the_words_is_named_as_nearest(ask: Ask) -> None:
    missed = ask("search", "Ruritania", "institutes", "proceedings", "zebra")
    assert missed.code == 1 and missed.out == ""
    assert "nearest, all but one word:" in missed.err
    assert "icj/901-ruritania-v-freedonia#application-filed" in missed.err


def test_below_few_hits_stands_what_comes_near_and_below_many_nothing(ask: Ask) -> None:
    few = ask("search", "Ruritania", "institutes", "proceedings")
    assert few.code == 0 and 0 < few.out.count("Cite: ") < 5
    near = few.err.partition("nearest, all but one word:")[2]
    assert near.strip()
    hits = [line for line in few.out.splitlines() if "#" in line and " " not in line]
    assert not any(f"\n{hit}\n" in near for hit in hits)
    assert "nearest" not in ask("search", "Ruritania").err


def test_near_misses_keep_to_the_filters(ask: Ask) -> None:
    missed = ask("search", "Ruritania", "institutes", "proceedings", "zebra", "--kind", "document")
    assert missed.code == 1
    assert "#application-filed" not in missed.err


def test_near_misses_are_in_the_json(ask: Ask) -> None:
    body = ask("search", "--json", "Ruritania institutes proceedings zebra").value
    assert body["hits"] == [] and body["words_missing"] == 1
    assert "icj/901-ruritania-v-freedonia#application-filed" in [
        unit["reference"] for unit in body["nearest"]
    ]
