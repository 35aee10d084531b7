"""Signs of a medical claim, weighed together (疗效宣传的各种说法，加权判断).

广告法 16 to 18, 食品安全法 73. A complaint, what becomes of it, how soon, who vouches, what need
not be taken any more, what the body is said to do: two or three of them are a claim, whatever the
words. Goods with a right number, slices, and goods that are about something else are excused.
"""

from checks.ailments import LAY, PART_AND_PAIN
from checks.concept_rule import concept
from checks.context import Context
from checks.farm_laws import is_farm_class
from checks.finding import Finding, without_lead
from checks.illness import HARMLESS, ILLNESS, LAWFUL_CLAIM, GoodsNames
from checks.lawful_use import lawful_use
from checks.medical_wording import LAWFUL_OF_COSMETICS, number_excuse, of_the_class
from checks.pattern_rule import compiled
from checks.plain_text import plain
from checks.weighed_talk import Kind, WeighedRule, weighed_findings
from pages.words import alternation

AREA = "advertising"
UNIT = "advertising"

_N = "(?:\\d{1,4}|[一二两三四五六七八九十半几百]{1,3})"
_LAY_BARE = frozenset(
    [
        "眼镜",
        "酒桌",
        "烟民",
        "那几天",
        "高压",
        "低压",
        "血管",
        "血液",
        "毒素",
        "声带",
        "平胸",
        "光头",
        "秃头",
        "脚汗",
        "伤口",
        "头屑",
        "上火",
        "心脏",
        "脾胃",
        "白发",
        "经期",
        "月经",
        "体臭",
        "感冒",
        "怀孕",
        "备孕",
        "脱发",
        "掉头发",
        "眼花",
        "内热",
        "湿气",
    ]
)
_ILLS = concept(
    f"{ILLNESS}|{alternation(LAY - _LAY_BARE)}|"
    f"{PART_AND_PAIN.pattern}|[\\p{{Han}}]{{0,3}}(?:综合征|癌|肿瘤|结节|囊肿|增生|突出|硬化|衰竭|萎缩|疼痛)|并发症|后遗症|"
    f"强直|心脏病|过敏(?:性鼻炎)?|白内障|近视|散光|斜视|自闭|多动|脑瘫|不孕|不育|宫颈|卵巢|前列腺|阳痿|早泄|脑梗|血栓|血稠|转氨酶|肌酐|尿酸高|三高|"
    f"香港脚|牛皮癣|激素脸|皮炎|骨刺|发烧|咳喘|血管堵|肾病|肝病|肺病|胃病|心脑血管|亚健康|腰腿沉|口气重|口臭|老斑|月子病|奶水|妇科|痘肌|黄褐斑|老年斑",
    unless_after="防|无|不含|抗|玻",
    unless_then="(?:人群(?:慎|不宜|禁)|患者(?:慎|不宜|禁|请)|者(?:慎|不宜|禁|请)|慎用|禁用|少喝|请遵|模型|保险|科普|讲座|筛查|门诊)",
)
_CURE = concept(
    "(?:专|根|包|能|可|医|主|防)?治(?:好|愈|疗|得|了|百病|根|老|各|[\\p{Han}]{1,6}(?:病|炎|痛|疼|癌|斑|疮|癣|风|喘|眠|秘))|"
    "根(?:治|除)|断根|除根|去根|痊愈|转阴|清零|逆转|化(?:掉|开|没|了)|消(?:失|除|掉|下去|散|了)|好(?:了|透|利索|全)|全好|康复|复发|不再犯|"
    "没再犯|没犯|拿下|搞定|赶(?:走|跑)|克星|杀手|救星|福音|专克|杀(?:死|灭)|退(?:了|烧|热)|溶(?:解|掉)|软化吸收|排(?:出|掉|干净)|"
    "摘(?:掉)?(?:眼)?镜|降(?:到|下来|了|至)|掉到|回到正常|恢复(?:正常|视力|如|走路|期)?|正常(?:了|$|，|。)|不疼|不痛|不痒|不咳|不喘|"
    "不响|止(?:痛|咳|痒|泻|血)|消炎|杀菌|抑菌|跟着走|一起走|带走|揭下来|抗癌|防癌|防流感|抵御[^。，\\n]{0,4}病毒|不得病|不进医院|百病|清(?:血|肺毒|垃圾)|通(?:了|"
    "经络|血管|开)|排毒|排湿|排油|补肾|壮阳|护肝|养肝|活血化瘀|祛(?:湿|斑|痘|风|除)|淡斑|修复|再生|激活"
)
_BETTER = concept(
    "改善|缓解|减轻|调(?:理|好|回|过来)|好转|见效|有(?:效|感觉|劲|动静|救|用)|管用|灵|见好|舒服|轻松|能(?:走|跑|弯|蹲|睡|下地|干活|穿针|爬)|"
    "睡得?(?:香|着|整)|一觉|摆脱|告别|远离|预防|提高|增强|保命|养(?:好|胃|颜|生)|对(?:付|抗)|稳(?:住|了)|平(?:稳|了)|下来了|下去了|没了|"
    "不见|少了|变(?:小|软|黑|白|好|细)|看得清|精神|返老|年轻|安神|助眠|清热|解毒|靠它|救命|神茶|神药|神器|克"
)
_DOSE = concept(
    f"{_N}(?:来)?(?:天|日|周|个?月|星期|礼拜|疗程|个疗程|盒|贴|瓶|次|副|剂|包|袋|晚|宿|针|支|粒|片|勺|杯|罐|分钟|小时|喷|颗|刀|只|"
    f"年)(?:内|后|左右|就|见|能|起|没|淡|瘦|长|化|好|不|转|断|通|根|治|恢复|消|无|连|，|。|$)|睡前|坚持|天天|每[天日晚]|喝[完了着上]|"
    f"吃[完了着上]|贴[上着一]|抹[上着]|戴[上着]|泡[着水]|用[完了着上]|第二天|一夜|当天|疗程|立马|马上|连喝|连吃"
)
_INSTEAD = concept(
    "药(?:都|也|就|全|可以|钱|罐子)?[^。，\\n]{0,3}(?:停|扔|省|减|不用|戒|断)|(?:不用|不必|不|免|告别|代替|替代|省去|少)(?:再|去|"
    "了)?(?:吃|打|做|开|住|上|动|跑|换)?(?:药|针|手术|刀|医院|院|胰岛素|透析|化疗|激素|关节|支架|处方)|(?:医院|医生|大夫|"
    "专家)[^。，\\n]{0,6}(?:不敢|没办法|治不好|没看好|惊|不信|没治|都说|都在|也在|同款|推荐|处方)|(?:媲美|胜过|比|超过|堪比|代替|"
    "替代)[^。，\\n]{0,5}(?:药|针|热玛吉|水光|手术|医美|注射|激光|理疗|吃药)"
)
_VOUCH = concept(
    "(?:老)?中医|专家|院士|教授|主任|医生|医师|博士|药师|名医|营养师|院长|患者|病友|病人|临床|(?:家传|祖传|祖上|古方|偏方|秘方|宫廷|御医|土方|"
    "方子)|央视|记者|诺贝尔|航天|军工|纳米|量子|干细胞|基因|端粒|科学院|中科院|权威|村里|老人都|邻居|亲测|我妈|我爸|奶奶|爷爷|案例|感谢信|现身|"
    "对比(?:照|图|ct)|ct对比|消字号|械字号|妆字号|蓝帽|医用级|药妆|处方"
)
_SURE = concept(
    "没效果[^。，\\n]{0,8}退|不管用[^。，\\n]{0,6}退|无效(?:退|赔|全)|不好(?:退|不要)|签(?:约|协议)|百分(?:之)?百|100%|有效率|治愈率|成功率|包(?:好|治|退|瘦|你)|保证|不反弹|永不|永久|"
    "终身|一辈子|终生|无(?:任何|毒)?(?:毒)?副作用|纯中药|没有(?:任何)?副作用|纯天然|孕妇(?:也|都|婴儿)?(?:能|可以|随便|放心)|"
    "婴儿(?:孕妇)?都能|放心(?:吃|用)|绝对|彻底|安全有效|神奇|奇迹|一(?:喝|贴|抹|喷|吃|针|用|照)(?:就|见|通|到)|见效|都(?:能|可以|"
    "要)(?:吃|喝|用|治|恢复|好)|人人(?:都)?要|男女老少|通吃"
)
_MARVEL = concept(
    f"(?:长|增)高{_N}?|骨龄|(?:丰胸|罩杯|增大|延时|硬|持久|一夜|夫妻生活|雄|男人[^。，\\n]{{0,8}}(?:劲|硬|猛|行))|(?:瘦|减|"
    f"掉)(?:了|掉|肉|重|秤)?[^。，\\n]{{0,3}}{_N}(?:多)?斤|掉秤|狂掉|掉肉|排油|燃脂|甩(?:肉|脂|掉)|不(?:运动|节食|忌口)|内脏脂肪|"
    f"瘦到底|暴瘦|月瘦|躺瘦|年轻[^。，\\n]{{0,4}}岁|逆龄|逆转衰老|抗衰|冻龄|长寿|活到|一百二|智商|脑子转|少女脸|脏东西|催奶|奶水|过目不忘|记忆力|聪明|白发|黑发|长满|发际线|秃顶|"
    f"植发|掉光|通经络|清血|净化血|细胞|真皮层|dna|(?:七|三|二十八|7|3|28)天[^。，\\n]{{0,6}}(?:白|淡|无痕|嫩|亮|见白|瘦)|无痕|"
    f"医用级|药妆级|打水光|度数|视力|摘镜|免疫|抵抗力|气血|宿便|湿气|毒(?:素|全|排)|转黑|提臀|去皱|皱纹[^。，\\n]{{0,4}}(?:没|平|消)|"
    f"缩小毛孔|一针见效|成活率"
)
_USE = concept("喝|吃|贴|泡|抹|擦|涂|敷|服|含|嚼|滴|喷|洗|熏|灸|冲|戴|穿|垫|枕|睡|躺|照|刷|注射|打")
_FREE_OF = (
    compiled(
        f"{HARMLESS.pattern}|诱捕|减虫|雄蛾|虫害|别信|不要相信|谣言|辟谣|骗|假的|广告里说|无法根治|不可逆|禁止|不能(?:治|改善|代替|当|防)|不治|没有(?:治疗|疗效|"
        f"功效)|无治疗|不当药|能吃不等于|不敢(?:这么)?说|不承诺|不作(?:治疗|医疗)|因人而异|先(?:问|看)医生|请看|看(?:皮肤|口腔|医生|眼)科|就医|面诊|"
        f"风险|同意书|挂号|医保|门诊|资质|遵医嘱|被罚|处罚|法院|公示|不含|饮食|锻炼|运动配合|少吃多动|管住嘴|普通糖果|普通食品，|放松用|保暖用|避免|以免|防止晒|"
        f"室温|电池|屏幕|像素|滤网|除渍|污渍|甲醛|清洁|家具|墙面|地板"
    ),
    "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传",
)
_OTHER = (
    compiled(
        "性诱|诱捕|害虫|图书|书籍|书名|教材|手册|挂图|模型|保险|宠物|犬粮|猫粮|猫砂|兽药|鱼药|饲料|农药|杀菌剂|杀虫|肥料|除草|种子|种苗|树苗|老花镜|眼镜架|镜片|体温计|"
        "额温枪|血压计|血糖仪|试纸|轮椅|拐杖|护理床|治疗床|美容床|课程|培训|讲座|挂号|体检|招聘|鱼缸|花盆|洗车|去污|管道|清洁剂|空调|冰箱|手机|电脑|键盘|汽车|"
        "轮胎|机油|涂料|油漆|水泥|瓷砖|玩具|积木|明信片|插画|书签|电影|小说"
    ),
    "商品名称表明词语另有所指",
)
_TAKEN_AFTER_ALL = compiled(
    "磁|远红外|负离子|能量|托玛琳|石墨烯|艾|药|理疗|保健|锗|量子|太赫兹|养生|茶|酒|膏|丸|胶囊|口服|足浴|按摩|眼贴|护眼|针灸"
)

