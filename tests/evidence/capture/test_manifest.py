"""capture.json: what is written is what is read, and nothing else is taken for it."""

import json
from pathlib import Path
from typing import Any

import pytest

from evidence.capture.faults import CODES
from evidence.capture.manifest import Artefact, is_capture, ordered, read_capture
from evidence.errors import CaptureFault
from tests.evidence.capture.made import AT, made, rewrite


def test_what_is_written_is_read(tmp_path: Path) -> None:
    captured = made(tmp_path / "C-1")
    assert read_capture(tmp_path / "C-1") == captured
    assert captured.flagged("dialogs")
    assert not captured.flagged("hang")
    assert captured.read_text("text") == "国家级"
    assert captured.read_text("pdf") == ""
    assert captured.path("pdf") is None


def test_the_digest_is_that_of_the_manifest(tmp_path: Path) -> None:
    one, other = made(tmp_path / "C-1"), made(tmp_path / "C-2")
    assert one.digest != other.digest
    assert one.digest == read_capture(tmp_path / "C-1").digest


def test_the_manifest_is_plain_text(tmp_path: Path) -> None:
    captured = made(tmp_path / "C-1")
    text = (captured.folder / "capture.json").read_text("utf-8")
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "某茶行" in text


def test_an_unfinished_capture_is_named_as_such(tmp_path: Path) -> None:
    made(tmp_path / "C-1", finish=False)
    assert is_capture(tmp_path / "C-1")
    with pytest.raises(CaptureFault) as caught:
        read_capture(tmp_path / "C-1")
    assert caught.value.code == "capture-unfinished"
    assert "未完成" in caught.value.diagnostics("zh")
    assert str(tmp_path / "C-1") in caught.value.diagnostics("en")


def test_another_folder_is_no_capture(tmp_path: Path) -> None:
    (tmp_path / "traffic.json").touch()
    assert not is_capture(tmp_path)
    assert not is_capture(tmp_path / "traffic.json")
    assert not is_capture(tmp_path / "nowhere")


def _set(name: str, to: Any) -> Any:
    return lambda value: value.__setitem__(name, to)


@pytest.mark.parametrize(
    "change",
    [
        _set("format", "wangjian-capture/2"),
        _set("artefacts", [{"name": "x"}]),
        _set("artefacts", 7),
        _set("started_at", "yesterday"),
        _set("main", {"file": "x"}),
        _set("flags", [{"code": "hang"}]),
        _set("clock", None),
        lambda value: value.pop("number"),
        lambda value: value.clear(),
    ],
)
def test_what_makes_no_sense_is_a_fault_not_a_crash(tmp_path: Path, change: Any) -> None:
    made(tmp_path / "C-1")
    rewrite(tmp_path / "C-1", change)
    with pytest.raises(CaptureFault) as caught:
        read_capture(tmp_path / "C-1")
    assert caught.value.code == "manifest-unreadable"


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b'{"format": 1, "format": 2}', b"[]", b"7"]
)
def test_what_is_no_json_is_a_fault_not_a_crash(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "capture.json").write_bytes(text)
    with pytest.raises(CaptureFault) as caught:
        read_capture(tmp_path)
    assert caught.value.code == "manifest-unreadable"


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    made(tmp_path / "C-1")
    path = tmp_path / "C-1" / "capture.json"
    path.write_text(path.read_text().replace('"number"', '"number": "other", "number"', 1))
    assert json.loads(path.read_text())["number"] == "C-1"
    with pytest.raises(CaptureFault):
        read_capture(tmp_path / "C-1")


def test_pictures_come_first(tmp_path: Path) -> None:
    def one(name: str, role: str) -> Artefact:
        return Artefact(name, role, "x/y", 1, "sha256:0", None, AT)

    mixed = [one("begun.json", "begun"), one("z", "new"), one("page-02.png", "screenshot")]
    mixed += [one("page-01.png", "screenshot"), one("t.warc.gz", "warc")]
    assert [a.name for a in ordered(mixed)] == [
        "page-01.png",
        "page-02.png",
        "t.warc.gz",
        "begun.json",
        "z",
    ]


def test_every_fault_speaks_both_languages() -> None:
    for zh, en in CODES.values():
        assert any("\u4e00" <= c <= "\u9fff" for c in zh)
        assert en.isascii()
        assert ("{what}" in zh) == ("{what}" in en)
