"""What the last run covered, for who finds no hints and wants to know why."""

from dataclasses import dataclass
from datetime import datetime

from crawler.models import Run, SiteRun


@dataclass(frozen=True, slots=True)
class LastRun:
    """最近运行: sites that were read to the end, of all; those that would not let us in."""

    run: str
    at: datetime
    read: int
    sites: int
    blocked: int


def last_run() -> LastRun | None:
    """The run that ended last, None before any did."""
    run = Run.objects.exclude(ended_at=None).order_by("-ended_at").first()
    if run is None or run.ended_at is None:
        return None
    states = list(SiteRun.objects.filter(run=run).values_list("state", flat=True))
    read = states.count(SiteRun.State.DONE)
    return LastRun(run.pk, run.ended_at, read, len(states), states.count(SiteRun.State.BLOCKED))
