"""A page is taken in its turn only, and not at all once the slice is to stop."""

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from crawler.capture_slot import CaptureSlot
from crawler.capture_way import Way
from crawler.models import PageCapture
from crawler.page_taking import PageTaking
from crawler.planning import plan_from_json
from evidence.errors import Refused
from leads.home import Home
from leads.office import Office
from tests.crawler.jobs.slices import enter


class Turns:
    """A pace whose turns come when told to."""

    def __init__(self, wait: float) -> None:
        self.wait = wait
        self.asked: list[tuple[str, str]] = []

    async def turn(self, host: str) -> None:
        self.asked.append(("turn", host))
        await asyncio.sleep(self.wait)

    def answered(self, host: str, seconds: float) -> None:
        self.asked.append(("answered", host))


def taking(home: Home, turns: Turns) -> PageTaking:
    (site,) = enter(home, "http://10.0.0.1/", allow=["10.0.0.1:80"], browser=True, capture=True)
    plan = plan_from_json(site.plan | {"allow": []})
    return PageTaking(home, Office(), site, plan, turns)  # type: ignore[arg-type]


def test_it_waits_for_its_turn_and_the_next_one_waits_for_its_end(
    home: Home, tmp_path: Path
) -> None:
    turns = Turns(0.0)
    work = taking(home, turns)
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        asyncio.run(work.take("http://10.0.0.1/p", tmp_path / "c", Way(())))
    assert turns.asked == [("turn", "10.0.0.1"), ("answered", "10.0.0.1")]
    assert not (tmp_path / "c").exists(), "what the crawl may not ask, a capture may not"


def test_told_to_stop_while_it_waits_it_begins_nothing(home: Home, tmp_path: Path) -> None:
    turns = Turns(60.0)
    work = taking(home, turns)
    ticks: list[float] = []
    work.on_tick = lambda: ticks.append(time.monotonic())
    threading.Timer(0.1, work.stop).start()
    assert asyncio.run(work.take("http://10.0.0.1/p", tmp_path / "c", Way(()))) is None
    assert turns.asked == [("turn", "10.0.0.1")]
    assert ticks, "the watchdog is told that the loop turns"
    assert not (tmp_path / "c").exists()


def test_an_attempt_has_a_folder_that_is_found_again(home: Home) -> None:
    work = taking(home, Turns(0.0))
    page = PageCapture(rank=7)
    first, second = work.folder(page, 1), work.folder(page, 2)
    assert first.parent == home.captures
    assert first.name.endswith("-1-007") and second.name == f"{first.name}-2"


def test_only_so_many_browsers_capture_at_once_and_a_killed_one_s_place_is_free(
    tmp_path: Path,
) -> None:
    script = (
        "import sys, pathlib; from crawler.capture_slot import CaptureSlot\n"
        "print(CaptureSlot(pathlib.Path(sys.argv[1]), 2).take(), flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None and other.stdout.readline().strip() == "True"
    mine, third = CaptureSlot(tmp_path, 2), CaptureSlot(tmp_path, 2)
    assert mine.take() and not third.take()
    other.kill()
    other.communicate()
    asyncio.run(asyncio.wait_for(third.wait(), 10))
    mine.free()
    mine.free()
    assert CaptureSlot(tmp_path, 2).take()
    third.free()
