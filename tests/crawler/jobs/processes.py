"""Workers and crawls as processes: started, killed, waited for."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from leads.home import Home


class Process:
    """One `tests.crawler.jobs.work` command. `out` and `said` are there once it ended."""

    def __init__(self, home: Home, *arguments: str, limit_file_size: int = 0) -> None:
        program = ["prlimit", f"--fsize={limit_file_size}"] if limit_file_size else []
        self._process = subprocess.Popen(
            [*program, sys.executable, "-m", "tests.crawler.jobs.work", *arguments],
            env={**os.environ, "WANGJIAN_HOME": str(home.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def signal(self, number: int = signal.SIGTERM) -> None:
        self._process.send_signal(number)

    def kill_all(self) -> None:
        """kill -9 of it and of every process below it, all at once."""
        for pid in [self._process.pid, *below(self._process.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.ended()

    def kill(self) -> None:
        """kill -9 of it alone."""
        self._process.kill()
        self.ended()

    def ended(self, seconds: float = 120) -> int:
        """Wait for its end; its exit status. What it said goes to the test's output."""
        try:
            self.out, self.said = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self.out, self.said = self._process.communicate()
            print(self.out, self.said)
            raise
        print(self.said)
        return self._process.returncode

    @property
    def summary(self) -> dict[str, Any]:
        """What a crawl printed of itself."""
        value: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return value


def below(pid: int) -> list[int]:
    """All processes that `pid` started, and theirs."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text("ascii").split():
                found += [int(child), *below(int(child))]
    return found


@contextlib.contextmanager
def started(home: Home, *arguments: str, limit_file_size: int = 0) -> Iterator[Process]:
    """A process for the length of the block; whatever is left of it is killed then."""
    process = Process(home, *arguments, limit_file_size=limit_file_size)
    try:
        yield process
    finally:
        if process.running:
            process.kill_all()


def wait_until(what: Callable[[], object], seconds: float = 90) -> None:
    """Return once `what` is true."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
