"""易店: hosted shops of one make; each tenant shows its licence in its own way."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from ..goods import Goods, leaf, ordered
from ..message import Request, Response, number
from ..page import each, fill, pager, text
from ..shop import Shop, encoded

_SIZE = 10


class EasyShop(Shop):
    """A tenant of 易店."""

    make = "easy"
    content_type = "text/html;charset=UTF-8"
    server_header = "Tengine"
    routes: ClassVar = (
        (r"/", "home"),
        (r"/index\.php", "dispatch"),
        (r"/attach/(\d+)\.png", "picture"),
    )

    def product_path(self, goods: Goods) -> str:
        return f"/index.php?m=goods&id={goods.id}"

    def page(self, title: str, body: str, query: str = "") -> Response:
        """A whole page of the tenant."""
        groups = self.catalogue.groups.items()
        return self.html(
            fill(
                "easy_layout.html",
                meta=self.shop.get("meta_charset", "utf-8"),
                title=text(title),
                theme=self.shop["theme"],
                initial=text(self.shop["title"][0]),
                shop=text(self.shop["title"]),
                slogan=text(self.shop["slogan"]),
                form=self._form(query),
                declared=self._declared(),
                nav=each('<a href="/index.php?m=list&amp;cat={}">{}</a>', groups),
                body=body,
                others=self._others(),
                footer=self._footer(),
            )
        )

    def _form(self, query: str) -> str:
        hot = "".join(
            f'<a href="/index.php?m=goods&amp;a=search&amp;kw={encoded(w)}">{text(w)}</a>'
            for w in self.shop["hot"]
        )
        return (
            '<form action="/index.php" method="get"><input type="hidden" name="m" value="goods">'
            '<input type="hidden" name="a" value="search">'
            f'<input name="kw" value="{text(query)}" placeholder="搜本店"><button>搜索</button>'
            + (f'<div class="hotw">热门搜索 {hot}</div>' if hot else "")
            + "</form>"
        )

    def _declared(self) -> str:
        statement = self.shop.get("statement")
        return f'<div class="decl">经营者自我声明：{text(statement)}</div>' if statement else ""

    def _others(self) -> str:
        """猜你喜欢 of the platform: other shops' goods, at other hosts."""
        rows = "".join(
            f'<li><a href="http://shop{4400 + n}.yishiji.example/">{text(goods)}<br>'
            f"<small>{text(shop)}</small></a></li>"
            for n, (shop, goods) in enumerate(self.shop.get("others", []))
        )
        return f'<div class="others"><h3>猜你喜欢</h3><ul>{rows}</ul></div>' if rows else ""

    def _footer(self) -> str:
        shop = self.shop
        lines = ["　".join(f"{text(k)}：{text(v)}" for k, v in shop.get("licence", []))]
        lines += [text(line) for line in shop.get("footer", [])]
        if "jy" in shop:
            lines.append(f"食品经营许可证编号：{shop['jy']}")
        if shop.get("zzlz"):
            code = shop["licence"][0][1]
            serial = f"{code}-SAIC_SHOW_100000{code}1733011200000"
            href = f"https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p&amp;serial={serial}&amp;signData=MEUCIQCsample"
            lines.append(f'<a href="{href}">电子营业执照亮照</a>')
        if "licence_link" in shop:
            lines.append(f'<a href="{text(shop["licence_link"])}">营业执照</a>')
        if shop.get("icp"):
            code = shop.get("police_link", shop.get("police", ""))
            police = (
                f'　<a href="https://beian.mps.gov.cn/#/query/webSearch?code={code}">滇公网安备{shop["police"]}号</a>'
                if shop.get("police")
                else ""
            )
            lines.append(shop["icp"] + police)
        if shop.get("phone"):
            lines.append(f"客服电话：{shop['phone']}")
        return "".join(f"<p>{line}</p>" for line in lines if line)

    def items(self, goods: Iterable[Goods]) -> str:
        """Product cards."""
        return f'<ul class="gl">{self.cards(goods)}</ul>'

    def home(self, request: Request) -> Response:
        """The best-sellers."""
        best = self.items(ordered(self.catalogue.goods, "sales")[:8])
        return self.page(
            f"{self.shop['title']} - {self.shop['slogan']}", f"<h3>店长推荐</h3>{best}"
        )

    def dispatch(self, request: Request) -> Response:
        """index.php: m and a say what is wanted."""
        asked = request.query()
        if asked.get("m") == "goods" and asked.get("a") == "search":
            return self.search(asked)
        if asked.get("m") == "goods" and "id" in asked:
            return self.goods_page(request, number(asked["id"], 0))
        if asked.get("m") == "list":
            return self.group_page(request, asked)
        return self.home(request) if not asked else self.missing(request)

    def _list(
        self, heading: str, goods: Sequence[Goods], asked: dict[str, str], address: str
    ) -> str:
        order = asked.get("sort", "")
        shown = leaf(ordered(goods, order), number(asked.get("p")), _SIZE)
        tail = f"&sort={order}" if order else ""
        sorts = "".join(
            f'<a href="{text(address)}&amp;sort={key}">{words}</a>　'
            for key, words in (("sales", "销量"), ("price_asc", "价格"), ("new", "上新"))
        )
        pages = pager(shown, lambda n: f"{address}{tail}&p={n}", "上一页", "下一页")
        return (
            f"<h3>{heading}（{shown.total}）</h3><p>{sorts}</p>{self.items(shown.goods)}"
            f'<div class="pp">{pages}</div>'
        )

    def group_page(self, request: Request, asked: dict[str, str]) -> Response:
        """A group's goods, or all."""
        slug = asked.get("cat", "")
        words = self.catalogue.groups.get(slug, "" if slug else "全部商品")
        if not words:
            return self.missing(request)
        goods = self.catalogue.group(slug) if slug else self.catalogue.goods
        address = "/index.php?m=list" + (f"&cat={slug}" if slug else "")
        return self.page(
            f"{words} - {self.shop['title']}", self._list(text(words), goods, asked, address)
        )

    def search(self, asked: dict[str, str]) -> Response:
        """The tenant's search."""
        words = asked.get("kw", "")
        goods = self.found(words)
        address = f"/index.php?m=goods&a=search&kw={encoded(words)}"
        body = self._list(f"“{text(words)}”的搜索结果", goods, asked, address)
        if not goods:
            body = f"<h3>没有找到“{text(words)}”</h3><p>店里还有这些：</p>"
            body += self.items(self.catalogue.goods[:4])
        return self.page(f"{words} 搜索结果 - {self.shop['title']}", body, words)

    def goods_page(self, request: Request, id: int) -> Response:
        """A product page."""
        goods = self.catalogue.find(id)
        if goods is None:
            return self.missing(request)
        words = self.catalogue.groups[goods.group]
        facts = each("<li>{}：{}</li>", goods.facts.items())
        reviews = each("<li>{}</li>", ((r,) for r in goods.reviews))
        body = fill(
            "easy_goods.html",
            **self.words_of(goods),
            slug=goods.group,
            group=text(words),
            facts=facts,
            about=self.about(goods),
            reviews=reviews or "<li>暂无</li>",
            more=self.items(self.catalogue.siblings(goods)),
        )
        return self.page(f"{goods.name} - {self.shop['title']}", body)
