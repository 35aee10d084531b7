"""The item pipeline: what the spider yields goes to the ledger, and so to the writer."""

import asyncio
from typing import Any, cast

from scrapy.crawler import Crawler

from crawler.visit import Conclusion, Visit


class LedgerPipeline:
    """Commits every Visit to the ledger of the spider's context, and collects Conclusions.

    Where the database is slower than the site, the spider waits here. Once the
    slice is stopping, a visit that brought nothing is not kept: its request was
    cut short by us, so its target stays pending.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LedgerPipeline":
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Commit `item` if it is a Visit; anything else passes."""
        if isinstance(item, Conclusion):
            getattr(cast(Any, self._crawler.spider).context.ledger, "conclusions", []).append(item)
        if not isinstance(item, Visit):
            return item
        ledger = cast(Any, self._crawler.spider).context.ledger
        # The writer is a thread: an event would have to cross over from it for each group.
        while getattr(ledger, "behind", False):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        if item.record is not None or not getattr(ledger, "stopping", False):
            ledger.commit(item)
        return item
