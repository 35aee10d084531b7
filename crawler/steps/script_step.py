"""Script-built shops: what the browser saw tells lists, product routes and detail calls."""

import json
from collections.abc import Iterable
from typing import Any

from crawler.addresses import canonical, resolve
from crawler.answer import Reading
from crawler.cards import Card
from crawler.json_api import (
    Call,
    JsonItem,
    JsonList,
    Route,
    goods_list,
    item_address,
    learn_detail_call,
    learn_route,
    next_call,
)
from crawler.shown import Click
from crawler.site import GOODS, LISTINGS, Site
from crawler.visit import Target

MAX_LISTS = 12


class ScriptStep:
    """Learns from rendered pages, and makes targets of what JSON lists name."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._memo: dict[str, Any] = site.memo.setdefault("api", {"lists": []})

    # Learning.

    def learn(self, reading: Reading) -> list[JsonItem]:
        """Keep what a rendered page tells; returns the goods its calls listed."""
        items: list[JsonItem] = []
        of_clicks = {call for click in reading.answer.clicks for call in click.calls}
        for call in reading.answer.calls:
            if call in of_clicks or reading.answer.target.kind == "product":
                continue  # what goods' own pages list is recommended beside them
            found = goods_list(call.parsed()) if self._site.scope.holds(call.url) else None
            if found is not None and len(found.items) >= 2:
                items.extend(found.items)
                self._keep_list(call)
        items = list({item.name + str(item.ids): item for item in items}.values())
        for click in reading.answer.clicks:
            self._learn_click(click, items, reading.answer.url)
        for card in reading.addressed:
            if self.route is None:
                self._learn_address(card, items)
        return items

    def _keep_list(self, call: Call) -> None:
        lists: list[dict[str, Any]] = self._memo["lists"]
        kept = {
            "method": call.method,
            "url": call.url,
            "body": call.body,
            "content_type": call.content_type,
            "headers": [list(pair) for pair in call.headers],
        }
        if kept not in lists and len(lists) < MAX_LISTS:
            lists.append(kept)

    def _learn_click(self, click: Click, items: list[JsonItem], home: str) -> None:
        if self._site.scope.holds(click.url) and click.url != home:
            route = learn_route(click.url, items, click.text)
            if route is not None:
                self._memo["route"] = {"template": route.template, "key": route.key}
        clicked = [item for item in items if item.name and item.name[:12] in click.text]
        for item in clicked or items[:1]:
            for call in click.calls:
                self._learn_detail(call, item)

    def _learn_detail(self, call: Call, item: JsonItem) -> None:
        if "detail" in self._memo or not self._site.scope.holds(call.url):
            return
        if item.name not in call.answer and json.dumps(item.name)[1:-1] not in call.answer:
            return
        route = learn_detail_call(call, item)
        if route is not None:
            self._memo["detail"] = {
                "template": route.template,
                "key": route.key,
                "body": route.body,
                "method": route.method,
                "content_type": route.content_type,
                "headers": [list(pair) for pair in call.headers],
            }

    def _learn_address(self, card: Card, items: list[JsonItem]) -> None:
        named = [item for item in items if item.name and item.name in card.name]
        route = learn_route(card.url, named, card.name) if named else None
        if route is not None:
            self._memo["route"] = {"template": route.template, "key": route.key}

    # What was learnt.

    @property
    def route(self) -> Route | None:
        """The route to a product page, by an id of the goods."""
        known = self._memo.get("route")
        return Route(known["template"], known["key"]) if known else None

    @property
    def has_lists(self) -> bool:
        """Whether calls for lists of goods are known."""
        return bool(self._memo["lists"])

    def address(self, item: JsonItem) -> str:
        """Where the page of `item` is; "id:…" where that is not known."""
        address = item_address(item, self.route, self._site.plan.site_url)
        if address is not None and self._site.scope.holds(address):
            return canonical(address)
        return "id:" + (next(iter(item.ids.values()), item.name))

    def as_cards(self, items: Iterable[JsonItem]) -> list[Card]:
        """JSON goods as cards, for whatever compares names and addresses."""
        return [Card(self.address(i), i.name, i.price, "structured") for i in items]

    # Targets.

    def goods_targets(
        self,
        items: Iterable[JsonItem],
        via: Target,
        *,
        term: str | None = None,
        priority: int | None = None,
    ) -> list[Target]:
        """Targets for the goods of a JSON list: their data where that can be asked for,
        else their pages."""
        targets: list[Target] = []
        for item in items:
            rank = self._site.rank(item.name, priority or GOODS)
            target = self._detail_target(item, via, term, rank) or self._page_target(
                item, via, term, rank
            )
            if target is not None:
                targets.append(target)
        return targets

    def _detail_target(
        self, item: JsonItem, via: Target, term: str | None, priority: int
    ) -> Target | None:
        detail = self._memo.get("detail")
        if detail is None:
            return None
        route = Route(
            detail["template"],
            detail["key"],
            detail["body"],
            detail["method"],
            detail["content_type"],
        )
        url = route.address(item)
        if url is None or not self._site.scope.holds(url):
            return None
        extra: dict[str, Any] = {"json": True, "name": item.name, "headers": detail["headers"]}
        page = item_address(item, self.route, self._site.plan.site_url)
        if page is not None:
            extra["page"] = canonical(page)
        if detail["content_type"]:
            extra["content_type"] = detail["content_type"]
        return Target(
            "product",
            url,
            route.method,
            route.filled_body(item),
            term,
            via.depth + 1,
            via.key,
            priority,
            extra=extra,
        )

    def _page_target(
        self, item: JsonItem, via: Target, term: str | None, priority: int
    ) -> Target | None:
        page = item_address(item, self.route, self._site.plan.site_url)
        if page is None:
            return None
        return self._site.target(
            "product",
            page,
            depth=via.depth + 1,
            priority=priority,
            term=term,
            via=via,
            name=item.name,
        )

    def list_targets(self) -> list[Target]:
        """The known list calls, asked from their first page by the recording client."""
        targets = []
        for call in self._memo["lists"]:
            extra = {"json": True, "headers": call["headers"], "page": 1}
            if call["content_type"]:
                extra["content_type"] = call["content_type"]
            targets.append(
                Target(
                    "api", call["url"], call["method"], call["body"], None, 1, None, LISTINGS,
                    extra=extra,
                )
            )  # fmt: skip
        return targets

    def next_of(self, target: Target, found: JsonList) -> Target | None:
        """The next page of a list call, while it brings goods."""
        page = int(target.extra.get("page", 1))
        got = len(found.items)
        if found.total is not None and page * max(got, 1) >= found.total:
            return None
        following = next_call(target.url, target.body, got)
        if following is None:
            return None
        url, body = following
        extra = {**target.extra, "page": page + 1}
        return Target(
            target.kind, url, target.method, body, target.term, target.depth, target.key,
            target.priority - 1, extra=extra,
        )  # fmt: skip

    def page_of(self, target: Target) -> str | None:
        """The page that a visitor sees for goods whose data was asked for."""
        page = target.extra.get("page")
        return resolve(self._site.plan.site_url, page) if isinstance(page, str) else None
