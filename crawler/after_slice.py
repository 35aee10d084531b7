"""What follows from the way a slice ended."""

from datetime import UTC, datetime
from enum import StrEnum

from django.db.models import F

from crawler.capture_plan import to_be_captured
from crawler.exit_codes import ExitCode
from crawler.in_flight import InFlight
from crawler.models import PageRow, Run, SiteRun, Slice, Step
from crawler.runs import hold_run
from crawler.slice_end import SliceEnd
from leads.home import Home

MOST_BARREN = 4
"""Slices in a row that died without keeping a page; then the site has failed."""

_HOLDS = {SliceEnd.DISK_LOW: ExitCode.DISK_LOW, SliceEnd.DATABASE: ExitCode.DATABASE}
_NO_FAULT = {SliceEnd.NO_LEASE, SliceEnd.INTERRUPTED, SliceEnd.FENCED, SliceEnd.GAVE_WAY}


class Outcome(StrEnum):
    """What a job does next."""

    MORE = "more"
    FINAL = "final"
    """The site is done, one way or another."""
    HELD = "held"
    """The run was interrupted, or the machine cannot go on; it can be resumed."""
    WAIT = "wait"
    """Somebody else has the site; come back later."""


def after_slice(site_id: int, end: SliceEnd, home: Home) -> Outcome:
    """Note how the site's last slice ended, and say what its job does next."""
    site = SiteRun.objects.select_related("run").get(id=site_id)
    last = Slice.objects.filter(site=site).order_by("-number").first()
    if last is not None and not last.end:
        _note_end(last, end)
    if site.final:
        return Outcome.FINAL
    if end in _HOLDS:
        hold_run(site.run_id, _HOLDS[end])
    if end in _HOLDS or Run.objects.get(id=site.run_id).state != Run.State.RUNNING:
        return Outcome.HELD
    if end in _NO_FAULT or site.crawled:
        return Outcome.MORE
    if last is not None and end.own_fault:
        _suspect(site, last, home)
    return _count_barren(site, last, end)


def _note_end(last: Slice, end: SliceEnd) -> None:
    """For a slice that could not say so itself."""
    last.end, last.ended_at = end.name.lower(), datetime.now(UTC)
    last.pages = PageRow.objects.filter(site_id=last.site_id, slice_number=last.number).count()
    last.save(update_fields=["end", "ended_at", "pages"])


def _suspect(site: SiteRun, last: Slice, home: Home) -> None:
    """Note which pages were being read when the slice died of its own fault."""
    keys = InFlight.left_by(home, site.run_id, site.number, last.number)
    Step.objects.filter(site=site, key__in=keys).update(attempts=F("attempts") + 1)


def _count_barren(site: SiteRun, last: Slice | None, end: SliceEnd) -> Outcome:
    barren = 0 if last is not None and last.pages else site.barren + 1
    SiteRun.objects.filter(id=site.id).update(barren=barren)
    if barren < MOST_BARREN:
        return Outcome.MORE
    SiteRun.objects.filter(id=site.id).update(
        state=SiteRun.State.FAILED,
        detail=f"{barren} slices in a row ended without a page: {end.name.lower()}",
        ended_at=datetime.now(UTC),
        barren=0,
        capturing=to_be_captured(site),
    )
    return Outcome.MORE if to_be_captured(site) else Outcome.FINAL
