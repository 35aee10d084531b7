"""Renewals that nobody is told of."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "consumer_rights.charged-unasked"


def told(look, text: str) -> bool:
    page = goods_page(f"手机、平板都能登。{text}。每周五添新书。", title="小树芽在线听书馆")
    return any(one.lead and one.rule == RULE for one in look(page).findings)


@pytest.mark.parametrize(
    "text",
    [
        "第四天起从绑定的付款方式里划走全年398元，划之前也不发消息",
        "到期自动扣费，开通页上那个勾我们已经替您打好",
        "每年同日续费，扣款前不通知",
    ],
)
def test_a_charge_unasked_is_told(look, text):
    assert told(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "续费前五天发短信提醒，随时可取消",
        "我们从不自动扣款，也不会替您勾选",
        "扣款前不通知属于违法，可以投诉",
    ],
)
def test_who_reminds_or_refuses_is_not(look, text):
    assert not told(look, text)
