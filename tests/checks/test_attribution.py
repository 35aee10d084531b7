"""Whose words: what the frame of a sentence gives to others is no lead; an offer in a frame is."""

from dataclasses import replace

import pytest

from checks.attribution import attributed, attributed_sentence, without_others
from checks.discovery import compared_rules
from checks.inspect import inspect
from tests.checks.made_pages import TODAY, goods_page, leads, made_finding, seen_page


def asked(text: str, *, may_refuse: bool = False) -> str | None:
    """Why the words in 【】 of `text` are not the shop's."""
    start, end = text.index("【"), text.index("】") - 1
    return attributed(text.replace("【", "").replace("】", ""), start, end, may_refuse=may_refuse)


OTHERS = (
    "张大姐收到一条消息，对方把她拉进群，说【交4980元就能当合伙人】，再拉两个人就回本。",
    "来了一位大哥，愁眉苦脸。他去年把【执照“租”给】一个人，一个月三百。现在买家投诉，人早不见了。",
    "我们的页面上不会写“【包治百病】”",
    "“特价商品【概不退换】”这种牌子我们店从来不挂",
    "“【刷单返现】”？我们店不存在这种做法",
    "有同行把鸭胸【当羊肉卷卖】，咱不干那事",
    "有的同行是这样做的：【掺三成糖浆】。我们不做这种事。",
    "市面上的“【三天断根】训练营”，我们的来访者里有两位去过",
    "高仿、【复刻】、“原单”，不管仿得多好，一律不收",
    "【五级三阶制】、静态收益，这些词听见就走",
    "去年有位客人在网上找人，【八百块包移出】，结果核查，又列回去了",
    "把戏是这样的：两根棒插进水里，【喝出结石】，三千八的机子当场安",
    "不接【把别家商标磨掉】重新刻的活，那叫反向假冒",
    "有人爱把越南果倒进本地箱【冒充元江】，价钱差一半，那叫伪造产地，不要学",
    "加价票、【内部票】都不要买：正规售票入口只有三个",
    "“【零风险】”“全国最高”，宣传单里印过一次，重印时删掉了",
    "人家四天三晚住五钻，【只要299】，你们凭什么1980",
    "常有阿姨问：我【拉了二十个邻居】进群，有没有提成？没有",
    "常有阿姨问：我【拉了二十个邻居】进群，有没有提成？\n没有，团长只得服务费",
    "莆田鞋、“【纯原】”到底是什么",
    "【执照出租】也是违法的",
)
SHOPS = (
    "【包治百病】，我们的页面上都写着",
    "别家不敢写“【根治】”，我们敢写",
    "有的同行【掺三成糖浆】，我们不收定金",
    "高仿、【复刻】，我们有一批，懂的来，别家一律不收",
    "去年有位客人在别家治不好，来我们这里【三天断根】，吃了亏才知道我们管用",
    "有位客人在网上发差评，【我们公布他的地址】，后来他后悔了",
    "有人问：【拉一个新人】有没有提成？有，一个二百",
    "内部票【我们有】，加微信，别处的都不要买",
    "【高仿】、A货我们一概不做，那太糙。这只和柜上同一批皮、同一副模",
    "群里不要说“【拉人头】”，统一说“建家”",
    "这不算传销，【推荐一人返三百】",
)


@pytest.mark.parametrize("text", OTHERS)
def test_a_frame_gives_the_words_to_others(text):
    assert asked(text)


@pytest.mark.parametrize("text", SHOPS)
def test_what_the_shop_does_stays_its_own(text):
    assert asked(text) is None


def test_where_refusing_is_the_act_a_refusal_is_no_denial():
    assert asked("特价品【不退货款】，别的一律不收") is not None
    assert asked("特价品【不退货款】，别的一律不收", may_refuse=True) is None
    assert asked("顾客不得说“【质量差】”这样的话", may_refuse=True) is None
    assert asked("不许说“【质量差】”", may_refuse=True) is None
    assert asked("我们不写“【最终解释权归本店】”", may_refuse=True) is not None
    assert asked("页面不会提示“【到期自动续费】”", may_refuse=True) is None


def test_a_sentence_that_refuses_is_no_denial_where_refusing_is_the_act():
    text = "打开包装的【成品】衣服一律不收回，也不卖给挑刺的"
    assert asked(text, may_refuse=True) is None
    assert asked("特价【成品】售出，一律不接受退换") is None
    assert asked("七十岁以上【老人】，一律不接待") is None
    said = "有人来问成品，一律不收"
    assert attributed_sentence(said, 0, len(said))
    assert attributed_sentence(said, 0, len(said), may_refuse=True) is None


