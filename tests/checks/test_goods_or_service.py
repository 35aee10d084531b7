"""A service and a deposit are not sent back as goods are: no seven days to refuse."""

import pytest

from tests.checks.made_pages import areas, excused, goods_page


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("婚纱摄影套餐 洱海旅拍", "套餐价5999元，付款2000元订金，无论任何原因一律不退。"),
        ("全屋柜子", "付款后定金别来说退，自己留着"),
        ("瑜伽年卡", "付款以后任何理由都不退"),
    ],
)
def test_money_for_a_service_is_left_to_the_terms_of_contract(look, title, text):
    found = look(goods_page(text, title=title))
    assert "consumer_rights" not in areas(found)
    assert "contract_terms" in areas(found)


def test_why_is_said(look):
    found = excused(look(goods_page("付款2000元订金，一律不退。", title="古城写真预约")))
    assert any("说的是“订金”，不是商品的退货" in one.reason for one in found)


@pytest.mark.parametrize("title", ["手工皮包", "民宿风竹编灯罩", "美容院同款面霜", "摄影包"])
def test_goods_are_told_as_before(look, title):
    found = look(goods_page("付款以后别来说退，自己留着", title=title))
    assert "consumer_rights" in areas(found)
