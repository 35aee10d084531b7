"""A part of an open file, read as if it were a file: what is stored in a ZIP needs no unpacking."""

import io
import os
from typing import BinaryIO, cast

_BUFFER = 256 * 1024


class _Window(io.RawIOBase):
    """`length` bytes from `start` of the file open at `descriptor`, which stays the caller's.

    Positions are its own: several windows on one file do not disturb one another.
    """

    def __init__(self, descriptor: int, start: int, length: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._start = start
        self._length = length
        self._position = 0

    def part(self, start: int, length: int) -> "_Window":
        """`length` bytes from `start` of this window."""
        return _Window(self._descriptor, self._start + start, length)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError("a position before the beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        wanted = max(0, min(len(view), self._length - self._position))
        data = os.pread(self._descriptor, wanted, self._start + self._position)
        view[: len(data)] = data
        self._position += len(data)
        return len(data)


def window(stream: BinaryIO, start: int, length: int) -> BinaryIO:
    """`length` bytes from `start` of `stream`, a file or a window; the file must stay open."""
    raw = getattr(stream, "raw", None)
    if isinstance(raw, _Window):
        part = raw.part(start, length)
    else:
        part = _Window(stream.fileno(), start, length)
    return cast(BinaryIO, io.BufferedReader(part, _BUFFER))
