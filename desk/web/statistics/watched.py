"""监测网站、网店(个次): runs of an office's campaigns that ended and read content, by site.

Once a site, a campaign and a day: a campaign that ran twice on a day watched its sites once.
What was blocked or unreachable was not watched.
"""

from crawler.models import Run, SiteRun
from leads.beijing import day_of
from leads.monthly import bounds


def watched(office: str, month: str) -> int:
    """How many sites and shops the office watched in `month`."""
    first, after = bounds(month)
    rows = SiteRun.objects.filter(
        run__state=Run.State.ENDED,
        run__draft=False,
        run__office=office,
        ended_at__gte=first,
        ended_at__lt=after,
    )
    seen = set()
    for campaign, url, ended, coverage in rows.values_list(
        "run__campaign_id", "url", "ended_at", "coverage"
    ).iterator():
        if ended is not None and dict(coverage.get("outcomes", {})).get("read", 0):
            seen.add((campaign, url, day_of(ended)))
    return len(seen)
