"""The order in which things become durable (what a power cut leaves depends on it)."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evidence.archive.durable import rename_new, write_at, write_failed
from evidence.archive.salvage import salvage
from tests.evidence.archive.conftest import Make
from tests.evidence.archive.samples import exchange, whole_archive


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is synced, linked and taken away, in order; the calls are made all the same."""
    told: list[str] = []

    def watch(name: str, label: Callable[..., str]) -> None:
        call = getattr(os, name)

        def watched(*arguments: object, **options: object) -> object:
            told.append(label(*arguments))
            return call(*arguments, **options)

        monkeypatch.setattr(os, name, watched)

    def synced(descriptor: int) -> str:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        return "sync folder" if is_folder else "sync file"

    watch("fsync", synced)
    watch("link", lambda source, target: f"link {Path(target).name.partition('.')[2]}")
    watch("unlink", lambda path: f"unlink {Path(path).name.partition('.')[2]}")
    yield told


def test_a_file_is_synced_before_it_is_named_and_its_folder_after(
    make: Make, steps: list[str]
) -> None:
    archive = make()
    archive.append_exchange(exchange())
    assert steps == [], "appending does not wait for the disk"
    archive.sync()
    assert steps == ["sync file", "sync folder"], "the new file's name is durable too"
    archive.append_exchange(exchange())
    archive.sync()
    assert steps[2:] == ["sync file"]
    archive.append_exchange(exchange())
    archive.close()
    assert steps[3:] == [
        "sync file",
        "link warc.gz",
        "sync folder",
        "unlink warc.gz.open",
        "sync folder",
    ]


@pytest.mark.parametrize("torn", [0, 9])
def test_the_leftover_goes_last(tmp_path: Path, steps: list[str], torn: int) -> None:
    path = whole_archive(tmp_path)
    data = path.read_bytes()
    path.unlink()
    path.with_name(path.name + ".open").write_bytes(data[: len(data) - torn])
    steps.clear()
    salvage(tmp_path)
    assert steps[0] == "sync file", "what is read may be in memory only"
    gone = steps.index("unlink warc.gz.open")
    before = steps[:gone]
    for name in ["warc.gz", *(["warc.gz.torn"] if torn else [])]:
        named = before.index(f"link {name}")
        assert "sync folder" in before[named:]
        assert "sync file" in before[:named]
    assert before.count("sync file") == (3 if torn else 1)
    assert "sync folder" in steps[gone:]


def test_a_name_that_is_taken_is_not_taken_over(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_bytes(b"ours")
    theirs.write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        rename_new(ours, theirs)
    assert (ours.read_bytes(), theirs.read_bytes()) == (b"ours", b"theirs")
    rename_new(ours, tmp_path / "free")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["free", "theirs"]


def test_all_is_written_where_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "file"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        write_at(descriptor, b"world", 6)
        write_at(descriptor, b"hello ", 0)
    finally:
        os.close(descriptor)
    assert path.read_bytes() == b"hello world"


def test_a_full_device_is_told_from_other_errors() -> None:
    descriptor = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(OSError, match="No space") as raised:
            os.write(descriptor, b"x")
    finally:
        os.close(descriptor)
    path = Path("/archive/a.warc.gz")
    full = write_failed(path, raised.value)
    other = write_failed(path, PermissionError(errno.EACCES, "Permission denied"))
    assert (full.disk_full, other.disk_full) == (True, False)
    for error in (full, other):
        assert str(path) in error.diagnostics("zh")
        assert str(path) in error.diagnostics("en")
