"""The documents tell the truth: commands, make targets, files and options that they name exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb_tools.cli import COMMANDS

PAGES = ("README.md", "CONTRIBUTING.md", "docs/guide/*.md", "docs/design/*.md")


def pages(root: Path) -> list[Path]:
    found = [path for pattern in PAGES for path in sorted(root.glob(pattern))]
    assert len(found) >= 6
    return found


def test_every_command_named_is_a_command(repo_root: Path) -> None:
    for page in pages(repo_root):
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^|`)kb ([a-z]+)\b", text, re.MULTILINE))
        assert named <= set(COMMANDS), f"{page.name}: {named - set(COMMANDS)}"


def test_the_reference_lists_every_command(repo_root: Path) -> None:
    text = (repo_root / "docs/guide/command-line.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`kb {name}" not in text] == []


def test_every_make_target_named_exists(repo_root: Path) -> None:
    makefile = (repo_root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in pages(repo_root):
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", text, re.MULTILINE))
        assert named <= targets, f"{page.name}: {named - targets}"


def test_links_between_documents_lead_somewhere(repo_root: Path) -> None:
    for page in pages(repo_root):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_with_an_example(repo_root: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kb_tools", name, "--help"],
        cwd=repo_root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert f"kb {name}" in done.stdout.partition("Example")[2]


def test_an_unknown_command_gets_the_nearest_one(repo_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kb_tools", "serch"],
        cwd=repo_root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "Did you mean `search`?" in done.stderr
