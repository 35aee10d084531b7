"""Jobs of the desk: their files, who holds them, what is kept and what goes."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.jobs.state import (
    Job,
    folder,
    hold,
    new_id,
    newest_of,
    read_job,
    recent_jobs,
    sweep,
    write_job,
)
from desk.jobs.uploads import folder_of_upload, keep_upload, place, sweep_uploads
from leads.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").make()


def job(**changes: object) -> Job:
    plain = Job(new_id(), "verify-ledger", "存证日志核验", "日志", "/ledger/", 1, "李某", {},
                datetime.now(UTC).isoformat())  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_job_is_read_back_as_it_was_written(home: Home) -> None:
    done = job(state="done", lines=[("good", "一致"), ("", "…")], result={"ok": True})
    write_job(home, done)
    found = read_job(home, done.id)
    assert found is not None and found.lines == [("good", "一致"), ("", "…")]
    assert found.result == {"ok": True} and found.words == "已完成"
    assert (folder(home).stat().st_mode & 0o777) == 0o700


def test_one_that_runs_is_held_and_one_that_is_not_is_broken_off(home: Home) -> None:
    running = job()
    lock = hold(home, running.id)
    write_job(home, running)
    found = read_job(home, running.id)
    assert found is not None and found.state == "running" and not found.over
    os.close(lock)
    found = read_job(home, running.id)
    assert found is not None and found.state == "broken" and "可以重试" in found.reason
    write_job(home, replace(running, state="done"))
    found = read_job(home, running.id)
    assert found is not None and found.state == "done"


def test_a_change_within_one_tick_of_the_clock_is_seen(home: Home) -> None:
    running = job()
    lock = hold(home, running.id)
    write_job(home, running)
    path = folder(home) / f"{running.id}.json"
    tick = path.stat().st_mtime_ns
    assert (found := read_job(home, running.id)) is not None and found.state == "running"
    write_job(home, replace(running, state="done"))
    os.utime(path, ns=(tick, tick))
    assert (found := read_job(home, running.id)) is not None and found.state == "done"
    os.close(lock)


def test_jobs_of_one_second_are_sorted_as_they_began(home: Home) -> None:
    idents = [new_id() for _ in range(50)]
    assert [one[:21] for one in sorted(idents)] == [one[:21] for one in idents]
    write_job(home, job(id=idents[0], state="done"))
    assert read_job(home, idents[0]) is not None


@pytest.mark.parametrize(
    "ident", ["", "../../etc/passwd", "20261130-000000-zzzzzzzz", "x" * 3000, "20261130-000000-"]
)
def test_names_that_no_job_has_are_none(home: Home, ident: str) -> None:
    assert read_job(home, ident) is None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"id": 1}', b"\xff\xfe"])
def test_a_torn_file_is_no_job(home: Home, data: bytes) -> None:
    ident = new_id()
    folder(home).mkdir(parents=True)
    (folder(home) / f"{ident}.json").write_bytes(data)
    assert read_job(home, ident) is None and list(recent_jobs(home)) == []


def test_the_newest_of_a_kind_and_subject_is_found(home: Home) -> None:
    for n in range(3):
        one = job(id=f"2026113{n % 1}-00000{n}-0000000{n}", state="done", subject=f"s-{n % 2}")
        write_job(home, one)
    found = newest_of(home, "verify-ledger", "s-0")
    assert found is not None and found.id.endswith("2")
    assert newest_of(home, "capture") is None


def test_old_jobs_go_and_running_ones_stay(home: Home) -> None:
    old = job(id="20200101-000000-00000000", state="done")
    running = job(id="20200101-000000-11111111")
    fresh = job(state="done")
    lock = hold(home, running.id)
    for one in (old, running, fresh):
        write_job(home, one)
    assert sweep(home) == 1
    os.close(lock)
    assert read_job(home, old.id) is None
    assert read_job(home, running.id) is not None and read_job(home, fresh.id) is not None


def test_of_very_many_lines_the_last_are_kept(home: Home) -> None:
    write_job(home, one := job(state="done", lines=[("", str(n)) for n in range(1000)]))
    kept = json.loads((folder(home) / f"{one.id}.json").read_bytes())["lines"]
    assert len(kept) == 400 and kept[-1] == ["", "999"]


class Sent:
    """A file as a form gives it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    def chunks(self) -> list[bytes]:
        return [self.data[:3], self.data[3:]]


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x", "..", ".htaccess", "a/b\\c.mp4", "", "录" * 200, "\n\0x.mp4"]
)
def test_uploads_stay_in_their_folder_whatever_they_are_called(home: Home, name: str) -> None:
    upload = keep_upload(home, [Sent(name, b"abcdef"), Sent(name, b"ghi")])
    found = sorted(folder_of_upload(home, upload).glob("*/*"))
    assert [path.read_bytes() for path in found] == [b"abcdef", b"ghi"]
    assert all(path.parent.parent.parent == place(home) for path in found)
    outside = [p for p in home.path.rglob("*") if p.is_file() and place(home) not in p.parents]
    assert outside == []


def test_uploads_that_nobody_brought_in_go(home: Home) -> None:
    upload = folder_of_upload(home, keep_upload(home, [Sent("a.mp4", b"abc")]))
    sweep_uploads(home)
    assert upload.is_dir()
    old = (datetime.now(UTC) - timedelta(days=8)).timestamp()
    os.utime(upload, (old, old))
    sweep_uploads(home)
    assert not upload.exists()
