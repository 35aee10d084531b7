"""Offences told in everyday words, and honest pages that sound like them."""

import pytest

from checks.inspect import inspect
from checks.references import office_references
from pages.reading import read_page
from tests.checks.made_pages import TODAY, areas, goods_page

OFFENCES = [
    ("advertising", "苗家老膏药", "膝盖咔咔响、上下楼费劲的大爷大妈贴它，三贴下来爬山都不带喘"),
    ("advertising", "黑苦荞", "饭后血糖噌噌涨？喝它压得住"),
    ("advertising", "加盟滇味小锅米线", "一间小店，老板躺着数钱，半年开回一辆奥迪"),
    ("advertising", "建水豆腐", "说第二没人敢说第一的豆腐"),
    ("counterfeit", "女士香水", "香奶奶五号，柜台货三分之一价，味儿一个样"),
    ("counterfeit", "真皮钱包", "驴牌，识货的来，不懂勿扰，微信发细节"),
    ("pyramid_selling", "大健康事业", "一人带三人，三人带九人，到第四层你就可以退休"),
    ("consumer_rights", "桌子", "七天退货那是平台的事，我家不认"),
    ("contract_terms", "租车", "钥匙交到你手上，出啥事都是你的，保险赔不了也是你赔"),
    ("unfair_competition", "网店运营", "一个好评五毛，带图一块，一百条起做"),
    ("product_quality", "轮胎", "旧胎磨花重新刻纹，看着跟新的一样"),
    ("farm_supplies", "老鼠药", "三步倒，一粒见效，人家不让卖的那种"),
    ("travel", "腾冲温泉团", "不要团费，只要身份证，60岁以上来"),
]
HONEST = [
    ("老花镜 防蓝光", "适合老花眼人群，度数100至400。"),
    ("膝关节护具", "爬山跑步给膝盖一个支撑，吸汗透气，魔术贴可调"),
    ("中古香奈儿耳环", "日本古着店购入，九成新，无小票"),
    ("老带新活动", "老学员介绍新学员报名，双方各减100元，限一次"),
    ("羊毛衫", "七天无理由退货，不影响二次销售即可，退回运费买家承担"),
    ("快递说明", "运输途中破损，拍照联系客服，以物流公司为准，我们包赔"),
    ("小米椒 干辣椒", "好评率98%，满59元送20元券。"),
    ("万能胶 强力", "A、B两组分按1:1调匀，静置二十四小时，正品可查，防伪码齐全"),
    ("出境游 泰国五日", "本社有出境资质，每人3280元，签合同"),
    ("老年健康讲堂", "凭兴趣来，来时带身份证，登记用，讲座不卖东西，旅游团另报"),
    ("家政保洁 两小时", "阿姨摔坏东西，家政险最高赔五千，照实赔"),
    ("社区团长招募", "没有分红，没有等级，卖一件算一件的钱"),
    ("农药科普册", "分装农药要有生产许可，散装出售的请举报"),
    ("体检套餐 男士", "含前列腺彩超、肿瘤标志物筛查"),
    ("日抛隐形眼镜", "开封不退，未拆封七天可退"),
    ("84消毒液 500毫升", "有效氯：45到55 g/L，按瓶身比例兑水，擦完开窗"),
    ("玻璃瓶批发", "一箱二十四个，我们没有标签机，瓶子洗过"),
    ("弹棉花 上门取件", "旧棉翻新，一斤收三块，网套另加五块"),
    ("自驾包车 大理", "订金200，三天内改日期，改得动的不扣"),
    ("签证咨询", "机票酒店请自己去官方渠道办，我们不订房、不收团费、不派人带"),
    ("店铺规则说明", "不支持七天无理由的法定类目，页面会标出来"),
    ("跑步鞋 自主品牌", "说起莆田鞋很多人想到仿，我们做自己的牌子"),
    ("昆明周边 徒步", "一元游、零元游别信，我们收费168元一天，费用列明"),
    ("二手货车饲料搅拌桶 600升", "老养牛户转让，电机去年换过，自提"),
    ("自榨核桃油", "开封放冰箱三个月吃完，凉拌最佳，炒到冒烟会苦"),
    ("移动电源", "额定容量6000mAh，电芯10000mAh，通过3C"),
]


def _seen(lexicon, title, text):
    body = goods_page(text, title=title).encode()
    page = read_page(body, "http://shop.example/p/1.html", "text/html; charset=utf-8")
    return areas(inspect(page, lexicon, today=TODAY)) - {"licence"}


@pytest.mark.parametrize(("area", "title", "text"), OFFENCES)
def test_everyday_words_are_understood(lexicon, area, title, text):
    assert area in _seen(lexicon, title, text)


@pytest.mark.parametrize(("title", "text"), HONEST)
def test_honest_pages_that_sound_like_it_are_left_alone(lexicon, title, text):
    assert not _seen(lexicon, title, text)


def test_an_office_keeps_its_own_references(tmp_path):
    assert office_references(tmp_path) is None
    (tmp_path / "references.toml").write_text(
        '[[brands]]\nbrand = "云雀"\nnames = ["云雀"]\nleast = 900\n', encoding="utf-8"
    )
    kept = office_references(tmp_path)
    assert kept is not None
    assert kept.brands[0].least == 900


def test_a_missing_date_is_read_whatever_the_character_for_none(lexicon):
    assert "product_quality" in _seen(lexicon, "零食", "旡生产日期，旡厂名。")


def test_a_heading_that_only_says_promotion_hides_nothing(lexicon):
    body = goods_page(after="<h3>推广</h3><p>莆田鞋，顶级复刻，过专柜</p>").encode()
    page = read_page(body, "http://shop.example/p/1.html", "text/html; charset=utf-8")
    assert "counterfeit" in areas(inspect(page, lexicon, today=TODAY))
