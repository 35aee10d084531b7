"""A tea shop: UTF-8, GET search, JSON-LD on products, sitemap, a calendar without end."""

import json
from collections.abc import Callable, Iterable
from typing import ClassVar
from urllib.parse import urlencode

from ..goods import Goods, Leaf, leaf, ordered
from ..message import Request, Response, number
from ..page import each, fill, pager, text
from ..shop import Shop, encoded

_SORTS = (
    ("", "综合"),
    ("sales", "销量"),
    ("price_asc", "价格↑"),
    ("price_desc", "价格↓"),
    ("new", "新品"),
)
_SIZE = 10

_ARTICLES = {
    1: ("购物流程", "选好商品加入购物车，填写地址，付款后等待收货。如有疑问请拨打客服电话。"),
    2: (
        "广告法小课堂",
        "《中华人民共和国广告法》第九条规定：广告不得有下列情形：……（三）使用“国家级”、“最高级”、“最佳”等用语。"
        "第十七条规定：除医疗、药品、医疗器械广告外，禁止其他任何广告涉及疾病治疗功能。"
        "本店全体员工每季度学习一次，发现页面用语不当欢迎指出。",
    ),
    3: (
        "老茶辨伪",
        "消费提示：怎样识别高仿老茶？一看棉纸年份，二看内飞印刷，三看茶底活性。谨防不法商家以高仿冒充老茶，"
        "购买时请索要票据，发现假冒请拨打12315举报。",
    ),
    4: ("配送说明", "付款后四十八小时内发出，偏远地区加收运费，运费在结算页显示。"),
}


