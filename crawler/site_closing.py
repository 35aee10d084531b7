"""The end of a site's run: the state it is in, and what was concluded of its shops."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from crawler.addresses import site_key
from crawler.capture_plan import to_be_captured
from crawler.errors import Fenced
from crawler.lease import Lease, still_ours
from crawler.models import PageRow, SiteRun
from crawler.stored_text import stored_json, stored_text
from crawler.visit import Conclusion
from evidence.errors import RecordFault

logger = logging.getLogger(__name__)

_WALLS = ("blocked", "captcha", "login")
_GONE_AFTER = 3
"""Pages in a row, each asked for several times, after which a site is not there any more."""

FileConclusions = Callable[[Sequence[Conclusion]], list[int]]
"""Files what whole shops tell, inside the transaction, and returns the ids of the leads
it touched. May raise RecordFault."""


def close_site(
    site_id: int, lease: Lease, conclusions: Sequence[Conclusion], file: FileConclusions
) -> None:
    """Give the site its final state and coverage, and file what the whole of it tells.

    All in one transaction; twice is as good as once. Raises Fenced where the lease
    went to another.
    """
    with transaction.atomic():
        if not still_ours(lease):
            raise Fenced(
                f"{lease.host} 已由另一个进程接手",
                f"{lease.host} was taken over by another worker",
            )
        site = SiteRun.objects.select_for_update().get(id=site_id)
        if site.crawled:
            return
        coverage: dict[str, Any] = stored_json(_coverage(site, conclusions))
        site.coverage = coverage
        site.needs_browser = coverage.get("browser") == "unavailable"
        site.out_of_time = "seconds" in coverage.get("limits", [])
        site.state, site.detail = _state(site)
        try:
            with transaction.atomic():
                site.leads = file(conclusions)
        except RecordFault as error:
            logger.error("no licence lead of %s: %s", site.url, error.diagnostics("en"))
            site.state = SiteRun.State.FAILED
            site.detail = stored_text(f"record-fault {error.diagnostics('en')}", 500)
        site.ended_at = datetime.now(UTC)
        site.barren = 0
        site.capturing = to_be_captured(site)
        site.save()


def _coverage(site: SiteRun, conclusions: Sequence[Conclusion]) -> dict[str, Any]:
    of_site = next((each.coverage for each in conclusions if not each.shop), None)
    return of_site if of_site is not None else dict(site.memo.get("coverage", {}))


def _state(site: SiteRun) -> tuple[SiteRun.State, str]:
    pages = PageRow.objects.filter(site=site)
    faulty = pages.filter(detail__startswith="record-fault").first()
    if faulty is not None:
        return SiteRun.State.FAILED, faulty.detail
    if "blocked" in site.coverage.get("limits", []):
        return SiteRun.State.BLOCKED, "left alone after refusals"
    if pages.filter(outcome="read").exclude(kind="probe").exists():
        if (met := _gone_half_way(site)) is not None:
            return SiteRun.State.UNREACHABLE, stored_text(f"{met.detail}, half way through", 500)
        return SiteRun.State.DONE, ""
    for outcome in (*_WALLS, "unreachable"):
        met = pages.filter(outcome=outcome).order_by("id").first()
        if met is not None:
            gone = outcome == "unreachable"
            return SiteRun.State.UNREACHABLE if gone else SiteRun.State.BLOCKED, met.detail
    lost = pages.filter(outcome="error", detail__startswith="redirect-loop").first()
    if lost is not None:  # and nothing was read: every address led to yet another
        return SiteRun.State.UNREACHABLE, lost.detail
    return SiteRun.State.DONE, ""


def _gone_half_way(site: SiteRun) -> PageRow | None:
    """The last page, where the site's own host answered no more when it was left: what was
    not seen then is not "done"."""
    last = PageRow.objects.filter(site=site).order_by("-id")[:_GONE_AFTER]
    gone = [
        page
        for page in last
        if page.outcome == "unreachable" and site_key(page.url) == site.partition
    ]
    return gone[0] if len(gone) == _GONE_AFTER else None
