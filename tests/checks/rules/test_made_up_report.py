"""Annual reports with figures that the agent makes up."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "credit.figures-made-up"


def told(look, text: str) -> bool:
    page = goods_page(f"本公司代办年报第九年。{text}。账本原件不用给。", title="企业年报代办说明")
    return any(one.lead and one.rule == RULE for one in look(page).findings)


@pytest.mark.parametrize(
    "text",
    [
        "营业收入和纳税总额按标书要求放大",
        "参保人数零的填三十个，抽查来了再改",
        "资产负债表我们编一份配套",
    ],
)
def test_figures_to_order_are_told(look, text):
    assert told(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "营业收入按账册如实填写，参保人数按社保系统填",
        "资产负债表由我们按账本编制，您核对签字",
        "营业收入按标书要求放大是弄虚作假，会被列入异常名录",
        "单位是万元，参保人数零的就填零",
    ],
)
def test_what_the_books_say_is_not(look, text):
    assert not told(look, text)
