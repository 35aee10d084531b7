"""The processes that take jobs 工作进程: who lives, and who is gone for good.

Each beats in the database. One that stops beating is dead to the others after
SILENT_SECONDS; one of the same machine whose process is gone is dead at once.
The first to claim a dead worker takes its jobs over, and nobody else does.
"""

import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db import DatabaseError, connection, transaction

from crawler.models import Worker
from crawler.process_identity import is_gone, machine_name, this_process
from crawler.shared_clock import Moment, shared_now

BEAT_SECONDS = 2.0
SILENT_SECONDS = 15.0


def enrol() -> Worker:
    """Enter this process as a worker."""
    now = shared_now()
    return Worker.objects.create(
        id=f"{machine_name()}-{secrets.token_hex(5)}",
        process=this_process(),
        beat=now.seconds,
        era=now.era,
        started_at=datetime.now(UTC),
    )


def is_dead(worker: Worker, now: Moment) -> bool:
    """Whether `worker` will never work again."""
    if worker.ended_at is not None or is_gone(worker.process) or worker.era != now.era:
        return True
    return now.seconds - worker.beat > SILENT_SECONDS


def claim_dead(claimer: str) -> list[str]:
    """The ids of dead workers whose jobs `claimer`, and nobody else, is to take over.

    A claim counts until the claimer is dead itself; then the next one has it.
    """
    claimed = []
    with transaction.atomic():
        now = shared_now()
        rows = list(Worker.objects.select_for_update().filter(settled=False).order_by("id"))
        dead = {row.id for row in rows if row.id != claimer and is_dead(row, now)}
        living = {row.id for row in rows} - dead
        for row in rows:
            if row.id not in dead or row.taken_over_by in living - {claimer}:
                continue
            row.taken_over_by = claimer
            row.save(update_fields=["taken_over_by"])
            claimed.append(row.id)
    return claimed


def served_runs() -> set[str]:
    """Runs for which a living process was started."""
    now = shared_now()
    rows = Worker.objects.exclude(serves="").filter(settled=False)
    return {row.serves for row in rows if not is_dead(row, now)}


def somebody_works() -> bool:
    """Whether a process lives that takes jobs, whoever started it."""
    now = shared_now()
    return any(not is_dead(row, now) for row in Worker.objects.filter(ended_at=None, settled=False))


def settle(worker_ids: Sequence[str]) -> None:
    """Note that nothing of these dead workers is left to take over."""
    Worker.objects.filter(id__in=worker_ids).update(settled=True)


class Heartbeat(threading.Thread):
    """Beats for a worker until stopped; calls `each` after every beat.

    A beat that the database refuses is tried again: a worker that cannot say
    that it lives is taken for dead, which is safe (the lease holds the site).
    """

    def __init__(self, worker_id: str, each: Callable[[], None] = lambda: None) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._worker_id = worker_id
        self._each = each
        self._stop_asked = threading.Event()

    def run(self) -> None:
        """Beat every BEAT_SECONDS."""
        try:
            while not self._stop_asked.wait(BEAT_SECONDS):
                try:
                    now = shared_now()
                    # One that was taken for dead while it was frozen says that it is not.
                    Worker.objects.filter(id=self._worker_id).update(
                        beat=now.seconds, era=now.era, taken_over_by="", settled=False
                    )
                    self._each()
                except DatabaseError:
                    connection.close()
        finally:
            connection.close()

    def stop(self) -> None:
        """End the beating and note that the worker left. DatabaseError passes."""
        self._stop_asked.set()
        self.join(timeout=10)
        Worker.objects.filter(id=self._worker_id).update(ended_at=datetime.now(UTC))
