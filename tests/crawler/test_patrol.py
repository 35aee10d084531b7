"""The patrol: what is due, one at a time, what was left, and one broken file among others."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.campaign import load_campaign
from crawler.errors import LockHeld
from crawler.exit_codes import ExitCode, worst
from crawler.models import Run, Worker
from crawler.patrol import next_time, patrol
from crawler.run_lock import RunLock, lock_holder
from crawler.runs import unended_runs
from crawler.workers import enrol, served_runs
from keywords.keyword_list import shipped_lists
from leads.home import Home
from tests.crawler.jobs.processes import started, wait_until
from tests.crawler.jobs.slices import enter
from tests.crawler.jobs.tree_site import TreeSite
from tests.crawler.jobs.whole import assert_whole

pytestmark = [pytest.mark.heavy, pytest.mark.jobs]

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # in Beijing


def file(home: Home, name: str, *urls: str, schedule: str = 'every = "1h"', more: str = "") -> Path:
    allow = [url.split("/")[2] for url in urls if url.count(":") > 1]
    path = home.campaigns / f"{name}.toml"
    path.write_text(
        f'lists = ["counterfeit"]\nsites = {list(urls)}\nallow = {allow}\ndraft = true\n'
        f"browser = false\n{more}\nlimits = {{ delay = 0.05 }}\n"
        + (f"[schedule]\n{schedule}\n" if schedule else ""),
        "utf-8",
    )
    old = NOON.timestamp() - 30 * 86400
    os.utime(path, (old, old))
    return path


def ran(path: Path, home: Home, at: datetime, state: str = Run.State.ENDED) -> None:
    (site,) = enter(home, "http://shop.test/", id=load_campaign(path).id)
    closed = at if state == Run.State.ENDED else None
    Run.objects.filter(id=site.run_id).update(
        queue="routine", started_at=at, state=state, closed_at=closed
    )


def due(path: Path, now: datetime = NOON) -> bool:
    at = next_time(load_campaign(path), path)
    return at is not None and at <= now


def test_a_campaign_without_a_timetable_is_never_due(home: Home) -> None:
    assert not due(file(home, "a", "http://a.example/", schedule=""))


def test_a_new_campaign_is_due_at_once_or_at_its_hour(home: Home) -> None:
    assert due(file(home, "a", "http://a.example/"))
    daily = file(home, "b", "http://a.example/", schedule='every = "1d"\nat = "13:00"')
    os.utime(daily, (NOON.timestamp(), NOON.timestamp()))
    assert not due(daily) and due(daily, NOON + timedelta(hours=1))


def test_one_that_ran_is_due_again_when_its_time_has_come(home: Home) -> None:
    path = file(home, "a", "http://a.example/")
    ran(path, home, NOON - timedelta(minutes=59))
    assert not due(path) and due(path, NOON + timedelta(minutes=1))


def test_one_that_is_not_over_is_gone_on_with_and_not_begun_again(home: Home) -> None:
    path = file(home, "a", "http://a.example/")
    ran(path, home, NOON - timedelta(days=3), Run.State.INTERRUPTED)
    assert not due(path)


def test_nothing_due_is_nothing_done(home: Home) -> None:
    file(home, "over", "http://a.example/", more="end = 2026-11-23")
    file(home, "later", "http://a.example/", more="start = 2026-11-25")
    ran(file(home, "ran", "http://a.example/"), home, NOON - timedelta(minutes=5))
    report = patrol(home, now=NOON)
    assert (report.started, report.resumed, report.code) == ([], [], ExitCode.DONE)
    assert set(report.waiting) == {"over.toml", "later.toml", "ran.toml"}
    assert report.waiting["over.toml"] is None
    assert report.waiting["ran.toml"] == NOON + timedelta(minutes=55)
    assert lock_holder(home.path / "patrol.lock") is None


def test_broken_files_stop_no_other_and_give_a_code_of_their_own(home: Home) -> None:
    (home.campaigns / "broken.toml").write_text("sites = 3", "utf-8")
    file(home, "no list", "http://a.example/").write_text(
        'lists = ["nothing"]\nsites = ["http://a.example/"]\nschedule = { every = "1h" }', "utf-8"
    )
    file(home, "not agreed", "http://a.example/").write_text(
        'lists = ["counterfeit"]\nsites = ["http://a.example/"]\nschedule = { every = "1h" }',
        "utf-8",
    )
    shipped = next(path for path in shipped_lists() if path.stem == "licence")
    unknown = shipped.read_text("utf-8").replace('area = "licence', 'area = "nowhere', 1)
    (home.lists / "nowhere.toml").write_text(unknown, "utf-8")
    file(home, "unknown area", "http://a.example/").write_text(
        'lists = ["nowhere"]\nsites = ["http://a.example/"]\nschedule = { every = "1h" }\n'
        "draft = true",
        "utf-8",
    )
    with TreeSite(7) as tree:
        file(home, "good", tree.url)
        with started(home, "patrol") as process:
            assert process.ended() == ExitCode.BAD_FILE
            told = process.summary
    assert len(told["started"]) == 1
    refused = "\n".join(told["refused"])
    assert "broken.toml" in refused and "no such keyword list" in refused
    assert "is not agreed" in refused and "nowhere.toml" in refused and "没有领域" in refused
    run = Run.objects.get(id=told["started"][0])
    assert (run.queue, run.exit_code) == ("routine", 0)


def test_it_goes_on_with_what_was_interrupted_and_starts_what_is_due(home: Home) -> None:
    with TreeSite(24, latency=0.02) as left, TreeSite(7) as fresh:
        with started(home, "crawl", left.url, "--delay", "0.05") as crawl:
            wait_until(lambda: len(left.asked) > 10)
            crawl.kill_all()
        file(home, "fresh", fresh.url)
        with started(home, "patrol") as process:
            assert process.ended() == 0
            told = process.summary
        again = patrol(home)
    assert len(told["started"]) == len(told["resumed"]) == 1
    assert_whole(home, told["resumed"][0], 24)
    assert_whole(home, told["started"][0], 7)
    assert (again.started, again.resumed) == ([], []), "not due again, nothing left over"


def test_patrols_do_not_overlap_and_say_who_is_at_it(home: Home) -> None:
    with TreeSite(500, latency=0.05) as tree:
        file(home, "long", tree.url)
        with started(home, "patrol") as first:
            wait_until(lambda: tree.asked)
            asked = len(tree.asked)
            with started(home, "patrol") as second:
                assert second.ended() == ExitCode.LOCK_HELD
            holder = lock_holder(home.path / "patrol.lock")
            assert holder is not None and holder["doing"].startswith("runs 2026")
            assert f"process {holder['pid']}" in second.said
            assert Run.objects.count() == 1
            wait_until(lambda: len(tree.asked) > asked)
            first.kill_all()
        assert lock_holder(home.path / "patrol.lock") is None


def test_an_officer_s_living_crawl_is_left_to_it(home: Home) -> None:
    (site,) = enter(home, "http://shop.test/")
    own = enrol()
    Worker.objects.filter(id=own.id).update(serves=site.run_id)
    assert patrol(home).resumed == []
    Worker.objects.filter(id=own.id).update(ended_at=datetime.now(UTC))
    assert [run.id for run in unended_runs() if run.id not in served_runs()] == [site.run_id]


def test_the_lock_is_free_again_when_a_patrol_fails(home: Home) -> None:
    with pytest.raises(LockHeld), RunLock(home.path / "patrol.lock"):
        patrol(home)
    assert patrol(home).code is ExitCode.DONE


def test_the_code_of_several_is_that_of_the_one_to_be_mended_first() -> None:
    assert worst([]) is ExitCode.DONE
    assert worst([ExitCode.DONE, ExitCode.BLOCKED, ExitCode.UNREACHABLE]) is ExitCode.BLOCKED
    assert worst([ExitCode.BLOCKED, ExitCode.DISK_LOW]) is ExitCode.DISK_LOW
    assert len({code.value for code in ExitCode}) == len(ExitCode)
    assert all(code.zh and code.en and worst([code]) is code for code in ExitCode)
