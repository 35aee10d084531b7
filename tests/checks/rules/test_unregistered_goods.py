"""Goods that show by their own number that they are not registered as they must be."""

import pytest

from keywords.lexicon import Lexicon
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    ("title", "text", "rule"),
    [
        ("美白面霜 50克", "备案编号：云G妆网备字2022003345", "filed-not-registered"),
        ("轻透防晒霜 SPF50", "云G妆网备字2023005566", "filed-not-registered"),
        ("生姜防脱洗发水", "云G妆网备字2021009876", "filed-not-registered"),
        ("美白面霜 50克", "注册证编号：国妆特字20223456", None),
        ("保湿面霜 50克", "云G妆网备字2022003345", None),
        ("晒后修护面膜", "云G妆网备字2022003345", None),
        ("防晒衣 女款", "透气", None),
        ("灵芝胶囊 保健食品", "批准文号：国食健字G20190", "number-malformed"),
        ("灵芝胶囊 保健食品", "批准文号：国食健字2021第88号", "number-malformed"),
        ("灵芝胶囊 保健食品", "批准文号：国食健注G20190040", None),
        ("纯中药胶囊 60粒", "批准文号：国药健字Z20231234", "drug-number-malformed"),
        ("某某胶囊", "国药准字Z2023123", "drug-number-malformed"),
        ("灵芝胶囊 保健食品", "批准文号：国食健注G20190×××，见包装", None),
        ("爱婴星婴儿配方奶粉 1段", "大罐拆开自己分装，100克一袋", "formula-repacked"),
        ("爱婴星婴儿配方奶粉 1段", "原罐发货，绝不拆开", None),
        ("奶粉分装盒 便携", "一格一顿", None),
        ("幼儿配方奶粉 3段", "送分装盒一个，原罐", None),
    ],
)
def test_what_must_be_registered(lexicon: Lexicon, title: str, text: str, rule: str | None) -> None:
    page = goods_page(f"<p>{text}</p>", title=title)
    ours = {
        f"product_quality.{one}"
        for one in (
            "filed-not-registered",
            "number-malformed",
            "drug-number-malformed",
            "formula-repacked",
        )
    }
    found = set(told(lexicon, page, "product_quality")) & ours
    assert found == ({f"product_quality.{rule}"} if rule else set())


def test_a_number_that_cannot_be_is_told_with_the_law_on_its_goods(look):
    page = goods_page("批准文号：国药健字Z20231234", title="纯中药减肥胶囊 60粒")
    findings = look(page).findings
    (found,) = [one for one in findings if one.rule == "product_quality.drug-number-malformed"]
    assert "药品管理法" in found.basis and "产品质量法" not in found.basis
    assert "由药品监督管理部门核查" in found.reason
