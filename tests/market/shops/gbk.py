"""A store of the 2000s: GBK bytes, GBK queries, the charset told only by a meta element."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from ..goods import Goods, leaf, ordered
from ..message import Request, Response, number
from ..page import each, fill, pager, text
from ..shop import Shop, encoded

_SIZE = 10
_NEWS = {
    1: ("关于春节放假的通知", "春节期间照常接单，初七起陆续发货。"),
    2: (
        "打击假冒伪劣 欢迎监督",
        "本店坚决抵制假货，打击高仿，杜绝仿牌商品。如发现本店商品有侵犯他人商标权的，请致电举报，核实后立即下架。",
    ),
}


class GbkShop(Shop):
    """滇西名品仓."""

    make = "gbk"
    charset = "gbk"
    content_type = "text/html"
    server_header = "Microsoft-IIS/6.0"
    routes: ClassVar = (
        (r"/(?:index\.asp)?", "home"),
        (r"/class\.asp", "group_page"),
        (r"/goods\.asp", "goods_page"),
        (r"/search\.asp", "search"),
        (r"/news\.asp", "news"),
        (r"/uploadfile/(\d+)\.png", "picture"),
    )

    def product_path(self, goods: Goods) -> str:
        return f"/goods.asp?id={goods.id}"

    def _numbered(self) -> list[tuple[int, str, str]]:
        return [
            (n, slug, words) for n, (slug, words) in enumerate(self.catalogue.groups.items(), 1)
        ]

    def page(self, title: str, body: str, query: str = "") -> Response:
        """A whole page of the shop."""
        groups = [(n, words) for n, _, words in self._numbered()]
        hot = "".join(
            f'<a href="/search.asp?key={encoded(w, "gbk")}">{text(w)}</a>' for w in self.shop["hot"]
        )
        return self.html(
            fill(
                "gbk_layout.html",
                title=text(title),
                shop=text(self.shop["title"]),
                slogan=text(self.shop["slogan"]),
                query=text(query),
                options=each('<option value="{}">{}</option>', groups),
                nav=each('<a href="/class.asp?cid={}">{}</a>', groups),
                side=each('<li>· <a href="/class.asp?cid={}">{}</a></li>', groups),
                hot=hot,
                body=body,
                phone=self.shop["phone"],
                licence="　".join(f"{text(k)}：{text(v)}" for k, v in self.shop["licence"]),
                icp=self.shop["icp"],
                police=self.shop["police"],
            )
        )

    def shelf(self, goods: Iterable[Goods]) -> str:
        """Product cards, floated."""
        return f'<ul class="list">{self.cards(goods)}</ul><br class="clear" />'

    def home(self, request: Request) -> Response:
        """New goods, then each group's best-sellers."""
        body = '<div class="tit">新品上架</div>' + self.shelf(
            ordered(self.catalogue.goods, "new")[:4]
        )
        for n, slug, words in self._numbered():
            best = ordered(self.catalogue.group(slug), "sales")[:4]
            body += f'<div class="tit"><a href="/class.asp?cid={n}">{text(words)}</a></div>'
            body += self.shelf(best)
        return self.page(f"{self.shop['title']}_{self.shop['slogan']}", body)

    def _list(
        self, heading: str, goods: Sequence[Goods], address: str, asked: dict[str, str]
    ) -> str:
        order = asked.get("order", "")
        shown = leaf(ordered(goods, order), number(asked.get("page")), _SIZE)
        tail = f"&order={order}" if order else ""
        sorts = "".join(
            f' <a href="{text(address)}&amp;order={key}">{words}</a>'
            for key, words in (("sales", "按销量"), ("price_asc", "按价格"), ("new", "按时间"))
        )
        pages = pager(shown, lambda page: f"{address}{tail}&page={page}", "上一页", "下一页")
        return (
            f'<div class="tit">{heading}（共{shown.total}件） 排序：{sorts}</div>'
            f'{self.shelf(shown.goods)}<div class="page">{pages}</div>'
        )

    def group_page(self, request: Request) -> Response:
        """A group's goods."""
        asked = request.query(self.charset)
        at = number(asked.get("cid"), 0)
        found = next(((slug, words) for n, slug, words in self._numbered() if n == at), None)
        if found is None:
            return self.missing(request)
        slug, words = found
        body = self._list(text(words), self.catalogue.group(slug), f"/class.asp?cid={at}", asked)
        return self.page(f"{words}_{self.shop['title']}", body)

    def search(self, request: Request) -> Response:
        """The search: it reads its query as GBK, whatever the client sent."""
        asked = request.query(self.charset)
        words = asked.get("key", "")
        address = f"/search.asp?key={encoded(words, self.charset)}"
        heading = f"搜索“<font color=red>{text(words)}</font>”的结果"
        goods = self.found(words)
        body = self._list(heading, goods, address, asked)
        if not goods:
            body = f'<div class="content">对不起，没有找到与 {text(words)} 有关的商品！</div>'
        return self.page(f"搜索：{words}_{self.shop['title']}", body, words)

    def goods_page(self, request: Request) -> Response:
        """A product page."""
        goods = self.catalogue.find(number(request.query(self.charset).get("id"), 0))
        if goods is None:
            return self.missing(request)
        at, words = next((n, words) for n, slug, words in self._numbered() if slug == goods.group)
        facts = each("<tr><td>{}：</td><td>{}</td></tr>", goods.facts.items())
        was = f'<span class="gray">市场价：￥{goods.was}</span>' if goods.was else ""
        reviews = each('<div class="pl">{}</div>', ((r,) for r in goods.reviews))
        body = fill(
            "gbk_goods.html",
            **self.words_of(goods),
            cid=at,
            group=text(words),
            was=was,
            facts=facts,
            about=self.about(goods),
            reviews=reviews or "还没有评论",
            more=self.shelf(self.catalogue.siblings(goods)),
        )
        return self.page(f"{goods.name}_{self.shop['title']}", body)

    def news(self, request: Request) -> Response:
        """Notices."""
        found = _NEWS.get(number(request.query().get("id"), 0))
        if found is None:
            rows = each(
                '<p><a href="/news.asp?id={}">{}</a></p>', ((n, v[0]) for n, v in _NEWS.items())
            )
            return self.page(f"店铺公告_{self.shop['title']}", f'<div class="content">{rows}</div>')
        body = f'<div class="tit">{text(found[0])}</div>'
        body += f'<div class="content"><p>{text(found[1])}</p></div>'
        return self.page(f"{found[0]}_{self.shop['title']}", body)

    def missing(self, request: Request) -> Response:
        """IIS's own 404."""
        return self.html(
            "<html><head><title>无法找到该页</title></head><body>HTTP 404 文件未找到</body></html>",
            404,
        )
