"""kill -9 of crawls and workers at any moment: what was kept stays, the rest is done later."""

import itertools
import random
import time

import pytest

from crawler.models import PageRow, Run
from leads.home import Home
from tests.crawler.jobs.processes import started, wait_until
from tests.crawler.jobs.tree_site import TreeSite
from tests.crawler.jobs.whole import assert_whole


def crawl_killed_again_and_again(home: Home, kills: int, pages: int, delay: float) -> None:
    moments = random.Random(20261124)
    with TreeSite(pages) as tree:
        with started(home, "crawl", tree.url, "--delay", str(delay)) as first:
            wait_until(lambda: tree.asked)
            time.sleep(moments.uniform(0, 1.5))
            first.kill_all()
        (run_id,) = Run.objects.values_list("id", flat=True)
        for _ in range(kills - 1):
            before = len(tree.asked)
            with started(home, "resume", run_id) as again:
                wait_until(lambda: len(tree.asked) > before or not again.running)  # noqa: B023
                time.sleep(moments.uniform(0, 1.5))
                again.kill_all()
        with started(home, "resume", run_id) as last:
            assert last.ended() == 0
        asked = tree.paths()
        gaps = tree.gaps()
    assert_whole(home, run_id, pages)
    assert set(asked) == {"/", *(f"/p/{n}" for n in range(1, pages))}
    # A second of pages, and what was under way, may be asked for again at each kill.
    assert len(asked) <= pages + kills * (1 + int(1.5 / delay) + 1)
    assert min(gaps) >= delay


def test_three_kills_of_worker_and_slice(home: Home) -> None:
    crawl_killed_again_and_again(home, kills=3, pages=70, delay=0.06)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_twenty_kills_of_worker_and_slice(home: Home) -> None:
    crawl_killed_again_and_again(home, kills=20, pages=500, delay=0.05)


def two_workers_one_killed(home: Home) -> None:
    delay, pages, sites = 0.25, 40, 3
    with (
        TreeSite(pages) as a,
        TreeSite(pages) as b,
        TreeSite(pages) as c,
        started(home, "worker") as doomed,
    ):
        trees = [a, b, c]
        assert len(trees) == sites
        with started(home, "crawl", *(t.url for t in trees), "--delay", str(delay)) as crawl:
            wait_until(lambda: sum(len(t.asked) for t in trees) > 20)
            doomed.kill()
            assert crawl.ended() == 0
            run_id = crawl.summary["run_id"]
        for tree in trees:
            assert min(tree.gaps()) >= delay
            assert len(tree.asked) <= pages + 6
    assert_whole(home, run_id, pages * sites)


def test_two_workers_one_killed_on_sqlite(home: Home) -> None:
    two_workers_one_killed(home)


def test_two_workers_one_killed_on_postgresql(postgres_home: Home) -> None:
    two_workers_one_killed(postgres_home)


def test_gaps_hold_across_every_pair_of_requests() -> None:
    # The measure itself: a gap that is too small must be seen.
    tree = TreeSite(1)
    tree.asked = [(0.0, "/"), (0.1, "/p/1"), (0.5, "/p/2")]
    assert tree.gaps() == pytest.approx([0.1, 0.4])
    assert len(list(itertools.pairwise(tree.asked))) == 2


def test_what_a_killed_crawl_kept_is_there_at_once(home: Home) -> None:
    with TreeSite(3000, latency=0.005) as tree, started(home, "crawl", tree.url) as crawl:
        wait_until(lambda: PageRow.objects.count() > 50)
        crawl.kill_all()
    kept = PageRow.objects.count()
    assert kept > 50
    assert Run.objects.get().state == Run.State.RUNNING
