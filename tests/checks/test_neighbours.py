"""Neighbours who sell nothing are no rivals; a rival who is named and run down is."""

import pytest

from tests.checks.made_pages import areas, goods_page, leads

UNFAIR = "unfair_competition"
SLURS = {f"{UNFAIR}.{name}" for name in ("rivals-slurred", "rival-slur", "competitors")}


def _slurs(inspection):
    return [one for one in inspection.findings if one.rule in SLURS]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("车衣 防刮", "楼下邻居的狗把车门抓烂了，换我们的车衣不怕刮"),
        ("漏水修补", "楼上那家水管漏水把我家地板泡烂了，我们专修漏水"),
        ("净水器", "隔壁小区的水管又锈又脏，喝了拉肚子，装净水器就放心，我们免费上门测水"),
        ("民宿", "隔壁工地垃圾多有点脏，我们家已和他们沟通，十月清完"),
        ("土鸡", "隔壁村去年有死鸡，镇上统一消毒了，我们的鸡都打了疫苗"),
    ],
)
def test_a_neighbour_who_sells_nothing_is_no_rival(look, title, text):
    told = look(goods_page(text, title=title))
    assert _slurs(told) and not any(one.lead for one in _slurs(told))
    assert all("不是销售同类商品" in one.reason for one in _slurs(told))
    assert UNFAIR not in areas(told)


def test_neighbours_who_work_together_are_not_suspected(look):
    text = "同村的乡亲一起熬糖，大家的红糖都是甘蔗榨的\n老杨家的红糖也很好，卖完了可以去他家买"
    assert leads(look(goods_page(text, title="老村长的红糖坊"))) == set()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("豆花米线", "隔壁那家米线馆用的是地沟油，汤里还加了罂粟壳，大家千万别去吃"),
        ("滇山蜂蜜", "同村老杨家卖的蜂蜜都是白糖熬的，买了就是上当"),
        ("古树普洱", "市面上某云茶叶店的古树茶全是台地茶冒充的，老板坑了多少老茶客，认准我们"),
        ("小胡烤鸭店", "对面烤鸭店用的都是死鸭子，上个月还被查了"),
        ("理发", "对门那家理发店剪坏多少人头发，毛巾从来不消毒，来我们店吧"),
        ("土蜂蜜", "邻居家开的蜂蜜店兑糖浆，我劝大家别买，要买真蜜找我"),
    ],
)
def test_one_who_sells_is_run_down_by_the_law_on_disparagement(look, title, text):
    told = look(goods_page(text, title=title))
    (slur,) = [one for one in _slurs(told) if one.lead]
    assert slur.basis.startswith("《中华人民共和国反不正当竞争法（2025年修订）》第十二条")
    assert "第九条" not in slur.basis
    assert areas(told) == {UNFAIR}


def test_what_is_said_of_a_rivals_goods_does_not_accuse_the_shops_own(look):
    text = "隔壁那家米线馆用的是地沟油，大家千万别去吃"
    told = look(goods_page(text, title="豆花米线"))
    (of_goods,) = [one for one in told.findings if one.matched == "地沟油"]
    assert not of_goods.lead and "他人的商品" in of_goods.reason


@pytest.mark.parametrize(
    "text",
    [
        "上月我家员工在群里说对面店用毒菌，没有依据，已删除并当面道歉，这条留三十天。底料不含野生菌。",
        "问：你说对面家卖假货？\n答：没说过，您别听传的。他家菜我也吃过，口味不同罢了，咱们不评论。",
        "去年隔壁理发店跑路，大家怕，我们干脆改成先洗后付，月底结账也行，放心洗。",
    ],
)
def test_what_is_taken_back_or_of_another_trade_stays_in_doubt(look, text):
    assert leads(look(goods_page(text, title="火锅底料"))) == set()
