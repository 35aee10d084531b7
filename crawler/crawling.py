"""Running campaigns to their end in this process, and showing how they go.

The process is a worker like any other: its runs may be helped along by others,
and it helps theirs along while it waits. When it ends it hands back what it holds.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import DatabaseError, connection
from sqlalchemy.exc import SQLAlchemyError

from crawler.campaign import Campaign
from crawler.errors import CrawlerError, DiskLow, database_trouble
from crawler.exit_codes import ExitCode, worst
from crawler.job_store import OFFICERS, QUEUES, JobStore, job_id
from crawler.models import Run
from crawler.run_trouble import trouble_of
from crawler.runs import end_run_if_done, get_run, hold_run, prepare_run, resume_run
from crawler.summary import RunSummary, summary_of
from crawler.workplace import Workplace
from leads.home import Home

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
_CHECK_JOBS_EVERY = 10
_MOST_TRIES = 5
_FULL_LOOKS = 2
"""Looks in a row that find the disk full: once may be a large file that is just being moved."""

OnProgress = Callable[[RunSummary], None]


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """How a run ended in this process: `code`, and what it came to so far."""

    code: ExitCode
    summary: RunSummary

    @property
    def trouble(self) -> CrawlerError | None:
        """Why it did not simply end well, for a person; None where it did."""
        return trouble_of(self.summary)


def crawl_campaign(
    home: Home,
    campaign: Campaign,
    *,
    beside: Path | None = None,
    stop: threading.Event | None = None,
    on_progress: OnProgress = lambda _summary: None,
) -> CrawlResult:
    """Start a run of `campaign` and work until it is ended or `stop` is set.

    Stopped, the run is held and can be resumed. `on_progress` is called about
    every second. Raises FileFault and NotAgreed before anything is started.
    """
    prepared = prepare_run(home, campaign, beside=beside)
    with Workplace(home, queues=[OFFICERS]) as place:
        run_id = prepared.start(place.store)
        place.serve(run_id)
        return wait_for([run_id], place.store, home, stop=stop, on_progress=on_progress)[0]


def resume_crawl(
    home: Home,
    run_id: str,
    *,
    stop: threading.Event | None = None,
    on_progress: OnProgress = lambda _summary: None,
) -> CrawlResult:
    """Go on with a run that was interrupted, to its end. Raises RunUnknown."""
    get_run(run_id)
    with Workplace(home, queues=QUEUES) as place:
        place.serve(run_id)
        resume_run(run_id, place.store)
        return wait_for([run_id], place.store, home, stop=stop, on_progress=on_progress)[0]


def run_worker(home: Home, stop: threading.Event) -> ExitCode:
    """Take jobs, whoever started them, until `stop` is set; then hand back what is not over."""
    with Workplace(home):
        stop.wait()
    return ExitCode.DONE


def wait_for(
    run_ids: Sequence[str],
    store: JobStore,
    home: Home,
    *,
    stop: threading.Event | None = None,
    on_progress: OnProgress = lambda _summary: None,
) -> list[CrawlResult]:
    """Wait until each run is ended or held; hold them when `stop` is set.

    Where the home's disk is full nothing can be noted any more, not even that: the runs
    that are open are then said to have stopped for want of room, and go on when they are
    resumed. Raises DiskLow or DatabaseTrouble where the database does not even answer.
    """
    stop = stop or threading.Event()
    looks = failures = full = 0
    open_runs, without_room = list(run_ids), list[str]()
    while open_runs:
        stopped = stop.wait(LOOK_SECONDS)
        full = full + 1 if home.out_of_room else 0
        try:
            if full >= _FULL_LOOKS:
                without_room = open_runs
                break
            if stopped:
                for run_id in open_runs:
                    hold_run(run_id)
                break
            looks += 1
            for run_id in list(open_runs):
                run = get_run(run_id)
                on_progress(summary_of(run, brief=True))
                if run.state == Run.State.RUNNING and looks % _CHECK_JOBS_EVERY == 0:
                    _see_to_jobs(run, store, home)
                    failures = 0
                elif run.state == Run.State.INTERRUPTED or run.closed_at is not None:
                    open_runs.remove(run_id)
                elif run.state == Run.State.ENDED:
                    end_run_if_done(run_id, home)
        except DiskLow as error:
            logger.warning("%s", error)
            without_room = open_runs
            break
        except (DatabaseError, SQLAlchemyError) as error:
            # Looking alone proves nothing: a locked database lets itself be read.
            failures += 1
            connection.close()
            if failures >= _MOST_TRIES:
                raise database_trouble(error) from error
    return _results(run_ids, without_room)


def _see_to_jobs(run: Run, store: JobStore, home: Home) -> None:
    """A job that failed or is lost is put in again; a run without open sites is ended."""
    open_sites = [site for site in run.sites.select_related("run") if not site.final]
    if not open_sites:
        end_run_if_done(run.id, home)
        return
    states = store.state_of(job_id(site) for site in open_sites)
    if any(states.get(job_id(site)) in {None, "ERROR", "CANCELLED"} for site in open_sites):
        resume_run(run.id, store)


def _results(run_ids: Sequence[str], without_room: Sequence[str]) -> list[CrawlResult]:
    """How each run ended here; those `without_room` could not go on."""
    try:
        return [_result(run_id, without_room=run_id in without_room) for run_id in run_ids]
    except DatabaseError as error:
        raise database_trouble(error) from error


def _result(run_id: str, *, without_room: bool) -> CrawlResult:
    if without_room:
        with contextlib.suppress(DatabaseError):  # there may be room for so little
            hold_run(run_id, ExitCode.DISK_LOW)
    run = get_run(run_id)
    code = ExitCode.INTERRUPTED if run.exit_code is None else ExitCode(run.exit_code)
    code = ExitCode.DISK_LOW if without_room else code
    return CrawlResult(code, replace(summary_of(run), code=code))


def code_of(results: Sequence[CrawlResult]) -> ExitCode:
    """The one exit code that speaks for several runs."""
    return worst([result.code for result in results])
