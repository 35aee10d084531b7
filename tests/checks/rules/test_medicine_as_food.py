"""The root of 三七 labelled as food is remarked, and makes no lead by itself."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "product_quality.medicine-as-food"


@pytest.mark.parametrize(
    ("title", "facts", "remarked"),
    [
        ("文山三七粉 20头 500g", {"类别": "固体饮料"}, True),
        ("文山三七超细粉", {"食品生产许可证": "SC10753260100015"}, True),
        ("冬虫夏草 礼盒", {"类别": "代用茶"}, True),
        ("文山三七花茶", {"类别": "代用茶"}, False),
        ("昭通天麻粉", {"类别": "固体饮料"}, False),
        ("文山三七粉 20头", {"产地": "文山"}, False),
        ("三七粉 中药饮片", {"类别": "代用茶"}, False),
    ],
)
def test_labelled_as_food(look, title, facts, remarked):
    found = look(goods_page("即冲即饮", title=title, facts=facts)).findings
    told = [one for one in found if one.rule == RULE]
    assert bool(told) is remarked
    assert not any(one.lead for one in told)
    assert all("第三十八条" in one.reason for one in told)
