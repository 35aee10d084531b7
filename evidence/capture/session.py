"""One capture from its first file to its last: what it needs, what it does, how it ends.

`begin` opens everything, `open` loads the page, `close_browser` ends what `begin` and
`open` began, `release` leaves nothing running. What is taken in between is taking.py's
business, what is written in the end closing.py's. Whatever goes wrong with the page
becomes a mark on the capture; only a refused address, a missing browser and a disk
that takes nothing more are errors.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Download, Page
from playwright.async_api import Error as PlaywrightError

from evidence.archive.archive import Archive
from evidence.capture.attendance import Attendance
from evidence.capture.browser import LOCALE, TIMEZONE, BrowserEnd, CaptureBrowser, Scratch
from evidence.capture.clock import ClockReading, read_clock
from evidence.capture.journal import Journal
from evidence.capture.manifest import Manner, WayStep
from evidence.capture.profile import DESKTOP, Profile
from evidence.capture.rendered import Rendered
from evidence.capture.second import fetch_second
from evidence.capture.secrets import Secrets
from evidence.capture.settings import CaptureSettings
from evidence.capture.store import Store
from evidence.capture.traffic import Traffic, TrafficLimits
from evidence.capture.visit import Meanwhile, Visit
from evidence.capture.watch import Watch
from evidence.capture.watched_relay import WatchedRelay
from evidence.capture.world import World
from evidence.errors import ArchiveError
from evidence.network.exchange import Exchange
from evidence.network.limits import Limits
from evidence.network.reach import Reach

_SECOND_WAITS = 3.0


@dataclass(slots=True)
class Found:
    """What was found of the browser. `profile_files` and `cookies` before the page was loaded,
    `connected` whether it was still there when the capture ended."""

    profile_files: int = 0
    cookies: int = 0
    arguments: list[str] = field(default_factory=list)
    browser_version: str = ""
    user_agent: str = ""
    connected: bool = True


@dataclass(slots=True)
class Take:
    """One page that was taken; the names of its files begin with `prefix`.

    `url` and `title` are those it had then, `rendered` is None where it gave no markup.
    """

    prefix: str
    url: str
    title: str
    taken_at: datetime
    rendered: Rendered | None


class Session:
    """A capture under way in `folder`, whose name is the capture's number.

    With `attendance` it is an attended one, and `headed` shows the browser to those
    who attend. `takes` are the pages taken: one, or as many as those who attend wanted;
    `prefix` begins the names of the files of the one under way. Windows that the page
    opens go to `take_window`, and are closed where there is none. `clock` is a reading
    made just before; without it the clock is read meanwhile.
    """

    def __init__(
        self,
        url: str,
        folder: Path,
        reach: Reach,
        settings: CaptureSettings,
        *,
        profile: Profile = DESKTOP,
        way: Sequence[WayStep] = (),
        attendance: Attendance | None = None,
        headed: bool = False,
        take_window: Callable[[Page], None] | None = None,
        clock: ClockReading | None = None,
    ) -> None:
        self.take_window = take_window
        self._known_clock = clock
        self.url = url
        self.number = folder.name
        self.settings = settings
        self.limits = settings.limits
        self.profile = profile
        self.way = tuple(way)
        self.attendance = attendance
        self.manner: Manner = "automatic" if attendance is None else "attended"
        self.journal = Journal()
        self.store = Store(folder)
        self.reach = reach
        self.headed = headed
        self.takes: list[Take] = []
        self.prefix = ""
        self.secrets = None if attendance is None else Secrets()
        self.more_environment: dict[str, Any] = {}
        self.second: Exchange | None = None
        self.found = Found()
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
        begun = self.journal.begun_at.isoformat()
        self.store.begin({"number": self.number, "url": self.url, "begun_at": begun})
        if self._known_clock is None:
            self._clock = asyncio.create_task(read_clock(self.settings.time_servers))
        self._archive = Archive(
            self.store.folder,
            name="traffic",
            info=self.settings.info,
            floor_bytes=self.settings.floor_bytes,
        )
        self._scratch = Scratch()
        self.found.profile_files = sum(
            1 for path in (self._scratch.path / "profile").rglob("*") if path.is_file()
        )
        port = await self.relay.start()
        self._traffic = Traffic(
            self._archive,
            self.relay,
            self._scratch.path,
            TrafficLimits(self.limits.body, self.limits.traffic, self.limits.exchanges),
            self.secrets,
        )
        self._browser = await CaptureBrowser.start(
            self._scratch,
            port,
            memory=self.limits.memory,
            headed=self.headed,
            steered=self.attendance is not None,
            more=self._traffic.arguments,
        )
        self.found.arguments = self._browser.arguments
        self.found.browser_version = self._browser.browser.version
        self.journal.step(
            "start",
            "启动浏览器，使用全新的用户目录",
            "started the browser with a fresh profile",
            f"Chromium {self.found.browser_version}",
        )
        context = await self._new_context(self._browser)
        await self._new_page(context)

    @property
    def context(self) -> BrowserContext:
        """The browser's windows, after `begin`."""
        return self.visit.watch.context

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
        self.found.cookies = len(await context.cookies())
        return context

    async def _new_page(self, context: BrowserContext) -> None:
        page = await context.new_page()
        world = World(context, page, await context.new_cdp_session(page))
        self.found.user_agent = await page.evaluate("navigator.userAgent")
        watch = Watch(page, context, self.journal, self.limits, self.take_window)
        watch.attach()
        self._visit = Visit(
            page, world, watch, self.journal, self.limits, stopping=self.traffic.stopped
        )
        self.journal.altered(
            "http-1",
            "关闭浏览器的 HTTP/2 和 HTTP/3，以便逐字节记录",
            "HTTP/2 and HTTP/3 were switched off in the browser, so that every byte can be kept",
        )
        self.journal.altered(
            "service-workers-blocked",
            "阻止页面注册 Service Worker",
            "service workers of the page were blocked",
        )

    async def look_at(self, page: Page) -> None:
        """Go on with another window of the same browser. PlaywrightError passes."""
        before = self.visit
        before.watch.page = page
        world = World(self.context, page, await self.context.new_cdp_session(page))
        self._visit = Visit(
            page, world, before.watch, self.journal, self.limits, stopping=self.traffic.stopped
        )

    async def open(
        self, referer: str | None, *, once_shown: Meanwhile, while_loading: Meanwhile
    ) -> bool:
        """Load the page, as Visit.open does; False where there is none to be seen."""
        return await self.visit.open(
            self.url,
            referer,
            accept_bad_certificates=self.settings.accept_bad_certificates,
            once_shown=once_shown,
            while_loading=while_loading,
        )

    def keep(self, work: Callable[..., object], *arguments: object) -> None:
        """Write files in a thread, while the browser goes on."""
        self._writing.append(asyncio.create_task(asyncio.to_thread(work, *arguments)))

    def ask_again(self) -> None:
        """Begin to fetch the main document a second time."""
        self._seconds.append(asyncio.create_task(self._second_response(first=not self.takes)))

    async def _second_response(self, *, first: bool) -> None:
        """With the headers of the first request, once the log has told of it.

        Where the browser shows no page, the recording client may still be answered:
        it speaks older TLS than the browser does. Only that of the first page taken is
        named in the manifest.
        """
        if self.secrets is not None and self.secrets.account:
            # It would have to bear the account's cookies.
            self.journal.flag("no-second-response", "account")
            return
        shown = self.visit.page.url.partition("#")[0]
        request = await self._first_request(shown) if shown.startswith("http") else None
        if request is None and not self.journal.flagged("unreachable"):
            self.journal.flag("no-second-response", "not-seen")
            return
        if request is not None and not request.startswith(b"GET "):
            self.journal.flag("no-second-response", "not-a-get")
            return
        found = await fetch_second(
            self.url if request is None else shown,
            request or b"\r\nUser-Agent: %b\r\n\r\n" % self.found.user_agent.encode("latin-1"),
            self.store.folder,
            reach=self.reach,
            info=self.settings.info,
            limits=Limits(body=self.limits.body, total_seconds=self.limits.load_seconds),
            floor_bytes=self.settings.floor_bytes,
            journal=self.journal,
        )
        if first:
            self.second = found

    async def _first_request(self, url: str) -> bytes | None:
        end = time.monotonic() + _SECOND_WAITS
        request = self.traffic.documents.get(url)
        while request is None and time.monotonic() < end:
            await asyncio.sleep(0.05)
            request = self.traffic.documents.get(url)
        return request

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
        self.found.connected = self._browser.browser.is_connected()
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
        if self._known_clock is not None:
            return self._known_clock
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
        self.store.release()
