"""Who speaks: reports, warnings, questions and denials make no lead; a seller's offer does."""

import pytest

from checks.excuses import Place, place_excuse
from checks.frames import frame_excuse, offers


def asked(text: str, rule: str = "") -> str | None:
    """What excuses the words in 【】 of `text`."""
    start, end = text.index("【"), text.index("】") - 1
    bare = text.replace("【", "").replace("】", "")
    return place_excuse(Place.of("description", bare, start, end), rule=rule)


REFUSED = (
    "【没有3C】的“快充”便宜八十块，我们店一只也不卖",
    "有人说“做个【一模一样】的，域名差一个字母”，我们当场端茶送客",
    "有的单位为了【应付检查】，想买翻新的，我们说没有",
    "想要【开假票】的客人，本店一律不接",
)
"""What others want and the shop refuses."""


@pytest.mark.parametrize("text", REFUSED)
def test_what_others_want_and_the_shop_refuses_is_no_offer(text: str) -> None:
    assert "说明" in (asked(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "【没有3C】的快充便宜八十块，我们店一次走一百只，量大再谈",
        "想要【开假票】的客人，我们不收定金，加微信",
        "有人问过【高仿】，懂的来，我们不卖便宜货",
    ],
)
def test_a_shop_that_refuses_something_else_still_offers(text: str) -> None:
    assert asked(text) is None


REPORTED = (
    "说它能补脑、【抗癌】、治抑郁的，不是我们店里的人",
    "“治不好退款”“内部名额”“【祖传秘方】”。凡听到其中一句，请挂断电话，回家商量",
    "去年我们的页面写着“【概不退换】”。有位顾客来信指出：这些都是格式条款，写了也无效",
    "广告里说【根治】糖尿病的都是假的，糖尿病目前无法根治",
    "凡是说【稳赚不赔】的，多半是骗子",
    "声称【免考拿证】的都是假证，查验网址认准官网",
    "【特供酒】都是假酒，别再问了",
    "某茶企宣称普洱【降血脂】，被罚三万元",
    "一【刷单】公司被罚八十万，帮一百多家网店虚构销量",
    "【删负面】公司老板因非法经营罪获刑，涉案三百万",
    "行政处罚决定书：当事人【出租营业执照】，罚款一万元，予以公示",
    "【百草枯】水剂自2016年7月起已停止销售和使用",
    "【百草枯】国家早禁了，家里有剩的请交农业站",
    "警惕传销！交入门费、【拉人头】、按层级计酬，三条占一条就别碰",
    "【五级三阶制】就是1040骗局，别被高额返利迷了眼",
    "哪有【包增产】的肥，宣传亩增千斤的多半不靠谱，别上当",
    "什么是【大数据杀熟】？消法实施条例有规定",
    "【互助盘】是什么？收三成利息的背后是后人垫前人",
    "这茶能【治糖尿病】吗？不能，茶就是茶。",
    "能【降血糖】吗？\n荞麦是粮食，升糖慢一些，但也是主食，有病看医生，别当药吃。",
    "听说能【治痛风】？店家答：没得那回事，当早点冲来吃的。",
    "“【概不退换】”“过期作废”都是无效的，遇到可以找消协",
    "「【最终解释权】」这类字眼是霸王条款，看到就撕",
    "提防“【船销】”换字骗人，换个写法还是传销，要报警",
    "低于成本的“【零团费】”往往靠购物找补，遇到甩团打12345",
    "【包治百病】。祖传秘方。以上说法都是骗局，请举报。",
    "据通报，邻省一家公司【出租执照】，已被列入名单",
    "有人在直播里讲“天麻粉【专治】头晕、降三高”。这话不对，食品不能宣传治病",
    "有人打着我们寨子的旗号在群里讲：交三千九做合伙人，【拉一个人】返八百。那不是我们社的",
    "您收到让您【打五星再返红包】的卡片，那是假冒的，请拍照发给我们",
    "近来有用户收到自称我们员工的短信，说【五星好评返现】二十元。这不是我们做的",
    "【糖尿病】人能吃吗\n水果有糖，能吃多少请问医生，我说不准",
    "【降血糖】可以吗\n不能，就是普通的茶",
    "有人卖【高仿】，说是我们的分店，遇到请举报到12315",
)

DENIED = (
    "当水喝，不【治病】",
    "放松心情，不作【治疗】用途",
    "改善土壤，不保证【增产】",
    "免费试讲，不包【提分】",
    "有病找医生，别信吃天麻能【治病】",
    "别【出租执照】，出租要罚",
    "谢绝【借证】",
    "能找出【空包】、刷手，帮平台清理",
)

OFFERED = (
    "有人说贵，其实【高仿】就值这个价。这话不假，懂的来",
    "网上都在找【代开发票】。别去别家，加微信",
    "市面上都是骗子，我家【高仿】一比一",
    "同行都是骗人的，【高仿】找我们，懂的来",
    "【包治】糖尿病，不是骗人的",
    "【高仿】名表，假一赔十",
    "【概不退换】，投诉无效",
    "售后问题【概不负责】，举报也没用",
    "【刷单】被罚我们赔，放心做",
    "【包过】，不过退全款，被查算我的",
    "【根治】糖尿病，骗人天打雷劈",
    "【百草枯】国家早禁了，我这还有存货，识货的来",
    "【无登记证】的药，要罚也罚不到你",
    "不【复投】账户就冻结",
    "记者走访发现一位老农献出【偏方】",
    "专柜都是骗局，【复刻】同厂出",
    "【降血糖】，医生不告诉你的秘密，谨防假冒",
    "【包过】，罚款我们出",
    "特别【治疗】失眠",
    "不得不【治】的老胃病，【治】好为止".replace("，【治】", "，治"),
    "能【根治】吗？能，三个疗程断根",
    "【糖尿病】人能吃吗\n可以，老客喝了一个月血糖就稳了",
    "能【降血糖】吗？\n可以的，好多老客的医生都说不用看医生了",
    "能【降血糖】吗？\n本店老客都晓得，喝一个月就明白",
    "【最终解释权】归本店，签字后出现任何问题均与本店无关",
    "警惕假货！【高仿】原单现货，加微信",
    "“【全国第一】”的品质，老客都说好",
    "“【祖传秘方】”三个疗程见效。看到这里的，私信我，别信医院",
    "我们的“【高仿】”做工一流。那些说不对的都是同行",
)


@pytest.mark.parametrize("text", [*REPORTED, *DENIED])
def test_what_is_reported_warned_of_or_denied_is_excused(text: str) -> None:
    assert asked(text)


@pytest.mark.parametrize("text", OFFERED)
def test_what_a_seller_offers_is_not(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize("rule", ["rivals-slurred", "rival-belittled"])
def test_a_verdict_on_rivals_is_the_offence_itself(rule: str) -> None:
    text = "【隔壁那家的滤芯】用了等于没用，全是骗子"
    assert asked(text)
    assert asked(text, rule=rule) is None


def test_a_verdict_on_a_service_that_harms_rivals_is_a_warning() -> None:
    assert asked("【职业差评】的都是敲诈，遇到请报警", rule="disparage")


def test_a_frame_ends_with_its_sentence() -> None:
    text = "谨防上当受骗。高仿名表到店"
    start = text.index("高仿")
    assert frame_excuse(Place.of("description", text, start, start + 2)) is None


def test_offers() -> None:
    assert offers("我家现货，加微信")
    assert not offers("有人冒充本店卖货，与本店无关")
    assert not offers("我们从不刷单")
