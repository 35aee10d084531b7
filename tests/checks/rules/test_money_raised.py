"""Money put in that comes back with a gain: an advertisement, and the financial office's."""

import pytest

from leads.units import shipped_units
from tests.checks.made_pages import areas, goods_page

FLOWERS = (
    "投三万，每月返一千五，二十四个月返完还有地分，合同写明到期退还本金。\n"
    "基地里有大棚六十亩，欢迎来看花。\n名额五十份，先到先得。"
)
TREES = (
    "一棵树一万九千八，每年按百分之十八给您分红，五年到期原价回购，本金一分不少。\n"
    "介绍一位亲友认养，奖励两千；亲友再介绍，您再拿八百；团队满三十棵升经理，"
    "按整个团队业绩的百分之五提成。\n树上挂您的名字牌，每年春天寄两饼头春茶。"
)


def leads(look, title: str, text: str):
    return {one.rule: one for one in look(goods_page(text, title=title)).findings if one.lead}


def test_without_heads_it_is_no_pyramid(look):
    found = leads(look, "花卉基地入股 月月分利", FLOWERS)
    assert {one.area for one in found.values()} == {"advertising"}
    raised = found["advertising.money-raised"]
    assert "第二十五条、第五十八条" in raised.basis
    assert "《防范和处置非法集资条例》" in raised.basis


def test_beside_heads_both_acts_are_told(look):
    found = leads(look, "普洱古茶树认养 年年分红", TREES)
    assert {one.area for one in found.values()} == {"advertising", "pyramid_selling"}
    assert "advertising.money-raised" in found


def test_the_financial_office_hears_of_it():
    told = shipped_units().external("advertising", rules=("advertising.money-raised",))
    assert told == ["地方金融管理部门"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("整租一居室", "押一付三，每月租金一千五，到期退还押金"),
        ("吉他租借", "每月一百，到期退还，押金全额退还"),
        ("有机蔬菜年卡", "每周配送一次，每年五十二次，吃不完可转下年"),
        ("果树认养", "每年收成归您，收多收少看天，不承诺收益，没有分红"),
        ("防骗手册", "每月返利百分之十、到期退还本金的，都是骗局"),
    ],
)
def test_what_comes_back_honestly(look, title, text):
    assert "advertising" not in areas(look(goods_page(text, title=title)))
