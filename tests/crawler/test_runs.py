"""Runs: their numbers tell Beijing time, as the times that stand beside them."""

from datetime import timedelta

from crawler.models import Run
from leads.beijing import number_time
from leads.home import Home
from tests.crawler.jobs.slices import enter


def test_the_number_of_a_run_tells_when_it_was_started_in_beijing(home: Home) -> None:
    (site,) = enter(home, "http://shop.test/")
    run = Run.objects.get(id=site.run_id)
    assert run.id.startswith(f"{number_time(run.started_at)}-")
    assert run.id > f"{run.started_at - timedelta(seconds=1):%Y%m%d-%H%M%S}"
