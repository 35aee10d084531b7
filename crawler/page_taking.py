"""Taking one page of a crawled site with a browser 采集一页: at its pace, within its time, or not.

The guard, the name servers and the delay are those of the crawl.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from crawler.addresses import site_key
from crawler.capture_slot import CaptureSlot
from crawler.capture_way import Way
from crawler.models import PageCapture, SiteRun
from crawler.pace import Pace
from crawler.site_plan import SitePlan
from evidence.capture.capture import CaptureSettings, capture
from evidence.capture.manifest import Captured
from evidence.network.reach import Reach
from leads.home import Home
from leads.office import Office

FINISH_SECONDS = 10.0
"""What a capture may still take when the slice is to stop."""
LONGEST_SECONDS = 240.0
"""Of one capture, with all that ends it; its own limit is lower."""
_TICK = 0.25

T = TypeVar("T")


class PageTaking:
    """Captures pages of one site. `stop` may be called from any thread.

    `seconds` is how long browsers have worked for it; `on_tick` is called while one does.
    """

    def __init__(
        self, home: Home, office: Office, site: SiteRun, plan: SitePlan, pace: Pace
    ) -> None:
        self._home = home
        self._site = site
        self._pace = pace
        self._allow = plan.allow
        self._resolver = office.network.resolver
        self._settings = CaptureSettings(
            info={
                "operator": f"{office.name} {office.contact}".strip(),
                "robots": plan.robots,
                "config-digest": site.run.config_digest,
                "run": site.run_id,
                "site": site.url,
            },
            time_servers=office.network.time_servers,
            resolver=[self._resolver] if self._resolver else (),
            config_digest=site.run.config_digest,
        )
        self._break_off_at: float | None = None
        self.seconds = 0.0
        self.on_tick: Callable[[], None] = lambda: None

    def stop(self, *, at_once: bool = False) -> None:
        """Let the page under way come to its end if that is near."""
        wait = 0.0 if at_once else FINISH_SECONDS
        self._break_off_at = time.monotonic() + wait

    def folder(self, page: PageCapture, attempt: int) -> Path:
        """Where an attempt to capture `page` goes: always the same, so that it is found again."""
        again = f"-{attempt}" if attempt > 1 else ""
        number = f"{self._site.run_id}-{self._site.number}-{page.rank:03d}{again}"
        return self._home.captures / number

    async def take(self, url: str, folder: Path, way: Way) -> Captured | None:
        """Capture `url` into `folder`; None where the slice was stopped before it was done.

        Raises what evidence.capture raises, and TimeoutError.
        """
        slot = CaptureSlot(self._home.runs)
        try:
            await self._watched(slot.wait(), may_finish=False)
            host = site_key(url)
            if self._break_off_at is None:
                await self._watched(self._pace.turn(host), may_finish=False)
            if self._break_off_at is not None:
                return None
            return await self._captured(url, folder, way, host)
        finally:
            slot.free()

    async def _captured(self, url: str, folder: Path, way: Way, host: str) -> Captured | None:
        began = time.monotonic()
        reach = Reach(allow=self._allow, resolver=self._resolver or None)
        work = capture(
            url,
            folder,
            reach=reach,
            settings=self._settings,
            way=way.steps,
            referer=way.referer,
        )
        try:
            return await self._watched(asyncio.wait_for(work, LONGEST_SECONDS), may_finish=True)
        finally:
            # The next request waits for the delay from here on.
            self._pace.answered(host, 0.0)
            self.seconds += time.monotonic() - began

    async def _watched(self, work: Coroutine[Any, Any, T], *, may_finish: bool) -> T | None:
        """The result of `work`; None where it was broken off because the slice is to stop."""
        task = asyncio.ensure_future(work)
        told = False
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=_TICK)
                self.on_tick()
                if not told and self._must_break_off(may_finish=may_finish):
                    told = task.cancel()  # once: what it does on leaving is not to be broken off
        finally:
            task.cancel()
        return None if task.cancelled() else task.result()

    def _must_break_off(self, *, may_finish: bool) -> bool:
        at = self._break_off_at
        return at is not None and (not may_finish or time.monotonic() >= at)
