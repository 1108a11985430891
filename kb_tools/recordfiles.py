"""Record files as bytes: find them, read them, digest them.

Only the standard library is needed here, so that a search can tell whether its index is
current without loading the reader of records.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb_tools.diagnostics import Diagnostic, KbError, Location, Severity

VOCABULARY_FOLDER = "_vocab"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record's file: ``id`` (its path without suffix), shown path, place and bytes."""

    id: str
    path: str
    data: bytes

    @property
    def digest(self) -> str:
        """A digest of the bytes; equal bytes, equal digest."""
        return hashlib.blake2b(self.data, digest_size=16).hexdigest()


def find_files(folder: Path) -> list[Path]:
    """Return the YAML files below the folder of records, sorted; the vocabulary is left out.

    Raises KbError if the folder is missing or holds no record.
    """
    if not folder.is_dir():
        raise KbError(
            f"there is no folder of records at {folder}",
            "run `kb` in the project's folder, or name the folder with --cases",
        )
    found = [
        place / name
        for parent, folders, names in os.walk(folder)
        for place in (Path(parent),)
        if _visible(folders)
        for name in names
        if name.lower().endswith((".yml", ".yaml")) and not name.startswith(".")
    ]
    if not found:
        raise KbError(f"no records in {folder}", "records are files such as icj/178-….yml")
    return sorted(found)


def _visible(folders: list[str]) -> bool:
    """Keep the walk out of hidden folders and the vocabulary; always True."""
    folders[:] = sorted(n for n in folders if not n.startswith(".") and n != VOCABULARY_FOLDER)
    return True


def read_files(folder: Path) -> Iterator[tuple[RecordFile, Diagnostic | None]]:
    """Yield each record file with its bytes, and a problem if it cannot be read."""
    folder = folder.resolve()
    for path in find_files(folder):
        record_id = path.as_posix()[len(folder.as_posix()) + 1 : -len(path.suffix)]
        shown_path = f"{folder.name}/{record_id}{path.suffix}"
        try:
            data = path.read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or error}"
            problem = Diagnostic(
                "KB001", Severity.ERROR, message, Location(shown_path), "check its permissions"
            )
            yield RecordFile(record_id, shown_path, b""), problem
            continue
        yield RecordFile(record_id, shown_path, data), None


def vocabulary_digest(folder: Path, without: str = "") -> str:
    """Return a digest of all vocabulary files together, but for the one named ``without``."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted((folder / VOCABULARY_FOLDER).glob("*.yml")):
        if path.stem != without:
            digest.update(path.name.encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
