"""Keeper 看护进程: starts one browser, and sees to it that nothing of it is left.

Runs between Playwright's driver and Chromium, as a program of its own:

    python -I -S keeper.py OWNER MEMORY REPORT SCRATCH -- CHROMIUM ARGUMENTS…

It ends the browser, with every process that came of it, as soon as the capturing
process OWNER or the driver is gone, however they went (kill -9 included): it is
the subreaper of all of them (prctl(2), PR_SET_CHILD_SUBREAPER), so none can slip
out of its sight. If the keeper itself is killed, the kernel kills the browser
(PR_SET_PDEATHSIG). Whatever takes more than MEMORY bytes loses its largest
process, which as a rule is the page that asked for it. REPORT gets a line of JSON
for each thing that happened; SCRATCH is removed where nobody is left to do it.

Standard library only, and quick to start: it imports nothing of this program.
"""

import ctypes
import fcntl
import json
import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path

TICK_SECONDS = 0.2
_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h
_MOST_KILLS = 4
_LAST_WORDS_SECONDS = 0.5
_COUNTED = ("RssAnon:", "RssShmem:")


class Keeper:
    """One browser and all processes that came of it."""

    def __init__(self, owner: int, memory: int, report: Path, scratch: Path) -> None:
        self.owner = owner
        self.memory = memory
        self.report = report
        self.scratch = scratch
        self.driver = os.getppid()
        self.browser = 0
        self.peak = 0
        self.kills = 0

    def run(self, command: list[str]) -> int:
        """Start `command`, stay until it ends or must end; its exit status."""
        _prctl(_SET_CHILD_SUBREAPER, 1)
        owner = _watch(self.owner)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(1))
        try:
            # Whoever is no ancestor any more was gone before it could be watched.
            if self.owner not in (self.driver, _parent_of(self.driver)):
                return 1
            self.browser = _start(command)
            self.tell("started", keeper=os.getpid(), browser=self.browser)
            return self._stay(owner)
        finally:
            self._end_all()
            self.tell("ended", peak_bytes=self.peak)
            if not _alive(self.owner, owner):
                shutil.rmtree(self.scratch, ignore_errors=True)

    def tell(self, what: str, **facts: object) -> None:
        """Add a line to the report."""
        line = json.dumps({"at": time.time(), "what": what, **facts}) + "\n"
        try:
            with self.report.open("a", encoding="utf-8") as stream:
                stream.write(line)
        except OSError:
            pass  # the scratch folder is gone already: nobody is left to read it

    def _stay(self, owner: int | None) -> int:
        browser = _watch(self.browser)
        while True:
            status = self._reap()
            if status is not None:
                return os.waitstatus_to_exitcode(status) & 0xFF
            if os.getppid() != self.driver or not _alive(self.owner, owner):
                self.tell("orphaned")
                return 1
            if not self._within_memory():
                return 1
            # The end of either wakes it at once; memory and driver are looked after at each tick.
            select.select(
                [one for one in (owner, browser) if one is not None], [], [], TICK_SECONDS
            )

    def _reap(self) -> int | None:
        """Take the exits of all that ended; the browser's own status once it did."""
        ended = None
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return 0 if ended is None else ended
            if pid == 0:
                return ended
            if pid == self.browser:
                ended = status

    def _within_memory(self) -> bool:
        """Kill the largest process where there is too much; False where that is hopeless."""
        sizes = {pid: _memory_of(pid) for pid in descendants(os.getpid())}
        total = sum(sizes.values())
        self.peak = max(self.peak, total)
        if total <= self.memory:
            return True
        largest = max(sizes, key=lambda pid: sizes[pid])
        self.kills += 1
        hopeless = largest == self.browser or self.kills > _MOST_KILLS
        self.tell("memory", bytes=total, limit=self.memory, killed=not hopeless)
        if hopeless:
            return False
        _kill(largest)
        return True

    def _end_all(self) -> None:
        """Kill what is left, until nothing is."""
        end = time.monotonic() + _LAST_WORDS_SECONDS
        while (left := descendants(os.getpid())) and time.monotonic() < end + 5:
            # A browser that ended in good order takes a moment to collect its own.
            if time.monotonic() >= end or self.browser in left:
                for pid in left:
                    _kill(pid)
            self._reap()
            time.sleep(0.005)


def descendants(pid: int) -> list[int]:
    """All processes that came of `pid` and still are, without itself."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        for child in _children_of(waiting.pop()):
            found.append(child)
            waiting.append(child)
    return found


def _children_of(pid: int) -> list[int]:
    children: list[int] = []
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children += [int(word) for word in (thread / "children").read_text("ascii").split()]
    except OSError:
        pass  # it has just ended
    return children


def _memory_of(pid: int) -> int:
    """Bytes of memory that `pid` holds and that no file stands behind."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return sum(
        int(line.split()[1]) * 1024 for line in lines.splitlines() if line.startswith(_COUNTED)
    )


def _start(command: list[str]) -> int:
    pid = os.fork()
    if pid:
        for descriptor in (3, 4):  # DevTools' pipe belongs to the browser alone
            try:
                os.close(descriptor)
            except OSError:
                pass
        return pid
    try:
        _prctl(_SET_PDEATHSIG, signal.SIGKILL)
        os.execv(command[0], command)  # noqa: S606
    finally:
        os._exit(127)


def _prctl(option: int, value: int) -> None:
    """prctl(2), where there is one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _watch(pid: int) -> int | None:
    """A descriptor that becomes readable when `pid` ends, None where there is no such thing."""
    try:
        found = os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None
    try:
        return fcntl.fcntl(found, fcntl.F_DUPFD_CLOEXEC, 10)  # out of the way of DevTools' pipe
    finally:
        os.close(found)


def _alive(pid: int, watched: int | None) -> bool:
    if watched is not None:
        return not select.select([watched], [], [], 0)[0]
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _parent_of(pid: int) -> int:
    """The parent of `pid`, -1 where the system does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return -1
    return int(stat.rpartition(")")[2].split()[1])


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def main(words: list[str]) -> int:
    """Run the keeper as the command line says."""
    owner, memory, report, scratch, _, *command = words
    return Keeper(int(owner), int(memory), Path(report), Path(scratch)).run(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
