"""Writers killed with kill -9, and salvage killed with kill -9."""

import fcntl
import gzip
import json
import os
import random
import signal
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, iter_records, read_record
from evidence.archive.record import RecordRef
from evidence.archive.salvage import salvage
from evidence.errors import ArchiveError
from tests.evidence.archive.children import KILLED, at_line, killed_at_line
from tests.evidence.archive.conftest import Make
from tests.evidence.archive.samples import (
    INFO,
    exchange,
    members,
    only_file,
    records,
    whole_archive,
)

pytestmark = pytest.mark.heavy


def left_behind(folder: Path, *, torn: int) -> tuple[Path, bytes]:
    """A leftover file whose last record lacks `torn` bytes; the file and its bytes."""
    source = whole_archive(folder)
    data = source.read_bytes()
    path = source.with_name(source.name + ".open")
    data = data[: len(data) - torn]
    path.write_bytes(data)
    source.unlink()
    return path, data


def write_until_killed(folder: Path, pipe: int) -> None:
    """Append and sync; what a sync has made durable is told through `pipe`."""
    with Archive(folder, name="killed", info=INFO, rotate_bytes=60_000, floor_bytes=0) as archive:
        while True:
            refs = [
                archive.append_exchange(
                    exchange(
                        response=b"HTTP/1.1 200 OK\r\n\r\n" + os.urandom(random.randrange(9000))
                    )
                )
                for _ in range(random.randrange(4))
            ]
            archive.sync()
            for ref in refs:
                os.write(pipe, json.dumps(ref.to_json()).encode() + b"\n")


def test_what_a_sync_has_reported_survives_kill_9_at_random_moments(quick_path: Path) -> None:
    told: list[RecordRef] = []
    for _ in range(25):
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                write_until_killed(quick_path, theirs)
            finally:
                os._exit(1)
        os.close(theirs)
        time.sleep(random.uniform(0.02, 0.12))
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
        with os.fdopen(ours) as stream:
            lines = stream.read().split("\n")[:-1]
        told += [RecordRef.from_json(json.loads(line)) for line in lines]
        leftover = {path: path.read_bytes() for path in quick_path.glob("*.open")}
        for one in salvage(quick_path):
            whole = b"" if one.final_file is None else one.final_file.read_bytes()
            tail = b"" if one.torn_file is None else one.torn_file.read_bytes()
            assert whole + tail == leftover[one.open_file]
            assert len(tail) == one.torn_bytes
        assert not list(quick_path.glob("*.open"))
    assert len(told) > 50
    for ref in told:
        read_record(quick_path, ref)
    for path in quick_path.glob("*.warc.gz"):
        assert check_file(path).faults == []


def test_a_writer_killed_at_any_line_loses_nothing_it_had_synced(quick_path: Path) -> None:
    def write(folder: Path) -> Callable[[], None]:
        def action() -> None:
            archive = Archive(folder, name="test", info=INFO, floor_bytes=0)
            archive.append_exchange(exchange())
            archive.sync()
            (folder / "synced").touch()
            archive.append_exchange(exchange(response=b"HTTP/1.1 200 OK\r\n\r\nsecond"))
            archive.close()
            (folder / "closed").touch()

        return action

    number, states = 1, set()
    while True:
        folder = quick_path / str(number)
        folder.mkdir()
        if not killed_at_line(number, write(folder), "evidence/archive/"):
            break
        salvage(folder)
        files = list(folder.glob("*.warc.gz*"))
        assert len(files) <= 1
        records = 0
        for path in files:
            report = check_file(path)
            assert report.faults == []
            records = report.records
        least = 5 if (folder / "closed").exists() else 3 if (folder / "synced").exists() else 0
        assert records >= least
        states.add(records)
        number += 7  # a prime: all kinds of lines come up, at a seventh of the time
    assert number > 100
    assert states == {0, 1, 3, 5}


@pytest.mark.parametrize("torn", [0, 1, 200])
def test_salvage_killed_at_any_line_goes_on_where_it_was(quick_path: Path, torn: int) -> None:
    first, data = left_behind(quick_path, torn=torn)
    number = 1
    while True:
        folder = quick_path / str(number)
        folder.mkdir()
        path = folder / first.name
        path.write_bytes(data)
        killed = killed_at_line(number, lambda f=folder: salvage(f) and None, "archive/salvage.py")
        salvage(folder)
        names = {p.name for p in folder.iterdir()}
        final = path.with_suffix("")
        expected = {final.name} | ({final.name + ".torn"} if torn else set())
        assert names == expected
        assert b"".join((folder / name).read_bytes() for name in sorted(names)) == data
        assert check_file(final).faults == []
        if not killed:
            break
        number += 1
    assert number > 15


