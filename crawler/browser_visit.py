"""One page in the browser, watched: loaded, scrolled, clicked on, and left alone in time."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import CDPSession, Dialog, Locator, Page, Request, Response
from playwright.async_api import Error as PlaywrightError

from crawler.json_api import Call
from crawler.measuring import MEASURE, MOST_BOXES, boxes_of
from crawler.page_scripts import (
    FIND_CARDS,
    FIND_SEARCH_BOX,
    LOAD_MORE,
    OPEN_SEARCH_BOX,
    SCROLL,
    SIZE,
    UNMARK,
)
from crawler.shown import Click, Shown

MAX_HTML = 8_000_000
"""Characters of a rendered page that are kept."""
MAX_CALLS = 200
MAX_ANSWER = 2_000_000
_KEPT_HEADERS = ("accept", "x-requested-with")
_TICK = 0.1
_WATCHED = ("Document", "XHR", "Fetch", "EventSource", "Ping")

MayAsk = Callable[[str, bool], bool]
"""Whether an address may be asked; the second value: whether the whole page goes there."""


class BrowserVisit:
    """One page in the browser, watched."""

    def __init__(self, page: Page, url: str, page_seconds: float, quiet_seconds: float) -> None:
        self.shown = Shown(url, datetime.now(UTC))
        self._page = page
        self._seconds = page_seconds
        self._quiet = quiet_seconds
        self._under_way: set[Request] = set()
        self._last_change = time.monotonic()
        self._readings: set[asyncio.Task[None]] = set()
        self._popups: list[str] = []
        self._dialogs = 0
        self._kept_back = 0
        page.on("request", self._request_began)
        page.on("requestfinished", self._request_ended)
        page.on("requestfailed", self._request_ended)
        page.on("response", self._response_came)
        page.on("dialog", self._dialog_opened)
        page.on("popup", self._popup_opened)
        page.on("crash", lambda _page: self._flag("crashed"))
        page.on("download", lambda _download: self._flag("download"))

    async def ask_before(self, session: CDPSession, may_ask: MayAsk) -> None:
        """Let `may_ask` judge documents and calls for data before they are sent."""

        async def judge(event: dict[str, Any]) -> None:
            asked: dict[str, Any] = event["request"]
            whole_page = event.get("resourceType") == "Document" and (
                event.get("frameId") == frame_id
            )
            allowed = may_ask(str(asked["url"]), whole_page)
            if not allowed:
                self._kept_back += 1
            answer = {"requestId": event["requestId"]}
            with contextlib.suppress(PlaywrightError):
                if allowed:
                    await session.send("Fetch.continueRequest", answer)
                elif whole_page:
                    # "No content" leaves the page that stands; an error would replace it.
                    await session.send("Fetch.fulfillRequest", {**answer, "responseCode": 204})
                else:
                    answer["errorReason"] = "BlockedByClient"
                    await session.send("Fetch.failRequest", answer)

        tree = await session.send("Page.getFrameTree")
        frame_id = tree["frameTree"]["frame"]["id"]
        session.on("Fetch.requestPaused", judge)
        patterns = [{"urlPattern": "*", "resourceType": kind} for kind in _WATCHED]
        await session.send("Fetch.enable", {"patterns": patterns})

    async def load(self) -> bool:
        """Load the page and wait until it is built; False where it cannot be shown."""
        try:
            response = await self._page.goto(self.shown.url, wait_until="commit")
        except PlaywrightError as error:
            self.shown.error = said(error)
            if "Download is starting" in str(error):
                self._flag("download")
            return False
        self.shown.status = response.status if response else 0
        await self._until_quiet(self._seconds)
        return not await self._hangs()

    async def scroll(self, most: int) -> None:
        """Scroll to the end of a list that grows, pressing its "more" button too."""
        size = -1
        for _ in range(most):
            await self._page.evaluate(SCROLL)
            await self._page.evaluate(LOAD_MORE)
            await self._until_quiet(6)
            now = await self._page.evaluate(SIZE)
            if now == size:
                return
            size = now
        self._flag("cut")

    async def keep_html(self) -> None:
        """Take the page's address and markup as they are now."""
        await self._page.evaluate(UNMARK)
        with contextlib.suppress(PlaywrightError):
            self.shown.boxes = boxes_of(await self._page.evaluate(MEASURE, MOST_BOXES))
        html = await self._page.content()
        await self._answers_read()
        self.shown.url = self._page.url
        self.shown.html = html[:MAX_HTML]
        if len(html) > MAX_HTML:
            self._flag("cut")

    async def click_cards(self, most: int) -> None:
        """Click on the first cards, each from the page as it was loaded."""
        start = self._page.url
        for index in range(most):
            cards = await self._page.evaluate(FIND_CARDS)
            if index >= len(cards):
                return
            before = len(self.shown.calls)
            self._popups.clear()
            await self._click(self._page.locator(f'[data-wj-card="{index}"]').first)
            await self._answers_read()
            led_to = self._popups[-1] if self._popups else self._page.url
            if led_to != start or len(self.shown.calls) > before:
                calls = tuple(self.shown.calls[before:])
                self.shown.clicks.append(Click(str(cards[index])[:300], led_to, calls))
            if self._page.url != start:
                await self._page.goto("about:blank")
                await self._page.goto(start, wait_until="commit")
                await self._until_quiet(self._seconds)

    async def press(self, words: str) -> None:
        """Click on the element that says `words`, and wait for what it opens."""
        place = self._page.get_by_text(words, exact=True).first
        if not await place.count():
            self.shown.error = "no-such-words"
            return
        await self._click(place)

    async def _click(self, place: Locator) -> None:
        """Click on an element, wherever the page has moved it meanwhile: by an event first, and
        where nothing comes of that with the pointer."""
        start, calls, size = self._page.url, len(self.shown.calls), await self._page.evaluate(SIZE)
        await place.dispatch_event("click", timeout=3000)
        await self._until_quiet(6)
        await self._answers_read()
        changed = self._page.url != start or len(self.shown.calls) > calls or self._popups
        if not changed and await self._page.evaluate(SIZE) == size:
            with contextlib.suppress(PlaywrightError):
                await place.click(timeout=3000, no_wait_after=True)
            await self._until_quiet(6)

    async def type_word(self, word: str) -> bool:
        """Put `word` into the page's search box and send it off."""
        if not await self._find_search_box():
            return False
        start, box = self._page.url, self._page.locator("[data-wj-search]").first
        await box.fill(word, timeout=3000, force=True)
        await box.press("Enter", timeout=3000, no_wait_after=True)
        await self._until_quiet(8)
        if self._page.url == start and not self._carried(word):
            button = self._page.locator("[data-wj-search-button]").first
            if await button.count():
                await self._click(button)
        await self._answers_read()
        return True

    async def _find_search_box(self) -> bool:
        """Mark the search box, opening what it is kept behind where it is not shown."""
        found = await self._page.evaluate(FIND_SEARCH_BOX, False)
        if found != "seen":
            if await self._page.evaluate(OPEN_SEARCH_BOX):
                await self._until_quiet(4)
            found = await self._page.evaluate(FIND_SEARCH_BOX, True)
        return bool(found)

    def _carried(self, word: str) -> bool:
        return any(word in call.url or word in call.body for call in self.shown.calls)

    def note_counts(self) -> None:
        """Put how often the page asked for attention among its flags."""
        if self._dialogs:
            self._flag(f"dialogs {self._dialogs}")
        if self._popups:
            self._flag(f"popups {len(self._popups)}")
        if self._kept_back:
            self._flag(f"kept-back {self._kept_back}")
        for reading in self._readings:
            reading.cancel()

    async def _hangs(self) -> bool:
        """Whether the page's script never lets go."""
        if "crashed" in self.shown.flags:
            self.shown.error = "crashed"
            return True
        try:
            async with asyncio.timeout(4):
                await self._page.evaluate("1")
        except TimeoutError:
            self._flag("hang")
            self.shown.error = "hang"
            return True
        return False

    async def _until_quiet(self, most: float) -> None:
        """Wait until no request is under way and none began for a while, `most` seconds at most."""
        end = time.monotonic() + most
        self._last_change = time.monotonic()
        with contextlib.suppress(TimeoutError, PlaywrightError):
            async with asyncio.timeout(most):
                await self._page.wait_for_load_state("domcontentloaded")
        while time.monotonic() < end:
            await asyncio.sleep(_TICK)
            calm = time.monotonic() - self._last_change
            if "crashed" in self.shown.flags or (not self._under_way and calm >= self._quiet):
                return
        self._flag("not-quiet")

    async def _answers_read(self) -> None:
        if self._readings:
            await asyncio.wait(self._readings, timeout=5)

    def _flag(self, word: str) -> None:
        if word not in self.shown.flags:
            self.shown.flags.append(word)

    def _request_began(self, request: Request) -> None:
        # An event stream or a long poll never ends: it must not keep the page from being built.
        if request.resource_type not in ("eventsource", "websocket", "ping", "media"):
            self._under_way.add(request)
            self._last_change = time.monotonic()

    def _request_ended(self, request: Request) -> None:
        self._under_way.discard(request)
        self._last_change = time.monotonic()

    def _response_came(self, response: Response) -> None:
        kind = response.request.resource_type
        if kind not in ("xhr", "fetch"):
            return
        if len(self.shown.calls) + len(self._readings) >= MAX_CALLS:
            self._flag("calls-cut")
        else:
            reading = asyncio.ensure_future(self._read_call(response))
            self._readings.add(reading)
            reading.add_done_callback(self._readings.discard)

    async def _read_call(self, response: Response) -> None:
        request = response.request
        headers = request.headers
        mime = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        answer = ""
        if re.search(r"json|html|javascript|text/plain|^$", mime) and request.method != "HEAD":
            with contextlib.suppress(PlaywrightError, UnicodeDecodeError):
                answer = await response.text()
        if len(answer) > MAX_ANSWER:
            self._flag("calls-cut")
            answer = answer[:MAX_ANSWER]
        self.shown.calls.append(
            Call(
                method=request.method,
                url=request.url,
                body=_body_of(request),
                content_type=headers.get("content-type", ""),
                headers=tuple((k, headers[k]) for k in _KEPT_HEADERS if k in headers),
                status=response.status,
                mime=mime,
                answer=answer,
            )
        )

    async def _dialog_opened(self, dialog: Dialog) -> None:
        self._dialogs += 1
        with contextlib.suppress(PlaywrightError):
            await dialog.dismiss()

    async def _popup_opened(self, popup: Page) -> None:
        if popup.url in ("", "about:blank"):
            with contextlib.suppress(PlaywrightError):
                await popup.wait_for_url(lambda url: url != "about:blank", timeout=2000)
        self._popups.append(popup.url)
        with contextlib.suppress(PlaywrightError):
            await popup.close()


def _body_of(request: Request) -> str:
    with contextlib.suppress(UnicodeDecodeError, PlaywrightError):
        return (request.post_data or "")[:100_000]
    return ""


def said(error: BaseException) -> str:
    """The first line of an error, without the driver's call log."""
    text = (str(error).strip() or type(error).__name__).splitlines()[0]
    return re.sub(r"[\x00-\x1f\x7f]", " ", text)[:200]
