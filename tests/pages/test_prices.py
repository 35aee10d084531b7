import time

import pytest

from pages.prices import find_prices, prices_in


def told(text: str) -> list[tuple[int, str]]:
    found = list(prices_in(text, "description"))
    for price in found:
        assert text[price.start : price.end] == price.raw
    return [(price.fen, price.label) for price in found]


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("到手价１９９．５", [(19950, "到手价")]),
        ("1.2万元", [(1_200_000, "")]),
        ("价格：1.2w", [(1_200_000, "价格")]),
        ("一百九十九元", [(19900, "")]),
        ("两千三百元一饼", [(230_000, "")]),
        ("人民币三千元整", [(300_000, "")]),
        ("原价199 现价99", [(19900, "原价"), (9900, "现价")]),
        ("￥1,299.00", [(129_900, "")]),
        ("￥99.00-￥199.00", [(9900, ""), (19900, "")]),
        ("九块九包邮", [(990, "")]),
        ("19块9", [(1990, "")]),
        ("三百五十块钱", [(35_000, "")]),
        ("仅需 ¥ 68", [(6800, "仅需")]),
        ("RMB 88", [(8800, "")]),
        ("99元3斤", [(9900, "")]),
        ("价格：128.00元/斤", [(12_800, "价格")]),
        ("价格 3 280元", [(328_000, "价格")]),
        ("¥2\u00a0590", [(259_000, "")]),
        ("2 400元", [(240_000, "")]),
        ("售价：12\u2009800.00元", [(1_280_000, "售价")]),
        ("¥9 199人付款", [(900, "")]),
        ("¥9 1990+人付款", [(900, "")]),
        ("¥99 199", [(9900, "")]),
        ("鞋码38 280元", [(28_000, "")]),
        ("专柜价：￥12,800　现价：￥580", [(1_280_000, "专柜价"), (58_000, "现价")]),
    ],
)
def test_prices(text, prices):
    assert told(text) == prices


@pytest.mark.parametrize(
    "text",
    [
        "价格：面议",
        "月销1.2万",
        "一块茶饼",
        "满199元减20元",
        "领50元优惠券",
        "2026元旦特惠",
        "特价3天",
        "销量199件",
        "注册资本500万元",
        "罚款20万元",
        "运费10元",
        "最高奖5万元",
        "第199期",
        "0.00元",
        "￥",
    ],
)
def test_other_amounts(text):
    assert told(text) == []


def test_buyers_and_other_goods_state_no_price():
    assert find_prices({"reviews": "99元", "aside": "99元", "hidden": "99元"}) == []


@pytest.mark.parametrize(
    "text", ["￥1" * 300_000, "一" * 1_000_000 + "元", "1," * 500_000, "价格：" * 200_000]
)
def test_hostile_text_takes_no_time(text):
    start = time.process_time()
    assert len(find_prices({"description": text})) <= 2_000
    assert time.process_time() - start < 5
