"""``kb validate``: check the records; every problem with its place and a way out."""

from __future__ import annotations

import difflib
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import click

from kb_tools.cli.common import cases_folder, wants_colour, write_whole
from kb_tools.corpus import Loaded, load
from kb_tools.diagnostics import Diagnostic, Severity
from kb_tools.model.walk import entries
from kb_tools.recordfiles import VOCABULARY_FOLDER, find_files
from kb_tools.report import (
    Report,
    render_annotations,
    render_concise,
    render_json,
    render_sarif,
    render_summary,
    render_text,
    summary_line,
)
from kb_tools.report.excerpt import lines_of
from kb_tools.rules import run_rules

#: Fewer records are checked before a bar could be read.
_MANY = 300
#: Shown whatever PATHs are given: with a vocabulary missing or a check failed, little was checked.
_CONCERNS_ALL = frozenset({"KB014", "KB900"})
_Value = TypeVar("_Value")


@click.command(
    "validate",
    epilog="Example: kb validate cases/icj --format concise",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("paths", metavar="[PATH…]", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json", "github", "sarif"]),
    default="text",
    help="How findings are written; text shows each with its line.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Let notes fail the run, too.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours: on a terminal only, always or never.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the findings to a file.")
@click.pass_context
def validate_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str,
    as_json: bool,
    strict: bool,
    color: str,
    output: str | None,
) -> None:
    """Check the records and show every problem with its place and a way out.

    All records are read; with PATHs, only what is found in these files and folders is shown.
    Ends with 0 if there is nothing to report (or notes only), with 1 if there are findings,
    with 2 if there is nothing to check.
    """
    gc.disable()  # much is made, little is thrown away, and the program ends soon
    cases = cases_folder(ctx)
    wanted = _wanted(cases, paths)
    loaded = load(cases, _bar("Reading"))
    found = run_rules(loaded, _bar("Checking"))
    report = _report(loaded, found, wanted)
    form = "json" if as_json else form
    colour = wants_colour(color) and output is None
    _write(_rendered(report, form, colour, _lines(loaded, cases)), output)
    if form == "github":
        _add_summary(report)
    click.echo(summary_line(report), err=True)
    fails = (Severity.ERROR, Severity.WARNING, *((Severity.NOTE,) if strict else ()))
    ctx.exit(1 if any(d.severity in fails for d in report.diagnostics) else 0)


def _bar(label: str) -> Callable[[Iterable[_Value]], Iterator[_Value]]:
    """Return what shows progress on standard error, if that is a terminal and there is much."""

    def shown(values: Iterable[_Value]) -> Iterator[_Value]:
        listed = list(values)
        if len(listed) < _MANY or not sys.stderr.isatty():
            yield from listed
            return
        with click.progressbar(listed, label=label, file=sys.stderr) as bar:
            yield from bar

    return shown


def _wanted(cases: Path, paths: tuple[str, ...]) -> frozenset[str] | None:
    """Return the shown paths of the files that PATHs name, or None for all.

    Raises UsageError for a path that names no record and no vocabulary.
    """
    base = cases.resolve()
    files = [*find_files(base), *sorted((base / VOCABULARY_FOLDER).glob("*.yml"))]
    if not paths:
        return None
    chosen: set[str] = set()
    for text in paths:
        if not text:
            raise click.UsageError("A path is empty; name a file or a folder of records.")
        places = [Path(text).resolve(), base / text]
        places += [base / f"{text}{end}" for end in (".yml", ".yaml")]
        matched = [f for f in files if any(p == f or p in f.parents for p in places)]
        if not matched:
            raise click.UsageError(_no_record(text, cases, files))
        chosen.update(file.relative_to(base.parent).as_posix() for file in matched)
    return frozenset(chosen)


def _no_record(text: str, cases: Path, files: Sequence[Path]) -> str:
    """Return what is wrong with a path that names no record, and the nearest that do."""
    if Path(text).is_dir():
        return f"`{text}` holds no records of {cases}."
    base = cases.resolve()
    known = {str(place.relative_to(base)) for file in files for place in (file, file.parent)}
    wanted = text.removeprefix(f"{cases.name}/").removesuffix(".yml").rstrip("/")
    near = difflib.get_close_matches(wanted, [k.removesuffix(".yml") for k in known], n=1)
    hint = f" Did you mean `{near[0]}`?" if near else " See `kb list records`."
    what = "exists, but is no record" if Path(text).exists() else "does not exist"
    return f"`{text}` {what}.{hint}"


def _report(loaded: Loaded, found: list[Diagnostic], wanted: frozenset[str] | None) -> Report:
    """Return what is shown: all findings, or those in the wanted files."""
    if wanted is None:
        records = list(loaded.kb.records.values())
    else:
        found = [d for d in found if d.location.path in wanted or d.code in _CONCERNS_ALL]
        records = [r for r in loaded.kb.records.values() if loaded.files[r.id].path in wanted]
    items = sum(1 for record in records for _ in entries(record))
    return Report(tuple(found), len(records), items)


def _lines(loaded: Loaded, cases: Path) -> Callable[[str], Sequence[str]]:
    """Return what gives the lines of a file by its shown path, for excerpts."""
    data = {file.path: file.data for file in loaded.files.values()}
    base = cases.resolve().parent

    @cache
    def lines(path: str) -> Sequence[str]:
        if path in data:
            return lines_of(data[path])
        try:
            return lines_of((base / path).read_bytes())
        except OSError:
            return ()

    return lines


def _rendered(
    report: Report, form: str, colour: bool, lines: Callable[[str], Sequence[str]]
) -> str:
    if form == "json":
        return render_json(report)
    if form == "github":
        return render_annotations(report)
    if form == "sarif":
        return render_sarif(report)
    if form == "concise":
        return render_concise(report, colour)
    return render_text(report, lines, colour)


def _write(text: str, output: str | None) -> None:
    if output is None or output == "-":
        click.echo(text, nl=False, color=True)
        return
    write_whole(Path(output), text.encode("utf-8"))


def _add_summary(report: Report) -> None:
    """Add all findings to the summary of the job, where there is one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(render_summary(report))
