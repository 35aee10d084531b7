"""What a killed writer left: whole records saved, the torn tail kept beside them.

A `.open` file whose writer lives is locked and left alone. From any other the
whole records from its beginning are copied to the final name, the rest to a
`.torn` file; only when both are durable does the `.open` file go. Put together
the two are what was there, byte for byte. A kill at any point leaves a state
from which the next run goes on.

Records behind damage are not looked for: what looks like one there may be part
of a body that a shop sent.
"""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from isal import isal_zlib

from evidence.archive.durable import rename_new, same_file, sync_folder, write_at, write_failed
from evidence.archive.open_file import OPEN_SUFFIX
from evidence.archive.walk import walk
from evidence.errors import ArchiveError

TORN_SUFFIX = ".torn"
PART_SUFFIX = ".part"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of one leftover file.

    `final_file` holds its `records` whole records and is None where there was
    none; `torn_file` holds the `torn_bytes` behind them and is None where there
    were none.
    """

    open_file: Path
    final_file: Path | None
    records: int
    torn_bytes: int
    torn_file: Path | None = None

    def line(self, language: str = "zh") -> str:
        """One line for a person."""
        kept, torn = self.final_file or "-", self.torn_file or "-"
        if language == "zh":
            return (
                f"{self.open_file}：上次中断遗留，已抢救 {self.records} 条完整记录到 {kept}，"
                f"残尾 {self.torn_bytes} 字节保存在 {torn}"
            )
        return (
            f"{self.open_file}: left by an interrupted run; {self.records} whole records saved "
            f"to {kept}, {self.torn_bytes} torn bytes kept in {torn}"
        )

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "open_file": str(self.open_file),
            "final_file": None if self.final_file is None else str(self.final_file),
            "records": self.records,
            "torn_bytes": self.torn_bytes,
            "torn_file": None if self.torn_file is None else str(self.torn_file),
        }


def salvage(folder: Path) -> list[Salvaged]:
    """Salvage every leftover `.open` file in `folder`; those of living writers stay.

    Raises ArchiveError where the disk refuses; the leftover file is then as it was.
    """
    found = []
    for path in sorted(folder.glob(f"*{OPEN_SUFFIX}")):
        try:
            one = _salvage_unless_held(path)
        except OSError as error:
            raise write_failed(path, error) from error
        if one is not None:
            found.append(one)
    return found


def is_held(path: Path) -> bool:
    """Whether a living writer holds the `.open` file at `path`. FileNotFoundError passes."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _salvage_unless_held(path: Path) -> Salvaged | None:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None  # finished by its writer since the folder was listed
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return _salvage(path, descriptor) if same_file(descriptor, path) else None
    except BlockingIOError:
        return None
    finally:
        os.close(descriptor)


def _salvage(path: Path, descriptor: int) -> Salvaged:
    """Salvage `path`, open and locked as `descriptor`."""
    final = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
    size = os.fstat(descriptor).st_size
    records, whole = _whole_records(path)
    saved: Path | None = None
    torn_file: Path | None = None
    if same_file(descriptor, final):
        # Its writer was killed between giving it the final name and taking the old one.
        saved, whole = final, size
    else:
        # The machine may have gone down too: what was read so far may be in memory only.
        os.fsync(descriptor)
        if whole < size:
            torn_file = _copied(descriptor, whole, size, _torn_names(final))
        if records:
            saved = (
                _copied(descriptor, 0, whole, _final_names(final))
                if whole < size
                else _renamed(path, descriptor, size, _final_names(final))
            )
    path.unlink(missing_ok=True)
    sync_folder(path.parent)
    return Salvaged(path, saved, records, size - whole, torn_file)


def _whole_records(path: Path) -> tuple[int, int]:
    """How many records stand whole at the beginning of `path`, and in how many bytes."""
    records, end = 0, 0
    with path.open("rb") as stream:
        for seen in walk(stream, keep=False):
            if seen.faults:
                break
            records, end = records + 1, seen.offset + seen.length
    return records, end


def _final_names(final: Path) -> Iterator[Path]:
    """The final name, and others for the case that a stranger's file bears it."""
    yield final
    for number in count(1):
        yield final.with_name(f"{final.name.removesuffix('.warc.gz')}-{number}.warc.gz")


def _torn_names(final: Path) -> Iterator[Path]:
    yield final.with_name(final.name + TORN_SUFFIX)
    for number in count(1):
        yield final.with_name(f"{final.name}.{number}{TORN_SUFFIX}")


def _renamed(path: Path, descriptor: int, size: int, names: Iterator[Path]) -> Path:
    """Give `path` the first of `names` that is free, or that holds the same already."""
    for name in names:
        if _holds(name, descriptor, 0, size):
            break
        try:
            rename_new(path, name)
        except FileExistsError:
            continue
        break
    return name


def _copied(descriptor: int, start: int, stop: int, names: Iterator[Path]) -> Path:
    """Copy bytes `start` to `stop` to the first of `names` that is free.

    One that holds just these bytes comes from an earlier run that was killed.
    """
    for name in names:
        part = name.with_name(name.name + PART_SUFFIX)
        if _holds(name, descriptor, start, stop - start):
            part.unlink(missing_ok=True)
            break
        if name.exists():
            continue
        try:
            _write_part(part, descriptor, start, stop - start)
            rename_new(part, name)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        break
    return name


def _write_part(part: Path, descriptor: int, start: int, length: int) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    target = os.open(part, flags, 0o640)
    try:
        for offset in range(0, length, _PIECE):
            piece = os.pread(descriptor, min(_PIECE, length - offset), start + offset)
            write_at(target, piece, offset)
        os.fsync(target)
        if _checksum(target, 0, length) != _checksum(descriptor, start, length):
            raise ArchiveError(
                f"{part}：副本与原件不一致，原件未动；请检查磁盘",
                f"{part}: the copy is not what was copied; the original is untouched, "
                "check the disk",
            )
    finally:
        os.close(target)


def _checksum(descriptor: int, start: int, length: int) -> tuple[int, int]:
    """(bytes, CRC32) of a part of a file, fewer bytes where it is shorter."""
    checksum, size = 0, 0
    while size < length and (
        piece := os.pread(descriptor, min(_PIECE, length - size), start + size)
    ):
        checksum, size = isal_zlib.crc32(piece, checksum), size + len(piece)
    return size, checksum


def _holds(path: Path, descriptor: int, start: int, length: int) -> bool:
    """Whether the file at `path` is just that part of `descriptor`."""
    try:
        other = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        if os.fstat(other).st_size != length:
            return False
        for offset in range(0, length, _PIECE):
            size = min(_PIECE, length - offset)
            if os.pread(other, size, offset) != os.pread(descriptor, size, start + offset):
                return False
        return True
    finally:
        os.close(other)
