"""Lessons, stories and plays about offences, whose words are those of offences."""

import pytest

from tests.checks.made_pages import areas

PAGE = (
    "<title>{title} - 山坳公益社</title><h1>{title}</h1>{body}<p>山坳公益社 电话 0872-1234567</p>"
)


def page(title: str, *lines: str) -> str:
    return PAGE.format(title=title, body="".join(f"<p>{one}</p>" for one in lines))


LECTURE = page(
    "会员法律课讲稿：哪些做法会被认定为传销",
    "今天只讲一条，《禁止传销条例》第七条，各位对着自己店里的“合伙人计划”看一看。",
    "店里做“交九千八当合伙人，推荐一人奖励三千，他再推荐你再拿一千五”是不是？样样齐。",
    "已经做了怎么办？停，退钱，主动到市场监管局说清楚，主动消除后果可以从轻。",
)
HANDBOOK = page(
    "代理商文案合规手册（禁用词与替换写法）",
    "违反一次停货七天。绝对化：国家级、最高级、最佳、顶级、全国第一、独一无二。",
    "疾病：治疗、降血糖、降三高、抗癌、根治、排毒。",
    "广告法第九条、第十七条。去年一位代理写“喝三个月血脂正常”，被举报，当地局里立了案。",
)
STORY = page(
    "“包教包会日结三百”，我差点成了刷单的",
    "第二天说升级做“垫付单”，给网店刷销量，付一百返一百二十。我付了，返了，库存还有。",
    "做笔录的警察说，刷单本身就违法，帮商家做假销量，商家要罚。",
    "先垫钱再返钱的，都是骗。受骗了不丢人，打96110，越早越好。",
)
PLAY = page(
    "讽刺小品｜《神水发布会》",
    "人物：吹总（卖水的），阿婆，所长。地点：村口大青树下。",
    "（吹总提一桶水上）",
    "吹总：宇宙独家、销量第一的神水到了！喝两口包治百病！祖传秘方！（众笑）",
    "吹总的台词越夸张越好。谢幕时所长要走到台前说：水就是水，治病找医生。",
)


EXAM = page(
    "期末模拟卷《市场监管法律基础》及参考答案",
    "一、单项选择（每题2分）",
    "3. 丁在朋友圈发布：“交4980元成为联创，直推一人奖1200，间推一人奖600。”丁的收益主要来自（ ）"
    "A. 商品差价 B. 劳务 C. 后加入者缴纳的费用 D. 平台补贴",
    "4. 丙商场抽奖，一等奖为市值七万二千元的电动汽车一辆，买家须先下单。参考答案：C",
)
RADIO = page(
    "广播短剧《二舅的项目》完整文本",
    "编剧：夏木 人物：二舅，四十九岁；小敏，二舅的外甥女。（音效：鸡叫，摩托车停下。）",
    "二舅：你交一个单，九千八，每天树会掉钱，躺着拿，这叫静态。她种一棵，你拿一成五；她再喊人，"
    "你拿八个点；八代以内都有你的。",
)


BOUGHT = EXAM.replace("买家须先下单", "买家须先在页面上点“立即购买”")
"""A sentence that speaks of a button is none."""
SALE = EXAM.replace(
    "参考答案",
    "5. 她说：今天原价699元，只要99元，下播恢复原价。她的行为属于（ ）A. 虚构原价。参考答案",
)
"""Prices of a question are nobody's."""
SKETCH = page(
    "独幕小戏：《便宜团》",
    "人物：秦大妈，六十八岁；假导游一名。（门铃响。假导游上。）",
    "假导游：大妈，明早六点上车！到了地方进店看看，不买的话，车门不开。（下）",
)


@pytest.mark.parametrize(
    "text", [BOUGHT, SALE, SKETCH, LECTURE, HANDBOOK, STORY, PLAY, EXAM, RADIO]
)
def test_it_offers_nothing(look, text):
    assert areas(look(text)) == set()


def test_what_was_seen_stays_and_says_why(look):
    seen = [one for one in look(LECTURE).findings if one.area == "pyramid_selling"]
    assert seen and any("没有商品出售" in str(one.excused) for one in seen)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        # The same words with an offer, a button, or without anything that speaks of the law.
        (LECTURE.replace("停，退钱", "加微信详谈，名额有限，停，退钱"), "pyramid_selling"),
        (HANDBOOK.replace("<p>山坳", "<button>立即购买</button><p>山坳"), "advertising"),
        (
            page(
                "守法须知：我们的合伙人计划",
                "交九千八当合伙人，推荐一人奖励三千，他再推荐你再拿一千五，团队业绩提成另算。",
            ),
            "pyramid_selling",
        ),
        (EXAM.replace("<p>山坳", "<button>立即购买</button><p>山坳"), "pyramid_selling"),
        (
            page("考核即成联创：招募", "交4980元成为联创，直推一人奖1200，间推一人奖600。"),
            "pyramid_selling",
        ),
        (page("讽刺小品演出服", "本品喝两口包治百病，祖传秘方，销量第一。"), "advertising"),
    ],
)
def test_a_title_alone_excuses_nobody(look, text, area):
    assert area in areas(look(text))