def test_salvage_reports_what_it_saved_and_what_was_torn(tmp_path: Path) -> None:
    path, data = left_behind(tmp_path, torn=100)
    whole = sum(len(m) for m in members_of(data))
    (one,) = salvage(tmp_path)
    assert one.open_file == path
    assert one.records == 6
    assert one.torn_bytes == len(data) - whole > 0
    assert one.final_file is not None
    assert one.torn_file is not None
    assert len(members(one.final_file)) == 6
    for word in (str(one.torn_bytes), one.final_file.name, "6"):
        assert word in one.line("zh")
        assert word in one.line("en")
    assert one.to_json()["torn_bytes"] == one.torn_bytes
    assert salvage(tmp_path) == [], "a second run has nothing to do"


def members_of(data: bytes) -> list[bytes]:
    """The whole members at the beginning of `data`."""
    found = []
    while data:
        unpack = zlib.decompressobj(31)
        unpack.decompress(data)
        if not unpack.eof:
            break
        found.append(data[: len(data) - len(unpack.unused_data)])
        data = unpack.unused_data
    return found


@pytest.mark.parametrize("left", [b"", b"\x1f", b"\x1f\x8b\x08\0", bytes(5000), b"junk" * 99])
def test_a_file_without_a_whole_record_is_set_aside(tmp_path: Path, left: bytes) -> None:
    path = tmp_path / "test-00000.warc.gz.open"
    path.write_bytes(left)
    (one,) = salvage(tmp_path)
    assert (one.final_file, one.records, one.torn_bytes) == (None, 0, len(left))
    assert not path.exists()
    assert [p.read_bytes() for p in tmp_path.iterdir()] == ([left] if left else [])


def test_a_living_writer_is_left_alone(tmp_path: Path, make: Make) -> None:
    archive = make()
    ref = archive.append_exchange(exchange())
    assert salvage(tmp_path) == []
    archive.append_exchange(exchange())
    archive.close()
    assert only_file(tmp_path).name == ref.file
    assert check_file(only_file(tmp_path)).records == 5


def test_a_writer_that_finishes_while_salvage_looks_loses_nothing(
    quick_path: Path, make: Make
) -> None:
    number = 1
    while True:
        folder = quick_path / str(number)
        archive = make(folder)
        archive.append_exchange(exchange())
        came = at_line(number, archive.close, lambda f=folder: salvage(f), "archive/salvage.py")
        archive.close()
        assert only_file(folder).name == archive.files[0]
        assert check_file(only_file(folder)).records == 3
        if not came:
            break
        number += 1
    assert number > 5


def test_two_salvagers_do_not_meet(tmp_path: Path) -> None:
    path, _ = left_behind(tmp_path, torn=10)
    with path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert salvage(tmp_path) == []
    assert len(salvage(tmp_path)) == 1


def test_a_record_inside_a_body_is_never_saved_as_one(tmp_path: Path) -> None:
    """A compressor may store a body as it came: also one that is a whole archive file."""
    forged = whole_archive(tmp_path)
    body = forged.read_bytes()
    forged.unlink()
    with Archive(tmp_path, name="test", info=INFO, floor_bytes=0) as archive:
        archive.append_exchange(exchange(response=b"HTTP/1.1 200 OK\r\n\r\n" + body))
    path = only_file(tmp_path)
    data = b"".join(gzip.compress(one, compresslevel=0, mtime=0) for one in records(path))
    assert body in data, "the forged members lie open in the file"
    path.with_name(path.name + ".open").write_bytes(data[:-50])
    path.unlink()
    (one,) = salvage(tmp_path)
    assert one.records == 2
    assert one.final_file is not None
    assert [r.type for r in iter_records(one.final_file)] == ["warcinfo", "request"]


def test_damage_in_the_middle_keeps_every_byte(tmp_path: Path) -> None:
    path, data = left_behind(tmp_path, torn=0)
    damaged = bytearray(data)
    third = sum(len(m) for m in members_of(data)[:3])
    damaged[third + 50] ^= 0x55
    path.write_bytes(damaged)
    (one,) = salvage(tmp_path)
    assert one.records == 3
    assert one.torn_bytes == len(data) - third
    assert one.final_file is not None
    assert one.torn_file is not None
    assert one.final_file.read_bytes() + one.torn_file.read_bytes() == bytes(damaged)


def test_a_strangers_file_with_the_final_name_stays(tmp_path: Path) -> None:
    path, data = left_behind(tmp_path, torn=50)
    final = path.with_suffix("")
    final.write_bytes(b"a stranger")
    final.with_name(final.name + ".torn").write_bytes(b"another")
    (one,) = salvage(tmp_path)
    assert final.read_bytes() == b"a stranger"
    assert one.final_file not in {None, final}
    assert one.final_file is not None
    assert one.torn_file is not None
    assert one.final_file.read_bytes() + one.torn_file.read_bytes() == data


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path, data = left_behind(elsewhere, torn=9)
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / path.name).symlink_to(path)
    with pytest.raises(ArchiveError) as raised:
        salvage(folder)
    assert path.name in raised.value.diagnostics()
    assert path.read_bytes() == data
