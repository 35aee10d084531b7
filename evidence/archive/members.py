"""The gzip members of a file, one after another, unpacked in bounded pieces (RFC 1952).

Own code down to the trailer: libraries skip what they do not need (names,
trailing junk) and cannot say where a member ends in the file.
"""

from typing import BinaryIO

from isal import isal_zlib

from evidence.archive.faults import Fault, fault

GZIP_MAGIC = b"\x1f\x8b"
_DEFLATE = 8
_PIECE = 64 * 1024
_LONGEST_HEADER = 64 * 1024
_HEAD_SAMPLE = 1024
_EXTRA, _NAME, _COMMENT, _CHECK = 4, 8, 16, 2
_FLAGS = {1: "FTEXT", _CHECK: "FHCRC", _EXTRA: "FEXTRA", _NAME: "FNAME", _COMMENT: "FCOMMENT"}
# isal's stub declares the class as an instance.
_Damaged: type[Exception] = isal_zlib.error  # type: ignore[assignment]
_RAW = -15  # window bits of zlib: deflate without header and trailer


class Source:
    """A seekable stream of which unused bytes can be given back. `position` is in bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self.position = stream.tell()

    def take(self, least: int = 1) -> bytes:
        """At least `least` bytes where the stream has as many, and some more."""
        data, self._held = self._held, b""
        while len(data) < least:
            piece = self._stream.read(max(_PIECE, least - len(data)))
            if not piece:
                break
            data += piece
        self.position += len(data)
        return data

    def give_back(self, data: bytes) -> None:
        """Undo the taking of `data`, the last bytes taken."""
        self._held = data + self._held
        self.position -= len(data)

    def go_to(self, position: int) -> None:
        """Go on from `position`."""
        self._stream.seek(position)
        self._held, self.position = b"", position


class Member:
    """One member, begun at the source's position, which is at its magic number.

    `read` until it gives nothing; then `faults` is complete and, where `ended`
    is true, the source is right behind the member.
    """

    def __init__(self, source: Source) -> None:
        self.offset = source.position
        self.ended = False
        self.faults: list[Fault] = []
        self._source = source
        self._checksum = 0
        self._size = 0
        self._input = b""
        self._decoder = isal_zlib.decompressobj(wbits=_RAW)
        self._open = self._skip_header()

    def read(self, most: int) -> bytes:
        """The next bytes, at most `most`; nothing at the end or where it breaks."""
        while self._open:
            if not self._input:
                self._input = self._source.take()
                if not self._input:
                    self._break("torn")
                    break
            try:
                data: bytes = self._decoder.decompress(self._input, most)
            except _Damaged:
                self._break("gzip-data")
                break
            self._input = self._decoder.unconsumed_tail
            self._checksum = isal_zlib.crc32(data, self._checksum)
            self._size += len(data)
            if self._decoder.eof:
                self._source.give_back(self._decoder.unused_data)
                self._finish()
            if data:
                return data
        return b""

    def drain(self, most: int) -> bool:
        """Read on to the end, at most `most` bytes; whether the end was found."""
        while self._open and most > 0:
            most -= len(self.read(min(most, _PIECE)))
        return self.ended

    def _break(self, code: str, what: object = "") -> None:
        self._open = False
        self.faults.append(fault(self.offset, code, what))

    def _finish(self) -> None:
        self._open = False
        trailer = self._source.take(8)
        self._source.give_back(trailer[8:])
        if len(trailer) < 8:
            self._break("torn")
            return
        self.ended = True
        if int.from_bytes(trailer[:4], "little") != self._checksum:
            self.faults.append(fault(self.offset, "gzip-check", "CRC32"))
        if int.from_bytes(trailer[4:8], "little") != self._size & 0xFFFFFFFF:
            self.faults.append(fault(self.offset, "gzip-check", "ISIZE"))

    def _skip_header(self) -> bool:
        """Go past the header, naming what our writer never puts there."""
        data = self._source.take(_LONGEST_HEADER)
        if len(data) < 10:
            self._break("torn")
            return False
        method, flags = data[2], data[3]
        if method != _DEFLATE:
            self._break("gzip-header", f"method {method}")
            return False
        odd = [_FLAGS.get(1 << bit, f"bit {bit}") for bit in range(8) if flags & 1 << bit]
        if any(data[4:8]):
            odd.append("MTIME")
        self.faults += [fault(self.offset, "gzip-header", one) for one in odd]
        end = _header_end(data, flags)
        if end < 0:
            self._break("torn" if len(data) < _LONGEST_HEADER else "gzip-data")
            return False
        self._source.give_back(data[end:])
        return True


def _header_end(data: bytes, flags: int) -> int:
    """Where the header in `data` ends, -1 where that is not within it."""
    end = 10
    if flags & _EXTRA:
        end += 2 + int.from_bytes(data[10:12], "little")
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            end = data.find(b"\0", end) + 1
            if not end:
                return -1
    if flags & _CHECK:
        end += 2
    return end if end <= len(data) else -1


def at_member(source: Source) -> bool | None:
    """Whether a gzip member begins here; None at the end of the file."""
    data = source.take(2)
    source.give_back(data)
    return data[:2] == GZIP_MAGIC[: len(data)] if data else None


def find_record(source: Source, start: int) -> int | None:
    """The next place from `start` on where a member begins that unpacks to a WARC record.

    Only to go on reporting after damage. What is found may lie inside a body
    that a shop sent, so nothing found this way may be taken for a record.
    """
    source.go_to(start)
    held = b""
    while True:
        piece = source.take()
        data = held + piece
        base = source.position - len(data)
        at = data.find(GZIP_MAGIC + bytes([_DEFLATE]))
        while at >= 0:
            if _unpacks_to_record(data[at : at + _HEAD_SAMPLE]):
                source.go_to(base + at)
                return base + at
            at = data.find(GZIP_MAGIC + bytes([_DEFLATE]), at + 1)
        if not piece:
            return None
        held = data[-_HEAD_SAMPLE:]


def _unpacks_to_record(data: bytes) -> bool:
    try:
        beginning: bytes = isal_zlib.decompressobj(wbits=31).decompress(data, 5)
    except _Damaged:
        return False
    return beginning == b"WARC/"
