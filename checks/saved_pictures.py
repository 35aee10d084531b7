"""Pictures saved with a page (本地图片), beside it or in its archive, read like a crawl's."""

from collections.abc import Callable
from pathlib import Path

from checks.display.seen import is_licence_page
from checks.saved_files import beside
from pages.page import Page
from pages.picture_choice import goods_pictures, home_pictures, says_little
from pages.picture_reader import MOST_BYTES, PictureReader
from pages.picture_text import PictureText, join_pictures

Find = Callable[[str], bytes | None]
"""The bytes of the picture with an address, or None where it was not saved."""


class SavedPictures:
    """Reads the pictures of saved pages that are worth it: at most `a_page` of a page and
    `most` in all, each once; half of these are kept for pages that say little."""

    def __init__(self, reader: PictureReader, *, a_page: int = 3, most: int = 300) -> None:
        self._reader = reader
        self._a_page = a_page
        self._left = most
        self._kept = most // 2

    def wanted(self, page: Page, *, home: bool) -> list[str]:
        """The pictures in which the page's words may stand."""
        if home or is_licence_page(page):
            if any(code.kind == "uscc" and code.valid for code in page.codes):
                return []  # the words say it already
            return home_pictures(page, self._a_page)
        worth = self._left > (0 if says_little(page) else self._kept)
        return goods_pictures(page, self._a_page) if worth else []

    def join(self, page: Page, find: Find, *, home: bool) -> None:
        """Put what stands in the pictures that `find` has into `page`."""
        read: dict[str, PictureText] = {}
        for url in self.wanted(page, home=home):
            picture = find(url) if self._left > 0 else None
            if picture is not None:
                self._left -= 1
                read[url] = self._reader.read(picture)
        if read:
            join_pictures(page, read)


def pictures_beside(path: Path, page_url: str) -> Find:
    """Pictures saved as files beside the page at `path`."""

    def find(url: str) -> bytes | None:
        file = beside(path, page_url, url)
        if file is None:
            return None
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)

    return find
