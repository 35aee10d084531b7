"""An illness and any good effect in one sentence, and effects on the body without its name.

广告法 17, 23; 食品安全法 73. cure_promise.py knows the ways in which a cure is usually said;
this rule is for the others: for ordinary goods a merchant has no reason to name an illness
beside an effect.
"""

from checks.context import Context
from checks.farm_sayings import TRIALS
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

_EFFECT = (
    "当场不|立马不|止吐|止泻|止血|不喘|不肿|不变形|不抽筋|靠它|深睡|睡得香|平复|通气|见效|"
    "服服帖帖|再也不|立竿|再没犯|没犯过|不再犯|见底|看得清|看清了|最怕|必备|有救|拿下|一网打尽|"
    "平稳|查不出|摘镜|"
    "摘掉眼镜|全没|好多了|好转|"
    "好得快|好透|不药而愈|效果(?:显著|明显|好|惊人|立竿)|特效|奇效|立竿见影|管用|有用|明显减|"
    "不疼|不痛|止痛|止痒|止咳|"
    "专门对付|专门针对|针对性|最有效|有效果|都能用|都适合|不用愁|不愁|不再困扰|无忧|轻松搞定|"
    "说再见|不见了|消下去|"
    "淡化|变软|变小|排出来|化开|通了|活络|恢复如|恢复正常|逆转|扶正|固本|调理好|养好了|压下去|"
    "控制住|稳定在"
)
_MARVEL = (
    "重振雄风|男人的加油站|夜夜|整夜威猛|威猛|金枪不倒|一夜七次|雄风|持久不|延时\\d|房事|"
    "夫妻生活|升(?:一|两|二|三)个?罩杯|罩杯升|"
    "平胸变|长高\\d|长个\\d|增高\\d|长出(?:新发|黑发|头发)|白发变黑|秃顶|毛囊(?:全|重新)?激活|"
    "年轻(?:了)?\\d{1,2}岁|衰老\\d|"
    "延缓衰老[一二三四五\\d十]{1,3}年|逆龄\\d|[老黄褐晒]斑[^。，\\n]{0,6}(?:淡化|消失|掉|没了|"
    "脱落)|返老还童|长命百岁|百病不侵|"
    "打通(?:任督|经络)|排出?\\d{1,2}斤(?:宿便|毒)|细胞再生|干细胞|端粒|基因修复|量子(?:纠缠|"
    "能量|波)"
)
_DOCTOR = (
    "(?:主任|院长|教授|医生|医师|老中医|专家|院士|药师|护士长)[^。，\\n]{0,4}(?:都在用|都用|"
    "都说好|一致推荐|联名推荐|强烈推荐|亲自推荐|亲荐|"
    "推荐使用|力荐|首选|监制|亲配|验证)|(?:临床|三甲医院|医学)[^。，\\n]{0,6}(?:验证|证实|证明|"
    "实证|认证|有效)"
)
_MEDICAL_TITLE = compiled("医院|诊所|药房|挂号|体检")

