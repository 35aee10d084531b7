"""亮照 as the lead page tells it: the state, and the pages that were looked at for it.

Whoever could not read a page says so: 未见 is only said where every page was read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.coverage import outcome_label
from crawler.models import PageRow, SiteRun
from leads.finding_rows import SHOP_RULE
from leads.models import Lead, LeadFinding

STATES = {
    "shown": "✓已亮照",
    "exempt": "已作免登记声明（待核实）",
    "invalid": "✕校验不符",
    "mismatch": "✕信息不一致",
    "not_found": "未见亮照",
    "needs_human": "需人工辨认",
    "could_not_check": "未能查看",
}
_NOT_LOOKED = "尚未查看"
_READ = "read"
_KINDS = ("home", "licence")
_MOST = 30


@dataclass(frozen=True, slots=True)
class Looked:
    """查看过的页面: its address, when, and what came of it."""

    url: str
    at: datetime | None
    outcome: str
    dead: bool = False

    @property
    def read(self) -> bool:
        """Whether it was really read, or does not exist 链接失效."""
        return self.outcome == _READ or self.dead

    @property
    def words(self) -> str:
        """已读, 链接失效, 被拦截…"""
        return "链接失效" if self.dead else outcome_label(self.outcome)


@dataclass(frozen=True, slots=True)
class LicenceSight:
    """What is known of a shop's licence 亮照."""

    state: str
    pages: Sequence[Looked]

    @property
    def words(self) -> str:
        """The state as an officer reads it."""
        return STATES.get(self.state, _NOT_LOOKED)

    @property
    def unread(self) -> int:
        """How many pages could not be read."""
        return sum(1 for page in self.pages if not page.read)


def licence_of(lead: Lead) -> LicenceSight:
    """亮照 of the lead's shop, by its last reading."""
    state, pages = lead.shop.operator.licence_state, _proven(lead)
    if not pages:
        pages = _crawled(lead)
    unread = any(not page.read for page in pages)
    if state in {"not_found", "could_not_check"} and (unread or state == "could_not_check"):
        return LicenceSight("could_not_check", pages)
    if not state and unread:
        return LicenceSight("could_not_check", pages)
    return LicenceSight(state, pages)


def _proven(lead: Lead) -> list[Looked]:
    """The pages that the shop's own licence finding rests on."""
    rows = LeadFinding.objects.filter(lead__shop=lead.shop, rule__startswith=SHOP_RULE)
    last = rows.order_by("-last_seen").first()
    if last is None:
        return []
    return [
        # An error page stands in a proof only where the page does not exist (4xx).
        Looked(
            str(page.get("url", "")),
            last.last_seen,
            str(page.get("outcome", "")),
            page.get("outcome") == "error",
        )
        for page in last.coverage[:_MOST]
        if isinstance(page, dict)
    ]


def _crawled(lead: Lead) -> list[Looked]:
    """The home and licence pages that the last crawl of the site asked for."""
    site = SiteRun.objects.filter(partition__in=_partitions(lead.shop.site)).order_by("-pk").first()
    if site is None:
        return []
    rows = PageRow.objects.filter(site=site, kind__in=_KINDS).exclude(outcome="skipped")
    return [
        Looked(row.url, row.seen_at, row.outcome, row.outcome == "error" and row.status // 100 == 4)
        for row in rows.order_by("id")[:_MOST]
    ]


def _partitions(site: str) -> list[str]:
    """host:port as a site's run calls it."""
    return [site] if ":" in site else [site, f"{site}:443", f"{site}:80"]
