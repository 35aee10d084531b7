"""The one form in which a package's ZIP files are written (APPNOTE.TXT 6.3).

Stored, in the order of the names, one after another without a gap, no folders, no
comments, no extra fields, no times, the sizes in front of the data. So the bytes
of the file follow from names and contents alone, and a reader can demand every
one of them: whatever a ZIP could say twice or hide has no place here.

Past 4 GiB the fields of ZIP64 are used (4.3.14, 4.5.3), and only then.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from isal import isal_zlib

from evidence.errors import PackageFault
from evidence.package.names import is_own_path

LOCAL = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
END = b"PK\x05\x06"
END_64 = b"PK\x06\x06"
LOCATOR_64 = b"PK\x06\x07"
END_SIZE = 22
LOCATOR_SIZE = 20
END_64_SIZE = 56
CENTRAL_SIZE = 46
FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF

_PLAIN, _LARGE = 20, 45  # version needed: 2.0, and 4.5 for ZIP64
_UNIX = 3 << 8
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
    large = entry.size >= FULL_32
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if large else b""
    shown = FULL_32 if large else entry.size
    name = entry.name.encode("ascii")
    return (
        LOCAL
        + struct.pack("<HHHHH", _LARGE if large else _PLAIN, 0, 0, 0, _DATE)
        + struct.pack("<IIIHH", entry.crc, shown, shown, len(name), len(extra))
        + name
        + extra
    )


def central_header(entry: Entry) -> bytes:
    """What the central directory says of `entry` (4.3.12)."""
    large, far = entry.size >= FULL_32, entry.offset >= FULL_32
    beyond = [entry.size] * 2 * large + [entry.offset] * far
    extra = struct.pack(f"<HH{len(beyond)}Q", 1, 8 * len(beyond), *beyond) if beyond else b""
    version = _LARGE if beyond else _PLAIN
    shown = FULL_32 if large else entry.size
    name = entry.name.encode("ascii")
    return (
        CENTRAL
        + struct.pack("<HHHHHH", _UNIX | version, version, 0, 0, 0, _DATE)
        + struct.pack("<IIIHH", entry.crc, shown, shown, len(name), len(extra))
        + struct.pack("<HHHII", 0, 0, 0, _MODE, FULL_32 if far else entry.offset)
        + name
        + extra
    )


def end_records(count: int, size: int, offset: int) -> bytes:
    """What ends a ZIP of `count` files whose directory of `size` bytes is at `offset`."""
    beyond = count >= FULL_16 or size >= FULL_32 or offset >= FULL_32
    large = b""
    if beyond:
        large = END_64 + struct.pack(
            "<QHHIIQQQQ", 44, _UNIX | _LARGE, _LARGE, 0, 0, count, count, size, offset
        )
        large += LOCATOR_64 + struct.pack("<IQI", 0, offset + size, 1)
    shown = min(count, FULL_16), min(size, FULL_32), min(offset, FULL_32)
    return large + END + struct.pack("<HHHHIIH", 0, 0, shown[0], *shown, 0)


class ZipWriter:
    """Writes a ZIP to `stream`, from its beginning on."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._entries: list[Entry] = []

    def add(self, name: str, size: int, crc: int, pieces: Iterable[bytes]) -> Entry:
        """Write a file whose bytes were looked at before. Names come in ascending order.

        Raises PackageFault "changed" where `pieces` are not what was looked at.
        """
        before = self._entries[-1] if self._entries else None
        if not is_own_path(name) or (before is not None and name <= before.name):
            raise ValueError(f"not the next name: {name}")
        entry = Entry(name, size, crc, 0 if before is None else before.end)
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
        self._stream.write(directory + end_records(len(self._entries), len(directory), offset))


def changed(name: str) -> PackageFault:
    """The error to raise where a file is not what it was when it was kept."""
    return PackageFault(
        "changed",
        f"{name}：文件与登记的摘要不符，未制作证据包；请先核验该文件",
        f"{name}: the file is not what its digests say, so no package was made; verify it first",
        file=name,
    )
