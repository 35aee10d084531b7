"""The work of one slice of captures 一段采集: from taking the lease on the site to giving it back.

Page after page, each in a browser of its own (evidence.capture), at the site's pace:
captured, kept, checked again, tied to its leads. What was captured is never captured
again: a folder that is finished and not yet kept, because everything was killed in
between, is taken up; one that is not finished stays, named as such, and the page is
captured anew into another.
"""

import asyncio
import logging
import shutil
import signal
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from django.db import DatabaseError, OperationalError, connection, transaction

from crawler.addresses import site_key
from crawler.after_captures import settled_in
from crawler.capture_plan import abandon, end_captures, plan_captures
from crawler.capture_way import Way, way_to
from crawler.errors import DiskLow, says_disk_full
from crawler.lease import Lease, still_ours, take_lease
from crawler.lease_keeper import LeaseKeeper
from crawler.models import PageCapture, PageRow, SiteRun, Slice
from crawler.pace import Pace
from crawler.page_taking import PageTaking
from crawler.planning import plan_from_json
from crawler.politeness import Robots
from crawler.process_identity import this_process
from crawler.rate import RateTable
from crawler.rechecking import Tied, draw_marks, tie
from crawler.runs import note_trouble
from crawler.slice_end import SliceEnd
from crawler.watchdog import Watchdog
from evidence.capture.abandoned import abandon as give_up
from evidence.capture.capture_kind import unfinished
from evidence.capture.manifest import Captured, is_capture, read_capture
from evidence.errors import ArchiveError, BrowserUnavailable, CaptureFault, EvidenceError, Refused
from keywords.keyword_list import KeywordList
from keywords.lexicon import Lexicon
from leads.captures import keep_capture
from leads.home import LEAST_ROOM, Home
from leads.models import Capture, Lead
from leads.noting import Said
from leads.office import load_office
from leads.units import load_units

logger = logging.getLogger(__name__)

DISK_FLOOR = 512 << 20
MEMORY_LIMIT = 4 << 30
"""Bytes of this process and its browser together; the browser's own limit is lower."""
MOST_DEATHS = 2
"""Times a page may be what a process died of, before it is left alone."""
MOST_REFUSALS = 2
"""Captures in a row that show a block, after which the site is left alone."""
MOST_BROWSER_FAILURES = 2
_PAUSES = (1.0, 5.0, 15.0)
"""Seconds before each new try when the database is locked or went away."""

State = PageCapture.State


