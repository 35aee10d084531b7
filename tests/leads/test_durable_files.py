"""A file is there whole or not at all."""

import multiprocessing
import resource
import time
from pathlib import Path

import pytest

from leads.durable_files import one_process, write_bytes, write_whole
from leads.errors import OutboxFault


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write_bytes(path, b"before\n")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        with pytest.raises(OutboxFault) as told:
            write_bytes(path, b"x" * 4096)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"before\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"], "no temporary file stays"
    assert str(path) in told.value.diagnostics("zh")


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def half(path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "new.xlsx", half)
    assert list(tmp_path.iterdir()) == []


def _hold(folder: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with one_process(folder):
        ready.set()
        time.sleep(60)


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(tmp_path, ready))
    holder.start()
    assert ready.wait(30)
    holder.kill()
    holder.join(10)
    started = time.monotonic()
    with one_process(tmp_path):
        assert time.monotonic() - started < 5
