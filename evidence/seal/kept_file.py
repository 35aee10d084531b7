"""Small files that appear whole or not at all: written aside, synced, then named.

Whoever is killed half way leaves a `.NAME.*.new` behind and never a torn NAME.
"""

import os
import secrets
from pathlib import Path

from evidence.archive.durable import make_folder, rename_new, sync_folder, write_failed


def create_whole(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put `data` at `path`, which must be free. FileExistsError passes where it is not.

    Raises ArchiveError where it cannot be written; then nothing is at `path`.
    """
    fresh = _aside(path, data, mode)
    try:
        rename_new(fresh, path)
    except FileExistsError:
        fresh.unlink(missing_ok=True)
        raise
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise write_failed(path, error) from error


def replace_whole(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put `data` at `path` in one step, whatever was there.

    Raises ArchiveError where it cannot be written; then `path` is as it was.
    """
    fresh = _aside(path, data, mode)
    try:
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise write_failed(path, error) from error


def _aside(path: Path, data: bytes, mode: int) -> Path:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        make_folder(path.parent)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise write_failed(path, error) from error
    return fresh
