"""An accessories shop that blocks after a while, with walls before some of its pages."""

import threading
from collections.abc import Sequence
from typing import ClassVar

from ..goods import Catalogue, Goods, leaf, ordered
from ..message import Request, Response, number
from ..page import each, fill, pager, text
from ..shop import Options, Shop

_SIZE = 10
_REFUSALS = 5

_CAPTCHA = """<div class="wall captcha"><h2>安全验证</h2><p>您的访问过于频繁，请完成验证后继续访问</p>
<div class="slider" id="nc_1_n1z"><b>»</b> 请按住滑块，拖动到最右边</div><p>事件编号 8c2f-77d1</p></div>"""
_LOGIN = """<div class="wall"><h2>登录后查看商品</h2><form method="post" action="/index.php?route=account/login">
<input name="email" placeholder="手机号/邮箱"><input type="password" name="password" placeholder="密码"><button>登录</button></form>
<p>还没有账户？<a href="/index.php?route=account/register">立即注册</a></p></div>"""
_APP = """<div class="wall"><h2>请下载 APP 查看</h2><p>该商品仅限 APP 内浏览，打开速达 APP 查看完整内容</p>
<button>立即下载 APP</button><p><a href="sudaapp://open">已安装？打开 APP</a></p></div>"""


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
            body = "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>"
            return self.html(body, 403)
        head = '<meta charset="UTF-8"><title>访问验证</title><link href="/static/digital.css" rel="stylesheet">'
        return self.html(f"<!DOCTYPE html><html><head>{head}</head><body>{_CAPTCHA}</body></html>")

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
            return self.page(f"账户登录 - {self.shop['title']}", _LOGIN)
        return pages.get(route, self._missing)(asked)

    def _missing(self, asked: dict[str, str]) -> Response:
        return self.page("您请求的页面不存在", "<h2>您请求的页面不存在！</h2>", status=404)

    def thumbs(self, goods: Sequence[Goods]) -> str:
        """Product thumbs."""
        cells = "".join(
            f'<div class="product-thumb"><a href="/index.php?route=product/product&amp;product_id={g.id}">'
            f'<img src="/image/{g.id}.png" alt="{self.alt(g)}"></a><h4><a href="/index.php?route=product/product'
            f'&amp;product_id={g.id}">{text(g.name)}</a></h4><p class="price">¥{g.price}</p></div>'
            for g in goods
        )
        return f'<div class="row">{cells}</div>'

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
            return self.page(
                f"{title} - {self.shop['title']}", _APP if goods.wall == "app" else _LOGIN
            )
        facts = each("<li>{}：{}</li>", goods.facts.items())
        body = f"""<div class="two"><img src="/image/{goods.id}.png" alt="{self.alt(goods)}"><div><h1>{text(goods.name)}</h1>
<ul>{facts}</ul><h2 class="price">¥{goods.price}</h2><p>库存状态：有货</p><button type="button">加入购物车</button></div></div>
<h3>商品描述</h3><div id="tab-description">{self.about(goods)}</div><h3>相关商品</h3>{self.thumbs(self.catalogue.siblings(goods))}"""
        return self.page(f"{goods.name} - {self.shop['title']}", body)

    def about_us(self, asked: dict[str, str]) -> Response:
        """Who they are."""
        return self.page(
            f"关于我们 - {self.shop['title']}", "<h2>关于我们</h2><p>做手机配件，当日发货。</p>"
        )
