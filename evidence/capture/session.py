"""One capture from its first file to its last: what it needs, what it does, how it ends.

`begin` opens everything, `open` loads the page, `take` keeps what it shows, `finish`
ends the browser, closes the archive and writes the manifest last. Whatever goes wrong
with the page becomes a mark on the capture; only a refused address, a missing browser
and a disk that takes nothing more are errors. `release` leaves nothing running.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import BrowserContext, Download
from playwright.async_api import Error as PlaywrightError

from evidence.archive.archive import Archive
from evidence.capture.browser import LOCALE, TIMEZONE, BrowserEnd, CaptureBrowser, Scratch
from evidence.capture.clock import ClockReading, read_clock
from evidence.capture.journal import Journal
from evidence.capture.limits import CaptureLimits
from evidence.capture.manifest import Manner, WayStep
from evidence.capture.pictures import Picture, first_view, printed, whole_page
from evidence.capture.profile import DESKTOP, Profile
from evidence.capture.rendered import Rendered, keep_rendered, read_frames, read_rendered
from evidence.capture.second import fetch_second
from evidence.capture.store import BEGUN, Store
from evidence.capture.traffic import Traffic, TrafficLimits
from evidence.capture.visit import Visit
from evidence.capture.watch import Watch
from evidence.capture.watched_relay import WatchedRelay
from evidence.capture.world import World
from evidence.errors import ArchiveError
from evidence.network.exchange import Exchange
from evidence.network.limits import Limits
from evidence.network.reach import Reach

T = TypeVar("T")

_SECOND_WAITS = 3.0


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """What is the same for all captures of an office.

    `info` goes into each WARC file's first record: say at least `operator`, `robots`
    and `config-digest`. `time_servers` are asked for the time (HOST or HOST:PORT),
    `resolver` names the name servers that the guard was given, `config_digest` is
    that of the office's configuration. A bad certificate is accepted, and told,
    where `accept_bad_certificates` is true. With less than `floor_bytes` left on the
    disk nothing more is kept.
    """

    info: Mapping[str, str] = field(default_factory=dict)
    limits: CaptureLimits = field(default_factory=CaptureLimits)
    time_servers: Sequence[str] = ()
    resolver: Sequence[str] = ()
    config_digest: str = ""
    accept_bad_certificates: bool = True
    floor_bytes: int = 256 << 20


class Session:
    """A capture under way in `folder`, whose name is the capture's number."""

    def __init__(
        self,
        url: str,
        folder: Path,
        reach: Reach,
        settings: CaptureSettings,
        *,
        profile: Profile = DESKTOP,
        way: Sequence[WayStep] = (),
        manner: Manner = "automatic",
        headed: bool = False,
    ) -> None:
        self.url = url
        self.number = folder.name
        self.settings = settings
        self.limits = settings.limits
        self.profile = profile
        self.way = tuple(way)
        self.manner = manner
        self.journal = Journal()
        self.store = Store(folder)
        self.reach = reach
        self.headed = headed
        self.rendered: Rendered | None = None
        self.second: Exchange | None = None
        self.facts: dict[str, Any] = {}
        self.relay = WatchedRelay(reach)
        self._scratch: Scratch | None = None
        self._archive: Archive | None = None
        self._traffic: Traffic | None = None
        self._browser: CaptureBrowser | None = None
        self._visit: Visit | None = None
        self._clock: asyncio.Task[ClockReading] | None = None
        self._writing: list[asyncio.Task[Any]] = []
        self._seconds: list[asyncio.Task[None]] = []

    @property
    def visit(self) -> Visit:
        """The page in the browser, after `begin`."""
        assert self._visit is not None
        return self._visit

    @property
    def traffic(self) -> Traffic:
        """The page's traffic, after `begin`."""
        assert self._traffic is not None
        return self._traffic

    async def begin(self) -> None:
        """Write that a capture begins, and start all that it needs. BrowserUnavailable passes."""
        self.store.write_json(
            BEGUN,
            "begun",
            {"number": self.number, "url": self.url, "begun_at": self.journal.begun_at.isoformat()},
            title="采集开始",
        )
        self._clock = asyncio.create_task(read_clock(self.settings.time_servers))
        self._archive = Archive(
            self.store.folder,
            name="traffic",
            info=self.settings.info,
            floor_bytes=self.settings.floor_bytes,
        )
        self._scratch = Scratch()
        self.facts["profile_files"] = sum(
            1 for path in (self._scratch.path / "profile").rglob("*") if path.is_file()
        )
        port = await self.relay.start()
        self._traffic = Traffic(
            self._archive,
            self.relay,
            self._scratch.path,
            TrafficLimits(self.limits.body, self.limits.traffic, self.limits.exchanges),
        )
        self._browser = await CaptureBrowser.start(
            self._scratch,
            port,
            memory=self.limits.memory,
            headed=self.headed,
            more=self._traffic.arguments,
        )
        self.facts["arguments"] = self._browser.arguments
        self.facts |= {"locale": LOCALE, "timezone": TIMEZONE}
        self.facts["browser_version"] = self._browser.browser.version
        self.journal.step(
            "start",
            "启动浏览器，使用全新的用户目录",
            "started the browser with a fresh profile",
            f"Chromium {self.facts['browser_version']}",
        )
        context = await self._new_context(self._browser)
        await self._new_page(context)

    async def _new_context(self, browser: CaptureBrowser) -> BrowserContext:
        context = await browser.browser.new_context(
            **self.profile.context_options(),
            locale=LOCALE,
            timezone_id=TIMEZONE,
            service_workers="block",
            accept_downloads=True,
            permissions=[],
        )
        context.set_default_timeout(self.limits.artefact_seconds * 1000)
        self.facts["cookies"] = len(await context.cookies())
        return context

    async def _new_page(self, context: BrowserContext) -> None:
        page = await context.new_page()
        world = World(context, page, await context.new_cdp_session(page))
        self.facts["user_agent"] = await page.evaluate("navigator.userAgent")
        watch = Watch(page, context, self.journal, self.limits)
        watch.attach()
        self._visit = Visit(page, world, watch, self.journal, self.limits)
        self.journal.altered(
            "service-workers-blocked",
            "阻止页面注册 Service Worker",
            "service workers of the page were blocked",
        )

    async def open(self, referer: str | None = None) -> bool:
        """Load the page; False where there is none to be seen."""
        return await self.visit.open(
            self.url,
            referer,
            accept_bad_certificates=self.settings.accept_bad_certificates,
            while_loading=self._take_early,
        )

    async def _take_early(self) -> None:
        """A picture before the page is built: it may never be, or break down over it."""
        view = await first_view(self.visit.world, self.visit.page, self.limits)
        if view is not None:
            self._keep(self._keep_picture, "early.png", view, "加载过程中的首屏截图")

    async def take(self) -> None:
        """Keep what the page shows: first view, markup, text, whole picture, print."""
        visit, limits, journal = self.visit, self.limits, self.journal
        page, world = visit.page, visit.world
        self._seconds.append(asyncio.create_task(self._ask_again()))
        first = await first_view(world, page, limits)
        if first is not None:
            self._keep(self._keep_picture, "screen.png", first, "首屏截图")
        else:
            journal.missing("screenshot", "未取得首屏截图", "there is no picture of the first view")
        await visit.scroll()
        # What would not become quiet at first is not waited for as long again.
        await visit.quiet(limits.load_seconds / (8 if journal.flagged("not-quiet") else 2))
        rendered = await read_rendered(world, limits, journal)
        self.rendered = rendered
        if rendered is not None:
            frames = await read_frames(world, limits, journal)
            self._keep(keep_rendered, self.store, rendered, frames)
            journal.step("read", "读出渲染后的源码和可见文字", "read markup and text as shown")
        await self._take_pictures(rendered)

    async def _take_pictures(self, rendered: Rendered | None) -> None:
        visit, limits, journal = self.visit, self.limits, self.journal
        parts = await whole_page(visit.world, visit.page, limits, journal)
        for number, part in enumerate(parts, 1):
            title = "整页截图" if len(parts) == 1 else f"整页截图第 {number}/{len(parts)} 幅"
            self._keep(self._keep_picture, f"page-{number:02d}.png", part, title)
        if parts:
            journal.step("picture", "截取整页图片", "took the picture of the whole page")
        if self.headed:
            return  # a visible browser cannot print
        pdf = await printed(visit.page, limits, journal, self.number)
        if pdf is not None:
            self._keep(self._keep_print, pdf)
            journal.step("print", "打印为 PDF", "printed the page as PDF")

    def _keep_picture(self, name: str, picture: Picture, title: str) -> None:
        self.store.write(
            name,
            "screenshot",
            "image/png",
            picture.png,
            title=title,
            source=self.visit.page.url,
            method="浏览器截图 (Page.captureScreenshot)",
            note=f"页面区域 x={picture.x} y={picture.y} "
            f"宽={picture.width} 高={picture.height} 像素，截取于 {picture.taken_at.isoformat()}",
        )

    def _keep_print(self, pdf: bytes) -> None:
        self.store.write(
            "page.pdf",
            "pdf",
            "application/pdf",
            pdf,
            title="网页打印件",
            source=self.visit.page.url,
            method="浏览器打印 (Page.printToPDF)",
            note="按打印样式排版，页脚由采集程序加注编号、时间、网址和页码",
        )

    def _keep(self, work: Callable[..., T], *arguments: Any) -> None:
        """Write files while the browser goes on."""
        self._writing.append(asyncio.create_task(asyncio.to_thread(work, *arguments)))

    async def _ask_again(self) -> None:
        """The second response, once the log has told of the first."""
        url = self.visit.page.url.partition("#")[0]
        end = time.monotonic() + _SECOND_WAITS
        request = None
        while request is None and time.monotonic() < end:
            await asyncio.sleep(0.05)
            request = self.traffic.documents.get(url)
        if request is None or not request.startswith(b"GET "):
            self.journal.flag("no-second-response", "not-a-get" if request else "not-seen")
            return
        self.second = await fetch_second(
            url,
            request,
            self.store.folder,
            reach=self.reach,
            info=self.settings.info,
            limits=Limits(body=self.limits.body, total_seconds=self.limits.load_seconds),
            floor_bytes=self.settings.floor_bytes,
            journal=self.journal,
        )

    async def downloaded(self, download: Download) -> bytes | None:
        """What the page sent as a file; None where it does not come whole, or is too large."""
        try:
            async with asyncio.timeout(self.limits.artefact_seconds):
                path = await download.path()
        except (TimeoutError, PlaywrightError):
            return None
        if path.stat().st_size > self.limits.download:
            return None
        return await asyncio.to_thread(path.read_bytes)

    async def close_browser(self) -> BrowserEnd:
        """End the browser and read its traffic to the end; what was begun is done then.

        ArchiveError passes, of whatever was being written.
        """
        assert self._browser is not None
        self.facts["connected"] = self._browser.browser.is_connected()
        self.traffic.ending()
        end = await self._browser.end()
        if not await asyncio.to_thread(self.traffic.finish):
            self.journal.flag("log-incomplete")
        self.journal.step("end", "关闭浏览器", "ended the browser")
        await self.relay.stop()
        await asyncio.gather(*self._seconds, *self._writing)
        if self.traffic.error is not None:
            raise self.traffic.error
        return end

    async def clock(self) -> ClockReading:
        """How the clock stood."""
        assert self._clock is not None
        return await self._clock

    @property
    def archive(self) -> Archive:
        """The WARC files with the page's traffic, after `begin`."""
        assert self._archive is not None
        return self._archive

    async def release(self) -> None:
        """Leave nothing running and nothing lying about, however far it came."""
        for task in (*self._seconds, *self._writing, *([self._clock] if self._clock else [])):
            task.cancel()
        if self._browser is not None:
            await self._browser.end()
        if self._traffic is not None:
            await asyncio.to_thread(self._traffic.finish)
        await self.relay.stop()
        if self._archive is not None:
            with contextlib.suppress(ArchiveError):
                self._archive.close()
        if self._scratch is not None:
            await asyncio.to_thread(self._scratch.remove)
