"""One slice at a site, as a process: what it keeps, how it ends, what it leaves behind."""

import signal
import time

import pytest

from crawler.models import Host, PageRow, Run, SiteRun, Slice, Step
from crawler.slice_end import SliceEnd
from evidence.archive.reader import check_file, read_record
from evidence.archive.record import RecordRef
from leads.home import Home
from tests.crawler.jobs.slices import ended, enter, walk
from tests.crawler.jobs.tree_site import TreeSite

pytestmark = pytest.mark.jobs


def wait_until(what: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_a_slice_keeps_every_page_with_a_record_that_verifies(home: Home) -> None:
    with TreeSite(40) as tree:
        (site,) = enter(home, tree.url)
        assert ended(walk(home, site)) == SliceEnd.DONE
    assert PageRow.objects.filter(site=site, outcome="read").count() == 40
    assert not Step.objects.filter(site=site, done=False).exists()
    site.refresh_from_db()
    assert site.state == SiteRun.State.DONE and site.memo["last"].startswith(tree.url)
    files = list(home.archive.iterdir())
    assert [path.suffix for path in files] == [".gz"]
    assert not check_file(files[0]).faults
    for row in PageRow.objects.filter(site=site):
        record = read_record(home.archive, RecordRef.from_json(row.record))
        assert record.uri == row.url
    last = Slice.objects.get(site=site)
    assert (last.pages, last.end) == (40, "done")
    assert Host.objects.get(name=tree.host).holder == ""


def test_slices_go_on_where_the_last_one_ended_and_ask_nothing_twice(home: Home) -> None:
    with TreeSite(40) as tree:
        (site,) = enter(home, tree.url)
        ends = [ended(walk(home, site, "--pages", "25")) for _ in range(2)]
        assert ends == [SliceEnd.MORE, SliceEnd.DONE]
        assert sorted(tree.paths()) == sorted(["/", *(f"/p/{n}" for n in range(1, 40))])
    assert PageRow.objects.filter(site=site).count() == 40
    assert sum(Slice.objects.values_list("pages", flat=True)) == 40


def test_asked_to_end_it_keeps_what_it_has_and_closes_its_archive(home: Home) -> None:
    with TreeSite(2000, latency=0.01) as tree:
        (site,) = enter(home, tree.url)
        process = walk(home, site)
        wait_until(lambda: len(tree.asked) > 30)
        process.send_signal(signal.SIGTERM)
        assert ended(process, 20) == SliceEnd.INTERRUPTED
        asked = set(tree.paths())
    kept = {row.url.removeprefix(tree.url.rstrip("/")) for row in PageRow.objects.filter(site=site)}
    assert kept and kept <= asked
    assert len(asked - kept) <= 1, "at most what was under way is asked again"
    assert [path.suffix for path in home.archive.iterdir()] == [".gz"]
    assert Step.objects.filter(site=site, done=False).exists()


def test_killed_it_loses_a_second_of_pages_at_most_and_the_next_one_salvages(home: Home) -> None:
    with TreeSite(100, latency=0.02) as tree:
        (site,) = enter(home, tree.url)
        process = walk(home, site)
        wait_until(lambda: len(tree.asked) > 70)
        process.kill()
        assert SliceEnd.of_exit(ended(process)) is SliceEnd.KILLED
        left = [path for path in home.archive.iterdir() if path.name.endswith(".open")]
        assert len(left) == 1
        assert ended(walk(home, site)) == SliceEnd.DONE
        paths = tree.paths()
    assert len(set(paths)) == 100
    assert PageRow.objects.filter(site=site).count() == 100
    assert not list(home.archive.glob("*.open"))
    (told,) = Run.objects.get().troubles
    assert "抢救" in told and left[0].name in told
    for path in home.archive.glob("*.warc.gz"):
        assert not check_file(path).faults
    for row in PageRow.objects.filter(site=site):
        read_record(home.archive, RecordRef.from_json(row.record))


def test_two_slices_of_one_site_never_work_at_once(home: Home) -> None:
    with TreeSite(60, latency=0.1) as tree:
        (site,) = enter(home, tree.url)
        first = walk(home, site)
        wait_until(lambda: len(tree.asked) > 3)
        assert ended(walk(home, site)) == SliceEnd.NO_LEASE
        assert ended(first) == SliceEnd.DONE
        assert len(tree.asked) == 60


def test_a_slice_whose_lease_was_taken_over_keeps_nothing_more(home: Home) -> None:
    with TreeSite(3000, latency=0.005) as tree:
        (site,) = enter(home, tree.url)
        process = walk(home, site)
        wait_until(lambda: PageRow.objects.filter(site=site).count() > 20)
        Host.objects.filter(name=tree.host).update(holder="another", fence=1000)
        kept = PageRow.objects.filter(site=site).count()
        assert ended(process, 30) == SliceEnd.FENCED
    assert PageRow.objects.filter(site=site).count() == kept
    assert Host.objects.get(name=tree.host).holder == "another"
    assert [path.suffix for path in home.archive.iterdir()] == [".gz"], "its records are kept"


def test_it_gives_way_to_the_more_urgent(home: Home) -> None:
    from crawler.lease import wish_lease

    with TreeSite(3000, latency=0.005) as tree:
        (site,) = enter(home, tree.url)
        process = walk(home, site)
        wait_until(lambda: len(tree.asked) > 20)
        assert not wish_lease(tree.host, 1)
        assert ended(process, 30) == SliceEnd.GAVE_WAY


def test_its_worker_s_death_ends_it_in_good_order(home: Home) -> None:
    import subprocess
    import sys

    with TreeSite(3000, latency=0.01) as tree:
        (site,) = enter(home, tree.url)
        script = (
            "import os, subprocess, sys, time\n"
            "p = subprocess.Popen([sys.executable, '-m', 'tests.crawler.jobs.walk_slice',"
            f" '--site-run', '{site.id}', '--parent', str(os.getpid())])\n"
            "print(p.pid, flush=True); time.sleep(600)"
        )
        worker = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        worker.stdout.readline()
        wait_until(lambda: len(tree.asked) > 20)
        worker.kill()
        worker.communicate()
        wait_until(lambda: Slice.objects.get(site=site).end == "interrupted")
        wait_until(lambda: not list(home.archive.glob("*.open")))
    assert PageRow.objects.filter(site=site).exists()
