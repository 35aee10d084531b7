"""A cure promised for an illness, whatever the verb (疾病治疗、预防功能).

广告法 17, 食品安全法 73. The list knows 治疗 and 根治; sellers also write 赶走痛风,
三天搞定鼻炎, 结节喝着喝着就没了. An illness and what is done to it in one breath is a claim
unless the goods are a drug, a device or slices with a right number.
"""

from dataclasses import replace

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "advertising"
UNIT = "advertising"

ILLNESS = (
    "高血压|低血压|糖尿病|高血糖|血糖高|高血脂|血脂高|三高|痛风|尿酸|风湿|类风湿|关节炎|颈椎病|"
    "腰椎病|腰突|腰椎间盘突出|椎间盘|肩周炎|老寒腿|"
    "骨质增生|骨刺|骨质疏松|滑膜炎|腱鞘炎|胃炎|胃溃疡|胃病|胃痛|老胃病|肠炎|结肠炎|肠胃炎|便秘|"
    "痔疮|脂肪肝|肝炎|乙肝|肝硬化|胆结石|肾结石|"
    "结石|肾虚|肾炎|肾衰|尿毒症|尿频尿急|前列腺炎?|阳痿|早泄|不孕|不育|月经不调|痛经|妇科炎症|"
    "妇科病|宫颈炎|宫颈糜烂|子宫肌瘤|囊肿|乳腺增生|"
    "乳腺结节|结节|甲状腺|甲亢|肿瘤|癌症|癌细胞|[肺肝胃肠乳]癌|白血病|冠心病|心脏病|心梗|脑梗|"
    "脑血栓|中风|偏瘫|动脉硬化|血栓|静脉曲张|哮喘|"
    "支气管炎|咽炎|咽喉炎|扁桃体炎|鼻炎|鼻窦炎|肺炎|肺结核|肺结节|久咳|咳嗽|感冒|流感|发烧|"
    "新冠|失眠|抑郁症?|焦虑症|神经衰弱|偏?头痛|眩晕|"
    "耳鸣|白内障|青光眼|近视|老花眼|飞蚊症|干眼症|湿疹|皮炎|牛皮癣|银屑病|白癜风|荨麻疹|皮肤病|"
    "脚气|灰指甲|带状疱疹|痤疮|痘痘|鱼鳞病|斑秃|"
    "脱发|老年痴呆|阿尔茨海默|帕金森|癫痫|自闭症|多动症|贫血|hpv|幽门螺杆菌|幽门|牙周炎|牙痛|"
    "口腔溃疡|疝气|艾滋|性病|宫寒|关节疼痛?|腰腿疼?痛|"
    "腰痛|腿疼|百病|慢性病|疑难杂症|老毛病|炎症|亚健康疾病"
)

_DO = (
    "治|医好|医治|根治|治疗|治好|治愈|消除|消灭|祛除|去除|解决|摆脱|战胜|击退|逆转|预防|防治|"
    "防止|防|抗|调理|改善|缓解|减轻|修复|对付|对抗|克制|"
    "赶走|赶跑|搞定|断根|驱走|驱除|清除|专攻|专克|专治|化解|抑制|稳住|拿下|甩掉|送走|告别|远离|"
    "再见|降伏|攻克|击破|化掉|溶解|阻断|控制|降低|不怕"
)
_GONE = (
    "好了|全好|痊愈|康复|没了|消失|不见了|不犯了|没再犯|断根|除根|去根|根除|消退|好转|恢复正常|"
    "降下来|降了|降到|正常了|不疼了?|不痛了?|减轻|"
    "缓解|明显改善|得到改善|有奇效|有特效|有效|管用|见效|克星|救星|福音|杀手|天敌|一扫光|扫光|"
    "化掉|溶解|变小|缩小|退散|跑光|拜拜|说再见|停药|"
    "绕道|一去不回|离得远|远远的|不找上门|全消|不再长|永远不|不再来|统统走开|靠边站|全消|清零|"
    "不复发|有救了|有希望|都好|都能治|就好"
)
ILLNESS_NEEDLES = tuple(
    ILLNESS.replace("?", "").replace("[肺肝胃肠乳]癌", "肺癌|肝癌|胃癌|肠癌|乳癌").split("|")
)

