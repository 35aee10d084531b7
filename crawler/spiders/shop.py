"""ShopSpider: fetches what the walk through a shop names, politely, and yields what came of it.

All waiting, retrying and stopping is here; what pages mean is in crawler.shop_walk.
The spider yields a Visit for every target and, when the site is finished, its
Conclusions. It ends without them when the slice's time or pages are used up:
what is left is pending in the ledger.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from playwright.async_api import Error as PlaywrightError
from scrapy import Request, Spider
from scrapy.core.engine import ExecutionEngine
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import origin, site_key
from crawler.answer import Answer
from crawler.answering import answer_of, failure_of, request_of, robots_target, shown_answer
from crawler.frontier import Frontier
from crawler.picture_work import Download, PictureWork
from crawler.politeness import (
    PATIENCE,
    ROBOTS_HOPS,
    Robots,
    back_off,
    retry_after,
    sends_away,
)
from crawler.shop_walk import ShopWalk
from crawler.site_plan import SitePlan, SpiderContext
from crawler.visit import Conclusion, Target, Visit
from evidence.errors import BrowserUnavailable

RETRIES = 2
"""How often a target is asked again after a failure that may pass."""
LATE = -1000
"""Priority of a search that waits until the shop's own pages are read."""
_PASSING = frozenset({408, 429, 500, 502, 503, 504})


