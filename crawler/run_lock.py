"""The patrol's lock 巡查锁: one patrol at a time in one home folder, and who it is.

The kernel holds it for the process (flock) and drops it with the process, so
kill -9 leaves nothing stale. What stands in the file is for people: who holds it
and since when; a line of a dead holder means nothing.
"""

import fcntl
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.errors import LockHeld
from crawler.process_identity import machine_name
from crawler.timetable import BEIJING

_LIMIT = 4096


class RunLock:
    """Holds the lock file `path` while it is used as a context. Raises LockHeld."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def __enter__(self) -> Self:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        if not _locked(descriptor):
            holder = _read(descriptor)
            os.close(descriptor)
            raise _held(self._path, holder)
        self._descriptor = descriptor
        self.say("starting")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = -1

    def say(self, doing: str) -> None:
        """Note what the holder does, for whoever looks."""
        note = {
            "pid": os.getpid(),
            "machine": machine_name(),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "doing": doing[:200],
        }
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps(note, ensure_ascii=False).encode() + b"\n", 0)


def _locked(descriptor: int) -> bool:
    """Take the lock. Someone who only looks who has it may be in the way for a moment."""
    for pause in (0.05, 0.1, 0.2, None):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if pause is not None:
                time.sleep(pause)
    return False


def lock_holder(path: Path) -> dict[str, Any] | None:
    """Who holds the lock file `path` now: pid, machine, at, doing; None if nobody does."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return None
    except BlockingIOError:
        return _read(descriptor)
    finally:
        os.close(descriptor)


def _read(descriptor: int) -> dict[str, Any]:
    try:
        value = json.loads(os.pread(descriptor, _LIMIT, 0))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _held(path: Path, holder: dict[str, Any]) -> LockHeld:
    pid, since = holder.get("pid", "?"), holder.get("at")
    shown = (
        datetime.fromisoformat(str(since)).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
        if since
        else "?"
    )
    doing = holder.get("doing", "")
    return LockHeld(
        f"另一次巡查正在进行：进程 {pid}（{holder.get('machine', '?')}），{shown} 起，{doing}；"
        f"本次不再启动（锁文件 {path}）",
        f"another patrol is under way: process {pid} on {holder.get('machine', '?')}, "
        f"since {shown} Beijing time, {doing}; this one does nothing (lock file {path})",
    )
