"""A 原价 that the price asked makes a mock of, till tomorrow."""

import pytest

from tests.checks.made_pages import goods_page


def told(look, text: str, price: str) -> list[str]:
    found = look(goods_page(text, title="云朵气垫鞋", price=price)).findings
    return [one.reason for one in found if one.rule == "consumer_rights.base-price" and one.lead]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("原价1299，今天清仓299，明天涨回去。", "299"),
        ("原价28000，直播间价880，卖完恢复28000。", "880"),
        ("原价2000元，现价500元，下播后恢复原价", "500"),
    ],
)
def test_a_base_price_that_comes_back_tomorrow(look, text, price):
    (reason,) = told(look, text, price)
    assert "没有说明原价的依据" in reason


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("原价1299，清仓价499，明天涨回去。", "499"),
        ("原价1299，现价299，活动结束恢复原价。", "299"),
        ("原价1299，现价299，明天涨回去。划线价为前7日门店成交价。", "299"),
        ("原价1299，现价299", "299"),
    ],
)
def test_a_sale_with_its_ground_or_its_term(look, text, price):
    assert not told(look, text, price)
