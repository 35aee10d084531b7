"""An archive file while it is written: `NAME.warc.gz.open`, locked by its writer.

Whoever holds the lock (flock) is alive; the kernel drops it with the process, so
a leftover `.open` is told from a live one without pid files.
"""

import fcntl
import os
from pathlib import Path
from typing import Self

from isal import isal_zlib

from evidence.archive.durable import rename_new, same_file, sync_folder, write_at, write_failed
from evidence.errors import ArchiveError

OPEN_SUFFIX = ".open"
_PIECE = 1 << 20


class OpenFile:
    """One file being written. `name` is its final name, `size` its length in bytes.

    Not thread-safe: the archive guards it. `synced` is how much of it an fsync
    has made durable.
    """

    def __init__(self, folder: Path, name: str, descriptor: int) -> None:
        self.name = name
        self.size = 0
        self.synced = 0
        self._folder = folder
        self._descriptor = descriptor
        self._checksum = 0
        self._named = False

    @property
    def open_path(self) -> Path:
        """Where it lies until it is finished."""
        return self._folder / (self.name + OPEN_SUFFIX)

    @classmethod
    def create(cls, folder: Path, name: str) -> Self:
        """Begin `name` in `folder`. FileExistsError where that name is or was in use."""
        path = folder / (name + OPEN_SUFFIX)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o640)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Looked at only now: a writer that had the name before us shows one or the other.
            if (folder / name).exists() or not same_file(descriptor, path):
                raise FileExistsError(name)
        except FileExistsError:
            if same_file(descriptor, path):
                path.unlink()
            os.close(descriptor)
            raise
        except BlockingIOError:
            # Salvage came between create and lock, and cleans up what it found.
            os.close(descriptor)
            raise FileExistsError(name) from None
        except BaseException:
            os.close(descriptor)
            raise
        return cls(folder, name, descriptor)

    def free_bytes(self) -> int:
        """What the file system has left for us."""
        state = os.fstatvfs(self._descriptor)
        return state.f_bavail * state.f_frsize

    def append(self, data: bytes) -> int:
        """Write `data` behind all else and return its offset; all of it or nothing.

        OSError passes; what had been written of `data` is cut off again then.
        Raises ArchiveError where even that fails: the file must not grow after.
        """
        offset = self.size
        try:
            write_at(self._descriptor, data, offset)
        except BaseException as error:
            self._cut(error)
            raise
        self.size = offset + len(data)
        self._checksum = isal_zlib.crc32(data, self._checksum)
        return offset

    def _cut(self, cause: BaseException) -> None:
        try:
            os.ftruncate(self._descriptor, self.size)
        except OSError as error:
            raise ArchiveError(
                f"{self.open_path}：写入中断后无法截回到 {self.size} 字节（{error.strerror}）；"
                "停止写入，重新启动时会自动抢救",
                f"{self.open_path}: cannot be cut back to {self.size} bytes after a broken write "
                f"({error.strerror}); writing stops, the next start salvages it",
            ) from cause

    def sync(self) -> None:
        """Make everything appended so far durable, the file's name included. OSError passes."""
        size = self.size
        if size == self.synced and self._named:
            return
        os.fsync(self._descriptor)
        if not self._named:
            sync_folder(self._folder)
            self._named = True
        self.synced = size

    def finish(self) -> None:
        """Sync, look whether the bytes are those that were written, take the final name.

        Raises ArchiveError where they are not or the name is taken; the `.open`
        file stays for salvage. OSError passes. Either way the file is closed.
        """
        try:
            self.sync()
            self._compare()
            rename_new(self.open_path, self._folder / self.name)
        except FileExistsError as error:
            raise write_failed(self._folder / self.name, error) from error
        finally:
            self.abandon()

    def _compare(self) -> None:
        length, checksum = os.fstat(self._descriptor).st_size, 0
        for offset in range(0, length, _PIECE):
            checksum = isal_zlib.crc32(os.pread(self._descriptor, _PIECE, offset), checksum)
        if (length, checksum) != (self.size, self._checksum):
            raise ArchiveError(
                f"{self.open_path}：读回的内容与写入的不一致，未封存；"
                "请检查磁盘，再运行 wangjian verify",
                f"{self.open_path}: what is read back is not what was written, so it stays open; "
                "check the disk and run wangjian verify",
            )

    def abandon(self) -> None:
        """Close without a final name, and let the lock go. Does nothing the second time."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
