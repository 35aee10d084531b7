"""Waiting for runs: whatever goes wrong meanwhile, the waiting ends and says why."""

from collections.abc import Iterator
from typing import cast

import pytest
from django.db import OperationalError

from crawler import crawling
from crawler.crawling import wait_for
from crawler.errors import DatabaseTrouble
from crawler.exit_codes import ExitCode
from crawler.job_store import JobStore
from crawler.models import Run, SiteRun
from crawler.workplace import Workplace
from leads.home import Home
from tests.crawler.jobs.slices import enter

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def site(home: Home, monkeypatch: pytest.MonkeyPatch) -> SiteRun:
    monkeypatch.setattr(crawling, "LOOK_SECONDS", 0.01)
    return enter(home, "http://shop.test/")[0]


def test_on_a_full_disk_the_waiting_ends_with_what_to_do(
    home: Home, site: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwritable(*_arguments: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Home, "out_of_room", property(lambda _home: True))
    monkeypatch.setattr(crawling, "hold_run", unwritable)
    (result,) = wait_for([site.run_id], cast(JobStore, None), home)
    assert result.code is result.summary.code is ExitCode.DISK_LOW
    assert result.trouble is not None
    assert f"wangjian runs --resume {site.run_id}" in result.trouble.zh


def test_a_disk_that_is_full_for_a_moment_ends_nothing(
    home: Home, site: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: Iterator[bool] = iter([True, False, True])

    def look(_home: Home) -> bool:
        full = next(looks, None)
        if full is None:
            Run.objects.update(state=Run.State.INTERRUPTED, exit_code=ExitCode.INTERRUPTED)
        return bool(full)

    monkeypatch.setattr(Home, "out_of_room", property(look))
    (result,) = wait_for([site.run_id], cast(JobStore, None), home)
    assert result.code is ExitCode.INTERRUPTED


def test_a_database_that_is_read_and_never_written_is_told_in_the_end(
    home: Home, site: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_arguments: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(crawling, "_see_to_jobs", locked)
    with pytest.raises(DatabaseTrouble, match="database is locked"):
        wait_for([site.run_id], cast(JobStore, None), home)


class Store:
    """What the engine says of two jobs of this process."""

    def __init__(self) -> None:
        self.handed_back: list[dict[str, str]] = []

    def held_by(self, _workers: object) -> dict[str, str]:
        return {"going": "officers", "lost": "officers"}

    def hand_back(self, jobs: dict[str, str]) -> None:
        self.handed_back.append(jobs)

    def close(self) -> None:
        pass


def test_a_job_whose_end_could_not_be_noted_is_taken_up_again(home: Home) -> None:
    place = Workplace(home)
    place.store.close()
    store = Store()
    place.store, place.worker_id = cast(JobStore, store), "w"
    with place.at_job("going"):
        for _ in range(9):
            place._look_around()
        assert store.handed_back == [], "it may have begun just now"
        place._look_around()
    assert store.handed_back == [{"lost": "officers"}]
