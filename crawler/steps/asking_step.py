"""Asking the site's search for every term, and reading its result pages."""

from collections.abc import Iterable
from dataclasses import replace

from crawler.addresses import canonical
from crawler.answer import Reading
from crawler.cards import Card
from crawler.discovery.probe import ResultView, hits, names_holding
from crawler.discovery.recipe import TERM
from crawler.discovery.vote import gather
from crawler.listing import endless
from crawler.site import GOODS_FOUND, SEARCHES, Site
from crawler.steps.script_step import ScriptStep
from crawler.steps.search_state import SearchState
from crawler.visit import Target


class AskingStep:
    """Works once a recipe is known."""

    def __init__(self, state: SearchState) -> None:
        self._state = state
        self._site: Site = state.site
        self._script: ScriptStep = state.script
        self._memo = state.memo

    def ask_terms(self) -> list[Target]:
        recipe = self._state.recipe
        assert recipe is not None
        targets: list[Target] = []
        for term in self._site.plan.terms:
            target = recipe.target(term, term=term, priority=SEARCHES, extra={"page": 1})
            asked = self._memo.get("asked", {}).get(target.key)
            if asked is not None and asked[0] == self._memo["chosen"]:
                targets.extend(self._from_probe(term, target, str(asked[1])))
            else:
                targets.append(target)
        return targets

    def _from_probe(self, term: str, target: Target, role: str) -> list[Target]:
        """A term whose question a probe has asked already."""
        view = ResultView.from_json(self._memo["known_view" if role == "known" else "baseline"])
        got = hits(view, ResultView.from_json(self._memo["baseline"]), term)
        entry = self._site.coverage.term(term)
        entry.update(state="asked", pages=1, hits=len(got))
        self._state.note_zero(term, len(got))
        return self._goods_targets(got, target)

    def results(self, reading: Reading) -> tuple[int, list[Target]]:
        """How many goods a result page lists for its term, and the targets it leads to."""
        target = reading.answer.target
        word = str(target.extra.get("word", target.term or ""))
        view = self._state.view(reading, word)
        baseline = self._memo.get("baseline")
        got = hits(view, ResultView.from_json(baseline) if baseline else None, word)
        if view.product:
            got = got or [(canonical(reading.answer.url), view.product)]
        page = int(target.extra.get("page", 1))
        if page == 1 and target.term is not None:
            self._state.note_zero(target.term, len(got))
        if reading.goods is not None:
            wanted = {url for url, _ in got}
            items = [i for i in reading.goods.items if self._script.address(i) in wanted]
            targets = self._script.goods_targets(
                items, target, term=target.term, priority=GOODS_FOUND
            )
        else:
            targets = self._goods_targets(got, target)
        following = self._following(reading, target, page, [url for url, _ in got])
        seen = set(target.extra.get("before", []))
        return sum(url not in seen for url, _ in got), targets + following

    def _goods_targets(self, got: list[tuple[str, str]], via: Target) -> list[Target]:
        made = (
            self._site.target(
                "product", url, depth=via.depth + 1, priority=self._site.rank(name, GOODS_FOUND),
                term=via.term, via=via,
                name=name,
            )
            for url, name in got
            if not url.startswith("id:")
        )  # fmt: skip
        return [target for target in made if target is not None]

    def _following(
        self, reading: Reading, target: Target, page: int, got: list[str]
    ) -> list[Target]:
        """The next result page, while pages bring goods that the one before did not."""
        before = target.extra.get("before", [])
        if not got or set(got) <= set(before):
            return []
        extra = {k: v for k, v in target.extra.items() if k in ("word", "json", "headers")}
        extra.update(page=page + 1, before=got[:40])
        following: Target | None = None
        if reading.goods is not None:
            following = self._script.next_of(target, reading.goods)
            if following is not None:
                following = replace(
                    following,
                    extra={**following.extra, **extra},
                    priority=GOODS_FOUND - 5 * page,
                )
        elif reading.next_url is not None and self._site.scope.holds(reading.next_url):
            following = Target(
                "search", reading.next_url, term=target.term, depth=target.depth, via=target.key,
                priority=GOODS_FOUND - 5 * page, render=target.render, extra=extra,
            )  # fmt: skip
        elif not target.render and self._site.can_render and endless(reading.tree):
            # It grows by scrolling: the same page in the browser, to its end.
            return [replace(target, render=True, extra={**target.extra, **extra, "scroll": True})]
        if following is None:
            return []
        if page >= self._site.plan.limits.listing_pages:
            self._site.coverage.note_limit("listing_pages")
            if target.term is not None:
                self._site.coverage.term(target.term)["detail"] = "page-limit"
            return []
        return [following]

    def compare(self, goods: Iterable[Card]) -> None:
        """A listing shows goods whose names hold a term that the search did not find."""
        for term in self._state.zero:
            if names_holding(term, ((card.url, card.name) for card in goods)):
                self._memo["misses"] = True
                self._site.coverage.term(term)["state"] = "search-misses"
                self._state.note()

    def fresh(self, target: Target, reading: Reading) -> None:
        """Renew the hidden fields of a form that was read again after a restart."""
        recipe = self._state.recipe
        if recipe is None:
            return
        for candidate in gather(reading.page, reading.tree, self._site.scope):
            new = candidate.recipe
            if new.method == recipe.method and new.url == recipe.url and TERM in new.body:
                self._memo["recipe"] = replace(new, charset=recipe.charset).to_json()
