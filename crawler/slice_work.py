"""The work of one slice 一段抓取: from taking the lease on the site to giving it back."""

import asyncio
import logging
import shutil
import signal
import time
from datetime import UTC, datetime
from types import FrameType
from typing import Any

from django.db import DatabaseError, connection
from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from checks.references import office_references
from crawler.addresses import site_key
from crawler.errors import Fenced
from crawler.handler import Line, attach
from crawler.in_flight import InFlight
from crawler.keeping import Keeper
from crawler.lead_filing import LeadFiling
from crawler.lease import Lease, take_lease
from crawler.lease_keeper import LeaseKeeper
from crawler.models import PageRow, SiteRun, Slice, Step
from crawler.pace import Pace
from crawler.page_ledger import PageLedger
from crawler.planning import plan_from_json
from crawler.politeness import Robots
from crawler.process_identity import this_process
from crawler.rate import RateTable
from crawler.render import Renderer
from crawler.runs import note_trouble
from crawler.site_closing import close_site
from crawler.site_plan import SitePlan, SpiderContext
from crawler.slice_end import SliceEnd
from crawler.visit import Target, Visit
from crawler.watchdog import Watchdog
from crawler.writer import Entry, Writer
from evidence.archive.archive import Archive
from evidence.archive.salvage import salvage
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from evidence.network.wire import Wire
from keywords.keyword_list import KeywordList
from keywords.lexicon import Lexicon
from leads.home import Home
from leads.office import load_office
from leads.register_file import register_at_hand
from pages.picture_reader import PictureReader

logger = logging.getLogger(__name__)

DISK_FLOOR = 512 << 20
"""Free bytes below which no slice begins; the archive stops at half of it."""
MOST_ATTEMPTS = 3
"""Times a page may be what a slice died of, before it is left alone."""
_TICK = 0.25
_CUT_AFTER = 6.0
"""Seconds after a stop at which answers that still come in are cut off."""


