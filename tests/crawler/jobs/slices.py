"""Runs to work at, and slices of them as processes, for tests."""

import os
import subprocess
import sys
from typing import Any

from crawler.campaign import campaign_of_flags
from crawler.job_store import OFFICERS, JobStore
from crawler.models import SiteRun
from crawler.runs import start_run
from leads.home import Home


def campaign(*urls: str, **further: Any) -> Any:
    """A draft campaign on the shipped list of counterfeit goods; `further` as in its file."""
    hosts = [url.split("/")[2] for url in urls]
    values = {"lists": ["counterfeit"], "sites": list(urls), "draft": True, "allow": hosts}
    values |= {"limits": {"delay": 0}, "browser": False}
    return campaign_of_flags(values | further)


def begin(home: Home, *urls: str, queue: str = OFFICERS, **further: Any) -> list[SiteRun]:
    """Start a run (nobody works at it yet); its sites."""
    store = JobStore(home)
    try:
        run_id = start_run(home, campaign(*urls, **further), store, queue=queue)
    finally:
        store.close()
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