def test_what_was_compared_is_asked_for_no_frame(lexicon):
    seen = seen_page(lexicon, "高仿、复刻的包，不管仿得多好，一律不收")
    read = made_finding(seen, "counterfeit", "高仿、复刻的包")
    compared = replace(read, rule=min(compared_rules()))
    assert [one.lead for one in without_others(seen, [read, compared])] == [False, True]


def test_another_shops_price_is_compared_with_nothing(lexicon):
    words = "本店大理两天一夜跟团游每人698元，含住宿和车。人家丽江大理六天只要299元，你们凭什么698"
    findings = inspect(seen_page(lexicon, words).page, lexicon, today=TODAY).findings
    assert not [one for one in findings if one.lead and one.matched.startswith("299")]


@pytest.mark.parametrize(
    "text",
    [
        "去年有个康养公寓在个旧开推介会，交五万预定床位，年息百分之八，半年跑了",
        "下面几段话是从骗子的群里抄下来的，请对号：“内部渠道，逾期消除，先付三千保证金”",
        "有的同行进班就说命题组亲自押题，去年一个不落。我们不做这种事",
    ],
)
def test_a_whole_sentence_may_be_about_others(text):
    assert attributed_sentence(text, 0, len(text))
    assert attributed_sentence(text[: text.index("，")], 0, text.index("，")) is None


def test_the_officer_reads_why(lexicon):
    text = "高仿、复刻、“原单”，不管仿得多好，一律不收"
    findings = inspect(seen_page(lexicon, text).page, lexicon, today=TODAY).findings
    told = [one for one in findings if one.area == "counterfeit"]
    assert told and not any(one.lead for one in told)
    assert any("一律不收" in (one.excused or "") for one in told)


@pytest.mark.parametrize(
    "text",
    [
        "不接的活先列出来：营业执照改字、许可证【改日期】、公章抠图，加钱也不做",
        "拿别家机器刮标【换标】的活，不接",
        "保健食品不是药物，更不能抗肿瘤、【防癌】复发，请听主治医生的安排",
        "我们没有“有权【随时调整】、恕不通知”的条款",
        "有老乡问“拉几个人进来【拿多少提成】”，没有这回事",
        "外面十几块钱的，粉里【掺滑石粉】，真着火喷两秒就没",
        "国家早就不允许在酒上标【特供】、专供",
        "没有登记证、【没有标签】的“自配药”不要贪便宜",
    ],
)
def test_lists_of_what_is_not_done_and_goods_of_others(text):
    assert asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "本店不开发票，【要票加六个点】，不愿意的下回别来",
        "公司【不负任何责任】，客户也不能要求退中介费",
        "三高就从一斤喝起，【没了】，别贪便宜买嫩的",
        "茅台镇高手做的，【和飞天一模一样】，高仿的东西别拿去送懂酒的",
    ],
)
def test_what_buyers_are_told_not_to_do_denies_nothing(text):
    assert asked(text, may_refuse=True) is None and asked(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "有的贩子把过期的点心擦掉日期重新喷，喷上去的字发虚。看见两层日期的，不要买，拍照打12315。",
        "没有厂名、没有厂址、没有生产日期，这就是“三无”，食品安全法第六十七条写得明白。",
        "把营业执照借给亲戚开网店？站里小张讲个真事，讲完您就知道要不要借。",
        "撕标签换日期的事，工商来查一次就够丢人了，犯不上，我们的货日期都喷在封口下面。",
        "自己配的、没批号的药，送我们也不收，休药期按说明书，本店兽药经营许可证见首页。",
        "本店拒绝销售没有农药登记证、不贴标签的药水，请勿来问，三位师傅都有操作证。",
    ],
)
def test_what_others_do_and_the_shop_warns_of_or_refuses(look, text):
    assert leads(look(goods_page(text, title="紫米 红米 墨江"))) == set()


@pytest.mark.parametrize(
    "text",
    [
        "过期的点心擦掉日期重新喷，喷上去的字看不出来，要的打电话拿货，十五块一箱。",
        "没有厂名、没有厂址、没有生产日期，便宜处理，一箱二十，要的来拿。",
        "别人不敢做，换日期的事我们包，一箱收五毛，工商来查我们顶着，犯不上怕。",
    ],
)
def test_what_the_shop_does_itself_stays(look, text):
    assert leads(look(goods_page(text, title="点心 处理"))) != set()
