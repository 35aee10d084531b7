"""Covering persons in a picture: opaque, and nothing of what was covered left anywhere."""

import io

import pytest
from PIL import Image, PngImagePlugin

from evidence.errors import PackageFault
from evidence.package.masking import FONTS, Region, cover


def picture(mode: str = "RGB", kind: str = "PNG", **more: object) -> bytes:
    """A picture of many colours, with a face's worth of them in one corner."""
    made = Image.effect_noise((200, 120), 80).convert(mode)
    out = io.BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()


def pixels(data: bytes, box: tuple[int, int, int, int]) -> set[tuple[int, ...]]:
    with Image.open(io.BytesIO(data)) as opened:
        data = opened.convert("RGB").crop(box).tobytes()
    return {tuple(data[at : at + 3]) for at in range(0, len(data), 3)}


def test_the_region_is_covered_and_the_rest_stays() -> None:
    source = picture()
    covered = cover(source, [Region(20, 10, 100, 40, "姓名")])
    assert pixels(covered, (20, 10, 120, 50)) & pixels(source, (20, 10, 120, 50)) <= {
        *((shade, shade, shade) for shade in range(256))
    }
    inside = pixels(covered, (60, 40, 120, 50))
    assert inside == {(0, 0, 0)}
    for box in ((0, 0, 200, 10), (0, 50, 200, 120), (0, 0, 20, 120), (120, 0, 200, 120)):
        assert pixels(covered, box) == pixels(source, box)


def test_the_cover_says_whose_data_it_is_where_there_is_a_font() -> None:
    assert any(path.exists() for path in FONTS), "no CJK font is installed"
    covered = cover(picture(), [Region(0, 0, 200, 60, "电话")])
    assert (255, 255, 255) in pixels(covered, (0, 0, 200, 60))
    small = cover(picture(), [Region(0, 0, 20, 10, "电话")])
    assert pixels(small, (0, 0, 20, 10)) == {(0, 0, 0)}


def test_no_metadata_and_no_transparency_goes_along() -> None:
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "13800000000")
    source = picture("RGBA", pnginfo=note, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0")
    assert b"13800000000" in source
    covered = cover(source, [Region(0, 0, 10, 10, "电话")])
    assert b"13800000000" not in covered
    with Image.open(io.BytesIO(covered)) as opened:
        assert (opened.mode, opened.info, opened.format) == ("RGB", {}, "PNG")


def test_a_jpeg_becomes_a_png_and_the_same_picture_gives_the_same_bytes() -> None:
    source, region = picture(kind="JPEG"), [Region(1, 1, 9, 9, "头像")]
    assert cover(source, region) == cover(source, region)
    assert cover(source, region).startswith(b"\x89PNG")


@pytest.mark.parametrize("region", [(0, 0, 201, 1), (0, 0, 1, 121), (199, 0, 2, 1), (0, 119, 1, 2)])
def test_a_region_outside_is_refused(region: tuple[int, int, int, int]) -> None:
    with pytest.raises(PackageFault) as caught:
        cover(picture(), [Region(*region, "姓名")])
    assert caught.value.code == "region"


def test_nothing_to_cover_and_regions_that_are_none_are_refused() -> None:
    with pytest.raises(PackageFault):
        cover(picture(), [])
    for values in ((-1, 0, 1, 1, "x"), (0, 0, 0, 1, "x"), (0, 0, 1, 1, "")):
        with pytest.raises(PackageFault):
            Region(*values)


@pytest.mark.parametrize("data", [b"", b"hello", b"GIF89a" + bytes(50), picture()[:60]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PackageFault) as caught:
        cover(data, [Region(0, 0, 1, 1, "姓名")])
    assert caught.value.code == "picture"
