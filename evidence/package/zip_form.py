"""The one form in which a package's ZIP files are written (APPNOTE.TXT 6.3).

Stored, in the order of the names, one after another without a gap, no folders, no
comments, no extra fields, no times, the sizes in front of the data. So the bytes
of the file follow from names and contents alone, and a reader can demand every
one of them: whatever a ZIP could say twice or hide has no place here.

No ZIP64: a package larger than a disc that it could be handed over on is refused.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from isal import isal_zlib

from evidence.errors import PackageFault
from evidence.package.names import is_own_path

CENTRAL = b"PK\x01\x02"
CENTRAL_SIZE = 46
END_SIZE = 22
MOST_BYTES = 0xFC000000  # the directory must begin below 4 GiB too
MOST_FILES = 0xFFFE

_VERSION = 20  # 2.0
_UNIX = 3
_DATE = 0x21  # 1980-01-01, the first day there is: a time here would mean nothing
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a ZIP. `offset` is that of its local header."""

    name: str
    size: int
    crc: int
    offset: int

    @property
    def data_offset(self) -> int:
        """Where its bytes begin."""
        return self.offset + len(local_header(self))

    @property
    def end(self) -> int:
        """Where the next thing begins."""
        return self.data_offset + self.size


def local_header(entry: Entry) -> bytes:
    """What stands before the data of `entry` (4.3.7)."""
    return b"PK\x03\x04" + struct.pack("<H", _VERSION) + _common(entry) + _name(entry)


def central_header(entry: Entry) -> bytes:
    """What the central directory says of `entry` (4.3.12)."""
    return (
        CENTRAL
        + struct.pack("<BBH", _VERSION, _UNIX, _VERSION)
        + _common(entry)
        + struct.pack("<HHHII", 0, 0, 0, _MODE, entry.offset)
        + _name(entry)
    )


def end_record(count: int, size: int, offset: int) -> bytes:
    """What ends a ZIP of `count` files whose directory of `size` bytes is at `offset` (4.3.16)."""
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, size, offset, 0)


def _common(entry: Entry) -> bytes:
    """Flags, method, time, date, CRC-32, sizes and lengths of name and extra field."""
    named = len(_name(entry))
    return struct.pack("<HHHHIIIHH", 0, 0, 0, _DATE, entry.crc, entry.size, entry.size, named, 0)


def _name(entry: Entry) -> bytes:
    return entry.name.encode("ascii")


class ZipWriter:
    """Writes a ZIP to `stream`, from its beginning on."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._entries: list[Entry] = []

    def add(self, name: str, size: int, crc: int, pieces: Iterable[bytes]) -> Entry:
        """Write a file whose bytes were looked at before. Names come in ascending order.

        Raises PackageFault "changed" where `pieces` are not what was looked at, and
        "too-large" where a ZIP cannot hold more.
        """
        before = self._entries[-1] if self._entries else None
        if not is_own_path(name) or (before is not None and name <= before.name):
            raise ValueError(f"not the next name: {name}")
        offset = 0 if before is None else before.end
        if offset + size > MOST_BYTES or len(self._entries) == MOST_FILES:
            raise _too_large(name)
        entry = Entry(name, size, crc, offset)
        self._stream.write(local_header(entry))
        found, checksum = 0, 0
        for piece in pieces:
            found += len(piece)
            checksum = isal_zlib.crc32(piece, checksum)
            self._stream.write(piece)
        if (found, checksum) != (size, crc):
            raise changed(name)
        self._entries.append(entry)
        return entry

    def finish(self) -> None:
        """Write the directory."""
        directory = b"".join(central_header(entry) for entry in self._entries)
        offset = self._entries[-1].end if self._entries else 0
        self._stream.write(directory + end_record(len(self._entries), len(directory), offset))


def changed(name: str) -> PackageFault:
    """The error to raise where a file is not what it was when it was kept."""
    return PackageFault(
        "changed",
        f"{name}：文件与登记的摘要不符，未制作证据包；请先核验该文件",
        f"{name}: the file is not what its digests say, so no package was made; verify it first",
        file=name,
    )


def _too_large(name: str) -> PackageFault:
    return PackageFault(
        "too-large",
        f"{name}：证据包超过 4 GiB 或 65534 个文件；请把采集件分到几个证据包",
        f"{name}: the package would exceed 4 GiB or 65534 files; spread the captures over several",
        file=name,
    )
