"""A scheme is one whatever is sold in it: 床垫 has no layers of people in its name."""

import pytest

from tests.checks.made_pages import areas, goods_page

SCHEME = (
    "买一张{0}就是会员，推荐两个人买，本钱就回来了；下面的人再推荐，您每张拿一千，一直拿到第九层。"
)


@pytest.mark.parametrize(
    "goods", ["负离子养生床垫", "能量酒柜", "养生台灯", "石墨烯口罩", "寿桃蛋糕"]
)
def test_the_goods_excuse_no_scheme(look, goods):
    found = look(goods_page(SCHEME.format(goods), title=f"{goods} 会员专享")).findings
    scheme = [one for one in found if one.area == "pyramid_selling"]
    assert any(one.lead for one in scheme)
    assert not [one for one in scheme if one.excused and "商品名称表明" in one.excused]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("上下床 儿童双层床", "上层护栏高，下面的人睡得宽，第二层带抽屉，可再加书桌，送床垫"),
        ("三层蛋糕 生日", "第二层可换口味，下面一层加夹心，推荐六到八人吃，会员九折"),
        ("落地灯", "上下两层灯罩，下面的灯单独开，老客户推荐朋友买各减二十元，限一次"),
    ],
)
def test_layers_of_goods_are_no_people(look, title, text):
    assert "pyramid_selling" not in areas(look(goods_page(text, title=title)))
