"""Pictures of pages that are worth it 图片: fetched like any page, archived, read by the child.

Before a home, licence or goods page is judged, the pictures in which its words may
stand are asked for through the recording client, within the site's pace, robots.txt
and a budget; what is read in them becomes text of the page.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from crawler.addresses import origin
from crawler.answer import Answer
from crawler.answer import read as read_answer
from crawler.politeness import Robots
from crawler.site import Site
from pages.page import Page
from pages.picture_choice import goods_pictures, home_pictures, says_little
from pages.picture_reader import MOST_BYTES, PictureReader
from pages.picture_text import PictureText, join_pictures
from pages.reading import read_page

MOST_A_PAGE = 3
MOST_OF_GOODS = 2
MOST_A_SITE = 24
"""Pictures that one run asks of one site; those of licences come on top, LICENCE_MORE."""
GOODS_SECONDS = 90.0
"""Seconds that the goods' pictures of one site may take to read: a crawl must not wait for them."""
LICENCE_MORE = 12
FETCH_SECONDS = 30.0

_OF_SHOPS = ("home", "shop", "licence")
_MAY_BE_GOODS = ("product", "listing", "search", "render")
"""What a target of goods may be asked as: what its page is, the page decides."""
_FAILURES = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
Download = Callable[[Request], Awaitable[Response]]
logger = logging.getLogger(__name__)


class PictureWork:
    """The pictures of one site's pages. Counts lie in the memo under "pictures"."""

    def __init__(self, site: Site, reader: PictureReader, download: Download) -> None:
        self._site = site
        self._reader = reader
        self._download = download
        self._memo: dict[str, Any] = site.memo.setdefault("pictures", {})
        self._rules: dict[str, Robots] = {}

    async def look(self, answer: Answer) -> int:
        """Read the pictures of an answer's page, if they are worth it, into `answer.page`; how
        many were asked for. What cannot be had is a flag of the page."""
        if answer.status != 200 or not answer.body or answer.error:
            return 0
        if answer.target.kind not in (*_OF_SHOPS, *_MAY_BE_GOODS):
            return 0
        try:
            page = read_page(answer.body, answer.url, answer.content_type)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return 0  # the walk reads it again, and tells of it
        answer.page = page
        wanted = self._wanted(answer, page)
        read: dict[str, PictureText] = {}
        asked = 0
        for url in wanted:
            if self._site.context.ledger.stopping:
                break
            picture = await self._picture(url, answer)
            asked += 1
            if picture is not None:
                began = time.monotonic()
                read[url] = await asyncio.to_thread(self._reader.read, picture)
                spent = float(self._memo.get("seconds", 0.0)) + time.monotonic() - began
                self._memo["seconds"] = round(spent, 1)
        if read:
            join_pictures(page, read)
            self._memo["read"] = int(self._memo.get("read", 0)) + len(read)
        return asked

    def _wanted(self, answer: Answer, page: Page) -> list[str]:
        goods = answer.target.kind not in _OF_SHOPS
        budget = MOST_A_SITE + (LICENCE_MORE if not goods else 0)
        left = budget - int(self._memo.get("asked", 0))
        if left <= 0 or "script-shell" in page.flags:
            return []
        if goods:
            wanted = self._of_goods(page, left)
            return wanted if wanted and self._is_goods(answer) else []
        most = min(MOST_A_PAGE, left)
        if any(code.kind == "uscc" and code.valid for code in page.codes):
            return []
        return home_pictures(page, most)

    def _of_goods(self, page: Page, left: int) -> list[str]:
        little = says_little(page)
        if not little:  # half of the budget is for pages whose words stand in pictures alone
            left -= MOST_A_SITE // 2
        seconds = GOODS_SECONDS if little else GOODS_SECONDS / 2
        if left <= 0 or float(self._memo.get("seconds", 0.0)) >= seconds:
            return []
        return goods_pictures(page, min(MOST_OF_GOODS, left))

    def _is_goods(self, answer: Answer) -> bool:
        """Whether a page is one of goods: a plain link on the home page is asked as a listing, and
        the page itself decides, as it does when the walk reads it."""
        if answer.target.kind == "product":
            return True
        try:
            reading = read_answer(answer, self._site.scope, self._site.goods_makes)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return False  # as above
        return reading.refusal is None and reading.judgement.kind == "product"

    async def _picture(self, url: str, answer: Answer) -> bytes | None:
        """The bytes of a picture, or None where it may not or cannot be had."""
        if not url.startswith(("http://", "https://")) or not await self._allowed(url):
            return None
        self._memo["asked"] = int(self._memo.get("asked", 0)) + 1
        response = await self._ask(url, accept="image/*", referer=answer.url, size=MOST_BYTES)
        return response.body if response is not None and response.status == 200 else None

    async def _allowed(self, url: str) -> bool:
        """Whether robots.txt, also that of a host that only holds pictures, lets us ask."""
        place = origin(url)
        if self._site.plan.robots != "obey":
            return True
        if place in self._site.robots:
            return not self._site.forbidden(url)
        if place not in self._rules:
            agent = self._site.plan.user_agent
            response = await self._ask(f"{place}/robots.txt", accept="text/plain", size=1 << 20)
            if response is None:
                self._rules[place] = Robots.from_answer(0, b"", agent)
            elif 300 <= response.status < 400:
                self._rules[place] = Robots.too_many_redirects(agent)
            else:
                self._rules[place] = Robots.from_answer(response.status, response.body, agent)
        return self._rules[place].allows(url)

    async def _ask(self, url: str, *, accept: str, size: int, referer: str = "") -> Response | None:
        headers = {"User-Agent": self._site.plan.user_agent, "Accept": accept}
        if referer:
            headers["Referer"] = referer.partition("#")[0]
        try:
            request = Request(
                url,
                headers=headers,
                meta={
                    "wire_url": url,
                    "handle_httpstatus_all": True,
                    "dont_redirect": True,
                    "dont_retry": True,
                    "download_maxsize": size,
                    "download_timeout": FETCH_SECONDS,
                },
                dont_filter=True,
            )
            return await self._download(request)
        except DownloadCancelledError:
            return None  # we are stopping, or the archive failed: the spider hears of it elsewhere
        except (*_FAILURES, OSError, ValueError) as error:
            logger.info("no picture from %s: %s", url[:300], type(error).__name__)
            return None
