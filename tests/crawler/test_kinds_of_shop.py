"""Whole walks through small shops, each built the way a kind of shop application is built."""

import asyncio
import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from crawler.site_plan import Limits, SitePlan
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from tests.crawler.driving import Crawl, drive
from tests.crawler.small_site import Asked, Reply, SmallSite, serving

GOODS = {
    "tea-cake": ("老树普洱熟茶饼", "长期饮用可治愈糖尿病。"),
    "bag": ("高仿女包 一比一", "做工细致。"),
    "shoes": ("莆田纯原运动鞋", "透气。"),
    "coffee": ("小粒咖啡豆", "产地云南保山。"),
    "mug": ("Plain mug", "Holds a lot."),
}
LEXICON = Lexicon([load_list(path) for path in shipped_lists()])
TERMS = ("高仿", "纯原", "治愈")


def _crawl(site: SmallSite, folder: Path, *, browser: bool = False) -> Crawl:
    with serving(site):
        plan = SitePlan(site.url, TERMS, Limits(delay=0.0), allow=(site.host,))
        return asyncio.run(drive(plan, folder, lexicon=LEXICON, browser=browser))


def _accused(crawl: Crawl) -> set[tuple[str, str]]:
    """Last part of the address and area, of pages with a finding that makes a lead."""
    return {
        (visit.final_url.rsplit("/", 1)[-1], finding.area)
        for visit in crawl.visits
        if visit.inspection is not None
        for finding in visit.inspection.findings
        if finding.lead
    }


EXPECTED = {("tea-cake", "advertising"), ("bag", "counterfeit"), ("shoes", "counterfeit")}

# The kind of shop that a server writes in full and a script then takes over: menus only where
# the merchant made some, a looking glass in place of a search form, an index without Chinese.


_SCRIPT = """
document.querySelector(".search__icon").addEventListener("click", event => {
  event.preventDefault();
  setTimeout(() => {
    const box = document.createElement("input");
    box.placeholder = "Search";
    box.addEventListener("keydown", pressed => {
      if (pressed.key === "Enter") {
        location.href = "/find?keyword=" + encodeURIComponent(box.value);
      }
    });
    document.querySelector(".search__box").append(box);
  }, 30);
});
"""


def _frame(main: str, data: object) -> str:
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>Sample</title></head><body>
<div id="app"><header><a href="/" aria-label="home"><svg width="9" height="9"></svg></a>
<div class="search__box"><a href="#" aria-label="Search" class="search__icon"><svg width="24"
height="24" class="icon icon-search"><path d="m1 1"></path></svg></a></div>
<a href="/account/login" aria-label="Sign in"></a></header><main>{main}</main>
<footer>© Sample. All rights reserved.</footer></div>
<script>window.pageData = {json.dumps(data, ensure_ascii=False)};</script>
<script src="/app.js"></script></body></html>"""


def _goods(asked: Asked) -> Reply | str:
    name, text = GOODS[asked.path.rsplit("/", 1)[-1]]
    return _frame(
        f"""<nav><ol><li><a href="/">Home</a></li><li><a href="/things">Things</a></li></ol></nav>
