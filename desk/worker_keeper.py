"""`wangjian desk` keeps a worker of its own alive, so that campaigns started there are run.

    wangjian desk ── python -m desk.worker_keeper ── wangjian worker ── slices

The keeper is a process between the two: it begins the worker again where that ends by
itself, and ends it in good order when it is told to stop or when the desk is gone, kill -9
included. The desk's server reaps children that it does not know, so the worker is none of
them.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import desk
from leads.home import Home

LOG = "desk-worker.log"
LOOK_SECONDS = 1.0
PAUSES = (1.0, 5.0, 30.0, 120.0)
"""Between beginnings: the longer, the more often the worker ended at once."""
LASTED_SECONDS = 60.0
GRACE_SECONDS = 60.0
"""A worker hands back what it holds before it goes."""


@contextmanager
def kept_worker(home: Home, *, wanted: bool) -> Iterator[None]:
    """Keep a worker while the desk serves; nothing where it is not `wanted`."""
    if not wanted:
        yield
        return
    home.log.mkdir(parents=True, exist_ok=True)
    with (home.log / LOG).open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "desk.worker_keeper", str(os.getpid())],
            cwd=Path(desk.__file__).parents[1],
            env=os.environ | {"WANGJIAN_HOME": str(home.path)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    owner = os.getpid()
    try:
        yield
    finally:
        # The server's forked workers leave through here as well.
        if os.getpid() == owner and keeper.poll() is None:
            keeper.terminate()
            try:
                keeper.wait(GRACE_SECONDS + 10)
            except subprocess.TimeoutExpired:
                keeper.kill()


class Keeper:
    """The process between: `parent` is the desk's process id."""

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._asked = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    @property
    def over(self) -> bool:
        """Whether the worker is to end: asked to, or the desk is gone."""
        return self._asked or os.getppid() != self._parent

    def keep(self) -> None:
        """Begin the worker again and again until it is over."""
        short_lives = 0
        while not self.over:
            began = time.monotonic()
            worker = subprocess.Popen([sys.executable, "-m", "desk.cli", "worker"])
            while worker.poll() is None and not self.over:
                time.sleep(LOOK_SECONDS)
            if worker.poll() is None:
                worker.terminate()
                try:
                    worker.wait(GRACE_SECONDS)
                except subprocess.TimeoutExpired:
                    worker.kill()
                    worker.wait()
                return
            lived = time.monotonic() - began
            short_lives = 0 if lived > LASTED_SECONDS else short_lives + 1
            again = time.monotonic() + PAUSES[min(short_lives, len(PAUSES) - 1)]
            while time.monotonic() < again and not self.over:
                time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    Keeper(int(sys.argv[1])).keep()
