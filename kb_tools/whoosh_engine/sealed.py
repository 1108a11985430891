"""Files of the index that end with a checksum, so that a damaged one is noticed when opened.

Whoosh trusts the bytes it finds: a stretch of zeros in a file of postings would silently hide
hits.  Its readers know the length of what they read and do not mind four bytes more.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

_SEAL = 4
_CHUNK = 1 << 20


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
        checksum = _checksum(path, path.stat().st_size)
        with path.open("ab") as file:
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


def _is_whole(path: Path) -> bool:
    size = path.stat().st_size - _SEAL
    if size < 0:
        return False
    with path.open("rb") as file:
        file.seek(size)
        return file.read(_SEAL) == _checksum(path, size)


def _checksum(path: Path, size: int) -> bytes:
    """Return the checksum of the first ``size`` bytes of a file."""
    checksum = 0
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(size, _CHUNK))):
            checksum = zlib.crc32(chunk, checksum)
            size -= len(chunk)
    return checksum.to_bytes(_SEAL, "big")
