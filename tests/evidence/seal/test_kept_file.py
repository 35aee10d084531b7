"""Small files under kill -9 and full disks."""

import os
import resource
import signal
import sys
from pathlib import Path

import pytest

from evidence.errors import ArchiveError
from evidence.seal.kept_file import create_whole, replace_whole

CHILD = """
import os, signal, sys
from pathlib import Path
from evidence.seal import kept_file
count = int(sys.argv[1])
real = {name: getattr(os, name) for name in ("open", "fsync", "link", "replace", "unlink")}
def killing(name):
    def call(*a, **k):
        global count
        if count == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        count -= 1
        return real[name](*a, **k)
    return call
for name in real:
    setattr(os, name, killing(name))
kept_file.create_whole(Path(sys.argv[2]), b"whole" * 1000)
kept_file.replace_whole(Path(sys.argv[3]), b"after" * 1000)
"""


def test_killed_at_any_call_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    finished = False
    for count in range(40):
        new, old = tmp_path / f"{count}.new-file", tmp_path / f"{count}.old-file"
        old.write_bytes(b"before")
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-c", CHILD, str(count), str(new), str(old)],
            os.environ | {"PYTHONPATH": str(Path.cwd())},
        )
        _, status = os.waitpid(pid, 0)
        if new.exists():
            assert new.read_bytes() == b"whole" * 1000
        assert old.read_bytes() in (b"before", b"after" * 1000)
        if status == 0:
            finished = True
            assert old.read_bytes() == b"after" * 1000
            assert not list(tmp_path.glob(f".{count}.*"))
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
    assert finished


def test_a_name_that_is_taken_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    create_whole(path, b"first", mode=0o600)
    with pytest.raises(FileExistsError):
        create_whole(path, b"second")
    assert path.read_bytes() == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    replace_whole(path, b"third")
    assert path.read_bytes() == b"third"
    assert [one.name for one in path.parent.iterdir()] == ["file"]


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit[1]))
    try:
        for attempt in (create_whole, replace_whole):
            with pytest.raises(ArchiveError) as caught:
                attempt(path, b"x" * 500)
            assert caught.value.disk_full
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
