"""覆盖 of whole runs, site by site: searched, blocked, refused, no search, cut, failed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

from crawler.models import SiteRun


class Covered(Enum):
    """What a site counts as; the first that fits. The value is what officers read."""

    BLOCKED = "被拦"
    ROBOTS = "不许"
    FAILED = "出错"
    CUT = "超限"
    NO_SEARCH = "无搜索"
    SEARCHED = "已搜"
    OPEN = "未完"


ORDER = (
    Covered.SEARCHED,
    Covered.BLOCKED,
    Covered.ROBOTS,
    Covered.NO_SEARCH,
    Covered.CUT,
    Covered.FAILED,
)
"""As a list shows them (desk.md 3)."""

TERM_COUNTS: Mapping[str, Covered] = {
    "asked": Covered.SEARCHED,
    "search-misses": Covered.SEARCHED,
    "blocked": Covered.BLOCKED,
    "robots": Covered.ROBOTS,
    "no-search": Covered.NO_SEARCH,
    "unproven": Covered.NO_SEARCH,
    "page-limit": Covered.CUT,
    "time-limit": Covered.CUT,
    "error": Covered.FAILED,
    "not-asked": Covered.OPEN,
}
"""What the state of a search term (crawler/coverage.py) counts as."""

_FAILED = {SiteRun.State.FAILED, SiteRun.State.UNREACHABLE}


def covered(state: str, search: str | None, limits: object) -> Covered:
    """What a site counts as, by its state, that of its search, and the limits it reached."""
    if state == SiteRun.State.BLOCKED or search == "blocked":
        return Covered.BLOCKED
    if search == "robots":
        return Covered.ROBOTS
    if state in _FAILED:
        return Covered.FAILED
    if state != SiteRun.State.DONE:
        return Covered.OPEN
    if limits:
        return Covered.CUT
    return Covered.SEARCHED if search == "found" else Covered.NO_SEARCH


def coverage_of(run_ids: Iterable[str]) -> dict[str, Counter[Covered]]:
    """How many sites of each run count as what."""
    counts: defaultdict[str, Counter[Covered]] = defaultdict(Counter)
    rows = SiteRun.objects.filter(run__in=list(run_ids)).order_by()
    for run, state, search, limits in rows.values_list(
        "run_id", "state", "coverage__search__state", "coverage__limits"
    ):
        counts[run][covered(state, search, limits)] += 1
    return counts


def term_counts(terms: Mapping[str, Mapping[str, object]]) -> Counter[Covered]:
    """How many search terms of a site count as what."""
    return Counter(
        TERM_COUNTS.get(str(entry.get("state")), Covered.FAILED) for entry in terms.values()
    )