_INDICATOR = (
    "糖化血红蛋白|血糖值?|血压|高压|低压|尿酸|转氨酶|胆固醇|甘油三酯|血脂|视力|度数|白细胞|"
    "骨密度|肿瘤标志物|结节大?小?|"
    "肌酐|尿蛋白|病毒载量|指标"
)
_ORGAN = (
    "血管|血液|血栓|斑块|宿便|淋巴|胰岛|肝细胞|胃黏膜|软骨|脑细胞|脑神经|关节腔|半月板|"
    "肾脏|肺部|毒素|坏细胞|病毒"
)

HARMLESS = compiled(
    "慎用|慎食|禁用|禁忌|不适宜|不宜|遵医嘱|咨询医|咨询药|及时就医|就医|治疗期间|不能治疗|"
    "不能治|不具有|不具备|没有治疗|无治疗|不用于|不能代替|"
    "不代替|不替代|不能替代|不可替代|不可代替|勿用|忌食|非药品|不是药|不得|请勿|公益|医保|保险|"
    "不涉及|不作为|不等于|不宣传|保障|筛查|体检|"
    "若出现|如有不适|出现过敏|可能引起|可能导致|可能诱发|以免引起|以免|容易引起|避免引起|"
    "过敏者|患者需|病人需|患者请|病人请|不承诺|不能预防|病虫|"
    "指南|科普|讲座|养殖|作物|叶片|疫苗"
)
OTHER_GOODS = compiled(
    "图书|书籍|教材|手册|挂图|模型|保险|宠物|犬|猫粮|猫砂|兽药|鱼药|虾|鸡|鸭|猪|牛羊|农药|"
    "杀菌剂|杀虫|肥料?|除草|眼镜|镜片|镜架|老花镜|口罩|体温|血压计|"
    "血糖仪|试纸|检测|轮椅|拐杖|护理床|牙膏|牙刷|牙线|漱口水|护士|课程|培训"
)