class SliceWork:
    """One slice at one site. `spider` is what crawls (the room's ShopSpider)."""

    def __init__(
        self,
        home: Home,
        site_id: int,
        *,
        worker: str = "",
        pages: int = 500,
        seconds: float = 900.0,
        spider: type[Spider] | None = None,
    ) -> None:
        self._home = home
        self._site = SiteRun.objects.select_related("run").get(id=site_id)
        self._worker = worker
        self._pages = pages
        self._seconds = seconds
        self._spider = spider or _shop_spider()
        self._end: SliceEnd | None = None
        self._failure: Exception | None = None
        self._stopped_at = 0.0

    def run(self) -> SliceEnd:
        """Work, and say how it ended."""
        if self._site.crawled:
            return SliceEnd.DONE
        if shutil.disk_usage(self._home.archive).free < DISK_FLOOR:
            return SliceEnd.DISK_LOW
        priority = self._site.run.priority
        lease = take_lease(self._site.partition, this_process(), priority)
        if lease is None:
            return SliceEnd.NO_LEASE
        self._keeper = LeaseKeeper(
            lease,
            priority,
            on_lost=lambda: self._stop(SliceEnd.FENCED),
            on_wanted=lambda: self._stop(SliceEnd.GAVE_WAY),
        )
        self._keeper.start()
        try:
            return self._work(lease)
        finally:
            self._keeper.give_back()

    def _stop(self, end: SliceEnd, failure: Exception | None = None) -> None:
        """Let the slice end in good order; the first reason stands. From any thread."""
        if self._end is None:
            self._end, self._failure = end, failure
            self._stopped_at = time.monotonic()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop(SliceEnd.INTERRUPTED)

    def _on_failure(self, error: Exception) -> None:
        self._stop(SliceEnd.of_error(error), error)

    def _work(self, lease: Lease) -> SliceEnd:
        for salvaged in salvage(self._home.archive):
            logger.warning(salvaged.line("en"))
            note_trouble(self._site.run_id, salvaged.line("zh"))
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)
        plan = plan_from_json(self._site.plan)
        work = self._begin(lease)
        archive = Archive(
            self._home.archive,
            name=f"{self._site.run_id}-{self._site.number}-{work.number}",
            info=self._archive_info(plan),
            floor_bytes=DISK_FLOOR // 2,
        )
        filing = LeadFiling(self._home, self._site, archive.folder)
        writer = Writer(
            archive.sync,
            Keeper(work, lease, filing.file).keep,
            on_failure=self._on_failure,
            close_thread=_close_connection,
        )
        writer.start()
        reading = InFlight(
            InFlight.path_of(self._home, self._site.run_id, self._site.number, work.number)
        )

        def put(entry: Entry) -> None:
            if entry.visit is not None:
                reading.end(entry.visit.target.key)
            writer.put(entry)

        ledger = PageLedger.load(self._site, put, lambda: writer.behind)
        self._leave_deadly(ledger)
        # Not held idle while the spider works; a server may be restarted meanwhile.
        connection.close()
        try:
            self._crawl(plan, ledger, archive, reading)
            ledger.keep_memo()
        finally:
            self._finish(writer, archive)
            reading.close()
        return self._conclude(work, lease, ledger, filing)

    def _begin(self, lease: Lease) -> Slice:
        now = datetime.now(UTC)
        SiteRun.objects.filter(id=self._site.id, started_at=None).update(started_at=now)
        SiteRun.objects.filter(id=self._site.id).update(state=SiteRun.State.RUNNING)
        before = Slice.objects.filter(site=self._site).order_by("-number").first()
        return Slice.objects.create(
            site=self._site,
            number=before.number + 1 if before else 1,
            fence=lease.fence,
            worker=self._worker,
            process=this_process(),
            started_at=now,
        )

    def _archive_info(self, plan: SitePlan) -> dict[str, str]:
        run = self._site.run
        return {
            "operator": run.office,
            "robots": plan.robots,
            "config-digest": run.config_digest,
            "http-header-user-agent": plan.user_agent,
            "run": run.id,
            "site": self._site.url,
        }

    def _leave_deadly(self, ledger: PageLedger) -> None:
        """Pages that slice after slice died of are not read again."""
        deadly = Step.objects.filter(site=self._site, done=False, attempts__gte=MOST_ATTEMPTS)
        for step in deadly:
            target = Target.from_json(step.target)
            ledger.commit(Visit(target, "error", detail="deadly: its reader died of it"))

    def _crawl(
        self, plan: SitePlan, ledger: PageLedger, archive: Archive, reading: InFlight
    ) -> None:
        resolver = load_office(self._home).network.resolver
        reach = Reach(allow=plan.allow, resolver=resolver or None)
        pace = Pace(plan.limits.delay, RateTable(), overlapping=plan.limits.concurrency > 1)
        _keep_crawl_delays(ledger, plan, pace)
        browser = self._site.run.campaign.get("browser", True)
        renderer = Renderer(Relay(reach), user_agent=plan.user_agent) if browser else None
        line = Line(
            Wire(reach, archive),
            pace=pace,
            open=lambda: self._end is None and self._keeper.held,
            on_failure=self._on_failure,
            arrived=lambda request: reading.begin(_key_of(request)),
        )
        asked = self._site.run.campaign.get("pictures", True)
        pictures = PictureReader(self._home.pictures) if asked else None
        context = SpiderContext(
            ledger=ledger,
            archive=archive,
            lexicon=Lexicon([KeywordList.model_validate(v) for v in self._site.run.lists]),
            renderer=renderer,
            turn=pace.turn,
            slower=pace.slower,
            slice_pages=self._pages,
            slice_seconds=self._seconds,
            register=register_at_hand(self._home),
            references=office_references(self._home.path),
            pictures=pictures,
        )
        process = AsyncCrawlerProcess(_settings(plan))
        for name in ("scrapy", "twisted"):  # Scrapy has just set its own to DEBUG
            logging.getLogger(name).setLevel(logging.WARNING)
        crawler = process.create_crawler(self._spider)
        attach(crawler, line)
        attendant = _Attendant(self, crawler, line, ledger, renderer)
        crawler.signals.connect(attendant.opened, signals.spider_opened)
        crawler.signals.connect(attendant.closed, signals.spider_closed)
        try:
            crawl = process.crawl(crawler, plan=plan, context=context)
            process.start(install_signal_handlers=False)
            if (error := crawl.exception()) is not None:
                raise error
        finally:
            attendant.watchdog.stop()
            pace.close()
            if pictures is not None:
                pictures.close()

    def _finish(self, writer: Writer, archive: Archive) -> None:
        """Keep what was handed over and give the archive its final name."""
        for step in (writer.finish, archive.close):
            try:
                step()
            except Exception as error:
                self._on_failure(error)

    def _conclude(
        self, work: Slice, lease: Lease, ledger: PageLedger, filing: LeadFiling
    ) -> SliceEnd:
        # The spider says so in its memo when it has seen all it may.
        end = self._end or (SliceEnd.DONE if ledger.memo.get("finished") else SliceEnd.MORE)
        if end is SliceEnd.DONE:
            try:
                close_site(self._site.id, lease, ledger.conclusions, filing.conclude)
            except (Fenced, DatabaseError) as error:
                self._on_failure(error)
                end = self._end or SliceEnd.ERROR
        if self._failure is not None:
            logger.error("the slice ends: %s", self._failure)
        work.end, work.detail = end.name.lower(), str(self._failure or "")[:500]
        work.pages = PageRow.objects.filter(site=self._site, slice_number=work.number).count()
        work.ended_at = datetime.now(UTC)
        work.save()
        return end


