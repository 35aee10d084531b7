"""Drives a ShopSpider over the real download handler, without a reactor.

Scrapy's engine needs a reactor, and a process has only one; the spider itself is
plain asyncio. This does what the engine does with it: requests go through the
download handler and the cookie middleware, callbacks run, visits reach the ledger.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.utils.misc import build_from_crawler
from twisted.python.failure import Failure

from crawler.cookies import SiteCookies
from crawler.handler import Line, WireDownloadHandler, attach
from crawler.ledger import MemoryLedger
from crawler.render import Renderer
from crawler.site_plan import SitePlan, SpiderContext
from crawler.spiders.shop import ShopSpider
from crawler.visit import Conclusion, Visit
from evidence.archive.archive import Archive
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from evidence.network.wire import Wire
from keywords.lexicon import Lexicon


@dataclass
class Crawl:
    """What a driven crawl left behind."""

    spider: ShopSpider
    ledger: MemoryLedger
    conclusions: list[Conclusion] = field(default_factory=list)

    @property
    def visits(self) -> list[Visit]:
        return self.ledger.visits

    @property
    def coverage(self) -> dict[str, Any]:
        return self.spider.walk.site.coverage.to_json()

    def read(self, kind: str) -> list[str]:
        """Addresses of what was read as `kind`, in order."""
        return [
            v.final_url
            for v in self.visits
            if v.outcome == "read" and (v.read_as or v.target.kind) == kind
        ]


async def drive(
    plan: SitePlan,
    folder: Path,
    *,
    lexicon: Lexicon | None = None,
    browser: bool = False,
    ledger: MemoryLedger | None = None,
    stop_after: int | None = None,
    context: Callable[[SpiderContext], None] = lambda _context: None,
) -> Crawl:
    """Run a spider to its end, or until `stop_after` visits were kept (as if killed)."""
    ledger = ledger if ledger is not None else MemoryLedger()
    archive = Archive(folder, name="test", info={"operator": "test"}, floor_bytes=0)
    reach = Reach(plan.allow, ports=None)
    wire = Wire(reach, archive)
    renderer = Renderer(Relay(reach), user_agent=plan.user_agent) if browser else None
    given = SpiderContext(ledger, archive, lexicon or Lexicon([]), renderer, slice_pages=100_000)
    context(given)
    spider = ShopSpider(plan, given)
    try:
        return await _Engine(spider, ledger, wire, stop_after).run()
    finally:
        if renderer is not None:
            await renderer.close()
        await wire.close()
        archive.close()


class _Engine:
    def __init__(
        self, spider: ShopSpider, ledger: MemoryLedger, wire: Wire, stop_after: int | None
    ) -> None:
        self._crawl = Crawl(spider, ledger)
        self._stop_after = stop_after
        self._cookies = SiteCookies()
        crawler = Crawler(ShopSpider, Settings())
        attach(crawler, Line(wire))
        self._handler = build_from_crawler(WireDownloadHandler, crawler)
        spider.download = self._handler.download_request
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> Crawl:
        async for step in self._crawl.spider.start():
            if isinstance(step, Request):
                task = asyncio.ensure_future(self._ask(step))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            else:
                self._keep(step)
            if self._killed():
                break
        for task in list(self._tasks):
            if self._killed():
                task.cancel()
            else:
                await task
        return self._crawl

    def _killed(self) -> bool:
        return self._stop_after is not None and len(self._crawl.visits) >= self._stop_after

    async def _ask(self, request: Request) -> None:
        self._cookies.process_request(request)
        try:
            response = await self._handler.download_request(request)
        except Exception as error:
            failure = Failure(error)
            failure.request = request  # type: ignore[attr-defined]
            output = request.errback(failure)  # type: ignore[misc]
        else:
            response = self._cookies.process_response(request, response)
            output = request.callback(response)  # type: ignore[misc]
        async for item in output:
            self._keep(item)

    def _keep(self, item: Any) -> None:
        if isinstance(item, Visit) and not self._killed():
            self._crawl.ledger.commit(item)
        elif isinstance(item, Conclusion):
            self._crawl.conclusions.append(item)
