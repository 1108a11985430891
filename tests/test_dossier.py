"""Documents to take away: what they hold, in every format, through the real pandoc."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypandoc
import pytest

from kb_tools.corpus import KnowledgeBase, load
from kb_tools.export.dossier import UnknownReferenceError, dossier_title, render_dossier
from kb_tools.export.formats import FORMATS, UnknownFormatError, format_for
from kb_tools.scalars import Reference

CASE = "icj/178-gambia-v-myanmar"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def kb(real_cases: Path) -> KnowledgeBase:
    return load(real_cases).kb


@pytest.fixture
def dossier(repo_root: Path, tmp_path: Path) -> Run:
    cases = ("--cases", str(repo_root / "cases"))

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kb_tools", *cases, "dossier", *words],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(repo_root)} | environment,
        )

    return run


def plain(path: Path) -> str:
    """The words of a document, as pandoc itself reads it back."""
    text = pypandoc.convert_file(str(path), "plain", extra_args=["--wrap=none"])
    return " ".join(text.split())


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_format_holds_votes_pinpoints_and_sources(
    dossier: Run, tmp_path: Path, suffix: str
) -> None:
    done = dossier(CASE, "-o", f"case{suffix}")
    assert done.returncode == 0, done.stderr
    words = plain(tmp_path / f"case{suffix}")
    for wanted in (
        "23 January 2020",
        "15-1; against: Xue",
        "paras 106-107",
        "178-20220722-JUD-01-00-EN",
        "Open points",
        "2020-05-23",
        "Sources",
    ):
        assert wanted in words, f"{wanted} is missing in {suffix}"


def test_word_documents_are_whole_and_the_same_each_time(dossier: Run, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        assert dossier(CASE, "-o", name).returncode == 0
    assert zipfile.ZipFile(tmp_path / "a.docx").testzip() is None
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_single_items_come_alone(kb: KnowledgeBase) -> None:
    body = render_dossier(kb, [Reference(CASE, "measure-4"), Reference(CASE, "report-1")])
    assert "Provisional measures" in body
    assert "2020-05-22" in body or "22 May 2020" in body
    assert "<h2>Chronology</h2>" not in body
    assert "<h2>Decisions</h2>" not in body


def test_sources_are_numbered_in_the_order_of_citation(kb: KnowledgeBase) -> None:
    body = render_dossier(kb, [Reference(CASE)])
    first = body.index("[1")
    second = body.index("[2") if "[2" in body else body.index("; 2")
    assert first < second
    listed = body[body.index("<h2>Sources</h2>") :]
    assert listed.count("<li>") == len(
        [key for key in kb.records[CASE].sources if _is_cited(kb, key)]
    )


def _is_cited(kb: KnowledgeBase, key: str) -> bool:
    from kb_tools.model.walk import citations

    return any(c.citation.key == key for c in citations(kb.records[CASE]))


def test_an_unknown_reference_names_itself(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownReferenceError, match="icj/999-nobody"):
        render_dossier(kb, [Reference("icj/999-nobody")])
    with pytest.raises(UnknownReferenceError, match="#nothing"):
        render_dossier(kb, [Reference(CASE, "nothing")])
    assert "Gambia" in dossier_title(kb, [Reference(CASE)])


@pytest.mark.parametrize(
    ("name", "said"),
    [("x.doc", "did you mean .docx?"), ("x", "no suffix"), (".md", "no suffix"), ("x.md5", ".md")],
)
def test_an_unknown_suffix_says_which_there_are(name: str, said: str) -> None:
    with pytest.raises(UnknownFormatError) as raised:
        format_for(name)
    assert said in str(raised.value)
    assert ".epub" in str(raised.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((CASE, "-o", "case.xyz"), "no document format has the suffix .xyz"),
        (("icj/178-gambia-v-mynmar", "-o", "x.md"), f"did you mean {CASE}"),
        (("not a reference", "-o", "x.md"), "is not a reference"),
        ((CASE, "-o", "nowhere/x.md"), "there is no folder nowhere"),
    ],
)
def test_what_cannot_be_made_says_why_and_leaves_nothing(
    dossier: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = dossier(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_pandoc_says_how_to_install_it(dossier: Run, tmp_path: Path) -> None:
    """A folder whose `pypandoc` cannot be imported stands before the real one."""
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "pypandoc.py").write_text("raise ImportError\n", encoding="utf-8")
    root = Path(__file__).resolve().parent.parent
    done = dossier(CASE, "-o", "x.md", PYTHONPATH=f"{tmp_path / 'hidden'}:{root}")
    assert done.returncode == 2
    assert "pandoc is not installed" in done.stderr
    assert "pip install 'accountability-kb[export]'" in done.stderr


def test_contributor_text_stays_text_in_every_text_format(tmp_path: Path, toy_cases: Path) -> None:
    from datetime import date

    from kb_tools.markup import element, escape
    from kb_tools.pandoc import convert

    hostile = "<script>alert(1)</script> ](javascript:alert(1)) | a | \x07 *b* \u202eabc"
    body = element("p", escape(hostile))
    for suffix in (".html", ".md"):
        text = convert(body, hostile, FORMATS[suffix], date(2020, 1, 1)).decode()
        assert "<script>alert" not in text
        assert "\x07" not in text
        assert "\u202e" not in text
        assert 'href="javascript' not in text
