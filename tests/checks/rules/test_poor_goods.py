"""Dates that are changed and goods past theirs: two acts, each with its reason and its law."""

import pytest

from checks.context import Context
from checks.finding import Finding
from checks.rules import poor_goods
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page


def _told(lexicon: Lexicon, title: str, text: str) -> dict[str, Finding]:
    body = goods_page(text, title=title).encode()
    page = read_page(body, "http://shop.example/1", "text/html; charset=utf-8")
    found = poor_goods.check(Context(page, lexicon, today=TODAY))
    return {one.rule.partition(".")[2]: one for one in found if one.lead}


@pytest.mark.parametrize(
    "text",
    ["临期货，日期可以帮您重打，放心卖", "生产日期改成今年的", "批号擦掉了再发"],
)
def test_a_changed_date_is_told_as_one(lexicon, text):
    found = _told(lexicon, "夹心饼干 食品", text)
    assert set(found) == {"date-gone"}
    one = found["date-gone"]
    assert "生产日期" in one.reason and "食品安全法" in one.basis
    assert "第三十七条" not in one.basis  # 产品质量法 37: forged origin, no date


@pytest.mark.parametrize(
    "text",
    ["部分已过保质期三个月，不影响吃，便宜出", "过期几天，没坏，照样吃", "保质期过了，低价处理"],
)
def test_goods_past_their_date_are_told_as_such(lexicon, text):
    found = _told(lexicon, "夹心饼干 食品", text)
    assert set(found) == {"past-date"}
    one = found["past-date"]
    assert "超过保质期" in one.reason and "非食用原料" not in one.reason
    assert "食品安全法" in one.basis


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("夹心饼干 食品", "快过期了，便宜处理"),
        ("夹心饼干 食品", "明年1月到期，便宜处理"),
        ("夹心饼干 食品", "没过期，便宜是因为换包装"),
        ("进口饼干", "日期重新印在中文标签上"),
        ("日期章 可调", "日期重打方便"),
    ],
)
def test_a_near_date_and_a_tool_are_neither(lexicon, title, text):
    assert not {"date-gone", "past-date"} & set(_told(lexicon, title, text))


def test_goods_past_their_date_are_no_foreign_material(look):
    text = "部分饼干已过保质期三个月，不影响吃，便宜出"
    told = [one for one in look(goods_page(text, title="临期零食盲盒")).findings if one.lead]
    assert told and all("超过保质期" in one.reason for one in told)
    assert not any("非食用原料" in one.reason for one in told)
