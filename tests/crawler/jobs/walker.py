"""A tiny spider that follows every link of a site through the ledger, and a site to walk.

It keeps the contract of the room's ShopSpider (ledger, visits, memo) and nothing
of its cleverness, so that the plumbing is tested by itself.
"""

import re
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.site_plan import SitePlan, SpiderContext
from crawler.visit import Target, Visit


class Walker(Spider):
    """Visits what is pending, and what pages link to."""

    name = "walker"

    def __init__(self, plan: SitePlan, context: SpiderContext, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.context = context
        self.asked = 0
        self.open = 0

    async def start(self) -> AsyncIterator[Any]:
        ledger = self.context.ledger
        if not ledger.counts() and not ledger.pending():
            ledger.add([Target("home", self.plan.site_url)])
        for target in ledger.pending():
            yield self.ask(target)
        if not self.open:
            ledger.memo["finished"] = True

    def ask(self, target: Target) -> Request:
        self.open += 1
        return Request(
            target.url,
            self.answered,
            errback=self.failed,
            meta={"target": target, "wire_url": target.url},
            dont_filter=True,
        )

    async def answered(self, response: Response) -> AsyncIterator[Any]:
        target: Target = response.meta["target"]
        exchange = response.meta["exchange"]
        self.asked += 1
        self.open -= 1
        links = re.findall(rb"href='([^']+)'", response.body)
        found = [
            Target("listing", response.urljoin(link.decode()), via=target.key) for link in links
        ]
        found = [each for each in found if not self.context.ledger.seen(each.key)]
        self.context.ledger.memo["last"] = target.url
        over = self.asked >= self.context.slice_pages or self.context.ledger.stopping
        new = list({each.key: each for each in found}.values())
        if not over:
            for each in new:
                yield self.ask(each)
        if not self.open and not over:
            self.context.ledger.memo["finished"] = True
        yield Visit(
            target,
            "read" if response.status == 200 else "error",
            response.status,
            exchange.record,
            response.url,
            found=found,
        )

    async def failed(self, failure: Failure) -> AsyncIterator[Any]:
        self.open -= 1
        target: Target = failure.request.meta["target"]  # type: ignore[attr-defined]
        if failure.check(DownloadCancelledError):
            return
        if not self.open:
            self.context.ledger.memo["finished"] = True
        yield Visit(target, "unreachable", detail=str(failure.value))
