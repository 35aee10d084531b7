"""The way through a shop: what comes in is judged, what follows is named.

home → how the search works → every term → goods; licence pages; where the search
is absent, finds nothing or misses goods, the listings too. Nothing here fetches:
the spider brings answers and takes visits away, so the walk runs the same in a
slice, after a restart, and in a test.
"""

import re

from checks.areas.licence import conclude
from crawler.addresses import canonical
from crawler.answer import Answer, Reading, read
from crawler.json_api import JsonItem
from crawler.page_kind import PageKind
from crawler.refusals import Refusal
from crawler.site import HOME, Site
from crawler.site_plan import SitePlan, SpiderContext
from crawler.steps.goods_step import GoodsStep
from crawler.steps.licence_step import LicenceStep
from crawler.steps.listing_step import ListingStep
from crawler.steps.script_step import ScriptStep
from crawler.steps.search_step import SearchStep
from crawler.visit import Conclusion, Outcome, Target, Visit

CLICKS = 2
"""Cards clicked on a script-built page, to learn where goods are."""


class ShopWalk:
    """One site's walk. `take` turns an answer into a visit, `advance` names what comes when
    nothing is left to ask, `conclude` says what the site's run found of its shops."""

    def __init__(self, plan: SitePlan, context: SpiderContext) -> None:
        self.site = Site(plan, context)
        self._script = ScriptStep(self.site)
        self._search = SearchStep(self.site, self._script)
        self._listing = ListingStep(self.site)
        self._goods = GoodsStep(self.site, self._script)
        self._licence = LicenceStep(self.site)
        self._listed: list[JsonItem] = []  # goods that the calls of the page under work named

    def home(self) -> Target:
        """The first target of a run."""
        return Target("home", canonical(self.site.plan.site_url), priority=HOME)

    # Answers.

    def take(self, answer: Answer) -> Visit:
        """The visit of a target that was answered, with what it leads to."""
        if answer.target.extra.get("what") == "opensearch":
            visit = _visit(answer, "read", "opensearch")
            visit.found = self._search.after_opensearch(answer)
        elif answer.location is not None and 300 <= answer.status < 400:
            visit = self._redirected(answer)
        elif answer.error and not answer.body:
            visit = _visit(answer, "error", f"not-shown {answer.error}")
            visit.found = self._without_page(answer.target, visit.detail)
        else:
            visit = self._read(answer)
        self._close(visit)
        return visit

    def missed(self, target: Target, outcome: Outcome, detail: str) -> Visit:
        """The visit of a target that brought no answer, or was not asked at all."""
        visit = Visit(target, outcome, final_url=target.url, detail=detail)
        visit.found = self._without_page(target, detail)
        self._close(visit)
        return visit

    def _close(self, visit: Visit) -> None:
        if visit.target.kind in ("home", "shop", "licence") and visit.outcome != "skipped":
            self._licence.keep(visit, visit.inspection)
        self.site.coverage.note(visit)

    def _without_page(self, target: Target, detail: str) -> list[Target]:
        """What follows where a page could not be had: the search for the search goes on."""
        if target.kind == "probe" or target.extra.get("what") == "known":
            return self._search.after_refused_probe(target, detail)
        return []

    def _redirected(self, answer: Answer) -> Visit:
        """One hop: a visit of its own, and the next hop as a target."""
        target, to = answer.target, answer.location
        assert to is not None
        hops = int(target.extra.get("hops", 0)) + 1
        if hops > self.site.plan.limits.hops:
            return self._failed(answer, "error", f"redirect-loop {hops} hops")
        if not self.site.scope.holds(to) and not (target.kind == "home" and self.site.widen(to)):
            return self._failed(answer, "refused", f"off-site redirect to {to[:200]}")
        extra = {**target.extra, "hops": hops, "asked": target.extra.get("asked", target.url)}
        keeps_body = answer.status in (307, 308)
        following = Target(
            target.kind,
            to,
            target.method if keeps_body else "GET",
            target.body if keeps_body else "",
            target.term,
            target.depth,
            target.via,
            target.priority + 1,
            target.render,
            extra,
        )
        if following.key == target.key or self.site.context.ledger.seen(following.key):
            return self._already_known(answer, following)
        visit = _visit(answer, "skipped", f"redirect {answer.status} to {to[:200]}")
        visit.found = [following]
        return visit

    def _already_known(self, answer: Answer, following: Target) -> Visit:
        """A redirect to what was asked before: a loop, or many ways to one page."""
        target = answer.target
        if following.key == target.key:
            return self._failed(answer, "error", "redirect-loop to itself")
        return self._failed(answer, "skipped", f"redirect to known {following.url[:200]}")

    def _failed(self, answer: Answer, outcome: Outcome, detail: str) -> Visit:
        visit = _visit(answer, outcome, detail)
        visit.found = self._without_page(answer.target, detail)
        return visit

    def _read(self, answer: Answer) -> Visit:
        reading = read(answer, self.site.scope, self.site.goods_makes)
        self._listed = []
        if answer.rendered:
            self.site.coverage.state["browser"] = "used"
            self._listed = self._script.learn(reading)
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
        visit.found = self._without_page(reading.answer.target, refusal.detail)
        return visit

    # Pages.

    def _at_home(self, reading: Reading) -> Visit:
        shown = self._needs_browser(reading, clicks=CLICKS)
        if shown is not None:
            visit = self._visit(reading, "skipped", "script-shell")
            visit.found = [shown]
            return visit
        visit = self._visit(reading, "read")
        visit.inspection = self._licence.check(reading, home=True)
        self._listing.keep_seeds(reading)
        visit.found = self._licence.second_pages(reading, visit.inspection, "")
        frames = self._frames(reading)
        visit.found += frames
        if not frames:
            visit.found += self._search.begin(reading, self._script.as_cards(self._listed))
            self._search.also(reading)
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
            visit.found = self._search.after_probe(reading)
        elif what == "inner":
            visit.found = self._search.after_inner(reading)
        elif what == "search-box":
            visit.found = self._search.after_box(reading)
        elif what == "fresh":
            self._search.fresh(reading.answer.target, reading)
        return visit

    def _at_results(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        shown = self._needs_browser(reading) if not reading.cards else None
        if shown is not None:
            visit.outcome, visit.detail, visit.found = "skipped", "script-shell", [shown]
            return visit
        visit.hits, visit.found = self._search.results(reading)
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
            self._listing.keep_seeds(reading)
            visit.found = self._search.after_listing(reading)
        self._search.compare(reading.cards)
        visit.found += self._listing.walked(reading)
        if reading.answer.rendered:
            visit.found += self._data_of(reading)
        if len(reading.cards) >= 3 and not reading.addressed and not visit.found:
            # Goods without pages of their own: this page is all there is to read.
            visit.inspection = self._goods.check(reading)
        return visit

    def _at_data(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        found = reading.goods
        walk = self.site.coverage.state["walk"]
        walk["pages"] += 1
        if found is None:
            visit.detail = "no-goods"
            return visit
        walk["goods"] += len(found.items)
        self._search.compare(self._script.as_cards(found.items))
        visit.found = self._script.goods_targets(found.items, reading.answer.target)
        following = self._script.next_of(reading.answer.target, found)
        if following is not None and walk["pages"] < self.site.plan.limits.walk_pages:
            visit.found.append(following)
        elif following is not None:
            self.site.coverage.note_limit("walk_pages")
        return visit

    def _data_of(self, reading: Reading) -> list[Target]:
        """Goods that a rendered listing's calls named and its markup gives no address for."""
        if reading.addressed:
            return []
        return self._script.goods_targets(self._listed, reading.answer.target)

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
            self._search.compare(reading.cards)
            visit.found = self._listing.walked(reading) if self._listing.begun else []
            return visit
        self._check_goods(reading, visit)
        return visit

    def _at_goods_data(self, reading: Reading, visit: Visit) -> Visit:
        """Goods as data: a suspicion is looked at on the page that visitors see."""
        inspection = self._goods.check(reading)
        page = self._goods.page_target(reading) if inspection.findings else None
        if page is not None:
            visit.detail, visit.found = "shown-next", [page]
        else:
            visit.inspection = inspection
        return visit

    def _check_goods(self, reading: Reading, visit: Visit) -> None:
        known = self._goods.known_as(reading)
        if known is not None:
            visit.outcome, visit.detail = "skipped", f"duplicate of {known[:200]}"
            return
        visit.inspection = self._goods.check(reading)
        kind: PageKind = reading.judgement.kind
        if visit.target.kind != "product":
            visit.read_as = "product"
        elif kind == "other":
            visit.flags.append("not-sure-goods")
        self.site.note_make(reading.answer.url, goods=kind == "product")
        self._goods.learn_idle(reading)
        shops = self._licence.shop_targets(reading)
        visit.found += shops
        if shops:
            visit.shop = str(shops[0].extra["shop"])

    def _at_shop(self, reading: Reading) -> Visit:
        visit = self._visit(reading, "read")
        visit.shop = str(reading.answer.target.extra.get("shop", ""))
        visit.inspection = self._licence.check(reading, home=True)
        visit.found = self._licence.second_pages(reading, visit.inspection, visit.shop)
        return visit

    def _at_licence(self, reading: Reading) -> Visit:
        shown = self._needs_browser(reading)
        if shown is not None:
            visit = self._visit(reading, "skipped", "script-shell")
            visit.found = [shown]
            return visit
        visit = self._visit(reading, "read")
        visit.shop = str(reading.answer.target.extra.get("shop", ""))
        visit.inspection = self._licence.check(reading, home=True)
        return visit

    # The browser.

    def _needs_browser(self, reading: Reading, clicks: int = 0) -> Target | None:
        """The same page in the browser, where its content needs scripts."""
        if reading.answer.rendered or reading.is_json:
            return None
        profile = self.site.plan.profile
        asked = profile is not None and profile.render == "always"
        cards = reading.cards
        dumb = len(cards) >= 2 and not reading.addressed
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
        learn = clicks and self._script.route is None
        extra = {**old.extra, "clicks": clicks if learn else 0}
        if reading.answer.record is not None:
            extra["plain"] = reading.answer.record.to_json()
        return Target(
            old.kind, old.url, term=old.term, depth=old.depth, via=old.key,
            priority=old.priority + 1, render=True, extra=extra,
        )  # fmt: skip

    # Stages.

    def advance(self) -> list[Target]:
        """What comes when nothing is left to ask: the walk through the listings, or nothing."""
        if self._search.state in ("probing", "found"):
            left = self._search.resume()
            if left:
                return left
        if self._listing.begun or self.site.plan.walk == "never":
            return []
        why = self._reason_to_walk()
        if why is None:
            return []
        data = self._script.list_targets() if self._script.has_lists else []
        return self._listing.begin(why, data)

    def stuck(self) -> None:
        """What `advance` named has all been asked before: pass it over."""
        self._search.pass_over()

    def fresh_form(self) -> Target | None:
        """After a restart: the page of a POST search's form, for its cookies and tokens."""
        recipe = self._search.recipe
        if recipe is None or recipe.method != "POST" or not recipe.form_page:
            return None
        return Target("probe", recipe.form_page, priority=HOME, extra={"what": "fresh"})

    def body_now(self, target: Target) -> str:
        """The body to send for a target: a form's hidden fields may have been renewed."""
        recipe = self._search.recipe
        word = target.extra.get("word")
        if recipe is None or target.method != "POST" or not isinstance(word, str):
            return target.body
        if target.kind != "search" or target.extra.get("page", 1) != 1 or recipe.url != target.url:
            return target.body
        return recipe.target(word).body

    def leave(self, targets: list[Target], why: str) -> list[Visit]:
        """The site is left with these targets unasked; terms among them are named as such."""
        left: dict[str, int] = self.site.coverage.state.setdefault("left", {})
        for target in targets:
            left[target.kind] = left.get(target.kind, 0) + 1
        outcome: Outcome = "blocked" if why == "blocked" else "skipped"
        visits = [
            self.missed(target, outcome, f"not-asked {why}")
            for target in targets
            if target.kind == "search"
        ]
        for entry in self.site.coverage.state["terms"].values():
            if entry["state"] == "not-asked":
                entry["state"] = "blocked" if why == "blocked" else "page-limit"
        self.site.coverage.note_limit(why)
        return visits

    def _reason_to_walk(self) -> str | None:
        if self.site.plan.walk == "always":
            return "asked"
        if self._search.state in ("absent", "blocked", "robots", "not-tried"):
            return "no-search"
        if self._search.misses:
            return "search-misses"
        return "compare" if self._search.zero else None

    def conclude(self) -> list[Conclusion]:
        """What the finished run says of the site's shops."""
        for entry in self.site.coverage.state["terms"].values():
            if entry["state"] == "not-asked":
                entry["state"], entry["detail"] = "error", "the home page was not read"
        coverage = self.site.coverage.to_json()
        return [self._conclusion(key, coverage) for key in self._licence.shops()]

    def _conclusion(self, key: str, coverage: dict[str, object]) -> Conclusion:
        known = self._licence.shop(key)
        readings = self._licence.readings(key)
        return Conclusion(
            self.site.plan.site_url,
            key,
            known["home"] or self.site.plan.site_url,
            self._licence.record(key),
            conclude(readings, known["looked"]),
            known["looked"],
            self._licence.operator(key),
            coverage,
        )

    def _visit(self, reading: Reading, outcome: Outcome, detail: str = "") -> Visit:
        visit = _visit(reading.answer, outcome, detail)
        visit.title = reading.page.title.partition("\n")[0][:300]
        visit.charset = reading.page.charset
        visit.flags = list(reading.page.flags)
        return visit


def _keeps_promise(reading: Reading) -> bool:
    """Whether a page is headed by the name that the card which led to it bore."""
    promised = re.sub(r"\W+", "", str(reading.answer.target.extra.get("name", "")))[:16]
    if len(promised) < 2:
        return False
    heads = [reading.page.title, reading.page.meta.get("og:title", "")]
    return any(promised in re.sub(r"\W+", "", head) for head in heads)


def _visit(answer: Answer, outcome: Outcome, detail: str = "") -> Visit:
    return Visit(
        answer.target,
        outcome,
        answer.status,
        answer.record,
        answer.url,
        detail=detail,
        flags=list(answer.flags),
    )
