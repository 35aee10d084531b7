"""The jobs' own store 任务队列: DBOS on SQLite, or beside the tables on PostgreSQL.

A job is one site of one run, a workflow in DBOS's words. Two queues: what
officers start by hand, and what the patrol starts; each takes at most one job of
a site at a time, the most urgent first. Nothing here runs a job; worker.py does.
"""

import logging
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from urllib.parse import urlsplit

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions

from crawler.models import SiteRun
from leads.home import Home
from leads.office import load_office

OFFICERS, ROUTINE = "officers", "routine"
QUEUES = (OFFICERS, ROUTINE)
APPLICATION = "wangjian"
VERSION = "1"
"""Of the jobs' form, not of the program: a new release goes on with old jobs."""
WORKFLOW = "crawl_site"

SITES_AT_ONCE = max(4, min(8, 2 * (os.cpu_count() or 2)))
"""Jobs that one process takes from each queue."""

_QUIET = logging.NullHandler()


def store_url(home: Home) -> str:
    """Where the jobs are kept: DATABASE_URL or the office's, else jobs.sqlite3."""
    url = os.environ.get("DATABASE_URL") or load_office(home).database.url
    scheme, _, rest = url.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return f"postgresql://{rest}"
    return f"sqlite:///{home.jobs}"


def engine_config(home: Home, executor: str) -> DBOSConfig:
    """DBOS's configuration: no admin server, no telemetry, no console, nothing on the network
    but the database."""
    _quieten()
    return {
        "name": APPLICATION,
        "system_database_url": store_url(home),
        "application_version": VERSION,
        "executor_id": executor,
        "enable_otlp": False,
        "use_listen_notify": False,
        "log_level": "ERROR",
        "max_executor_threads": 32,
        "scheduler_polling_interval_sec": 3600.0,
    }


def _quieten() -> None:
    logger = logging.getLogger("dbos")
    if _QUIET not in logger.handlers:
        logger.addHandler(_QUIET)  # keeps DBOS from adding one that writes to the terminal
        logger.setLevel(logging.ERROR)


class JobStore:
    """What is enqueued, and who has it. Close it after use."""

    def __init__(self, home: Home) -> None:
        _quieten()
        url = store_url(home)
        if urlsplit(url).scheme == "sqlite":
            _share_file(home)
        DBOS.migrate(url)
        self._client = DBOSClient(
            system_database_url=url,
            application_name=APPLICATION,
            retry_connection_errors=False,  # whoever asks decides what a lost database means
        )
        for name in QUEUES:
            self._client.register_queue(
                name,
                partition_concurrency=1,
                worker_concurrency=SITES_AT_ONCE,
                polling_interval_sec=0.5,
                on_conflict="always_update",
                application_name=APPLICATION,
            )

    def enqueue(self, site: SiteRun, *, delay: float = 0.0) -> None:
        """Put the site's job of its present turn into its run's queue; once is enough."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": site.run.queue,
            "workflow_id": job_id(site),
            "app_version": VERSION,
            "priority": max(1, site.run.priority),
            "queue_partition_key": site.partition,
            "application_name": APPLICATION,
        }
        if delay:
            options["delay_seconds"] = delay
        self._client.enqueue(options, site.id, site.turn)

    def state_of(self, ids: Iterable[str]) -> dict[str, str]:
        """DBOS's state of each job that it knows."""
        wanted = list(ids)
        if not wanted:
            return {}
        found = self._client.list_workflows(
            workflow_ids=wanted, load_input=False, load_output=False
        )
        return {job.workflow_id: job.status for job in found}

    def held_by(self, workers: Iterable[str]) -> dict[str, str]:
        """Jobs that these workers began and did not end: id, and the queue it came from."""
        ids = list(workers)
        if not ids:
            return {}
        found = self._client.list_workflows(
            status="PENDING", executor_id=ids, load_input=False, load_output=False
        )
        return {job.workflow_id: job.queue_name or ROUTINE for job in found}

    def hand_back(self, jobs: dict[str, str]) -> None:
        """Let others take these jobs, each from the queue it came from."""
        for queue in set(jobs.values()):
            ids = [job for job, own in jobs.items() if own == queue]
            self._client.resume_workflows(ids, queue_name=queue)

    def close(self) -> None:
        """Let go of the database."""
        self._client.destroy()


def job_id(site: SiteRun) -> str:
    """The id of the site's job in its present turn."""
    return f"{site.run_id}.{site.number}.{site.turn}"


def _share_file(home: Home) -> None:
    """Readers and a writer at the same time, as in the main database."""
    with closing(sqlite3.connect(home.jobs, timeout=20)) as file:
        file.execute("PRAGMA journal_mode=WAL")
