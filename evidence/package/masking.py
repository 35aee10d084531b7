"""Covering persons in a picture 遮蔽: opaque pixels burnt in, and nothing else left of it.

The covered picture is made of pixels alone: no layers, no metadata, no thumbnail, no
text, so that nothing of what is covered goes along.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from evidence.errors import PackageFault

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"),
)
"""Where the font of labels lies on the common distributions."""

_FORMATS = ("PNG", "JPEG")
_COVER, _INK = (0, 0, 0), (255, 255, 255)
_SMALLEST, _LARGEST = 8, 24


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle to cover, in pixels from the upper left corner, and whose data it is.

    `category` is a word such as 姓名, 头像, 电话, 地址.
    """

    x: int
    y: int
    width: int
    height: int
    category: str

    def __post_init__(self) -> None:
        if min(self.x, self.y) < 0 or min(self.width, self.height) < 1 or not self.category:
            raise PackageFault(
                "region",
                f"遮蔽区域不合规：{self}",
                f"this is no region to cover: {self}",
            )


def cover(picture: bytes, regions: Sequence[Region], font: Path | None = None) -> bytes:
    """The PNG of `picture` (PNG or JPEG) with every region covered and labelled.

    Without a CJK font the cover stays blank: the category is said in the redaction's
    list. Raises PackageFault "region" where a region lies outside, or none is given,
    "picture" where it cannot be read.
    """
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as opened:
            plain = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PackageFault(
            "picture", f"图片无法读取：{error}", f"the picture cannot be read: {error}"
        ) from error
    draw = ImageDraw.Draw(plain)
    for region in regions:
        right, lower = region.x + region.width, region.y + region.height
        if right > plain.width or lower > plain.height:
            raise PackageFault(
                "region",
                f"遮蔽区域超出图片（{plain.width}×{plain.height}）：{region}",
                f"a region lies outside the picture ({plain.width}x{plain.height}): {region}",
            )
        draw.rectangle((region.x, region.y, right - 1, lower - 1), fill=_COVER)
        _label(draw, region, font)
    if not regions:
        raise PackageFault("region", "没有遮蔽区域", "there is no region to cover")
    out = io.BytesIO()
    Image.frombytes("RGB", plain.size, plain.tobytes()).save(out, "PNG")
    return out.getvalue()


def _label(draw: ImageDraw.ImageDraw, region: Region, font: Path | None) -> None:
    """Write ［已遮蔽：…］ into the cover, as large as fits; nothing where it does not."""
    found = font or next((path for path in FONTS if path.exists()), None)
    words = f"［已遮蔽：{region.category}］"
    size = min(_LARGEST, region.height * 2 // 3 - 1, region.width // len(words))
    if found is not None and size >= _SMALLEST:
        face = ImageFont.truetype(str(found), size)
        draw.text((region.x + 1, region.y + 1), words, fill=_INK, font=face)
