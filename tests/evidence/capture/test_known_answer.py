"""The page with the known answer: passes where all works, and says what does not."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from evidence.capture.attendance import Account, Attendance, Attendant, check_attendance
from evidence.capture.capture import CaptureSettings
from evidence.capture.clock import ClockReading
from evidence.capture.known_answer import KnownAnswer, ask_known_answer, png_pixel
from evidence.errors import CaptureFault
from tests.evidence.capture.site import INFO
from tests.evidence.network.servers import run

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
CLOCK = ClockReading("127.0.0.1:123", AT, 1.5, 2.0, 2, 4)
NO_CLOCK = ClockReading("", AT, zh="未配置", en="none")
TWO = (
    Attendant("张某", "530100-001", AT),
    Attendant("李某", "530100-002", AT),
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownAnswer:
    folder = tmp_path_factory.mktemp("known") / "known-answer"
    return run(ask_known_answer(folder, CaptureSettings(info=INFO, floor_bytes=0)))


def test_what_is_known_comes_as_it_should(known: KnownAnswer) -> None:
    assert [item.code for item in known.items if not item.ok] == []
    assert known.ok
    assert {item.code for item in known.items} >= {"bytes", "picture", "guard", "script"}
    assert json.loads(json.dumps([item.to_json() for item in known.items]))[0]["ok"] is True


def test_what_does_not_come_is_named(known: KnownAnswer) -> None:
    item = known.items[0]
    broken = replace(known, items=(replace(item, got=item.got[:-2]), *known.items[1:]))
    assert not broken.ok
    assert broken.failed == ["bytes"]


def test_an_attended_capture_may_begin(known: KnownAnswer) -> None:
    check_attendance(Attendance(TWO), CLOCK, known)


@pytest.mark.parametrize(
    ("officers", "clock", "code"),
    [
        (TWO[:1], CLOCK, "two-officers"),
        ((TWO[0], TWO[0]), CLOCK, "two-officers"),
        ((TWO[0], replace(TWO[0], certificate="x")), CLOCK, "two-officers"),
        ((TWO[0], replace(TWO[1], confirmed_at=None)), CLOCK, "not-confirmed"),
        (TWO, NO_CLOCK, "clock-not-measured"),
    ],
)
def test_an_attended_capture_may_not_begin(
    known: KnownAnswer, officers: tuple[Attendant, ...], clock: ClockReading, code: str
) -> None:
    with pytest.raises(CaptureFault) as caught:
        check_attendance(Attendance(officers), clock, known)
    assert caught.value.code == code
    assert caught.value.diagnostics("zh")


def test_a_failed_known_answer_stops_it(known: KnownAnswer) -> None:
    broken = replace(known, items=(replace(known.items[0], got=""),))
    with pytest.raises(CaptureFault, match="bytes"):
        check_attendance(Attendance(TWO), CLOCK, broken)


def test_an_attendance_is_read_as_it_was_written() -> None:
    one = Attendance(TWO, "某某市某路 1 号", "取证", Account("office-01", "平台分配"), True)
    assert Attendance.from_json(json.loads(json.dumps(one.to_json()))) == one
    bare = Attendance((Attendant("张某"),))
    assert Attendance.from_json(bare.to_json()) == bare


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_pixels_are_read_as_other_programs_read_them(mode: str, tmp_path: Path) -> None:
    picture = Image.effect_mandelbrot((97, 61), (-2, -1.5, 1, 1.5), 60).convert(mode)
    picture.putpixel((5, 7), (1, 2, 3, 255)[: len(mode)])
    data = io.BytesIO()
    picture.save(data, "PNG")
    for place in ((0, 0), (5, 7), (96, 60), (40, 30)):
        expected = picture.getpixel(place)
        assert png_pixel(data.getvalue(), *place) == expected[:3]  # type: ignore[index]


def test_a_picture_of_another_kind_has_no_pixels() -> None:
    data = io.BytesIO()
    Image.new("L", (4, 4)).save(data, "PNG")
    with pytest.raises(ValueError, match="8-bit"):
        png_pixel(data.getvalue(), 0, 0)
