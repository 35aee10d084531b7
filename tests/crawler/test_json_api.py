"""What the data of a script-built shop tells: goods, routes, further pages, the search."""

import json
from typing import Any

import pytest

from crawler.json_api import (
    Call,
    JsonItem,
    goods_list,
    item_address,
    learn_detail_call,
    learn_route,
    next_call,
    parse,
    search_recipe,
)

GOODS = [{"id": n, "name": f"茶{n}", "price": 39.9 + n, "img": "/x.png"} for n in range(1, 4)]


@pytest.mark.parametrize(
    "value",
    [
        GOODS,
        {"code": 0, "data": {"list": GOODS, "total": 24}},
        {"result": {"categories": [{"id": 1, "name": "茶叶"}], "rows": GOODS}},
        {"items": [{"product": each} for each in GOODS]},
        {"banner": [{"id": 9, "title": "促销", "img": "/b.png"}], "goods": GOODS},
    ],
)
def test_the_list_of_goods_is_found_wherever_it_lies(value: Any) -> None:
    found = goods_list(value)
    assert found is not None
    assert [(item.name, item.ids["id"]) for item in found.items] == [
        ("茶1", "1"), ("茶2", "2"), ("茶3", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        {"categories": [{"id": 1, "name": "茶叶"}, {"id": 2, "name": "茶器"}]},
        {"list": []},
        {"list": [1, 2, 3]},
        None,
        {"users": [{"uid": 3}]},
    ],
)
def test_lists_of_other_things_are_none(value: Any) -> None:
    assert goods_list(value) is None


def test_how_many_there_are_is_read() -> None:
    found = goods_list({"data": {"records": GOODS, "total": 24}})
    assert found is not None
    assert found.total == 24


def test_many_ways_to_name_an_item() -> None:
    value = [{"goodsSn": "A-7", "goodsName": "茶", "shopPrice": "39.00", "goodsId": "77"}]
    found = goods_list(value)
    assert found is not None
    assert found.items[0].ids == {"goodsSn": "A-7", "goodsId": "77"}


ITEMS = [JsonItem({"id": "12", "cat": "3"}, "普洱茶饼"), JsonItem({"id": "7"}, "滇红")]


@pytest.mark.parametrize(
    ("address", "template"),
    [
        ("http://s.example/#/goods/12", "http://s.example/#/goods/{id}"),
        ("http://s.example/detail?id=12&from=list", "http://s.example/detail?id={id}&from=list"),
        ("http://s.example/p/12.html", "http://s.example/p/{id}.html"),
    ],
)
def test_one_click_tells_the_addresses_of_all(address: str, template: str) -> None:
    route = learn_route(address, ITEMS, "普洱茶饼 ¥39")
    assert route is not None
    assert route.template == template
    assert route.address(ITEMS[1]) == template.replace("{id}", "7")


def test_a_number_that_is_part_of_another_is_no_id() -> None:
    assert learn_route("http://s.example:8012/goods/9120", ITEMS) is None


def test_an_item_that_says_its_address_needs_no_route() -> None:
    item = JsonItem({}, "茶", url="/p/tea")
    assert item_address(item, None, "http://s.example/x") == "http://s.example/p/tea"


def test_a_data_call_becomes_a_route_too() -> None:
    route = learn_detail_call(Call("GET", "http://s.example/api/goods/12"), ITEMS[0])
    assert route is not None
    assert route.address(ITEMS[1]) == "http://s.example/api/goods/7"
    posted = Call("POST", "http://s.example/api", '{"goodsId":12}', "application/json")
    route = learn_detail_call(posted, ITEMS[0])
    assert route is not None
    assert route.filled_body(ITEMS[1]) == '{"goodsId":7}'


@pytest.mark.parametrize(
    ("url", "body", "turned"),
    [
        ("/api?page=1&size=10", "", ("/api?page=2&size=10", "")),
        ("/api?pageNo=3", "", ("/api?pageNo=4", "")),
        ("/api?offset=20&limit=10", "", ("/api?offset=30&limit=10", "")),
        ("/api", "page=1&kw=x", ("/api", "page=2&kw=x")),
        ("/api", '{"q":"茶","pageNum":1}', ("/api", '{"q": "茶", "pageNum": 2}')),
        ("/api", '{"query":{"page":1}}', ("/api", '{"query": {"page": 2}}')),
    ],
)
def test_the_next_page_of_a_call(url: str, body: str, turned: tuple[str, str]) -> None:
    assert next_call("http://s.example" + url, body, 10) == (
        "http://s.example" + turned[0],
        turned[1],
    )


def test_a_call_without_pages_has_no_next() -> None:
    assert next_call("http://s.example/api?size=10", "", 10) is None


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        (Call("GET", "http://s.example/api?kw=%E8%8C%B6&page=1"), "http://s.example/api?kw=%E7%93%B7&page=1"),
        (Call("GET", "http://s.example/api/s/茶"), "http://s.example/api/s/%E7%93%B7"),
    ],
)  # fmt: skip
def test_the_search_call_is_asked_for_another_word(call: Call, asked: str) -> None:
    recipe = search_recipe(call, "茶")
    assert recipe is not None
    assert recipe.target("瓷").url == asked


@pytest.mark.parametrize("escaped", [True, False])
def test_a_posted_search_is_asked_for_another_word(escaped: bool) -> None:
    body = json.dumps({"q": "茶", "page": 1}, ensure_ascii=escaped)
    call = Call("POST", "http://s.example/api", body, "application/json")
    recipe = search_recipe(call, "茶")
    assert recipe is not None
    target = recipe.target('瓷"}')
    assert json.loads(target.body) == {"q": '瓷"}', "page": 1}
    assert target.extra["content_type"] == "application/json"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a":1}', {"a": 1}),
        ("cb([1])", [1]),
        ("\ufeff[2]", [2]),
        ("<p>", None),
        ("[" * 100_000, None),
    ],
)  # fmt: skip
def test_json_and_jsonp_are_parsed_and_nothing_else(text: str, value: Any) -> None:
    assert parse(text) == value
