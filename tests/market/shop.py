"""What every shop has, whatever its make: routes, robots.txt, pictures, a search of its own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote

from . import canary, pictures
from .goods import Catalogue, Goods
from .message import Request, Response, redirect
from .page import fill, static, text

LICENCE_PICTURE = "licence.png"


@dataclass(frozen=True, slots=True)
class Options:
    """How the market is opened.

    `canaries` are HOST:PORT addresses that nobody may reach; pages then lead
    there in every way a page can. `robots_503` names shops whose robots.txt
    answers 503, `crawl_delay` the seconds it asks for by shop,
    `block_after` after how many requests the blocking shop blocks.
    """

    canaries: Sequence[str] = ()
    robots_503: frozenset[str] = frozenset()
    crawl_delay: Mapping[str, float] = field(default_factory=dict)
    block_after: int = 30


class Shop:
    """One shop: a catalogue behind the pages of one make of shop software."""

    make: ClassVar[str] = ""
    charset: ClassVar[str] = "utf-8"
    content_type: ClassVar[str | None] = "text/html; charset=utf-8"
    server_header: ClassVar[str] = "nginx"
    gzip: ClassVar[bool] = False
    chunked: ClassVar[bool] = False
    routes: ClassVar[Sequence[tuple[str, str]]] = ()
    common: ClassVar[Sequence[tuple[str, str]]] = (
        (r"/robots\.txt", "robots"),
        (r"/static/([\w.-]+)", "static_file"),
        (r"/img/(\d+)\.png", "picture"),
        (r"/img/banner(\d)\.png", "banner"),
        (r"/out/brand", "away"),
    )

    def __init__(self, catalogue: Catalogue, options: Options) -> None:
        self.catalogue = catalogue
        self.name = catalogue.name
        self.shop: Mapping[str, Any] = catalogue.shop
        self.options = options
        self.base = ""
        pairs = (*self.routes, *self.common)
        self._routes = [(re.compile(pattern), method) for pattern, method in pairs]

    # What the market asks of a make.

    def product_path(self, goods: Goods) -> str:
        """The product page's own address within the shop."""
        raise NotImplementedError

    # Answering.

    def answer(self, request: Request) -> Response:
        """The answer to one request; a path nobody knows gets the shop's 404 page."""
        path = request.path(self.charset)
        for pattern, method in self._routes:
            found = pattern.fullmatch(path)
            if found:
                response: Response = getattr(self, method)(request, *found.groups())
                return response
        return self.missing(request)

    def html(self, markup: str, status: int = 200) -> Response:
        """A page in this shop's charset; what it cannot hold goes in as references."""
        body = markup.encode(self.charset, "xmlcharrefreplace")
        cookie = [("Set-Cookie", f"sid={self.name}0a1b2c; Path=/; HttpOnly")]
        return Response(body, status, self.content_type, cookie, self.chunked)

    def missing(self, request: Request) -> Response:
        """The 404 page."""
        return self.html("<html><head><title>404</title></head><body>页面不存在</body></html>", 404)

    # What all makes serve alike.

    def robots(self, request: Request) -> Response:
        """robots.txt (RFC 9309) as the catalogue gives it, or 503 where the market was told so."""
        if self.name in self.options.robots_503:
            return Response(b"Service Unavailable", 503, "text/plain", [("Retry-After", "120")])
        rules = self.shop.get("robots")
        if rules is None:
            return self.missing(request)
        delay = self.options.crawl_delay.get(self.name, self.shop.get("crawl_delay"))
        lines = ["User-agent: *", *rules]
        if delay is not None:
            lines.append(f"Crawl-delay: {delay}")
        if "sitemap" in self.shop:
            lines += ["", f"Sitemap: {self.base}{self.shop['sitemap']}"]
        return Response("\n".join(lines).encode() + b"\n", 200, "text/plain")

    def static_file(self, request: Request, name: str) -> Response:
        """A style sheet, script or picture from static/."""
        kinds = {"css": "text/css", "js": "application/javascript", "png": "image/png"}
        try:
            body = static(name)
        except FileNotFoundError:
            return self.missing(request)
        return Response(body, 200, kinds.get(name.rpartition(".")[2], "application/octet-stream"))

    def picture(self, request: Request, id: str) -> Response:
        """A product's picture."""
        goods = self.catalogue.find(int(id))
        if goods is None:
            return self.missing(request)
        return Response(pictures.product(goods.shape, goods.id), 200, "image/png")

    def banner(self, request: Request, number: str) -> Response:
        """A banner without words."""
        return Response(pictures.banner(len(self.name) + int(number)), 200, "image/png")

    def away(self, request: Request) -> Response:
        """A link of the shop that redirects to a canary."""
        if not self.options.canaries:
            return self.missing(request)
        return redirect(f"http://{self.options.canaries[0]}/redirected")

    # Searching.

    def found(self, words: str) -> list[Goods]:
        """The goods whose name or text holds the words, as a LIKE '%…%' finds them."""
        wanted = words.strip().lower()
        return [g for g in self.catalogue.goods if wanted and wanted in g.words.lower()]

    # Pieces of pages.

    def bait(self) -> str:
        """What leads to the canaries, or nothing where there are none."""
        return canary.bait(self.options.canaries)

    def cards(self, goods: Iterable[Goods], tail: str = "") -> str:
        """Each article by the make's card template; `tail` ends the addresses of its links."""
        name = f"{self.make}_card.html"
        return "".join(fill(name, **self.words_of(g, tail)) for g in goods)

    def words_of(self, goods: Goods, tail: str = "") -> dict[str, object]:
        """What every card and product template asks of an article, as HTML."""
        return {
            "id": goods.id,
            "href": text(self.product_path(goods) + tail),
            "name": text(goods.name),
            "alt": self.alt(goods),
            "price": goods.price,
            "sold": goods.sold,
        }

    def about(self, goods: Goods) -> str:
        """The description as HTML: the article's own markup, or its paragraphs."""
        return goods.markup or "".join(f"<p>{text(line)}</p>\n" for line in goods.about)

    def alt(self, goods: Goods) -> str:
        """The picture's alternative text, as HTML."""
        return text(goods.alt or goods.name)


def encoded(words: str, charset: str = "utf-8") -> str:
    """Words percent-encoded in a shop's charset, as its own links carry them."""
    return quote(words.encode(charset, "replace"), safe="")
