"""The watchdog: memory, hanging, forced ends; and pages that kill their readers."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.after_slice import MOST_BARREN, Outcome, after_slice
from crawler.in_flight import InFlight
from crawler.models import Run, SiteRun, Slice, Step
from crawler.slice_end import SliceEnd
from crawler.slice_work import MOST_ATTEMPTS
from crawler.visit import Target
from crawler.watchdog import memory_of
from leads.home import Home
from tests.crawler.jobs.slices import ended, enter, walk
from tests.crawler.jobs.tree_site import TreeSite

SCRIPT = """
import sys, time
from crawler.watchdog import Watchdog
told = []
dog = Watchdog(lambda: told.append(1), limit=200 << 20, hang_seconds=3.0)
dog.start()
{}
print("told", len(told), flush=True)
"""


def watched(body: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(body)], capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout.strip()


def test_memory_over_the_limit_is_told_once_and_far_over_ends_the_process() -> None:
    beat = "for _ in range(30): dog.alive(); time.sleep(0.1)"
    assert watched(f"x = b'x' * (190 << 20)\n{beat}") == (0, "told 1")
    status, _ = watched(f"x = b'x' * (400 << 20)\n{beat}")
    assert SliceEnd.of_exit(status) is SliceEnd.MEMORY


def test_an_event_loop_that_stands_still_ends_the_process() -> None:
    assert SliceEnd.of_exit(watched("time.sleep(30)")[0]) is SliceEnd.HUNG
    assert watched("for _ in range(35): dog.alive(); time.sleep(0.1)")[0] == 0


def test_an_end_that_takes_too_long_is_forced() -> None:
    body = "dog.end_within(1.0)\nfor _ in range(100): dog.alive(); time.sleep(0.1)"
    assert SliceEnd.of_exit(watched(body)[0]) is SliceEnd.KILLED


def test_memory_counts_the_processes_below() -> None:
    before = memory_of(os.getpid())
    hungry = subprocess.Popen(
        [sys.executable, "-c", "x = b'x' * (150 << 20); print(1, flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert hungry.stdout is not None
    hungry.stdout.readline()
    assert memory_of(os.getpid()) - before > 150 << 20
    hungry.communicate(b"\n")


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (0, SliceEnd.DONE),
        (20, SliceEnd.MORE),
        (-9, SliceEnd.KILLED),
        (-11, SliceEnd.CRASHED),
        (-15, SliceEnd.KILLED),
        (None, SliceEnd.KILLED),
        (77, SliceEnd.ERROR),
    ],
)
def test_what_an_exit_status_says(status: int | None, end: SliceEnd) -> None:
    assert SliceEnd.of_exit(status) is end


def test_the_pages_being_read_outlive_the_process(home: Home) -> None:
    path = InFlight.path_of(home, "r", 1, 1)
    reading = InFlight(path)
    a, b = ("a" * 32, "b" * 32)
    reading.begin(a)
    reading.begin(b)
    reading.begin("")
    reading.end(a)
    reading.end("never begun")
    assert InFlight.left_by(home, "r", 1, 1) == [b]
    assert InFlight.left_by(home, "r", 1, 1) == [], "it was taken note of"
    for number in range(200):
        reading.begin(f"{number:032d}")  # more than there is room for does no harm
    well = InFlight(InFlight.path_of(home, "r", 1, 2))
    well.begin(a)
    well.close()
    assert not Path(InFlight.path_of(home, "r", 1, 2)).exists()


@pytest.fixture
def site(home: Home) -> SiteRun:
    return enter(home, "http://shop.test/")[0]


def dead_slice(home: Home, site: SiteRun, end: SliceEnd, key: str) -> Outcome:
    number = Slice.objects.filter(site=site).count() + 1
    Slice.objects.create(site=site, number=number, fence=1, started_at=datetime.now(UTC))
    reading = InFlight(InFlight.path_of(home, site.run_id, site.number, number))
    reading.begin(key)
    return after_slice(site.id, end, home)


def test_a_page_that_kills_slice_after_slice_is_suspected_and_others_are_not(
    home: Home, site: SiteRun
) -> None:
    deadly, other = Target("product", "http://shop.test/x"), Target("product", "http://shop.test/y")
    for each in (deadly, other):
        Step.objects.create(site=site, key=each.key, kind="product", target=each.to_json())
    assert dead_slice(home, site, SliceEnd.CRASHED, deadly.key) is Outcome.MORE
    assert dead_slice(home, site, SliceEnd.KILLED, other.key) is Outcome.MORE
    attempts = dict(Step.objects.values_list("key", "attempts"))
    assert attempts == {deadly.key: 1, other.key: 0}
    last = Slice.objects.order_by("-number").first()
    assert last is not None and last.end == "killed" and last.ended_at is not None


def test_a_deadly_page_is_left_alone_and_the_rest_is_read(home: Home) -> None:
    with TreeSite(13) as tree:
        (site,) = enter(home, tree.url)
        deadly = Target("listing", f"{tree.url}p/1")
        Step.objects.create(
            site=site,
            key=deadly.key,
            kind="listing",
            target=deadly.to_json(),
            attempts=MOST_ATTEMPTS,
        )
        home_page = Target("home", tree.url)
        Step.objects.create(site=site, key=home_page.key, kind="home", target=home_page.to_json())
        assert ended(walk(home, site)) == SliceEnd.DONE
        assert "/p/1" not in tree.paths() and "/p/2" in tree.paths()
    row = site.pages.get(url=deadly.url)
    assert (row.outcome, row.detail.split(":")[0]) == ("error", "deadly")


def test_a_site_whose_slices_die_without_a_page_fails_in_the_end(home: Home, site: SiteRun) -> None:
    outcomes = [dead_slice(home, site, SliceEnd.ERROR, "k" * 32) for _ in range(MOST_BARREN)]
    assert outcomes == [Outcome.MORE] * (MOST_BARREN - 1) + [Outcome.FINAL]
    site.refresh_from_db()
    assert site.state == SiteRun.State.FAILED and "error" in site.detail


@pytest.mark.parametrize(("end", "code"), [(SliceEnd.DISK_LOW, 5), (SliceEnd.DATABASE, 13)])
def test_what_the_machine_must_have_mended_holds_the_run(
    home: Home, site: SiteRun, end: SliceEnd, code: int
) -> None:
    assert after_slice(site.id, end, home) is Outcome.HELD
    run = Run.objects.get()
    assert (run.state, run.exit_code) == (Run.State.INTERRUPTED, code)
