"""An official service that has no authority by its own words."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "unfair_competition.official-without-authority"
ADMITS = (
    "实话讲，虹川公司没有授权给我们，我们跟厂家也没有关系，用这个名字是因为顾客上网都搜这几个字"
)


def told(look, title: str, text: str) -> bool:
    page = goods_page(f"接听全省报修电话，四十分钟上门。{text}。旧件当面给您。", title=title)
    return any(one.lead and one.rule == RULE for one in look(page).findings)


@pytest.mark.parametrize("text", [ADMITS, "我们和品牌方没有任何合作"])
def test_a_name_that_the_text_denies_is_told(look, text):
    assert told(look, "虹川空调云南官方售后服务中心", text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("冷暖达家电维修 空调清洗加氟", "我们是独立维修，跟厂家没有关系"),
        ("虹川空调维修（非官方售后，第三方）", ADMITS),
        ("虹川空调云南官方售后服务中心", "授权书挂在店里，可在官网查询"),
        ("虹川空调云南官方售后服务中心", "谨防冒充，凡没有授权的网点都跟厂家没有关系"),
    ],
)
def test_independent_and_authorised_workshops_are_not(look, title, text):
    assert not told(look, title, text)
