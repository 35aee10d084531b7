"""A complaint of the body and what becomes of it, in everyday words (以俗称宣传疗效).

广告法 17, 食品安全法 73. 起夜三次的喝半个月, 一觉到天亮: no illness is named and no cure,
and every reader understands both. A complaint and a relief in one sentence are a claim where
the goods may make none.
"""

from checks.ailments import GRAVE, LAY, NEEDLES, PART_AND_PAIN, RELIEF, TAKING
from checks.context import Context
from checks.farm_goods import FERTILIZER
from checks.finding import Finding, without_lead
from checks.honest_talk import honestly
from checks.illness import HARMLESS, NOT_A_CLAIM, OTHER_GOODS, GoodsNames
from checks.lawful_use import lawful_use
from checks.medical_wording import number_excuse, of_the_class
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.plain_text import plain
from checks.unless import affirmed
from checks.word_pairs import WordPairs, WordThen
from pages.words import words

AREA = "advertising"
UNIT = "advertising"

_TAKES = "喝|吃|贴|泡|抹|擦|涂|敷|服|含|嚼|滴|喷|洗|熏|灸|冲|用|戴|垫|枕|坐|躺"
_SPAN = "天|日|周|星期|个?月|礼拜|疗程|盒|贴|瓶|次|副|剂|包|袋|斤|晚|宿|针|粒|片|勺|杯|罐|年"
_N = "(?:\\d{1,3}|[一二两三四五六七八九十半几]{1,3})"
_NOT_MEDICAL_NAMES = compiled(
    "验光|图书|书籍|课程|衣|裤|鞋|袜|帽|被|毯|布|窗帘|桌|柜|灯|车|轮胎|机油|涂料|"
    "油漆|胶|水泥|砖|管道|"
    "清洁|去污|洗洁|洗衣|洗车|杀毒软件|空调|冰箱|手机|电脑|相机|耳机|音箱|键盘|鼠标|玩具|模型|"
    f"宠物|狗|猫|鱼缸|花盆|盆栽|种子|{FERTILIZER}|农药|除草|杀虫|饲料|保险|体检|挂号|假发|帐篷|背包|相框"
)
_NOT_MEDICAL = GoodsNames(_NOT_MEDICAL_NAMES)
_ALLOWED = compiled(
    "遵医嘱|就医|医院就诊|不适|慎用|禁用|禁忌|不宜|不能代替|不能替代|不代替|非药品|不是药|不治|"
    "不能治|治不了|不具|没有疗效|无疗效|不承诺|因人而异|以免|避免|可能引起|可能导致|"
    "过敏者|忌|请勿|"
    "别信|别听|不要相信|谣言|辟谣|智商税|骗|科普|普法|养殖|运费|退货|物流|售后|破损|换货|"
    "保质期|变质|停用|停止使用|不建议|体检|保险|理赔|筛查|不当药|普通食品，"
)

_CALLED = compiled(
    "(?:的|者|人群|患者)?[^。\\n]{0,4}(?:人|大爷|大妈|姐妹|老人|叔叔|阿姨|爸妈|父母|朋友|"
    "宝妈|宝宝|孩子|娃|小孩|"
    "老铁|兄弟|男士|女士|女性|亲|家人)[们儿]?[^。\\n]{0,10}?(?:闭眼|入|必|都|坚持|每天|"
    "天天|可以?|赶紧|快|"
    f"一定|多|来|看过来|试试|安排|囤|备|{_TAKES})"
    f"|[^。\\n]{{0,12}}。(?:{_TAKES})(?:它|上|这|一)"
)

