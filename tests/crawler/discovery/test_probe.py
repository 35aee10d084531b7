"""What a site does with a word it must know and with one it cannot know decides."""

import pytest

from crawler.cards import Card
from crawler.discovery.probe import ResultView, hits, says_nothing, verdict
from crawler.discovery.words import KnownItem, known_item

ITEM = KnownItem("普洱茶饼", "洱茶", "普洱茶饼 357克", "/g/1")
FOUND = ("/g/1", "普洱茶饼 357克")
OTHERS = (("/g/7", "滇红"), ("/g/8", "茶则"))


def _view(*goods: tuple[str, str], **more: object) -> ResultView:
    return ResultView("http://s.example/s", goods, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("nonsense", "known", "score"),
    [
        (_view(nothing=True), _view(FOUND), 3),
        (_view(), _view(FOUND, ("/g/2", "普洱茶饼 小")), 3),
        (_view(refused="not-found 404"), _view(FOUND), 3),
        (_view(*OTHERS, nothing=True), _view(FOUND), 3),
        (_view(*OTHERS, FOUND, nothing=True), _view(FOUND), 3),
        (_view(), _view(product="普洱茶饼 357克 - 某店"), 3),
        (_view(*OTHERS), _view(FOUND, *OTHERS), 2),
        (_view(), _view(*OTHERS), 2),
        (_view(nothing=True), _view(nothing=True), 1),
        (_view(FOUND, *OTHERS), _view(FOUND, *OTHERS), 0),
        (_view(), _view(), 0),
        (_view(), _view(refused="block-status 403"), 0),
        (_view(product="某商品"), _view(product="普洱茶饼"), 0),
    ],
)
def test_a_search_is_told_from_what_only_looks_like_one(
    nonsense: ResultView, known: ResultView, score: int
) -> None:
    assert verdict(nonsense, known, ITEM).score == score


def test_hits_leave_out_what_is_always_shown() -> None:
    baseline = _view(*OTHERS)
    assert hits(_view(FOUND, *OTHERS), baseline, "高仿") == [FOUND]
    assert hits(_view(*OTHERS), baseline, "滇红") == [OTHERS[0]]
    assert hits(_view(*OTHERS, nothing=True), None, "高仿") == []
    assert hits(_view(refused="captcha words"), None, "高仿") == []


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("抱歉，没有找到与“高仿”相关的商品", True),
        ("共 0 件商品", True),
        ("搜索结果：找到 0 个商品", True),
        ("Your search returned no results", True),
        ("0 results found", True),
        ("共 12 件商品", False),
        ("Found 3 products", False),
        ("普洱茶饼 ¥39.00", False),
    ],
)
def test_a_page_that_found_nothing_says_so(text: str, nothing: bool) -> None:
    assert says_nothing(text, []) is nothing


def test_the_word_is_taken_from_goods_that_the_site_shows() -> None:
    goods = [Card(f"/g/{n}", f"古树茶 第{n}款 礼盒", "¥1", "price") for n in range(5)]
    goods.append(Card("/g/9", "建水紫陶壶 180毫升", "¥1", "price"))
    item = known_item(goods)
    assert item is not None
    assert item.word in item.name
    assert item.url == "/g/9"
    assert item.inner == "水紫"


def test_an_english_shop_is_asked_for_an_english_word() -> None:
    item = known_item([Card("/g/1", "The Copper kettle large", "£1", "price")])
    assert item is not None
    assert item.word in ("Copper", "kettle")
    assert item.inner == ""


def test_without_goods_there_is_no_word() -> None:
    assert (
        known_item([Card("", "茶饼茶", "¥1", "price"), Card("/g/1", "A1", "¥1", "price")]) is None
    )
