"""The site's own map, where neither its search nor its pages lead to goods."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.addresses import origin
from crawler.answer import Answer
from crawler.site import GOODS, LISTINGS, Site
from crawler.sitemaps import read_sitemap
from crawler.visit import Target
from crawler.wording import SERVICE_PATH

MAX_MAPS = 20
MAX_PAGES = 2000

_GOODS = re.compile(r"product|goods|item|prod|detail|catalog|shop|categor|collection", re.I)
_WORDS = re.compile(
    r"(?:^|[/_.-])(?:about|help|articles?|news|blogs?|posts?|tags?|authors?|users?|privacy|"
    r"contact|terms|faqs?|policy|policies|pages?|static|images?|videos?)(?:$|[/_.-])",
    re.I,
)


class SitemapStep:
    """State lies in the memo under "sitemap": whether it was begun, maps and pages so far."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._memo: dict[str, Any] = site.memo.setdefault(
            "sitemap", {"begun": False, "maps": 0, "pages": 0}
        )

    def begin(self) -> list[Target]:
        """The maps that robots.txt names, else the usual one; nothing the second time."""
        if self._memo["begun"]:
            return []
        self._memo["begun"] = True
        place = origin(self._site.plan.site_url)
        robots = self._site.robots.get(place)
        named = robots.sitemaps if robots is not None else []
        return self._maps(named or [f"{place}/sitemap.xml"], 1, None)

    def after(self, answer: Answer) -> list[Target]:
        """The maps and pages that a map names: goods by the look of their address first."""
        found = read_sitemap(answer.body, answer.url) if answer.status == 200 else None
        if found is None:
            return []
        targets = self._maps(found.maps, answer.target.depth + 1, answer.target)
        pages = [url for url in found.pages if not _leads_elsewhere(url)]
        room = MAX_PAGES - int(self._memo["pages"])
        if found.cut or len(pages) > room:
            self._site.coverage.note_limit("sitemap")
        in_map_of_goods = bool(_GOODS.search(urlsplit(answer.url).path))
        for url in pages[: max(0, room)]:
            target = self._page(url, answer.target, likely=in_map_of_goods)
            if target is not None:
                targets.append(target)
                self._memo["pages"] += 1
        self._site.coverage.state["walk"]["sitemap"] = self._memo["pages"]
        return targets

    def _maps(self, urls: list[str], depth: int, via: Target | None) -> list[Target]:
        room = max(0, MAX_MAPS - int(self._memo["maps"]))
        wanted = [url for url in urls if not _WORDS.search(urlsplit(url).path)]
        wanted.sort(key=lambda url: _GOODS.search(urlsplit(url).path) is None)
        if len(wanted) > room:
            self._site.coverage.note_limit("sitemap")
        made = (
            self._site.target(
                "listing", url, depth=depth, priority=LISTINGS, via=via, what="sitemap"
            )
            for url in wanted[:room]
        )
        targets = [target for target in made if target is not None]
        self._memo["maps"] += len(targets)
        return targets

    def _page(self, url: str, via: Target, *, likely: bool) -> Target | None:
        path = urlsplit(url).path
        base = GOODS + 20 * (likely or bool(_GOODS.search(path)))
        # What the page is shows itself: goods are read as goods, categories are walked.
        return self._site.target(
            "listing", url, depth=1, priority=self._site.rank(unquote(path), base), via=via
        )


def _leads_elsewhere(url: str) -> bool:
    path = urlsplit(url).path
    return bool(_WORDS.search(path) or SERVICE_PATH.search(path))
