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
import signal
from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from crawler.browser_visit import BrowserVisit, MayAsk, said
from crawler.shown import Shown
from evidence.errors import BrowserUnavailable
from evidence.network.chromium import chromium_path, launch_arguments
from evidence.network.relay import Relay


def _anything(_url: str, _whole_page: bool) -> bool:
    return True


class Renderer:
    """One Chromium for one site's slice, started at the first page that needs it.

    `page_seconds` bounds the load of a page, `quiet_seconds` is how long nothing
    may happen for it to count as built. All traffic goes through `relay`, which
    this object starts and stops.

    `may_ask` judges each document and each call for data before it is sent (its
    address, and whether the whole page goes there): robots.txt and the site's
    scope hold in the browser too. What dresses a page (scripts, styles) is not asked about.
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
        self.may_ask: MayAsk = _anything
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
    async def _visit(self, url: str) -> AsyncIterator[BrowserVisit]:
        context = await self._ready()
        page = await context.new_page()
        visit = BrowserVisit(page, url, self._page_seconds, self._quiet_seconds)
        await visit.ask_before(await context.new_cdp_session(page), self.may_ask)
        budget = self._page_seconds * 3 + 30
        try:
            async with asyncio.timeout(budget):
                yield visit
        except TimeoutError:
            visit.shown.flags.append("hang")
            visit.shown.error = visit.shown.error or "hang"
        except PlaywrightError as error:
            visit.shown.error = visit.shown.error or said(error)
        finally:
            self.shown += 1
            await self._leave(page, visit)

    async def _leave(self, page: Page, visit: BrowserVisit) -> None:
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
                f"浏览器启动失败（{said(error)}）；请运行 wangjian doctor 查看",
                f"the browser does not start ({said(error)}); see wangjian doctor",
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
