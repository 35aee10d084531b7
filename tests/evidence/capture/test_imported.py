"""Recordings made elsewhere: copied byte for byte, named by us, told by their content."""

import io
import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from evidence.capture.attendance import Attendance, Attendant
from evidence.capture.capture_kind import CaptureKind
from evidence.capture.file_kinds import kind_of
from evidence.capture.imported import ImportLimits, Origin, import_recordings
from evidence.capture.manifest import Captured, read_capture
from evidence.capture.settings import CaptureSettings
from evidence.errors import ArchiveError, CaptureFault
from evidence.package.captured import capture_of
from evidence.verify import KINDS, verify_paths
from tests.evidence.capture.made import rewrite
from tests.evidence.capture.test_clock import reply, server
from tests.evidence.network.servers import run

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
TWO = Attendance(
    (Attendant("张某", "530100-001", AT), Attendant("李某", "530100-002", AT)), "某路1号"
)
ORIGIN = Origin("某牌手机 X1", "2026年11月24日上午", "直播间“国家级”", "")
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2" + os.urandom(3_000_000)


def taken(
    files: list[Path],
    folder: Path,
    attendance: Attendance = TWO,
    *,
    origin: Origin = ORIGIN,
    limits: ImportLimits | None = None,
    clock: bool = True,
    floor: int = 0,
) -> Captured:
    """Import `files` with a time source on loopback."""

    async def work() -> Captured:
        async with server(reply) as source:
            settings = CaptureSettings(time_servers=[source] if clock else [], floor_bytes=floor)
            return await import_recordings(
                files,
                folder,
                attendance=attendance,
                origin=origin,
                settings=settings,
                limits=limits,
            )

    return run(work())


def faults(folder: Path) -> list[str]:
    report = verify_paths([folder], kinds=(CaptureKind(), *KINDS))
    return [fault.code for item in report.items for fault in item.faults]


@pytest.fixture
def phone(tmp_path: Path) -> list[Path]:
    """What a phone gave, one under a name that is none of ours and lies about what it is."""
    video, picture = tmp_path / "录屏 ../\u202efdp.exe".replace("/", "_"), tmp_path / "b.mp4"
    video.write_bytes(MP4)
    data = io.BytesIO()
    Image.new("RGB", (9, 9)).save(data, "PNG")
    picture.write_bytes(data.getvalue())
    return [video, picture]


def test_recordings_are_copied_and_verified(phone: list[Path], tmp_path: Path) -> None:
    captured = taken(phone, tmp_path / "C-1")
    assert faults(tmp_path / "C-1") == []
    assert (captured.manner, captured.title) == ("imported", "直播间“国家级”")
    assert [(one.name, one.media_type) for one in captured.of_role("imported")] == [
        ("import-001.mp4", "video/mp4"),
        ("import-002.png", "image/png"),
    ]
    for original, copy in zip(phone, captured.of_role("imported"), strict=True):
        assert (captured.folder / copy.name).read_bytes() == original.read_bytes()
        assert copy.sha256.startswith("sha256:")
        assert copy.sm3 is None or copy.sm3.startswith("sm3:")
        assert original.name not in copy.title + copy.note
    said = json.loads((captured.folder / "import.json").read_bytes())
    assert said["files"][0]["original_name"] == phone[0].name
    assert said["device"] == "某牌手机 X1"
    assert "\u202e" not in (captured.folder / "import.json").read_text()
    assert [step.code for step in captured.steps] == ["confirmed", "confirmed", "import", "import"]
    assert read_capture(captured.folder) == captured


def test_an_import_goes_into_a_package(phone: list[Path], tmp_path: Path) -> None:
    captured = taken(phone, tmp_path / "C-1", replace(TWO, after_decision=True))
    case = capture_of(captured.folder)
    assert (case.manner, case.after_decision) == ("imported", True)
    assert [one.name for one in case.officers] == ["张某", "李某"]
    assert case.clock is not None
    assert case.warcs == ()


def test_a_changed_copy_is_found(phone: list[Path], tmp_path: Path) -> None:
    folder = taken(phone, tmp_path / "C-1").folder
    copy = folder / "import-001.mp4"
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1  # a fixed byte would now and then be the one that chance had put there
    copy.write_bytes(data)
    assert faults(folder) == ["artefact-changed"]
    rewrite(folder, lambda value: value["attendance"]["officers"].pop())
    assert "two-officers" in faults(folder)
    rewrite(folder, lambda value: value.update(manner="attended"))
    assert "manifest-incomplete" in faults(folder)
    rewrite(folder, lambda value: value.update(manner="believed"))
    assert faults(folder) == ["manifest-unreadable"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"attendance": Attendance(TWO.officers[:1])}, "two-officers"),
        ({"attendance": Attendance((TWO.officers[0], Attendant("李某")))}, "not-confirmed"),
        ({"clock": False}, "clock-not-measured"),
        ({"origin": Origin(" ")}, "import-device"),
        ({"limits": ImportLimits(files=1)}, "import-size"),
        ({"limits": ImportLimits(file_bytes=1000)}, "import-size"),
        ({"limits": ImportLimits(total_bytes=1000)}, "import-size"),
    ],
)
def test_what_is_not_as_it_must_be_leaves_nothing(
    phone: list[Path], tmp_path: Path, change: dict[str, object], code: str
) -> None:
    with pytest.raises(CaptureFault) as caught:
        taken(phone, tmp_path / "C-1", **change)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert caught.value.diagnostics("zh")
    assert not (tmp_path / "C-1").exists()


def test_no_pipe_no_folder_no_empty_file(tmp_path: Path) -> None:
    pipe, empty = tmp_path / "pipe", tmp_path / "empty"
    os.mkfifo(pipe)
    empty.touch()
    for path in (pipe, empty, tmp_path, tmp_path / "none"):
        with pytest.raises(CaptureFault) as caught:
            taken([path], tmp_path / "C-1")
        assert caught.value.code == "import-file"


def test_too_little_room_leaves_it_unfinished(phone: list[Path], tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        taken(phone, tmp_path / "C-1", floor=1 << 60)
    assert caught.value.disk_full
    assert faults(tmp_path / "C-1") == ["capture-unfinished"]


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\0\0\0\x14ftypqt  ", "video/quicktime"),
        (b"\0\0\0\x14ftyp3gp4", "video/3gpp"),
        (b"\0\0\0\x14ftypheic", "image/heic"),
        (b"\0\0\0\x14ftypM4A ", "audio/mp4"),
        (b"RIFF\0\0\0\0AVI LIST", "video/x-msvideo"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"RIFF\0\0\0\0ACON", "application/octet-stream"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x82\x84webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x82\x88matroska", "video/x-matroska"),
        ((b"\x47" + bytes(187)) * 3, "video/mp2t"),
        (b"#!AMR\n", "audio/amr"),
        (b"<html><script>", "application/octet-stream"),
        (b"MZ\x90\0", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_kinds_are_told_by_content(head: bytes, media_type: str) -> None:
    assert kind_of(head).media_type == media_type
