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
        (goods_page("一天一勺", title="老坛牛肉酱 两瓶"), "food"),
        (goods_page("滴滴好料", title="蛋鸡预混料 25公斤"), "feed"),
        (goods_page("好用", title="饲料桶 加厚"), "other"),
        (goods_page("亩用20公斤", title="含氨基酸水溶肥"), "fertilizer"),
        (goods_page("润手", title="尿素霜 护手"), "other"),
        (goods_page("罐装", title="爱婴星 婴儿配方奶粉 1段"), "infant_formula"),
        (goods_page("每天一次", title="家用激光治疗仪"), "device"),
        (goods_page("布面", title="血压计收纳包"), "other"),
        (goods_page("看牙", title="明皓口腔门诊部"), "medical_service"),
        (goods_page("软毛", title="口腔门诊同款牙刷"), "other"),
        # a wrong number decides nothing
        (goods_page("国药准字Z2002500", title="茶盘"), "other"),
    ],
)
def test_classes(html, kind):
    assert goods_of(read_page(html.encode(), "https://shop.example/")).kind == kind


def test_wrong_numbers_are_kept():
    page = read_page(goods_page("国药准字Z2002500").encode(), "https://shop.example/")
    assert [code.note for code in goods_of(page).wrong_numbers] == ["format"]


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("三七粉 100克", True),
        ("文山三七头 罐装", True),
        ("三七花 干花", False),
        ("普洱熟茶", False),
    ],
)
def test_the_root_of_sanqi_is_doubtful_food(title, doubted):
    page = read_page(goods_page("一天一勺", title=title).encode(), "https://shop.example/")
    assert ("三七主根" in goods_of(page).name) is doubted


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("滇东口腔门诊部", "医疗机构执业许可证：PDY00023X53010217D1502", True),
        ("某县中医医院 科室介绍", "脾胃病科：运用中医药治疗慢性胃炎。门诊时间周一至周五", True),
        ("某县中医医院", "院内小卖部出售膏药", False),
        ("芊语美容诊所", "治疗痘痘，专家坐诊", False),
        ("明德诊所", "医疗机构执业许可证正在办理", False),
        ("老方膏药 诊所同款", "医疗机构执业许可证：PDY00023X53010217D1502", False),
    ],
)
def test_who_is_licensed_to_treat(title, text, shown):
    page = read_page(goods_page(text, title=title).encode(), "https://shop.example/")
    assert (goods_of(page).medical_excuse is not None) is shown
