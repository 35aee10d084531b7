import pytest

from checks.goods_class import goods_of
from pages.reading import read_page
from tests.checks.made_pages import goods_page


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (goods_page("批准文号：国药准字Z20025001", title="某某片"), "drug"),
        (goods_page("注册证号：滇械注准20182640001", title="电疗仪"), "device"),
        (goods_page("批准文号 国食健注G20190040", title="某某胶囊"), "health_food"),
        (goods_page("中药饮片，性味归经：甘、温", title="三七粉"), "slices"),
        (goods_page("云G妆网备字2023002054", title="面霜"), "cosmetics"),
        (goods_page("煲汤用", title="昭通天麻 250克"), "food_and_medicine"),
        (goods_page("磨成粉", title="三七粉 100克"), "food"),
        (goods_page("好茶", facts={"配料": "大叶种"}), "food"),
        (goods_page("好用", title="茶盘"), "other"),
        # a wrong number decides nothing
        (goods_page("国药准字Z2002500", title="茶盘"), "other"),
    ],
)
def test_classes(html, kind):
    assert goods_of(read_page(html.encode(), "https://shop.example/")).kind == kind


def test_wrong_numbers_are_kept():
    page = read_page(goods_page("国药准字Z2002500").encode(), "https://shop.example/")
    assert [code.note for code in goods_of(page).wrong_numbers] == ["format"]
