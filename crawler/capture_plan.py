"""Which pages of a crawled site are to be captured 采集计划, in which order, and which are not.

Pages that made or joined leads in this run. First one for each lead, the gravest
matter and the strongest words before others; then the rest, as far as the limit goes.
What is left out is kept as a row with its reason, and told to the leads in the end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.addresses import origin
from crawler.capture_reasons import reason_label, word_of
from crawler.models import PageCapture, PageRow, SiteRun, Step
from crawler.politeness import Robots
from leads.captures import held_capture
from leads.events import note_event
from leads.finding_rows import SHOP_RULE
from leads.models import Lead, LeadFinding
from leads.units import Units

RECENT_DAYS = 7
"""Within so many days a page that was captured and still bore everything is not captured again."""

_OVER = frozenset({Lead.Stage.DISMISSED, Lead.Stage.CLOSED})
State = PageCapture.State


@dataclass(slots=True)
class _Page:
    """A page that may be captured."""

    url: str
    key: str
    leads: dict[int, Lead] = field(default_factory=dict)


def to_be_captured(site: SiteRun) -> bool:
    """Whether captures are wanted of the site, and its run has made or joined a lead."""
    if not site.plan.get("capture", False):
        return False
    return bool(site.leads) or PageRow.objects.filter(site=site).exclude(leads=[]).exists()


def plan_captures(site: SiteRun, units: Units, now: datetime | None = None) -> None:
    """Write down the pages of `site`, once. Inside a transaction."""
    if PageCapture.objects.filter(site=site).exists():
        return
    since = (now or datetime.now(UTC)) - timedelta(days=RECENT_DAYS)
    limit = int(site.plan["limits"].get("capture_limit", 50))
    rows, taken = [], 0
    for rank, page in enumerate(_in_order(_pages(site), units), 1):
        row = PageCapture(
            site=site, rank=rank, key=page.key, url=page.url, leads=sorted(page.leads)
        )
        reason = _reason_not_to(site, page, since)
        if not reason and taken >= limit:
            reason = f"over-limit {limit}"
        if reason:
            row.state, row.detail = State.LEFT, reason
        else:
            taken += 1
        rows.append(row)
    PageCapture.objects.bulk_create(rows, batch_size=500)


def _pages(site: SiteRun) -> list[_Page]:
    """The pages with their leads that are still open, in the order in which they were read."""
    found: dict[str, _Page] = {}
    wanted: list[tuple[str, str, Iterable[int]]] = [
        (row.final_url or row.url, row.key, row.leads)
        for row in PageRow.objects.filter(site=site).exclude(leads=[]).order_by("id")
    ]
    wanted += _homes(site)
    ids = {pk for _, _, leads in wanted for pk in leads}
    known = {lead.pk: lead for lead in Lead.objects.filter(pk__in=ids).exclude(stage__in=_OVER)}
    for url, key, leads in wanted:
        open_leads = {pk: known[pk] for pk in leads if pk in known}
        if open_leads:
            found.setdefault(url, _Page(url, key)).leads.update(open_leads)
    return list(found.values())


def _homes(site: SiteRun) -> list[tuple[str, str, list[int]]]:
    """Home pages of shops whose licence the whole run judged."""
    rows = LeadFinding.objects.filter(
        lead__in=site.leads, rule__startswith=SHOP_RULE, makes_lead=True, gone_at=None
    )
    homes = defaultdict(list)
    for row in rows.select_related("lead").order_by("id"):
        homes[row.url].append(row.lead.pk)
    keys = {
        row.final_url or row.url: row.key
        for row in PageRow.objects.filter(site=site, kind__in=("home", "shop"), outcome="read")
    }
    return [(url, keys.get(url, ""), leads) for url, leads in homes.items()]


def _in_order(pages: Sequence[_Page], units: Units) -> list[_Page]:
    """The most urgent first; before all others one page for each lead."""
    ranked = sorted(pages, key=lambda page: min(_urgency(x, units) for x in page.leads.values()))
    shown: set[int] = set()
    first: list[_Page] = []
    rest: list[_Page] = []
    for page in ranked:
        (rest if shown.issuperset(page.leads) else first).append(page)
        shown.update(page.leads)
    return first + rest


def _urgency(lead: Lead, units: Units) -> tuple[bool, int]:
    return lead.strength != "strong", units.precedence(lead.area)


def _reason_not_to(site: SiteRun, page: _Page, since: datetime) -> str:
    if all(held_capture(lead, page.url, since) for lead in page.leads.values()):
        return f"recent {RECENT_DAYS}"
    if site.state == SiteRun.State.BLOCKED:
        return "blocks"
    if _forbidden(site, page.url):
        return "robots"
    step = Step.objects.filter(site=site, key=page.key).values_list("target", flat=True).first()
    target: dict[str, Any] = step if isinstance(step, dict) else {}
    return "form" if target.get("method", "GET") != "GET" else ""


def _forbidden(site: SiteRun, url: str) -> bool:
    """As in the crawl: a redirect may have led the crawl to what robots.txt forbids to ask for."""
    memo = site.memo.get("robots", {}).get(origin(url))
    if site.plan.get("robots") != "obey" or memo is None:
        return False
    return not Robots.from_memo(memo, site.plan["user_agent"]).allows(url)


def abandon(site: SiteRun, reason: str, state: State = State.LEFT) -> None:
    """Leave all that is still to be captured, for `reason`."""
    waiting = PageCapture.objects.filter(site=site, state=State.PENDING)
    waiting.update(state=state, detail=reason)


def end_captures(site_id: int, reason: str = "given-up") -> bool:
    """Nothing more is captured at the site: what is still waiting is left for `reason`, and the
    leads are told of pages without a capture. Inside a transaction; twice is as good as once.
    """
    site = SiteRun.objects.select_for_update().select_related("run").get(id=site_id)
    if not site.capturing:
        return False
    abandon(site, reason)
    _tell_leads(site)
    SiteRun.objects.filter(id=site_id).update(capturing=False)
    return True


def _tell_leads(site: SiteRun) -> None:
    """What was not captured is said on the lead, with the number of pages for each reason."""
    without: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = PageCapture.objects.filter(site=site, state__in=(State.LEFT, State.FAILED))
    for leads, detail in rows.values_list("leads", "detail"):
        if word_of(detail) != "recent":
            for pk in leads:
                without[pk][detail] += 1
    for lead in Lead.objects.filter(pk__in=without):
        told = "；".join(f"{reason_label(why)}：{n} 页" for why, n in without[lead.pk].items())
        facts = {"run": site.run.id, "site": site.url, "pages": dict(without[lead.pk])}
        reason = f"有疑似内容的页面未全部采集。{told}"
        note_event(lead, "not_captured", before=lead.stage, reason=reason, detail=facts)
