"""A page is judged by what it holds, not by the link that led to it."""

import pytest

from crawler.addresses import Scope
from crawler.cards import cards
from crawler.listing import next_page
from crawler.outline import outline
from crawler.page_kind import judge
from pages.reading import read_page

URL = "http://s.example/x"
RELATED = "".join(
    f'<div class="r"><a href="/g/{n}"><img src=x>货{n}</a><b>¥{n}.00</b></div>' for n in range(4)
)
GOODS = {
    "button and heading": '<h1>普洱茶饼</h1><p class="price">¥39.00</p><button>加入购物车</button>',
    "with related goods": (
        '<h1>普洱茶饼</h1><b>¥39.00</b><input name="number" value="1">'
        f'<a class="btn">立即购买</a><div class="rel">{RELATED}</div>'
    ),
    "JSON-LD": (
        '<script type="application/ld+json">{"@type":"Product","name":"茶"}</script><p>茶</p>'
        f"{RELATED}"
    ),
    "Open Graph": '<meta property="og:type" content="product"><p>茶</p>',
    "English": "<h1>Tea</h1><p>£9.99</p><input name=quantity><button>Add to basket</button>",
    "price and heading only": "<h1>茶</h1><p>价格：39.00 元</p>",
    "picture for a button": (
        '<h2>茶</h2><p>39.00元</p><input type="image" alt="加入购物车" src=b.gif>'
    ),
}
LISTINGS = {
    "cards": RELATED,
    "cards with buttons": RELATED.replace("</b>", "</b><button>加入购物车</button>"),
    "one result with pages": (
        '<div class="r"><a href="/g/1">货</a><b>¥1.00</b></div><a href="/x?page=2">下一页</a>'
    ),
    "JSON-LD list": (
        '<script type="application/ld+json">{"@type":"ItemList","itemListElement":[]}</script>'
        f"{RELATED}"
    ),
}
OTHERS = {
    "words": "<h1>关于我们</h1><p>本店始于一九八八年。</p>",
    "nothing found": "<h1>搜索</h1><p>没有找到相关商品</p>",
}


def _kind(body: str) -> str:
    html = f"<html><body>{body}</body></html>"
    page = read_page(html.encode(), URL, "text/html; charset=utf-8")
    tree = outline(html, URL)
    goods = cards(tree, Scope(URL))
    return judge(page, tree, goods, has_next=next_page(tree, Scope(URL)) is not None).kind


@pytest.mark.parametrize("make", GOODS)
def test_a_page_of_goods(make: str) -> None:
    assert _kind(GOODS[make]) == "product"


@pytest.mark.parametrize("make", LISTINGS)
def test_a_listing(make: str) -> None:
    assert _kind(LISTINGS[make]) == "listing"


@pytest.mark.parametrize("make", OTHERS)
def test_a_page_of_neither_kind(make: str) -> None:
    assert _kind(OTHERS[make]) == "other"
