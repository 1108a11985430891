"""`kb show` prints what a reference leads to; `kb list` lists what fits."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.describe import ITEM_NAMES, item_name, title_of
from kb_tools.model.walk import entries
from tests.cli.answering import Ask, asking, copied

CASE = "icj/901-ruritania-v-freedonia"
CONVENTION = "instruments/good-neighbourliness-convention"


@pytest.fixture(scope="module")
def cases(toy_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which one record had another id before."""
    cases = copied(toy_cases, tmp_path_factory.mktemp("show"))
    path = cases / f"{CASE}.yml"
    text = path.read_text(encoding="utf-8")
    assert "aliases: [" in text
    path.write_text(
        text.replace("aliases: [", "aliases: [icj/valley-of-bells, ", 1), encoding="utf-8"
    )
    return cases


@pytest.fixture(scope="module")
def kb(cases: Path) -> KnowledgeBase:
    return load(cases).kb


@pytest.fixture(scope="module")
def ask(cases: Path) -> Ask:
    return asking(cases)


# kb show


@pytest.mark.parametrize(
    ("reference", "lines"),
    [
        (
            CASE,
            ["Ruritania v. Freedonia", "Chronology", "  16 September 2022  The Court rejects the preliminary objections",
             "Parties: Ruritania (Applicant; Kingdom of Ruritania / Royaume de Ruritanie); Freedonia", "Linked from", "Cite"],
        ),
        (
            f"{CASE}#measure-2",
            ["Provisional measure 2", "5 March 2021 · measure · primary source", "Decision: #order-2021-03-05",
             "Vote: 4-1", "Reporting: first after 4 months, then every 6 months, until the final decision",
             "  order-2021-03-05 (para. 60): Order of 5 March 2021, International Court of Justice, 5 March",
             "      https://court.example/901/order.pdf"],
        ),
        (
            f"{CASE}#order-2021-03-05",
            ["Bench: president Hentzau; vice president Sapt; judges Strakencz, Tarlenheim; judges ad hoc",
             "  (2) Freedonia is to report within four months, and every six months after that. [4-1]",
             "      against: Tarlenheim", "  - Dissenting opinion of Tarlenheim (#opinion-tarlenheim)"],
        ),
        (
            f"{CASE}#order-2021-03-05-point-2",
            ["Request for the indication of provisional measures, point (2)", "    against: Tarlenheim",
             "    2021, p. 7, para. 60 (2)"],
        ),
        (
            f"{CASE}#opinion-tarlenheim",
            ["Dissenting opinion of Tarlenheim", "5 March 2021 · opinion · primary source", f"In: {CASE}#order-2021-03-05"],
        ),
        (f"{CASE}#second-report", ["Concerns: #measure-2", "Where: Press releases of the Registry."]),
        (f"{CASE}#number-of-families", ["Readings: Three hundred families. (gazette); Five hundred families. (herald)"]),
        (f"{CONVENTION}#art-9", ["Art. IX: Disputes", "  icj/901-ruritania-v-freedonia (jurisdiction)"]),
        ("mechanisms/round-table#meeting-2020", ["10 September 2020 · use · single source", "States: Ruritania; Sylvania"]),
        ("statements/observers-2021-freedonia#ask-1", ["Status: fulfilled late"]),
    ],
)  # fmt: skip
def test_a_reference_is_shown_for_reading(ask: Ask, reference: str, lines: list[str]) -> None:
    done = ask("show", reference)
    shown = done.out.splitlines()
    assert (done.code, done.err, shown[0]) == (0, "", reference)
    for line in lines:
        assert any(text.startswith(line) for text in shown), f"{line}\nin\n{done.out}"


def test_every_item_of_every_kind_can_be_shown(ask: Ask, kb: KnowledgeBase) -> None:
    found = {r.id: r.short_title for r in kb.records.values()}
    kinds = set()
    for record in kb.records.values():
        for entry in entries(record):
            kinds.add(entry.collection)
            found[f"{record.id}#{entry.item.id}"] = title_of(entry.item, record, kb.vocabulary)
    assert len(ITEM_NAMES.keys() - kinds) <= 3, ITEM_NAMES.keys() - kinds
    shown, values = ask("show", *found), ask("show", "--json", *found).value["found"]
    assert shown.code == 0 and len(shown.out.split("\n\n\n")) <= len(found)
    for value, (reference, title) in zip(values, found.items(), strict=True):
        assert (value["reference"], value["title"]) == (reference, title)
        assert value["kind"] and value["certainty"] and value["citation"] and value["fields"]
        assert f"\n{reference}\n" in f"\n{shown.out}"


