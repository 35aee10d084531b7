"""What each kind of page leads to: one method a kind of target."""

import re

from crawler.answer import Answer, Reading, read
from crawler.cards import own_headings
from crawler.json_api import JsonItem
from crawler.page_kind import PageKind
from crawler.refusals import Refusal
from crawler.site import HOME, Site
from crawler.steps.asking_step import AskingStep
from crawler.steps.goods_step import GoodsStep
from crawler.steps.licence_step import LicenceStep
from crawler.steps.listing_step import ListingStep
from crawler.steps.probing_step import ProbingStep
from crawler.steps.script_step import ScriptStep
from crawler.steps.search_state import SearchState
from crawler.steps.sitemap_step import SitemapStep
from crawler.visit import Outcome, Target, Visit

CLICKS = 2
"""Cards clicked on a script-built page, to learn where goods are."""
OWN_WORDS = 30
"""Characters outside links and furniture from which a page says something itself."""


class PageSteps:
    """Reads answers that are pages or data, and turns them into visits."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.script = ScriptStep(site)
        self.search = SearchState(site, self.script)
        self.asking = AskingStep(self.search)
        self.probing = ProbingStep(self.search, self.asking)
        self.listing = ListingStep(site)
        self.sitemap = SitemapStep(site)
        self.goods = GoodsStep(site, self.script)
        self.licence = LicenceStep(site)
        self._listed: list[JsonItem] = []  # goods that the calls of the page under work named

    def read(self, answer: Answer) -> Visit:
        """The visit of an answer that is no redirect."""
        reading = read(answer, self.site.scope, self.site.goods_makes)
        self._listed = []
        if answer.rendered:
            self.site.coverage.state["browser"] = "used"
            self._listed = self.script.learn(reading)
        if reading.refusal is not None and not self._answers_a_probe(reading):
            return self._refused(reading, reading.refusal)
        steps = {
            "home": self._at_home,
            "search": self._at_results,
            "probe": self._at_probe,
            "listing": self._at_listing,
            "api": self._at_data,
            "product": self._at_goods,
            "shop": self._at_shop,
            "licence": self._at_licence,
            "render": self._at_listing,
        }
        return steps[answer.target.kind](reading)

    def _answers_a_probe(self, reading: Reading) -> bool:
        """A search may answer "not found" with 404: that is an answer, too."""
        target, refusal = reading.answer.target, reading.refusal
        return (
            target.kind == "probe"
            and target.extra.get("what") in ("probe", "inner")
            and refusal is not None
            and refusal.outcome == "error"
        )

    def _refused(self, reading: Reading, refusal: Refusal) -> Visit:
        visit = self._visit(reading, refusal.outcome, refusal.detail)
        if "script-shell" in reading.page.flags and refusal.detail == "empty page":
            shown = self._shown(reading, clicks=CLICKS)
            if shown is not None:
                visit.outcome, visit.detail, visit.found = "skipped", "script-shell", [shown]
                return visit
        visit.found = self.probing.without_page(reading.answer.target, refusal.detail)
        return visit

    def _at_home(self, reading: Reading) -> Visit:
        shown = self._needs_browser(reading, clicks=CLICKS)
        if shown is not None:
            visit = self._visit(reading, "skipped", "script-shell")
            visit.found = [shown]
            return visit
        visit = self._visit(reading, "read")
        visit.inspection = self.licence.check(reading, home=True)
        self.listing.keep_seeds(reading)
        visit.found = self.licence.second_pages(reading, visit.inspection, "")
        visit.found += self.listing.named_goods(reading)
        frames = self._frames(reading)
        visit.found += frames
        if not frames:
            visit.found += self.probing.begin(reading, self.script.as_cards(self._listed))
            self.probing.also(reading)
        return visit

    def _frames(self, reading: Reading) -> list[Target]:
        """The pages inside the frames of an old home page."""
        if reading.tree.root.weight > 400:
            return []
        made = (
            self.site.target("home", r.url, depth=0, priority=HOME - 1, via=reading.answer.target)
            for r in reading.tree.references
            if r.how == "frame"
        )
        return [target for target in made if target is not None]

    def _at_probe(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        what = reading.answer.target.extra.get("what")
        if what == "probe":
            visit.found = self.probing.after_probe(reading)
        elif what == "inner":
            visit.found = self.probing.after_inner(reading)
        elif what == "search-box":
            visit.found = self.probing.after_box(reading)
        elif what == "fresh":
            self.asking.fresh(reading.answer.target, reading)
        return visit

    def _at_results(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        shown = self._needs_browser(reading) if not reading.cards else None
        if shown is not None:
            visit.outcome, visit.detail, visit.found = "skipped", "script-shell", [shown]
            return visit
        visit.hits, visit.found = self.asking.results(reading)
        if reading.judgement.kind == "product" and visit.hits:
            self._check_goods(reading, visit)
        return visit

    def _at_listing(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        target = reading.answer.target
        if reading.judgement.kind == "product":
            return self._at_goods(reading)
        shown = self._needs_browser(reading, clicks=CLICKS)
        if shown is not None:
            visit.outcome, visit.detail, visit.found = "skipped", "script-shell", [shown]
            return visit
        self.site.note_make(reading.answer.url, goods=False)
        if target.extra.get("what") == "known":
            self.listing.keep_seeds(reading)
            visit.found = self.probing.after_listing(reading)
        self.asking.compare(reading.cards)
        visit.found += self.listing.walked(reading)
        if reading.answer.rendered:
            visit.found += self._data_of(reading)
        if len(reading.cards) >= 3 and not reading.addressed and not visit.found:
            # Goods without pages of their own: this page is all there is to read.
            visit.inspection = self.goods.check(reading)
        elif self._own_words(reading):
            visit.inspection = self.goods.check(reading, others=True)
        return visit

    def _own_words(self, reading: Reading) -> bool:
        """Whether a page that is neither goods nor a list speaks for the shop: an article, a
        notice. A list is judged by the pages it leads to, and what a search answers is our echo."""
        return (
            reading.judgement.kind == "other"
            and reading.next_url is None
            and len(reading.addressed) < 3
            and not self.search.echoes(reading)
            and reading.says_more_than_links(OWN_WORDS)
        )

    def _at_data(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        found = reading.goods
        walk = self.site.coverage.state["walk"]
        walk["pages"] += 1
        if found is None:
            visit.detail = "no-goods"
            return visit
        walk["goods"] += len(found.items)
        self.asking.compare(self.script.as_cards(found.items))
        visit.found = self.script.goods_targets(found.items, reading.answer.target)
        following = self.script.next_of(reading.answer.target, found)
        if following is not None and walk["pages"] < self.site.plan.limits.walk_pages:
            visit.found.append(following)
        elif following is not None:
            self.site.coverage.note_limit("walk_pages")
        return visit

    def _data_of(self, reading: Reading) -> list[Target]:
        """Goods that a rendered listing's calls named and its markup gives no address for."""
        if reading.addressed:
            return []
        return self.script.goods_targets(self._listed, reading.answer.target)

    def _at_goods(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        if reading.is_json:
            return self._at_goods_data(reading, visit)
        shown = self._needs_browser(reading)
        if shown is not None:
            self.site.memo["render_goods"] = True
            visit.outcome, visit.detail, visit.found = "skipped", "script-shell", [shown]
            return visit
        kind = reading.judgement.kind
        if kind == "listing" and len(reading.addressed) >= 3 and not _keeps_promise(reading):
            visit.read_as = "listing"
            self.site.note_make(reading.answer.url, goods=False)
            self.asking.compare(reading.cards)
            visit.found = self.listing.walked(reading) if self.listing.begun else []
            return visit
        self._check_goods(reading, visit)
        return visit

    def _at_goods_data(self, reading: Reading, visit: Visit) -> Visit:
        """Goods as data: a suspicion is looked at on the page that visitors see."""
        inspection = self.goods.check(reading)
        page = self.goods.page_target(reading) if inspection.findings else None
        if page is not None:
            visit.detail, visit.found = "shown-next", [page]
        else:
            visit.inspection = inspection
        return visit

    def _check_goods(self, reading: Reading, visit: Visit) -> None:
        known = self.goods.known_as(reading)
        if known is not None:
            visit.outcome, visit.detail = "skipped", f"duplicate of {known[:200]}"
            return
        visit.inspection = self.goods.check(reading)
        kind: PageKind = reading.judgement.kind
        if visit.target.kind != "product":
            visit.read_as = "product"
        elif kind == "other":
            visit.flags.append("not-sure-goods")
        self.site.note_make(reading.answer.url, goods=kind == "product")
        self.goods.learn_idle(reading)
        shops = self.licence.shop_targets(reading)
        visit.found += shops
        if shops:
            visit.shop = str(shops[0].extra["shop"])

    def _at_shop(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        visit.shop = str(reading.answer.target.extra.get("shop", ""))
        visit.inspection = self.licence.check(reading, home=True)
        visit.found = self.licence.second_pages(reading, visit.inspection, visit.shop)
        return visit

    def _at_licence(self, reading: Reading) -> Visit:
        shown = self._needs_browser(reading)
        if shown is not None:
            visit = self._visit(reading, "skipped", "script-shell")
            visit.found = [shown]
            return visit
        visit = self._visit(reading, "read")
        visit.shop = str(reading.answer.target.extra.get("shop", ""))
        visit.inspection = self.licence.check(reading, home=True)
        return visit

    def _needs_browser(self, reading: Reading, clicks: int = 0) -> Target | None:
        """The same page in the browser, where its content needs scripts."""
        if reading.answer.rendered or reading.is_json:
            return None
        profile = self.site.plan.profile
        asked = profile is not None and profile.render == "always"
        cards = reading.cards
        listed = reading.judgement.kind != "product"
        dumb = listed and len(cards) >= 2 and not reading.addressed
        if asked or dumb or "script-shell" in reading.page.flags:
            return self._shown(reading, clicks)
        return None

    def _shown(self, reading: Reading, clicks: int = 0) -> Target | None:
        old = reading.answer.target
        if old.method != "GET":
            return None
        if not self.site.can_render:
            if self.site.coverage.state["browser"] == "not-needed":
                self.site.coverage.state["browser"] = "unavailable"
            return None
        learn = clicks and self.script.route is None
        extra = {**old.extra, "clicks": clicks if learn else 0}
        if reading.answer.record is not None:
            extra["plain"] = reading.answer.record.to_json()
        return Target(
            old.kind, old.url, term=old.term, depth=old.depth, via=old.key,
            priority=old.priority + 1, render=True, extra=extra,
        )  # fmt: skip

    def _visit(self, reading: Reading, outcome: Outcome, detail: str = "") -> Visit:
        visit = visit_of(reading.answer, outcome, detail)
        visit.title = _title(reading)
        visit.charset = reading.page.charset
        visit.flags = list(reading.page.flags)
        return visit


def _title(reading: Reading) -> str:
    """The page's title, led by the goods' own name where every page bears the shop's."""
    title = reading.page.title.partition("\n")[0].strip()
    if reading.judgement.kind == "product":
        for heading in own_headings(reading.tree)[:1]:
            name = heading.text(200)
            if name not in title:
                return f"{name} | {title}"[:300] if title else name
    return title[:300]


def _keeps_promise(reading: Reading) -> bool:
    """Whether a page is headed by the name that the card which led to it bore."""
    promised = re.sub(r"\W+", "", str(reading.answer.target.extra.get("name", "")))[:16]
    if len(promised) < 2:
        return False
    heads = [reading.page.title, reading.page.meta.get("og:title", "")]
    return any(promised in re.sub(r"\W+", "", head) for head in heads)


def visit_of(answer: Answer, outcome: Outcome, detail: str = "") -> Visit:
    """A visit of an answer, without what was found in it."""
    return Visit(
        answer.target,
        outcome,
        answer.status,
        answer.record,
        answer.url,
        detail=detail,
        flags=list(answer.flags),
    )
