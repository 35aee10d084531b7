"""Files of a capture: whole or not there, under names of ours, with their digests."""

import errno
import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from evidence.archive.salvage import is_held
from evidence.capture.store import BEGUN, Artefact, Store, json_bytes
from evidence.errors import ArchiveError, CaptureFault


def test_a_file_has_the_digests_of_its_bytes(tmp_path: Path) -> None:
    store = Store(tmp_path / "C-1")
    data = "普洱茶".encode() * 1000
    one = store.write("text.txt", "text", "text/plain", data, title="文字", note="注")
    assert (store.folder / "text.txt").read_bytes() == data
    assert one.size == len(data)
    assert one.sha256 == "sha256:" + hashlib.sha256(data).hexdigest()
    assert one.sm3 == "sm3:" + hashlib.new("sm3", data).hexdigest()
    assert store.artefacts == [one]
    assert Artefact.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert [path.name for path in store.folder.iterdir()] == ["text.txt"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    store = Store(tmp_path / "C-1")
    store.write("text.txt", "text", "text/plain", b"first")
    with pytest.raises(ArchiveError):
        store.write("text.txt", "text", "text/plain", b"second")
    assert (store.folder / "text.txt").read_bytes() == b"first"


def test_a_folder_that_holds_something_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("evidence")
    with pytest.raises(CaptureFault) as caught:
        Store(tmp_path)
    assert caught.value.code == "folder"
    assert str(tmp_path) in caught.value.diagnostics("zh")
    assert (tmp_path / "old.txt").read_text() == "evidence"


def test_a_full_disk_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "C-1")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("evidence.capture.store.os.fsync", full)
    with pytest.raises(ArchiveError) as caught:
        store.write("page-01.png", "screenshot", "image/png", b"png")
    assert caught.value.disk_full
    assert not (store.folder / "page-01.png").exists()


def test_what_the_disk_gives_back_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "C-1")
    monkeypatch.setattr(
        "evidence.capture.store._write_whole", lambda path, data: path.write_bytes(b"other")
    )
    with pytest.raises(ArchiveError, match="read back"):
        store.write("text.txt", "text", "text/plain", b"data")


def test_a_capture_under_way_is_locked(tmp_path: Path) -> None:
    store = Store(tmp_path / "C-1")
    store.begin({"url": "http://shop.example/"})
    assert is_held(store.folder / BEGUN)
    store.release()
    assert not is_held(store.folder / BEGUN)
    store.withdraw()
    assert not store.folder.exists()


def test_what_was_captured_is_not_withdrawn(tmp_path: Path) -> None:
    store = Store(tmp_path / "C-1")
    store.begin({})
    store.write("text.txt", "text", "text/plain", b"kept")
    store.withdraw()
    assert (store.folder / "text.txt").read_bytes() == b"kept"


def test_json_hides_nothing_and_steers_nothing() -> None:
    hostile = "价格\x1b[2J\u202egnp.exe\u200b\x00\x9b\ud800\U000e0041\u2028\n茶"
    data = json_bytes({hostile: hostile})
    text = data.decode("utf-8")
    shown = text.replace("\n", "")
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown)
    assert "价格" in text
    assert json.loads(text) == {hostile: hostile}


KILLED = """
import os, signal, sys
from pathlib import Path
from evidence.capture import store as module
from evidence.archive import durable
at, calls = int(sys.argv[2]), 0
def counted(function):
    def call(*a, **k):
        global calls
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return function(*a, **k)
    return call
for name in ("fsync", "link", "unlink", "open", "pwrite"):
    setattr(os, name, counted(getattr(os, name)))
store = module.Store(Path(sys.argv[1]))
store.write("one.bin", "text", "text/plain", b"1" * 5000)
store.write("two.bin", "text", "text/plain", b"2" * 5000)
print("done")
"""


def test_killed_at_any_write_a_file_is_there_whole_or_not_at_all(quick_path: Path) -> None:
    finished = False
    for at in range(60):
        folder = quick_path / f"C-{at}"
        ran = subprocess.run(
            [sys.executable, "-c", KILLED, str(folder), str(at)], capture_output=True, text=True
        )
        named = [path for path in folder.glob("*") if not path.name.endswith(".part")]
        for path in named:
            assert (
                path.read_bytes()
                == path.name[0].replace("o", "1").replace("t", "2").encode() * 5000
            )
        if "done" in ran.stdout:
            finished = True
            break
    assert finished
    assert at > 10
    assert sorted(path.name for path in named) == ["one.bin", "two.bin"]
