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
        (
            goods_page("饮水用", title="鸡鸭鹅呼吸道一针灵 兽用 100ml", facts={"净含量": "100ml"}),
            "vet_drug",
        ),
        (goods_page("皮下注射", title="牛羊驱虫净 100ml"), "vet_drug"),
        (goods_page("拌料", title="蛋鸡肠炎散 100克"), "vet_drug"),
        (goods_page("现杀现发", title="散养土鸡肉 不打抗生素 两只"), "food"),
        (goods_page("一天一袋", title="减肥茶 肥胖人群 20袋"), "other"),
        (goods_page("亩用20公斤", title="含氨基酸水溶肥"), "fertilizer"),
        (goods_page("润手", title="尿素霜 护手"), "other"),
        (goods_page("罐装", title="爱婴星 婴儿配方奶粉 1段"), "infant_formula"),
        (goods_page("每天一次", title="家用激光治疗仪"), "device"),
        (goods_page("布面", title="血压计收纳包"), "other"),
        (goods_page("看牙", title="明皓口腔门诊部"), "medical_service"),
        (goods_page("软毛", title="口腔门诊同款牙刷"), "other"),
        (goods_page("音量五档", title="老年人助听器 隐形 充电款"), "device"),
        (goods_page("戴着不勒", title="医用外科口罩 50只 独立包装"), "device"),
        (goods_page("早晚各一次", title="家用颈椎牵引器 充气式"), "device"),
        (goods_page("通用", title="助听器充电器"), "other"),
        (goods_page("双联", title="隐形眼镜盒"), "other"),
        (goods_page("饭后吃", title="蜂胶软胶囊 中老年保健食品"), "health_food"),
        (goods_page("饭后吃", title="蜂胶软胶囊", facts={"类别": "保健食品"}), "health_food"),
        (goods_page("钢化玻璃", title="保健食品展示柜"), "food"),
        (goods_page("普通食品，非保健食品", title="蜂胶片 非保健食品"), "food"),
        (goods_page("一次一袋", title="感冒清热颗粒 12袋"), "drug"),
        (goods_page("不油腻", title="防晒霜 SPF50"), "cosmetics"),
        # a plaster of one's own making is no drug
        (goods_page("主治风湿，没有批号", title="苗家黑膏药"), "other"),
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
