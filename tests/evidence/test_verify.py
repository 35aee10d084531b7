"""Verification of files and folders: the decision, the lines, the JSON."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from evidence.archive.archive import Archive
from evidence.verify import KINDS, Message, Verified, verify_paths
from tests.evidence.archive.samples import INFO, exchange, only_file, whole_archive


def codes(item: Verified) -> list[str]:
    return [one.code for one in item.faults]


def test_a_whole_folder_is_whole(tmp_path: Path) -> None:
    whole_archive(tmp_path / "archive")
    whole_archive(tmp_path / "archive" / "older")
    (tmp_path / "readme.txt").write_text("passed over")
    report = verify_paths([tmp_path])
    assert report.ok
    assert [item.kind for item in report.items] == ["archive", "archive"]
    assert report.records == 14
    assert report.lines() == []


def test_a_tampered_file_is_named_with_place_and_reason(tmp_path: Path) -> None:
    good = whole_archive(tmp_path / "a")
    bad = whole_archive(tmp_path / "b")
    data = bytearray(bad.read_bytes())
    data[-5] ^= 1
    bad.write_bytes(data)
    report = verify_paths([good, tmp_path / "b"])
    assert not report.ok
    assert [item.ok for item in report.items] == [True, False]
    for language, word in (("zh", "校验值"), ("en", "trailer")):
        (line,) = report.lines(language)
        assert str(bad) in line
        assert word in line
        assert "gzip-check" in line
        assert line.isprintable()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "path-missing"),
        (lambda path: path.mkdir(), "nothing-to-verify"),
        (lambda path: path.write_text("x"), "unknown-kind"),
        (lambda path: path.symlink_to("nowhere"), "path-missing"),
    ],
)
def test_what_cannot_be_verified_is_not_whole(tmp_path: Path, make: object, code: str) -> None:
    path = tmp_path / "evidence"
    make(path)  # type: ignore[operator]
    report = verify_paths([path])
    assert not report.ok
    assert codes(report.items[0]) == [code]


def test_nothing_asked_is_nothing_proved() -> None:
    assert not verify_paths([]).ok


def test_a_leftover_is_a_fault_and_a_file_being_written_is_not(tmp_path: Path) -> None:
    whole_archive(tmp_path)
    leftover = tmp_path / "old-00000.warc.gz.open"
    leftover.write_bytes(b"x" * 10)
    with Archive(tmp_path, name="running", info=INFO, floor_bytes=0) as archive:
        archive.append_exchange(exchange())
        report = verify_paths([tmp_path])
        faults = {item.path.name: codes(item) for item in report.items if not item.ok}
        assert faults == {leftover.name: ["left-open"]}
        assert [n.code for i in report.items for n in i.notices] == ["being-written"]
        leftover.rename(tmp_path / "old-00000.warc.gz.torn")
        report = verify_paths([tmp_path])
        assert report.ok
        assert sorted(n.code for i in report.items for n in i.notices) == [
            "being-written",
            "torn-tail",
        ]
        assert len(report.lines("en")) == 2


def test_a_half_made_copy_is_a_fault(tmp_path: Path) -> None:
    for end in (".part", ".torn.part"):
        path = tmp_path / f"old-00000.warc.gz{end}"
        path.write_bytes(b"x")
        assert codes(verify_paths([path]).items[0]) == ["left-open"]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    whole = whole_archive(tmp_path / "elsewhere")
    folder = tmp_path / "archive"
    whole_archive(folder)
    (folder / "z-link.warc.gz").symlink_to(whole)
    (folder / "z-loop").symlink_to(folder)
    report = verify_paths([folder])
    assert report.ok
    assert [n.code for i in report.items for n in i.notices] == ["link"]
    assert report.records == 7


def test_the_report_is_plain_json(tmp_path: Path) -> None:
    path = whole_archive(tmp_path)
    path.write_bytes(path.read_bytes()[:-3])
    said = json.loads(json.dumps(verify_paths([tmp_path]).to_json(), ensure_ascii=False))
    assert said["ok"] is False
    (item,) = said["items"]
    assert (item["path"], item["kind"], item["ok"]) == (str(path), "archive", False)
    (fault,) = item["faults"]
    assert fault["code"] == "torn"
    assert fault["where"].isdigit()
    assert fault["zh"] != fault["en"]


def test_each_result_is_told_as_it_comes(tmp_path: Path) -> None:
    whole_archive(tmp_path / "a")
    whole_archive(tmp_path / "b")
    seen: list[Verified] = []
    report = verify_paths([tmp_path], watch=seen.append)
    assert seen == report.items
    assert len(seen) == 2


def test_a_further_kind_joins_without_a_change_here(tmp_path: Path) -> None:
    class Ledger:
        name = "ledger"

        def knows(self, path: Path) -> bool:
            return path.name == "ledger"

        def verify(self, path: Path) -> Verified:
            fault = Message("entry-missing", "第 3 条缺失", "entry 3 is missing", "3")
            return Verified(path, self.name, 2, (fault,))

    whole_archive(tmp_path / "archive")
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "x.warc.gz").write_bytes(b"the ledger's own business")
    report = verify_paths([tmp_path], kinds=(*KINDS, Ledger()))
    assert [(i.kind, i.ok, i.records) for i in report.items] == [
        ("archive", True, 7),
        ("ledger", False, 2),
    ]
    assert report.lines("en") == [f"{tmp_path / 'ledger'}[3]: entry 3 is missing (entry-missing)"]


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path: Path) -> None:
    folder, pipe = tmp_path / "folder.warc.gz", tmp_path / "pipe.warc.gz"
    folder.mkdir()
    os.mkfifo(pipe)
    os.mkfifo(tmp_path / "pipe.warc.gz.open")
    report = verify_paths([tmp_path])
    assert [codes(item) for item in report.items] == [["unreadable"], ["unreadable"], ["left-open"]]


def test_hostile_file_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\u202e\n.warc.gz"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    (line,) = verify_paths([path]).lines()
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cf", "Zl", "Zp"}
    assert only_file(tmp_path).exists()
