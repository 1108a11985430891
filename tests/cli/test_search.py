"""`kb search`: what is asked is understood, found, explained, and printed for people and programs."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.cli.answering import Ask, asking, copied

CASE = "icj/901-ruritania-v-freedonia"


@pytest.fixture(scope="module")
def cases(toy_cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(toy_cases, tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def ask(cases: Path) -> Ask:
    return asking(cases)


def references(ask: Ask, *words: str) -> list[str]:
    done = ask("search", *words, "--json", "--limit", "500")
    hits = [hit["reference"] for hit in done.value["hits"]]
    assert len(hits) == done.value["total"] and done.code == (0 if hits else 1)
    return hits


# Ends


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["families"], 0),
        (["zebra"], 1),
        (["families", "--kind", "opinion"], 1),
        ([], 2),
        ([""], 2),
        (['""'], 2),
        (["!!!"], 2),
        (["families", "--since", "2021-13"], 2),
        (["families", "--since", "2022", "--until", "2021"], 2),
        (["families", "--since", "2020..2021"], 2),
        (["families", "--limit", "0"], 2),
        (["families", "--frum", "icj"], 2),
        (["--kind", "holding"], 0),
    ],
)
def test_the_exit_code_says_whether_something_was_found(
    ask: Ask, words: list[str], code: int
) -> None:
    done = ask("search", *words)
    assert done.code == code
    assert bool(done.out) == (code == 0)
    assert done.err


def test_a_missing_folder_of_records_ends_with_a_sentence(tmp_path: Path) -> None:
    done = asking(tmp_path / "nowhere")("search", "x")
    assert done.code == 2
    assert done.err.startswith("kb: there is no folder") and "Traceback" not in done.err


# What a hit says


def test_a_hit_for_reading_has_reference_title_date_kind_certainty_snippet_and_citation(
    ask: Ask,
) -> None:
    done = ask("search", "plausible", "--kind", "holding")
    assert done.out.splitlines() == [
        f"{CASE}#plausible-rights",
        "  **Plausibility** of the rights claimed",
        "  5 March 2021 · holding · primary source",
        "  The right of the families to stay in the valley is **plausible**.",
        "  Cite: Application of the Convention on Good Neighbourliness (Ruritania v. Freedonia),"
        " I.C.J. Reports 2021, p. 7, paras 33-36",
        "",
    ]
    assert done.err == "kb: 1 hit\n"


def test_the_json_has_one_stable_shape(ask: Ask) -> None:
    value = ask("search", "plausible", "--kind", "holding", "--json").value
    assert list(value) == [
        "shape",
        "version",
        "query",
        "understood",
        "notes",
        "also",
        "total",
        "why_nothing",
        "nearest",
        "words_missing",
        "hits",
        "facets",
        "records",
        "groups",
    ]
    assert (value["shape"], value["version"], value["total"]) == ("search", 1, 1)
    (hit,) = value["hits"]
    assert hit.pop("score") > 0
    assert hit == {
        "reference": f"{CASE}#plausible-rights",
        "kind": "holding",
        "title": "Plausibility of the rights claimed",
        "marked_title": [
            {"text": "Plausibility", "matched": True},
            {"text": " of the rights claimed", "matched": False},
        ],
        "date": "2021-03-05",
        "certainty": "primary",
        "citation": "Application of the Convention on Good Neighbourliness (Ruritania v. Freedonia),"
        " I.C.J. Reports 2021, p. 7, paras 33-36",
        "snippet": [
            {"text": "The right of the families to stay in the valley is ", "matched": False},
            {"text": "plausible", "matched": True},
            {"text": ".", "matched": False},
        ],
    }


def test_json_without_hits_has_the_same_shape(ask: Ask) -> None:
    done = ask("search", "zebra", "--json")
    assert (done.code, done.value["total"], done.value["hits"]) == (1, 0, [])
    assert done.value["why_nothing"]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("protecting", "protect"),
        ("famil*", "families"),
        ('"valley of bells"', "Valley of Bells"),
        ("901-20210305-ORD-01-00-EN", None),
    ],
)
def test_what_matched_is_marked_whole(ask: Ask, typed: str, marked: str | None) -> None:
    hits = ask("search", typed, "--json").value["hits"]
    found = {
        s["text"] for hit in hits for s in (*hit["snippet"], *hit["marked_title"]) if s["matched"]
    }
    assert hits and (found == set() if marked is None else marked in found)


def test_the_limit_limits_and_says_so(ask: Ask) -> None:
    done = ask("search", "families", "--limit", "2")
    assert done.out.count("Cite:") == 2
    assert re.fullmatch(r"kb: \d+ hits, the first 2 \(--limit N shows more\)\n", done.err)


# Filters


@pytest.mark.parametrize(
    ("options", "same_as"),
    [
        (["--kind", "measure"], "kind:measure"),
        (["--kind", "measure", "--kind", "holding"], "kind:measure OR kind:holding"),
        (["--kind", "measure,holding"], "kind:measure OR kind:holding"),
        (["--kind", "operative point"], "kind:operative-point"),
        (["--kind", "hearing-opened"], f"{CASE} kind:hearing-opened"),
        (["--forum", "courts-of-graustark"], "forum:courts-of-graustark"),
        (["--forum", "CIJ"], "forum:icj"),
        (["--state", "sylvania"], "state:sylvania"),
        (["--subject", "duty-to-prevent"], "subject:duty-to-prevent"),
        (["--certainty", "single"], "certainty:single"),
        (["--since", "2022"], "since:2022"),
        (["--until", "2020-08"], "until:2020-08"),
        (["--since", "2021-02", "--until", "2021-03"], "2021-02..2021-03"),
    ],
)
def test_an_option_filters_as_its_field_does(ask: Ask, options: list[str], same_as: str) -> None:
    found = references(ask, *options)
    assert found
    assert sorted(found) == sorted(references(ask, same_as.removeprefix(f"{CASE} ")))
    assert len(found) < len(references(ask, "NOT zebra"))


def test_filters_narrow_what_the_words_find(ask: Ask) -> None:
    both = set(references(ask, "families")) & set(references(ask, "--kind", "event"))
    assert both
    assert set(references(ask, "families", "--kind", "event")) == both


@pytest.mark.parametrize("spelling", ["Freedonia", "FREEDONIA", "Libertonie", "libertonie"])
def test_a_state_is_known_by_each_of_its_names(ask: Ask, spelling: str) -> None:
    assert f"{CASE}#measure-1" in references(ask, "--state", spelling)


def test_each_kind_of_item_is_a_unit(ask: Ask) -> None:
    kinds = {
        hit["kind"] for hit in ask("search", "NOT zebra", "--json", "--limit", "500").value["hits"]
    }
    assert kinds >= set(
        "case mechanism instrument statement event document decision operative-point opinion holding measure"
        " report time-limit intervention representative related-proceedings relation conflict open-point"
        " rule step limit use provision version reservation ask".split()
    )


# What it was understood as


@pytest.mark.parametrize(
    ("words", "understood", "notes"),
    [
        (["families", "or", "bridge"], "families AND bridge", ["write OR in capitals"]),
        (["(families"], "families", ["not closed"]),
        (["court:icj", "mill"], "forum:icj AND mill", []),
        (["A/RES/1325"], '"a res 1325"', []),
        (["s.i.", "2020/905"], "SI 2020/905", []),
        (["families", "mill", "OR", "bridge"], "(families AND mill) OR bridge", []),
        (["art:9", "convention"], "art AND 9 AND convention", ["not a field"]),
    ],
)
def test_what_was_understood_is_said_when_it_differs(
    ask: Ask, words: list[str], understood: str, notes: list[str]
) -> None:
    done = ask("search", *words)
    assert f"kb: understood as: {understood}" in done.err.splitlines()
    assert all(note in done.err for note in notes)
    assert ask("search", "--json", *words).value["understood"] == understood


@pytest.mark.parametrize(
    "words",
    [["families"], ["families", "mill"], ["kind:event", "mill"], ["families", "AND", "mill"]],
)
def test_nothing_is_said_when_it_was_understood_as_typed(ask: Ask, words: list[str]) -> None:
    assert "understood" not in ask("search", *words).err


def test_quotes_that_the_shell_took_away_are_missed(ask: Ask) -> None:
    assert "'\"several families\"'" in ask("search", "several families").err
    for words in (
        ["several", "families"],
        ['"several families"'],
        ["families OR mill"],
        ["s 2020 905"],
    ):
        assert "each word counts" not in ask("search", *words).err


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("-mill", "NOT mill"),
        ("-S/2020/905", "NOT S/2020/905"),
        ("-kind:event", "NOT kind:event"),
        ('-"valley of bells"', 'NOT "valley of bells"'),
        ("-(mill OR bridge)", "NOT (mill OR bridge)"),
    ],
)
def test_a_word_with_a_minus_is_left_out_and_is_no_option(
    ask: Ask, word: str, meaning: str
) -> None:
    for words in (["families", word], [word, "families"], ["--", "families", word]):
        value = ask("search", "--json", *words).value
        assert meaning in value["understood"] and "families" in value["understood"]


# Nothing found


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["famillies"], "nothing has the word `famillies`; nearest: families"),
        (["famillies", "valley"], "without `famillies` there are "),
        (["title:zebra"], "nothing has the word `title:zebra`"),
        (["zebr*"], "nothing has the word `zebr*`"),
        (["families", "--kind", "holdings"], "nothing has `kind:holdings`; nearest: holding"),
        (["families", "--state", "freedonja"], "nothing has `state:freedonja`; nearest: freedonia"),
        (["families", "--subject", "standin"], "nothing has `subject:standin`"),
        (["families", "--certainty", "primry"], "nothing has `certainty:primry`; nearest: primary"),
        (["families", "--since", "2090"], "without `since:2090` there are "),
        (["bridge", "--kind", "opinion"], "without `kind:opinion` there "),
        (['"bells of valley"'], 'the words of "bells of valley" never stand together like this'),
        (["S/RES/2669"], "nothing bears or cites S/RES/2669"),
        (["A/RES/1325"], "a resolution of the General Assembly is written like A/RES/75/287"),
        (["mill", "bridge"], "without `bridge` there "),
        (["mill", "-mill"], "without `NOT mill` there "),
    ],
)
def test_what_removed_the_hits_is_named_with_what_is_near(
    ask: Ask, words: list[str], sentence: str
) -> None:
    done = ask("search", *words)
    assert done.code == 1
    assert re.search(r"^kb: nothing (found|has all of these words)$", done.err, re.M)
    assert sentence in done.err


def test_without_each_part_the_number_of_hits_is_true(ask: Ask) -> None:
    said = ask("search", "famillies", "bridge", "--json").value["why_nothing"]
    total = ask("search", "bridge", "--json").value["total"]
    assert f"without `famillies` there are {total} hits" in said


def test_words_that_are_never_together_are_told_from_words_that_are_nowhere(ask: Ask) -> None:
    done = ask("search", "mill", "bridge", "yearbook", "sapt")
    assert done.code == 1
    assert len(done.err.splitlines()) > 1


# Whatever is typed


@pytest.mark.parametrize(
    "typed",
    ['"', "'", "\x1b[31mred\x1b[0m", "a\x00b", "\u202efamilies", "\ud800", "(" * 5000, '"' * 9999, "x" * 10_000,
     "families " * 1200, "0" * 10_000, "é" * 10_000, "%s %d {0}", "$(reboot)", "-- -", "日本語", "families\nmill"],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_it_or_reaches_the_terminal(ask: Ask, typed: str) -> None:
    done = ask("search", "--limit", "1", "--", typed)
    assert done.code in (0, 1, 2)
    assert "Traceback" not in done.err and "damaged" not in done.err
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.out + done.err)
    assert len(done.err) < 50_000


# As a process


def process(repo_root: Path, cases: Path, *words: str, **more: object):  # type: ignore[no-untyped-def]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(repo_root), "TERM": "xterm"}
    environment |= more.pop("env", {})  # type: ignore[arg-type]
    return subprocess.Popen(
        [sys.executable, "-m", "kb_tools", "--cases", str(cases), *words], env=environment, **more
    )


def on_a_terminal(repo_root: Path, cases: Path, *words: str, columns: int = 60, **env: str) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with process(
        repo_root, cases, *words, stdout=theirs, stderr=subprocess.DEVNULL, stdin=theirs, env=env
    ) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the other end is closed
                chunk = b""
            if not chunk:
                break
            shown += chunk
        os.close(ours)
        assert running.wait() == 0
    return shown.decode().replace("\r\n", "\n")


def test_on_a_terminal_matches_are_bold_and_lines_fit(
    repo_root: Path, cases: Path, ask: Ask
) -> None:
    shown = on_a_terminal(repo_root, cases, "search", "families", "--limit", "9")
    assert "\x1b[1mfamilies\x1b[0m" in shown and "**" not in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    prose = [line for line in plain.splitlines() if line.startswith("  ") and " · " not in line]
    assert prose and max(map(len, prose)) <= 60
    piped = ask("search", "families", "--limit", "9").out.replace("**", "")
    assert plain.split() == piped.split()


def test_without_colour_matches_are_marked_with_signs(repo_root: Path, cases: Path) -> None:
    shown = on_a_terminal(repo_root, cases, "search", "families", "--limit", "3", NO_COLOR="1")
    assert "**families**" in shown and "\x1b" not in shown


def test_results_and_talk_go_to_different_streams(repo_root: Path, cases: Path) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with process(repo_root, cases, "search", "families", "--limit", "1", **pipes) as running:
        out, err = running.communicate(timeout=60)
    assert out.count("Cite:") == 1 and "\x1b" not in out
    assert err.startswith("kb: ") and "hits" in err


def test_a_reader_that_goes_away_ends_it_quietly(repo_root: Path, cases: Path) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with process(repo_root, cases, "search", "NOT zebra", "--limit", "500", **pipes) as running:
        running.stdout.read(10)
        running.stdout.close()
        err = running.stderr.read().decode()
        code = running.wait(timeout=60)
    assert err.startswith("kb: ") and len(err.splitlines()) == 1
    assert code == 0  # 1 would say that nothing was found
