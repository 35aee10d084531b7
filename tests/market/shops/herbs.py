"""A shop on software from abroad: English menus, and a search that knows no Chinese words."""

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from ..goods import Goods, leaf
from ..message import Request, Response, number, redirect
from ..page import each, fill, text
from ..shop import Shop

_SIZE = 20
_WORD = re.compile(r"[A-Za-z0-9]+|[\u3400-\u9fff]+")


class HerbsShop(Shop):
    """Greenleaf Herbs 绿叶本草."""

    make = "herbs"
    content_type = "text/html; charset=utf-8"
    server_header = "gunicorn"
    chunked = True
    routes: ClassVar = (
        (r"/", "root"),
        (r"/en-gb/", "home"),
        (r"/en-gb/catalogue/", "everything"),
        (r"/en-gb/catalogue/category/(\w+)_\d+/", "group_page"),
        (r"/en-gb/catalogue/sku-(\d+)_\d+/", "goods_page"),
        (r"/en-gb/catalogue/search/", "search"),
        (r"/en-gb/accounts/login/", "login"),
        (r"/media/(\d+)\.png", "picture"),
    )

    def product_path(self, goods: Goods) -> str:
        return f"/en-gb/catalogue/sku-{goods.id}_{goods.id + 100}/"

    def root(self, request: Request) -> Response:
        """The bare address leads to the language's home."""
        return redirect("/en-gb/")

    def page(self, title: str, body: str, query: str = "") -> Response:
        """A whole page of the shop."""
        groups = [
            (slug, n, words) for n, (slug, words) in enumerate(self.catalogue.groups.items(), 1)
        ]
        return self.html(
            fill(
                "herbs_layout.html",
                title=text(title),
                shop=text(self.shop["title"]),
                query=text(query),
                nav=each('<a href="/en-gb/catalogue/category/{}_{}/">{}</a>', groups),
                body=body,
                licence="　".join(f"{text(k)}：{text(v)}" for k, v in self.shop["licence"]),
                jy=self.shop["jy"],
                zzlz=self.shop["zzlz_uscc"],
                icp=self.shop["icp"],
                police=self.shop["police"],
                phone=self.shop["phone"],
            )
        )

    def pods(self, goods: Iterable[Goods]) -> str:
        """Product pods."""
        return f'<ol class="row">{self.cards(goods)}</ol>'

    def home(self, request: Request) -> Response:
        """Welcome, and some goods."""
        body = f"<h1>Welcome to {text(self.shop['title'])}</h1><p>{text(self.shop['slogan'])}</p>"
        return self.page(f"{self.shop['title']}", body + self.pods(self.catalogue.goods[:8]))

    def _list(self, heading: str, goods: Sequence[Goods], request: Request, path: str) -> str:
        shown = leaf(goods, number(request.query().get("page")), _SIZE)
        more = (
            f'<a href="{path}?page={shown.page + 1}">next</a>' if shown.page < shown.pages else ""
        )
        back = f'<a href="{path}?page={shown.page - 1}">previous</a>' if shown.page > 1 else ""
        return (
            f'<ul class="breadcrumb"><li><a href="/en-gb/">Home</a></li><li>/ {heading}</li></ul>'
            f"<h1>{heading}</h1>"
            f"<p>{shown.total} results</p>{self.pods(shown.goods)}"
            f'<div class="pager">{back} Page {shown.page} of {shown.pages} {more}</div>'
        )

    def everything(self, request: Request) -> Response:
        """All products."""
        body = self._list("All products", self.catalogue.goods, request, "/en-gb/catalogue/")
        return self.page(f"All products | {self.shop['title']}", body)

    def group_page(self, request: Request, slug: str) -> Response:
        """A category."""
        words = self.catalogue.groups.get(slug)
        if words is None:
            return self.missing(request)
        body = self._list(text(words), self.catalogue.group(slug), request, request.raw_path)
        return self.page(f"{words} | {self.shop['title']}", body)

    def found(self, words: str) -> list[Goods]:
        """Whole words of names only: a run of Chinese characters counts as one word."""
        wanted = {word.lower() for word in _WORD.findall(words)}
        return [
            g
            for g in self.catalogue.goods
            if wanted and wanted <= {word.lower() for word in _WORD.findall(g.name)}
        ]

    def search(self, request: Request) -> Response:
        """The search page."""
        words = request.query().get("q", "")
        goods = self.found(words)
        body = f"<h1>Products matching '{text(words)}'</h1>"
        body += f"<p><strong>{len(goods)}</strong> results found.</p>"
        return self.page(f"'{words}' | {self.shop['title']}", body + self.pods(goods), words)

    def goods_page(self, request: Request, id: str) -> Response:
        """A product page."""
        goods = self.catalogue.find(int(id))
        if goods is None:
            return self.missing(request)
        facts = each("<tr><th>{}</th><td>{}</td></tr>", goods.facts.items())
        body = fill(
            "herbs_goods.html",
            **self.words_of(goods),
            about=self.about(goods),
            facts=facts,
            upc=f"{goods.id:05d}",
            more=self.pods(self.catalogue.siblings(goods)),
        )
        return self.page(f"{goods.name} | {self.shop['title']}", body)

    def login(self, request: Request) -> Response:
        """The accounts' door."""
        form = (
            '<form method="post">Email <input name="username"> Password '
            '<input type="password" name="password"><input type="submit" value="Log in"></form>'
        )
        return self.page(f"Login or register | {self.shop['title']}", f"<h1>Log in</h1>{form}")

    def missing(self, request: Request) -> Response:
        """The 404 page."""
        return self.html(
            "<html><head><title>Page not found</title></head>"
            "<body><h1>Not Found</h1></body></html>",
            404,
        )
