"""Pictures on paper: shown whole, at a stated scale, or refused by name."""

import struct
import zlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import FormRefused
from evidence.package.records.paper import PictureFile
from evidence.package.records.picture import MOST_PIXELS, cuts, picture_file, sheet
from tests.evidence.package.records.papers import png


def _of(width: int, height: int) -> PictureFile:
    return PictureFile(b"", "image/png", width, height)


@pytest.mark.parametrize(
    ("width", "layout", "percent"),
    [(300, "tall", 100), (640, "tall", 100), (1280, "tall", 50), (1366, "wide", 70)],
)
def test_a_sheet_is_turned_before_the_scale_falls_below_half(
    width: int, layout: str, percent: int
) -> None:
    assert sheet(_of(width, 2_000)) == layout
    assert {cut.percent for cut in cuts(_of(width, 2_000))} == {percent}


@given(width=st.integers(1, 9_000), height=st.integers(1, 60_000))
@settings(max_examples=200, deadline=None)
def test_slices_show_every_row_and_overlap_by_five_millimetres(width: int, height: int) -> None:
    made = cuts(_of(width, height))
    assert made[0].top == 0
    assert made[-1].bottom == height
    assert [cut.index for cut in made] == list(range(1, len(made) + 1))
    for one, following in pairwise(made):
        assert one.top < following.top <= one.bottom
        row = one.height_mm / (one.bottom - one.top)
        shared = (one.bottom - following.top) * row
        assert shared + 1e-6 >= 5.0
        assert shared < 5.0 + row + 1e-6
        assert one.after_mm == following.before_mm == pytest.approx(shared)
    for cut in made:
        assert cut.width_mm <= 252.001
        assert cut.height_mm <= 198.001


def test_what_the_bytes_say_counts() -> None:
    picture = picture_file("page.png", png(30, 20))
    assert (picture.content_type, picture.width, picture.height) == ("image/png", 30, 20)
    assert picture.data == png(30, 20)


def test_a_jpeg_is_taken_too() -> None:
    picture = picture_file("phone.jpg", JPEG)
    assert (picture.content_type, picture.width, picture.height) == ("image/jpeg", 1, 1)


def _bomb() -> bytes:
    whole = bytearray(png(1, 1))
    whole[16:24] = struct.pack(">II", 20_000, MOST_PIXELS // 20_000 + 1)
    return bytes(whole)


def _flipped(data: bytes) -> bytes:
    return data[:60] + bytes([data[60] ^ 1]) + data[61:]


def _torn(data: bytes) -> bytes:
    """The pixels cut off in the middle, but a proper end put after them."""
    body = data[41:300]
    chunk = struct.pack(">I", len(body)) + b"IDAT" + body
    return data[:33] + chunk + struct.pack(">I", zlib.crc32(chunk[4:])) + data[-12:]


def _taller(data: bytes) -> bytes:
    """The same pixels under a header that promises ten times as many."""
    header = data[12:20] + struct.pack(">I", 3_000) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


# A baseline JPEG of one pixel.
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010101006000600000ffdb004300" + "08" * 64 + "ffc0000b080001000101011100"
    "ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000"
    "ffda0008010100003f0054dfffd9"
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "不是可读的"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "不是可读的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是可读的"),
        (png(5, 5)[:20], "不是可读的"),
        (b"\xff\xd8\xff", "不是可读的"),
        (_bomb(), "请分段截取"),
        (png(200, 300)[:45], "不是可读的"),
        (png(200, 300)[:-30], "不是可读的"),
        (png(200, 300)[:-12], "不是可读的"),
        (_torn(png(200, 300)), "已损坏"),
        (_flipped(png(200, 300)), "已损坏"),
        (_taller(png(200, 300)), "已损坏"),
        (JPEG[:-2], "已损坏"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(FormRefused) as refused:
        picture_file("page-03.png", data)
    assert refused.value.code == "picture"
    assert "page-03.png" in refused.value.diagnostics("zh")
    assert why in refused.value.diagnostics("zh")
    assert "page-03.png" in refused.value.diagnostics("en")
