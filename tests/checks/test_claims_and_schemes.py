"""Advertising, unfair competition, schemes and tours in wordings of many sellers, and honest talk
that sounds like them. One line each: title｜text."""

import pytest

from checks.inspect import inspect
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page

OFFENCES = {
    "advertising": """
降糖针｜减肥针厂家直供，网上下单
大豆｜本品奥运冠军都在喝，抗病毒
布朗山古树茶｜血管堵的喝它，喝一个月通了
车前草茶｜前列腺炎、尿频尿急，喝一个月断根
石墨烯发热眼罩｜近视三百度的孩子戴两个月摘掉眼镜
手环｜戴上降糖降压，很多糖尿病人戴了就不打胰岛素
软糖｜糖友福音，吃我们家的血糖从15掉到6，药可以慢慢减
茶饮｜手脚冰凉的姑娘喝它，大姨妈来了不再打滚
喷雾｜奶奶的鼻炎，三喷通气，用一个疗程就好了
旺铺｜首付18万，年回报8%起步，到期公司原价回购，零风险
咖啡树认购｜三年后每棵每年分你四百，树死了公司赔
驾校｜考不过学费全退，教练跟考官熟
培训班｜学完直接安排进国企上班，年薪二十万不是梦
月饼礼盒｜用国旗做背景，印上国徽更显国货气派
枕头｜空军疗养院指定用枕，退役军官推荐
奶粉｜接近母乳，可替代母乳，不输妈妈的味道
香烟｜新品上市，口感醇厚，朋友圈九折
米酒｜喝这款能消除疲劳、舒筋活血，越喝越年轻
楼盘｜离地铁口走路三分钟，买了孩子就包入学
佩饰｜请本命佛，小人退散，官司自消
收纳箱｜荣获国家专利，专利号就不公开了
杀虫剂｜无毒无残留，百分百有效，中科院推荐
""",
    "unfair_competition": """
毛巾｜打满星、写二十字配三张照片，截图给小二，三块钱马上到微信
坚果｜给了五星的返三元，写四星不返
外卖服务｜一星的、说拉肚子的，我们有渠道下掉，两天内
电商助力｜安排人来拍你的新品，货不用寄，七天后给你写评语
兼职｜先自己掏钱拍下，确认收货后连本带佣打回来，一单挣八块
云仓｜空的包裹照样有揽收有签收，一件八毛，商家补数据专用
销量服务｜页面显示已售多少，你报个数我们给你做上去
直播气氛组｜假粉进场刷屏，喊已拍，一小时三百
公众号｜阅读数按千计价，晚上十二点前到量，掉了免费补
店铺诊断｜成交订单滚动条是脚本跑的，张先生刚刚下单都是假的
售楼处｜请兼职排队，一天一百五，站着假装抢房号
火锅店｜进店就能刮一张，最大的奖是一套两居室
农资促销｜买肥料砸金蛋，头彩拾贰万现金
刮刮卡｜大奖早就给自己人留着了，你们刮的都是参与奖
鲜花饼｜别买隔壁云馨圆那家，全是香精色素，吃坏肚子好多人，买就买我们的
客户名单｜从某建材公司离职带出来的三千个客户电话，打包卖
引流软件｜在同行直播间里把人截走，自动私信他的粉丝，一天两千条
玉器城｜带客进店的导游司机，成交额的百分之四十现金给你，不走账
豆腐｜包装跟石林老字号那家一模一样，老人小孩分不出来，一样好卖
抢票｜铁路12306合作通道，输入账号密码，收服务费30
短视频｜点赞0.5元/个
兼职｜拍完连本带佣秒退，一单赚6元
""",
    "pyramid_selling": """
沉香认养｜三年还本付息。您带来的亲友认养，公司奖您15%；亲友的亲友再奖8%
茶叶认购｜认购一份每天返86，拉一个亲友进来当场奖800，他的返利你再抽一成
水杯｜2680报一单，左区右区各放一个人就开始对碰，一天封顶8000
商城｜花1000分100天全额退给您，介绍商家和会员进来，他们每笔消费您都有份
互助圈｜你先帮上一位转600，排到你时有六位帮你转，出圈再进圈
店主礼包｜拿一套3980就是店主，朋友拿货给你提1200，朋友再介绍朋友你照样拿400
手环创业｜买三台可以当队长，队长下面凑够三个队长就是营长，营长每月坐领一万五
创业｜投一万每天回一百二，不推人也有，推人另外加速释放
床垫｜两万八，买了就是事业伙伴，再卖四张回本，下面卖的归你两成
说明会｜产品只是道具，真正赚的是团队裂变，做懂制度一年买车
会员｜老会员的收益就是新会员的入单款，只要一直有人进就不会停
系统｜双轨矩阵公排、对碰见点，直销会员制度定制，后台可控提现
""",
    "travel": """
丽江大理四日｜翡翠厅必须进，出来要有购物小票才给房卡
云南六日｜乳胶、玉石、茶叶三个店必进，不能不去
大理包车｜司机兼导游，没有营运证也没导游证，比旅行社便宜一半
雨崩徒步｜我和表哥带队，一人一千六食宿全管，合同就不签了，微信转过来
昆大丽六日｜州里给外地游客掏钱补，每个名额补两千八，自己只出一百九
康养旅居｜听一上午健康讲座，就送云南五日游
滇西环线｜行程里写五星，落地换成快捷酒店，差价不退
玉龙雪山一日｜自费套餐必须参加，不去的在停车场等六小时
哀牢山穿越｜禁入区照进，林场有熟人，四天两千六
雨崩徒步四日｜群主带队，吃住全包，600元/人
版纳跟团｜老人单独出行每人加收六百，不买东西的补八百
""",
}
HONEST = """
灯盏花茶｜云南灯盏花，泡水喝，微苦
布朗山古树茶｜2021年春茶，回甘好，耐泡十五泡
近视镜片｜适合近视600度以内，防蓝光
云南牙膏｜减轻牙龈问题，清新口气
软糖｜普通糖果，不能改善视力，不当药吃
枸杞｜有病找医生，别信吃枸杞能治病
基金入门书｜凡是说稳赚不赔的，多半是骗子。投资有风险
会计课｜学完可做账，不包就业，能不能过看自己
楼盘｜距地铁站约八百米，学区以教育局公告为准
核桃乳 云南2025年销量第一｜据省食品工业协会2025年12月发布的数据，零售量第一，报告编号可查
平安扣｜寓意平安，天然和田玉，附鉴定证书
评价有礼｜写评价不论好坏都送两块钱券，说缺点也送
辣酱｜获得上万条好评，满59减10
差评公告｜差评我们不删，放在那里给大家看
反作弊系统｜识别空包、刷手、虚假好评，帮平台清理
快递打印｜批量打印面单，自动回传单号
投票系统｜后台防刷票，每人每天一票
年货节抽奖｜1月10日晚8点开奖，一等奖苹果一箱价值68元共20名，中奖率公示
卖车｜提车送贴膜脚垫，限时优惠三万
水果店｜隔壁是驿站，坏果包赔，自家果园
证照代办｜我们是代理公司，与政府部门无关，官方办理不收费
老带新｜老客户介绍新客户，双方各得50元券，限一次
便利店加盟｜加盟费三万，收入看位置，有赚有赔，盈利不作承诺
三层货架｜每层承重50公斤，下面两层可拆
防传销讲座｜交钱、拉人、分层拿钱，占了任何两条就要小心
窗帘轨道｜双轨静音，上下两层可挂纱
代购｜买完后全额返还运费，满三百加一元
团长招募｜帮邻居收货，每件提0.8元，不发展下级
果树认养｜398元认养一年，秋天寄80斤果子，不返利
昆大丽六日｜纯玩不进店，四钻酒店，2680元一位，旅行社许可证L-YN01234
包车｜师傅有从业资格证，车有营运证，只开车不讲解
消费券｜市文旅局发放，满200减60，仅限酒店核销
旅行提醒｜几十块的云南六日游，后面等着的是玉器店，别信
古城客栈｜两晚住宿套餐398元，含接站，可自行逛古城
"""


