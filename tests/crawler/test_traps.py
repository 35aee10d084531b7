"""A site without end is left in time; an ordinary shop is not taken for one."""

import pytest

from crawler.traps import arranging, calendar, make, trap


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://s.example/a/a/a/goods", "repeated-segments"),
        ("http://s.example/a/b/a/b/a/b", "repeated-segments"),
        ("http://s.example/x/a/y/a/z/a/w/a", "repeated-segments"),
        ("http://s.example/" + "/".join(map(str, range(20))), "many-segments"),
        ("http://s.example/list?" + "&".join(f"f{n}=1" for n in range(20)), "many-parameters"),
        ("http://s.example/list?" + "&".join("f=1" for n in range(8)), "many-parameters"),
        ("http://s.example/" + "a" * 2500, "long-address"),
    ],
)
def test_endless_addresses_are_recognised(url: str, reason: str) -> None:
    assert trap(url, 2, 8) == reason


def test_depth_has_an_end() -> None:
    assert trap("http://s.example/a", 9, 8) == "depth"
    assert trap("http://s.example/a", 8, 8) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://s.example/cn/tea/puer/raw/2019/cake/357g",
        "http://s.example/category.php?id=3&brand=0&price_min=0&price_max=0&filter_attr=0&page=2"
        "&sort=goods_id&order=DESC",
        "http://s.example/index.php?route=product/product&path=20_27&product_id=41",
        "http://s.example/#/goods/100123",
    ],
)
def test_ordinary_shop_addresses_are_followed(url: str) -> None:
    assert trap(url, 3, 8) is None


def test_calendars_and_arrangements_are_told_apart_from_goods() -> None:
    assert calendar("http://s.example/events?month=11&year=2026")
    assert calendar("http://s.example/archive/2026/11/")
    assert not calendar("http://s.example/goods/202611")
    assert arranging("http://s.example/list?id=3&sort=price")
    assert arranging("http://s.example/tea?product_list_order=name")
    assert not arranging("http://s.example/list?id=3&page=2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/goods/12.html", "/goods/7.html"),
        ("/catalogue/red-tea-cake_209/", "/catalogue/old-tree-tea_7/"),
        ("/item?id=3&from=a", "/item?from=b&id=9"),
        ("/p/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "/p/9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d"),
        ("/#/goods/1", "/#/goods/22"),
        ("/index.php?s=/goods/detail/id/1", "/index.php?s=/goods/detail/id/22"),
    ],
)
def test_addresses_of_one_make_are_alike(one: str, other: str) -> None:
    assert make("http://s.example" + one) == make("http://s.example" + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/goods/12.html", "/list/12.html"),
        ("/index.php?route=product/product&id=1", "/index.php?route=product/category&id=1"),
        ("/?m=home&c=goods&a=detail&id=1", "/?m=home&c=list&a=index&id=1"),
        ("/#/goods/1", "/#/category/1"),
        ("/item?id=3", "/item?cat=3"),
    ],
)
def test_addresses_of_different_makes_differ(one: str, other: str) -> None:
    assert make("http://s.example" + one) != make("http://s.example" + other)
