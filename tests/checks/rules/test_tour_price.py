"""What a tour must cost: the price of the tour, not of a ticket on it, and of tours alone."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    ("title", "text", "price", "low"),
    [
        ("昆大丽六日游 跟团", "空调旅游车，含餐，导游全程", "199", True),
        ("昆大丽六日游 跟团", "空调旅游车，含餐，导游全程", "3880", False),
        ("昆大丽纯玩六日游", "不进店，自费项目只有一项夜游，45元，去不去随您", "3880", False),
        ("大理丽江六天 纯玩", "行程单含自费清单（蓝月谷电瓶车50元，自愿）", "3280", False),
        ("元阳建水四天 10人小团", "改好以后送您一张二元小券，晚饭自理约三十元", "1380", False),
        ("元阳建水四天 10人小团", "餐标50元\n单房差\n80元", "1380", False),
        ("元阳建水四天 10人小团", "两早四正，每正餐40元标准", "1380", False),
        ("元阳建水四天 10人小团", "抚仙湖一日游 含车导 168元\n门市价另询", "1380", False),
        ("元阳建水四天 10人小团", "导游：48元\n旅游意外险（可自愿购买，20元/份）", "1380", False),
        ("元阳建水四天 10人小团", "早上五点半有人起来卖豌豆粉，八块钱一碗", "1380", False),
        ("玫瑰花 20枝", "昆明十五度能开七天，进店自取", "39.9", False),
        ("元阳建水四天 10人小团", "空调旅游车，老人报名只要99元一位", "1380", True),
        ("徒步约伴 两天一晚", "油费按实摊，不收组织费，要跟团请找旅行社", "1", False),
        ("蒙自石榴 6斤装", "正在开团，我要跟团\n周五截单，冷藏两天吃完，东门自提", "29.9", False),
        ("话剧《茶马来信》昆明站 12月19日", "开演前七天以上全退，跟团观演请电话", "80", False),
        (
            "昆明飞海口 自由行 4天3晚",
            "含往返机票\n我们只订机票和酒店，不含导游，落地后自己打车，机场到酒店大约四十元",
            "1388",
            False,
        ),
        (
            "普者黑 3天2晚 小团",
            "旅游车，导游\n带您进店的，凭照片按每次每人两百元赔偿",
            "1080",
            False,
        ),
        (
            "雨崩六日 轻徒步 小团",
            "跟团，含餐。不含骡马（村里统一定价，骑一程285元）\n电话卡四十元一周\n赶集备两百块零钱",
            "2860",
            False,
        ),
        (
            "琅勃拉邦四日 跟团",
            "领队，含餐\n基诺山徒步一日：188元\n望天树夜游票90元，想看自己买",
            "2390",
            False,
        ),
        ("琅勃拉邦四日 跟团", "领队，含餐\n今晚抢位，四日团188元走完", "2390", True),
        ("琅勃拉邦四日 跟团", "领队，含餐\n六十岁以上成人188元", "2390", True),
        ("特产店", "旅行团的朋友来可以不买，买贵了七天退差价", "30", False),
    ],
)
def test_only_the_price_of_a_tour_is_held_against_its_days(lexicon, title, text, price, low):
    page = goods_page(text, title=title, price=price)
    assert ("travel.tour-price" in told(lexicon, page, "travel")) is low


def test_a_price_in_the_pages_data_that_nobody_filled_in_is_none(lexicon):
    data = '<script type="application/ld+json">{"@type": "Product", "name": "普者黑三日游", '
    data += '"offers": {"@type": "Offer", "price": "1", "priceCurrency": "CNY"}}</script>'
    page = goods_page("旅游车，导游", title="普者黑三日游 小团", price="1080", after=data)
    assert "travel.tour-price" not in told(lexicon, page, "travel")


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("跟团，含餐\n188元/人", True),
        ("跟团，含餐\n成人 2390元/人，儿童 1190元\n湖边骑马一圈80元/人次", False),
        ("跟团，含餐\n本店好物\n自驾路书电子版\n9.9元", False),
    ],
)
def test_a_page_without_a_price_of_its_own_is_read_by_what_it_says_of_a_person(lexicon, text, low):
    filler = "\n".join(["大理古城集合，洱海边走一段，晚上住双廊，第二天去沙溪赶集"] * 12)
    page = goods_page(text.replace("\n本店", f"\n{filler}\n本店"), title="大理四日小团", price="")
    assert ("travel.tour-price" in told(lexicon, page, "travel")) is low


def test_a_price_said_twice_is_a_price_and_no_shop(look):
    text = (
        "399元包往返机票、五晚酒店、六天用餐，还有石林、玉龙雪山、洱海游船门票。\n"
        "五十岁以下、导游和同行不收。\n到昆明机场接站，看举牌。"
    )
    title = "昆明大理丽江六天五晚 每人只要399元 双飞含酒店"
    found = look(goods_page(text, title=title, price="399")).findings
    rules = {one.rule: one for one in found if one.lead}
    assert "travel.tour-price" in rules and "travel.shopping-forced" not in rules
    assert "强迫" not in "".join(one.reason for one in found)


def test_shops_and_a_price_below_cost_are_two_acts(look):
    text = (
        "399元包往返机票、五晚酒店、六天用餐。\n"
        "行程含五个购物店，每店停留九十分钟，中途不进店的客人补交两千元。"
    )
    title = "昆明大理丽江六天五晚 每人只要399元 双飞含酒店"
    found = look(goods_page(text, title=title, price="399")).findings
    rules = {one.rule for one in found if one.lead}
    assert {"travel.tour-price", "travel.shopping-forced"} <= rules
