"""Files of the index that end with a checksum, so that a damaged one is noticed when opened.

Whoosh trusts the bytes it finds: a stretch of zeros in a file of postings would silently hide
hits.  Its readers know the length of what they read and do not mind four bytes more.
"""

from __future__ import annotations

import mmap
import os
import zlib
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

_SEAL = 4


class DamagedFileError(Exception):
    """A file of the index does not hold what was written."""


class SealedStorage(FileStorage):  # type: ignore[misc, unused-ignore]
    """A folder of files in which segments and tables of contents are sealed."""

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file for reading; raises DamagedFileError if it is not as it was written."""
        if name.endswith((".toc", ".seg")) and not _is_whole(Path(self.folder, name)):
            raise DamagedFileError(name)
        return super().open_file(name, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a finished file its name; a table of contents is sealed before."""
        if newname.endswith(".toc"):
            self.seal(oldname)
        super().rename_file(oldname, newname, safe)

    def seal(self, name: str) -> None:
        """Append the checksum of a finished file to it."""
        path = Path(self.folder, name)
        with path.open("r+b") as file:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                checksum = _checksum(content, len(content))
            file.seek(0, os.SEEK_END)
            file.write(checksum)


class SealedWriter(SegmentWriter):  # type: ignore[misc, unused-ignore]
    """A writer that seals a segment when it is complete, before the commit makes it known."""

    def _assemble_segment(self) -> None:
        super()._assemble_segment()
        segment = self.get_segment()
        self.storage.seal(segment.make_filename(segment.COMPOUND_EXT))


class SealedIndex(FileIndex):  # type: ignore[misc, unused-ignore]
    """An index whose files are sealed; its storage is a :class:`SealedStorage`."""

    def writer(self, **options: Any) -> SealedWriter:
        """Return a writer that seals what it writes."""
        return SealedWriter(self, **options)


#: Files, as they were when this process compared them: a finished file does not change any more.
_KNOWN_WHOLE: set[tuple[Path, int, int, int]] = set()


def _is_whole(path: Path) -> bool:
    """Return whether a file is as it was written; looked at once as long as it is the same."""
    state = path.stat()
    known = (path, state.st_ino, state.st_size, state.st_mtime_ns)
    if known in _KNOWN_WHOLE:
        return True
    whole = _fits_its_seal(path, state.st_size - _SEAL)
    if whole:
        _KNOWN_WHOLE.add(known)
    return whole


def _fits_its_seal(path: Path, size: int) -> bool:
    if size < 0:  # nothing to map, either, when it is empty
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content[size:] == _checksum(content, size)


def _checksum(content: mmap.mmap, size: int) -> bytes:
    """Return the checksum of the first ``size`` bytes of a file."""
    with memoryview(content) as everything, everything[:size] as sealed:
        return zlib.crc32(sealed).to_bytes(_SEAL, "big")
