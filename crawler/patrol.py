"""The patrol 巡查: what cron calls. Goes on with what was interrupted, runs what is due,
then tends the ledger and the time-stamps.

One patrol at a time in a home folder. A campaign's file says when it is due; a
file that is broken stops no other, but is told and remembered in the exit code.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.campaign import Campaign, load_campaign
from crawler.crawling import CrawlResult, OnProgress, wait_for
from crawler.errors import CrawlerError, exit_code_of
from crawler.exit_codes import ExitCode, worst
from crawler.job_store import ROUTINE
from crawler.models import Run
from crawler.run_lock import RunLock
from crawler.runs import PreparedRun, prepare_run, resume_run, unended_runs
from crawler.timetable import beijing_today
from crawler.workers import served_runs
from crawler.workplace import Workplace
from evidence.archive.salvage import Salvaged, salvage
from keywords.errors import FileFault, KeywordsError
from leads.errors import LeadsError
from leads.home import Home
from leads.noting import Said, noting
from leads.office import load_office
from leads.upkeep import keep_up

logger = logging.getLogger(__name__)

LOCK_NAME = "patrol.lock"


@dataclass(frozen=True, slots=True)
class Refused:
    """A campaign that could not be started: its file, and why."""

    path: Path
    error: Exception

    def diagnostics(self, language: str = "zh") -> str:
        """The error's lines for a person."""
        told = getattr(self.error, "diagnostics", None)
        return str(told(language)) if told is not None else f"{self.path}: {self.error}"


@dataclass(slots=True)
class PatrolReport:
    """What a patrol did. `resumed` and `started` are runs, `waiting` campaigns not yet due
    with the time they are (None: never, their dates are over or they have no timetable).
    `said` is what waits at the ledger 存证日志 and the time-stamp authorities 时间戳.
    """

    started: list[str] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    waiting: dict[str, datetime | None] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    salvaged: list[Salvaged] = field(default_factory=list)
    results: list[CrawlResult] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def code(self) -> ExitCode:
        """The one exit code that speaks for the patrol."""
        codes = [exit_code_of(each.error) for each in self.refused]
        return worst(codes + [result.code for result in self.results])


def patrol(
    home: Home,
    *,
    now: datetime | None = None,
    stop: threading.Event | None = None,
    on_progress: OnProgress = lambda _summary: None,
    on_start: Callable[[PatrolReport], None] = lambda _report: None,
) -> PatrolReport:
    """Do what is due. `on_start` is called once it is known what that is.

    Raises LockHeld where another patrol of this home is under way.
    """
    now = now or datetime.now(UTC)
    with RunLock(home.path / LOCK_NAME) as lock:
        report = PatrolReport(salvaged=salvage(home.archive))
        for saved in report.salvaged:
            logger.warning(saved.line("en"))
        due = _due(home, now, report)
        left = _left_over()
        if due or left:
            with Workplace(home) as place:
                _begin(report, place, due, left)
                runs = [*report.resumed, *report.started]
                lock.say(f"runs {' '.join(runs)}")
                on_start(report)
                report.results = wait_for(
                    runs, place.store, home, stop=stop, on_progress=on_progress
                )
        else:
            on_start(report)
        if stop is None or not stop.is_set():
            report.said = _keep_up(home)
    return report


def _begin(
    report: PatrolReport, place: Workplace, due: Sequence[PreparedRun], left: Sequence[Run]
) -> None:
    for run in left:
        resume_run(run.id, place.store)
        report.resumed.append(run.id)
    for prepared in due:
        report.started.append(prepared.start(place.store, ROUTINE))


def _keep_up(home: Home) -> list[Said]:
    """Tend the ledger and the time-stamps. The crawl is done: nothing here makes it fail."""
    said: list[Said] = []
    try:
        with noting(said, "存证日志和时间戳", "ledger and time-stamps"):
            said += keep_up(home, load_office(home))
    except Exception as error:
        logger.exception("ledger and time-stamps")
        text = f"{type(error).__name__}: {error}"
        said.append((f"存证日志和时间戳：{text}", f"ledger and time-stamps: {text}"))
    return said


def _due(home: Home, now: datetime, report: PatrolReport) -> Sequence[PreparedRun]:
    """The campaigns that are due, looked up; the others are noted in the report."""
    due = []
    for path in sorted(home.campaigns.glob("*.toml")):
        try:
            campaign = load_campaign(path)
            at = next_time(campaign, path)
            if at is None or at > now or not campaign.runs_on(beijing_today(now)):
                over = campaign.end is not None and beijing_today(now) > campaign.end
                report.waiting[path.name] = None if over else at
                continue
            due.append(prepare_run(home, campaign, beside=path.parent))
        except (CrawlerError, KeywordsError, LeadsError, OSError) as error:
            report.refused.append(Refused(path, error))
    return due


def next_time(campaign: Campaign, path: Path) -> datetime | None:
    """When the campaign in `path` is next due; None where it has no timetable.

    A campaign that is still under way from an earlier start is not due again.
    """
    if campaign.schedule is None:
        return None
    runs = Run.objects.filter(campaign_id=campaign.id, queue=ROUTINE).order_by("-started_at")
    last = runs.first()
    if last is None:
        try:
            known_since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError as error:
            raise FileFault.single(path, "文件不见了", "the file is gone") from error
        return campaign.schedule.first_after(known_since)
    if last.state != Run.State.ENDED:
        return None
    return campaign.schedule.next_after(last.started_at)


def _left_over() -> list[Run]:
    """Runs that are not ended and that no living process was started for.

    One that an officer holds 暂停 is left alone: only an officer goes on with it.
    """
    served = served_runs()
    return [
        run for run in unended_runs() if run.id not in served and run.exit_code != ExitCode.HELD
    ]
