"""A prescription drug that is sold to whoever pays: no number of the drug excuses it."""

import pytest

from keywords.lexicon import Lexicon
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

RULE = "product_quality.sold-without-prescription"
NUMBER = "国药准字H20103456\n"


@pytest.mark.parametrize(
    ("title", "text", "sold"),
    [
        ("阿奇霉素片 六片", f"{NUMBER}处方药也不用您传处方，填个地址就行", True),
        ("头孢克肟分散片 不用处方直接发", f"{NUMBER}盒子都是新的", True),
        ("阿托伐他汀钙片", f"{NUMBER}没有处方也能买，处方我们来填", True),
        ("靶向药代购", "无需处方，直邮到家", True),
        ("阿奇霉素片 六片", f"{NUMBER}须凭处方购买，没有处方不发货", False),
        ("阿奇霉素片 六片", f"{NUMBER}无需自备处方，互联网医院医生问诊后开具电子处方", False),
        ("布洛芬缓释胶囊", f"{NUMBER}非处方药，无需处方", False),
        ("颈肩温热仪", "普通家电，无需处方", False),
        ("近视眼镜片", "不用处方，按度数配", False),
        ("兽用阿莫西林可溶性粉", "没有处方也能买吗？不能", False),
        ("药房公告", "不用处方就卖头孢的店都是违法的，请举报", False),
    ],
)
def test_who_asks_for_no_prescription(lexicon: Lexicon, title: str, text: str, sold: bool) -> None:
    assert (RULE in told(lexicon, goods_page(text, title=title), "product_quality")) is sold


def test_a_valid_number_is_no_excuse_and_the_drug_office_is_named(look):
    page = goods_page(f"{NUMBER}处方药也不用您传处方，填个地址就行", title="阿奇霉素片 家庭常备")
    (found,) = [one for one in look(page).findings if one.rule == RULE]
    assert found.lead and "药品监督管理部门" in found.reason
    assert "《药品网络销售监督管理办法》第九条" in found.basis
    assert "第六十一条第一款" in found.basis and "广告法" not in found.basis
