"""The rate table: turns that many processes share."""

import itertools
import subprocess
import sys

import pytest

from crawler.models import Host
from crawler.rate import RateTable
from leads.home import Home


def test_a_turn_is_taken_once_and_the_next_comes_after_the_gap(home: Home) -> None:
    table = RateTable()
    assert table.take("shop:80", 2.0) == 0.0
    wait = table.take("shop:80", 2.0)
    assert 1.0 < wait <= 2.0
    assert table.take("shop:80", 2.0) <= wait, "asking does not put the turn off"
    assert table.take("other:80", 2.0) == 0.0


def test_what_really_happened_later_moves_the_next_turn(home: Home) -> None:
    table = RateTable()
    table.take("shop:80", 1.0)
    table.settle("shop:80", 30.0)
    assert table.take("shop:80", 1.0) == pytest.approx(30.0, abs=1.0)
    table.settle("never-asked:80", 30.0)
    assert not Host.objects.filter(name="never-asked:80").exists()


ASKER = """
import asyncio, sys, time
from pathlib import Path
from crawler.opening import open_database
from leads.home import Home
open_database(Home(Path(sys.argv[1])), update=False)
from crawler.pace import Pace
from crawler.rate import RateTable
pace = Pace(0.2, RateTable())
async def work():
    for _ in range(6):
        await pace.turn("shop:80")
        print(time.clock_gettime(time.CLOCK_BOOTTIME), flush=True)
asyncio.run(work())
pace.close()
"""


def test_two_processes_together_keep_the_gap(home: Home) -> None:
    askers = [
        subprocess.Popen(
            [sys.executable, "-c", ASKER, str(home.path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [asker.communicate(timeout=60)[0] for asker in askers]
    assert [asker.returncode for asker in askers] == [0, 0]
    times = sorted(float(line) for each in said for line in each.split())
    assert len(times) == 12
    # Measured by the askers, who may be held up between their turn and their clock.
    assert min(b - a for a, b in itertools.pairwise(times)) >= 0.17