def _seen(lexicon, line, price="2980.00"):
    title, text = line.split("｜")
    body = goods_page(text, title=title, price=price).encode()
    page = read_page(body, "http://shop.example/p/1.html", "text/html; charset=utf-8")
    found = inspect(page, lexicon, today=TODAY).findings
    return {one.area for one in found if one.lead and not one.rule.endswith(".unlisted")}


@pytest.mark.parametrize(
    ("area", "line"),
    [(area, line) for area, lines in OFFENCES.items() for line in lines.strip().split("\n")],
)
def test_offences_are_seen_in_any_words(lexicon, area, line):
    assert area in _seen(lexicon, line)


@pytest.mark.parametrize("line", HONEST.strip().split("\n"))
def test_honest_talk_makes_no_lead(lexicon, line):
    assert not _seen(lexicon, line) & OFFENCES.keys()


def _rules(lexicon, title, text, facts):
    body = goods_page(text, title=title, facts=facts).encode()
    page = read_page(body, "http://shop.example/p/1.html", "text/html; charset=utf-8")
    return {one.rule.partition(".")[2]: one for one in inspect(page, lexicon, today=TODAY).findings}


DEVICE = {"注册证号": "苏械注准20202020123"}
_PRAISE = "缓解颈肩酸痛，改善局部不适，操作简单，两档可调，充电一次可用六小时。" * 8


