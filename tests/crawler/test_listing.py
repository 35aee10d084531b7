"""From a listing to its next page and to the listings beside it."""

import pytest

from crawler.addresses import Scope
from crawler.cards import cards
from crawler.listing import (
    endless,
    licence_links,
    licence_words,
    listing_links,
    next_page,
    shop_home_links,
)
from crawler.outline import Outline, outline

BASE = "http://s.example/list?id=3"
SCOPE = Scope(BASE)


def _page(body: str, url: str = BASE) -> Outline:
    return outline(f"<html><body>{body}</body></html>", url)


NEXT = {
    "words": '<a href="/list?id=3&page=2">下一页</a>',
    "words and arrow": '<a href="/list?id=3&page=2">下一页 &gt;</a>',
    "English": '<a href="/list?id=3&page=2">Next</a>',
    "title on an arrow": (
        '<div class="pager"><a title="下一页" href="/list?id=3&page=2"><i></i></a></div>'
    ),
    "rel": '<a rel="next" href="/list?id=3&page=2"><svg></svg></a>',
    "head": '<link rel="next" href="/list?id=3&page=2">',
    "arrow among numbers": (
        '<div><b>1</b><a href="/list?id=3&page=2">2</a><a href="/list?id=3&page=3">3</a>'
        '<a href="/list?id=3&page=2">»</a></div>'
    ),
    "numbers only": (
        '<div class="pages"><span class="cur">1</span><a href="/list?id=3&page=2">2</a>'
        '<a href="/list?id=3&page=3">3</a></div>'
    ),
    "numbers only, current one linked": (
        '<ul class="pagination"><li class="active"><a href="/list?id=3&page=1">1</a></li>'
        '<li><a href="/list?id=3&page=2">2</a></li></ul>'
    ),
    "load more": '<a data-url="/list?id=3&page=2" class="btn">加载更多</a>',
    "onclick": "<a href=\"javascript:location.href='/list?id=3&page=2'\">下页</a>",
}


@pytest.mark.parametrize("make", NEXT)
def test_the_next_page_is_found(make: str) -> None:
    assert next_page(_page(NEXT[make]), SCOPE) == "http://s.example/list?id=3&page=2"


def test_numbers_go_on_from_the_current_one() -> None:
    pager = "".join(f'<a href="/list?id=3&page={n}">{n}</a>' for n in (1, 2, 4, 5))
    page = _page(f'<div class="pages">{pager}</div>', "http://s.example/list?id=3&page=3")
    assert next_page(page, SCOPE) == "http://s.example/list?id=3&page=4"


@pytest.mark.parametrize(
    "body",
    [
        '<div class="pages"><a href="/list?id=3&page=1">上一页</a><span>下一页</span></div>',
        '<li class="disabled"><a href="/list?id=3&page=9">下一页</a></li>',
        '<a href="/news/2.html">下一篇</a>',
        '<div class="crumb"><a href="/">首页</a> &gt; <a href="/c/1">茶</a></div>',
        '<div class="slider"><a href="#">&gt;</a></div>',
        '<a href="http://other.example/list?page=2">下一页</a>',
        "<p>共 3 页</p>",
    ],
)
def test_the_last_page_has_none(body: str) -> None:
    assert next_page(_page(body), SCOPE) is None


MENU = """
<nav><a href="/">首页</a><a href="/c/tea">茶叶</a><a href="/c/ware">茶器</a>
<a href="/about">关于我们</a><a href="/help/ship">配送说明</a><a href="/login">登录</a>
<a href="/events?month=11&year=2026">活动日历</a></nav>
<div class="sort"><a href="/list?id=3&sort=price">价格</a>
<a href="/list?id=3&order=asc">销量</a></div>
<div class="item"><a href="/g/1">普洱茶饼</a><b>¥39.00</b></div>
<div class="item"><a href="/g/2">滇红</a><b>¥49.00</b></div>
<footer><a href="/licence.html">营业执照</a><a href="/all">全部商品</a></footer>
"""


def test_categories_are_told_from_goods_services_and_information() -> None:
    page = _page(MENU)
    links = [link.url for link in listing_links(page, SCOPE, cards(page, SCOPE))]
    assert {"http://s.example/c/tea", "http://s.example/c/ware", "http://s.example/all"} <= set(
        links
    )
    unwanted = ("/g/", "login", "help", "about", "month", "sort=", "order=", "licence")
    assert not [url for url in links if any(word in url for word in unwanted)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<footer><a href="/zz.html">证照信息</a></footer>', ["/zz.html"]),
        ('<a href="/yyzz"><img alt="营业执照"></a>', ["/yyzz"]),
        ('<a href="/a">About us</a><a href="/l">Business licence</a>', ["/l", "/a"]),
        ('<a href="https://zzlz.example/x">营业执照</a>', []),
    ],
)
def test_pages_that_may_show_the_licence(body: str, found: list[str]) -> None:
    assert licence_links(_page(body), SCOPE) == ["http://s.example" + path for path in found]


def test_words_about_the_licence_that_only_a_script_answers() -> None:
    assert licence_words(_page('<div class="foot"><span>证照信息</span></div>')) == "证照信息"
    assert licence_words(_page('<a href="/z">证照信息</a>')) is None
    assert licence_words(_page("<p>本店营业执照编号见下方说明，欢迎核对查验真伪</p>")) is None


def test_from_goods_to_their_shop() -> None:
    body = '<a href="/shop/7">进店逛逛</a><a href="/c/1">茶</a>'
    assert shop_home_links(_page(body), SCOPE) == ["http://s.example/shop/7"]


@pytest.mark.parametrize(
    ("body", "grows"),
    [
        ("<script>$(window).scroll(function(){$.get('/more?p='+n)})</script>", True),
        ("<script>new IntersectionObserver(load); function load(){fetch(u)}</script>", True),
        ("<div>加载更多</div>", True),
        ("<script>$(window).scroll(function(){$('#top').show()})</script>", False),
        ("<p>没有更多了</p>", False),
    ],
)
def test_a_listing_that_grows_by_scrolling_is_recognised(body: str, grows: bool) -> None:
    assert endless(_page(body)) is grows
