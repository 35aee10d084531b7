"""Crawls that share machines, queues and sites; being told to stop; machines that cannot go on."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.db import connection

from crawler.models import Host, PageRow, Run, SiteRun, Slice, Worker
from crawler.shared_clock import shared_now
from evidence.archive.reader import check_file
from leads.home import Home
from tests.crawler.jobs.processes import started, wait_until
from tests.crawler.jobs.slices import begin
from tests.crawler.jobs.tree_site import TreeSite
from tests.crawler.jobs.whole import assert_whole
from tests.market import Market

pytestmark = pytest.mark.jobs


def test_two_officers_at_once_one_shop_in_common(home: Home) -> None:
    delay = 0.1
    with TreeSite(14) as common, TreeSite(8) as a, TreeSite(8) as b:
        with (
            started(home, "crawl", a.url, common.url, "--delay", str(delay)) as first,
            started(home, "crawl", b.url, common.url, "--delay", str(delay)) as second,
        ):
            assert (first.ended(), second.ended()) == (0, 0)
            runs = [first.summary["run_id"], second.summary["run_id"]]
        assert min(common.gaps()) >= delay, "both together ask no oftener than one may"
        assert sorted(common.paths()).count("/p/7") == 2, "each has its own record of it"
    assert len(set(runs)) == 2
    for run_id in runs:
        assert_whole(home, run_id, 22)


def test_an_officer_s_crawl_passes_a_routine_one_of_the_same_shop(home: Home) -> None:
    with TreeSite(200) as shop, started(home, "worker"):
        begin(home, shop.url, queue="routine", limits={"delay": 0.1})
        wait_until(lambda: PageRow.objects.count() > 15)
        with started(home, "crawl", shop.url, "--delay", "0.1") as urgent:
            wait_until(lambda: Run.objects.count() == 2)
            run = Run.objects.get(queue="officers")
            wait_until(lambda: Slice.objects.filter(site__run=run).exists(), 60)
            routine = SiteRun.objects.get(run__queue="routine")
            assert not routine.final, "the routine crawl is not over yet"
            assert Slice.objects.filter(site=routine, end="gave_way").count() == 1
            urgent.kill_all()
        assert min(shop.gaps()) >= 0.1


def test_stopped_once_it_ends_in_good_order_and_is_gone_on_with(home: Home) -> None:
    with TreeSite(60, latency=0.02) as tree:
        with started(home, "crawl", tree.url, "--delay", "0.05") as crawl:
            wait_until(lambda: len(tree.asked) > 15)
            began = time.monotonic()
            crawl.signal(signal.SIGINT)
            assert crawl.ended(40) == 3
            assert time.monotonic() - began < 30
            run_id = crawl.summary["run_id"]
        assert crawl.summary["state"] == "interrupted" and 0 < crawl.summary["pages"] < 60
        assert not list(home.archive.glob("*.open"))
        asked = len(tree.asked)
        with started(home, "worker") as other:
            wait_until(lambda: Worker.objects.filter(ended_at=None).exists())
            time.sleep(2.5)  # it looks for jobs twice a second
            assert len(tree.asked) == asked, "a crawl that was stopped stays stopped"
            other.signal()
            assert other.ended(40) == 0
        with started(home, "resume", run_id) as again:
            assert again.ended() == 0
        assert len(tree.asked) <= 61, "nothing that was kept is asked for again"
    assert_whole(home, run_id, 60)


@pytest.mark.long
def test_stopped_twice_it_ends_at_once_and_nothing_is_lost(home: Home) -> None:
    with TreeSite(60, latency=0.4) as tree:
        with started(home, "crawl", tree.url) as crawl:
            wait_until(lambda: PageRow.objects.count() > 2)
            crawl.signal(signal.SIGTERM)
            time.sleep(0.3)
            crawl.signal(signal.SIGTERM)
            assert crawl.ended(20) == 128 + signal.SIGTERM
        kept = PageRow.objects.count()
        wait_until(lambda: not list(home.archive.glob("*.open")))
    assert kept and list(home.archive.glob("*.warc.gz"))


@pytest.mark.long
def test_a_worker_of_another_machine_that_died_is_waited_out(home: Home) -> None:
    with TreeSite(5) as tree:
        now = shared_now()
        Host.objects.create(
            name=tree.host,
            era=now.era,
            holder="other-machine boot:pid 4242 100",
            held_until=now.seconds + 5,
            next_turn=now.seconds + 6,
            fence=7,
        )
        began = time.monotonic()
        with started(home, "crawl", tree.url, "--delay", "0.5") as crawl:
            assert crawl.ended() == 0
        first = tree.asked[0][0] - began
        assert first >= 5.5, "neither before its lease ended nor before the host's turn"
    assert Host.objects.get(name=tree.host).fence > 7


def test_without_room_the_run_is_held_with_its_own_code_and_can_be_resumed(home: Home) -> None:
    # A process may write files of at most 3 MB: to the archive that is a full disk (EFBIG).
    with TreeSite(40, noise=120_000) as tree:
        with started(home, "crawl", tree.url, limit_file_size=3 << 20) as crawl:
            assert crawl.ended() == 5
            run_id = crawl.summary["run_id"]
        assert crawl.summary["state"] == "interrupted"
        kept = PageRow.objects.count()
        assert 0 < kept < 40
        with started(home, "resume", run_id) as again:
            assert again.ended() == 0
    assert_whole(home, run_id, 40)


def test_a_dead_site_has_its_own_code_and_stops_no_other(home: Home) -> None:
    with TreeSite(5) as living:
        with TreeSite(1) as gone:
            dead = gone.url
        with started(home, "crawl", dead, living.url) as crawl:
            assert crawl.ended() == 12
    states = {site["url"]: (site["state"], site["pages"]) for site in crawl.summary["sites"]}
    assert states == {dead: ("unreachable", 1), living.url: ("done", 5)}


@pytest.mark.long
def test_without_its_database_it_ends_with_its_own_code_and_what_it_has_is_sealed(
    postgres_home: Home,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    stat = Path(f"/proc/{backend}/stat").read_text("ascii")
    server = int(stat.rpartition(")")[2].split()[1])
    with (
        TreeSite(500, latency=0.05) as tree,
        started(postgres_home, "crawl", tree.url) as crawl,
    ):
        wait_until(lambda: PageRow.objects.count() > 5)
        connection.close()
        os.kill(server, signal.SIGINT)
        began = time.monotonic()
        assert crawl.ended() == 13
        assert time.monotonic() - began < 60
    assert "the database failed" in crawl.said
    assert not list(postgres_home.archive.glob("*.open"))
    for path in postgres_home.archive.glob("*.warc.gz"):
        assert not check_file(path).faults


def test_without_a_browser_the_crawl_goes_on_and_says_so(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANGJIAN_CHROMIUM", str(home.path / "nowhere"))
    with (
        Market(only=["spa", "incomplete"]) as market,
        started(home, "crawl", *market.shops.values(), "--shops", "--browser") as crawl,
    ):
        assert crawl.ended() == 6
    sites = {site["url"]: site for site in crawl.summary["sites"]}
    assert sites[market.shops["spa"]]["coverage"]["browser"] == "unavailable"
    assert not sites[market.shops["spa"]]["coverage"]["complete"]
    assert sites[market.shops["incomplete"]]["code"] == 0
    assert sites[market.shops["incomplete"]]["read"]["product"] > 0
