"""Copies, poor goods and false farm supplies in anybody's words, and honest talk like it."""

import pytest

from tests.checks.made_pages import goods_page

OFFENCES = [
    ("counterfeit", "真皮腋下包", "橙盒那家的款，懂行的上手摸也分不出是不是柜里拿的"),
    ("counterfeit", "休闲板鞋", "耐克的标另外一个包裹寄，您收到自己缝上去"),
    ("counterfeit", "冲锋衣", "始祖鸟代工厂下来的，没有授权所以才这个价，别拿去专柜问"),
    ("counterfeit", "女包", "想背古驰又舍不得两万块的姐妹看过来，一样的皮一样的扣，只要零头"),
    ("counterfeit", "智能手表", "长得跟苹果的分毫不差，系统是安卓的，送人有面子"),
    ("counterfeit", "软中", "云霄过来的，抽着跟店里一个味，走物流不报品名"),
    ("counterfeit", "飞天53度", "瓶子是收来的原瓶，酒是镇上基酒，酒席上谁也喝不出来"),
    ("counterfeit", "辣酱", "商标还在受理，瓶贴上先打了注册商标的圈R"),
    ("counterfeit", "手工红糖", "刚把商标交上去，瓶身先标®，等下证再说"),
    ("counterfeit", "文山三七粉", "货从广西收的，包装印文山，谁也分不出来"),
    ("counterfeit", "宣威火腿", "四川乡下收来的腿子，套宣威的袋子卖"),
    ("counterfeit", "包材", "各大名酒的瓶盖、防伪标现货，配齐一套二十"),
    ("counterfeit", "洗衣液", "牌子就差一个字，包装颜色一样，乡镇小店好卖"),
    ("counterfeit", "保温壶", "专利号是抄同行的，印在盒子上看着高级"),
    ("counterfeit", "名表", "劳力士绿水鬼，自动机械，全新，一千二带走"),
    ("product_quality", "足银手镯", "钢印打999，里面是白铜，外面镀一层，送礼有面"),
    ("product_quality", "纯蜂蜜", "七成果葡糖浆兑的，挂杯拉丝都有，没人喝得出"),
    ("product_quality", "显卡", "矿上下来的，刷干净重新塑封，当全新的发"),
    ("product_quality", "袋装饼干", "到期的拆了外箱，日期擦掉重打，摆摊的都来拿"),
    ("product_quality", "插线板", "没去做3C，外壳印大厂标，工地凑合用"),
    ("product_quality", "质检代办", "检测报告给您P一张，上架审核够用"),
    ("product_quality", "面霜", "自己在家调的，白瓶装，没有成分表也没有批号"),
    ("product_quality", "电线", "标2.5平方，剥开实测1.8，验收的时候换标头"),
    ("product_quality", "和田玉手镯", "羊脂白籽料，直播间福利，58元包邮带证书"),
    ("product_quality", "二锅头", "瓶标写纯粮，里面是散装酒精兑的"),
    ("farm_supplies", "杀草水", "就是从前那种喝了没得救的，现在店里买不着"),
    ("farm_supplies", "红蜘蛛特效药", "几种药自己兑的方子，没有登记证，果园都打这个"),
    ("farm_supplies", "水稻种", "套大公司的袋子，亲本一样，便宜十块"),
    ("farm_supplies", "苞谷种", "去年杂交的自己留的，没审定，种下去照样结"),
    ("farm_supplies", "洋芋种薯", "一亩不上六千斤我补您差价，白纸黑字"),
    ("farm_supplies", "冲施肥", "亩增三百斤，不增产退钱，烂根病也管好"),
    ("farm_supplies", "猪用小料", "拌料喂背宽屁股圆，出栏前停一周就查不出"),
    ("farm_supplies", "复合肥", "袋子写总养分51，实际二十来个，低价走量"),
    ("farm_supplies", "杀菌剂", "登记证号借的别的产品的，药效一样"),
    ("farm_supplies", "木瓜苗", "转基因的抗病品种，没有标识，邻居都种疯了"),
]
HONEST = [
    ("真皮手提包", "自主设计，不借任何大牌的款，logo是我们自己的小鹿"),
    ("二手爱马仕丝巾", "朋友送的，有原盒，走平台鉴定，假货全退"),
    ("手机壳", "适用于苹果15，第三方品牌，和原装壳一样贴合"),
    ("古法红糖", "商标已申请，暂时只标TM，没下证前不打圈R"),
    ("四川石榴", "不是蒙自石榴，别混了，会理的皮更薄"),
    ("普洱茶 东莞仓", "勐海料，2012年入东莞仓干仓存放"),
    ("天麻", "陕西汉中产的天麻，不叫昭通天麻，价格便宜一截"),
    ("运动鞋", "品牌授权店，与专柜同款同价，专柜可售后"),
    ("茅台镇白酒", "茅台镇自酿，自有品牌，不是贵州茅台"),
    ("卫衣", "和同学的情侣款一样，一套两件，批发价好"),
    ("服装批发", "本档口货品，色差尺寸看好再拿"),
    ("镀银首饰", "铜镀银，不是纯银，会掉色，便宜好看"),
    ("调和油", "配料表写明大豆油八成橄榄油两成"),
    ("临期饼干", "十二月底到期，日期见包装，介意勿拍，绝不改日期"),
    ("二手冰箱", "用了五年，换过压缩机，按二手卖"),
    ("旧沙发换皮", "换皮换海绵的服务，上门量尺寸"),
    ("清洗服务", "皮鞋清洗后跟新的一样，不伤胶"),
    ("牛肉干", "真牛肉，不掺鸭肉，配料第一位就是牛肉"),
    ("3C检测服务", "小家电做3C要多久，过不了不收钱"),
    ("草铵膦", "登记证号PD20152345，果园行间定向喷，不是百草枯"),
    ("有机肥", "羊粪发酵，登记证号可查，不保证增产，效果看地"),
    ("花种", "阳台小白菜种子，彩袋包装，信息齐全"),
    ("猪饲料", "许可证号在袋上，不添加瘦肉精"),
    ("果树苗", "嫁接苗，三年挂果，产量看管理，不包产"),
    ("微耕机", "三七地开沟，一天能开三亩"),
    ("云南火腿月饼", "别处吃不到的味道"),
]
TALKED_OF = [
    ("展板", "讲莆田鞋怎么分级，教您识别仿品"),
    ("农技挂图", "列着百草枯、甲胺磷等禁用农药，贴村口"),
    ("消费提醒", "市场监管局提醒：没有厂名厂址的食品不要买"),
    ("土蜂蜜", "有的商家拿糖浆勾兑冒充，大家小心上当"),
    ("杂粮", "某店用陈米抛光打蜡当新米卖，被罚五万元"),
]


