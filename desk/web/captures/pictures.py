"""A capture's picture for the screen: decoded and drawn anew, the stored bytes never sent.

The page's picture comes of the web's own bytes; a picture that is drawn again holds pixels
and nothing else. It is held to its digest first, and one too large to decode is refused.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from evidence.capture.manifest import Captured
from evidence.capture.store import Artefact
from evidence.package.names import is_own_name
from evidence.seal.digests import digest_file

MOST_PIXELS = 60_000_000
WIDEST = 1_366
_FORMATS = ("PNG", "JPEG")


class NoPicture(Exception):
    """The picture cannot be shown, and why, in Chinese."""


def shown_pictures(captured: Captured) -> list[Artefact]:
    """The pictures of a capture, the whole page's first."""
    found = captured.of_role("screenshot")
    return sorted(found, key=lambda one: not one.name.startswith("page-"))


@contextmanager
def opened(captured: Captured, one: Artefact) -> Iterator[Image.Image]:
    """A stored picture, open: by its own name, held to its digest, small enough to decode.

    Raises NoPicture, also for what its reader finds while it decodes.
    """
    path = captured.folder / one.name
    if not is_own_name(one.name) or path.is_symlink():
        raise NoPicture("清单中的文件名不合规")
    try:
        if digest_file(path).sha256 != one.sha256:
            raise NoPicture("图片与登记的摘要不符，不予显示")
        with Image.open(path, formats=_FORMATS) as stored:
            if stored.width * stored.height > MOST_PIXELS:
                raise NoPicture("图片过大，请在取证工作站查看")
            yield stored
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPicture("图片无法读取") from error


def drawn(captured: Captured, number: int) -> bytes:
    """Picture `number` (from 0) as PNG, no wider than WIDEST. Raises NoPicture."""
    found = shown_pictures(captured)
    if not 0 <= number < len(found):
        raise NoPicture("没有这张图片")
    with opened(captured, found[number]) as stored:
        picture = stored.convert("RGB")
    if picture.width > WIDEST:
        height = max(1, picture.height * WIDEST // picture.width)
        picture = picture.resize((WIDEST, height))
    kept = io.BytesIO()
    picture.save(kept, "PNG", compress_level=3)
    return kept.getvalue()
