"""Files of a segment read where they stand in memory.

Whoosh maps a segment, and then copies every file in it as soon as one is opened; a search needs
a small part of them.
"""

from __future__ import annotations

import io
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile

#: How much is read ahead: about as much as one block of postings.
_AHEAD = 1024


class LeanCodec(W3Codec):  # type: ignore[misc, unused-ignore]
    """Whoosh's usual format without what is not read: field lengths and compression."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=0)

    def new_segment(self, storage: Any, indexname: str) -> MappedSegment:
        """Return a segment to be written."""
        return MappedSegment(self, indexname)


class MappedSegment(W3Segment):  # type: ignore[misc, unused-ignore]
    """A segment whose files are read without copying them."""

    def open_compound_file(self, storage: Any) -> CompoundStorage:
        """Return the files of the segment."""
        return _MappedFiles(storage.open_file(self.make_filename(self.COMPOUND_EXT)))


class _MappedFiles(CompoundStorage):  # type: ignore[misc, unused-ignore]
    def open_file(self, name: str, *args: Any, **options: Any) -> BufferFile:
        """Return a file that is read where it stands, if the segment could be mapped."""
        if not self._source:
            return super().open_file(name, *args, **options)
        offset, length = self.range(name)
        return _MappedFile(memoryview(self._source)[offset : offset + length], name)


class _MappedFile(BufferFile):  # type: ignore[misc, unused-ignore]
    def __init__(self, part: memoryview, name: str) -> None:
        super().__init__(b"", name)
        self._buf = part
        self.file = io.BufferedReader(_Part(part), _AHEAD)


class _Part(io.RawIOBase):
    """A part of the memory as a stream."""

    def __init__(self, part: memoryview) -> None:
        self._part = part
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        starts = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._part)}
        self._at = starts[whence] + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        found = self._part[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)
