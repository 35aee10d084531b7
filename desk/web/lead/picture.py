"""示意图 of a lead: a copy of the capture's picture with red boxes, reviewers covered.

Made anew from the stored picture each time its facts change, after that picture was held to
its digest; the capture is only read. It is no evidence, and the page says so.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageDraw

from desk.web.captures.pictures import NoPicture, opened
from evidence.capture.manifest import Captured, read_capture
from evidence.capture.placing import Box, Line, lines_of, places
from evidence.capture.store import Artefact
from evidence.errors import EvidenceError
from pages.reading import read_page

WIDEST = 1_040
"""Pixels of the picture's width: twice what the page shows, for sharp screens."""

_RATIO = 0.62
_ABOVE = 150
_MOST_PAGE = 6 << 20
_MOST_BOXES = 12
_RED = (208, 0, 0)
_COVER = (200, 204, 210)
_PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stored picture, and the stretch of the page that it shows (CSS pixels)."""

    stored: Artefact
    top: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found, and the sentence in which they stand."""

    words: str
    sentence: str


def lead_picture(folder: Path, hits: Sequence[Hit]) -> bytes | None:
    """A JPEG of the stretch of the capture in `folder` in which the first of `hits` stands.

    None where there is no picture, it is not what it was, or buyers' words cannot be told
    from the page's.
    """
    try:
        return _drawn(folder, read_capture(folder).digest, tuple(hits))
    except (EvidenceError, NoPicture, OSError, ValueError):
        return None


def may_be_drawn(captured: Captured) -> bool:
    """Whether a capture has what a picture is made of: the whole page, and where its words
    stand; without that nobody can tell whose words to cover."""
    roles = {one.role for one in captured.artefacts}
    return any(map(_whole_page, captured.of_role("screenshot"))) and {"layout", "dom"} <= roles


@lru_cache(maxsize=48)
def _drawn(folder: Path, digest: str, hits: tuple[Hit, ...]) -> bytes | None:
    captured = read_capture(folder)
    lines = lines_of(captured)
    if not may_be_drawn(captured) or not lines:
        return None
    parts = list(_parts(captured))
    covered = _covered(captured, lines)
    if not parts or covered is None:
        return None
    boxes = [box for hit in hits for box in _boxes(lines, hit)][:_MOST_BOXES]
    return _draw(captured, _part_of(parts, boxes), boxes, covered)


def _whole_page(one: Artefact) -> bool:
    return one.name.startswith("page-")


def _parts(captured: Captured) -> Iterable[_Part]:
    """The stored pictures of the whole page, one below the other. Raises NoPicture."""
    top = 0.0
    for one in captured.of_role("screenshot"):
        if not _whole_page(one):
            continue
        with opened(captured, one) as picture:
            width, height = picture.size
        yield _Part(one, top, width, height)
        top += height / captured.profile.scale


def _boxes(lines: Sequence[Line], hit: Hit) -> list[Box]:
    """Where the words stand in their sentence; wherever they stand where it is not found."""
    found = [box for boxes in places(lines, hit.words) for box in boxes]
    around = [box for boxes in places(lines, hit.sentence) for box in boxes]
    within = [box for box in found if any(_meet(box, one) for one in around)]
    if within or not found:
        return within
    # A page's title stands nowhere as such: the line that says most of it is meant.
    sentence = "".join(hit.sentence.split())
    telling = [line for line in lines if "".join(line.text.split()) in sentence]
    most = max(telling, key=lambda line: len(line.text), default=None)
    if most is None:
        return found
    return [box for box in found if _meet(box, most.box)] or found


def _meet(one: Box, other: Box) -> bool:
    middle_x, middle_y = one.x + one.width / 2, one.y + one.height / 2
    across = other.x <= middle_x <= other.x + other.width
    return across and other.y <= middle_y <= other.y + other.height


def _part_of(parts: Sequence[_Part], boxes: Sequence[Box]) -> _Part:
    if not boxes:
        return parts[0]
    return max(
        (part for part in parts if part.top <= boxes[0].y), key=lambda p: p.top, default=parts[0]
    )


def _covered(captured: Captured, lines: Sequence[Line]) -> list[Box] | None:
    """What is not shown: buyers' words and names, and telephone numbers. None: not to be told."""
    boxes = [
        box
        for line in lines
        for number in _PHONE.findall(line.text)
        for found in places([line], number)
        for box in found
    ]
    path = captured.path("dom")
    if path is None or path.stat().st_size > _MOST_PAGE:
        return None
    page = read_page(path.read_bytes(), captured.url_final, "text/html; charset=utf-8")
    buyers = "".join(page.fields.get("reviews", "").split())
    own = "".join("".join(t.split()) for n, t in page.fields.items() if n != "reviews")
    for line in lines:
        said = "".join(line.text.split())
        if len(said) > 1 and said in buyers and said not in own:
            boxes.append(line.box)
    return boxes


def _draw(captured: Captured, part: _Part, boxes: Sequence[Box], covered: Sequence[Box]) -> bytes:
    scale = captured.profile.scale
    tall = int(part.width * _RATIO)
    first = (boxes[0].y - part.top - _ABOVE) * scale if boxes else 0
    top = int(max(0, min(first, part.height - tall)))
    with opened(captured, part.stored) as stored:
        picture = stored.convert("RGB").crop((0, top, part.width, min(top + tall, part.height)))
    pen = ImageDraw.Draw(picture)

    def corners(box: Box, margin: int) -> tuple[float, float, float, float]:
        left, upper = box.x * scale, (box.y - part.top) * scale - top
        right, lower = left + box.width * scale, upper + box.height * scale
        return left - margin, upper - margin, right + margin, lower + margin

    for box in covered:
        pen.rectangle(corners(box, 1), fill=_COVER)
    for box in boxes:
        pen.rectangle(corners(box, 4), outline=_RED, width=4)
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, max(1, picture.height * WIDEST // picture.width)))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=88)
    return kept.getvalue()
