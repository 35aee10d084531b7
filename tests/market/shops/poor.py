"""A shop of tables and unclosed tags: GB18030, a POST search redirected to a path of hex."""

from collections.abc import Sequence
from typing import ClassVar

from ..goods import Goods, leaf, ordered
from ..message import Request, Response, redirect
from ..page import fill, pager, text
from ..shop import Shop

_SIZE = 10
_NEWS = (
    "本店新到一批千层底布鞋，欢迎选购。",
    "国庆期间照常营业。",
    "拒收假币，请使用微信支付宝付款。",
)


class PoorShop(Shop):
    """老街鞋服百货."""

    make = "poor"
    charset = "gb18030"
    content_type = "text/html"
    server_header = "Apache/1.3.27 (Win32)"
    routes: ClassVar = (
        (r"/(?:index\.htm)?", "home"),
        (r"/old\.htm", "frames"),
        (r"/class_(\d+)_(\d+)\.htm", "group_page"),
        (r"/show-(\d+)\.htm", "goods_page"),
        (r"/so\.asp", "ask"),
        (r"/list_([0-9A-F]*)_(\d+)\.htm", "search"),
        (r"/(?:news/)+(\d+)\.htm", "news"),
        (r"/zhengzhao\.htm", "licence"),
        (r"/about\.htm", "about_us"),
        (r"/pic/(\d+)\.png", "picture"),
    )

    def product_path(self, goods: Goods) -> str:
        return f"/show-{goods.id}.htm"

    def page(self, title: str, body: str, query: str = "") -> Response:
        """A whole page of the shop, such as it is."""
        groups = list(enumerate(self.catalogue.groups.values(), 1))
        return self.html(
            fill(
                "poor_layout.html",
                title=text(title),
                shop=text(self.shop["title"]),
                slogan=text(self.shop["slogan"]),
                phone=self.shop["phone"],
                query=text(query),
                nav="".join(f" | <A HREF=/class_{n}_1.htm>{words}</A>" for n, words in groups),
                side="".join(f"<A HREF=/class_{n}_1.htm>{words}</A><BR>" for n, words in groups),
                body=body,
                icp=self.shop["icp"],
            )
        )

    def rows(self, goods: Sequence[Goods]) -> str:
        """Products, four a row, tags left open."""
        cells = "".join(
            ("<TR>" if n % 4 == 0 else "") + self.cards([g]) for n, g in enumerate(goods)
        )
        return f"<TABLE border=0 cellpadding=6>{cells}</TABLE>"

    def home(self, request: Request) -> Response:
        """Recommended goods."""
        best = ordered(self.catalogue.goods, "sales")[:8]
        body = f"<B><FONT color=#CC0000>店长推荐</FONT></B><HR>{self.rows(best)}"
        body += f"<P>欢迎光临{text(self.shop['title'])}，质量保证，量大从优<P>"
        return self.page(f"{self.shop['title']}--{self.shop['slogan']}", body)

    def frames(self, request: Request) -> Response:
        """The old entrance: a frameset round the new pages."""
        return self.html(
            f"<HTML><HEAD><TITLE>{self.shop['title']}</TITLE></HEAD><FRAMESET rows='80,*'>"
            "<FRAME src=/about.htm name=top><FRAME src=/index.htm name=main>"
            "<NOFRAMES>您的浏览器不支持框架</NOFRAMES></FRAMESET></HTML>"
        )

    def _list(self, heading: str, goods: Sequence[Goods], page: int, stem: str) -> str:
        shown = leaf(goods, page, _SIZE)
        pages = pager(shown, lambda n: f"/{stem}_{n}.htm", "上页", "下页")
        body = f"<B>{heading}</B> 共{shown.total}种<HR>{self.rows(shown.goods)}"
        return f"{body}<CENTER>{pages}</CENTER>"

    def group_page(self, request: Request, at: str, page: str) -> Response:
        """A group's goods."""
        groups = list(self.catalogue.groups.items())
        if not 0 < int(at) <= len(groups):
            return self.missing(request)
        slug, words = groups[int(at) - 1]
        body = self._list(text(words), self.catalogue.group(slug), int(page), f"class_{at}")
        return self.page(f"{words}--{self.shop['title']}", body)

    def ask(self, request: Request) -> Response:
        """A POST is redirected to the words' GBK bytes in hex; a GET breaks the script."""
        if request.method != "POST":
            error = "Microsoft VBScript 运行时错误 '800a000d'<BR>类型不匹配: 'keyword'"
            return self.html(f"<FONT face=宋体 size=2>{error}<BR>/so.asp，行 17</FONT>", 500)
        words = request.form(self.charset).get("keyword", "").strip()
        return redirect(f"list_{words.encode('gb18030', 'replace').hex().upper()}_1.htm")

    def search(self, request: Request, hexed: str, page: str) -> Response:
        """The result page that the POST was redirected to."""
        words = bytes.fromhex(hexed).decode("gb18030", "replace") if len(hexed) % 2 == 0 else ""
        goods = self.found(words)
        body = self._list(
            f"搜索 <FONT color=red>{text(words)}</FONT>", goods, int(page), f"list_{hexed}"
        )
        if not goods:
            body = (
                f"<BR><BR>没有找到含有 <FONT color=red>{text(words)}</FONT> 的商品，请更换关键字！"
            )
        return self.page(f"搜索{words}--{self.shop['title']}", body, words)

    def goods_page(self, request: Request, id: str) -> Response:
        """A product page; its table is never closed."""
        goods = self.catalogue.find(int(id))
        if goods is None:
            return self.missing(request)
        facts = "".join(
            f"<TR><TD bgcolor=#FFF8DC>{text(k)}<TD>{text(v)}" for k, v in goods.facts.items()
        )
        was = f"<S>原价{goods.was}元</S> " if goods.was else ""
        body = fill(
            "poor_goods.html",
            **self.words_of(goods),
            was=was,
            facts=facts,
            phone=self.shop["phone"],
            about=self.about(goods).replace("</p>", "").replace("<p>", "<P>"),
            more=self.rows(self.catalogue.siblings(goods)),
        )
        return self.page(f"{goods.name}--{self.shop['title']}", body)

    def news(self, request: Request, id: str) -> Response:
        """News whose relative links dig one folder deeper with every click."""
        at = int(id)
        what = _NEWS[(at - 1) % len(_NEWS)]
        body = f"<B>新闻</B><HR>{what}<BR><A HREF=news/{at % len(_NEWS) + 1}.htm>下一条</A>"
        return self.page(f"新闻--{self.shop['title']}", body)

    def licence(self, request: Request) -> Response:
        """证照信息: a picture, and nothing else."""
        body = "<B>证照信息</B><HR><IMG SRC=/static/licence.png WIDTH=560>"
        return self.page(f"证照信息--{self.shop['title']}", body)

    def about_us(self, request: Request) -> Response:
        """Who they are."""
        return self.page(
            f"关于本店--{self.shop['title']}", "<B>关于本店</B><HR>本店开在老街，卖鞋卖衣服二十年。"
        )