def test_a_device_page_that_praises_and_warns_nowhere_is_a_weak_lead(lexicon):
    found = _rules(lexicon, "理疗仪", _PRAISE, DEVICE)["warning-missing"]
    assert (found.lead, found.strength) == (True, "weak")
    assert "请仔细阅读产品说明书或者在医务人员的指导下购买和使用" in found.reason


def test_a_short_page_whose_warning_may_be_in_a_picture_is_only_remarked_on(lexicon):
    found = _rules(lexicon, "理疗仪", "缓解颈肩酸痛", DEVICE)["warning-missing"]
    assert not found.lead
    assert "查看图片" in found.reason


def test_a_page_with_the_warning_is_left_alone(lexicon):
    text = f"{_PRAISE}请仔细阅读产品说明书或者在医务人员的指导下购买和使用"
    assert "warning-missing" not in _rules(lexicon, "理疗仪", text, DEVICE)


def test_an_otc_drug_shows_its_warning(lexicon):
    drug = {"批准文号": "国药准字Z53020123"}
    missing = _rules(lexicon, "感冒颗粒 OTC", "缓解鼻塞流涕。" * 40, drug)
    assert missing["warning-missing"].lead
    shown = "缓解鼻塞流涕。" * 40 + "请按药品说明书或者在药师指导下购买和使用"
    assert "warning-missing" not in _rules(lexicon, "感冒颗粒 OTC", shown, drug)


def test_a_right_number_allows_no_rate_of_cures(lexicon):
    found = _rules(lexicon, "鼻炎喷剂", "一喷见效，有效率98%，多年鼻炎断根", DEVICE)
    assert found["approved-goods-promise"].lead


def test_a_promise_is_told_behind_one_that_is_only_talked_of(lexicon):
    text = "颈椎病能根治吗？不能。\n喷上三天，一喷见效，老病号断根"
    found = _rules(lexicon, "颈椎喷剂", text, DEVICE)["approved-goods-promise"]
    assert found.lead and found.matched != "根治"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("消费满100参与抽奖送大礼，什么时候开看缘分", True),
        ("消费满100参与抽奖送大礼", False),
    ],
)
def test_a_draw_of_which_nothing_is_told_leads_only_where_it_is_left_open(lexicon, text, lead):
    assert _rules(lexicon, "火锅店", text, {})["draw-rules-missing"].lead is lead


def test_a_draw_is_quoted_where_it_stands(lexicon):
    facts = {"店庆": "消费满100参与抽奖送大礼，什么时候开看缘分"}
    found = _rules(lexicon, "火锅店", "牛油锅底，现切牛肉", facts)["draw-rules-missing"]
    assert (found.lead, found.field) == (True, "attributes")
    assert found.matched.startswith("消费满100")


def test_a_draw_with_its_rules_is_left_alone(lexicon):
    text = "消费满100参与抽奖送礼，12月8日公布，一等奖3名，概率千分之二"
    assert "draw-rules-missing" not in _rules(lexicon, "火锅店", text, {})


def test_a_prize_too_high_is_told_whatever_the_team_does(lexicon):
    text = "消费就抽奖，最高奖十万现金，团队做到就能拿"
    assert _rules(lexicon, "火锅店抽奖", text, {})["prize-too-high"].lead


def test_a_first_rank_excuses_only_where_it_is_the_only_one(lexicon):
    text = "拉满三个人，一级代理升总代，团队业绩拿提成"
    assert _rules(lexicon, "美妆代理", text, {})["heads-and-rank"].lead
    text = "拉满三个人送面膜，只有一级代理，没有团队提成"
    assert not any(one.lead for one in _rules(lexicon, "美妆代理", text, {}).values())


def test_a_banned_pesticide_is_no_withered_grass(lexicon):
    found = _rules(lexicon, "除草剂", "百草枯，老配方，枯木逢春的地也见效", {})
    assert found["banned"].lead
    found = _rules(lexicon, "绿植", "寒冬过后百草枯木逢春", {})
    assert not any(one.lead for one in found.values())
