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
