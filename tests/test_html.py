"""The pages of the site are valid HTML; matters of style are none of the validator's business."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

#: Kinds of record pages are many of a kind: of each folder the longest is looked at.
RECORDS = (
    *("icj", "pcij", "icc", "national", "mechanisms", "instruments", "statements", "series"),
    "subjects",
)


@pytest.fixture(scope="module")
def validator(repo_root: Path) -> list[str]:
    """The command that validates files and prints JSON; `make setup` installs it."""
    installed = Path(sys.prefix) / "html" / "node_modules"
    command = installed / "html-validate" / "bin" / "html-validate.mjs"
    assert command.is_file(), "the validator is not installed: make setup"
    node = Path(sys.executable).parent / "node"
    config = repo_root / "tests" / "html" / ".htmlvalidate.json"
    return [str(node), str(command), "--config", str(config), "-f", "json"]


def findings(validator: list[str], paths: list[Path]) -> list[str]:
    run = subprocess.run(
        [*validator, *map(str, paths)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    assert run.stdout.startswith("["), run.stderr
    return [
        f"{file['filePath']}:{found['line']}:{found['column']} {found['ruleId']} {found['message']}"
        for file in json.loads(run.stdout)
        for found in file["messages"]
    ]


def test_pages_are_valid(validator: list[str], built_site: Path) -> None:
    """Every page over many records, every page of the guides, the longest of each kind of record."""
    everything = sorted(built_site.rglob("*.html"))
    chosen = [p for p in everything if p.relative_to(built_site).parts[0] not in RECORDS]
    for folder in RECORDS:
        pages = [p for p in everything if p.relative_to(built_site).parts[0] == folder]
        chosen.append(max(pages, key=lambda path: path.stat().st_size))
    assert len(chosen) > 20
    assert findings(validator, chosen) == []


def test_the_validator_finds_what_is_wrong(validator: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    body = '<p id="a"><div>a paragraph cannot hold this</div></p><p id="a">said twice</p>'
    page.write_text(
        f'<!doctype html><html lang="en"><head><title>T</title></head><body>{body}</body></html>',
        encoding="utf-8",
    )
    found = findings(validator, [page])
    assert any("no-dup-id" in line for line in found)
    assert any("close-order" in line for line in found)