class CaptureWork:
    """One slice of captures at one site."""

    def __init__(
        self, home: Home, site_id: int, *, worker: str = "", seconds: float = 900.0
    ) -> None:
        self._home = home
        self._site = SiteRun.objects.select_related("run").get(id=site_id)
        self._office = load_office(home)
        self._worker = worker
        self._seconds = seconds
        self._plan = plan_from_json(self._site.plan)
        self._end: SliceEnd | None = None
        self._refusals = self._browser_failures = 0
        self._pace = Pace(self._plan.limits.delay, RateTable())
        self._taking = PageTaking(home, self._office, self._site, self._plan, self._pace)
        self._watchdog = Watchdog(lambda: self._stop(SliceEnd.MEMORY), limit=MEMORY_LIMIT)
        self._taking.on_tick = self._watchdog.alive

    def run(self) -> SliceEnd:
        """Work, and say how it ended."""
        if not self._site.capturing:
            return SliceEnd.DONE
        if shutil.disk_usage(self._home.captures).free < DISK_FLOOR:
            return SliceEnd.DISK_LOW
        priority = self._site.run.priority
        lease = take_lease(self._site.partition, this_process(), priority)
        if lease is None:
            return SliceEnd.NO_LEASE
        self._lease: Lease = lease
        keeper = LeaseKeeper(
            lease,
            priority,
            on_lost=lambda: self._stop(SliceEnd.FENCED),
            on_wanted=lambda: self._stop(SliceEnd.GAVE_WAY),
        )
        keeper.start()
        try:
            return self._work()
        finally:
            keeper.give_back()

    def _stop(self, end: SliceEnd) -> None:
        """Let the slice end in good order; the first reason stands. From any thread."""
        if self._end is None:
            self._end = end
            self._taking.stop(at_once=end is SliceEnd.FENCED)
            self._watchdog.end_within()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop(SliceEnd.INTERRUPTED)

    def _work(self) -> SliceEnd:
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)
        self._watchdog.start()
        self._keep_crawl_delay()
        self._lexicon = Lexicon([KeywordList.model_validate(v) for v in self._site.run.lists])
        slice_ = self._begin()
        self._number = slice_.number
        try:
            with asyncio.Runner() as runner:
                self._runner = runner
                self._pages_whatever_the_database()
        except (DatabaseError, DiskLow, ArchiveError) as error:
            logger.error("the slice of captures ends: %s", error)
            self._stop(SliceEnd.of_error(error))
        finally:
            self._watchdog.stop()
            self._pace.close()
        return self._conclude(slice_)

    def _keep_crawl_delay(self) -> None:
        """What robots.txt asked the crawl for holds here too."""
        for place, memo in self._site.memo.get("robots", {}).items():
            delay = Robots.from_memo(memo, self._plan.user_agent).crawl_delay
            if self._plan.robots == "obey" and delay > self._plan.limits.delay:
                self._pace.slower(site_key(place), delay)

    def _begin(self) -> Slice:
        before = Slice.objects.filter(site=self._site).order_by("-number").first()
        with transaction.atomic():
            SiteRun.objects.select_for_update().get(id=self._site.id)
            plan_captures(self._site, load_units(self._home))
        return Slice.objects.create(
            site=self._site,
            number=before.number + 1 if before else 1,
            fence=self._lease.fence,
            worker=self._worker,
            process=this_process(),
            started_at=datetime.now(UTC),
        )

    def _pages_whatever_the_database(self) -> None:
        """Go on after a lock or a restart of the server: what was done is in the folders."""
        for pause in (*_PAUSES, None):
            try:
                self._pages()
                return
            except OperationalError as error:
                if pause is None or self._end is not None or says_disk_full(error):
                    raise
                logger.warning("the database is not available, trying again: %s", error)
                connection.close()
                time.sleep(pause)

    def _pages(self) -> None:
        """One page after the other, until none is left or the slice is over."""
        over = time.monotonic() + self._seconds
        while self._end is None:
            self._watchdog.alive()
            self._mind_room()
            page = self._next()
            if page is None:
                return
            if time.monotonic() > over:
                self._stop(SliceEnd.MORE)
                return
            before = self._taking.seconds
            self._one(page)
            self._spend(self._taking.seconds - before)

    def _mind_room(self) -> None:
        """Raise DiskLow where a capture, or its browser, would not find the room it needs."""
        places = ((self._home.captures, DISK_FLOOR // 2), (Path(tempfile.gettempdir()), LEAST_ROOM))
        for place, floor in places:
            free = shutil.disk_usage(place).free
            if free < floor:
                raise DiskLow(
                    f"{place}：磁盘剩余空间 {free >> 20} MiB，低于下限 {floor >> 20} MiB，停止采集",
                    f"{place}: {free >> 20} MiB left on the disk, the floor is {floor >> 20} MiB, "
                    "nothing more is captured",
                )

    def _next(self) -> PageCapture | None:
        """The next page to capture. Where the time for captures is up, the others are left."""
        waiting = PageCapture.objects.filter(site=self._site, state=State.PENDING)
        limit = self._plan.limits.capture_seconds
        if self._site.memo.get("capture_seconds", 0.0) >= limit:
            waiting.filter(attempts=0).update(state=State.LEFT, detail=f"out-of-time {limit:g} s")
        return waiting.order_by("rank").first()

    def _spend(self, seconds: float) -> None:
        memo = self._site.memo
        memo["capture_seconds"] = round(memo.get("capture_seconds", 0.0) + seconds, 1)
        SiteRun.objects.filter(id=self._site.id).update(memo=memo)

    def _one(self, page: PageCapture) -> None:
        """Capture one page, or take up what was captured of it before a kill."""
        page.slice_number = self._number
        captured = self._left_behind(page)
        if captured is None and page.deaths >= MOST_DEATHS:
            self._settle(page, State.FAILED, f"died {page.deaths} times")
            return
        if captured is None:
            page.attempts += 1
            page.save(update_fields=["attempts", "slice_number"])
            captured = self._capture(page)
        else:
            page.save(update_fields=["slice_number"])
        if captured is not None and self._worth_another_try(captured, page.attempts):
            self._register(page, captured)  # it is kept as what it is; the page is next again
        elif captured is not None:
            self._keep(page, captured)

    def _worth_another_try(self, captured: Captured, attempt: int) -> bool:
        """Whether its browser ended, without fault of the page, before it showed anything."""
        ended = captured.flagged("browser-lost") and captured.path("dom") is None
        return ended and not captured.flagged("memory") and attempt < MOST_BROWSER_FAILURES

    def _left_behind(self, page: PageCapture) -> Captured | None:
        """The finished capture of an attempt whose process was killed before it was kept."""
        for attempt in range(1, page.attempts + 1):
            folder = self._taking.folder(page, attempt)
            if not is_capture(folder):
                continue
            try:
                captured = read_capture(folder)
            except CaptureFault:
                self._name_unfinished(folder.name)
                continue
            if not self._worth_another_try(captured, attempt):
                return captured
        return None

    def _name_unfinished(self, name: str) -> None:
        if any(folder.name == name for folder in unfinished(self._home.captures)):
            line = f"采集件 {name} 在采集中被中断，没有完成，不构成采集件；页面重新采集"
            note_trouble(self._site.run_id, line)
            give_up(self._home.captures / name, "采集进程被中断，页面已重新采集")

    def _capture(self, page: PageCapture) -> Captured | None:
        """The capture; None where there is none, and why is settled then."""
        way = way_to(self._site, page.key) if page.key else Way(())
        folder = self._taking.folder(page, page.attempts)
        # Not held idle while the browser works; a server may be restarted meanwhile.
        connection.close()
        try:
            captured = self._runner.run(self._taking.take(page.url, folder, way))
        except BrowserUnavailable as error:
            self._mind_room()  # a browser does not start on a full disk, and is there all the same
            self._no_browser(page, error)
            return None
        except Refused as error:
            self._settle(page, State.FAILED, f"refused {error.code}")
            return None
        except ArchiveError as error:
            if error.disk_full:
                raise
            self._settle(page, State.FAILED, "not-kept")
            logger.error("%s was not captured: %s", page.url, error)
            return None
        except (EvidenceError, TimeoutError) as error:
            self._mind_room()
            logger.error("%s was not captured: %s", page.url, error)
            self._settle(page, State.FAILED, f"died {type(error).__name__}")
            return None
        self._browser_failures = 0
        return captured

    def _no_browser(self, page: PageCapture, error: BrowserUnavailable) -> None:
        """Once may be chance; then the others are not tried either. The run says so."""
        logger.warning("%s", error.diagnostics("en"))
        self._browser_failures += 1
        if self._browser_failures >= MOST_BROWSER_FAILURES:
            abandon(self._site, "no-browser", State.FAILED)
            note_trouble(self._site.run_id, f"页面未能采集：{error.diagnostics('zh')}")

    def _keep(self, page: PageCapture, captured: Captured) -> None:
        """The capture's row and ledger entry, the checks once more, the leads, the page settled."""
        row = self._register(page, captured)
        if row is None:
            return
        leads = list(Lead.objects.filter(pk__in=page.leads))
        term = PageRow.objects.filter(site=self._site, key=page.key).values_list("term", flat=True)
        checks = page.deaths < MOST_DEATHS
        tied = tie(captured, row, leads, self._lexicon, term=term.first() or "", checks=checks)
        detail = "" if tied.unread is None else f"unread-{tied.unread.kind}"
        self._settle(page, State.TAKEN, detail, captured.number)
        self._mind_refusals(tied)
        if self._end is None:
            self._watchdog.alive()
            connection.close()
            draw_marks(captured, tied, self._runner.run)

    def _register(self, page: PageCapture, captured: Captured) -> Capture | None:
        """The capture's row and ledger entry; None where there are none, and the page is settled
        then."""
        unentered: list[Said] = []
        try:
            row = keep_capture(
                self._home, self._office, captured, run_id=self._site.run_id, unentered=unentered
            )
        except (EvidenceError, OSError) as error:
            self._mind_room()  # with room the next slice finds the folder, and keeps it
            # The folder is whole; `wangjian evidence list` shows it.
            logger.error("capture %s could not be kept: %s", captured.number, error)
            said = error.diagnostics("zh") if isinstance(error, EvidenceError) else str(error)
            note_trouble(self._site.run_id, f"采集件 {captured.number} 未能登记：{said}")
            self._settle(page, State.FAILED, "not-kept", captured.number)
            return None
        if unentered:
            self._mind_room()
        for zh, en in unentered:
            # A page like any other for its leads: the entry is all that waits.
            logger.error("%s", en)
            note_trouble(self._site.run_id, zh)
        return row

    def _mind_refusals(self, tied: Tied) -> None:
        """A site that blocks is left alone."""
        blocked = tied.unread is not None and tied.unread.kind == "blocked"
        self._refusals = self._refusals + 1 if blocked else 0
        if self._refusals >= MOST_REFUSALS:
            abandon(self._site, "blocks")

    def _settle(
        self, page: PageCapture, state: PageCapture.State, detail: str, number: str = ""
    ) -> None:
        page.state, page.detail, page.number = state, detail, number
        with transaction.atomic():
            if still_ours(self._lease):
                page.save()

    def _conclude(self, work: Slice) -> SliceEnd:
        end = self._end
        if end is None:
            with transaction.atomic():
                if still_ours(self._lease):
                    end_captures(self._site.id)
                    end = SliceEnd.DONE
                else:
                    end = SliceEnd.FENCED
        work.end, work.ended_at = end.name.lower(), datetime.now(UTC)
        work.pages = settled_in(work)
        work.save()
        return end
