"""A flower shop built by scripts: an empty shell, JSON, hash routes, cards without links."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from ..goods import Goods, leaf, ordered
from ..message import Request, Response, number
from ..page import fill, text
from ..shop import Shop


class ScriptShop(Shop):
    """花时集."""

    make = "spa"
    server_header = "openresty"
    gzip = True
    routes: ClassVar = (
        (r"/", "shell"),
        (r"/api/v2/shop", "info"),
        (r"/api/v2/shop/licence", "licence"),
        (r"/api/v2/goods", "goods_list"),
        (r"/api/v2/goods/(\d+)", "goods_one"),
    )

    def product_path(self, goods: Goods) -> str:
        return f"/#/goods/{goods.id}"

    def shell(self, request: Request) -> Response:
        """The page that holds nothing but the script."""
        return self.html(fill("spa_shell.html", shop=text(self.shop["title"]), bait=self.bait()))

    def _json(self, value: Any, status: int = 200) -> Response:
        body = json.dumps(value, ensure_ascii=False).encode()
        return Response(body, status, "application/json; charset=utf-8")

    def _brief(self, goods: Goods) -> dict[str, Any]:
        return {
            "id": goods.id,
            "name": goods.name,
            "price": goods.price,
            "sold": goods.sold,
            "image": f"/img/{goods.id}.png",
            "imageAlt": goods.alt or goods.name,
        }

    def info(self, request: Request) -> Response:
        """The shop's own data."""
        keys = ("title", "slogan", "phone", "icp", "police", "hot")
        groups = [{"id": slug, "name": words} for slug, words in self.catalogue.groups.items()]
        return self._json({key: self.shop[key] for key in keys} | {"groups": groups})

    def licence(self, request: Request) -> Response:
        """The licence, asked for only when its route is opened."""
        return self._json({"licence": self.shop["licence"]})

    def goods_list(self, request: Request) -> Response:
        """A leaf of goods: all, of a group, or found by words in name and text."""
        asked = request.query()
        goods: Sequence[Goods] = self.catalogue.goods
        if "kw" in asked:
            goods = self.found(asked["kw"])
        elif asked.get("group"):
            goods = self.catalogue.group(asked["group"])
        size = min(number(asked.get("size"), 10), 20)
        shown = leaf(ordered(goods, asked.get("sort", "")), number(asked.get("page")), size)
        rows = [self._brief(g) for g in shown.goods]
        more = shown.page < shown.pages
        return self._json({"list": rows, "total": shown.total, "page": shown.page, "hasMore": more})

    def goods_one(self, request: Request, id: str) -> Response:
        """One article with all its texts."""
        goods = self.catalogue.find(int(id))
        if goods is None:
            return self._json({"code": 404, "msg": "商品不存在或已下架"}, 404)
        whole = self._brief(goods) | {
            "groupId": goods.group,
            "facts": dict(goods.facts),
            "detailHtml": self.about(goods),
            "reviews": list(goods.reviews),
            "recommend": [self._brief(g) for g in self.catalogue.siblings(goods)],
        }
        return self._json(whole)
