"""Boxes that a page has ticked beforehand, read by the words beside them."""

import pytest

from pages.reading import read_page


def ticked(body: str) -> list[str]:
    page = read_page(body.encode(), "https://shop.example/", "text/html; charset=utf-8")
    return page.ticked


@pytest.mark.parametrize(
    "body",
    [
        "<label><input type=checkbox checked> 延长保修 ¥39</label>",
        "<label><span><input type='CheckBox' checked='checked'></span> 延长保修 ¥39</label>",
        "<input id=yb type=checkbox checked><div><label for=yb>延长保修 ¥39</label></div>",
        "<p><input type=checkbox checked> 延长保修 <b>¥39</b><br>别的</p>",
    ],
)
def test_the_words_beside_a_ticked_box(body):
    assert ticked(body) == ["延长保修 ¥39"]


@pytest.mark.parametrize(
    "body",
    [
        "<label><input type=checkbox> 延长保修 ¥39</label>",
        "<label><input type=radio checked> 延长保修 ¥39</label>",
        "<label><input type=checkbox checked disabled> 延长保修 ¥39</label>",
        "<input type=checkbox checked>",
        "<p>默认勾选 checkbox checked</p>",
    ],
)
def test_boxes_that_nobody_ticked_or_that_say_nothing(body):
    assert ticked(body) == []


def test_a_page_of_boxes_is_read_to_a_bound():
    boxes = "".join(f"<label><input type=checkbox checked>商品{n}</label>" for n in range(500))
    assert len(ticked(boxes)) == 20
