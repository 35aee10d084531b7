"""The keeper, with stand-ins for a browser: nothing is left, whoever is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.capture import keeper

FAMILY = """#!/bin/sh
# A browser with a child, a grandchild, and one that hides in a session of its own.
sleep 600 &
echo $! >> "$0.pids"
(sleep 600 & echo $! >> "$0.pids")
setsid sh -c 'echo $$ >> "'"$0"'.pids"; exec sleep 600' &
echo $$ >> "$0.pids"
while :; do sleep 1; done
"""
OWNER = """
import os, subprocess, sys
keeper, memory, scratch, program, *words = sys.argv[1:]
started = subprocess.Popen(
    [sys.executable, "-I", "-S", keeper, str(os.getpid()), memory, scratch + "/report", scratch,
     "--", program, *words]
)
sys.exit(started.wait())
"""


class Kept:
    """An owner, its keeper, and what the keeper was told to start."""

    def __init__(self, folder: Path, program: str, memory: int = 1 << 30) -> None:
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self.program = folder / "browser"
        self.program.write_text(program)
        self.program.chmod(0o755)
        words = [keeper.__file__, str(memory), str(self.scratch), str(self.program)]
        self.owner = subprocess.Popen([sys.executable, "-c", OWNER, *words])

    def report(self, what: str) -> dict[str, int] | None:
        try:
            lines = (self.scratch / "report").read_text().splitlines()
        except OSError:
            return None
        return next((one for line in lines if (one := json.loads(line))["what"] == what), None)

    def pids(self, number: int) -> list[int]:
        """The family, once all of it has said that it is there."""
        file = self.program.with_name("browser.pids")
        until(lambda: file.exists() and len(file.read_text().split()) == number)
        return [int(word) for word in file.read_text().split()]


def until(true: object, seconds: float = 20.0) -> None:
    """Wait until `true` is."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path, FAMILY)
    yield kept
    kept.owner.kill()
    kept.owner.wait()
    for pid in kept.pids(4):
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_an_owner_that_is_killed_takes_everything_with_it(family: Kept) -> None:
    pids = family.pids(4)
    assert all(alive(pid) for pid in pids)
    os.kill(family.owner.pid, signal.SIGKILL)
    until(lambda: not any(alive(pid) for pid in pids))
    until(lambda: not family.scratch.exists())


def test_a_browser_that_ends_leaves_none_of_its_own(family: Kept) -> None:
    pids = family.pids(4)
    started = family.report("started")
    assert started is not None
    os.kill(started["browser"], signal.SIGKILL)
    assert family.owner.wait(20) != 0
    assert not any(alive(pid) for pid in pids)
    assert family.scratch.exists()  # its owner lives and will look at the report
    assert family.report("ended") is not None


def test_a_keeper_that_is_told_to_end_ends_everything(family: Kept) -> None:
    pids = family.pids(4)
    started = family.report("started")
    assert started is not None
    os.kill(started["keeper"], signal.SIGTERM)
    until(lambda: not any(alive(pid) for pid in pids))


def test_a_keeper_that_is_killed_takes_the_browser_with_it(family: Kept) -> None:
    family.pids(4)
    started = family.report("started")
    assert started is not None
    os.kill(started["keeper"], signal.SIGKILL)
    until(lambda: not alive(started["browser"]))


def test_the_largest_process_goes_where_memory_runs_out(tmp_path: Path) -> None:
    hog = "import time; a = bytearray(400 << 20); time.sleep(600)"
    program = f"""#!/bin/sh
{sys.executable} -S -c "{hog}" &
echo $! >> "$0.pids"
echo $$ >> "$0.pids"
wait $!
echo $? > "$0.status"
while :; do sleep 1; done
"""
    kept = Kept(tmp_path, program, memory=200 << 20)
    try:
        hog_pid, main = kept.pids(2)
        until(lambda: not alive(hog_pid))
        status = tmp_path / "browser.status"
        # The shell makes the file first and writes into it a moment later.
        until(lambda: status.exists() and status.read_text().strip() != "")
        assert status.read_text().strip() == str(128 + signal.SIGKILL)
        assert alive(main)
        told = kept.report("memory")
        assert told is not None
        assert told["bytes"] > 200 << 20
    finally:
        kept.owner.kill()
        kept.owner.wait()
    until(lambda: not alive(main))


def test_the_exit_of_the_browser_is_passed_on(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "#!/bin/sh\nexit 7\n")
    assert kept.owner.wait(20) == 7


def test_a_program_that_cannot_be_started_is_an_exit_too(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "#!/nowhere/at/all\n")
    assert kept.owner.wait(20) == 127


def test_an_owner_that_is_no_ancestor_was_gone_before(tmp_path: Path) -> None:
    started = tmp_path / "started"
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\ntouch {started}\n")
    program.chmod(0o755)
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        words = [str(stranger.pid), "1000000000", str(tmp_path / "report"), str(tmp_path / "none")]
        ran = subprocess.run(
            [sys.executable, "-I", "-S", keeper.__file__, *words, "--", str(program)], check=False
        )
    finally:
        stranger.kill()
        stranger.wait()
    assert ran.returncode == 1
    assert not started.exists()
