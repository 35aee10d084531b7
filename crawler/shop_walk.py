"""The way through a shop: what comes in is judged, what follows is named.

home → how the search works → every term → goods; licence pages; where the search
is absent, finds nothing or misses goods, the listings too. Nothing here fetches:
the spider brings answers and takes visits away, so the walk runs the same in a
slice, after a restart, and in a test.
"""

from checks.areas.licence import conclude
from crawler.addresses import canonical
from crawler.answer import Answer
from crawler.coverage import unasked
from crawler.jumps import jump_of
from crawler.site import HOME, Site
from crawler.site_plan import SitePlan, SpiderContext
from crawler.steps.page_steps import PageSteps, visit_of
from crawler.visit import Conclusion, Outcome, Target, Visit


class ShopWalk:
    """One site's walk. `take` turns an answer into a visit, `advance` names what comes when
    nothing is left to ask, `conclude` says what the site's run found of its shops."""

    def __init__(self, plan: SitePlan, context: SpiderContext) -> None:
        self.site = Site(plan, context)
        self._pages = PageSteps(self.site)

    def home(self) -> Target:
        """The first target of a run."""
        return Target("home", canonical(self.site.plan.site_url), priority=HOME)

    def take(self, answer: Answer) -> Visit:
        """The visit of a target that was answered, with what it leads to."""
        if answer.status < 300:
            # A Location beside content says nothing; a page may be a redirect by itself.
            plain = answer.status == 200 and not answer.rendered
            answer.location = (
                jump_of(answer.body, answer.url, answer.content_type) if plain else None
            )
        if answer.target.extra.get("what") == "opensearch":
            visit = visit_of(answer, "read", "opensearch")
            visit.found = self._pages.probing.after_opensearch(answer)
        elif answer.target.extra.get("what") == "sitemap" and answer.location is None:
            found = answer.status == 200
            visit = visit_of(answer, "read" if found else "skipped", f"sitemap {answer.status}")
            visit.found = self._pages.sitemap.after(answer)
        elif answer.location is not None and 200 <= answer.status < 400:
            visit = self._redirected(answer)
        elif answer.error and not answer.body:
            visit = visit_of(answer, "error", f"not-shown {answer.error}")
            visit.found = self._pages.probing.without_page(answer.target, visit.detail)
        else:
            visit = self._pages.read(answer)
        self._close(visit)
        return visit

    def missed(self, target: Target, outcome: Outcome, detail: str) -> Visit:
        """The visit of a target that brought no answer, or was not asked at all."""
        visit = Visit(target, outcome, final_url=target.url, detail=detail)
        visit.found = self._pages.probing.without_page(target, detail)
        self._close(visit)
        return visit

    def _close(self, visit: Visit) -> None:
        if visit.target.kind in ("home", "shop", "licence") and visit.outcome != "skipped":
            self._pages.licence.keep(visit, visit.inspection)
        self.site.coverage.note(visit)

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
        visit = visit_of(answer, "skipped", f"redirect {answer.status} to {to[:200]}")
        visit.found = [following]
        return visit

    def _already_known(self, answer: Answer, following: Target) -> Visit:
        """A redirect to what was asked before: a loop, or many ways to one page."""
        target = answer.target
        if following.key == target.key:
            return self._failed(answer, "error", "redirect-loop to itself")
        return self._failed(answer, "skipped", f"redirect to known {following.url[:200]}")

    def _failed(self, answer: Answer, outcome: Outcome, detail: str) -> Visit:
        visit = visit_of(answer, outcome, detail)
        visit.found = self._pages.probing.without_page(answer.target, detail)
        return visit

    def advance(self) -> list[Target]:
        """What comes when nothing is left to ask: the walk through the listings, or nothing."""
        if self._pages.search.state in ("probing", "found"):
            left = self._pages.probing.resume()
            if left:
                return left
        if self.site.plan.walk == "never":
            return []
        if self._pages.listing.begun:
            walked = self.site.coverage.state["walk"]["goods"]
            return [] if walked else self._pages.sitemap.begin()
        why = self._reason_to_walk()
        if why is None:
            return []
        data = self._pages.script.list_targets() if self._pages.script.has_lists else []
        return self._pages.listing.begin(why, data) or self._pages.sitemap.begin()

    @property
    def searched_its_share(self) -> bool:
        """Whether result pages have had half of the pages that may be asked."""
        asked: int = self.site.coverage.state["asked"]
        return asked >= max(1, self.site.plan.limits.pages // 2)

    def own_pages(self) -> list[Target]:
        """Where the walk through the shop's own pages begins, before all words were asked."""
        if self.site.plan.walk == "never" or self._pages.listing.begun:
            return []
        data = self._pages.script.list_targets() if self._pages.script.has_lists else []
        return self._pages.listing.begin(self._reason_to_walk() or "compare", data)

    def stuck(self) -> None:
        """What `advance` named has all been asked before: pass it over."""
        self._pages.probing.pass_over()

    def fresh_form(self) -> Target | None:
        """After a restart: the page of a POST search's form, for its cookies and tokens."""
        recipe = self._pages.search.recipe
        if recipe is None or recipe.method != "POST" or not recipe.form_page:
            return None
        return Target("probe", recipe.form_page, priority=HOME, extra={"what": "fresh"})

    def body_now(self, target: Target) -> str:
        """The body to send for a target: a form's hidden fields may have been renewed."""
        recipe = self._pages.search.recipe
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
                entry["state"] = unasked(why)
        self.site.coverage.note_limit(why)
        return visits

    def _reason_to_walk(self) -> str | None:
        if self.site.plan.walk == "always":
            return "asked"
        if self._pages.search.state in ("absent", "blocked", "robots", "not-tried"):
            return "no-search"
        if self._pages.search.misses:
            return "search-misses"
        return "compare" if self._pages.search.zero else None

    def conclude(self) -> list[Conclusion]:
        """What the finished run says of the site's shops."""
        for entry in self.site.coverage.state["terms"].values():
            if entry["state"] == "not-asked":
                entry["state"], entry["detail"] = "error", "the home page was not read"
        self.site.coverage.settle()
        coverage = self.site.coverage.to_json()
        return [self._conclusion(key, coverage) for key in self._pages.licence.shops()]

    def _conclusion(self, key: str, coverage: dict[str, object]) -> Conclusion:
        known = self._pages.licence.shop(key)
        readings = self._pages.licence.readings(key)
        return Conclusion(
            self.site.plan.site_url,
            key,
            known["home"] or self.site.plan.site_url,
            self._pages.licence.record(key),
            conclude(readings, known["looked"]),
            known["looked"],
            self._pages.licence.operator(key),
            coverage,
        )
