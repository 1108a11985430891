"""The pages of the site as files in a folder, for generators that run no MkDocs plugin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb_tools.changes import Snapshot
from kb_tools.corpus import Loaded
from kb_tools.diagnostics import KbError
from kb_tools.pages import options_for, site_of
from kb_tools.search.site.shipped import index_files

#: Names the files that were written here, so that the next run can take back what has gone.
MANIFEST = ".kb-pages.json"


@dataclass(frozen=True, slots=True)
class Rendered:
    """How many files were written because they are new or changed, kept as they were, removed."""

    written: int
    kept: int
    removed: int


def page_files(
    loaded: Loaded, edit_base: str = "", snapshots: tuple[Snapshot, ...] = ()
) -> dict[str, bytes]:
    """Return every file of the site by its path: pages as Markdown, records, feeds."""
    options = options_for(loaded, edit_base, snapshots)
    pages, files = site_of(loaded, options)
    files |= {page.path: page.text.encode() for page in pages}
    return files | index_files(loaded.kb)


def write_files(files: Mapping[str, bytes], folder: Path) -> Rendered:
    """Make ``folder`` hold these files; those of an earlier run that are no more are removed.

    A file that holds the right bytes already is left alone, so that a generator that watches
    the folder builds only what changed.  Raises KbError if a file stands in the way that no
    earlier run wrote, or if the folder cannot be written; nothing is written then.
    """
    before = _manifest(folder)
    for name in files:
        if name not in before and (folder / name).exists():
            raise KbError(
                f"{folder / name} exists and was not written by `kb render`",
                "name an empty folder, or move the file away",
            )
    removed = [name for name in before if name not in files and _inside(folder, name)]
    written = 0
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written += 1
    for name in removed:
        (folder / name).unlink(missing_ok=True)
    _remove_empty(folder, removed)
    listed = json.dumps(sorted(files), ensure_ascii=False, indent=0)
    (folder / MANIFEST).write_text(listed + "\n", encoding="utf-8", newline="\n")
    return Rendered(written, len(files) - written, len(removed))


def _manifest(folder: Path) -> frozenset[str]:
    try:
        names = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    except ValueError:
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise KbError(
            f"{folder / MANIFEST} is damaged",
            "empty the folder and run `kb render` again",
        )
    return frozenset(names)


def _inside(folder: Path, name: str) -> bool:
    """Return whether a name of a manifest stays in the folder, whoever wrote the manifest."""
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _remove_empty(folder: Path, names: Iterable[str]) -> None:
    """Remove the folders that lost their last file."""
    parents = {parent for name in names for parent in (folder / name).parents}
    for parent in sorted(parents, key=lambda path: len(path.parts), reverse=True):
        within = parent != folder and parent.is_relative_to(folder)
        if within and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
