"""Goods are recognised in the markup of every make of shop, and what is no goods is not."""

import pytest

from crawler.addresses import Scope
from crawler.cards import Card, cards
from crawler.outline import outline

BASE = "http://s.example/list"


def _cards(body: str) -> list[Card]:
    page = outline(f"<html><body>{body}</body></html>", BASE)
    return cards(page, Scope(BASE))


def _found(body: str) -> list[tuple[str, str]]:
    return [(card.url.removeprefix("http://s.example"), card.name) for card in _cards(body)]


WANTED = [("/g/1", "普洱茶饼"), ("/g/2", "滇红功夫")]

MAKES = {
    "boxes": "".join(
        f'<div class="item"><a href="{u}"><img src=x alt=""></a><h3><a href="{u}">{n}</a></h3>'
        f'<span class="price">¥<b>39</b>.90</span><a href="/cart/add?id=1">加入购物车</a></div>'
        for u, n in WANTED
    ),
    "one link around all": "".join(
        f'<a class="c" href="{u}"><img src=x><p class="name">{n}</p><em>￥39.00</em></a>'
        for u, n in WANTED
    ),
    "list with shop and category links": "<ul>"
    + "".join(
        f'<li><a href="{u}"><img src=x></a><div class="title"><a href="{u}">{n}</a></div>'
        f'<i>39.00元</i><a href="/shop/7">某店</a><a href="/tag/tea">茶</a></li>'
        for u, n in WANTED
    )
    + "</ul>",
    "table cells left open": "<TABLE><TR>"
    + "".join(
        f"<TD align=center><A HREF={u}><IMG SRC=x><BR>{n}</A><BR><FONT color=red>39.00元</FONT>"
        for u, n in WANTED
    )
    + "</TABLE>",
    "flat, one after the other": "<div>"
    + "".join(f'<a href="{u}">{n}</a><span>¥39</span><br>' for u, n in WANTED)
    + "</div>",
    "price in the running text of the box": "".join(
        f'<div><a href="{u}"><img src=x alt="{n}"><br>{n}</a><br>39.00 元</div>' for u, n in WANTED
    ),
    "definition list": "".join(
        f'<dl><dt><a href="{u}">{n}</a></dt><dd>特价：￥39.00</dd><dd>销量 10</dd></dl>'
        for u, n in WANTED
    ),
    "onclick": "".join(
        f"<div class=g onclick=\"location.href='{u}'\"><img src=x><p class=title>{n}</p>"
        "<b>¥39</b></div>"
        for u, n in WANTED
    ),
    "data-href": "".join(
        f'<li data-href="{u}"><img src=x><h4>{n}</h4><span>¥39.00</span></li>' for u, n in WANTED
    ),
    "button in a form": "".join(
        f'<div><img src=x><h4 class="name">{n}</h4><span>¥39.00</span>'
        f'<form action="{u}"><button>查看</button></form></div>'
        for u, n in WANTED
    ),
    "bare amounts under a price class": "".join(
        f'<div><a href="{u}">{n}</a><p class="goods-price">39.90</p></div>' for u, n in WANTED
    ),
    "no prices, pictures": "<div class=grid>"
    + "".join(
        f'<div class="it"><a href="{u}"><img src=x></a><p><a href="{u}">{n}</a></p></div>'
        for u, n in [*WANTED, ("/g/3", "茶则")]
    )
    + "</div>",
}


@pytest.mark.parametrize("make", MAKES)
def test_goods_are_found_with_address_and_name(make: str) -> None:
    found = _found(MAKES[make])
    assert found[:2] == WANTED
    assert all(url.startswith("/g/") for url, _ in found)


def test_one_result_alone_is_found() -> None:
    body = '<main><p>共 1 件</p><div><a href="/g/1">普洱茶饼</a><span>¥39.00</span></div></main>'
    assert _found(body) == [("/g/1", "普洱茶饼")]


@pytest.mark.parametrize(
    "body",
    [
        '<header><a href="/my">我</a><span>购物车 ¥0.00</span></header>',
        '<div class="mini-cart"><a href="/x">迷你</a> <b>¥88.00</b></div>',
        '<p><a href="/help/ship">配送说明</a> 满99元包邮 运费10元</p>',
        '<ul><li><a href="/list?price=0-100">0-100元</a></li>'
        '<li><a href="/list?p=1">100-200元</a></li></ul>',
        '<nav><a href="/c/1">茶</a><a href="/c/2">器</a></nav>',
        '<div><a href="http://other.example/1">别处</a><span>¥39</span></div>',
        '<div><a href="/g/1" style="display:none">陷阱</a><span>¥39</span></div>',
        '<div><a href="/cart?add=1">加入购物车</a><span>¥39</span></div>',
    ],
)
def test_what_is_no_goods_is_no_card(body: str) -> None:
    assert [card for card in _cards(body) if card.url] == []