def _accused(inspection):
    """What rules say; the classifier of wordings (checks.unlisted) is measured elsewhere."""
    return {f.rule for f in inspection.findings if f.lead and not f.rule.endswith(".unlisted")}


@pytest.mark.parametrize(("area", "title", "text"), OFFENCES)
def test_an_offence_is_read_in_any_words(look, area, title, text):
    told = {rule.split(".")[0] for rule in _accused(look(goods_page(text, title=title)))}
    assert area in told


@pytest.mark.parametrize(("title", "text"), HONEST)
def test_a_shop_that_says_openly_what_it_sells_is_left_alone(look, title, text):
    assert not _accused(look(goods_page(text, title=title)))


@pytest.mark.parametrize(("title", "text"), TALKED_OF)
def test_who_warns_teaches_or_reports_sells_nothing(look, title, text):
    assert not _accused(look(goods_page(text, title=title)))


def test_sayings_scattered_over_a_long_page_do_not_add_up(look):
    far = "\n".join(["本店所在街道有公交站，周边有停车场，欢迎光临。"] * 40)
    text = f"耐克。\n{far}\n仓库里剩下的纸箱出售。\n{far}\n没有小票。"
    assert not _accused(look(goods_page(text)))


def test_an_officer_reads_what_was_said(look):
    page = goods_page("始祖鸟的，标单独寄给您，自己缝上去", title="冲锋衣")
    told = [f for f in look(page).findings if f.lead and f.area == "counterfeit"]
    assert any("标识另做、另寄" in f.reason and "第五十七条" in f.basis for f in told)


@pytest.mark.parametrize(
    ("title", "text", "accused"),
    [
        ("阿维菌素乳油", "限柑橘、甘蓝，安全间隔期七天，别超量", True),
        ("阿维菌素乳油", "PD登记证号见瓶签，限柑橘、甘蓝，安全间隔期七天，别超量", False),
        ("玉米种子", "净度99%，发芽率90%，产地甘肃张掖", True),
        ("玉米种子", "审定编号、产地、质量指标、检疫证都在袋背，净度99%，看天看管理", False),
        ("玉米种子", "没有审定编号，袋子是白的，净度99%", True),
    ],
)
def test_a_number_that_is_said_to_stand_on_the_pack_is_looked_for_there(look, title, text, accused):
    found = look(goods_page(text, title=title)).findings
    missing = [one for one in found if one.rule.endswith("-missing")]
    assert missing and any(one.lead for one in missing) is accused
