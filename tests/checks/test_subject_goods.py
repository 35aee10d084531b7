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
    ],
)
def test_which_goods_are_about_offences(name, about):
    assert (subject_excuse(name, "counterfeit.slang") is not None) is about


def test_what_a_printer_forges_is_told(look):
    assert "credit" in areas(look(goods_page(FORGED, title="图片精修 证件照 海报")))
    assert "credit" not in areas(look(goods_page(f"海报上写着：“{FORGED}”", title="反诈海报")))
