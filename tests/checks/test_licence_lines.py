"""Lines of the licence say nothing of the offer; words on licences that are lent do."""

import pytest

from checks.finding import Inspection
from checks.licence_lines import without_licence
from tests.checks.made_pages import areas, goods_page

RECORD = (
    "名称:文山绿叶本草商贸有限公司类型:有限责任公司法定代表人:侬秀山注册资本:伍拾万元整"
    "住所:云南省文山州文山市开化街道三七路28号"
)


@pytest.mark.parametrize(
    "line",
    [
        RECORD,
        "企业名称:西山区莲花果子水果店个体工商户",
        "法定代表人:侬秀山",
        "注册资本:人民币伍拾万元整",
        "成立日期:2021年3月8日",
        "登记机关:文山市市场监督管理局",
        "住所:云南省文山州文山市开化街道普阳西路90号",
        "统一社会信用代码:91532601ma6ecn4f7u",
        "客服电话:0871-64765756",
        "食品经营许可证:jy15326010007891营业执照亮照",
        "旅行社业务经营许可证编号l-yn00745",
    ],
)
def test_a_line_of_the_licence_is_not_read(line: str) -> None:
    assert without_licence(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "注册资本:想写多少写多少",
        "法定代表人:可以代持，不用本人到场",
        "住所:可以提供虚拟地址3个月包变更",
        "食品经营许可证可以代办，300元一张",
        "没有食品经营许可证照样开店",
    ],
)
def test_a_line_that_offers_what_stands_on_a_licence_is(line: str) -> None:
    assert without_licence(line) == line


def test_what_stands_before_and_behind_a_record_stays() -> None:
    assert without_licence(f"执照出租，{RECORD}") == "执照出租，"
    assert without_licence(f"{RECORD}，执照已注销，照旧接单") == "执照已注销，照旧接单"


def test_a_shop_that_shows_its_licence_is_not_told_to_the_unit_for_credit(look) -> None:
    shown = f"<div>{RECORD}</div><div>食品经营许可证：JY15326010007891</div>"
    told: Inspection = look(
        goods_page("抗癌，抑制肿瘤，化疗期间也能喝", title="石斛花茶", after=shown)
    )
    assert areas(told) == {"advertising"}
