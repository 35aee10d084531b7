"""Personal data handed on as a whole; with consent, or refused, they are not."""

import pytest

from tests.checks.made_pages import goods_page

SOLD = "店里四千多位宝妈的姓名手机住址和孩子生日，整份打包转让，一千二，U盘拷走"


def rules(look, text: str) -> set[str]:
    findings = look(goods_page(f"母婴店撤店清货，货架推车一起处理。{text}。")).findings
    return {one.rule for one in findings if one.lead and one.area == "consumer_rights"}


@pytest.mark.parametrize("text", [SOLD, "·".join(SOLD), "3000多个客户的电话和微信号低价出售"])
def test_customers_data_that_are_handed_on(look, text):
    assert "consumer_rights.data-handed-on" in rules(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "店铺整体转让，四千多位会员的姓名手机经本人同意后一起转让给新店主",
        "我们绝不把您的姓名、电话打包出售",
        "有人把三千多位客户的姓名手机打包出售，被判了三年",
        "谨防内鬼把3000位业主的电话整份卖给装修公司，发现请举报",
        "货架14组、推车3台全部转让，联系电话13800000000",
    ],
)
def test_what_is_agreed_or_denied_or_of_goods(look, text):
    assert "consumer_rights.data-handed-on" not in rules(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "登记的资料本店会转给影楼、早教、保险和银行的合作单位，一条换八块钱的推广费",
        "顾客信息我们提供给装修公司，不另外征求意见",
    ],
)
def test_data_passed_on_for_money_or_without_asking(look, text):
    assert "consumer_rights.data-passed-for-money" in rules(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "收货信息只提供给快递公司用于寄送",
        "资料绝不转给第三方，一条换八块钱的事我们不做",
        "把顾客资料转给中介、一条换八块钱，属于违法",
    ],
)
def test_data_that_are_needed_or_refused(look, text):
    assert "consumer_rights.data-passed-for-money" not in rules(look, text)
