"""The file of entries under its lock: going on from where others left it, and adding one.

An entry is acknowledged once it is on the disk. A writer that is killed, or a
machine that loses its power, leaves at most one line that was never
acknowledged; the next writer sets an unfinished one aside. After a failed sync
nobody knows what is on the disk, so the writer stops for good (the kernel may
have dropped the page; syncing again would report success).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from evidence.archive.durable import make_folder, same_file, sync_folder, write_at
from evidence.errors import ArchiveError
from evidence.seal.entry import LARGEST_LINE, Entry
from evidence.seal.kept_file import create_whole
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_folder import LedgerFolder, is_torn, lines
from evidence.seal.ledger_lock import free_lock, take_lock
from evidence.seal.ledger_position import Position


class LedgerFile:
    """The open file `ledger.jsonl` of `folder`. Use it under `locked` alone."""

    def __init__(self, folder: LedgerFolder, descriptor: int) -> None:
        self.folder = folder
        self._descriptor = descriptor
        self._stopped = False

    @classmethod
    def create(cls, folder: LedgerFolder) -> Self:
        """A new, empty file. Raises LedgerFault: "exists", "unwritable".

        What somebody left who was killed before the first entry was whole is no ledger.
        """
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            make_folder(folder.heads)
            file = cls(folder, os.open(folder.log, flags, 0o640))
            sync_folder(folder.path)
        except OSError as error:
            raise ledger_fault("unwritable", f"{folder.log}: {error.strerror}") from error
        try:
            file._begin()
        except BaseException:
            file.close()
            raise
        return file

    @classmethod
    def open(cls, folder: LedgerFolder) -> Self:
        """The file that is there. Raises LedgerFault: "no-ledger", "unreadable"."""
        try:
            descriptor = os.open(folder.log, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            raise ledger_fault("no-ledger", folder.path) from None
        except OSError as error:
            raise ledger_fault("unreadable", f"{folder.log}: {error.strerror}") from error
        return cls(folder, descriptor)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock that all writers and readers share; the kernel frees it with us.

        Raises LedgerFault: "closed", "locked" (another holds it too long),
        "replaced" (the name leads to another file by now).
        """
        if self._stopped or self._descriptor < 0:
            raise ledger_fault("closed")
        take_lock(self._descriptor)
        try:
            if not same_file(self._descriptor, self.folder.log):
                raise ledger_fault("replaced")
            yield
        finally:
            if self._descriptor >= 0:
                free_lock(self._descriptor)

    def catch_up(self, position: Position) -> bytes:
        """Take what was added since `position`; the unfinished line behind it, if any.

        Raises LedgerFault: "rolled-back" where the file is shorter than it was, and
        what Position.take finds wrong.
        """
        size = os.fstat(self._descriptor).st_size
        if size < position.end:
            raise ledger_fault("rolled-back", f"{position.size}", entry=self._whole_entries())
        if size == position.end:
            return b""
        start = position.end
        for line, finished in lines(self._descriptor, start):
            at_end = start + len(line) + finished == size
            if at_end and is_torn(line, finished):
                return line + b"\n" * finished
            position.take(line)
            start = position.end
        return b""

    def set_aside(self, position: Position, torn: bytes) -> None:
        """Keep the unfinished line `torn` in a file of its own, then cut it off."""
        path = self.folder.torn(position.size, torn)
        try:
            create_whole(path, torn)
        except FileExistsError:
            pass  # set aside before, and killed before it was cut off
        except ArchiveError as error:
            raise ledger_fault("unwritable", error.en) from error
        try:
            os.ftruncate(self._descriptor, position.end)
            self._sync()
        except OSError as error:
            raise ledger_fault("unwritable", f"{self.folder.log}: {error.strerror}") from error

    def write(self, position: Position, entry: Entry) -> Entry:
        """Add `entry`, the next one, and make it durable; what was written, read again.

        Raises LedgerFault "unwritable", after which the ledger is as before or, if
        even that cannot be made sure, stopped.
        """
        line = entry.line()
        try:
            write_at(self._descriptor, line + b"\n", position.end)
        except OSError as error:
            self._cut(position.end)
            raise ledger_fault("unwritable", f"{self.folder.log}: {error.strerror}") from error
        try:
            self._sync()
        except OSError as error:
            raise ledger_fault("unwritable", f"{self.folder.log}: {error.strerror}") from error
        return position.take(line)

    def close(self) -> None:
        """Let the file go. Does nothing the second time."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def read_back(self, position: Position) -> bytes:
        """The last line before `position`, to see that it stands where it should."""
        start = max(0, position.end - (1 << 21))
        data = os.pread(self._descriptor, position.end - start, start)
        if not data.endswith(b"\n"):
            return b""
        return data[:-1].rpartition(b"\n")[2]

    @property
    def descriptor(self) -> int:
        """The file, for reading."""
        return self._descriptor

    def _begin(self) -> None:
        with self.locked():
            start = os.pread(self._descriptor, LARGEST_LINE + 1, 0)
            if b"\n" in start or len(start) > LARGEST_LINE or self.folder.head_sizes():
                raise ledger_fault("exists", self.folder.log)
            os.ftruncate(self._descriptor, 0)

    def _sync(self) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError:
            self._stopped = True
            raise

    def _cut(self, end: int) -> None:
        try:
            os.ftruncate(self._descriptor, end)
        except OSError:
            self._stopped = True

    def _whole_entries(self) -> int:
        return sum(1 for _, finished in lines(self._descriptor) if finished)
