"""A drug that the page says to be in its food, capsule or coffee."""

import pytest

from keywords.lexicon import Lexicon
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

RULE = "product_quality.banned-drug-added"


@pytest.mark.parametrize(
    ("title", "text", "added"),
    [
        ("轻盈胶囊 60粒", "里面加了西布曲明，食欲马上下来", True),
        ("左旋咖啡", "成分有酚酞，第二天就轻", True),
        ("玛咖压片糖果", "每片含西地那非50毫克", True),
        ("降糖茶", "里面放了二甲双胍，所以管用", True),
        ("轻盈胶囊 60粒", "不含西布曲明，检测报告在图四", False),
        ("减肥食品检测试纸", "测西布曲明、酚酞，十条", False),
        ("辟谣", "有的商家在胶囊里加西布曲明，别买", False),
        ("枸橼酸西地那非片", "国药准字H20143255，每片含西地那非50毫克", False),
        ("常备药与处方审核", "含麻黄碱的复方制剂一次最多两盒，要登记身份证", False),
        ("柚子 五斤", "正在服用含硝苯地平药物者慎用", False),
    ],
)
def test_a_drug_in_what_is_no_drug(lexicon: Lexicon, title: str, text: str, added: bool) -> None:
    assert (RULE in told(lexicon, goods_page(text, title=title), "product_quality")) is added


def test_it_is_told_as_a_drug_in_food_and_nothing_else(look):
    page = goods_page("里面加了西布曲明，食欲马上下来", title="轻盈胶囊")
    found = [one for one in look(page).findings if one.lead and "西布曲明" in one.matched]
    assert {one.rule for one in found} == {RULE}
    assert "第三十八条、第一百二十三条" in found[0].basis and "刑法" in found[0].basis