_RULES = (
    PatternRule(
        "cure-promise",
        ILLNESS_NEEDLES,
        compiled(
            f"(?:{_DO})(?:了|各种|各类|一切|所有|多年的?|顽固性?|慢性|老|你的|您的|因|由|女性|"
            f"男性|老年人?|的)*"
            f"[^。，\\n]{{0,6}}?(?:{ILLNESS})"
        ),
        "把本品与消除、预防、改善某种疾病连在一起说，涉及疾病治疗、预防功能",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述；只是提醒就医、说明禁忌",
        basis=("medical", "food"),
        unless=(HARMLESS, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(
            OTHER_GOODS,
            "商品名称表明是图书、保险、宠物、植保或者相应用具，词语另有所指",
        ),
    ),
    PatternRule(
        "cure-result",
        ILLNESS_NEEDLES,
        compiled(f"(?:{ILLNESS})(?:[^。\\n]{{0,12}}?)(?:{_GONE})"),
        "疾病名称之后紧接好转、痊愈一类的结果，涉及疾病治疗功能",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述；只是提醒就医、说明禁忌",
        basis=("medical", "food"),
        unless=(HARMLESS, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(
            OTHER_GOODS,
            "商品名称表明是图书、保险、宠物、植保或者相应用具，词语另有所指",
        ),
    ),
    PatternRule(
        "indicator-change",
        (
            "糖化",
            "血糖",
            "血压",
            "高压",
            "尿酸",
            "转氨酶",
            "胆固醇",
            "甘油三酯",
            "血脂",
            "视力",
            "度数",
            "白细胞",
            "骨密度",
            "标志物",
            "结节",
            "肌酐",
            "指标",
        ),
        compiled(
            f"(?:{_INDICATOR})[^。\\n]{{0,8}}(?:从|由)[^。，\\n]{{0,6}}\\d[^。\\n]{{0,8}}(?:降|"
            f"升|恢复|涨|回|变|缩|提高|减)|"
            f"(?:{_INDICATOR})(?:就|都|慢慢|已经|全|也|逐渐|明显|立马|很快|一路|真的|"
            f"终于)*(?:降下来|降了|降到|降低了|下来了|下降|稳住|稳了|恢复正常|正常了|回升|达标|"
            f"平稳了|归零|缩小)|"
            f"(?:度数|近视)[^。，\\n]{{0,6}}(?:下降|降低|减少|降)(?:了)?\\d{{2,3}}度"
        ),
        "以检验指标、视力等的变化说明商品有治疗效果",
        "本品是有真实批准文号的药品、医疗器械；血压计、血糖仪等的测量说明",
        basis=("medical", "food", "false"),
        unless=(HARMLESS, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(
            OTHER_GOODS,
            "商品名称表明是图书、保险、宠物、植保或者相应用具，词语另有所指",
        ),
    ),
    PatternRule(
        "instead-of-treatment",
        (
            "开刀",
            "手术",
            "吃药",
            "打针",
            "输液",
            "化疗",
            "透析",
            "胰岛素",
            "住院",
            "药也",
            "药都",
            "停药",
            "西药",
            "激素",
            "支架",
            "医院",
        ),
        compiled(
            "(?:不用|不必|无需|无须|免去?|告别|少|省去|代替|替代|胜过|好过|强过|比)(?:去|再|"
            "天天|每天|终身|做)*(?:开刀|动刀|手术|住院|吃药|打针|输液|化疗|透析|胰岛素|跑医院|"
            "去医院|西药|激素药|抗生素|支架|搭桥)|"
            "(?:药也|药都|药就|降压药|降糖药|西药)(?:也|都|全|就|给)*(?:停了|不用吃|减半|减量|"
            "扔了|戒了|停掉)"
        ),
        "暗示可以代替手术、药物等治疗",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述",
        basis=("medical", "food"),
        unless=(
            compiled("不能代替|不得|不可|不替代|宠物|请勿|切勿|遵医嘱|种子|保险"),
            "这句话是提醒或者否认",
        ),
        unless_title=(
            OTHER_GOODS,
            "商品名称表明是图书、保险、宠物、植保或者相应用具，词语另有所指",
        ),
    ),
    PatternRule(
        "organ-repair",
        (
            "血管",
            "血液",
            "血栓",
            "斑块",
            "宿便",
            "淋巴",
            "胰岛",
            "肝细胞",
            "黏膜",
            "软骨",
            "细胞",
            "神经",
            "半月板",
            "肾脏",
            "肺部",
            "毒素",
            "病毒",
        ),
        compiled(
            f"(?:清除|清理|清掉|疏通|软化|打扫|溶解|修复|净化|再生|激活|逆转|排出|排掉|排尽|"
            f"杀死|杀灭|养护受损)[^。，\\n]{{0,6}}(?:{_ORGAN})"
        ),
        "宣称对人体器官、血管、细胞有清除、修复等作用，属于医疗用语",
        "本品是有真实批准文号的药品、医疗器械；化妆品对角质、毛孔的清洁；消毒用品",
        basis=("medical", "food"),
        unless=(HARMLESS, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(
            compiled(
                "消毒|杀菌|洗手液|空气净化|净水|滤芯|过滤|口罩|图书|教材|宠物|兽|鱼缸|电脑|"
                "杀毒|洗衣|清洁"
            ),
            "商品名称表明是消毒、净化等用品",
        ),
    ),
    PatternRule(
        "illness-and-use",
        ILLNESS_NEEDLES,
        compiled(
            f"(?:{ILLNESS})[^。\\n]{{0,14}}?(?:吃|喝|贴|用|敷|泡|抹|擦|坚持|含|戴|枕|熏)(?:上|"
            f"了|着|完|它)?[^。，\\n]{{0,8}}(?:，)?(?:就|便|立刻|再也|都能|马上|保证|包)(?:能|"
            f"会|可以?|不)*"
            "(?:好|走|下地|干活|睡|舒服|轻松|不疼|不痛|不犯|没|跑|稳|降|消|散|缓|退|见)"
        ),
        "把疾病名称与服用、使用后的效果连在一起说",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述",
        basis=("medical", "food"),
        unless=(HARMLESS, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(
            OTHER_GOODS,
            "商品名称表明是图书、保险、宠物、植保或者相应用具，词语另有所指",
        ),
    ),
    PatternRule(
        "weight-loss",
        ("瘦", "减", "掉秤", "掉肉"),
        compiled(
            r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})(?:天|周|个?月|星期|疗程)[^。，"
            r"\n]{0,6}?(?:瘦|减|掉秤?|甩)(?:了|掉|肉|重|脂)*"
            r"\d{1,3}-?\d{0,3}(?:斤|公斤|kg)|(?:月|周|日)(?:瘦|减|掉)\d{1,3}(?:斤|公斤)"
        ),
        "对减重的天数和斤数作保证性断言",
        "体育培训等如实记录个人训练过程，注明因人而异",
        basis=("medical", "false"),
        unless=(compiled("因人而异|打卡记录|羽绒|重量减|减重设计"), "注明因人而异，或者另有含义"),
        unless_title=(compiled("图书|书籍|背包|车|帐篷"), "商品名称表明词语另有所指"),
    ),
    PatternRule(
        "quick-effect",
        ("见效", "根除", "祛除", "消失", "断根", "告别", "搞定", "好转"),
        compiled(
            r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})(?:天|周|个?疗程|盒|贴|瓶|次|副|剂|"
            r"分钟|晚|支)(?:左右|之?内|就|即|便|可|能|包|保证|后|彻底)*"
            r"(?:见效|见好|好转|断根|根除|祛除|去根|消失|搞定|全好|告别)"
        ),
        "对起效时间作断言",
        "清洁、植保等用品的使用说明",
        basis=("medical", "false"),
        unless=(HARMLESS, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传"),
        unless_title=(
            compiled(
                "清洁|洗衣|除垢|除锈|除胶|肥|农药|杀虫|除草|灭|管道|疏通|玻璃|厨房|地板|去污|漆|胶"
            ),
            "商品名称表明是清洁、植保等用品",
        ),
    ),
)


_SPECIAL = compiled("脱发|掉发|斑|晒")


def check(context: Context) -> list[Finding]:
    """Claims of a cure on a page whose goods may make none."""
    findings = pattern_findings(context, AREA, UNIT, _RULES)
    excuse = context.goods.medical_excuse
    return [_judged(finding, excuse, context) for finding in findings]


def _judged(finding: Finding, excuse: str | None, context: Context) -> Finding:
    if finding.excused is None and _special_cosmetics(context, finding.matched):
        excuse = "本页有特殊化妆品注册号，防脱、祛斑等是其核准的功效"
    if finding.excused is None and excuse:
        reason = f"{finding.reason.removesuffix('。')}。不作为线索：{excuse}。"
        return replace(finding, lead=False, excused=excuse, reason=reason)
    if finding.excused is None:
        return replace(finding, reason=f"{finding.reason}商品按“{context.goods.name}”看待。")
    return finding


def _special_cosmetics(context: Context, matched: str) -> bool:
    """防脱发, 祛斑 …: the functions that a registered special cosmetic may name."""
    return bool(_SPECIAL.search(matched)) and any(
        code.kind == "cosmetics" and code.valid and code.value.startswith("国妆特")
        for code in context.page.codes
    )
