"""Pages that scripts build, shown by Chromium 浏览器渲染 behind the relay.

What comes back is the page as a visitor's browser has it, and the calls for data
that it made; the recording client asks for those again, so that the archive
holds their bytes. The browser clicks and types only to learn addresses. It never
downloads, never answers dialogs, grants no permission, registers no service
worker; a page that hangs is killed with its browser and named as hanging.
"""

import asyncio
import contextlib
import os
import re
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    Dialog,
    Locator,
    Page,
    Playwright,
    Request,
    Response,
    async_playwright,
)
from playwright.async_api import Error as PlaywrightError

from crawler.json_api import Call
from crawler.page_scripts import (
    FIND_CARDS,
    FIND_SEARCH_BOX,
    LOAD_MORE,
    OPEN_SEARCH_BOX,
    SCROLL,
    SIZE,
    UNMARK,
)
from evidence.errors import BrowserUnavailable
from evidence.network.chromium import chromium_path, launch_arguments
from evidence.network.relay import Relay

MAX_HTML = 8_000_000
"""Characters of a rendered page that are kept."""
MAX_CALLS = 200
MAX_ANSWER = 2_000_000
_KEPT_HEADERS = ("accept", "x-requested-with")
_TICK = 0.1


@dataclass(frozen=True, slots=True)
class Click:
    """What a click on a card led to: the words on the card, the address, the calls."""

    text: str
    url: str
    calls: tuple[Call, ...]


@dataclass(slots=True)
class Shown:
    """A page as the browser had it.

    `url` is where it ended (with a route's fragment), `when` the UTC time of the
    load. `calls` are the requests for data in their order. `flags`: "hang",
    "crashed", "download", "not-quiet", "cut", "dialogs N", "popups N". `error` is
    "" where the page was shown.
    """

    url: str
    when: datetime
    html: str = ""
    status: int = 0
    calls: list[Call] = field(default_factory=list)
    clicks: list[Click] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    error: str = ""