class TeaShop(Shop):
    """苍麓茶铺."""

    make = "tea"
    server_header = "nginx/1.24.0"
    routes: ClassVar = (
        (r"/", "home"),
        (r"/category/(\w+)\.html", "category"),
        (r"/all\.html", "everything"),
        (r"/goods/(\d+)\.html", "goods_page"),
        (r"/category/\w+/(\d+)\.html", "goods_page"),
        (r"/search", "search"),
        (r"/article/", "articles"),
        (r"/article/(\d+)\.html", "article"),
        (r"/events/(\d{4})-(\d{2})\.html", "calendar"),
        (r"/trap/(.*)", "trap"),
        (r"/sitemap\.xml", "sitemap"),
        (r"/member/\w+\.html", "member"),
    )

    def product_path(self, goods: Goods) -> str:
        return f"/goods/{goods.id}.html"

    def page(
        self, title: str, body: str, *, query: str = "", head: str = "", told: str = ""
    ) -> Response:
        """A whole page of the shop."""
        licence = self.shop["licence"]
        hot = "".join(
            f'<a href="/search?keyword={encoded(w)}">{text(w)}</a>' for w in self.shop["hot"]
        )
        groups = self.catalogue.groups.items()
        return self.html(
            fill(
                "tea_layout.html",
                title=text(title),
                shop=text(self.shop["title"]),
                slogan=text(self.shop["slogan"]),
                description=text(told or self.shop["slogan"]),
                head=head,
                query=text(query),
                hot=hot,
                nav=each('<a href="/category/{}.html">{}</a>', groups),
                body=body,
                bait=self.bait(),
                phone=self.shop["phone"],
                licence="　".join(f"{text(name)}：{text(value)}" for name, value in licence),
                jy=self.shop["jy"],
                uscc=licence[0][1],
                icp=self.shop["icp"],
                police=self.shop["police"],
            )
        )

    def grid(self, goods: Iterable[Goods], tail: str = "") -> str:
        """A grid of product cards."""
        return f'<ul class="grid">{self.cards(goods, tail)}</ul>'

    def home(self, request: Request) -> Response:
        """The home page: a banner and a floor for each group."""
        floors = "".join(
            f'<section class="floor"><h2>{text(words)}'
            f'<a href="/category/{slug}.html">更多 &gt;</a></h2>'
            f"{self.grid(ordered(self.catalogue.group(slug), 'sales')[:5])}</section>"
            for slug, words in self.catalogue.groups.items()
        )
        title = f"{self.shop['title']} - {self.shop['slogan']}"
        return self.page(title, f'<img class="banner" src="/img/banner1.png" alt="">{floors}')

    def _list(
        self, title: str, goods: list[Goods], request: Request, crumb: str, address: str
    ) -> str:
        asked = request.query()
        sort = asked.get("sort", "")
        shown = leaf(ordered(goods, sort), number(asked.get("page")), _SIZE)

        def at(**more: object) -> str:
            kept = {"sort": sort, "page": shown.page} | more
            pairs = {key: str(value) for key, value in kept.items() if value not in ("", 1)}
            glue = "&" if "?" in address else "?"
            return address + (glue + urlencode(pairs) if pairs else "")

        sorts = "".join(
            f'<a class="{"on" if key == sort else ""}" '
            f'href="{text(at(sort=key, page=1))}">{words}</a>'
            for key, words in _SORTS
        )
        return (
            f'<div class="crumb"><a href="/">首页</a> &gt; {crumb}</div><h1>{text(title)}</h1>'
            f'<div class="sort">{sorts}<span class="sold">共{shown.total}件商品</span></div>'
            f"{self.grid(shown.goods)}{self._pager(shown, lambda page: at(page=page))}"
        )

    def _pager(self, shown: Leaf, address: Callable[[int], str]) -> str:
        return f'<div class="pager">{pager(shown, address, "上一页", "下一页")}</div>'

    def category(self, request: Request, slug: str) -> Response:
        """A group's goods."""
        words = self.catalogue.groups.get(slug)
        if words is None:
            return self.missing(request)
        body = self._list(
            words, self.catalogue.group(slug), request, text(words), f"/category/{slug}.html"
        )
        return self.page(f"{words} - {self.shop['title']}", body)

    def everything(self, request: Request) -> Response:
        """All goods."""
        body = self._list("全部商品", list(self.catalogue.goods), request, "全部商品", "/all.html")
        return self.page(f"全部商品 - {self.shop['title']}", body)

    def search(self, request: Request) -> Response:
        """What was searched, echoed in title, box and text."""
        words = request.query().get("keyword", "")
        goods = self.found(words)
        title = f"“{words}”的搜索结果"
        address = f"/search?keyword={encoded(words)}"
        body = self._list(title, goods, request, f"搜索“{text(words)}”", address)
        if not goods:
            body = (
                f'<div class="box"><h3>没有找到与“{text(words)}”相关的商品</h3>'
                f"<p>换个词试试，或者看看大家都在买的：</p></div>"
                f"{self.grid(ordered(self.catalogue.goods, 'sales')[:5])}"
            )
        return self.page(f"{title} - {self.shop['title']}", body, query=words)

    def goods_page(self, request: Request, id: str) -> Response:
        """A product page; the address under its group is canonicalised to the short one."""
        goods = self.catalogue.find(int(id))
        if goods is None:
            return self.missing(request)
        group = self.catalogue.groups[goods.group]
        facts = each("<tr><th>{}</th><td>{}</td></tr>", goods.facts.items())
        reviews = each(
            '<div class="review"><b>t***{}</b>{}</div>',
            ((n, r) for n, r in enumerate(goods.reviews, 3)),
        )
        was = f"<s>¥{goods.was}</s>" if goods.was else ""
        body = fill(
            "tea_goods.html",
            **self.words_of(goods),
            slug=goods.group,
            group=text(group),
            was=was,
            facts=facts,
            about=self.about(goods),
            said=len(goods.reviews),
            reviews=reviews or "<p>暂无评价</p>",
            more=self.grid(self.catalogue.siblings(goods), "?from=guess"),
        )
        head = (
            f'<link rel="canonical" href="{self.base}{self.product_path(goods)}">\n'
            f'<script type="application/ld+json">{self._linked(goods)}</script>'
        )
        told = goods.about[0] if goods.about else goods.name
        return self.page(f"{goods.name} - {self.shop['title']}", body, head=head, told=told)

    def _linked(self, goods: Goods) -> str:
        data = {
            "@context": "https://schema.org",
            "@type": "Product",
            "name": goods.name,
            "sku": str(goods.id),
            "image": f"{self.base}/img/{goods.id}.png",
            "description": goods.data or " ".join(goods.about),
            "offers": {"@type": "Offer", "price": goods.price, "priceCurrency": "CNY"},
        }
        return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")

    def articles(self, request: Request) -> Response:
        """The list of articles."""
        rows = each(
            '<p><a href="/article/{}.html">{}</a></p>', ((n, a[0]) for n, a in _ARTICLES.items())
        )
        return self.page(
            f"茶文化 - {self.shop['title']}", f'<div class="box"><h3>茶文化</h3>{rows}</div>'
        )

    def article(self, request: Request, id: str) -> Response:
        """A notice or a lesson; it sells nothing."""
        found = _ARTICLES.get(int(id))
        if found is None:
            return self.missing(request)
        body = f'<article class="box"><h3>{text(found[0])}</h3><p>{text(found[1])}</p></article>'
        return self.page(f"{found[0]} - {self.shop['title']}", body)

    def calendar(self, request: Request, year: str, month: str) -> Response:
        """A month of events, with links to the months before and after, for ever."""
        at = int(year) * 12 + int(month) - 1
        back, on = (f"/events/{(at + d) // 12:04d}-{(at + d) % 12 + 1:02d}.html" for d in (-1, 1))
        days = "".join(
            f'<a href="/events/{year}-{month}.html?day={d}">{d}</a> ' for d in range(1, 29)
        )
        body = (
            f'<div class="box"><h3>{year}年{month}月品茶活动</h3><p>{days}</p><p>本月暂无活动。</p>'
            f'<p><a href="{back}">上个月</a> <a href="{on}">下个月</a></p></div>'
        )
        return self.page(f"{year}年{month}月品茶活动 - {self.shop['title']}", body)

    def trap(self, request: Request, rest: str) -> Response:
        """What only a robot that does not read robots.txt sees: links without end."""
        more = "".join(f'<a href="/trap/{rest[-40:]}x{n}">{n}</a> ' for n in range(20))
        return self.page("特惠专区", f'<div class="box">{more}</div>')

    def member(self, request: Request) -> Response:
        """The members' door."""
        form = (
            '<form class="box" method="post"><h3>会员登录</h3><p>账号 <input name="user"></p>'
            '<p>密码 <input type="password" name="pass"></p><button>登录</button></form>'
        )
        return self.page(f"会员登录 - {self.shop['title']}", form)

    def sitemap(self, request: Request) -> Response:
        """sitemap.xml of groups and goods."""
        paths = ["/", *(f"/category/{slug}.html" for slug in self.catalogue.groups)]
        paths += [self.product_path(g) for g in self.catalogue.goods]
        rows = "".join(f"<url><loc>{self.base}{path}</loc></url>\n" for path in paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'
        return Response(xml.encode(), 200, "application/xml")
