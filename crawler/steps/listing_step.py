"""Listings: the goods they name, their next pages, and the listings beside them."""

from collections.abc import Iterable
from typing import Any

from crawler.addresses import canonical
from crawler.answer import Reading
from crawler.listing import endless, listing_links
from crawler.site import GOODS, LISTINGS, Site
from crawler.traps import narrows
from crawler.visit import Target

MAX_SEEDS = 120


class ListingStep:
    """State lies in the memo under "walk": seeds (where a walk may begin) and why it was made."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._memo: dict[str, Any] = site.memo.setdefault("walk", {"seeds": [], "goods": []})

    def keep_seeds(self, reading: Reading) -> None:
        """Keep the listings and goods that the home page names, for a walk to begin with."""
        seeds: list[list[Any]] = self._memo["seeds"]
        known = {seed[0] for seed in seeds}
        for link in listing_links(reading.tree, self._site.scope, reading.cards):
            if link.url not in known and len(seeds) < MAX_SEEDS:
                seeds.append([link.url, link.text, link.rank])
                known.add(link.url)
        seeds.sort(key=lambda seed: -seed[2])
        goods: list[list[str]] = self._memo["goods"]
        have = {pair[0] for pair in goods}
        for card in reading.addressed:
            url = canonical(card.url)
            if url not in have and len(goods) < MAX_SEEDS:
                goods.append([url, card.name[:120]])
                have.add(url)

    @property
    def begun(self) -> bool:
        """Whether listings are being walked."""
        return bool(self._memo.get("begun"))

    def begin(self, why: str, more: Iterable[Target] = ()) -> list[Target]:
        """Start the walk: from the profile's listings or the seeds, and the home page's goods."""
        self._memo["begun"] = True
        self._site.coverage.state["walk"]["why"] = why
        profile = self._site.plan.profile
        given = profile.listing.urls if profile is not None else ()
        starts = list(given) or [seed[0] for seed in self._memo["seeds"]]
        targets: list[Target | None] = [
            self._site.target("listing", url, depth=1, priority=LISTINGS - index // 8)
            for index, url in enumerate(starts)
        ]
        targets.extend(more)
        targets.extend(self._goods_target(url, name, 0, None) for url, name in self._memo["goods"])
        return [target for target in targets if target is not None]

    def _goods_target(self, url: str, name: str, depth: int, via: Target | None) -> Target | None:
        priority = self._site.rank(name, GOODS)
        return self._site.target(
            "product", url, depth=depth + 1, priority=priority, via=via, name=name[:120]
        )

    def named_goods(self, reading: Reading) -> list[Target]:
        """Goods on the home page whose names hold a term: read before anything is searched."""
        made = (
            self._goods_target(card.url, card.name, 0, reading.answer.target)
            for card in reading.addressed
            if self._site.likely(card.name)
        )
        return [target for target in made if target is not None]

    def walked(self, reading: Reading) -> list[Target]:
        """What a listing of the walk leads to."""
        target = reading.answer.target
        walk = self._site.coverage.state["walk"]
        walk["pages"] += 1
        targets = [
            self._goods_target(card.url, card.name, target.depth, target)
            for card in reading.addressed
        ]
        walk["goods"] += len(reading.addressed)
        if walk["pages"] >= self._site.plan.limits.walk_pages:
            self._site.coverage.note_limit("walk_pages")
            return [each for each in targets if each is not None]
        targets.append(self._next(reading))
        if target.extra.get("page", 1) == 1 and not reading.answer.rendered:
            targets.extend(self._beside(reading))
        return [each for each in targets if each is not None]

    def _next(self, reading: Reading) -> Target | None:
        target = reading.answer.target
        here = sorted(canonical(card.url) for card in reading.addressed)
        if reading.next_url is None or not here or here == target.extra.get("before"):
            return self._scrolled(reading) if reading.next_url is None else None
        return self._site.target(
            "listing", reading.next_url, depth=target.depth, priority=LISTINGS - 20, via=target,
            page=int(target.extra.get("page", 1)) + 1, before=here[:60],
        )  # fmt: skip

    def _scrolled(self, reading: Reading) -> Target | None:
        """The same listing in the browser, where it grows by scrolling."""
        target = reading.answer.target
        if target.render or not self._site.can_render or not endless(reading.tree):
            return None
        return Target(
            target.kind, target.url, term=target.term, depth=target.depth, via=target.key,
            priority=target.priority, render=True, extra={**target.extra, "scroll": True},
        )  # fmt: skip

    def _beside(self, reading: Reading) -> list[Target | None]:
        target = reading.answer.target
        return [
            self._site.target(
                "listing", link.url, depth=target.depth + 1,
                priority=LISTINGS - 10 * target.depth, via=target,
            )
            for link in listing_links(reading.tree, self._site.scope, reading.cards)
            if link.rank >= 3 and not narrows(link.url, reading.answer.url)
        ]  # fmt: skip
