"""Static pages of a web studio: no search, no licence, a byte order mark for a charset."""

import codecs
from typing import ClassVar

from ..goods import Goods, leaf
from ..message import Request, Response
from ..page import each, fill, pager, text
from ..shop import Shop

_SIZE = 10


class PlainShop(Shop):
    """阿月手作."""

    make = "plain"
    content_type = "text/html"
    server_header = "Apache"
    routes: ClassVar = (
        (r"/(?:index\.html)?", "home"),
        (r"/list_(\d+)(?:_(\d+))?\.html", "group_page"),
        (r"/view/(\d+)\.html", "goods_page"),
        (r"/about\.html", "about_us"),
        (r"/contact\.html", "contact"),
    )

    def html(self, markup: str, status: int = 200) -> Response:
        """A page in UTF-8 that begins with a byte order mark."""
        response = super().html(markup, status)
        response.body = codecs.BOM_UTF8 + response.body
        return response

    def product_path(self, goods: Goods) -> str:
        return f"/view/{goods.id}.html"

    def page(self, title: str, body: str) -> Response:
        """A whole page of the shop."""
        groups = enumerate(self.catalogue.groups.values(), 1)
        return self.html(
            fill(
                "plain_layout.html",
                title=text(title),
                shop=text(self.shop["title"]),
                slogan=text(self.shop["slogan"]),
                nav='<a href="/list_0.html">全部作品</a>'
                + each('<a href="/list_{}.html">{}</a>', groups),
                body=body,
                icp=self.shop["icp"],
            )
        )

    def home(self, request: Request) -> Response:
        """A few pieces."""
        return self.page(
            f"{self.shop['title']} {self.shop['slogan']}",
            self.cards(list(self.catalogue.goods[:6])),
        )

    def group_page(self, request: Request, at: str, page: str | None = None) -> Response:
        """A group's pieces; group 0 is everything."""
        groups = [("", "全部作品"), *self.catalogue.groups.items()]
        if int(at) >= len(groups):
            return self.missing(request)
        slug, words = groups[int(at)]
        goods = self.catalogue.group(slug) if slug else list(self.catalogue.goods)
        shown = leaf(goods, int(page or 1), _SIZE)

        def address(n: int) -> str:
            return f"/list_{at}_{n}.html" if n > 1 else f"/list_{at}.html"

        pages = pager(shown, address, "上一页", "下一页")
        return self.page(
            f"{words} - {self.shop['title']}",
            f'{self.cards(shown.goods)}<div class="pg">{pages}</div>',
        )

    def goods_page(self, request: Request, id: str) -> Response:
        """A piece."""
        goods = self.catalogue.find(int(id))
        if goods is None:
            return self.missing(request)
        facts = each("<li>{}：{}</li>", goods.facts.items())
        body = fill(
            "plain_goods.html", **self.words_of(goods), facts=facts, about=self.about(goods)
        )
        return self.page(f"{goods.name} - {self.shop['title']}", body)

    def about_us(self, request: Request) -> Response:
        """Who she is."""
        told = "住在古城边上，做皮具、银饰和香包，做一件卖一件。"
        body = f'<div class="vw"><h2>关于阿月</h2><p>{told}</p></div>'
        return self.page(f"关于阿月 - {self.shop['title']}", body)

    def contact(self, request: Request) -> Response:
        """How to reach her."""
        body = '<div class="vw"><h2>联系方式</h2><p>微信：ayue-shouzuo（示例）</p></div>'
        return self.page(f"联系方式 - {self.shop['title']}", body)
