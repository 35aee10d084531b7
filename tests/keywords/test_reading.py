"""Disguised sentences as a reader reads them, by class; and honest ones that nobody reads so."""

import pytest

from keywords.fold import fold
from keywords.reading import reader
from keywords.rewriting import Change, Rewritten
from tests.plain_steps import plain_steps

DISGUISED = {
    "pinyin": (
        ("bu支持七天wu理由", "不支持七天无理由"),
        ("穿过不tui不huan", "不退不换"),
        ("这茶能治liao糖niao病", "治疗糖尿病"),
        ("zhi好了老胃病", "治好"),
        ("一个疗cheng见xiao", "疗程见效"),
        ("拉ren头有jiang励", "拉人头"),
        ("jing态收益每天1%", "静态收益"),
        ("全xin机其实是fan新", "翻新"),
        ("ling团费出发", "零团费"),
        ("百cao枯原液", "百草枯"),
        ("wu登记证的nong药", "无登记证的农药"),
        ("营业zhi照出租", "执照"),
        ("ding金不退", "定金不退"),
        ("zui终解释权归店家", "最终解释权"),
        ("好评fan现3元", "好评返现"),
        ("shua单团队接单", "刷单"),
        ("gao仿包", "高仿"),
        ("yuan单fu刻", "原单复刻"),
        ("huang金会员费，fa展下线", "发展下线"),
        ("bao过保录取", "包过"),
        ("jin店四次", "进店"),
        ("qiang制购物", "强制购物"),
        ("guo期改日期", "过期"),
        ("概bu负责", "概不负责"),
    ),
    "homophone": (
        ("不知持七天无里由", "不支持七天无理由"),
        ("好平反现五元", "好评返现五元"),
        ("开封就不给腿款", "退款"),
        ("押斤不退", "押金"),
        ("最忠解释权归商家", "最终解释权"),
        ("智疗高血鸭", "高血压"),
        ("三个聊程断更", "三个疗程"),
        ("唐尿病人可吃", "糖尿病"),
        ("拉人投拿奖", "拉人头"),
        ("京态收益", "静态收益"),
        ("发展吓线", "发展下线"),
        ("零团废去大理", "零团费"),
        ("狗物店必进", "购物店"),
        ("强制构物", "强制购物"),
        ("白草枯老配方", "百草枯"),
        ("无登鸡证", "无登记证"),
        ("执兆代办", "执照代办"),
        ("虚拟地止注册", "虚拟地址"),
        ("付刻表", "复刻表"),
        ("精访包包", "精仿"),
        ("无合格正", "无合格证"),
        ("布退不换", "不退"),
        ("空苞代发", "空包"),
    ),
    "split": (
        ("氵台疗失眠", "治疗失眠"),
        ("亻叚货", "假货"),
        ("口乞了不反弓单", "不反弹"),
        ("女子评辶反现", "好评返现"),
        ("拉人豆页", "拉人头"),
        ("亻专销", "传销"),
        ("讠正书代办", "证书代办"),
        ("扌丁折", "打折"),
        ("月巴胖", "肥胖"),
        ("癌疒正", "癌症"),
        ("病女子了", "病好了"),
        ("米青仿", "精仿"),
        ("貝兼钱", "赚钱"),
        ("氵咸肥", "减肥"),
        ("化月巴", "化肥"),
        ("农艹约", "农药"),
        ("辶艮款", "退款"),
    ),
    "separator": (
        ("不。支。持。退。货", "不支持退货"),
        ("高/仿/包", "高仿包"),
        ("刷 单 平 台", "刷单平台"),
        ("治-疗-糖-尿-病", "治疗糖尿病"),
        ("零★团★费", "零团费"),
        ("拉~人~头", "拉人头"),
        ("最_终_解_释_权", "最终解释权"),
        ("百.草.枯", "百草枯"),
        ("不，退，不，换", "不退不换"),
        ("复！刻！表", "复刻表"),
        ("假、货、批、发", "假货批发"),
        ("执＊照＊出＊租", "执照出租"),
        ("包【过】", "包过"),
        ("（治）（疗）", "治疗"),
        ("返 💰 现", "返现"),
        ("好……评……返……现", "好评返现"),
        ("传﹒销", "传销"),
        ('根"治"', "根治"),
        ("押：金：不：退", "押金不退"),
    ),
    "look-alike": (
        ("治疔糖尿病", "治疗糖尿病"),
        ("不支特七天无理由", "不支持七天无理由"),
        ("迟货不认", "退货"),
        ("最终解释杈", "最终解释权"),
        ("百革枯", "百草枯"),
        ("农约批发", "农药批发"),
        ("静恋收益", "静态收益"),
        ("拉入头", "拉人头"),
        ("传硝", "传销"),
        ("执熙", "执照"),
        ("营亚执照", "营业执照"),
        ("零困费", "零团费"),
        ("购勿店", "购物店"),
        ("根洽", "根治"),
        ("糖屎病", "糖尿病"),
        ("好评迈现", "好评返现"),
        ("翻薪机", "翻新机"),
        ("高仂", "高仿"),
        ("正晶", "正品"),
        ("特郊药", "特效药"),
    ),
    "emoji": (
        ("5⃣️星好评返💰", "好评返现"),
        ("进🐟塘", "进鱼塘"),
        ("放🦆", "放鸭"),
        ("🚫退🚫换", "不退不换"),
        ("❌退货", "不退货"),
        ("空📦代发", "空包代发"),
        ("发展⬇️线", "发展下线"),
        ("拉👤头", "拉人头"),
        ("刷🥚", "刷单"),
        ("养🐔场", "养鸡场"),
        ("瘦🥩精", "瘦肉精"),
        ("假🍷批发", "假酒批发"),
        ("假🚬", "假烟"),
        ("假💊", "假药"),
        ("百🌿枯", "百草枯"),
        ("无📄农药", "无证农药"),
        ("双✈599", "双飞599"),
        ("高仿👜", "高仿包"),
        ("复刻⌚", "复刻表"),
    ),
    "numbers": (
        ("五百九十九元双飞", "599元"),
        ("伍佰玖拾玖", "599"),
        ("假一赔叁", "赔三"),
        ("七日无理由", "七日无理由"),
        ("一比①", "一比1"),
        ("⑤星好评", "5星好评"),
        ("５佰9", "590"),
        ("㊀比㊀", "一比一"),
        ("两千三百", "2300"),
        ("叁天见效", "三天见效"),
        ("3无产品", "三无产品"),
        ("0团费", "零团费"),
        ("1元游", "一元游"),
        ("7天wu理由", "7天无理由"),
        ("月入3萬", "月入3万"),
        ("拾万大奖", "100000大奖"),
        ("一万二", "12000"),
        ("百分之百", "百分之百"),
    ),
    "vertical": (
        ("好\n评\n返\n现", "好评返现"),
        ("假货\n批发\n联系\n我们", "假货批发"),
        ("不\n支\n持\n退\n货", "不支持退货"),
        ("拉人\n头返\n利高", "拉人头返利"),
        ("治\n疗\n失\n眠", "治疗失眠"),
    ),
    "initials": (
        ("接sd、bd，真号", "接刷单、补单"),
        ("hp返现3元", "好评返现"),
        ("gf包包，zp对比", "高仿包包"),
        ("jf神器，喝了瘦", "减肥神器"),
        ("tnb人喝了血糖降", "糖尿病人"),
        ("bt不换，售出", "不退"),
        ("dzgk注册公司", "地址挂靠"),
        ("lft去西双版纳，进店购物", "零负团"),
        ("bck原液打草", "百草枯"),
        ("拉rt有奖，发展下x", "拉人头"),
        ("qtwly不支持，售出不退", "七天无理由"),
        ("fxj苹果12，成色好屏幕换过", "翻新机"),
        ("空b、单号都有，店铺", "空包"),
        ("zcmf专治老寒腿，一贴见效", "祖传秘方"),
        ("wfzy，吃了就瘦", "无副作用"),
        ("mfy云南，购物两个半天", "免费游"),
    ),
}
"""Class → (as sellers write it, what a rule has to find in it)."""