def test_cards_without_addresses_are_seen_as_such() -> None:
    body = "".join(
        f'<div class="card"><img src=x><div class="t">茶{n}</div><div class="p">¥{n}9</div></div>'
        for n in range(4)
    )
    found = _cards(body)
    assert [(card.url, card.name) for card in found] == [("", f"茶{n}") for n in range(4)]


def test_a_setting_carried_along_in_addresses_makes_no_service_of_goods() -> None:
    body = "".join(
        f'<div class="thumb"><a href="/i.php?route=product/product&amp;language=en-gb&amp;id={n}">'
        f'<img src=x></a><h4>茶{n}</h4><span>¥{n}9.00</span><a href="/i.php?route=checkout/cart.add'
        f'&amp;language=en-gb&amp;id={n}"><i class="icon"></i></a></div>'
        for n in (1, 2)
    )
    assert _found(body) == [
        ("/i.php?route=product/product&language=en-gb&id=1", "茶1"),
        ("/i.php?route=product/product&language=en-gb&id=2", "茶2"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/?language=zh">中文</a>',
        '<a href="/list2?currency=USD">$ US Dollar</a>',
        '<form id="form-currency"><ul><li><a href="/EUR">€ Euro</a></li></ul></form>',
        '<a href="/i.php?route=account/wishlist&amp;language=en-gb"><i></i></a>',
        '<a href="/i.php?add-to-cart=7"><i></i></a>',
        '<a href="/pictures/tea-800x800.jpg"><img src=x></a>',
        '<a href="/files/price-list.pdf?v=2">价目表</a>',
    ],
)
def test_settings_actions_and_files_lead_to_no_goods(link: str) -> None:
    assert _cards(f'<div class="row">{link}<h1>三七粉</h1><span>¥65.00</span></div>') == []


@pytest.mark.parametrize(
    "rows",
    [
        "<table><tr><th>Price (excl. tax)</th><td>CN¥355.00</td></tr>"
        "<tr><th>Price (incl. tax)</th><td>CN¥355.00</td></tr></table>",
        '<p class="p">市场价：<s>¥99.00</s></p><p class="p">会员价：<b>¥59.00</b></p>',
        "<dl><div><dt>单件</dt><dd>¥99.00</dd></div><div><dt>整箱</dt><dd>¥899.00</dd></div></dl>",
    ],
)
def test_prices_of_one_thing_are_no_cards(rows: str) -> None:
    assert _cards(f"<div><h1>三七粉</h1>{rows}<button>加入购物车</button></div>") == []


def test_the_price_of_a_page_that_leads_only_home_is_no_card() -> None:
    body = (
        '<div><header><a href="/" aria-label="home"><img src=x></a></header><main><nav>'
        '<a href="/c/1">特产</a></nav><h1>三七粉</h1><span>¥65.00</span></main>'
        "<footer>©</footer></div>"
    )
    assert _cards(body) == []


def test_a_page_of_goods_that_leads_to_their_maker_is_no_card() -> None:
    body = (
        '<div class="row"><h1>三七粉</h1><ul><li>Brand: <a href="/maker?id=8">某厂</a></li></ul>'
        "<p>¥65.00</p><button>加入购物车</button></div>"
    )
    assert _cards(body) == []


def test_the_page_itself_is_no_card() -> None:
    assert _found('<div><a href="/list">本页</a><span>¥39</span></div>') == []


def test_goods_of_each_section_are_found() -> None:
    sections = "".join(
        f'<section><h2><a href="/c/{s}">区{s}</a></h2>'
        + "".join(
            f'<div class="i"><a href="/g/{s}{n}"><img src=x>货{s}{n}</a><b>¥{n}.50</b></div>'
            for n in range(3)
        )
        + "</section>"
        for s in range(3)
    )
    assert {url for url, _ in _found(sections)} == {
        f"/g/{s}{n}" for s in range(3) for n in range(3)
    }
