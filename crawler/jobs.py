"""The job of one site of one run: slices until the site is done.

A durable workflow: each slice is a step, and what a step came to is kept. Slices
of the crawl come first, then slices that capture pages with findings. A
worker that dies leaves the workflow to another, which goes on with the next
slice; the site's lease sees to it that never two slices ask a site at once.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from dbos import DBOS
from django.db import DatabaseError, connection
from django.db.models import Q

from crawler.after_captures import after_captures
from crawler.after_slice import Outcome, after_slice
from crawler.errors import DiskLow, says_disk_full
from crawler.job_store import OFFICERS, WORKFLOW
from crawler.lease import wish_lease
from crawler.models import Run, SiteRun
from crawler.runs import end_run_if_done
from crawler.slice_process import CAPTURES, run_slice_process
from crawler.workplace import HandedBack, Workplace

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 30.0
"""How long a routine job waits for a site before it makes room for another site's."""
COME_BACK_SECONDS = 15.0
_PAUSES = (1.0, 3.0, 10.0, 30.0)

T = TypeVar("T")


@DBOS.workflow(name=WORKFLOW)
async def crawl_site(site_id: int, turn: int) -> str:
    """Crawl one site to its end, or until somebody else's turn at it has come."""
    with Workplace.here().at_job(str(DBOS.workflow_id)):
        return await _crawl_site(site_id, turn)


async def _crawl_site(site_id: int, turn: int) -> str:
    while True:
        outcome = Outcome(await one_slice(site_id))
        if outcome is Outcome.FINAL:
            await end_run(site_id)
        if outcome in (Outcome.FINAL, Outcome.HELD):
            return outcome
        if await make_way(site_id, turn, outcome):
            return "continued"


@DBOS.step(name="slice")
async def one_slice(site_id: int) -> str:
    """Wait for the site and work one slice at it: of its crawl or, once it is crawled, of
    captures. Returns an Outcome.
    """
    place = Workplace.here()
    site = await in_database(_load, site_id)
    if (outcome := await _await_site(place, site)) is not None:
        return outcome
    with place.working_at(site.run_id):
        end = await run_slice_process(
            site_id,
            place.worker_id,
            place.home.log / f"{site.run_id}.log",
            stop=lambda: place.must_stop(site.run_id),
            program=CAPTURES if site.crawled else None,
        )
        follow = after_captures if site.crawled else after_slice
        outcome = await in_database(follow, site_id, end, place.home)
    if place.stopping and outcome == Outcome.MORE:
        raise HandedBack
    if outcome == Outcome.MORE:
        await asyncio.sleep(min(10.0, 2.0 * (await in_database(_load, site_id)).barren))
    return outcome


@DBOS.step(name="end-run")
async def end_run(site_id: int) -> bool:
    """End the run if this was its last site."""
    home = Workplace.here().home
    try:
        return await in_database(lambda: end_run_if_done(_load(site_id).run_id, home))
    except DiskLow as error:  # whoever waits for the run, or the next patrol, writes its files
        logger.warning("%s", error)
        return True


async def _await_site(place: Workplace, site: SiteRun) -> Outcome | None:
    """None once the site can be had; else what became of waiting for it."""
    began = time.monotonic()
    while True:
        if place.stopping:
            raise HandedBack
        if (known := await in_database(_standing, site.id)) is not None:
            return known
        if await in_database(wish_lease, site.partition, site.run.priority):
            return None
        waited = time.monotonic() - began
        if site.run.queue != OFFICERS and waited > PATIENCE_SECONDS:
            return Outcome.WAIT
        await asyncio.sleep(1.0)


@DBOS.step(name="make-way")
async def make_way(site_id: int, turn: int, outcome: str) -> bool:
    """Whether the rest of the site is left to a new job behind others' of the site."""
    store = Workplace.here().store
    wait = COME_BACK_SECONDS if outcome == Outcome.WAIT else 0.0
    return await in_database(_make_way, store, site_id, turn, wait)


def _make_way(store: Any, site_id: int, turn: int, wait: float) -> bool:
    site = _load(site_id)
    if not wait and not _others_wait(site):
        return False
    if site.turn == turn:
        SiteRun.objects.filter(id=site_id, turn=turn).update(turn=turn + 1)
        site.turn = turn + 1
    store.enqueue(site, delay=wait)
    return True


def _others_wait(site: SiteRun) -> bool:
    """Whether another run's job of the same queue, as urgent or more, waits for this site."""
    return (
        SiteRun.objects.filter(
            partition=site.partition,
            run__state=Run.State.RUNNING,
            run__queue=site.run.queue,
            run__priority__lte=site.run.priority,
        )
        .filter(Q(capturing=True) | Q(state__in=(SiteRun.State.WAITING, SiteRun.State.RUNNING)))
        .exclude(id=site.id)
        .exists()
    )


async def in_database(work: Callable[..., T], *arguments: Any) -> T:
    """Do database work in a thread, with a connection of its own that ends with it.

    A database that is locked or away is tried again for a while: a job does not
    fail because a server is restarted. Not while this process is leaving, and not on a
    full disk, which stays full.
    """
    for pause in (*_PAUSES, None):
        try:
            return await asyncio.to_thread(_with_connection, work, *arguments)
        except DatabaseError as error:
            if Workplace.here().stopping:
                raise HandedBack from error
            if pause is None or says_disk_full(error):
                raise
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


def _with_connection(work: Callable[..., T], *arguments: Any) -> T:
    try:
        return work(*arguments)
    finally:
        connection.close()


def _load(site_id: int) -> SiteRun:
    return SiteRun.objects.select_related("run").get(id=site_id)


def _standing(site_id: int) -> Outcome | None:
    site = _load(site_id)
    if site.final:
        return Outcome.FINAL
    return None if site.run.state == Run.State.RUNNING else Outcome.HELD
