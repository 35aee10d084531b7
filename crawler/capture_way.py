"""The way from a shop's home to a page 进入步骤, as the crawl went it, for the page's capture.

Every page that the crawl asks for knows which page named it; from the page back to the
home page that is the way a visitor can go, with the archived record of each step.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.addresses import origin
from crawler.models import PageRow, SiteRun, Step
from evidence.archive.record import RecordRef
from evidence.capture.manifest import WayStep

LONGEST_WAY = 12

_SAID = {
    "home": ("打开网店首页", "opened the shop's home page"),
    "search": ("在站内搜索", "searched the shop"),
    "probe": ("在站内搜索", "searched the shop"),
    "listing": ("打开商品列表", "opened a list of goods"),
    "product": ("打开商品页", "opened the page of goods"),
    "shop": ("打开店铺主页", "opened a seller's home page"),
    "licence": ("打开证照信息页", "opened the page of the licence"),
    "api": ("读取商品数据", "read data of goods"),
    "render": ("用浏览器打开", "opened in the browser"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """The steps, the page itself last, and the address that a visitor would come from."""

    steps: tuple[WayStep, ...]
    referer: str | None = None


def way_to(site: SiteRun, key: str) -> Way:
    """The way to the page with this key of a site's run."""
    rows = _named_by(site, key)
    if not rows:
        return Way(())
    home = PageRow.objects.filter(site=site, kind="home", outcome="read").order_by("id").first()
    if home is not None and all(row.kind != "home" for row in rows):
        # A sitemap, or a route learnt from data: the crawl had come by the home page all the same.
        rows.insert(0, home)
    return Way(tuple(map(_step, rows)), _referer(rows))


def _named_by(site: SiteRun, key: str) -> list[PageRow]:
    """The page and those that led to it, the page last; each address once in a row."""
    rows: list[PageRow] = []
    seen: set[str] = set()
    at: str | None = key
    while at and at not in seen and len(rows) < LONGEST_WAY:
        seen.add(at)
        row = PageRow.objects.filter(site=site, key=at).first()
        shown = row is not None and row.outcome == "read" and row.record is not None
        if shown and row is not None and (not rows or _shown(row) != _shown(rows[-1])):
            rows.append(row)
        step = Step.objects.filter(site=site, key=at).values_list("target", flat=True).first()
        at = step.get("via") if isinstance(step, dict) else None
    return rows[::-1]


def _step(row: PageRow) -> WayStep:
    zh, en = _SAID.get(row.kind, ("打开网页", "opened a page"))
    word = _word(row) if row.kind in {"search", "probe"} else ""
    if word:
        zh, en = f"{zh}“{word}”", f"{en} for “{word}”"
    record = RecordRef.from_json(row.record) if row.record else None
    return WayStep(row.seen_at, _shown(row), f"{zh}（抓取时）", f"{en} (the crawl)", record)


def _word(row: PageRow) -> str:
    """What was searched for; a trial of the search notes its word elsewhere."""
    if row.term:
        return row.term
    step = Step.objects.filter(site=row.site_id, key=row.key)
    target = step.values_list("target", flat=True).first()
    return str(target.get("extra", {}).get("word", "")) if isinstance(target, dict) else ""


def _shown(row: PageRow) -> str:
    return row.final_url or row.url


def _referer(rows: list[PageRow]) -> str | None:
    """What a browser would send that comes from the page before: only within one origin
    (Referrer Policy, strict-origin-when-cross-origin), and never a page of data."""
    if len(rows) < 2 or rows[-2].kind == "api":
        return None
    before, page = _shown(rows[-2]), _shown(rows[-1])
    if urlsplit(before).scheme not in {"http", "https"} or origin(before) != origin(page):
        return None
    return before.partition("#")[0]
