"""Writing a file that is there whole or not at all, and one process at a time."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.archive.durable import make_folder, no_room_left
from leads.errors import OutboxFault

_TEMPORARY = ".unfinished-"


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file beside `path`, sync it, then give it its name.

    A crash or a full disk leaves what was there before. Raises OutboxFault.
    """
    try:
        make_folder(path.parent)
        descriptor, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        os.close(descriptor)
        temporary = Path(name)
        try:
            write(temporary)
            _sync(temporary, mode=0o640)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync(path.parent)
    except OSError as error:
        raise OutboxFault(
            f"{path} 没有写成（{error.strerror or error}）；请检查磁盘和权限后重试，数据未丢",
            f"{path} was not written ({error.strerror or error}); check disk and permissions, "
            "then try again: nothing is lost",
            disk_full=no_room_left(error),
        ) from error


def write_bytes(path: Path, content: bytes) -> None:
    """`write_whole` for content at hand."""

    def fill(temporary: Path) -> None:
        temporary.write_bytes(content)

    write_whole(path, fill)


@contextmanager
def one_process(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; others wait. The kernel drops it with the process.

    Temporary files that a killed process left below the folder are removed.
    """
    try:
        make_folder(folder)
        lock = (folder / ".lock").open("ab")
    except OSError as error:
        raise OutboxFault(
            f"不能写目录 {folder}（{error.strerror}）",
            f"cannot write {folder} ({error.strerror})",
            disk_full=no_room_left(error),
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Whoever writes below the folder holds this lock: what a killed one left is nobody's.
        for left in folder.rglob(f"{_TEMPORARY}*"):
            left.unlink(missing_ok=True)
        yield


def _sync(path: Path, mode: int | None = None) -> None:
    """Make a file's content, or the names in a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