class ShopSpider(Spider):
    """Walks one site. `finished` is true once nothing is left to ask, or its limits are reached."""

    name = "shop"

    def __init__(self, plan: SitePlan, context: SpiderContext, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.context = context
        self.walk = ShopWalk(plan, context)
        self.finished = False
        self.asked = 0
        self.download: Download | None = None  # how pictures are asked for, if not by the engine
        self._frontier = Frontier(context.ledger)
        self._under_way: dict[str, Target] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready: list[Visit] = []
        self._failure: Exception | None = None
        self._wake = asyncio.Event()
        self._attempts: Counter[str] = Counter()
        self._refusals = 0
        self._pause_until = 0.0
        self._pictures: PictureWork | None = None
        self._began = time.monotonic()
        self._spent = float(context.ledger.memo.get("seconds", 0.0))

    async def start(self) -> AsyncIterator[Any]:
        """Requests and visits, until the site is finished or the slice is over."""
        self._frontier.restore(self.context.ledger.pending())
        self._begin()
        while not self._slice_over():
            while self._ready:
                yield self._ready.pop(0)
            if self._failure is not None:
                raise self._failure
            if self._site_over():
                break
            step = self._next_step()
            if isinstance(step, Request | Visit):
                yield step
            elif not step and self._idle():
                if not self._more():
                    break
            elif not step:
                await self._until_woken()
        async for visit in self._last_visits():
            yield visit
        if self.finished:
            for conclusion in self._conclusions():
                yield conclusion

    def _begin(self) -> None:
        if self.context.renderer is not None:
            self.context.renderer.may_ask = self.walk.site.may_show
        if self.context.pictures is not None:
            download = self.download or _engine_of(self).download_async
            self._pictures = PictureWork(self.walk.site, self.context.pictures, download)
        if not self.context.ledger.counts() and not len(self._frontier):
            home = self.walk.home()
            self.context.ledger.add([home])
            self._frontier.restore([home])
        fresh = self.walk.fresh_form()
        if fresh is not None:
            self._frontier.put_back(fresh)

    # Deciding what comes next.

    def _slice_over(self) -> bool:
        return (
            self.context.ledger.stopping
            or self.asked >= self.context.slice_pages
            or time.monotonic() - self._began >= self.context.slice_seconds
        )

    def _site_over(self) -> bool:
        """Whether the site is left for good: blocked, or its limits reached."""
        why = self._reason_to_leave()
        if why is None or self._under_way:
            return False
        self._ready.extend(self.walk.leave(self._frontier.drain(), why))
        self.finished = True
        return True

    def _idle(self) -> bool:
        """Whether nothing is to be asked, under way, or waiting to be kept."""
        return not (len(self._frontier) or self._under_way or self._ready)

    def _reason_to_leave(self) -> str | None:
        limits = self.plan.limits
        if self._refusals >= PATIENCE:
            return "blocked"
        if not len(self._frontier):
            return None
        if self.walk.site.coverage.pages >= limits.pages:
            return "pages"
        if limits.seconds and self._seconds() >= limits.seconds:
            return "seconds"
        return None

    def _seconds(self) -> float:
        return self._spent + time.monotonic() - self._began

    def _next_step(self) -> Request | Visit | bool:
        """A request to send, a visit of what is not asked, True for a page given to the
        browser, False where the spider must wait."""
        if len(self._under_way) >= max(1, self.plan.limits.concurrency):
            return False
        if time.monotonic() < self._pause_until or self._reason_to_leave() is not None:
            return False
        target = self._in_turn()
        if target is None:
            return False
        rules = self._robots_first(target)
        if rules is not None:
            self._frontier.put_back(target)
            asked = any(t.extra.get("what") == "robots" for t in self._under_way.values())
            return False if asked else self._send(rules)
        refused = self._forbidden(target)
        if refused is not None:
            return refused
        if target.render:
            return self._give_to_browser(target)
        return self._send(target)

    def _in_turn(self) -> Target | None:
        """The next target. Once result pages have had their share of the limit, the shop's own
        pages come first, those of its menus too: what the search leaves out is not to be missed."""
        target = self._frontier.take()
        while target is not None and target.kind == "search" and target.priority != LATE:
            if not self.walk.searched_its_share:
                break
            new = self._frontier.add(self.walk.own_pages())
            self.context.ledger.add(new)
            self._frontier.put_back(replace(target, priority=LATE))
            target = self._frontier.take()
        return target

    def _robots_first(self, target: Target) -> Target | None:
        """The robots.txt that must be read before `target` is asked."""
        place = origin(target.url)
        if self.plan.robots != "obey" or place in self.walk.site.robots:
            return None
        return None if target.extra.get("what") == "robots" else robots_target(place)

    def _forbidden(self, target: Target) -> Visit | None:
        if not self.walk.site.forbidden(target.url):
            return None
        robots = self.walk.site.robots[origin(target.url)]
        if robots.why == "failed 0":
            visit = self.walk.missed(target, "unreachable", "robots.txt unreachable")
        else:
            visit = self.walk.missed(target, "robots", f"robots {robots.why}")
        self._follow(visit)
        return visit

    def _more(self) -> bool:
        """Ask the walk for its next stage; False where the site is finished."""
        for _ in range(40):
            targets = self.walk.advance()
            if not targets:
                break
            new = self._frontier.add(targets)
            if new:
                self.context.ledger.add(new)
                return True
            self.walk.stuck()
        self.finished = True
        return False

    async def _until_woken(self) -> None:
        self._wake.clear()
        pause = self._pause_until - time.monotonic()
        try:
            async with asyncio.timeout(max(0.05, pause) if pause > 0 else 1.0):
                await self._wake.wait()
        except TimeoutError:
            return

    # Asking.

    def _send(self, target: Target) -> Request:
        self._under_way[target.key] = target
        body = self.walk.body_now(target)
        return request_of(target, body, self.plan.user_agent, self.answered, self.failed)

    async def answered(self, response: Response) -> AsyncIterator[Visit]:
        """A response came."""
        target: Target = response.meta["target"]
        answer = answer_of(response)
        self.asked += 1
        if "tls-error" in answer.flags and self.context.renderer is not None:
            self.context.renderer.accept_bad_certificates = True
        if target.extra.get("what") == "robots":
            visit: Visit | None = self._took_robots(answer)
        elif _may_pass(answer) and self._again(target, answer.retry_after):
            visit = None
        else:
            self.asked += await self._pictures.look(answer) if self._pictures else 0
            visit = self._taken(answer)
            self._follow(visit)
            if answer.status == 429 and sends_away(answer.retry_after):
                self._refusals = PATIENCE  # it says itself when to come back: not today
        self._done(target)
        if visit is not None:
            yield visit

    def _taken(self, answer: Answer) -> Visit:
        """The visit of an answer. A page that our reading of it fails on ends no crawl, and is
        never left under way for ever: it is kept, told as not read, and the log says why.
        """
        try:
            return self.walk.take(answer)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            self.logger.exception("%s could not be read", answer.url)
            detail = f"not-read {type(error).__name__}"
            return Visit(
                answer.target, "error", answer.status, answer.record, answer.url, detail=detail
            )

    async def failed(self, failure: Failure) -> AsyncIterator[Visit]:
        """No response came."""
        target: Target = failure.request.meta["target"]  # type: ignore[attr-defined]
        error = failure.value or RuntimeError("no cause")
        if isinstance(error, DownloadCancelledError) or self.context.ledger.stopping:
            # Cut short by ourselves: the target stays pending, and nothing follows from it.
            self._done(target)
            return
        outcome, detail, record = failure_of(error)
        self.asked += 1
        visit: Visit | None = None
        if outcome == "unreachable" and self._again(target, None):
            pass
        elif target.extra.get("what") == "robots":
            robots = Robots.from_answer(0, b"", self.plan.user_agent)
            self.walk.site.keep_robots(str(target.extra["for"]), robots)
            visit = Visit(target, outcome, detail=detail, record=record, final_url=target.url)
        else:
            visit = self.walk.missed(target, outcome, detail)
            visit.record = record
            self._follow(visit)
        self._done(target)
        if visit is not None:
            yield visit

    def _again(self, target: Target, header: bytes | None) -> bool:
        """Ask once more after a while, unless it was tried often enough."""
        self._attempts[target.key] += 1
        tries = self._attempts[target.key]
        if tries > RETRIES or self.context.ledger.stopping or sends_away(header):
            return False
        wait = retry_after(header)
        self._pause(wait if wait is not None else back_off(tries, self.plan.limits.delay))
        self._frontier.put_back(target)
        return True

    def _pause(self, seconds: float) -> None:
        self._pause_until = max(self._pause_until, time.monotonic() + seconds)

    def _took_robots(self, answer: Answer) -> Visit:
        """Rules of one origin, or a hop to where they are (RFC 9309 2.3.1.2)."""
        target, place = answer.target, str(answer.target.extra["for"])
        hops = int(target.extra.get("hops", 0))
        visit = Visit(target, "read", answer.status, answer.record, answer.url, detail="robots.txt")
        if 300 <= answer.status < 400 and answer.location is not None and hops < ROBOTS_HOPS:
            visit.outcome, visit.detail = "skipped", f"redirect {answer.status}"
            hop = robots_target(place, answer.location, hops + 1)
            self._frontier.put_back(hop)
            return visit
        if 300 <= answer.status < 400:
            robots = Robots.too_many_redirects(self.plan.user_agent)
        else:
            robots = Robots.from_answer(answer.status, answer.body, self.plan.user_agent)
        self.walk.site.keep_robots(place, robots)
        if robots.crawl_delay > self.plan.limits.delay and self.context.slower is not None:
            self.context.slower(site_key(place), robots.crawl_delay)
        return visit

    def _follow(self, visit: Visit) -> None:
        """Take in what a visit named, and mind how the site took it."""
        visit.found = self._frontier.add(visit.found)
        if visit.outcome in ("blocked", "captcha"):
            self._refusals += 1
            if self._refusals < PATIENCE:
                self._pause(back_off(self._refusals, self.plan.limits.delay))
        elif visit.outcome == "read":
            self._refusals = 0
        self.context.ledger.memo["seconds"] = round(self._seconds(), 1)

    def _done(self, target: Target) -> None:
        self._under_way.pop(target.key, None)
        self._wake.set()

    # The browser.

    def _give_to_browser(self, target: Target) -> Visit | bool:
        if not self.walk.site.can_render:
            if self.context.renderer is None:
                self.walk.site.lost_browser()
            visit = self.walk.missed(target, "error", "no-browser")
            self._follow(visit)
            return visit
        self._under_way[target.key] = target
        task = asyncio.ensure_future(self._render(target))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _render(self, target: Target) -> None:
        visit: Visit | None = None
        try:
            visit = await self._rendered(target)
        except BrowserUnavailable as error:
            self.logger.warning("%s", error.diagnostics("en"))
            self.walk.site.lost_browser()
            visit = self.walk.missed(target, "error", "no-browser")
        except PlaywrightError as error:
            if not self.context.ledger.stopping:
                visit = self.walk.missed(target, "error", f"not-shown {str(error)[:200]}")
        except Exception as error:  # the archive failed: start() raises it
            self._failure = error
        if visit is not None:
            self._follow(visit)
            self._ready.append(visit)
        self._done(target)

    async def _rendered(self, target: Target) -> Visit | None:
        """The visit of a page that the browser showed; None where the slice is stopping."""
        renderer = self.context.renderer
        assert renderer is not None
        if self.context.turn is not None:
            await self.context.turn(site_key(target.url))
        if target.extra.get("what") == "search-box":
            shown = await renderer.search(target.url, str(target.extra["word"]))
        else:
            shown = await renderer.show(
                target.url,
                scroll=bool(target.extra.get("scroll")),
                clicks=int(target.extra.get("clicks", 0)),
                press=str(target.extra.get("press", "")),
            )
        if self.context.ledger.stopping:
            return None
        self.asked += 1
        memo = self.context.ledger.memo
        memo["renders"] = memo.get("renders", 0) + 1
        answer = shown_answer(target, shown, self.context.archive)
        self.asked += await self._pictures.look(answer) if self._pictures else 0
        return self._taken(answer)

    # The end.

    async def _last_visits(self) -> AsyncIterator[Visit]:
        """What the browser still brings, unless the slice was told to stop."""
        if self._tasks and not self.context.ledger.stopping:
            await asyncio.wait(self._tasks, timeout=30)
        for task in list(self._tasks):
            task.cancel()
        for visit in self._ready:
            yield visit
        self._ready.clear()

    def _conclusions(self) -> list[Conclusion]:
        self.context.ledger.memo["finished"] = True
        return self.walk.conclude()


def _engine_of(spider: Spider) -> ExecutionEngine:
    engine = spider.crawler.engine
    assert engine is not None
    return engine


def _may_pass(answer: Answer) -> bool:
    """Whether a failure may be gone after a while; a script that a probe breaks stays broken."""
    if answer.target.kind == "probe" and answer.target.extra.get("what") != "robots":
        return answer.status in (429, 503)
    return answer.status in _PASSING
