"""Drugs that nobody may sell on the net, whatever the page says of a doctor's order."""

import pytest

from keywords.lexicon import Lexicon
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    ("title", "text", "offered"),
    [
        ("曲马多片 现货", "一盒起发", True),
        ("助眠好物", "地西泮、三唑仑也有货，不用处方，走同城闪送", True),
        ("小众香水", "听话水一滴就乖，加微信详聊", True),
        ("专注力提升", "专注达 18mg，从国外带回，一盒680元", True),
        ("毒品检测试纸", "可测吗啡、氯胺酮，现货，十条一盒", False),
        ("禁毒宣传画册", "认识氯胺酮、听话水，警惕陌生人递来的饮料，画册15元包邮", False),
        ("康民大药房公告", "地西泮等精神药品不得在网上出售，请凭处方到店", False),
        ("镇痛科普书", "书里讲芬太尼的历史，定价48元，包邮", False),
        ("蒙药（蒙古族医药）介绍", "蒙药文化展，门票20元", False),
    ],
)
def test_who_offers_a_controlled_drug(
    lexicon: Lexicon, title: str, text: str, offered: bool
) -> None:
    page = goods_page(f"<p>{text}</p>", title=title)
    found = told(lexicon, page, "product_quality")
    assert ("product_quality.controlled-drug" in found) is offered
