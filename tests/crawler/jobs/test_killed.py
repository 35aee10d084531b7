"""kill -9 of crawls and workers at any moment: what was kept stays, the rest is done later."""

import random
import time
from collections.abc import Callable

import pytest

from crawler.models import PageRow, Run
from leads.home import Home
from leads.models import Lead
from tests.crawler.jobs.processes import started, wait_until
from tests.crawler.jobs.tree_site import TreeSite
from tests.crawler.jobs.whole import assert_whole
from tests.market import Market

pytestmark = pytest.mark.jobs


def killed_again_and_again(
    home: Home, kills: int, asked: Callable[[], int], *crawl: str, further: tuple[str, ...] = ()
) -> str:
    """Kill a crawl with all its processes at random moments, then let it end; its run's id."""
    moments = random.Random(20261124)
    command = ["crawl", *crawl]
    for _ in range(kills):
        before = asked()
        with started(home, *command, *further) as process:
            wait_until(lambda: asked() > before or not process.running)  # noqa: B023
            time.sleep(moments.uniform(0, 1.5))
            process.kill_all()
        command = ["resume", *Run.objects.values_list("id", flat=True)]
    with started(home, *command, *further) as last:
        assert last.ended(400) == 0
    return Run.objects.get().id


def tree_killed(home: Home, kills: int, pages: int, delay: float) -> None:
    with TreeSite(pages) as tree:
        run_id = killed_again_and_again(
            home, kills, lambda: len(tree.asked), tree.url, "--delay", str(delay)
        )
        paths, gaps = tree.paths(), tree.gaps()
    assert_whole(home, run_id, pages)
    assert set(paths) == {"/", *(f"/p/{n}" for n in range(1, pages))}
    # A second of pages, and what was under way, may be asked for again at each kill.
    assert len(paths) <= pages + kills * (2 + int(1.5 / delay))
    assert min(gaps) >= delay


def test_three_kills_of_worker_and_slice(home: Home) -> None:
    tree_killed(home, kills=3, pages=50, delay=0.06)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_twenty_kills_of_worker_and_slice(home: Home) -> None:
    tree_killed(home, kills=20, pages=500, delay=0.05)


def leads_of_market(home: Home, kills: int, *shops: str) -> set[tuple[str, str]]:
    """What a crawl of the market's shops files: shop and matter, whatever became of it between."""
    with Market(only=shops) as market:
        by_host = {url.split("/")[2]: name for name, url in market.shops.items()}
        run_id = killed_again_and_again(
            home,
            kills,
            lambda: sum(len(market.requests(name)) for name in shops),
            *market.shops.values(),
            further=("--shops",),
        )
    pages = PageRow.objects.filter(site__run_id=run_id)
    assert_whole(home, run_id, pages.filter(outcome="read").count(), targets_done=False)
    leads = Lead.objects.select_related("shop")
    assert all(lead.findings.exists() for lead in leads)
    return {(by_host[lead.shop.site], lead.area) for lead in leads}


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_twenty_kills_change_nothing_of_what_is_found(
    home: Home, tmp_path: object, request: pytest.FixtureRequest
) -> None:
    found = leads_of_market(home, 20, "tea", "gbk", "ld")
    with Market(only=["tea", "gbk", "ld"]) as market:
        expected = {
            (name, area)
            for name, shop in market.truth.shops.items()
            for product in shop.products
            for area in product.leads
        }
    assert expected <= found


def two_workers_one_killed(home: Home) -> None:
    delay, pages, sites = 0.25, 24, 3
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
            doomed.kill_all()
            assert crawl.ended() == 0
            run_id = crawl.summary["run_id"]
        for tree in trees:
            assert min(tree.gaps()) >= delay
            assert len(tree.asked) <= pages + 6
    assert_whole(home, run_id, pages * sites)


@pytest.mark.long
def test_two_workers_one_killed_on_sqlite(home: Home) -> None:
    two_workers_one_killed(home)


def test_two_workers_one_killed_on_postgresql(postgres_home: Home) -> None:
    two_workers_one_killed(postgres_home)
