"""Pictures on paper: the file as it is, cut by the page and never re-encoded.

A long screenshot is printed whole, in slices that overlap by 5 mm. The scale is
the width on paper against one CSS pixel of 1/96 inch; where a portrait sheet
would go below half of it, the sheet is turned.
"""

import math
import struct
import zlib
from dataclasses import dataclass

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image

from evidence.errors import FormRefused
from evidence.package.records.paper import Layout, PictureFile

OVERLAP = 5.0
PIXEL = 25.4 / 96
LEAST_SCALE = 0.5
# Decoded, a pixel takes four bytes: this is 400 MB in the browser that prints.
MOST_PIXELS = 100_000_000
# The room for a picture on each sheet, mm, once the captions are taken off.
_ROOM: dict[Layout, tuple[float, float]] = {"tall": (170.0, 198.0), "wide": (252.0, 132.0)}
_TYPES = {"image/png", "image/jpeg"}
_PNG = b"\x89PNG\r\n\x1a\n"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Cut:
    """One slice: pixel rows `top` (included) to `bottom` (not), number `index` of `count`."""

    index: int
    count: int
    top: int
    bottom: int
    height: int
    width_mm: float
    height_mm: float
    before_mm: float
    after_mm: float
    percent: int


def picture_file(name: str, data: bytes) -> PictureFile:
    """A PNG or JPEG, by what its bytes say. Raises FormRefused, naming `name`."""
    try:
        header = Image.from_blob(data)
        kind, width, height = header.content_type, header.px_width, header.px_height
    except (
        UnrecognizedImageError,
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        ValueError,
        KeyError,
    ):
        kind, width, height = "", 0, 0
    if kind not in _TYPES or width < 1 or height < 1:
        raise _refused(name, "不是可读的PNG或JPEG图片", "is no readable PNG or JPEG picture")
    if width * height > MOST_PIXELS:
        raise _refused(
            name,
            f"有{width}×{height}像素，超过可打印的{MOST_PIXELS}像素，请分段截取",
            f"has {width} by {height} pixels, over the {MOST_PIXELS} that print: take it in parts",
        )
    if not (whole_png(data) if kind == "image/png" else _whole_jpeg(data)):
        raise _refused(
            name,
            "已损坏或不完整，请从原件重新取得",
            "is damaged or not whole: take it from the original again",
        )
    return PictureFile(data, "image/png" if kind == "image/png" else "image/jpeg", width, height)


def whole_png(data: bytes) -> bool:
    """Whether every chunk has its checksum, the last is the end, and all pixels are there.

    A browser shows the part of a torn picture that it has, and a blank for the rest.
    Source: PNG (ISO/IEC 15948), 5.3, 9 and 10.
    """
    position, pixels = len(_PNG), zlib.decompressobj()
    unpacked, expected = 0, _png_bytes(data)
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + length]
        sum_at = position + 8 + length
        if zlib.crc32(kind + body) != int.from_bytes(data[sum_at : sum_at + 4], "big"):
            return False
        if kind == b"IDAT":
            try:
                while body:
                    unpacked += len(pixels.decompress(body, _PIECE))
                    body = pixels.unconsumed_tail
                    if unpacked > 2 * expected:
                        return False
            except zlib.error:
                return False
        if kind == b"IEND":
            return pixels.eof and unpacked >= expected
        position = sum_at + 4
    return False


def _png_bytes(data: bytes) -> int:
    """The bytes of all pixel rows before compression; interlacing only adds to them."""
    width: int
    height: int
    depth: int
    colour: int
    width, height, depth, colour = struct.unpack_from(">IIBB", data, 16)
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 4)
    return height * (1 + (width * depth * samples + 7) // 8)


def _whole_jpeg(data: bytes) -> bool:
    """Whether the scan comes to its end marker (ITU-T T.81, B.1.1.3)."""
    scan = data.find(b"\xff\xda")
    return scan >= 0 and data.find(b"\xff\xd9", scan) >= 0


def sheet(picture: PictureFile) -> Layout:
    """Whether the picture is printed on an upright ("tall") or a turned ("wide") sheet."""
    return "tall" if _scale(picture, "tall") >= LEAST_SCALE else "wide"


def cuts(picture: PictureFile) -> tuple[Cut, ...]:
    """The slices that show the picture whole, from the top."""
    layout = sheet(picture)
    scale = _scale(picture, layout)
    row = PIXEL * scale
    rows = max(1, math.floor(_ROOM[layout][1] / row))
    overlap = min(math.ceil(OVERLAP / row), rows // 2)
    starts = [0]
    while starts[-1] + rows < picture.height:
        starts.append(starts[-1] + rows - overlap)
    made = []
    for index, top in enumerate(starts, 1):
        bottom = min(top + rows, picture.height)
        made.append(
            Cut(
                index=index,
                count=len(starts),
                top=top,
                bottom=bottom,
                height=picture.height,
                width_mm=picture.width * row,
                height_mm=(bottom - top) * row,
                before_mm=overlap * row if index > 1 else 0,
                after_mm=overlap * row if index < len(starts) else 0,
                percent=max(1, round(scale * 100)),
            )
        )
    return tuple(made)


def _scale(picture: PictureFile, layout: Layout) -> float:
    return min(1.0, _ROOM[layout][0] / (picture.width * PIXEL))


def _refused(name: str, zh: str, en: str) -> FormRefused:
    return FormRefused("picture", f"图片 {name} {zh}", f"the picture {name} {en}")
