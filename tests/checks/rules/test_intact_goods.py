"""Whole goods that are charged on return, and shoes that were only tried on."""

import pytest

from tests.checks.made_pages import goods_page


def rules(look, text: str, title: str = "绣花布鞋 女 一脚蹬") -> set[str]:
    findings = look(
        goods_page(f"鞋面棉布，走路不滑。{text}。破洞开胶的换一双。", title=title)
    ).findings
    return {one.rule.partition(".")[2] for one in findings if one.lead}


@pytest.mark.parametrize(
    "text",
    [
        "没拆盒的七天内寄回来，扣货款三成折旧再退",
        "没拆封的可以退，寄回来要扣20%再打款",
        "未穿过的也能退，退款时扣两成",
    ],
)
def test_a_charge_on_whole_goods_is_told(look, text):
    assert "intact-yet-charged" in rules(look, text)


def test_shoes_tried_on_and_refused_are_told(look):
    assert "tried-and-refused" in rules(look, "鞋盒拆开了、在家里上脚试过，就不能退")


@pytest.mark.parametrize(
    "text",
    [
        "没拆盒的七天内寄回来全额退款，运费您出",
        "没拆封的七天内退货不扣任何费用",
        "没拆盒的退货还扣三成折旧，这种条款无效，可以投诉",
        "拆开试过不喜欢，七天内也可以退",
        "拆开上脚穿到外面弄脏的，就不能退",
    ],
)
def test_lawful_terms_and_talk_of_the_law_are_not(look, text):
    assert {"intact-yet-charged", "tried-and-refused"}.isdisjoint(rules(look, text))


def test_what_is_worn_next_to_the_skin_is_excepted(look):
    assert "tried-and-refused" not in rules(look, "内衣拆开试穿过，就不能退", "无钢圈内衣")