<div><h1>{name}</h1><form><span>CN¥65.00</span><dl><div><dt>SKU</dt><dd>S1</dd></div></dl>
<input type="number" name="qty" value="1"><button type="button">Add to cart</button></form>
<h3>Product Description</h3><p>{text}</p></div>""",
        {"product": {"name": name}},
    )


def _cards(found: list[str]) -> str:
    return "".join(
        f'<div class="card"><a href="/things/{key}"><img src="/{key}.png" alt="{GOODS[key][0]}">'
        f"</a><h3>{GOODS[key][0]}</h3><span>CN¥65.00</span></div>"
        for key in found
    )


def _find(asked: Asked) -> str:
    """Whole words only: what is written without spaces is one word."""
    word = parse_qs(urlsplit(asked.path).query)["keyword"][0]
    found = [key for key, (name, _) in GOODS.items() if word in name.split()]
    listed = _cards(found) or "<p>There is no product to display</p>"
    return _frame(f"<h1>Results for {word}</h1>{listed}", {})


def _application() -> SmallSite:
    pages: dict[str, object] = {f"/things/{key}": _goods for key in GOODS}
    site = SmallSite(
        {
            "/": _frame("", {}),
            "/app.js": Reply(_SCRIPT, kind="text/javascript"),
            "/find": _find,
            "/things": _frame(f"<h1>Things</h1>{_cards(list(GOODS))}", {}),
            **pages,  # type: ignore[dict-item]
        }
    )
    site.pages["/robots.txt"] = lambda _: Reply(
        f"User-agent: *\nDisallow: /account\nSitemap: {site.url}map.xml\n", kind="text/plain"
    )
    site.pages["/map.xml"] = lambda _: Reply(
        "<sitemapindex><sitemap><loc>/map-posts.xml</loc></sitemap><sitemap><loc>"
        "/map-products.xml</loc></sitemap></sitemapindex>",
        kind="application/xml",
    )
    site.pages["/map-products.xml"] = lambda _: Reply(
        "<urlset>"
        + "".join(f"<url><loc>{site.url}things/{key}</loc></url>" for key in GOODS)
        + "</urlset>",
        kind="application/xml",
    )
    return site


def test_an_application_whose_home_page_leads_nowhere(tmp_path: Path) -> None:
    site = _application()
    crawl = _crawl(site, tmp_path, browser=True)
    search = crawl.coverage["search"]
    assert search["signs"] == ["search-box"]
    assert unquote(search["how"]) == f"GET {site.url}find?keyword={{term}}"
    assert search["misses"], "it finds whole words only"
    assert _accused(crawl) - {("", "licence")} == EXPECTED
    assert len(crawl.read("product")) == len(GOODS)
    shown = [v for v in crawl.visits if "rendered" in v.flags and v.target.kind != "probe"]
    assert [v.target.kind for v in shown] == ["home"], "full pages need no browser"
    assert "/map-posts.xml" not in site.paths(), "articles are no goods"
    assert crawl.coverage["walk"]["sitemap"] == len(GOODS)
    assert crawl.coverage["complete"]


def test_a_menu_on_every_page_uses_up_no_limit(tmp_path: Path) -> None:
    """A menu of many categories is named by each of its pages; the last one is walked still."""
    many = 60
    menu = "".join(f'<li><a href="/c?category={n}">C{n}</a></li>' for n in range(many))

    def category(asked: Asked) -> str:
        number = parse_qs(urlsplit(asked.path).query)["category"][0]
        goods = "".join(
            f'<div class="g"><a href="/p?id={number}-{n}">茶{number}-{n}</a><b>¥9</b></div>'
            for n in range(2)
        )
        extra = f'<a href="/c?category={many}">C{many}</a>' if number == str(many - 1) else ""
        return f"<title>{number}</title><nav><ul>{menu}{extra}</ul></nav><main>{goods}</main>"

    def goods(asked: Asked) -> str:
        name = parse_qs(urlsplit(asked.path).query)["id"][0]
        return (
            f"<title>某店</title><header><h1>某店</h1></header><main><h1>茶{name}</h1><b>¥9</b>"
            "<button>加入购物车</button></main>"
        )

    site = SmallSite(
        {"/": f"<title>店</title><nav><ul>{menu}</ul></nav>", "/c": category, "/p": goods}
    )
    crawl = _crawl(site, tmp_path)
    assert f"/c?category={many}" in site.paths()
    assert crawl.coverage["traps"] == {}
    titles = {v.title for v in crawl.visits if v.target.kind == "product"}
    assert "茶0-0 | 某店" in titles, "goods are named though all pages bear one title"


def test_without_a_way_to_goods_a_search_without_hits_proves_nothing(tmp_path: Path) -> None:
    site = SmallSite(
        {
            "/": "<title>店</title><h1>欢迎光临</h1><p>本店出售茶叶。</p>"
            '<form action="/find" role="search"><input name="keyword"></form>',
            "/find": "<title>搜索</title><p>没有找到相关商品</p>",
        }
    )
    crawl = _crawl(site, tmp_path)
    assert crawl.coverage["search"]["state"] == "found"
    assert {entry["state"] for entry in crawl.coverage["terms"].values()} == {"unproven"}
    assert not crawl.coverage["complete"]
    assert site.paths().count("/sitemap.xml") == 1, "the usual place of a map was looked at"


# The shop's own words that are no goods: articles and notices, and what looks like them.


def test_an_article_of_the_shop_is_checked_and_one_that_warns_is_not_accused(
    tmp_path: Path,
) -> None:
    menu = (
        "<nav><a href=/story>顾客故事</a><a href=/warning>用药常识</a>"
        "<a href=/map>导览</a><a href=/find?q=%E6%B2%BB%E6%84%88>治愈</a></nav>"
    )
    site = SmallSite(
        {
            "/": f"<title>首页</title>{menu}<p>草本膏方二十年。</p>",
            "/story": f"<title>顾客故事</title>{menu}<main><p>张阿姨糖尿病十二年，吃了我们的膏"
            "一个月，空腹血糖从13降到5.6，胰岛素停了，医生都说是奇迹。您也来试试。</p></main>",
            "/warning": f"<title>用药常识</title>{menu}<main><p>市场监管局提醒：凡是宣称"
            "“根治糖尿病”“祖传秘方、药到病除”的，都是骗局。糖尿病目前不能根治，请到正规医院就诊。</p></main>",
            "/map": f"<title>导览</title>{menu}<main>{menu}</main>",
            "/find": f"<title>治愈</title>{menu}<main><p>您搜索的“治愈”没有找到相关的内容，"
            "治愈、根治糖尿病、高血压的商品请换一个词再试，谢谢您的光临。</p></main>",
        }
    )
    crawl = _crawl(site, tmp_path)
    checked = {
        urlsplit(visit.final_url).path
        for visit in crawl.visits
        if visit.inspection is not None and visit.target.kind == "listing"
    }
    assert checked == {"/story", "/warning"}
    assert _accused(crawl) == {("story", "advertising")}
    assert crawl.coverage["uninspected"] == 2
