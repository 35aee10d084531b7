"""What follows from the way a slice of captures ended."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F

from crawler.after_slice import MOST_BARREN, Outcome
from crawler.capture_plan import abandon, end_captures
from crawler.exit_codes import ExitCode
from crawler.models import PageCapture, Run, SiteRun, Slice
from crawler.runs import hold_run, note_trouble
from crawler.slice_end import SliceEnd
from leads.home import Home

_HOLDS = {SliceEnd.DISK_LOW: ExitCode.DISK_LOW, SliceEnd.DATABASE: ExitCode.DATABASE}
_NO_FAULT = {SliceEnd.NO_LEASE, SliceEnd.INTERRUPTED, SliceEnd.FENCED, SliceEnd.GAVE_WAY}


def after_captures(site_id: int, end: SliceEnd, _home: Home) -> Outcome:
    """Note how the site's last slice of captures ended, and say what its job does next."""
    site = SiteRun.objects.select_related("run").get(id=site_id)
    last = Slice.objects.filter(site=site).order_by("-number").first()
    if last is not None and not last.end:
        last.end, last.ended_at = end.name.lower(), datetime.now(UTC)
        last.pages = settled_in(last)
        last.save(update_fields=["end", "ended_at", "pages"])
    if site.final:
        return Outcome.FINAL
    if end in _HOLDS:
        hold_run(site.run_id, _HOLDS[end])
    if end in _HOLDS or Run.objects.get(id=site.run_id).state != Run.State.RUNNING:
        return Outcome.HELD
    if end in _NO_FAULT:
        return Outcome.MORE
    if last is not None and end.own_fault:
        under_way = PageCapture.objects.filter(
            site=site, state=PageCapture.State.PENDING, slice_number=last.number
        )
        under_way.update(deaths=F("deaths") + 1)
    return _count_barren(site, last, end)


def settled_in(work: Slice) -> int:
    """How many pages a slice was done with."""
    rows = PageCapture.objects.filter(site_id=work.site_id, slice_number=work.number)
    return rows.exclude(state=PageCapture.State.PENDING).count()


def _count_barren(site: SiteRun, last: Slice | None, end: SliceEnd) -> Outcome:
    """A slice that got nowhere is tried again a few times; the crawl does not fail for it."""
    done = end in (SliceEnd.DONE, SliceEnd.MORE) or (last is not None and last.pages > 0)
    barren = 0 if done else site.barren + 1
    SiteRun.objects.filter(id=site.id).update(barren=barren)
    if barren < MOST_BARREN:
        return Outcome.MORE
    give_up_captures(site, end.name.lower())
    return Outcome.FINAL


def give_up_captures(site: SiteRun, why: str) -> None:
    """What is left to capture at a site is left for good, and that is told."""
    with transaction.atomic():
        abandon(site, f"died {why}", PageCapture.State.FAILED)
        end_captures(site.id)
    note_trouble(site.run_id, f"{site.url} 的页面采集一再失败（{why}），未采集的页面已在提示上注明")
