"""Captures verified: every change to a file, the list or the records is found and named."""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.capture.capture_kind import CaptureKind, unfinished
from evidence.capture.store import Store
from evidence.verify import KINDS, VerifyReport, verify_paths
from tests.evidence.capture.made import made, rewrite

Change = Callable[[Path], None]


def verified(*folders: Path) -> VerifyReport:
    return verify_paths(folders, kinds=(CaptureKind(), *KINDS))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("made") / "C-1").folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "C-1"))


def test_a_whole_capture_is_whole(whole: Path) -> None:
    report = verified(whole)
    assert report.ok
    assert [item.kind for item in report.items] == ["capture"]
    assert report.records == 6  # twice: warcinfo, request, response


def test_captures_are_found_below_a_folder(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "a" / "C-1")
    shutil.copytree(whole, tmp_path / "b" / "C-1")
    report = verified(tmp_path)
    assert report.ok
    assert len(report.items) == 2


def _warc(folder: Path) -> Path:
    return next(folder.glob("traffic-*.warc.gz"))


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def _link(folder: Path) -> None:
    (folder / "text.txt").rename(folder.parent / "text.txt")
    (folder / "text.txt").symlink_to(folder.parent / "text.txt")


def _relist(folder: Path, which: str, **changes: object) -> None:
    """Change what the manifest says of the file `which`."""

    def change(value: dict[str, object]) -> None:
        for one in value["artefacts"]:  # type: ignore[attr-defined]
            if one["name"] == which:
                one.update(changes)

    rewrite(folder, change)


def _unlist(folder: Path, role: str) -> None:
    def change(value: dict[str, object]) -> None:
        listed = value["artefacts"]
        value["artefacts"] = [one for one in listed if one["role"] != role]  # type: ignore[attr-defined]

    rewrite(folder, change)


def _another_record(folder: Path) -> None:
    rewrite(folder, lambda value: value["main"].__setitem__("block_digest", "sha256:" + "0" * 64))


def _another_place(folder: Path) -> None:
    rewrite(folder, lambda value: value["second"]["record"].__setitem__("file", "../../etc/passwd"))


def _twice(folder: Path) -> None:
    rewrite(folder, lambda value: value["artefacts"].append(value["artefacts"][0]))


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (lambda f: (f / "capture.json").unlink(), "capture-unfinished", ""),
        (lambda f: (f / "capture.json").write_text("{"), "manifest-unreadable", "capture.json"),
        (lambda f: (f / "text.txt").write_text("国家极"), "artefact-changed", "text.txt"),
        (lambda f: (f / "text.txt").unlink(), "artefact-missing", "text.txt"),
        (lambda f: (f / "text.txt").rename(f / "t.txt"), "artefact-missing", "text.txt"),
        (lambda f: (f / "extra.png").touch(), "artefact-unlisted", "extra.png"),
        (lambda f: (f / "page.pdf.part").touch(), "artefact-unlisted", "page.pdf.part"),
        (lambda f: (f / "sub").mkdir(), "artefact-unlisted", "sub"),
        (lambda f: (f / "\x1b[2J").touch(), "artefact-unlisted", "\\x1b[2J"),
        (_link, "artefact-missing", "text.txt"),
        (lambda f: _flip(_warc(f), -3), "artefact-changed", "traffic-"),
        (lambda f: _flip(_warc(f), -3), "gzip-check", "traffic-"),
        (lambda f: _relist(f, "text.txt", name="../C-1/text.txt"), "artefact-name", "capture.json"),
        (lambda f: _relist(f, "text.txt", name="capture.json"), "artefact-name", "capture.json"),
        (lambda f: _relist(f, "text.txt", sha256="sha256:" + "0" * 64), "artefact-changed", "text"),
        (lambda f: _relist(f, "text.txt", sm3="sm3:" + "0" * 64), "artefact-changed", "text.txt"),
        (lambda f: _relist(f, "text.txt", bytes=3), "artefact-changed", "text.txt"),
        (_twice, "artefact-repeated", "capture.json"),
        (lambda f: _unlist(f, "warc"), "manifest-incomplete", "capture.json"),
        (lambda f: _unlist(f, "environment"), "manifest-incomplete", "capture.json"),
        (lambda f: _unlist(f, "screenshot"), "artefact-unlisted", "page-01.png"),
        (_another_record, "record-elsewhere", "traffic-"),
        (_another_place, "record-elsewhere", "../../etc/passwd"),
    ],
)
def test_a_change_is_found_and_named(copy: Path, change: Change, code: str, where: str) -> None:
    change(copy)
    report = verified(copy)
    assert not report.ok
    (item,) = report.items
    found = [one for one in item.faults if one.code == code]
    assert found, [one.code for one in item.faults]
    assert any(one.where.startswith(where) for one in found)
    for language in ("zh", "en"):
        assert all(line.isprintable() for line in report.lines(language))


def test_a_record_that_the_list_of_traffic_names_must_be_there(copy: Path) -> None:
    path = copy / "traffic.json"
    value = json.loads(path.read_bytes())
    value["exchanges"][0]["record"]["offset"] += 1
    path.write_text(json.dumps(value))
    codes = {one.code for one in verified(copy).items[0].faults}
    assert codes == {"artefact-changed", "record-elsewhere"}


def test_no_changed_byte_goes_unseen(copy: Path) -> None:
    chance = random.Random(7)
    files = sorted(path for path in copy.iterdir() if path.name != "capture.json")
    for path in files:
        data = path.read_bytes()
        for _ in range(8):
            _flip(path, chance.randrange(len(data)))
            (item,) = verified(copy).items
            assert any(path.name in one.where for one in item.faults), path.name
            path.write_bytes(data)
    assert verified(copy).ok


def test_a_capture_under_way_is_a_notice_and_one_left_behind_a_fault(tmp_path: Path) -> None:
    store = Store(tmp_path / "C-1")
    store.begin({})
    report = verified(tmp_path / "C-1")
    assert report.ok
    assert [one.code for one in report.items[0].notices] == ["being-captured"]
    store.release()
    assert [one.code for one in verified(tmp_path / "C-1").items[0].faults] == [
        "capture-unfinished"
    ]


def test_unfinished_captures_are_listed(tmp_path: Path) -> None:
    made(tmp_path / "C-1")
    made(tmp_path / "C-2", finish=False)
    (tmp_path / "C-3").mkdir()
    living = Store(tmp_path / "C-4")
    living.begin({})
    assert [path.name for path in unfinished(tmp_path)] == ["C-2"]
    living.release()
    assert [path.name for path in unfinished(tmp_path)] == ["C-2", "C-4"]


def test_a_folder_that_may_not_be_read_is_a_fault(copy: Path) -> None:
    if os.geteuid() == 0:
        (copy / "text.txt").unlink()
        os.mkfifo(copy / "text.txt")  # root may read all; a pipe is no file all the same
    else:
        (copy / "text.txt").chmod(0)
    codes = [one.code for one in verified(copy).items[0].faults]
    assert codes == ["artefact-missing"]
