"""Runs to work at, and slices of them as processes, for tests."""

import os
import subprocess
import sys
from typing import Any, cast

from crawler.campaign import campaign_of_flags
from crawler.job_store import OFFICERS, JobStore
from crawler.models import SiteRun
from crawler.runs import prepare_run, start_run
from leads.home import Home


def campaign(*urls: str, **further: Any) -> Any:
    """A draft campaign on the shipped list of counterfeit goods; `further` as in its file."""
    hosts = [host for url in urls if ":" in (host := url.split("/")[2])]
    values = {"lists": ["counterfeit"], "sites": list(urls), "draft": True, "allow": hosts}
    values |= {"limits": {"delay": 0}, "browser": False, "capture": False}
    return campaign_of_flags(values | further)


def begin(home: Home, *urls: str, queue: str = OFFICERS, **further: Any) -> list[SiteRun]:
    """Start a run (nobody works at it yet); its sites."""
    store = JobStore(home)
    try:
        run_id = start_run(home, campaign(*urls, **further), store, queue=queue)
    finally:
        store.close()
    return list(SiteRun.objects.filter(run_id=run_id))


class NoQueue:
    """Takes jobs and gives them to nobody: for tests that do the work themselves."""

    def enqueue(self, site: SiteRun, *, delay: float = 0.0) -> None:
        """Forget the job."""


def enter(home: Home, *urls: str, **further: Any) -> list[SiteRun]:
    """A run that is in the tables and in no queue; its sites."""
    run_id = prepare_run(home, campaign(*urls, **further)).start(cast(JobStore, NoQueue()))
    return list(SiteRun.objects.filter(run_id=run_id))


def walk(home: Home, site: SiteRun, *arguments: str) -> subprocess.Popen[str]:
    """A slice at `site` with the Walker, as a process of its own."""
    command = [sys.executable, "-m", "tests.crawler.jobs.walk_slice", "--site-run", str(site.id)]
    return subprocess.Popen(
        [*command, *arguments],
        env={**os.environ, "WANGJIAN_HOME": str(home.path)},
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str], seconds: float = 60) -> int:
    """The exit status of a slice; what it said goes to the test's output."""
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        _, said = process.communicate()
    print(said)
    return process.returncode
