"""Words read in pictures (图片文字), and how they join the page they belong to.

What was read becomes the field "image_text" and is searched like any other; a code in
a picture is a code of the page. A QR code's address becomes a link whose image is what stands
beside it; what else a QR code says is text of the picture.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from pages.codes import find_codes
from pages.page import Link, Page

UNCHECKED = "image-text-unchecked"
READ = "image-text-read"
UNSURE = "image-text-unsure"
_SURE = 0.85
_HAN = re.compile("[\u4e00-\u9fff]")
_WORDS = 4
"""Han characters from which on a QR code's text is one that people read."""
_MOST_QR_LINKS = 10
_MOST_SAID, _MOST_BESIDE = 500, 400
"""Characters of what a QR code says, and of what stands in the picture beside its address."""


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One row of a picture's text, and how sure the reader is of its worst part (0 to 1)."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class PictureText:
    """What was read in one picture, by its SHA-256.

    `flag` is "" where the picture was read, else why not: "picture-bomb" (more pixels
    than any shop needs), "picture-broken", "picture-kind" (no kind that is read),
    "picture-small" (nothing to read), "picture-timeout", "picture-crashed",
    "picture-busy", "picture-unread". `qr` are the texts of its QR codes.
    """

    digest: str
    lines: tuple[PictureLine, ...] = ()
    qr: tuple[str, ...] = ()
    width: int = 0
    height: int = 0
    flag: str = ""

    @property
    def text(self) -> str:
        """The rows, one a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def said(self) -> str:
        """The rows, and what its QR codes say that is no address."""
        told = (text.strip()[:_MOST_SAID] for text in self.qr[:_MOST_QR_LINKS])
        return "\n".join([*(line.text for line in self.lines), *filter(_is_said, told)])

    @property
    def was_read(self) -> bool:
        """Whether the picture was looked at, even if no word stands in it."""
        return self.flag in ("", "picture-small")

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "PictureText":
        """What `to_json` gave. Raises TypeError, KeyError, ValueError for anything else."""
        lines = tuple(
            PictureLine(str(line["text"]), float(line["score"])) for line in value["lines"]
        )
        return cls(
            str(value["digest"]), lines, tuple(map(str, value["qr"])),
            int(value["width"]), int(value["height"]), str(value["flag"]),
        )  # fmt: skip


def join_pictures(page: Page, read: Mapping[str, PictureText]) -> None:
    """Put what was read in the pictures of `page`, by their addresses, into the page."""
    texts = [picture for url, _ in page.images if (picture := read.get(url)) is not None]
    texts += [read[url] for url in read if all(url != known for known, _ in page.images)]
    said = (picture.said for picture in texts)
    words = "\n".join(dict.fromkeys(text for text in said if text))
    if words:
        page.fields["image_text"] = words
        page.codes.extend(find_codes({"image_text": words}))
        if any(line.score < _SURE for picture in texts for line in picture.lines):
            _flag(page, UNSURE)
    for picture in texts:
        for text in picture.qr[:_MOST_QR_LINKS]:
            if _is_address(text):
                page.links.append(Link(text, "二维码", "qr", image=picture.text[:_MOST_BESIDE]))
        if picture.flag not in ("", "picture-small"):
            _flag(page, picture.flag)
    if any(picture.was_read for picture in texts):
        _flag(page, READ)
    if page.images and all(url in read and read[url].was_read for url, _ in page.images):
        page.flags = [flag for flag in page.flags if flag != UNCHECKED]


def sure_of(page: Page, read: Mapping[str, PictureText], words: str) -> bool:
    """Whether the rows in which `words` stand were read with confidence."""
    plain = "".join(words.split())
    rows = [
        line
        for picture in read.values()
        for line in picture.lines
        if plain in "".join(line.text.split())
    ]
    return bool(rows) and all(line.score >= _SURE for line in rows)


def _flag(page: Page, flag: str) -> None:
    if flag not in page.flags:
        page.flags.append(flag)


def _is_said(text: str) -> bool:
    """Whether a QR code's text is meant for people: Chinese of some length, and no address."""
    return not _is_address(text) and len(_HAN.findall(text)) >= _WORDS


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) < 2_000
