"""Writing that survives a crash: whole, synced, named without overwriting, folder synced.

After a failed fsync the kernel may have thrown the dirty pages away, so nothing
here tries a second time; the caller stops.
"""

import errno
import os
from pathlib import Path

from evidence.errors import ArchiveError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


def no_room_left(error: OSError) -> bool:
    """Whether `error` says that the disk, or the share of it that is ours, is full."""
    return error.errno in _FULL


def write_failed(path: Path, error: OSError) -> ArchiveError:
    """The error to raise where `path` could not be written."""
    full = no_room_left(error)
    what_zh = "磁盘已满或文件超过允许的大小，请腾出空间" if full else "请检查磁盘和目录权限"
    what_en = (
        "disk full or file too large; make room" if full else "check the disk and the permissions"
    )
    return ArchiveError(
        f"{path}：无法写入（{error.strerror}）；{what_zh}",
        f"{path}: cannot be written ({error.strerror}); {what_en}",
        disk_full=full,
    )


def write_at(descriptor: int, data: bytes, offset: int) -> None:
    """Write all of `data` at `offset`. OSError passes, then a part of it may be there."""
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written


def sync_folder(folder: Path) -> None:
    """Make names given in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, each with its name made durable.

    The name of a file that was synced is worth nothing in a folder whose own name was
    lost. What is there already is left alone. OSError passes.
    """
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        sync_folder(one.parent)


def rename_new(source: Path, target: Path) -> None:
    """Give `source` the name `target`, and the folder a sync. FileExistsError if it is taken.

    rename(2) would overwrite; a link cannot. Between the two steps both names
    exist, which salvage understands.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links. Archive file names are ours alone.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.rename(target)
    else:
        sync_folder(target.parent)
        source.unlink()
    sync_folder(target.parent)


def same_file(descriptor: int, path: Path) -> bool:
    """Whether `path` still names the file that `descriptor` is open on."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False
