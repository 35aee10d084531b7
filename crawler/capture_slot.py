"""A place for one more capturing browser on this machine 采集名额.

Workers take several sites at once; a browser takes up to two gigabytes, and one that has
no processor to itself runs into its limits. So only so many capture at the same time,
whichever process they belong to. The kernel gives a place back with its process.
"""

import asyncio
import fcntl
import os
from pathlib import Path

MOST_AT_ONCE = max(1, min(4, (os.cpu_count() or 2) // 2))
_LOOK_SECONDS = 0.25


class CaptureSlot:
    """One place, taken by `wait` and given back by `free`. `folder` holds the lock files."""

    def __init__(self, folder: Path, most: int = MOST_AT_ONCE) -> None:
        self._names = [folder / f"capture-{number}.lock" for number in range(1, most + 1)]
        self._held: int | None = None

    async def wait(self) -> None:
        """Return once there is a place. OSError passes."""
        while not self.take():  # noqa: ASYNC110  (another process gives it back)
            await asyncio.sleep(_LOOK_SECONDS)

    def take(self) -> bool:
        """Whether a place could be had at once."""
        for path in self._names:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                continue
            self._held = descriptor
            return True
        return False

    def free(self) -> None:
        """Give the place back; nothing happens where none was taken."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