HONEST = (
    # the mark of a name, and a bracket that closes elsewhere, part words
    "阿细妹®（商标还在申请）豆辣酱",
    "彝家妹™有标签、有厂名",
    "小妹（商标在先申请）的豆豉",
    "惠普hp打印机墨盒，SD卡槽正常",
    "sd卡64g高速，读卡器送一个",
    "HP笔记本 带SD卡槽、BD光驱",
    "cf穿越火线周边鼠标垫",
    "gf系列吉他弦",
    "海尔BCD-216双门冰箱",
    "型号：JF-800 破壁机",
    "尺码：S、M、L、XL",
    "床前明月光\n疑是地上霜",
    "首页\n分类\n购物车\n我的",
    "👍👍👍 好评如潮 ⭐⭐⭐⭐⭐",
    "🏆冠军团队出品🏆",
    "❌不含防腐剂 ✅新鲜现摘",
    "🚫禁止吸烟贴纸",
    "⬇️点击下方购买⬇️",
    "📦包邮📦",
    "❤️爱心猫抓板",
    "✈️航模飞机",
    "🎁礼盒装🎁",
    "nike跑鞋 lining篮球鞋 anta童鞋",
    "mini小风扇 pu皮带",
    "Women's Long Coat 女装",
    "panda熊猫玩偶",
    "made in China 出口品质",
    "fan扇子 can罐头",
    "benben玩具",
    "Hunan hunan辣椒",
    "dan杰克 tan色",
    "买二送一，两百减三十",
    "三十六计连环画",
    "五十年老店，十八道工序",
    "百年好合喜糖",
    "一百二十支铅笔",
    "千纸鹤材料包",
    "十二生肖摆件",
    "八百里秦川小米",
    "九九重阳节礼物",
    "万里长城模型",
    "七夕情人节",
    "零五后女孩喜欢",
    "壹号土猪肉",
    "陆先生定制",
    "伍氏祖传剪刀",
    "玩耍单杠，室内引体",
    "蛋糕仿真模型",
    "返现实主义油画",
    "好平整的桌面",
    "不推荐油炸",
    "不欢而散电影票",
    "船销售部电话",
    "防反现象说明书",
    "治标治本，本册讲树木养护",
    "老年代步车",
    "白草地毯",
    "高纺织密度",
    "芳纺面料",
    "复课通知",
    "证件照相纸",
    "退火钢丝",
    "汽车推货架",
    "肩周炎贴是械字号吗",
    "不焕发光泽",
    "空报纸箱",
    "口臭怎么办牙刷",
    "女子评书光盘",
    "木目纹路清晰",
    "人云亦云字帖",
    "日月同辉摆件",
    "力口水巾",
    "火包子蒸锅",
    "米青团糯米",
    "月半弯茶具",
    "言舌吉他",
    "微信公众号查物流",
    "加工定制，来图来样",
    "治疗椅支架（牙科用，械备号见包装）",
    "农要闻报纸",
    "压根治不住杂草",
    "跟治理有关的书",
    "三吴文化丛书",
    "三五牌香皂",
    "番新疆番茄",
    "直照镜",
    "下现场安装",
    "脚踏实地推广",
    "智疗养院模型",
    "整品类目",
)


