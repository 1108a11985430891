"""The site from records: by MkDocs alone, and as files for other generators."""

import json
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli import kb
from kb_tools.corpus import load
from kb_tools.diagnostics import KbError
from kb_tools.site import MANIFEST, page_files, write_files

ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PATH": "/usr/bin:/bin"}


@pytest.fixture
def project(repo_root: Path, toy_cases: Path, tmp_path: Path) -> Path:
    """A project with the toy records and the real configuration."""
    shutil.copytree(toy_cases, tmp_path / "cases")
    shutil.copytree(repo_root / "docs", tmp_path / "docs")
    shutil.copy(repo_root / "mkdocs.yml", tmp_path)
    return tmp_path


def build(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-d", "site", *words],
        cwd=project,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_mkdocs_alone_builds_a_page_for_each_record(project: Path) -> None:
    done = build(project, "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    records = [p for p in (project / "cases").rglob("*.yml") if "_vocab" not in p.parts]
    assert len(records) >= 6
    for path in records:
        name = path.relative_to(project / "cases").with_suffix("")
        assert (project / "site" / name / "index.html").is_file(), name
        assert (project / "site" / name).with_suffix(".yml").read_bytes() == path.read_bytes()


def test_records_stay_out_of_the_navigation(project: Path) -> None:
    assert build(project).returncode == 0
    page = (project / "site/icj/901-ruritania-v-freedonia/index.html").read_text(encoding="utf-8")
    navigation = page.partition('data-md-component="navigation"')[2].partition("</nav>")[0]
    assert "ruritania" not in navigation.lower()


def test_the_same_records_give_the_same_bytes(project: Path) -> None:
    assert build(project).returncode == 0
    first = snapshot(project / "site")
    shutil.rmtree(project / "site")
    time.sleep(1.1)  # a clock in the output would show
    assert build(project).returncode == 0
    second = snapshot(project / "site")
    # The archive of the site map holds the time at which it was packed.
    differing = {name for name in first if second.get(name) != first[name]}
    assert differing <= {"sitemap.xml.gz"}


def test_a_finding_fails_a_strict_build_and_names_its_line(project: Path) -> None:
    record = project / "cases/icj/901-ruritania-v-freedonia.yml"
    text = record.read_text(encoding="utf-8").replace("docket:", "dockett:")
    record.write_text(text, encoding="utf-8")
    done = build(project, "--strict")
    assert done.returncode == 1
    assert "cases/icj/901-ruritania-v-freedonia.yml:" in done.stderr
    assert "KB101" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_folder_of_records_is_said_in_a_sentence(project: Path) -> None:
    shutil.rmtree(project / "cases")
    done = build(project)
    assert done.returncode == 1
    assert "no folder of records" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_follows_an_edit_of_a_record(project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", "127.0.0.1:8765"],
        cwd=project,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            address = "http://127.0.0.1:8765/icj/901-ruritania-v-freedonia/"
            assert "Ruritania" in _wait_for(address, "Ruritania")
            record = project / "cases/icj/901-ruritania-v-freedonia.yml"
            text = record.read_text(encoding="utf-8")
            record.write_text(text.replace("Ruritania", "Lutha"), encoding="utf-8")
            assert "Lutha" in _wait_for(address, "Lutha")
        finally:
            server.send_signal(signal.SIGINT)


def _wait_for(address: str, words: str) -> str:
    page = ""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                page = answer.read().decode()
        except OSError:
            page = ""
        if words in page:
            break
        time.sleep(0.2)
    return page


def test_rendered_files_are_the_pages_of_the_plugin(project: Path) -> None:
    files = page_files(load(project / "cases"))
    assert {"index.md", "timeline.md", "icj/901-ruritania-v-freedonia.md"} <= set(files)
    write_files(files, project / "out")
    assert {k: v for k, v in snapshot(project / "out").items() if k != MANIFEST} == files


def test_a_second_run_writes_only_what_changed_and_removes_what_has_gone(project: Path) -> None:
    out = project / "out"
    files = page_files(load(project / "cases"))
    write_files(files, out)
    before = (out / "timeline.md").stat().st_mtime_ns
    record = "icj/901-ruritania-v-freedonia"
    changed = {k: v for k, v in files.items() if not k.startswith(record)}
    changed["index.md"] += b"\nchanged\n"
    done = write_files(changed, out)
    assert (done.written, done.removed) == (1, 3)  # the page, and the record as YAML and JSON
    assert not (out / f"{record}.md").exists()
    assert (out / "timeline.md").stat().st_mtime_ns == before


def test_a_file_of_somebody_else_is_never_overwritten(project: Path) -> None:
    out = project / "out"
    out.mkdir()
    (out / "index.md").write_text("mine", encoding="utf-8")
    with pytest.raises(KbError, match="was not written by `kb render`"):
        write_files(page_files(load(project / "cases")), out)
    assert snapshot(out) == {"index.md": b"mine"}


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("keep", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps(["../precious.txt"]), encoding="utf-8")
    write_files({"index.md": b"x"}, out)
    assert precious.read_text(encoding="utf-8") == "keep"


def test_kb_render_counts_what_it_did(project: Path) -> None:
    words = ["--cases", str(project / "cases"), "render", str(project / "out")]
    first = CliRunner().invoke(kb, [*words, "--json"])
    assert first.exit_code == 0
    body = json.loads(first.stdout)
    assert body["shape"] == "render"
    assert body["written"] > 10
    again = CliRunner().invoke(kb, words)
    assert again.stdout.startswith("0 files written,")


def test_another_generator_builds_the_rendered_files(project: Path) -> None:
    """MkDocs without the plugin stands for any generator that reads Markdown files."""
    out = project / "pages"
    write_files(page_files(load(project / "cases")), out)
    config = {"site_name": "Pages", "docs_dir": "pages", "theme": {"name": "mkdocs"}}
    config["markdown_extensions"] = ["attr_list", "tables"]
    (project / "plain.yml").write_text(json.dumps(config), encoding="utf-8")
    done = build(project, "-f", "plain.yml")
    assert done.returncode == 0, done.stderr
    page = (project / "site/icj/901-ruritania-v-freedonia/index.html").read_text(encoding="utf-8")
    assert 'id="order-2021-03-05"' in page


def test_a_record_can_be_taken_away_as_json(toy_cases: Path) -> None:
    files = page_files(load(toy_cases))
    record = json.loads(files["icj/901-ruritania-v-freedonia.json"])
    assert record["reference"] == "icj/901-ruritania-v-freedonia"
    assert record["fields"]["events"][0]["id"]
    assert 'href="../901-ruritania-v-freedonia.json" download' in (
        files["icj/901-ruritania-v-freedonia.md"].decode()
    )