_RULES = (
    PatternRule(
        "complaint-and-relief",
        NEEDLES,
        WordPairs(LAY, RELIEF, also=PART_AND_PAIN),
        "同一句里既有身体的不适，又有服用、使用后的好转，涉及疾病治疗、预防功能",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述；只是提醒就医、说明禁忌",
        basis=("medical", "goods"),
        unless=(_ALLOWED, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(_NOT_MEDICAL, "商品名称表明词语另有所指"),
    ),
    PatternRule(
        "sufferers-called",
        NEEDLES,
        WordThen(LAY, _CALLED, also=PART_AND_PAIN),
        "招呼患有某种不适的人使用，暗示有治疗作用",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述；只是提醒不适宜人群",
        basis=("medical", "goods"),
        unless=(_ALLOWED, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(_NOT_MEDICAL, "商品名称表明词语另有所指"),
    ),
    PatternRule(
        "dose-and-relief",
        words(
            """
            见好 不疼 不痛 没了 正常 下地 断根 去根 痊愈 消失 降 轻松
            好了 全好 管 黑发 绒毛 新茬 断药 停药
            """
        ),
        compiled(
            f"(?:{_TAKES})(?:上|了|它|完|够|满|个)*{_N}(?:来)?(?:个)?(?:{_SPAN})[^。\\n]"
            f"{{0,10}}?"
            "(?:见好|不疼|不痛|病没|没犯|断根|去根|痊愈|血压|血糖|下地|能走|扔了?拐|停药|断药|"
            "(?:长|见|冒)(?:出)?(?:黑发|绒毛|新茬|头发)|跟换了个?人|像换了个?人)"
        ),
        "以服用、使用的数量和天数断言效果",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述",
        basis=("medical", "false"),
        unless=(_ALLOWED, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(_NOT_MEDICAL, "商品名称表明词语另有所指"),
    ),
    PatternRule(
        "no-doctor-needed",
        words(
            """
            药店 大夫 医院 医生 药房 吃药 开刀 化疗 手术 打针 郎中 偏方 秘方
            """
        ),
        compiled(
            "药(?:店|房)(?:里|都)?(?:不敢|不让|不愿|没得?|买不[到着])(?:卖|上架)?|"
            "(?:大夫|医生|医院)"
            "[^。，\\n]{0,6}(?:都|也)?[^。，\\n]{0,3}(?:惊|奇怪|纳闷|服气|服了|摇头|"
            "没办法|不敢信|不信|问(?:我)?吃|"
            "说是奇迹|治不了|看不好|没治好|查不出)|(?:不用|不再|不必|不|免|少|省得|"
            "用不着)(?:再|去|天天|"
            "受|遭)*(?:跑医院|上医院|去医院|进医院|吃药|打针|开刀|挨刀|动刀|化疗|手术)|"
            "(?:化疗|手术|开刀|"
            "打针|吃药)的?(?:罪|苦)[^。，\\n]{0,4}(?:不用|不再|免)|(?:胜过|强过|强似|"
            "顶得上|赛过|比)"
            "(?:吃|打|几副|十副|一副|什么)*(?:药|针)[^。，\\n]{0,4}(?:强|好|管用|灵|快|$|"
            "，|。)|"
            "(?:偏方|秘方|土方|老方子)[^。\\n]{0,12}(?:治|专|管|灵|病|疼|痛)"
        ),
        "暗示胜过、可以代替医生和药物",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述",
        basis=("medical", "goods"),
        unless=(_ALLOWED, "这句话是提醒或者否认"),
        unless_title=(GoodsNames(OTHER_GOODS), "商品名称表明词语另有所指"),
    ),
    PatternRule(
        "bedroom",
        words(
            """
            老婆 媳妇 爱人 男人 一粒 一片 一晚 半小时 夜里 床上 那方面 丈夫 女人
            """
        ),
        compiled(
            "(?:老婆|媳妇|爱人|女人|对象|她)[^。，\\n]{0,6}(?:离不开|求饶|满意|幸福|叫停|"
            "受不了|夸|刮目|爱上|更爱|不吵)"
            "|(?:一粒|一片|一颗|一次)[^。，\\n]{0,4}(?:管|顶|硬|撑)[^。，\\n]{0,4}(?:天|"
            "小时|钟头|晚|夜)|"
            "(?:床上|夜里|晚上|那方面)[^。，\\n]{0,8}(?:猛|硬|强|久|行了|有劲|威|不行|雄)|"
            "(?:男人|男士)[^。，\\n]{0,6}(?:更硬|硬起来|挺|持久|重振|雄|变强)|"
            "坚持(?:半小时|一小时|\\d+分钟)以上"
        ),
        "宣称改善性功能，属于医疗用语、虚假宣传",
        "有真实批准文号的药品、医疗器械，按说明书表述",
        basis=("medical", "false"),
        unless=(_ALLOWED, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(
            compiled(
                "图书|衣|裤|鞋|袜|被|床垫|床品|枕|灯|戒指|项链|花|首饰|手表|包|锅|菜|家电|烤|"
                "面霜|口红"
            ),
            "商品名称表明词语另有所指",
        ),
    ),
)


_TAKEN_RULES = (
    PatternRule(
        "complaint-and-taking",
        NEEDLES,
        WordPairs(LAY, TAKING, after=30, before=16, also=PART_AND_PAIN),
        "食用、涂贴、佩戴的商品，把身体的不适与服用、使用连在一起说，暗示有治疗作用",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述；只是提醒就医、说明禁忌",
        basis=("medical", "goods"),
        unless=(_ALLOWED, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(_NOT_MEDICAL, "商品名称表明词语另有所指"),
    ),
    PatternRule(
        "illness-named",
        GRAVE,
        WordThen(GRAVE, compiled("")),
        "食用、涂贴、佩戴的普通商品在宣传中提到疾病，涉及疾病治疗、预防功能",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述；只是提醒就医、说明禁忌",
        basis=("medical", "goods"),
        unless=(_ALLOWED, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(_NOT_MEDICAL, "商品名称表明词语另有所指"),
    ),
)

_TAKEN = compiled(
    "茶|酒|粉|丸|膏|贴|油|糖|汁|蜜|液|精|片|露|饮|果|参|菌|耳|石斛|三七|天麻|黄精|葛根|"
    "红花|虫草|灵芝|阿胶|燕窝|"
    "酵素|益生|乳|奶|豆|麦|米|糊|羹|枣|枸杞|菊|花|草|根|叶|籽|胶囊|口服|手环|手链|腰带|"
    "护膝|艾|灸|足浴|泡脚|泡澡|"
    "喷剂|滴|凝胶|枕|床垫|鞋垫|磁|负离子|远红外|能量|托玛琳|锗|电子烟|牙膏|洗发|护发|"
    "面膜|霜|水$|盐|醋|蛋|木|茸|骨|皮"
)
"""Goods that are eaten, drunk, applied or worn on the body."""


def check(context: Context) -> list[Finding]:
    """Claims in everyday words, on a page whose goods may make none."""
    rules = _RULES + _TAKEN_RULES if _TAKEN.search(context.plain_name) else _RULES
    findings = honestly(context, pattern_findings(context, AREA, UNIT, rules))
    return [_judged(one, context) for one in findings]


def _judged(finding: Finding, context: Context) -> Finding:
    if finding.excused is not None:
        return finding
    excuse = number_excuse(context.goods, plain(finding.matched).text)
    if excuse is None and (harmless := affirmed(HARMLESS, plain(finding.snippet).text)):
        excuse = f"{NOT_A_CLAIM[1]}（“{harmless.group()}”）"
    if not finding.rule.endswith(("bedroom", "no-doctor-needed")):
        excuse = excuse or lawful_use(context, finding)
    if excuse:
        return without_lead(finding, excuse)
    return of_the_class(finding, context.goods)
