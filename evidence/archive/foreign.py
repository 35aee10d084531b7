"""WARC files of other programs, read as far as they make sense, in bounded memory.

For looking at what they hold (`wangjian inspect`), never as proof: versions 0.17
to 1.1, compressed or not, several records in one gzip member, line feeds for
CRLF, folded fields, any digest or none.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from evidence.archive.faults import Fault, fault
from evidence.archive.members import Member, Source, at_member
from evidence.archive.stored import StrictRecord

_PIECE = 64 * 1024
_LONGEST_LINE = 1 << 20
_LONGEST_HEAD = 4 << 20
_VERSION = re.compile(rb"WARC/[0-9]+\.[0-9]+\s*")
_LENGTH = re.compile(r"[0-9]{1,18}")
_KNOWN = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sm3"})


def foreign_records(
    path: Path, limit: int, note_left_out: Callable[[str, int, int], None] | None = None
) -> Iterator[StrictRecord]:
    """The records of `path`; those with blocks longer than `limit` bytes are left out, and
    `note_left_out` is told their address, offset and length.

    `digests_verified` tells of the block digest alone. Raises RecordFault where
    the file can be read no further, after everything before. OSError passes.
    """
    with path.open("rb") as stream:
        unpacked = _Unpacked(Source(stream))
        while line := unpacked.first_line():
            begin = unpacked.offset
            if not _VERSION.fullmatch(line):
                found = fault(begin, "version", line[:40].decode("latin-1"))
                raise (unpacked.broken or found).error(path)
            headers = _headers(unpacked)
            length = _length(headers)
            if length is None:
                raise (unpacked.broken or fault(begin, "content-length")).error(path)
            block = unpacked.block(length, limit)
            if unpacked.broken is not None:
                raise unpacked.broken.error(path)
            if block is None:
                if note_left_out is not None:
                    note_left_out(_first(headers, "warc-target-uri") or "", begin, length)
                continue
            yield _stored(headers, block, begin, unpacked.position - begin)
        if unpacked.broken is not None:
            raise unpacked.broken.error(path)


class _Unpacked:
    """The bytes of a file, or of its gzip members put together.

    `offset` is where the record begins whose first line was read last: its
    member in a compressed file. `position` is how far the file was read for it.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._compressed = bool(at_member(source))
        self._member: Member | None = None
        self._held = b""
        self.offset = 0
        self.broken: Fault | None = None

    @property
    def position(self) -> int:
        """Where in the file the reading stands."""
        return self._source.position - (0 if self._compressed else len(self._held))

    def first_line(self) -> bytes:
        """The next line that is not blank, nothing at the end of the file."""
        while True:
            if not self._held:
                self._held = self._more()
            self.offset = self.position
            if self._compressed and self._member is not None:
                self.offset = self._member.offset
            line = self.line()
            if line.strip() or not line:
                return line

    def line(self) -> bytes:
        """The next line with its end, cut where it is far too long."""
        parts, length = [], 0
        while length < _LONGEST_LINE:
            piece = self._held or self._more()
            stop = piece.find(b"\n") + 1 or len(piece)
            parts.append(piece[:stop])
            length += stop
            self._held = piece[stop:]
            if not piece or parts[-1].endswith(b"\n"):
                break
        return b"".join(parts)

    def block(self, length: int, limit: int) -> bytes | None:
        """The next `length` bytes; None, and they are skipped, where that is above `limit`."""
        parts: list[bytes] = []
        left = length
        while left:
            piece = self._held or self._more()
            if not piece:
                self.broken = self.broken or fault(self.offset, "block-length")
                return None
            if length <= limit:
                parts.append(piece[:left])
            self._held = piece[left:]
            left -= len(piece) - len(self._held)
        return b"".join(parts) if length <= limit else None

    def _more(self) -> bytes:
        if not self._compressed:
            return self._source.take()
        while self.broken is None:
            if self._member is None:
                here = at_member(self._source)
                if not here:
                    if here is False:
                        self.broken = fault(self._source.position, "trailing-junk", "?")
                    return b""
                self._member = Member(self._source)
            if piece := self._member.read(_PIECE):
                return piece
            self.broken = next((f for f in self._member.faults if f.code != "gzip-header"), None)
            self._member = None
        return b""


def _headers(unpacked: _Unpacked) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    size = 0
    while (line := unpacked.line()).strip() and size < _LONGEST_HEAD:
        size += len(line)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in (" ", "\t") and headers:
            name, value = headers.pop()
            headers.append((name, f"{value} {text.strip()}"))
            continue
        name, colon, value = text.partition(":")
        if colon:
            headers.append((name.strip(), value.strip()))
    return headers


def _first(headers: list[tuple[str, str]], name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _length(headers: list[tuple[str, str]]) -> int | None:
    value = _first(headers, "content-length")
    return int(value) if value is not None and _LENGTH.fullmatch(value) else None


def _stored(headers: list[tuple[str, str]], block: bytes, offset: int, length: int) -> StrictRecord:
    return StrictRecord(
        type=(_first(headers, "warc-type") or "").lower(),
        headers=tuple(headers),
        block=block,
        offset=offset,
        length=length,
        digests_verified=_agrees(_first(headers, "warc-block-digest"), block),
    )


def _agrees(said: str | None, block: bytes) -> bool | None:
    """Whether `block` hashes to `said`, in hexadecimal or base32; None where that is unknown."""
    algorithm, _, value = (said or "").partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in _KNOWN or algorithm not in hashlib.algorithms_available:
        return None
    digest = hashlib.new(algorithm, block).digest()
    if len(value) == 2 * len(digest):
        return value.lower() == digest.hex()
    try:
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8)) == digest
    except (binascii.Error, ValueError):
        return None
