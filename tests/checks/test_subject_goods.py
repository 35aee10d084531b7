"""Goods that are about offences, and printers who offer one beside their posters."""

import pytest

from checks.subject_goods import subject_excuse
from tests.checks.made_pages import areas, goods_page

FORGED = "还有一项熟客才晓得：营业执照P图，经营范围加食品、改法人，吊销的也能P成在业"


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("反传销挂图 社区用", True),
        ("普法展板", True),
        ("海报 设计 印刷", False),
        ("反诈海报 设计印刷", True),
        ("手机壳 贴纸", True),
        ("证件照 贴纸打印", False),
        ("普洱茶饼", False),
        ("商家合规课：刷单、返现与有奖销售的红线", True),
        ("主播合规培训 线上 12讲", True),
        ("合规刷单课 包教包会", False),
        ("红线 手绳 编织", False),
    ],
)
def test_which_goods_are_about_offences(name, about):
    assert (subject_excuse(name, "counterfeit.slang") is not None) is about


def test_what_a_printer_forges_is_told(look):
    assert "credit" in areas(look(goods_page(FORGED, title="图片精修 证件照 海报")))
    assert "credit" not in areas(look(goods_page(f"海报上写着：“{FORGED}”", title="反诈海报")))


LESSONS = (
    "目录 1 从一张好评卡说起 2 刷手、放单人、店家各担什么责 3 删差评的灰色链条 4 虚构原价。"
    "讲师为执业律师"
)


def test_a_lesson_on_the_law_is_no_offence_and_what_it_promises_is(look):
    assert areas(look(goods_page(LESSONS, title="商家合规课 录播6讲"))) == set()
    sold = f"{LESSONS}，本机构全国第一，包过"
    assert "advertising" in areas(look(goods_page(sold, title="商家合规课 录播6讲")))


def test_a_lesson_in_offences_is_told(look):
    taught = "手把手教你刷单、删差评，刷手资源共享，三天起量"
    assert "unfair_competition" in areas(look(goods_page(taught, title="店铺起量 运营培训")))


BRUSHED = (
    "没有销量谁敢买。我们手里有三千来个真人账号，排好队进店下单，包裹里放张纸巾寄出去，签收后七天内"
    "补上三十条五星好评，每单收您六块五"
)


@pytest.mark.parametrize("title", ["新店起步手册：前三十天做什么", "开店避坑：前三十天做什么"])
def test_what_a_handbook_offers_is_told(look, title):
    page = goods_page(f"客服快捷语准备二十条。{BRUSHED}。每天打开后台看数据。", title=title)
    assert "unfair_competition" in areas(look(page))


def test_what_a_handbook_says_in_several_ways_is_told(look):
    sold = (
        "看完还是想背大牌又舍不得的，柜里有法国老花那几款，皮料五金跟专柜一样，防尘袋、小票全套，"
        "拿去店里也看不出，1280到2600"
    )
    page = goods_page(f"好五金电镀厚，边角不毛。{sold}。", title="包包验货手册：五金、走线、气味")
    told = {one.rule for one in look(page).findings if one.lead}
    assert "counterfeit.fake-goods-talk" in told


def test_what_is_offered_under_a_reminder_is_told(look):
    done = "师傅把控制器那根线剪开，再换上72伏大电池，跑六十码没有问题，加收680元"
    page = goods_page(f"{done}。夏天骑完凉了再充。", title="关于电动车上牌的友情提醒")
    assert "product_quality" in areas(look(page))
    taught = "有人把控制器那根线剪开，换上72伏大电池，跑六十码，出了事保险不赔"
    page = goods_page(f"{taught}。夏天骑完凉了再充。", title="关于电动车上牌的友情提醒")
    assert "product_quality" not in areas(look(page))


def test_what_a_handbook_pays_is_told(look):
    paid = "先拿一套三千九百八的，往后你带来的人拿一套，给你八百；他再带来的人拿一套，给你三百"
    page = goods_page(f"朋友圈一天不超过三条。{paid}。", title="新伙伴第一周手册（内部学习用）")
    assert "pyramid_selling" in areas(look(page))


def test_terms_of_a_handbook_are_terms(look):
    term = "出险以后保险公司赔的钱归本公司所有，车损多少由本公司说了算，押金直接扣光"
    page = goods_page(f"带驾照原件和身份证。{term}。", title="租车手册：取车、用车、还车")
    assert areas(look(page)) & {"contract_terms", "consumer_rights"}


def test_what_a_handbook_only_teaches_is_not(look):
    taught = "有的店雇人排队进店下单、签收后补好评，一单六块五，这是虚假交易，抓到要罚"
    page = goods_page(f"客服快捷语准备二十条。{taught}。", title="新店起步手册：前三十天做什么")
    assert areas(look(page)) == set()
