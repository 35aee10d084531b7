"""Prominence, as a browser measured it."""

import pytest

from checks.areas.licence import read_licence
from pages.page import TextBox
from pages.reading import read_page

CODE = "91530102MAYYQ8P105"
FULL = f"统一社会信用代码：{CODE} 名称：昆明云岫商贸有限公司 法定代表人：普晓禾 住所：昆明市五华区"


@pytest.mark.parametrize(
    ("box", "word"),
    [
        ((100, 3000, 400, 12, 7.0), None),  # the foot of a long page is where people look
        ((100, 3000, 400, 12, None), None),
        ((100, 3000, 400, 3, 7.0), "像素"),
        ((100, 3000, 400, 12, 1.05), "底色"),
        ((-5000, 300, 400, 12, 7.0), "页面以外"),
        ((100, 300, 0, 0, 7.0), "不占位置"),
    ],
)
def test_where_the_licence_stands(lexicon, box, word):
    page = read_page(f"<title>店</title><footer>{FULL}</footer>".encode(), "https://shop.example/")
    page.boxes = [TextBox(FULL, *box)]
    reading = read_licence(page, lexicon, home=True)
    assert reading.state == "shown"
    assert ("not_prominent" in reading.issues) == (word is not None)
    assert word is None or word in reading.reason


def test_one_place_that_is_seen_is_enough(lexicon):
    page = read_page(f"<title>店</title><footer>{FULL}</footer>".encode(), "https://shop.example/")
    page.boxes = [TextBox(FULL, 0, 0, 400, 2, 7.0), TextBox(FULL, 0, 900, 400, 12, 7.0)]
    assert "not_prominent" not in read_licence(page, lexicon, home=True).issues


def test_without_a_browser_nothing_is_said_of_it(lexicon):
    page = read_page(f"<title>店</title><footer>{FULL}</footer>".encode(), "https://shop.example/")
    assert read_licence(page, lexicon, home=True).issues == []
