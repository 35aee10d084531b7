"""A finding that makes no lead tells the officer why."""

import pytest

from tests.checks.made_pages import excused, goods_page


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("软件激活码", "本店商品售出不退不换，介意勿拍"),
        ("云南三七粉", "能赶走痛风吗？不能，食品不能治病。"),
        ("复方感冒灵颗粒 国药准字Z20090001", "三天搞定鼻炎"),
        ("年卡", "余额过期作废吗？不作废，随时能退。"),
    ],
)
def test_the_reason_of_an_excused_finding_says_that_it_makes_no_lead(look, title, text):
    found = [one for one in excused(look(goods_page(text, title=title))) if one.field]
    assert found
    for one in found:
        assert not one.lead
        assert one.excused in one.reason
        assert "不作为线索" in one.reason
