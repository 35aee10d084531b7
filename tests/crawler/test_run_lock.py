"""The patrol's lock: one holder, seen by all, gone with its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.errors import LockHeld, exit_code_of
from crawler.exit_codes import ExitCode
from crawler.run_lock import RunLock, lock_holder

HOLD = """
import sys, time
from pathlib import Path
from crawler.run_lock import RunLock
with RunLock(Path(sys.argv[1])) as lock:
    lock.say("runs r1")
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_patrol_is_told_who_is_at_it_and_kill_9_leaves_nothing_stale(
    tmp_path: Path,
) -> None:
    path = tmp_path / "patrol.lock"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    holder = lock_holder(path)
    assert holder is not None and (holder["pid"], holder["doing"]) == (other.pid, "runs r1")
    with pytest.raises(LockHeld) as caught, RunLock(path):
        pass
    assert exit_code_of(caught.value) is ExitCode.LOCK_HELD
    for language in ("zh", "en"):
        line = caught.value.diagnostics(language)
        assert str(other.pid) in line and "runs r1" in line and "\n" not in line
    other.kill()
    other.communicate()
    assert lock_holder(path) is None
    with RunLock(path):
        assert lock_holder(path) is not None
    assert lock_holder(path) is None


def test_a_lock_file_that_says_nonsense_harms_nobody(tmp_path: Path) -> None:
    path = tmp_path / "patrol.lock"
    path.write_bytes(b"\xff\x00 not json " * 1000)
    with RunLock(path), pytest.raises(LockHeld), RunLock(path):
        pass
    assert lock_holder(tmp_path / "nowhere") is None