def test_the_json_of_an_item_has_its_fields_and_what_is_derived(ask: Ask) -> None:
    value = ask("show", f"{CASE}#doc-2021-03-05-order", "--json").value
    assert (value["shape"], value["version"]) == ("show", 1)
    (found,) = value["found"]
    assert found["official_address"].endswith("/901/901-20210305-ORD-01-00-EN.pdf")
    assert (found["kind"], found["date"], found["certainty"]) == (
        "document",
        "2021-03-05",
        "primary",
    )
    assert found["fields"]["identifier"] == "901-20210305-ORD-01-00-EN"
    assert found["fields"]["title"] == {
        "en": "Order of 5 March 2021",
        "fr": "Ordonnance du 5 mars 2021",
    }
    assert found["linked_from"] == [] and list(found["sources"]) == ["order-2021-03-05"]


def test_show_list_and_search_say_the_same_of_an_item(ask: Ask) -> None:
    listed = {item["reference"]: item for what in ("operative-points", "measures", "related-proceedings", "cases")
              for item in ask("list", what, "--json").value["items"]}  # fmt: skip
    found = ask("show", "--json", *listed).value["found"]
    hits = ask("search", "NOT zebra", "--limit", "500", "--json").value["hits"]
    for value in [*found, *(hit for hit in hits if hit["reference"] in listed)]:
        expected = listed[value["reference"]]
        assert {name: value[name] for name in expected} == expected
    assert len(listed) > 6


@pytest.mark.parametrize("item", ["", "#measure-1", "#order-2021-03-05-point-1"])
def test_a_former_id_leads_to_the_record_and_its_items(ask: Ask, item: str) -> None:
    done = ask("show", f"icj/valley-of-bells{item}")
    assert (done.code, done.out.splitlines()[0]) == (0, f"{CASE}{item}")


@pytest.mark.parametrize(
    ("reference", "hint"),
    [
        ("icj/901-ruritania-v-freedonai", f"did you mean {CASE}"),
        (f"{CASE}#mesure-2", f"did you mean {CASE}#measure-2"),
        (f"{CASE}#order-2021-03-05-point-7", f"{CASE}#order-2021-03-05-point-2"),
        (f"{CASE.upper()}#measure-2", f"did you mean {CASE}#measure-2?"),
        ("icj/901-ruritania-v-fredonia#measure-2", f"did you mean {CASE}#measure-2"),
        ("icj/valley-of-bells#mesure-2", f"did you mean {CASE}#measure-2"),
        ("measure-2", f"did you mean {CASE}#measure-2?"),
        ("ruritania", f"did you mean {CASE}?"),
        ("S/2020/905", "kb search 'S/2020/905'"),
        ("xyzzy", "see `kb list records`"),
        ("", "see `kb list records`"),
        ("#", "see `kb list records`"),
        ("a/b#c#d", "see `kb list records`"),
    ],
)
def test_a_reference_that_leads_nowhere_gets_the_nearest_and_ends_with_2(
    ask: Ask, reference: str, hint: str
) -> None:
    done = ask("show", reference)
    assert (done.code, done.out) == (2, "")
    assert hint in done.err


def test_references_come_from_a_pipe_as_kb_list_writes_them(
    repo_root: Path, cases: Path, ask: Ask
) -> None:
    listed = ask("list", "events").out
    done = subprocess.run(
        [sys.executable, "-m", "kb_tools", "--cases", str(cases), "show", "-"],
        input=listed,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(repo_root)},
    )
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^Cite$", done.stdout, re.MULTILINE)) == len(listed.splitlines())
    assert "\x1b" not in done.stdout


def test_hostile_text_in_a_record_does_not_steer_the_terminal(
    toy_cases: Path, tmp_path: Path
) -> None:
    cases = copied(toy_cases, tmp_path)
    path = cases / "icj/902-sylvania-v-borduria.yml"
    text = path.read_text(encoding="utf-8")
    hostile = text.replace("Sylvania discontinues", '"\\e[31mSylvania\\u202e discontinues', 1)
    path.write_text(
        hostile.replace(
            "the proceedings\n    stage: closed", 'the proceedings"\n    stage: closed', 1
        ),
        encoding="utf-8",
    )
    for words in (
        ["show", "icj/902-sylvania-v-borduria"],
        ["list", "events"],
        ["search", "discontinues"],
    ):
        done = asking(cases)(*words)
        assert "discontinues" in done.out
        assert "\x1b" not in done.out and "\u202e" not in done.out