_RULES = (
    PatternRule(
        "illness-and-effect",
        ILLNESS_NEEDLES,
        compiled(
            f"(?:{ILLNESS})[^。\\n]{{0,26}}?(?:{_EFFECT})|(?:{_EFFECT})[^。"
            f"\\n]{{0,16}}?(?:{ILLNESS})"
        ),
        "同一句里既有疾病名称又有好转的效果，涉及疾病治疗功能",
        LAWFUL_CLAIM,
        basis=("medical", "goods"),
        unless=NOT_A_CLAIM,
        unless_title=ABOUT_OTHER_GOODS,
    ),
    PatternRule(
        "bodily-marvel",
        (
            "雄风",
            "加油站",
            "夜",
            "威猛",
            "金枪",
            "持久",
            "延时",
            "房事",
            "夫妻",
            "罩杯",
            "平胸",
            "高",
            "长个",
            "发",
            "秃",
            "毛囊",
            "岁",
            "衰老",
            "逆龄",
            "斑",
            "返老",
            "长命",
            "百病",
            "打通",
            "宿便",
            "细胞",
            "端粒",
            "基因",
            "量子",
        ),
        compiled(
            _MARVEL
            + "|延长(?:生命|寿命|存活)|提高存活|存活(?:期|率)提高|(?:修复|术后|康复|调理)专用"
        ),
        "对身体功能作夸大、虚假的断言",
        "词语另有含义；有真实批准文号并在核准范围之内",
        basis=("medical", "false"),
        unless=NOT_A_CLAIM,
        unless_title=(
            compiled(
                "图书|书籍|小说|音乐|汽车|灯|鞋(?:柜|架)|植物|花|苗|种子|玩具|摆件|量子(?:力学|"
                "计算|通信)|培养基|试剂"
            ),
            "商品名称表明词语另有所指",
        ),
    ),
    PatternRule(
        "doctors-say",
        (
            "主任",
            "院长",
            "教授",
            "医生",
            "医师",
            "中医",
            "专家",
            "院士",
            "药师",
            "护士长",
            "临床",
            "医院",
            "医学",
        ),
        compiled(_DOCTOR),
        "利用医生、专家、医疗机构的名义证明功效",
        "药品、医疗器械说明书中的临床资料；与功效无关的介绍",
        basis=("medical", "false"),
        unless=(
            compiled("尚未|没有|不能|未经|请咨询|遵医嘱|牙膏|评审|录取|招生|书|课程|讲座"),
            "不是以医生、专家名义证明功效",
        ),
        unless_title=(
            compiled("图书|教材|课程|培训|讲座|医院|挂号|听诊|护士服|白大褂|手术"),
            "商品名称表明词语另有所指",
        ),
    ),
    PatternRule(
        "alcohol",
        ("酒", "喝", "饮"),
        compiled(
            "(?:喝|饮)[^。\\n]{0,12}(?:消除|缓解|解除|释放)(?:疲劳|紧张|焦虑|压力)|(?:消除|"
            "缓解|解除)(?:疲劳|紧张|焦虑|压力)[^。，\\n]{0,8}(?:酒|喝)|"
            "(?:喝|饮)[^。，\\n]{0,8}(?:不伤肝|不伤身|护肝|养肝|强身健体|延年|增强体力|"
            "增加体力|活血)|越喝越(?:健康|年轻|精神)|喝完(?:还能|照样)开车"
        ),
        "酒类广告明示或者暗示饮酒有消除紧张焦虑、增加体力等功效",
        "商品不是酒",
        basis=("false", "medical"),
        unless=(compiled("不能|过量|适量|未成年|茶|咖啡|水|汤"), "不是酒类的功效宣传"),
    ),
    PatternRule(
        "farm-absolute",
        ("率", "无毒", "人畜", "安全", "见效", "亩产", "多收", "增产", "产量", "过吨", "丰收"),
        compiled(
            "(?:有效率|杀灭率|防效|治愈率|死亡率|成活率|出苗率)(?:高?达|为|超|是)?(?:100%|"
            "9[5-9](?:\\.\\d)?%|百分之?百)|(?:对)?人畜(?:安全|无害|放心|无毒)|绝对(?:安全|无毒|"
            "无残留)|"
            "(?:每亩|亩)(?:多收|增收|增产|多打)[^。，\\n]{0,4}(?:\\d|[一二三四五六七八九])|"
            "亩产(?:过吨|轻松|保证|包|稳)[^。，\\n]{0,6}|"
            "(?:增产|多收|多打)[^。，\\n]{0,4}(?:\\d{1,3}%|[一二三四五]成|一倍|翻番)"
        ),
        "农药、兽药、种子、肥料广告含有表示功效、安全性、产量的断言或者保证",
        "审定、登记公告载明的试验数据，注明来源",
        basis=("farm",),
        unless=(
            compiled(TRIALS),
            "注明是试验数据或者因地而异",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Effects on illness and body, however they are said."""
    findings = honestly(context, pattern_findings(context, AREA, UNIT, _RULES))
    return [_judged(finding, context) for finding in findings]


def _judged(finding: Finding, context: Context) -> Finding:
    farm = finding.rule.endswith(("farm-absolute", "alcohol"))
    if finding.excused is not None or farm:
        return finding
    excuse = number_excuse(context.goods, plain(finding.matched).text)
    if finding.rule.endswith("illness-and-effect"):
        excuse = excuse or lawful_use(context, finding)
    if finding.rule.endswith("doctors-say"):
        excuse = None  # 广告法 16, 18 and 21 forbid it to goods with a number above all
    if excuse or _MEDICAL_TITLE.search(context.plain_name):
        return without_lead(finding, excuse or "医疗服务的介绍，另按医疗广告检查")
    return of_the_class(finding, context.goods)
