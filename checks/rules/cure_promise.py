"""A cure promised for an illness, whatever the verb (疾病治疗、预防功能).

广告法 17, 食品安全法 73. The list knows 治疗 and 根治; sellers also write 赶走痛风,
三天搞定鼻炎, 结节喝着喝着就没了. An illness and what is done to it in one breath is a claim
unless the goods are a drug, a device or slices with a right number.
"""

from checks.context import Context
from checks.farm_goods import FERTILIZER
from checks.finding import Finding, without_lead
from checks.honest_talk import honestly
from checks.illness import (
    ABOUT_OTHER_GOODS,
    ILLNESS,
    ILLNESS_NEEDLES,
    LAWFUL_CLAIM,
    NOT_A_CLAIM,
)
from checks.lawful_use import lawful_use
from checks.medical_wording import number_excuse, of_the_class
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.plain_text import plain

AREA = "advertising"
UNIT = "advertising"

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
    "恢复了|恢复得|绕道|调过来|调理过来|补回来|养回来|好利索|不闹腾|不发作|一去不回|离得远|远远的|不找上门|"
    "全消|不再长|永远不|不再来|统统走开|靠边站|全消|清零|"
    "不复发|有救了|有希望|都好|都能治|就好"
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
        LAWFUL_CLAIM,
        basis=("medical", "goods"),
        unless=NOT_A_CLAIM,
        unless_title=ABOUT_OTHER_GOODS,
    ),
    PatternRule(
        "cure-result",
        ILLNESS_NEEDLES,
        compiled(f"(?:{ILLNESS})(?:[^。\\n]{{0,12}}?)(?:{_GONE})"),
        "疾病名称之后紧接好转、痊愈一类的结果，涉及疾病治疗功能",
        LAWFUL_CLAIM,
        basis=("medical", "goods"),
        unless=NOT_A_CLAIM,
        unless_title=ABOUT_OTHER_GOODS,
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
            "|(?:度数|近视)[^。，\\n]{0,8}(?:倒退|回退|下降|降低?|"
            "减少)(?:了)?[一二两三四五六七八九十百\\d]{1,4}度"
        ),
        "以检验指标、视力等的变化说明商品有治疗效果",
        "本品是有真实批准文号的药品、医疗器械；血压计、血糖仪等的测量说明",
        basis=("medical", "goods", "false"),
        unless=NOT_A_CLAIM,
        unless_title=ABOUT_OTHER_GOODS,
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
            "救心丸",
            "硝酸甘油",
            "降压",
            "降糖",
            "止痛",
            "止疼",
            "药片",
        ),
        compiled(
            "(?:不用|不必|无需|没有?)再?(?:含|吃|服|打|喷|贴)[^。，\\n]{0,6}(?:救心丸|硝酸甘油|降[压糖][药片针]|"
            "止[痛疼][药片针]|药片)|"
            "(?:不用|不必|无需|无须|免去?|告别|少|省去|代替|替代|胜过|好过|强过|比)(?:去|再|"
            "天天|每天|终身|做|打|用|吃|注射|上|看)*(?:开刀|动刀|手术|住院|吃药|打针|输液|化疗|"
            "透析|胰岛素|跑医院|上医院|医院|看医生|医生|"
            "去医院|西药|激素药|抗生素|支架|搭桥)|"
            "(?:药也|药都|药就|降压药|降糖药|西药)(?:也|都|全|就|给)*(?:停了|不用吃|减半|减量|"
            "扔了|戒了|停掉)"
            "|药(?:店)?(?:的药)?[^。，\\n]{0,4}(?:可以|能)?(?:省|戒|扔|断)了?"
        ),
        "暗示可以代替手术、药物等治疗",
        "本品是有真实批准文号的药品、医疗器械，按说明书表述",
        basis=("medical", "goods"),
        unless=(
            compiled("不能代替|不得|不可|不替代|宠物|请勿|切勿|遵医嘱|种子|保险"),
            "这句话是提醒或者否认",
        ),
        unless_title=ABOUT_OTHER_GOODS,
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
        basis=("medical", "goods"),
        unless=NOT_A_CLAIM,
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
        basis=("medical", "goods"),
        unless=NOT_A_CLAIM,
        unless_title=ABOUT_OTHER_GOODS,
    ),
    PatternRule(
        "weight-loss",
        ("瘦", "减", "掉秤", "掉肉"),
        compiled(
            r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})(?:天|周|个?月|星期|疗程)[^。，"
            r"\n]{0,6}?(?:瘦|减|掉秤?|甩)(?:了|掉|肉|重|脂)*"
            r"\d{1,3}-?\d{0,3}(?:斤|公斤|kg)|(?:月|周|日)(?:瘦|减|掉)\d{1,3}(?:斤|公斤)"
            "|(?:腰围|肚腩|小肚子|大肚子|大腿|体重|腰)[^。，\\n]{0,6}(?:小|减|瘦|没|掉|"
            "细)(?:了)?(?:[一二两三四五六七八九十\\d]+)?(?:圈|斤|公分|厘米|码|尺|$|，|。)"
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
        unless=NOT_A_CLAIM,
        unless_title=(
            compiled(
                f"清洁|洗衣|除垢|除锈|除胶|{FERTILIZER}|农药|杀虫|除草|灭|管道|疏通|玻璃|厨房|"
                "地板|去污|漆|胶(?:水|带|粘|黏)"
            ),
            "商品名称表明是清洁、植保等用品",
        ),
    ),
)


_SPECIAL = compiled("脱发|掉发|斑|晒")


def check(context: Context) -> list[Finding]:
    """Claims of a cure on a page whose goods may make none."""
    findings = honestly(context, pattern_findings(context, AREA, UNIT, _RULES))
    return [_judged(finding, context) for finding in findings]


def _judged(finding: Finding, context: Context) -> Finding:
    excuse = number_excuse(context.goods, plain(finding.matched).text)
    excuse = excuse or lawful_use(context, finding)
    if finding.excused is None and _special_cosmetics(context, finding.matched):
        excuse = "本页有特殊化妆品注册号，防脱、祛斑等是其核准的功效"
    if finding.excused is None and excuse:
        return without_lead(finding, excuse)
    if finding.excused is None:
        return of_the_class(finding, context.goods)
    return finding


def _special_cosmetics(context: Context, matched: str) -> bool:
    """防脱发, 祛斑 …: the functions that a registered special cosmetic may name."""
    return bool(_SPECIAL.search(matched)) and any(
        code.kind == "cosmetics" and code.valid and code.value.startswith("国妆特")
        for code in context.page.codes
    )