class _Attendant:
    """Looks after a crawl from inside the event loop: stops it when it is to stop."""

    def __init__(
        self,
        work: SliceWork,
        crawler: Crawler,
        line: Line,
        ledger: PageLedger,
        renderer: Renderer | None,
    ) -> None:
        self._work = work
        self._crawler = crawler
        self._line = line
        self._ledger = ledger
        self._renderer = renderer
        self._task: asyncio.Task[None] | None = None
        self.watchdog = Watchdog(on_memory=lambda: work._stop(SliceEnd.MEMORY))

    def opened(self) -> None:
        """The crawl begins."""
        self.watchdog.start()
        self._task = asyncio.get_running_loop().create_task(self._attend())

    async def closed(self) -> None:
        """The crawl is over."""
        if self._task is not None:
            self._task.cancel()
        if self._renderer is not None:
            await self._renderer.close()

    async def _attend(self) -> None:
        while self._work._end is None:
            self.watchdog.alive()
            await asyncio.sleep(_TICK)
        self._ledger.stopping = True
        self.watchdog.end_within()
        stopping = asyncio.get_running_loop().create_task(self._crawler.stop_async())
        cut_at = time.monotonic() + _CUT_AFTER
        while not stopping.done():
            self.watchdog.alive()
            if time.monotonic() > cut_at:
                cut_at = float("inf")
                await self._line.wire.close()
            await asyncio.sleep(_TICK)


def _close_connection() -> None:
    """That of the calling thread, which `connection` looks up."""
    connection.close()


def _settings(plan: SitePlan) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    own: dict[str, Any] = {
        "LOG_INSTALL_ROOT_HANDLER": False,
        # The spider is given, none is looked for.
        "SPIDER_MODULES": [],
        "SPIDER_LOADER_CLASS": "scrapy.spiderloader.SpiderLoader",
        "USER_AGENT": plan.user_agent,
        "CONCURRENT_REQUESTS": plan.limits.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": plan.limits.concurrency,
    }
    settings.setdict(own, priority="cmdline")
    return settings


def _keep_crawl_delays(ledger: PageLedger, plan: SitePlan, pace: Pace) -> None:
    """What robots.txt asked for in an earlier slice still holds."""
    for place, memo in ledger.memo.get("robots", {}).items():
        delay = Robots.from_memo(memo, plan.user_agent).crawl_delay
        if plan.robots == "obey" and delay > plan.limits.delay:
            pace.slower(site_key(place), delay)


def _key_of(request: Request) -> str:
    target = request.meta.get("target")
    return target.key if isinstance(target, Target) else ""


def _shop_spider() -> type[Spider]:
    from crawler.spiders.shop import ShopSpider

    return ShopSpider
