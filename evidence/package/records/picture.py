"""Pictures on paper: the file as it is, cut by the page and never re-encoded.

A long screenshot is printed whole, in slices that overlap by 5 mm. The scale is
the width on paper against one CSS pixel of 1/96 inch; where a portrait sheet
would go below half of it, the sheet is turned.
"""

import math
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
    return PictureFile(data, "image/png" if kind == "image/png" else "image/jpeg", width, height)


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
