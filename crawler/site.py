"""One site while it is crawled: scope, rules, coverage, and what was learnt of it.

Everything that must survive a restart lies in the ledger's memo as plain JSON.
"""

from collections import defaultdict
from typing import Any

from crawler.addresses import Scope, canonical, origin
from crawler.coverage import Coverage
from crawler.politeness import Robots
from crawler.site_plan import SitePlan, SpiderContext
from crawler.traps import MAX_SAME_MAKE, make, trap
from crawler.visit import Kind, Target

HOME, PROBES, LICENCE = 1000, 800, 700
"""Priorities: greater is asked sooner."""
GOODS_NAMED = 620
"""Goods whose names hold a term: read at once, the site may shut its doors later."""
SEARCHES, GOODS_FOUND, LISTINGS, GOODS = 600, 400, 250, 200
"""First result pages; goods that a search found; listings walked beside it; their goods."""


class Site:
    """A site's run: what the steps of the walk share."""

    def __init__(self, plan: SitePlan, context: SpiderContext) -> None:
        self.plan = plan
        self.context = context
        self.memo: dict[str, Any] = context.ledger.memo
        extra = plan.profile.hosts if plan.profile else ()
        self.scope = Scope(plan.site_url, [*extra, *self.memo.get("hosts", [])])
        self.coverage = Coverage(self.memo.setdefault("coverage", {}))
        self.coverage.expect(plan.terms)
        self.robots: dict[str, Robots] = {
            place: Robots.from_memo(memo, plan.user_agent)
            for place, memo in self.memo.get("robots", {}).items()
        }
        self._listings: defaultdict[str, set[str]] = defaultdict(set)
        self.browser_failed = False

    # What may be asked.

    def widen(self, url: str) -> bool:
        """Take in the host of a home page that moved between www and the bare name."""
        if not self.scope.widen(url):
            return False
        self.memo["hosts"] = sorted(self.scope.hosts)
        return True

    def forbidden(self, url: str) -> bool:
        """Whether robots.txt forbids `url`; False where it was not read or is not obeyed."""
        robots = self.robots.get(origin(url))
        return self.plan.robots == "obey" and robots is not None and not robots.allows(url)

    def may_show(self, url: str, whole_page: bool) -> bool:
        """Whether the browser may ask for `url`: as a page only in the site, and nothing of the
        site that robots.txt forbids."""
        if whole_page and not self.scope.holds(url):
            return False
        return not self.forbidden(url)

    def keep_robots(self, place: str, robots: Robots) -> None:
        """Remember the rules of one origin."""
        self.robots[place] = robots
        memo = robots.to_memo()
        if memo is not None:
            self.memo.setdefault("robots", {})[place] = memo
        self.coverage.state["robots"].update(policy=self.plan.robots, state=robots.why)

    def target(
        self,
        kind: Kind,
        url: str,
        *,
        depth: int,
        priority: int,
        term: str | None = None,
        via: Target | None = None,
        **extra: Any,
    ) -> Target | None:
        """A target for `url`, or None where scope or a trap rule says no."""
        url = canonical(url)
        if not self.scope.holds(url):
            return None
        reason = trap(url, depth, self.plan.limits.depth)
        if reason is None and kind == "listing":
            alike = self._listings[make(url)]
            if url not in alike and len(alike) >= MAX_SAME_MAKE:
                reason = "same-make"
            alike.add(url)
        if reason is not None:
            self.coverage.note_trap(reason)
            return None
        render = self.can_render and (
            "#" in url or (kind == "product" and self.memo.get("render_goods", False))
        )
        return Target(
            kind,
            url,
            term=term,
            depth=depth,
            via=via.key if via else None,
            priority=priority,
            render=render,
            extra=extra,
        )

    @property
    def can_render(self) -> bool:
        """Whether a browser may still be used for this site."""
        return (
            self.context.renderer is not None
            and not self.browser_failed
            and not (self.plan.profile and self.plan.profile.render == "never")
            and self.memo.get("renders", 0) < self.plan.limits.renders
        )

    def lost_browser(self) -> None:
        """The browser cannot be started: go on without, and say so."""
        self.browser_failed = True
        self.coverage.state["browser"] = "unavailable"

    # What was learnt.

    def note_make(self, url: str, *, goods: bool) -> None:
        """Remember that an address of this make led to goods, or did not."""
        counts = self.memo.setdefault("makes", {}).setdefault(make(url), [0, 0])
        counts[0 if goods else 1] += 1

    @property
    def goods_makes(self) -> list[str]:
        """Makes of address that have led to goods and to nothing else."""
        makes: dict[str, list[int]] = self.memo.get("makes", {})
        return [each for each, (goods, other) in makes.items() if goods >= 2 and not other]

    def rank(self, name: str, otherwise: int) -> int:
        """The priority of goods called `name`."""
        return GOODS_NAMED if self.likely(name) else otherwise

    def likely(self, name: str) -> bool:
        """Whether a card's name holds a search term or a word of the lists."""
        return any(term in name for term in self.plan.terms) or bool(
            self.context.lexicon.find(name)
        )
