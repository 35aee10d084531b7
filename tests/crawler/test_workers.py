"""Who lives, who is dead, who takes over."""

import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from crawler.models import Worker
from crawler.process_identity import is_gone, process_start, this_process
from crawler.shared_clock import shared_now
from crawler.workers import (
    BEAT_SECONDS,
    SILENT_SECONDS,
    Heartbeat,
    claim_dead,
    enrol,
    is_dead,
    served_runs,
    settle,
)
from leads.home import Home


@pytest.fixture(autouse=True)
def _home(home: Home) -> None:
    """Every test has a database."""


def elsewhere(name: str, silent_for: float = 0.0, **further: object) -> Worker:
    now = shared_now()
    return Worker.objects.create(
        id=name,
        process=f"other-machine boot:pid {abs(hash(name)) % 9999} 100",
        beat=now.seconds - silent_for,
        era=now.era,
        started_at=datetime.now(UTC),
        **further,
    )


def test_who_beats_lives_and_who_is_silent_too_long_is_dead() -> None:
    now = shared_now()
    assert not is_dead(elsewhere("a", SILENT_SECONDS - 5), now)
    assert is_dead(elsewhere("b", SILENT_SECONDS + 1), now)
    assert is_dead(elsewhere("c", ended_at=datetime.now(UTC)), now)
    assert SILENT_SECONDS > 4 * BEAT_SECONDS, "a busy machine may miss some beats"


def test_a_process_of_this_machine_that_is_gone_is_dead_at_once() -> None:
    script = (
        "from crawler.process_identity import this_process as t; print(t(), flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    worker = enrol()
    worker.process = other.stdout.readline().strip()
    assert not is_dead(worker, shared_now())
    other.kill()
    # A zombie that nobody has waited for is as dead as any.
    deadline = time.monotonic() + 10
    while process_start(other.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_dead(worker, shared_now())
    other.communicate()


def test_a_new_process_with_an_old_number_is_another() -> None:
    machine, era, pid, start = this_process().split(" ")
    assert not is_gone(f"{machine} {era} {pid} {start}")
    assert is_gone(f"{machine} {era} {pid} {int(start) - 1}")
    assert not is_gone(f"elsewhere {era} {pid} {int(start) - 1}"), "of others nothing is certain"
    assert not is_gone("nonsense")


def test_one_dead_worker_has_one_successor() -> None:
    elsewhere("dead", 1000)
    elsewhere("living")
    assert claim_dead("first") == ["dead"]
    first = elsewhere("first")
    assert claim_dead("second") == []
    assert claim_dead("first") == ["dead"], "until it is done the first stays in charge"
    Worker.objects.filter(id=first.id).update(beat=0.0)
    assert sorted(claim_dead("second")) == ["dead", "first"], "a dead successor has one, too"
    settle(["dead", "first"])
    assert claim_dead("second") == []


def test_a_worker_taken_for_dead_while_it_was_frozen_says_that_it_lives() -> None:
    frozen = enrol()
    Worker.objects.filter(id=frozen.id).update(taken_over_by="other", settled=True, beat=0.0)
    heart = Heartbeat(frozen.id)
    heart.start()
    deadline = time.monotonic() + 20
    while Worker.objects.get(id=frozen.id).settled and time.monotonic() < deadline:
        time.sleep(0.05)
    heart.stop()
    again = Worker.objects.get(id=frozen.id)
    assert (again.taken_over_by, again.settled) == ("", False)
    assert again.ended_at is not None


def test_runs_that_a_living_process_was_started_for() -> None:
    elsewhere("a", serves="run-1")
    elsewhere("b", 1000, serves="run-2")
    elsewhere("c")
    assert served_runs() == {"run-1"}
