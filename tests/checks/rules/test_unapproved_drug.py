"""Goods made up as medicine, told what they treat, and without approval."""

import pytest

from keywords.lexicon import Lexicon
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

RULE = "product_quality.passed-off-as-drug"
TABLE = {"规格": "10贴", "产地": "云南"}


@pytest.mark.parametrize(
    ("title", "text", "facts", "passed_off"),
    [
        ("苗家黑膏药 10贴", "主治风湿性关节炎。没有批号，老方子手工做的", {}, True),
        ("透骨草膏药", "专治骨质增生，贴三盒除根，药店里买不到", {}, True),
        ("祖传药粉 一包", "治疗胃溃疡，没有批准文号", {}, True),
        ("苗家黑膏药 10贴", "主治风湿性关节炎", TABLE, True),
        ("苗家黑膏药 10贴", "主治风湿性关节炎", {}, False),
        ("透骨草膏药", "贴着暖和", TABLE, False),
        ("通络贴膏", "主治风湿痹痛。国药准字Z20025001", TABLE, False),
        ("黑膏药讲座资料", "有人卖没有批号的膏药，说主治风湿，别信", {}, False),
        ("药酒坛 十斤", "没有批号，主治一说是瞎编", TABLE, False),
        ("胶囊咖啡 20粒", "专治犯困，没有批号", TABLE, False),
        ("鱼丸 500克", "没有批号的不收，治疗嘴馋", TABLE, False),
        ("三七粉 100克", "不能治病，不是药", TABLE, False),
    ],
)
def test_what_is_passed_off_as_a_drug(
    lexicon: Lexicon, title: str, text: str, facts: dict[str, str], passed_off: bool
) -> None:
    found = told(lexicon, goods_page(text, title=title, facts=facts), "product_quality")
    assert (RULE in found) is passed_off


def test_it_is_told_with_the_law_on_false_drugs(look):
    page = goods_page("主治风湿性关节炎。没有批号，老方子手工做的", title="苗家黑膏药 10贴")
    (found,) = [one for one in look(page).findings if one.rule == RULE]
    assert found.lead and "第九十八条、第一百一十六条、第一百二十四条" in found.basis
