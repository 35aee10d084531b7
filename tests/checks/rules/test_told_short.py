"""A pound that is no pound, by the shop's own account."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "consumer_rights.pound-short"


def told(look, text: str) -> bool:
    page = goods_page(f"每天下午四点截单。{text}。", title="野生菌鲜货价目")
    return any(one.lead and one.rule == RULE for one in look(page).findings)


@pytest.mark.parametrize(
    "text",
    [
        "按我们市场里的规矩来：一斤发八两",
        "箱子和冰瓶一起上秤，五斤到手三斤多些属正常",
        "1斤就是400克，我们这里都这样",
    ],
)
def test_what_is_sent_short_is_told(look, text):
    assert told(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "按净重计价，箱子和冰瓶不算",
        "一斤鲜菌晒干只有一两多，出干率就这样",
        "有的店一斤只给八两，小心",
        "冰瓶也称，但是另算，到手净重五斤",
    ],
)
def test_net_weights_yields_and_warnings_are_not(look, text):
    assert not told(look, text)
