"""The watchdog of a slice: memory, a hanging page, a worker that is gone.

A limit on the address space would break Chromium, which reserves terabytes it
never touches; so what is really used is looked at, of the slice and of every
process it started.
"""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from crawler.slice_end import SliceEnd

MEMORY_LIMIT = 2 << 30
"""Bytes in use after which a slice ends; a third more, and it is ended at once."""
HANG_SECONDS = 180.0
"""How long the event loop may stand still: no page takes so long to read."""
FORCED_END_SECONDS = 20.0

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Be asked to end (SIGTERM) when the worker that started this process is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it went before we could ask
        os.kill(os.getpid(), signal.SIGTERM)


def memory_of(pid: int) -> int:
    """Resident bytes of `pid` and of all processes below it."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            pages = int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1])
            lists = [
                task.read_text("ascii") for task in Path(f"/proc/{one}/task").glob("*/children")
            ]
        except (OSError, IndexError, ValueError):
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE")
        waiting.extend(int(child) for children in lists for child in children.split())
    return total


class Watchdog(threading.Thread):
    """Looks once a second. `on_memory` is called once when the limit is passed.

    The event loop calls `alive` now and then; if it does not for HANG_SECONDS,
    or memory grows far beyond the limit, the process ends on the spot.
    """

    def __init__(
        self,
        on_memory: Callable[[], None],
        *,
        limit: int = MEMORY_LIMIT,
        hang_seconds: float = HANG_SECONDS,
    ) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._on_memory = on_memory
        self._limit = limit
        self._hang_seconds = hang_seconds
        self._heard = time.monotonic()
        self._told = False
        self._done = threading.Event()
        self._end_by: float | None = None

    def alive(self) -> None:
        """The event loop turns."""
        self._heard = time.monotonic()

    def end_within(self, seconds: float = FORCED_END_SECONDS) -> None:
        """The slice was asked to stop: if it is still there then, it is ended."""
        if self._end_by is None:
            self._end_by = time.monotonic() + seconds

    def stop(self) -> None:
        """Watch no more."""
        self._done.set()

    def run(self) -> None:
        """Watch until stopped."""
        while not self._done.wait(1.0):
            now = time.monotonic()
            used = memory_of(os.getpid())
            if used > self._limit and not self._told:
                self._told = True
                self._on_memory()
            if used > self._limit * 4 // 3:
                os._exit(SliceEnd.MEMORY)
            if now - self._heard > self._hang_seconds:
                os._exit(SliceEnd.HUNG)
            if self._end_by is not None and now > self._end_by:
                os._exit(SliceEnd.KILLED)