_RULES = (
    WeighedRule(
        "cure-signs",
        (
            Kind("疾病、不适", _ILLS, 2, anchor=True),
            Kind("身体奇效", _MARVEL, 1.5, anchor=True),
            Kind("治愈、消除", _CURE, 1.5, group="effect"),
            Kind("好转", _BETTER, 1, group="effect"),
            Kind("代替医药", _INSTEAD, 1.5, anchor=True),
            Kind("用量、时间", _DOSE, 1),
            Kind("名义、来历", _VOUCH, 1),
            Kind("保证", _SURE, 1),
            Kind("服用、使用", _USE, 0.5),
        ),
        3.5,
        "疗效宣传的说法同时出现，涉及疾病治疗、预防功能或者对功效的断言",
        LAWFUL_CLAIM,
        basis=("medical", "goods", "false"),
        reach=32,
        unless=_FREE_OF,
    ),
)

_MORE_THAN_APPROVED = compiled("[治愈癌瘤痛痒炎疹]|病|症|根除|康复|停药|代替药|断根|见效|三高")
"""What no health food may say, whatever function was approved (广告法 17, 18)."""


def check(context: Context) -> list[Finding]:
    """Medical claims by the weight of their signs."""
    if is_farm_class(context.goods.kind):
        return []  # what is promised of an animal's illness is checks/rules/farm_promises.py's
    found = GoodsNames(_OTHER[0]).search(context.plain_name)
    if found and not _TAKEN_AFTER_ALL.search(context.plain_name):
        return []
    return [_judged(one, context) for one in weighed_findings(context, AREA, UNIT, _RULES)]


def _only_of_cosmetics(said: str) -> bool:
    """Whether nothing is left of a claim without what cosmetics may do: 祛斑霜 黄褐斑."""
    rest = LAWFUL_OF_COSMETICS.sub("", said)
    beyond = (_ILLS, _MARVEL, _INSTEAD, _CURE, _SURE, _DOSE)
    return rest != said and not any(one.spans(rest) for one in beyond)


def _judged(finding: Finding, context: Context) -> Finding:
    if finding.excused is not None:
        return finding
    goods = context.goods
    said = plain(finding.matched).text
    excuse = number_excuse(goods, said)
    if goods.kind == "cosmetics" and _only_of_cosmetics(said):
        excuse = "祛斑、美白、防脱等是特殊化妆品的功能，不是医疗用语；有没有注册证号另行判断"
    if (
        goods.kind == "health_food"
        and goods.number
        and not _MORE_THAN_APPROVED.search(finding.matched)
    ):
        excuse = f"按保健食品看待：本页有批准文号“{goods.number.raw}”，核准的保健功能可以写"
    excuse = excuse or lawful_use(context, finding)
    if excuse:
        return without_lead(finding, excuse)
    return of_the_class(finding, context.goods)