class Renderer:
    """One Chromium for one site's slice, started at the first page that needs it.

    `page_seconds` bounds the load of a page, `quiet_seconds` is how long nothing
    may happen for it to count as built. All traffic goes through `relay`, which
    this object starts and stops.
    """

    def __init__(
        self,
        relay: Relay,
        *,
        user_agent: str,
        page_seconds: float = 20.0,
        quiet_seconds: float = 0.6,
        scrolls: int = 15,
    ) -> None:
        self.accept_bad_certificates = False
        self.shown = 0
        self._relay = relay
        self._user_agent = user_agent
        self._page_seconds = page_seconds
        self._quiet_seconds = quiet_seconds
        self._scrolls = scrolls
        self._port: int | None = None
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._context: BrowserContext | None = None
        self._process: int | None = None
        self._one_at_a_time = asyncio.Lock()

    async def show(
        self, url: str, *, scroll: bool = False, clicks: int = 0, press: str = ""
    ) -> Shown:
        """Load `url`; scroll it to its end, press the words `press`, and click on so many
        cards, where asked to.

        `error` is "no-such-words" where they are not on the page. Raises
        BrowserUnavailable where no browser can be started.
        """
        async with self._one_at_a_time, self._visit(url) as visit:
            if await visit.load():
                if scroll:
                    await visit.scroll(self._scrolls)
                if press:
                    await visit.press(press)
                await visit.keep_html()
                if clicks:
                    await visit.click_cards(clicks)
        return visit.shown  # also where the page broke off half way

    async def search(self, url: str, word: str) -> Shown:
        """Load `url`, type `word` into its search box, and show what comes.

        `error` is "no-search-box" where there is none. Raises BrowserUnavailable.
        """
        async with self._one_at_a_time, self._visit(url) as visit:
            if await visit.load():
                visit.shown.calls.clear()
                if not await visit.type_word(word):
                    visit.shown.error = "no-search-box"
                await visit.keep_html()
        return visit.shown

    async def close(self) -> None:
        """End the browser and the relay."""
        await self._end_browser()
        if self._port is not None:
            self._port = None
            await self._relay.stop()

    @contextlib.asynccontextmanager
    async def _visit(self, url: str) -> AsyncIterator["_Visit"]:
        context = await self._ready()
        page = await context.new_page()
        visit = _Visit(page, url, self._page_seconds, self._quiet_seconds)
        budget = self._page_seconds * 3 + 30
        try:
            async with asyncio.timeout(budget):
                yield visit
        except TimeoutError:
            visit.shown.flags.append("hang")
            visit.shown.error = visit.shown.error or "hang"
        except PlaywrightError as error:
            visit.shown.error = visit.shown.error or _said(error)
        finally:
            self.shown += 1
            await self._leave(page, visit)

    async def _leave(self, page: Page, visit: "_Visit") -> None:
        visit.note_counts()
        stuck = "hang" in visit.shown.flags or "crashed" in visit.shown.flags
        try:
            async with asyncio.timeout(4):
                await page.close()
        except (TimeoutError, PlaywrightError):
            stuck = True
        if stuck:
            await self._end_browser()

    async def _ready(self) -> BrowserContext:
        if self._context is not None and self._browser is not None:
            if self._browser.is_connected():
                return self._context
            await self._end_browser()
        try:
            async with asyncio.timeout(60):
                return await self._start()
        except (PlaywrightError, TimeoutError, OSError) as error:
            await self._end_browser()
            raise BrowserUnavailable(
                f"浏览器启动失败（{_said(error)}）；请运行 wangjian doctor 查看",
                f"the browser does not start ({_said(error)}); see wangjian doctor",
            ) from error

    async def _start(self) -> BrowserContext:
        program = chromium_path()
        if self._port is None:
            self._port = await self._relay.start()
        self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch(
            executable_path=program,
            # Pictures are not needed to find goods; a capture takes them, here they are load.
            args=[*launch_arguments(self._port), "--blink-settings=imagesEnabled=false"],
            headless=True,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        self._process = await _process_of(self._browser)
        self._context = await self._browser.new_context(
            user_agent=self._user_agent,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1366, "height": 900},
            service_workers="block",
            accept_downloads=False,
            ignore_https_errors=self.accept_bad_certificates,
        )
        self._context.set_default_timeout(self._page_seconds * 1000)
        return self._context

    async def _end_browser(self) -> None:
        browser, playwright, process = self._browser, self._playwright, self._process
        self._browser = self._context = self._playwright = self._process = None
        if browser is not None:
            with contextlib.suppress(TimeoutError, PlaywrightError):
                async with asyncio.timeout(4):
                    await browser.close()
        if process is not None:
            _kill_group(process)
        if playwright is not None:
            with contextlib.suppress(TimeoutError, PlaywrightError, OSError):
                async with asyncio.timeout(4):
                    await playwright.stop()


class _Visit:
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
        page.on("request", self._request_began)
        page.on("requestfinished", self._request_ended)
        page.on("requestfailed", self._request_ended)
        page.on("response", self._response_came)
        page.on("dialog", self._dialog_opened)
        page.on("popup", self._popup_opened)
        page.on("crash", lambda _page: self._flag("crashed"))
        page.on("download", lambda _download: self._flag("download"))

    async def load(self) -> bool:
        """Load the page and wait until it is built; False where it cannot be shown."""
        try:
            response = await self._page.goto(self.shown.url, wait_until="commit")
        except PlaywrightError as error:
            self.shown.error = _said(error)
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
        if kind in ("xhr", "fetch") and len(self.shown.calls) + len(self._readings) < MAX_CALLS:
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
                answer = (await response.text())[:MAX_ANSWER]
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


def _said(error: BaseException) -> str:
    """The first line of an error, without the driver's call log."""
    text = (str(error).strip() or type(error).__name__).splitlines()[0]
    return re.sub(r"[\x00-\x1f\x7f]", " ", text)[:200]


async def _process_of(browser: Browser) -> int | None:
    """The process id of the browser: it leads a process group of its own."""
    with contextlib.suppress(PlaywrightError):
        session = await browser.new_browser_cdp_session()
        said: dict[str, Any] = await session.send("SystemInfo.getProcessInfo")
        for process in said.get("processInfo", ()):
            if process.get("type") == "browser":
                return int(process["id"])
    return None


def _kill_group(process: int) -> None:
    """Kill what is left of the browser, if it still leads its own group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.getpgid(process) == process:
            os.killpg(process, signal.SIGKILL)
