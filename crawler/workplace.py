"""This process as a taker of jobs 工作进程: begun, kept alive, left in good order.

While it is open, jobs of the queues it listens to run here. Jobs of workers that
are gone for good are taken over. On leaving, slices are asked to end, and every
job that was begun here and is not over goes back to its queue for others.
"""

import contextlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import TracebackType
from typing import ClassVar, Self

from dbos import DBOS
from django.db import DatabaseError
from sqlalchemy.exc import SQLAlchemyError

from crawler.job_store import QUEUES, JobStore, engine_config
from crawler.models import Run, Worker
from crawler.slice_process import GRACE_SECONDS
from crawler.workers import Heartbeat, claim_dead, enrol, settle
from leads.home import Home

logger = logging.getLogger(__name__)

_LOOKS_AT_JOBS = 5
"""Heartbeats from one look for lost jobs to the next."""


class HandedBack(BaseException):
    """Ends a job here without an outcome: another process goes on with it.

    No Exception, so that the job engine does not record it as the job's failure.
    """


class Workplace:
    """One per process. Use it as a context."""

    _here: "ClassVar[Workplace | None]" = None

    def __init__(self, home: Home, *, queues: Sequence[str] = QUEUES) -> None:
        self.home = home
        self.stopping = False
        self._queues = list(queues)
        self._held: frozenset[str] = frozenset()
        self._busy: Counter[str] = Counter()
        self._jobs: Counter[str] = Counter()
        self._missing: frozenset[str] = frozenset()
        self._looks = 0
        self._lock = threading.Lock()
        self.store = JobStore(home)

    @classmethod
    def here(cls) -> "Workplace":
        """This process's workplace. RuntimeError where none is open."""
        if cls._here is None:
            raise RuntimeError("no workplace is open in this process")
        return cls._here

    def __enter__(self) -> Self:
        import_module("crawler.jobs")  # registers the workflow; it needs this module
        self.worker_id = enrol().id
        Workplace._here = self
        self._engine = DBOS(config=engine_config(self.home, self.worker_id))
        DBOS.listen_queues(self._queues)
        DBOS.launch()
        self._heart = Heartbeat(self.worker_id, self._look_around)
        self._take_over()
        self._heart.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """End the slices here, hand back what is not over, and sign off.

        Where the database is gone nothing can be handed back: this process is then
        soon seen to be dead, and its jobs are taken over.
        """
        self.stopping = True
        deadline = time.monotonic() + GRACE_SECONDS + 10
        while self.busy and time.monotonic() < deadline:
            time.sleep(0.1)
        self._end_engine()
        Workplace._here = None
        try:
            self.store.hand_back(self.store.held_by([self.worker_id]))
            self._heart.stop()
        except (DatabaseError, SQLAlchemyError) as error:
            logger.warning(
                "未能交还未做完的网站（数据库：%s），可用 wangjian runs --resume 继续 "
                "(nothing could be handed back)",
                " ".join(str(error).split())[:200],
            )
        finally:
            self.store.close()

    def _end_engine(self) -> None:
        # DBOS waits for a lost database without end, in threads that Python waits for
        # at its own end. It has no public word for "no longer".
        database = getattr(self._engine, "_sys_db_field", None)
        if database is not None:
            database._retry_connection_errors = False
        DBOS.destroy()

    def serve(self, run_id: str) -> None:
        """Say that this process was started for `run_id`, so that no patrol adopts it."""
        Worker.objects.filter(id=self.worker_id).update(serves=run_id)

    @property
    def busy(self) -> int:
        """How many slices run here."""
        with self._lock:
            return sum(self._busy.values())

    @contextlib.contextmanager
    def working_at(self, run_id: str) -> Iterator[None]:
        """Count a slice of this run."""
        with self._lock:
            self._busy[run_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._busy[run_id] -= 1

    @contextlib.contextmanager
    def at_job(self, job: str) -> Iterator[None]:
        """Count a job that is being worked at."""
        with self._lock:
            self._jobs[job] += 1
        try:
            yield
        finally:
            with self._lock:
                self._jobs -= Counter([job])

    def must_stop(self, run_id: str) -> bool:
        """Whether a slice of this run is to end: the process leaves, or the run is held."""
        return self.stopping or run_id in self._held

    def _look_around(self) -> None:
        """After every heartbeat: which runs are held, who died."""
        with self._lock:
            runs = [run_id for run_id, count in self._busy.items() if count]
        held = Run.objects.filter(id__in=runs).exclude(state=Run.State.RUNNING)
        self._held = frozenset(held.values_list("id", flat=True))
        if not self.stopping:
            self._take_over()
            self._take_up()

    def _take_up(self) -> None:
        """Put jobs into their queues again that ended here without an outcome: that one is over
        is a row of the engine's own, which a full disk does not take."""
        self._looks += 1
        if self._looks % _LOOKS_AT_JOBS:
            return
        try:
            held = self.store.held_by([self.worker_id])
            with self._lock:
                gone = {job: queue for job, queue in held.items() if not self._jobs[job]}
            # One that has just begun or ended may be missing for a moment.
            lost = {job: queue for job, queue in gone.items() if job in self._missing}
            self._missing = frozenset(gone) - frozenset(lost)
            if lost:
                logger.warning("taking up %d jobs that ended without an outcome", len(lost))
                self.store.hand_back(lost)
        except SQLAlchemyError as error:
            logger.warning("lost jobs could not be taken up yet: %s", error)

    def _take_over(self) -> None:
        """Put the jobs of workers that never come back into their queues again."""
        dead = claim_dead(self.worker_id)
        if not dead:
            return
        try:
            jobs = self.store.held_by(dead)
            if jobs:
                logger.warning("taking over %d jobs of %s", len(jobs), ", ".join(dead))
            self.store.hand_back(jobs)
        except SQLAlchemyError as error:  # they stay claimed, and are tried again
            logger.warning("jobs could not be taken over yet: %s", error)
            return
        settle(dead)
