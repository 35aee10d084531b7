"""Whose turn it is to read pictures on this machine: one process at a time, each in its turn.

Two files are locked (flock, freed by the kernel with the process): who reads holds
the first, who is next holds the second while it waits. So the one that reads can see
that another waits, and gives its turn away, where a reader that is always busy would
keep all others out until they gave their pictures up.
"""

import fcntl
import os
import time
from pathlib import Path

_PAUSE = 0.1


class PictureTurn:
    """The turn of one process. `place` is the file that the processes of a machine share; that of
    who is next lies beside it."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._next = place.with_name(f"{place.name}.next")
        self._held: int | None = None
        self._since = 0.0

    def take(self, seconds: float) -> None:
        """Wait for the turn. Raises TimeoutError where nobody gives it in `seconds`; OSError."""
        end = time.monotonic() + seconds
        first = _locked(self._next, end)
        try:
            self._held = _locked(self._place, end)
        finally:
            os.close(first)
        self._since = time.monotonic()

    def due(self, seconds: float) -> bool:
        """Whether the turn was held for `seconds` and another process waits for it."""
        if self._held is None or time.monotonic() - self._since < seconds:
            return False
        try:
            os.close(_locked(self._next, 0.0))
        except TimeoutError:
            return True
        return False

    def give(self) -> None:
        """Let the next one read."""
        if self._held is not None:
            os.close(self._held)
        self._held = None


def _locked(place: Path, end: float) -> int:
    """A descriptor that holds the file's lock. Raises TimeoutError after `end` (monotonic)."""
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise TimeoutError from None
                time.sleep(_PAUSE)
            else:
                return descriptor
    except BaseException:
        os.close(descriptor)
        raise
