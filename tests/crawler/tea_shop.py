"""A small tea shop for walks, and what a walk of it is asked for."""

import asyncio
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from crawler.site_plan import Limits, SitePlan
from keywords.keyword_list import load_list, shipped_lists
from tests.crawler.driving import Crawl, drive
from tests.crawler.small_site import Asked, Page, Reply, SmallSite

NAMES = ["普洱茶饼", "高仿名表", "滇红功夫茶", "白瓷盖碗", "建水紫陶壶", "竹编茶则", "老树晒红"]
PAGE = 3


def card(n: int) -> str:
    return (
        f'<div class="it"><a href="/g/{n}.html"><img src="/i/{n}.png"></a>'
        f'<h3><a href="/g/{n}.html">{NAMES[n]}</a></h3><b>¥{n + 10}.00</b></div>'
    )


def frame(body: str) -> str:
    return (
        "<html><head><meta charset=utf-8><title>某茶行</title></head><body>"
        '<nav><a href="/">首页</a><a href="/all.html">全部商品</a></nav>'
        '<form action="/s"><input name="kw" type="search"><button>搜索</button></form>'
        f'<main>{body}</main><footer><a href="/licence.html">营业执照</a></footer></body></html>'
    )


def goods(n: int) -> str:
    return frame(f"<h1>{NAMES[n]}</h1><b>¥{n + 10}.00</b><button>加入购物车</button>")


def result_pages(goods: list[int], page: int, address: str) -> str:
    shown = goods[(page - 1) * PAGE : page * PAGE]
    more = f'<a href="{address}{page + 1}">下一页</a>' if page * PAGE < len(goods) else ""
    return "".join(map(card, shown)) + more


def search_page(asked: Asked) -> str:
    query = parse_qs(urlsplit(asked.path).query)
    word, page = query.get("kw", [""])[0], int(query.get("page", ["1"])[0])
    found = [n for n, name in enumerate(NAMES) if word in name or word == "店内"]
    return frame(result_pages(found, page, f"/s?kw={word}&page=") if found else "没有找到相关商品")


def all_goods(asked: Asked) -> str:
    page = int(parse_qs(urlsplit(asked.path).query).get("page", ["1"])[0])
    return frame(result_pages(list(range(len(NAMES))), page, "/all.html?page="))


def tea_shop() -> dict[str, "Page | Reply | str"]:
    shop: dict[str, Page | Reply | str] = {
        "/": frame(card(0) + card(3)),
        "/s": search_page,
        "/all.html": all_goods,
        "/licence.html": frame("营业执照：统一社会信用代码 91530000MA6K00001X"),
        "/robots.txt": Reply("User-agent: *\nDisallow: /private\n", kind="text/plain"),
    }
    shop |= {f"/g/{n}.html": goods(n) for n in range(len(NAMES))}
    return shop


LISTS = [load_list(path) for path in shipped_lists() if path.stem == "counterfeit"]


def plan(site: SmallSite, *terms: str, **more: object) -> SitePlan:
    limits = more.pop("limits", Limits(delay=0))
    return SitePlan(site.url, terms, limits, allow=(site.host,), **more)  # type: ignore[arg-type]


def crawl(
    site: SmallSite, folder: Path, *terms: str, browser: bool = False, **more: object
) -> Crawl:
    return asyncio.run(drive(plan(site, *terms, **more), folder, browser=browser))


def goods_read(done: Crawl) -> list[str]:
    return sorted(urlsplit(url).path for url in done.read("product"))


ALL_GOODS = [f"/g/{n}.html" for n in range(len(NAMES))]
