"""Paid extras that are ticked for the buyer; free ones, goods and agreements are not told."""

import pytest

from tests.checks.made_pages import goods_page

BOX = '<label><input type="checkbox" name="a"{state}> {words}</label>'


def told(look, words: str, state: str = " checked", name: str = "保温杯 316不锈钢"):
    page = goods_page(title=name).replace("</body>", "") + BOX.format(state=state, words=words)
    return [one for one in look(page).findings if one.lead and one.area == "consumer_rights"]


@pytest.mark.parametrize(
    "words", ["延长保修两年 ¥39", "会员月卡 15元/月", "运费险 ￥0.80", "接送服务 60 元"]
)
def test_a_paid_extra_ticked_beforehand_is_told_with_its_words(look, words):
    (one,) = told(look, words)
    assert one.rule == "consumer_rights.ticked-beforehand"
    assert f"“{words}”预先勾选" in one.reason
    assert "电子商务法" in one.basis
    assert one.matched == words


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("延长保修两年 ¥39", ""),
        ("运费险 免费赠送", " checked"),
        ("运费险 ¥0.00", " checked"),
        ("我已阅读并同意《用户协议》", " checked"),
        ("316保温杯 500ml ¥88", " checked"),
        ("记住我的登录", " checked"),
    ],
)
def test_what_is_free_or_the_buyer_s_own_choice_is_not(look, words, state):
    assert told(look, words, state) == []


def test_a_sort_of_the_goods_the_page_sells_is_no_extra(look):
    assert told(look, "健身年卡 ¥1280", name="悦动健身年卡 一次办卡全年使用") == []
    assert told(look, "健身年卡 ¥1280")
