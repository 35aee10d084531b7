"""A food shop with JSON-LD, SearchAction, OpenSearch, facets, and a path search after a POST."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from ..goods import Goods, leaf, ordered
from ..message import Request, Response, number, redirect
from ..page import each, fill, pager, text
from ..shop import Shop, encoded

_SIZE = 20
_SORTS = (
    ("", "默认"),
    ("sales", "热销"),
    ("price_asc", "价格从低到高"),
    ("price_desc", "价格从高到低"),
)
_BRAND = (
    "什么是假冒商品？未经商标注册人许可，在同一种商品上使用与其注册商标相同商标的商品是假冒商品，"
    "市面上所说的“高仿”“精仿”“A货”都属此类。本站禁止销售高仿、仿牌商品，发现后立即下架并报告市场监管部门。"
    "举报请提供商品链接和权属证明。"
)


class LinkedDataShop(Shop):
    """滇味集."""

    make = "ld"
    server_header = "cloud-web"
    gzip = True
    routes: ClassVar = (
        (r"/", "home"),
        (r"/c/(\w+)", "group_page"),
        (r"/tag/new", "newest"),
        (r"/p/8a(\d+)f", "goods_page"),
        (r"/so", "ask"),
        (r"/s/(.+?)(?:_(\d+))?\.html", "search"),
        (r"/opensearch\.xml", "opensearch"),
        (r"/about/licence", "licence"),
        (r"/about", "about_us"),
        (r"/help/brand", "brand"),
        (r"/sitemap_index\.xml", "sitemap_index"),
        (r"/sitemap-goods\.xml", "sitemap_goods"),
    )

    def product_path(self, goods: Goods) -> str:
        return f"/p/8a{goods.id:02d}f"

    def page(
        self,
        title: str,
        body: str,
        *,
        path: str,
        query: str = "",
        linked: Any = None,
        told: str = "",
    ) -> Response:
        """A whole page of the shop; `path` becomes its canonical address."""
        data = json.dumps(linked, ensure_ascii=False).replace("</", "<\\/") if linked else ""
        return self.html(
            fill(
                "ld_layout.html",
                title=text(title),
                shop=text(self.shop["title"]),
                slogan=text(self.shop["slogan"]),
                description=text(told or self.shop["slogan"]),
                canonical=text(self.base + path),
                query=text(query),
                nav=each('<a href="/c/{}">{}</a>', self.catalogue.groups.items()),
                linked=f'<script type="application/ld+json">{data}</script>' if data else "",
                body=body,
                bait=self.bait(),
                icp=self.shop["icp"],
                police=self.shop["police"],
                phone=self.shop["phone"],
            )
        )

    def tiles(self, goods: Iterable[Goods]) -> str:
        """Product tiles."""
        return f'<div class="tiles">{self.cards(goods)}</div>'

    def home(self, request: Request) -> Response:
        """The home page, with WebSite and SearchAction (schema.org) in JSON-LD."""
        target = {
            "@type": "EntryPoint",
            "urlTemplate": f"{self.base}/s/{{search_term_string}}.html",
        }
        action = {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        }
        linked = {
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "WebSite",
                    "url": self.base + "/",
                    "name": self.shop["title"],
                    "potentialAction": action,
                },
                {
                    "@type": "Organization",
                    "name": self.shop["title"],
                    "telephone": self.shop["phone"],
                },
            ],
        }
        body = f'<div class="hero">{text(self.shop["slogan"])}</div><section><h2>大家在买</h2>'
        body += self.tiles(ordered(self.catalogue.goods, "sales")[:12]) + "</section>"
        return self.page(
            f"{self.shop['title']} | {self.shop['slogan']}", body, path="/", linked=linked
        )

    def _facets(self, path: str, goods: Sequence[Goods], asked: dict[str, str]) -> str:
        def link(name: str, value: str) -> str:
            return text(f"{path}?{urlencode({**asked, name: value})}")

        brands = sorted({g.brand for g in goods if g.brand})
        rows = [("排序", "sort", _SORTS), ("品牌", "filter", [(b, b) for b in brands])]
        rows.append(
            (
                "价格",
                "price",
                (("0-50", "50元以下"), ("50-100", "50到100元"), ("100-", "100元以上")),
            )
        )
        return "".join(
            f'<div class="facet"><h4>{words}</h4>'
            + "".join(
                f'<a rel="nofollow" href="{link(name, key)}">{text(shown)}</a>'
                for key, shown in cells
            )
            + "</div>"
            for words, name, cells in rows
        )

    def _list(self, path: str, heading: str, goods: Sequence[Goods], request: Request) -> str:
        asked = {k: v for k, v in request.query().items() if k in ("sort", "filter", "price") and v}
        low, _, high = asked.get("price", "").partition("-")
        kept = [g for g in goods if asked.get("filter", g.brand) == g.brand]
        kept = [
            g
            for g in kept
            if g.yuan >= float(number(low, 0)) and g.yuan <= float(number(high, 10**6))
        ]
        shown = leaf(ordered(kept, asked.get("sort", "")), number(request.query().get("pn")), _SIZE)
        pages = pager(shown, lambda n: f"{path}?{urlencode({**asked, 'pn': n})}", "‹", "›")
        return (
            f'<div class="bread"><a href="/">首页</a> / {heading}</div><div class="cols"><aside>'
            f"{self._facets(path, goods, asked)}</aside><div><p>{heading} · {shown.total} 件</p>"
            f'{self.tiles(shown.goods)}<div class="pg">{pages}</div></div></div>'
        )

    def group_page(self, request: Request, slug: str) -> Response:
        """A group's goods, with facets that multiply its addresses."""
        words = self.catalogue.groups.get(slug)
        if words is None:
            return self.missing(request)
        goods = self.catalogue.group(slug)
        linked = {
            "@context": "https://schema.org",
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": n, "url": self.base + self.product_path(g)}
                for n, g in enumerate(goods, 1)
            ],
        }
        body = self._list(f"/c/{slug}", text(words), goods, request)
        return self.page(f"{words} | {self.shop['title']}", body, path=f"/c/{slug}", linked=linked)

    def newest(self, request: Request) -> Response:
        """The newest goods, under one more address."""
        body = self._list("/tag/new", "新到", ordered(self.catalogue.goods, "new"), request)
        return self.page(f"新到 | {self.shop['title']}", body, path="/tag/new")

    def ask(self, request: Request) -> Response:
        """The search form's POST; it answers with the path that carries the words."""
        words = request.form().get("wd2", "").strip() if request.method == "POST" else ""
        return redirect(f"/s/{encoded(words)}.html" if words else "/", 302)

    def search(self, request: Request, words: str, page: str | None = None) -> Response:
        """The path search: /s/词.html, further leaves at /s/词_2.html."""
        goods = self.found(words)
        shown = leaf(goods, number(page), _SIZE)
        pages = pager(shown, lambda n: f"/s/{encoded(words)}_{n}.html", "‹", "›")
        body = f'<div class="bread"><a href="/">首页</a> / 检索“{text(words)}”</div>'
        if goods:
            body += f"<p>“{text(words)}” 共 {len(goods)} 件</p>{self.tiles(shown.goods)}"
            body += f'<div class="pg">{pages}</div>'
        else:
            best = ordered(self.catalogue.goods, "sales")[:4]
            body += f"<p>没有与“{text(words)}”匹配的商品。</p>"
            body += f"<section><h2>热门推荐</h2>{self.tiles(best)}</section>"
        title = f"{words} - 检索结果 | {self.shop['title']}"
        return self.page(title, body, path=f"/s/{encoded(words)}.html", query=words)

    def goods_page(self, request: Request, id: str) -> Response:
        """A product page with Product and BreadcrumbList."""
        goods = self.catalogue.find(int(id))
        if goods is None:
            return self.missing(request)
        words = self.catalogue.groups[goods.group]
        facts = each("<dt>{}</dt><dd>{}</dd>", goods.facts.items())
        reviews = each("<blockquote>{}</blockquote>", ((r,) for r in goods.reviews))
        body = fill(
            "ld_goods.html",
            **self.words_of(goods),
            slug=goods.group,
            group=text(words),
            facts=facts,
            about=self.about(goods),
            reviews=reviews or "<p>还没有评论</p>",
            more=self.tiles(self.catalogue.siblings(goods)),
        )
        told = " ".join(goods.about)
        path = self.product_path(goods)
        linked = self._product(goods, told, path, words)
        title = f"{goods.name} | {self.shop['title']}"
        return self.page(title, body, path=path, linked=linked, told=told[:80])

    def _product(self, goods: Goods, told: str, path: str, words: str) -> list[dict[str, Any]]:
        offer = {
            "@type": "Offer",
            "price": goods.price,
            "priceCurrency": "CNY",
            "url": self.base + path,
        }
        trail = [("首页", "/"), (words, f"/c/{goods.group}"), (goods.name, path)]
        return [
            {
                "@context": "https://schema.org",
                "@type": "Product",
                "name": goods.name,
                "description": told,
                "image": f"{self.base}/img/{goods.id}.png",
                "brand": {"@type": "Brand", "name": goods.brand or self.shop["title"]},
                "offers": offer,
            },
            {
                "@context": "https://schema.org",
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": n, "name": name, "item": self.base + at}
                    for n, (name, at) in enumerate(trail, 1)
                ],
            },
        ]

    def opensearch(self, request: Request) -> Response:
        """The OpenSearch 1.1 description."""
        xml = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
            f"<ShortName>{text(self.shop['title'])}</ShortName><InputEncoding>UTF-8</InputEncoding>\n"
            f'<Url type="text/html" template="{self.base}/s/{{searchTerms}}.html"/>\n'
            "</OpenSearchDescription>\n"
        )
        return Response(xml.encode(), 200, "application/opensearchdescription+xml")

    def licence(self, request: Request) -> Response:
        """证照信息, one click from the home page."""
        rows = each(
            "<tr><td>{}</td><td>{}</td></tr>",
            [*self.shop["licence"], ("食品经营许可证编号", self.shop["jy"])],
        )
        body = f'<section><h2>证照信息</h2><table class="lic">{rows}</table></section>'
        return self.page(f"证照信息 | {self.shop['title']}", body, path="/about/licence")

    def about_us(self, request: Request) -> Response:
        """Who they are."""
        told = "我们在大理，找云南各地的吃食，拍照、试吃、上架。"
        body = f"<section><h2>关于我们</h2><p>{told}</p></section>"
        return self.page(f"关于我们 | {self.shop['title']}", body, path="/about")

    def brand(self, request: Request) -> Response:
        """Rules on trade marks; it sells nothing."""
        body = f"<section><h2>知识产权与举报须知</h2><p>{_BRAND}</p></section>"
        return self.page(f"知识产权与举报须知 | {self.shop['title']}", body, path="/help/brand")

    def sitemap_index(self, request: Request) -> Response:
        """A sitemap index of one sitemap."""
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        row = f"<sitemap><loc>{self.base}/sitemap-goods.xml</loc></sitemap>"
        return Response(
            f'<sitemapindex xmlns="{space}">{row}</sitemapindex>'.encode(), 200, "text/xml"
        )

    def sitemap_goods(self, request: Request) -> Response:
        """The goods."""
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        rows = "".join(
            f"<url><loc>{self.base}{self.product_path(g)}</loc></url>" for g in self.catalogue.goods
        )
        return Response(f'<urlset xmlns="{space}">{rows}</urlset>'.encode(), 200, "text/xml")
