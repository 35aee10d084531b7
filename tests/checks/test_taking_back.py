"""What takes a saying about goods back: denial before it, warning around it, the goods' name."""

import pytest

from checks.taking_back import about_offences, denied, of_others


@pytest.mark.parametrize("before", ["绝不", "本店拒绝", "没有", "里面不", "这不是灭生到根的"])
def test_a_denial_takes_back_what_follows_it(before):
    assert denied(before)


@pytest.mark.parametrize("before", ["", "绝不涨价，", "舍不得花钱的看", "是不是", "懂的来"])
def test_a_denial_of_something_else_takes_nothing_back(before):
    assert not denied(before)


@pytest.mark.parametrize(
    "sentence",
    [
        "有的商家拿鸭肉冒充牛肉",
        "市场监管局查获一批假表",
        "教您三步看日期",
        "白皮袋的种子不要买",
        "不得销售没有标签的农药",
    ],
)
def test_who_warns_teaches_or_reports_speaks_of_others(sentence):
    assert of_others(sentence)


@pytest.mark.parametrize(
    "sentence", ["舍不得买专柜的来", "瓶子上当然不能写", "介意的别买", "怕平台下架所以打码"]
)
def test_a_seller_who_speaks_of_himself_is_heard(sentence):
    assert not of_others(sentence)


def test_goods_about_an_offence_are_told_by_their_name():
    assert about_offences("禁用农药挂图") == "挂图"
    assert about_offences("散装白酒") is None
