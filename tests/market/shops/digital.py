"""An accessories shop that blocks after a while, with walls before some of its pages."""

import threading
from collections.abc import Iterable
from typing import ClassVar

from ..goods import Catalogue, Goods, leaf, ordered
from ..message import Request, Response, number
from ..page import each, fill, pager, text
from ..shop import Options, Shop

_SIZE = 10
_REFUSALS = 5


class DigitalShop(Shop):
    """速达数码."""

    make = "digital"
    server_header = "nginx"
    routes: ClassVar = (
        (r"/", "page_of"),
        (r"/index\.php", "page_of"),
        (r"/image/(\d+)\.png", "picture"),
    )

    def __init__(self, catalogue: Catalogue, options: Options) -> None:
        super().__init__(catalogue, options)
        self._asked = 0
        self._lock = threading.Lock()

    def product_path(self, goods: Goods) -> str:
        return f"/index.php?route=product/product&product_id={goods.id}"

    def page(self, title: str, body: str, query: str = "", status: int = 200) -> Response:
        """A whole page of the shop."""
        nav = each(
            '<a href="/index.php?route=product/category&amp;path={}">{}</a>',
            self.catalogue.groups.items(),
        )
        return self.html(
            fill(
                "digital_layout.html",
                title=text(title),
                shop=text(self.shop["title"]),
                query=text(query),
                nav=nav,
                body=body,
                icp=self.shop["icp"],
                police=self.shop["police"],
            ),
            status,
        )

    def _blocked(self) -> Response | None:
        """After so many pages: a few plain refusals, then a captcha that says 200, for good."""
        with self._lock:
            self._asked += 1
            over = self._asked - self.options.block_after
        if over <= 0:
            return None
        if over <= _REFUSALS:
            return self.html(fill("digital_refused.html"), 403)
        return self.html(fill("digital_captcha.html"))

    def page_of(self, request: Request) -> Response:
        """index.php: everything hangs on ?route=."""
        blocked = self._blocked()
        if blocked is not None:
            return blocked
        asked = request.query()
        pages = {
            "": self.home,
            "common/home": self.home,
            "product/category": self.group_page,
            "product/product": self.goods_page,
            "product/search": self.search,
            "information/about": self.about_us,
        }
        walls = ("information/licence", "account/login", "account/register", "checkout/cart")
        route = asked.get("route", "")
        if route in walls:
            return self.page(f"账户登录 - {self.shop['title']}", fill("digital_login.html"))
        return pages.get(route, self._missing)(asked)

    def _missing(self, asked: dict[str, str]) -> Response:
        return self.page("您请求的页面不存在", "<h2>您请求的页面不存在！</h2>", status=404)

    def thumbs(self, goods: Iterable[Goods]) -> str:
        """Product thumbs."""
        return f'<div class="row">{self.cards(goods)}</div>'

    def home(self, asked: dict[str, str]) -> Response:
        """Featured goods."""
        return self.page(
            self.shop["title"],
            f"<h3>热卖</h3>{self.thumbs(ordered(self.catalogue.goods, 'sales')[:8])}",
        )

    def group_page(self, asked: dict[str, str]) -> Response:
        """A category."""
        words = self.catalogue.groups.get(asked.get("path", ""))
        if words is None:
            return self._missing(asked)
        shown = leaf(self.catalogue.group(asked["path"]), number(asked.get("page")), _SIZE)
        address = f"/index.php?route=product/category&path={asked['path']}"
        pages = pager(shown, lambda n: f"{address}&page={n}", "&lt;", "&gt;")
        return self.page(
            f"{words} - {self.shop['title']}", f"<h2>{words}</h2>{self.thumbs(shown.goods)}{pages}"
        )

    def search(self, asked: dict[str, str]) -> Response:
        """The search, over names only."""
        words = asked.get("search", "")
        goods = [
            g
            for g in self.catalogue.goods
            if words.strip() and words.strip().lower() in g.name.lower()
        ]
        body = f"<h1>搜索 - {text(words)}</h1>" + (self.thumbs(goods) or "")
        if not goods:
            body += "<p>没有符合搜索条件的商品。</p>"
        return self.page(f"搜索 - {words}", body, words)

    def goods_page(self, asked: dict[str, str]) -> Response:
        """A product page, or the wall before it."""
        goods = self.catalogue.find(number(asked.get("product_id"), 0))
        if goods is None:
            return self._missing(asked)
        if goods.wall:
            title = "下载APP" if goods.wall == "app" else "账户登录"
            wall = fill(f"digital_{goods.wall}.html")
            return self.page(f"{title} - {self.shop['title']}", wall)
        facts = each("<li>{}：{}</li>", goods.facts.items())
        body = fill(
            "digital_goods.html",
            **self.words_of(goods),
            facts=facts,
            about=self.about(goods),
            more=self.thumbs(self.catalogue.siblings(goods)),
        )
        return self.page(f"{goods.name} - {self.shop['title']}", body)

    def about_us(self, asked: dict[str, str]) -> Response:
        """Who they are."""
        return self.page(
            f"关于我们 - {self.shop['title']}", "<h2>关于我们</h2><p>做手机配件，当日发货。</p>"
        )
