"""The best of a place, a trade or a time (绝对化用语的句式): 全省最好喝, 西南第一.

广告法 9 (3). Never 最 alone: only with a range before it that nobody has measured. A rank
with its time, place and source is a fact (绝对化用语执法指南, 2023).
"""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "advertising"
UNIT = "advertising"

_RANGE = (
    "全国|全世界|世界上?|国内外?|全球|全网|全平台|全云南|云南省?|全省|全州|全城|昆明|大理|丽江|"
    "西南|中国|行业内?|业内|业界|同行中?|同类产?品?|市面上?|"
    "市场上|史上|宇宙|东半球|地球上|天底下|有史以来"
)
_SOURCE = compiled(
    "数据来源|来源于?:|统计数据|统计报告|监测报告|调查报告|研究报告|审计|认证报告|"
    "据.{2,16}统计|据.{2,16}公布|排名来自|世界纪录|基尼斯|"
    "目标|力争|争做|愿景|梦想|立志|努力|之一|极限词|绝对化用语|违禁词|等字样|等用语|是否|"
    "是不是|谁是|哪个|哪家|？"
)

_RULES = (
    PatternRule(
        "superlative",
        ("最",),
        compiled(
            f"(?:{_RANGE})(?:范围)?(?:内|中|里|上)?(?:目前|公认|唯一)?(?:的)?最(?:好|佳|优|强|"
            f"牛|火|香|正宗|地道|高端|高档|高级|顶级|先进|权威|专业|有效|安全|健康|"
            "天然|纯正|实惠|便宜|划算|低价?|值得|靠谱|受欢迎|畅销|热销|知名|有名|著名|豪华|"
            "完美|棒|厉害|大牌|优惠|优质|营养|甜|鲜|醇|舒适|耐用|薄|快|新鲜)"
        ),
        "在没有依据的范围内称“最”",
        "消费提示、自我比较；写明统计时间、范围和来源",
        basis=("absolute",),
        unless=(_SOURCE, "写明了来源、目标，或者是“之一”"),
        unless_title=(compiled("图书|书籍|地图|邮票|模型"), "商品名称表明是书籍、模型等"),
    ),
    PatternRule(
        "rank-first",
        ("第一", "no.1", "no1", "top1"),
        compiled(
            f"(?:{_RANGE})(?:范围|产区|产地|市场|行业|赛道|品类|销量|销售|人气|口碑|"
            f"排名)*(?:内|中|里)?(?:排名|稳居|位居|均为|连续\\w{{1,4}}年|高居)?"
            "(?:第一|no\\.?1|top1)(?:$|"
            "[^时次步批代季届人中书手天章页档轮部眼大线口泡道位个条款茬梯间期家阶站]|品牌|"
            "大品牌|家品牌)"
            "|(?:销量|销售额|人气|回购率|复购率|好评率|知名度|市场占有率|热度|浏览量|"
            "出货量)(?:排名|稳居|位居|均为|高居|常年|持续|连续\\w{1,4}年)?(?:全\\w|行业|类目|"
            "同类|平台)?(?:第一|no\\.?1|top1)"
        ),
        "宣称排名第一而没有时间、范围和出处",
        "写明统计时间、范围和来源；服务态度、目标追求",
        basis=("absolute", "false"),
        unless=(_SOURCE, "写明了来源、目标，或者是“之一”"),
        unless_title=(compiled("图书|书籍|地图|邮票|模型"), "商品名称表明是书籍、模型等"),
    ),
)


def check(context: Context) -> list[Finding]:
    """Superlatives with a range."""
    return pattern_findings(context, AREA, UNIT, _RULES)
