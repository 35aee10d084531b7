"""Pictures saved beside a page (本地图片), read like those of a crawl."""

from pathlib import Path

from checks.display.seen import is_licence_page
from checks.saved_files import beside
from pages.page import Page
from pages.picture_choice import goods_pictures, licence_pictures, says_little
from pages.picture_reader import MOST_BYTES, PictureReader
from pages.picture_text import PictureText, join_pictures


class SavedPictures:
    """Reads the pictures of saved pages that are worth it: at most `a_page` of a page and
    `most` in all, each once."""

    def __init__(self, reader: PictureReader, *, a_page: int = 3, most: int = 300) -> None:
        self._reader = reader
        self._a_page = a_page
        self._left = most

    def join(self, page: Page, path: Path, *, home: bool) -> None:
        """Put what stands in the pictures beside the page at `path` into `page`."""
        read: dict[str, PictureText] = {}
        for url in self._wanted(page, home):
            file = beside(path, page.url, url)
            if file is None or self._left <= 0:
                continue
            self._left -= 1
            with file.open("rb") as stream:
                read[url] = self._reader.read(stream.read(MOST_BYTES + 1))
        if read:
            join_pictures(page, read)

    def _wanted(self, page: Page, home: bool) -> list[str]:
        if home or is_licence_page(page):
            if any(code.kind == "uscc" and code.valid for code in page.codes):
                return []  # the words say it already
            return licence_pictures(page, self._a_page)
        return goods_pictures(page, self._a_page) if says_little(page) else []