# kb list


def expected(kb: KnowledgeBase, collection: str) -> set[str]:
    return {
        f"{r.id}#{e.item.id}"
        for r in kb.records.values()
        for e in entries(r)
        if e.collection == collection
    }


def plural(collection: str) -> str:
    name = item_name(collection).replace(" ", "-")
    return name if name.endswith("s") else f"{name}s"


@pytest.mark.parametrize("collection", sorted(ITEM_NAMES))
def test_each_collection_is_listed_whole(ask: Ask, kb: KnowledgeBase, collection: str) -> None:
    what = plural(collection)
    done, value = ask("list", what), ask("list", what, "--json").value
    assert done.code == 0
    assert {item["reference"] for item in value["items"]} == expected(kb, collection)
    assert value["total"] == len(value["items"]) == len(done.out.splitlines())
    assert ask("list", what.removesuffix("s")).out == done.out or what == "related-proceedings"


@pytest.mark.parametrize("kind", ["case", "mechanism", "instrument", "statement"])
def test_records_are_listed_by_kind(ask: Ask, kb: KnowledgeBase, kind: str) -> None:
    items = ask("list", f"{kind}s", "--json").value["items"]
    assert [item["reference"] for item in items] == sorted(
        r.id for r in kb.records.values() if r.kind == kind
    )
    assert {item["kind"] for item in items} == {kind}


def test_without_a_word_the_records_are_listed(ask: Ask, kb: KnowledgeBase) -> None:
    done = ask("list")
    assert [line.split("  ")[0] for line in done.out.splitlines()] == sorted(kb.records)
    assert done.out == ask("list", "records").out
    assert done.err == f"kb: {len(kb.records)} records\n"


def test_items_are_listed_by_date_with_their_first_day(ask: Ask) -> None:
    lines = ask("list", "events", "--record", CASE).out.splitlines()
    assert lines[0].startswith("2020-08     ") and lines == sorted(lines)
    assert (
        f"2021-02-01… {CASE}#measures-hearing  Public hearing on the request for provisional measures"
        in lines
    )


@pytest.mark.parametrize(
    ("what", "options", "expected"),
    [
        ("events", ["--since", "2023"], ["sylvania-declares"]),
        ("events", ["--until", "2020-12", "--state", "freedonia"], ["burning-of-the-mill"]),
        ("events", ["--kind", "order"], ["measures-indicated"]),
        ("events", ["--kind", "order,report-submitted"], ["measures-indicated", "first-report"]),
        ("events", ["--certainty", "corroborated", "--record", CASE], ["burning-of-the-mill"]),
        ("cases", ["--forum", "courts-of-graustark"], ["national/graustark-inquiry"]),
        ("records", ["--subject", "crimes-against-humanity"], ["national/graustark-inquiry"]),
        ("decisions", ["--kind", "judgment"], ["judgment-2022-09-16"]),
        ("holdings", ["--subject", "existence-of-a-dispute"], ["dispute-existed"]),
        ("interventions", ["--state", "Sylvanie"], ["intervention-sylvania"]),
    ],
)  # fmt: skip
def test_filters_leave_what_fits(
    ask: Ask, what: str, options: list[str], expected: list[str]
) -> None:
    items = ask("list", what, *options, "--json").value["items"]
    assert [item["reference"].rpartition("#")[2] for item in items] == expected


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["events", "--forum", "foo"], "nothing has `forum:foo`"),
        (["events", "--state", "freedonja"], "nearest: freedonia"),
        (["holdings", "--since", "2090"], "without `since:2090` there are 2 hits"),
    ],
)
def test_an_empty_list_says_which_filter_emptied_it(
    ask: Ask, words: list[str], sentence: str
) -> None:
    done = ask("list", *words)
    assert (done.code, done.out) == (0, "")
    assert f"kb: 0 {words[0]}\n" in done.err and sentence in done.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["evnts"], "did you mean `events`?"),
        (["xyzzy"], "see `kb list --help`"),
        (["events", "--since", "yesterday"], "--since"),
        (["events", "--since", "2022", "--until", "2021"], "runs backwards"),
    ],
)
def test_what_cannot_be_listed_ends_with_2_and_a_hint(
    ask: Ask, words: list[str], sentence: str
) -> None:
    done = ask("list", *words)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
