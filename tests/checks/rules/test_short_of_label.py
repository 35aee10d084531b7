"""Two numbers of one page are held against each other: what the label says, and what is in it."""

import pytest

from keywords.lexicon import Lexicon
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    ("title", "text", "rule"),
    [
        ("45含量复合肥 批发", "袋标：总养分45%\n实测：22%", "farm_supplies.short-of-label"),
        ("家装电线 2.5平", "标100米一盘，实长80米", "product_quality.short-of-label"),
        ("散称坚果礼袋", "袋子上印500克，里面只装380克", "product_quality.short-of-label"),
        ("桶装菜籽油", "桶上写5升，真有4.3升", "product_quality.short-of-label"),
        ("散称坚果礼袋", "袋上印500克，实装503克", None),
        ("散称坚果礼袋", "袋上印500克，实装492克，称重允差以内", None),
        ("复合肥", "农业部门抽检通报：袋标总养分45%，实测22%，已下架", None),
        ("冻虾仁", "标1000克，解冻后实重850克，含冰衣，按净重计价", None),
        ("九成新充电线 二手", "二手线，标2米，实长1.5米（剪过一截）", None),
        ("卷尺", "标5米，展开实长5米", None),
    ],
)
def test_what_the_label_says_is_held_against_what_is_in_it(
    lexicon: Lexicon, title: str, text: str, rule: str | None
) -> None:
    page = goods_page(f"<p>{text}</p>", title=title)
    found = told(lexicon, page, "product_quality")
    assert {one for one in found if one.endswith("short-of-label")} == ({rule} if rule else set())