def as_read(text: str) -> str:
    """The folded text, and that of every sentence of it that is read otherwise."""
    readings = [reading.text for reading in reader().read(text)]
    return "\n".join(fold(one).text for one in (text, *readings))


@pytest.mark.parametrize(
    ("written", "meant"), [pair for pairs in DISGUISED.values() for pair in pairs]
)
def test_a_disguised_sentence_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert fold(meant).text in as_read(f"现货出售\n{written}\n联系微信")


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_sentence_is_read_as_it_is_written(text: str) -> None:
    readings = reader().read(f"现货出售\n{text}\n元")
    assert all(set(reading.odd.values()) <= {"number"} for reading in readings)


def test_the_way_back_leads_to_the_text_as_given() -> None:
    text = "童鞋：bu支持7天wu理由，穿过不tui。"
    (reading,) = reader().read(text)
    at = reading.text.index("不支持")
    start, end = reading.span(at, at + 3)
    assert text[start:end] == "bu支持"


def test_one_disguise_does_not_hide_another() -> None:
    assert "好评返现" in as_read("好平反💰，晒图联系客服")


def test_a_change_that_others_found_is_made_too() -> None:
    text = "本店出售猪头三号，联系微信"
    (reading,) = reader().read(text, [Change(4, 7, "禁药", "homophone")])
    assert reading.text == "本店出售禁药号，联系微信"


def test_plain_text_has_no_readings() -> None:
    assert reader().read("纯棉短袖，七天无理由退货，包邮。") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kui损全额补给你", "亏损"),
        ("绝对an全", "安全"),
        ("收15yuan验货费", "15元"),
        ("二十jin以上", "斤"),
        ("试过就不能tui了", "不能退了"),
        ("fei用一律不退", "费用"),
    ],
)
def test_a_single_syllable_is_told_by_its_neighbours(written: str, meant: str) -> None:
    assert meant in as_read(written)


@pytest.mark.parametrize("text", ["pu皮手袋", "mini款风扇", "vivo手机壳", "can装啤酒", "a4纸"])
def test_latin_words_that_look_like_syllables_are_left(text: str) -> None:
    assert reader().read(text) == []


@pytest.mark.parametrize("text", ["高。\u202e\n仿货", "。\u202e\u202e\n"])
def test_a_sentence_of_nothing_but_overrides_is_no_reading(text: str) -> None:
    assert reader().read_fields({"title": text}, {}) == {}


def test_words_of_rules_are_read_too() -> None:
    assert not any("保健操" in one.text for one in reader().read("保舰操早课，限时"))
    assert reader(frozenset(("保健操",))).read("保舰操早课，限时")[0].text == "保健操早课，限时"


@pytest.mark.parametrize(
    "piece", ["好。", "好\n", "zhi疗", "返💰", "氵台", "sd、bd ", "刷蛋平台", "白草枯"]
)
def test_a_page_of_nothing_but_disguises_takes_linear_time(piece: str) -> None:
    reader().read(piece)
    readings: list[Rewritten] = []
    text = piece * (100_000 // len(piece))
    assert plain_steps(lambda: readings.extend(reader().read(text))) < 150
    assert all(len(reading.text) < 2_000 for reading in readings)
