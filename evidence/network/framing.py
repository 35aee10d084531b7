"""Where the body of a response ends (RFC 9112, 6.3), found as the bytes come in.

All three read from the same growing buffer, from where the head ended; the
buffer itself is never changed, because it is what the archive keeps.
"""

import re
from typing import Protocol

_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,16})[ \t]*\Z")
_LONGEST_LINE = 16 * 1024  # of a chunk's size and extension; Chromium allows as much
_LONGEST_CHUNK = 1 << 40


class Framing(Protocol):
    """`body` is free of framing. `end` is where the message ended, once it did."""

    end: int
    anomaly: str | None
    trailers: bool

    def read(self, raw: bytearray) -> bool:
        """Take in what is new in `raw`; True once the message is whole or makes no sense."""
        ...

    def whole_at_eof(self, raw: bytearray) -> bool:
        """Whether a closed connection is a proper end here."""
        ...

    def body(self, raw: bytearray) -> bytes:
        """The body as far as it came."""
        ...


class UntilClose:
    """The body ends when the other side closes."""

    anomaly: str | None = None
    trailers = False

    def __init__(self, start: int) -> None:
        self._start = start
        self.end = start

    def read(self, raw: bytearray) -> bool:
        """Never done before the end of the stream."""
        self.end = len(raw)
        return False

    def whole_at_eof(self, raw: bytearray) -> bool:
        """Always: there is no other sign."""
        return True

    def body(self, raw: bytearray) -> bytes:
        """Everything after the head."""
        return bytes(memoryview(raw)[self._start :])


class Counted:
    """A body of a told length, or of none.

    Where several lengths were told, the longest is waited for and the shortest
    suffices: nothing of the page is lost, whichever was meant.
    """

    anomaly: str | None = None
    trailers = False

    def __init__(self, start: int, least: int, most: int) -> None:
        self._start = start
        self._least = start + least
        self.end = start + most

    def read(self, raw: bytearray) -> bool:
        """Done when the told number of bytes is there."""
        return len(raw) >= self.end

    def whole_at_eof(self, raw: bytearray) -> bool:
        """Whether the shortest told length was reached."""
        return len(raw) >= self._least

    def body(self, raw: bytearray) -> bytes:
        """At most the told number of bytes."""
        return bytes(memoryview(raw)[self._start : self.end])


class Chunked:
    """A chunked body (RFC 9112, 7.1), with LF taken for CRLF and trailers bounded."""

    def __init__(self, start: int, trailer_limit: int) -> None:
        self.end = start
        self.anomaly: str | None = None
        self.trailers = False
        self._body = bytearray()
        self._left = 0  # bytes of the current chunk still to come
        self._step = self._size_line
        self._whole = False
        self._trailer_limit = trailer_limit
        self._trailer_start = 0

    def read(self, raw: bytearray) -> bool:
        """Take chunks off; True after the last one's trailers, or at nonsense."""
        while self._step(raw):
            pass
        return self._whole or self.anomaly is not None

    def whole_at_eof(self, raw: bytearray) -> bool:
        """Only after the last chunk."""
        return self._whole

    def body(self, raw: bytearray) -> bytes:
        """The chunks' data so far."""
        return bytes(self._body)

    def _line(self, raw: bytearray, limit: int) -> bytes | None:
        stop = raw.find(b"\n", self.end, self.end + limit)
        if stop < 0:
            if len(raw) - self.end >= limit:
                self.anomaly = "chunk-line-too-long"
            return None
        line = bytes(raw[self.end : stop]).removesuffix(b"\r")
        self.end = stop + 1
        return line

    def _size_line(self, raw: bytearray) -> bool:
        line = self._line(raw, _LONGEST_LINE)
        if line is None:
            return False
        match = _SIZE.match(line.partition(b";")[0])
        if match is None or int(match[1], 16) > _LONGEST_CHUNK:
            self.anomaly = "bad-chunk-size"
            return False
        self._left = int(match[1], 16)
        self._trailer_start = self.end
        self._step = self._data if self._left else self._trailer_line
        return True

    def _data(self, raw: bytearray) -> bool:
        take = min(self._left, len(raw) - self.end)
        with memoryview(raw) as view:
            self._body += view[self.end : self.end + take]
        self.end += take
        self._left -= take
        if not self._left:
            self._step = self._after_data
        return not self._left

    def _after_data(self, raw: bytearray) -> bool:
        here = bytes(raw[self.end : self.end + 2])
        if here in (b"", b"\r"):
            return False
        if here == b"\r\n":
            self.end += 2
        elif here[:1] == b"\n":
            self.end += 1
        else:
            self.anomaly = "chunk-without-line-end"
            return False
        self._step = self._size_line
        return True

    def _trailer_line(self, raw: bytearray) -> bool:
        left = self._trailer_limit - (self.end - self._trailer_start)
        line = self._line(raw, left)
        if line is None:
            return False
        if line:
            self.trailers = True
            return True
        self._whole = True
        return False
