"""The film of a recording: a container that other programs read, and what lies beside it."""

import io
import json
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from evidence.capture.avi import PER_SECOND, AviFile, jpeg_size
from evidence.capture.journal import Journal
from evidence.capture.recording import Film, Frame, Interruption, Recorded
from evidence.capture.recording_files import keep_recording
from evidence.capture.store import Store

AT = datetime(2026, 11, 24, 8, 0, 0, tzinfo=UTC)


def jpeg(colour: str, size: tuple[int, int] = (64, 48), **options: bool) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG", **options)
    return data.getvalue()


def chunks(data: bytes) -> list[tuple[bytes, int, bytes]]:
    """The chunks in `data` one after the other: name, place, content (RIFF)."""
    found, at = [], 0
    while at < len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        found.append((name, at, data[at + 8 : at + 8 + size]))
        assert at + 8 + size <= len(data)
        at += 8 + size + size % 2
    return found


def test_the_film_is_what_its_format_asks_for(tmp_path: Path) -> None:
    pictures = {0: jpeg("red"), 7: jpeg("green"), 30: jpeg("blue")}
    film = AviFile(tmp_path / "f.avi", 64, 48)
    for place, data in pictures.items():
        assert film.add(data, place) == place
    film.sync()
    assert not (tmp_path / "f.avi").exists()
    film.close(50)

    data = (tmp_path / "f.avi").read_bytes()
    assert data[:4] + data[8:12] == b"RIFFAVI "
    assert struct.unpack_from("<I", data, 4)[0] == len(data) - 8
    (_, _, head), (_, movie_at, movie), (name, _, index) = chunks(data[12:])
    assert (head[:4], movie[:4], name) == (b"hdrl", b"movi", b"idx1")
    main = struct.unpack_from("<14I", head, 12)
    assert (main[0], main[4], main[8:10]) == (1_000_000 // PER_SECOND, 50, (64, 48))
    stream = head[head.index(b"strh") + 8 :]
    assert stream[:8] == b"vidsMJPG"
    assert struct.unpack_from("<II", stream, 20) == (1, PER_SECOND)

    shown = {}
    for number, (_, flags, offset, size) in enumerate(struct.iter_unpack("<4sIII", index)):
        at = 12 + movie_at + 8 + offset  # counted from the word "movi"
        assert struct.unpack_from("<4sI", data, at) == (b"00dc", size)
        assert bool(flags & 0x10) == bool(size)
        if size:
            shown[number] = data[at + 8 : at + 8 + size]
    assert shown == pictures
    assert len(index) // 16 == 50
    assert [one[0] for one in chunks(movie[4:])] == [b"00dc"] * 50


def test_pictures_that_come_too_soon_take_the_next_place(tmp_path: Path) -> None:
    film = AviFile(tmp_path / "f.avi", 64, 48)
    assert [film.add(jpeg("red"), place) for place in (0, 0, 0, 9)] == [0, 1, 2, 9]
    film.abandon()
    assert not (tmp_path / "f.avi").exists()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True}])
def test_the_size_of_a_picture(options: dict[str, bool]) -> None:
    assert jpeg_size(jpeg("red", (97, 61), **options)) == (97, 61)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG", b"\xff\xd8", b"\xff\xd8" + b"\xff" * 40, b"\xff\xd8\xff\xe0\0\0" * 9]
)
def test_what_is_no_picture_has_no_size(data: bytes) -> None:
    with pytest.raises(ValueError, match="JPEG"):
        jpeg_size(data)


def test_times_addresses_and_interruptions_lie_beside_the_film(tmp_path: Path) -> None:
    store, journal = Store(tmp_path / "C-1"), Journal()
    film = AviFile(store.folder / "recording-01.avi", 64, 48)
    film.add(jpeg("red"), 0)
    film.close(40)
    began = AT.timestamp()
    recorded = Recorded(
        [Film("recording-01.avi", 64, 48, began, began + 4, 1)],
        [Frame(1, 0, began, 700)],
        [Interruption("login", "登录", "login", began + 2, began + 3)],
    )
    addresses = [
        (AT, "http://shop.example/\u202e\x1b[2J茶"),
        (AT + timedelta(seconds=3), "http://shop.example/2"),
    ]
    keep_recording(store, journal, recorded, addresses)

    said = json.loads((store.folder / "recording.json").read_bytes())
    assert (said["seconds"], said["breaks"]) == (4.0, 1)
    assert said["pictures"] == [[1, 0, AT.isoformat(), 700, False]]
    assert said["films"][0]["to"] == (AT + timedelta(seconds=4)).isoformat()
    lines = (store.folder / "recording-01.srt").read_text().split("\n\n")
    assert lines[0].splitlines()[1:3] == [
        "00:00:00,000 --> 00:00:01,000",
        "2026-11-24 16:00:00 北京时间",
    ]
    assert lines[0].splitlines()[3] == "http://shop.example/\\u202e\\x1b[2J\\u8336"
    assert lines[2].endswith("录屏中断")
    assert lines[3].endswith("http://shop.example/2")
    assert {one.role for one in store.artefacts} == {
        "recording",
        "recording-index",
        "recording-subtitles",
    }
    assert "中断 1 次" in journal.steps[-1].result


def test_no_film_is_told(tmp_path: Path) -> None:
    store, journal = Store(tmp_path / "C-1"), Journal()
    keep_recording(store, journal, Recorded(), [])
    assert [gap.code for gap in journal.gaps] == ["recording"]
    assert store.artefacts == []
