"""Parts named after reviews or other goods that hold nearly all of a page."""

import pytest

from pages.reading import read_page

SAYS = "本店出售高仿手表，一比一复刻，专柜品质，货到付款，支持验货，欢迎选购。"
MENU = (
    "<ul class=nav>" + "".join(f"<li><a href=/c/{i}>分类{i}</a></li>" for i in range(8)) + "</ul>"
)
FOOT = (
    "<div class=footer>昆明市五华区某某表行 滇ICP备2023900154号-1 地址 昆明市五华区人民中路</div>"
)


def read(part: str):
    html = f"<body>{MENU}<h1>手表</h1>{part}{FOOT}"
    return read_page(html.encode(), "https://shop.example/", "text/html; charset=utf-8")


@pytest.mark.parametrize("name", ["comments", "review-list", "related", "youMayLike"])
def test_the_shops_own_text_is_its_own_whatever_the_part_is_called(name):
    page = read(f"<div class={name}><p>{SAYS}</p><p>{SAYS}</p></div>")
    assert SAYS in page.text("description")
    assert "zones-misnamed" in page.flags


@pytest.mark.parametrize(
    "item",
    [
        "<li><span>张**</span><em>2026-01-1{}</em><p>手表很好，是高仿没错，欢迎来本店看看。</p></li>",
        "<li><b>茶友{}</b><p>是高仿没错，做工精细，戴着挺好，客服说现货。</p></li>",
        "<li><b>茶友{}</b><p>是高仿没错，做工也算精细，戴了一个月没坏。</p></li>",
    ],
)
def test_reviews_stay_reviews_however_many(item):
    page = read(f"<ul class=comments>{''.join(map(item.format, range(9)))}</ul>")
    assert "高仿" in page.text("reviews")
    assert "高仿" not in page.text("description")


@pytest.mark.parametrize(
    "item",
    [
        "<li><a href=/p/{0}>高仿手表{0} 本店现货包邮欢迎选购咨询客服</a><b>￥{0}9</b></li>",
        "<li onclick=x()><p>高仿手表{0} 现货</p><b>￥{0}9</b></li>",
    ],
)
def test_other_goods_stay_other_goods(item):
    page = read(f"<ul class=related>{''.join(map(item.format, range(9)))}</ul>")
    assert "高仿" in page.text("aside")
    assert "高仿" not in page.text("description")


def test_beside_the_shops_own_text_names_are_believed():
    own = "".join(
        f"<p>第{i}批茶叶产自勐海县高海拔茶园，汤色红浓明亮，滋味醇厚。</p>" for i in range(9)
    )
    page = read(f"{own}<div class=comments><p>{SAYS}</p></div>")
    assert SAYS in page.text("reviews")
