"""Loading a page and waiting until it is quiet, whatever the page does about it."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Response, Route
from playwright.async_api import TimeoutError as PlaywrightTimeout

from evidence.capture.journal import Journal
from evidence.capture.limits import CaptureLimits
from evidence.capture.page_scripts import HAS_ROOT, INNER, SCROLL
from evidence.capture.watch import Watch
from evidence.capture.world import NoAnswer, World
from evidence.network.quoted import quoted

Meanwhile = Callable[[], Awaitable[None]]
"""What is done about a page while it loads."""

_TICK = 0.05
_EARLY_SECONDS = 3.0
_ASK_SECONDS = 0.3
_NET_ERROR = re.compile(r"net::(ERR_[A-Z0-9_]+)")
_GONE_ON = re.compile(r'interrupted by another navigation to "https?:')
_CERTIFICATE = re.compile(r"ERR_CERT_|ERR_SSL_(?:OBSOLETE|KEY_USAGE|SERVER_CERT)")
_LATE_SECONDS = 1.5
_MOST_DIALOGS = 300
_MOST_NAVIGATIONS = 4
_SMALL_QUIET = 0.15


class Visit:
    """One page in the browser. `status` is the HTTP status of its document, 0 without one.

    `stopping` is called just before the page is stopped from loading more.
    """

    def __init__(
        self,
        page: Page,
        world: World,
        watch: Watch,
        journal: Journal,
        limits: CaptureLimits,
        *,
        stopping: Callable[[], None],
    ) -> None:
        self.page = page
        self.world = world
        self.watch = watch
        self.status = 0
        self._journal = journal
        self._limits = limits
        self._stopping = stopping

    async def open(
        self,
        url: str,
        referer: str | None,
        *,
        accept_bad_certificates: bool,
        once_shown: Meanwhile,
        while_loading: Meanwhile,
    ) -> bool:
        """Load `url` and wait until the page is quiet; False where there is no page to be seen.

        `once_shown` is called as soon as the page seems to be there, `while_loading`
        where that takes its time; each at most once.
        """
        said = await self._go(url, referer)
        if said is not None and _CERTIFICATE.search(said):
            self._journal.flag("certificate-error", said)
            if not accept_bad_certificates:
                return self._unreachable(url, said)
            await self.world.send("Security.setIgnoreCertificateErrors", 5, ignore=True)
            await self._until_error_page()
            self._journal.altered(
                "certificate-accepted",
                f"网站证书无效（{said}），为采集而接受",
                f"the site's certificate is not valid ({said}) and was accepted for the capture",
            )
            said = await self._go(url, referer)
        if said is not None:
            return self._unreachable(url, said)
        await self._build(once_shown, while_loading)
        if await self._nothing_came():
            found = _NET_ERROR.search(self.watch.broken_off)
            return self._unreachable(url, found[1] if found else self.watch.broken_off)
        if self.status >= 400:
            self._journal.flag("status", str(self.status))
        self._journal.step(
            "load",
            f"打开网址 {quoted(url, 2000)}",
            f"opened {quoted(url, 2000)}",
            f"{self.status} {quoted(self.page.url, 2000)}",
        )
        return await self.usable()

    async def _build(self, once_shown: Meanwhile, while_loading: Meanwhile) -> None:
        """Wait until the page is quiet; after a while stop it from loading more."""
        shown = False

        async def show() -> None:
            nonlocal shown
            shown = True
            if not await self._nothing_came():  # of such a page there is no picture
                await once_shown()

        early = min(_EARLY_SECONDS, self._limits.load_seconds / 2)
        if await self.quiet(early, show):
            if not shown:  # it was quiet at the first look
                await show()
            return
        if not shown and await self.usable():
            await while_loading()
        later = None if shown else show
        if not await self.quiet(self._limits.load_seconds - early, later):
            await self._stop_loading()
        if not shown and await self.usable():
            await show()

    async def _nothing_came(self) -> bool:
        """Whether the document broke off before the browser could make anything of it."""
        if not self.watch.broken_off or self.watch.crashed:
            return False
        try:
            return not await self.world.ask(HAS_ROOT, None, self._limits.hang_seconds)
        except NoAnswer:
            return False

    async def _stop_loading(self) -> None:
        if self.watch.crashed:
            return
        self._journal.flag("not-quiet", f"{self._limits.load_seconds:g} s")
        if self.watch.navigations > _MOST_NAVIGATIONS:
            await self._hold()
        self._stopping()
        try:
            await self.world.send("Page.stopLoading", self._limits.hang_seconds)
        except NoAnswer:
            return
        self._journal.altered(
            "loading-stopped",
            f"等待 {self._limits.load_seconds:g} 秒后停止页面加载",
            f"the page was stopped from loading more after {self._limits.load_seconds:g} seconds",
        )

    async def _go(self, url: str, referer: str | None) -> str | None:
        """Begin the navigation; None once an answer is shown, else the browser's word."""
        try:
            response: Response | None = await self.page.goto(
                url,
                referer=referer,
                wait_until="commit",
                timeout=self._limits.load_seconds * 1000,
            )
        except PlaywrightTimeout:
            return "timeout"
        except PlaywrightError as error:
            text = str(error)
            if "Download is starting" in text or self.watch.downloads:
                return "download"
            if _GONE_ON.search(text):
                return None  # the page went on by itself before it was shown: that is waited for
            found = _NET_ERROR.search(text)
            return found[1] if found else "crashed" if self.watch.crashed else quoted(text, 100)
        if response is not None:
            self.status = response.status
        return None

    async def _until_error_page(self) -> None:
        """The browser's own page about an error comes a moment later, and would come between."""
        end = time.monotonic() + _LATE_SECONDS
        there = False
        while not there and time.monotonic() < end:
            there = self.page.url.startswith("chrome-error:")
            await asyncio.sleep(_TICK)

    def _unreachable(self, url: str, said: str) -> bool:
        self._journal.flag("download" if said == "download" else "unreachable", said)
        self._journal.step(
            "load", f"打开网址 {quoted(url, 2000)}", f"opened {quoted(url, 2000)}", said
        )
        return False

    async def _hold(self) -> None:
        """Keep a page that goes on and on to other addresses where it is."""

        async def no_further(route: Route) -> None:
            request = route.request
            if request.is_navigation_request() and request.frame == self.page.main_frame:
                await route.abort("aborted")
            else:
                await route.continue_()

        count = self.watch.navigations
        self._journal.flag("restless", str(count))
        self._journal.altered(
            "navigation-stopped",
            f"页面反复跳转或刷新（{count} 次），采集时阻止其再跳转",
            f"the page went on to other addresses {count} times and was kept from going on",
        )
        await self.page.route("**/*", no_further)
        await self.quiet(_LATE_SECONDS)

    async def quiet(self, seconds: float, meanwhile: Meanwhile | None = None) -> bool:
        """Wait, `seconds` at most, until the page is built and nothing is under way.

        `meanwhile` is called once as soon as it looks that way. A page whose script
        does not let go has its scripts stopped.
        """
        end, asked, built = time.monotonic() + seconds, 0.0, False
        while time.monotonic() < end and not self.watch.crashed:
            if not built or time.monotonic() - asked > _ASK_SECONDS:
                state = await self._state()
                if state is None:
                    return False
                asked = time.monotonic()
                built = state in ("interactive", "complete") or bool(self.watch.broken_off)
            calm = self.watch.calm_for() if built else 0.0
            if calm >= self._limits.quiet_seconds:
                return True
            if meanwhile is not None and calm >= _SMALL_QUIET:
                await meanwhile()
                meanwhile = None
                continue
            await asyncio.sleep(min(_TICK, self._limits.quiet_seconds - calm))
        return False

    async def usable(self) -> bool:
        """Whether the page answers; scripts that never let go are stopped for it."""
        return await self._state() is not None

    async def _state(self) -> str | None:
        """How far the document is; None where it cannot be brought to answer."""
        for _ in range(2):
            while not self.watch.crashed:
                dialogs = len(self.watch.dialogs)
                try:
                    return await self.world.state(self._limits.hang_seconds)
                except NoAnswer:
                    # A page that opens dialog after dialog is at work, up to a point.
                    if not dialogs < len(self.watch.dialogs) < _MOST_DIALOGS:
                        break
            if self.watch.crashed or self._journal.flagged("hang"):
                return None
            await self._stop_scripts()
        return None

    async def _stop_scripts(self) -> None:
        """End the script that runs and let no other begin: what is shown stays as it is."""
        self._journal.flag("hang")
        for method, params in (
            ("Emulation.setScriptExecutionDisabled", {"value": True}),
            ("Runtime.terminateExecution", {}),
        ):
            try:
                await self.world.send(method, 3, **params)
            except NoAnswer:
                continue
        self._journal.step(
            "stop-scripts",
            "页面脚本长时间不让出，停止页面脚本",
            "stopped the page's scripts, which did not let go",
        )
        self._journal.altered(
            "scripts-stopped",
            "页面脚本不停运行，采集时停止了脚本；其后页面不再变化",
            "scripts that never let go were stopped; the page did not change after that",
        )

    async def scroll(self) -> None:
        """Bring what loads late into view, from top to bottom within the limit, and go back up."""
        try:
            reached, height = await self._scroll_down()
            await self.world.ask(SCROLL, 0, self._limits.hang_seconds)
            hidden = await self.world.ask(INNER, None, self._limits.hang_seconds)
        except NoAnswer:
            await self.usable()
            return
        if reached:
            self._journal.step(
                "scroll",
                f"向下滚动到 {reached} 像素，再回到页首",
                f"scrolled down to {reached} pixels and back to the top",
                f"{height} px",
            )
            self._journal.altered(
                "scrolled",
                f"滚动页面以载入延迟图片（{reached} 像素）",
                f"the page was scrolled for pictures that load late ({reached} pixels)",
            )
        if hidden and hidden > 50:
            self._journal.missing(
                "inner-scroll",
                f"页面局部另有滚动区域，其中约 {int(hidden)} 像素不在图片内，文字和源码仍在",
                f"about {int(hidden)} pixels in a part that scrolls by itself are not in the "
                "picture; text and markup hold them",
            )

    async def _scroll_down(self) -> tuple[int, int]:
        """How far down it went, and how high the page was then."""
        view = int(self.page.viewport_size["height"]) if self.page.viewport_size else 800
        y, height = 0, await self._height()
        while y + view < height and not self.watch.crashed:
            if y >= self._limits.scroll_pixels:
                self._journal.flag("scroll-cut", f"{y} / {height} px")
                break
            y += int(view * 0.9)
            before = self.watch.last_change
            _, height = await self.world.ask(SCROLL, y, self._limits.hang_seconds)
            if self.watch.last_change != before:
                await self._late_pictures()
                height = await self._height()
        return y, height

    async def _height(self) -> int:
        metrics = await self.world.send("Page.getLayoutMetrics", self._limits.hang_seconds)
        return int(metrics["cssContentSize"]["height"])

    async def _late_pictures(self) -> None:
        end = time.monotonic() + _LATE_SECONDS
        while time.monotonic() < end:
            if self.watch.calm_for() >= _SMALL_QUIET:
                return
            await asyncio.sleep(_TICK / 2)
