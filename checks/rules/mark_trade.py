"""Marks sold by themselves, and names one stroke away from a known one (标识买卖、傍名牌).

商标法 57 (4) (from 2027: 72): caps, labels and laser codes of others' brands; 反不正当竞争法 7:
a name that differs by one character in the same wrapping.
"""

from checks.brand_words import BRANDS
from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "counterfeit"
UNIT = "trademark"

_HONEST = (
    compiled(
        "自有|自己(?:的)?(?:牌子|品牌|logo)|定制(?:自己|您|你)|班服|授权|来图|回收|收藏|谨防|"
        "举报|区别|小心|当心|认准|别(?:买|认)错|不是|打假|识别|辨|维权|冒充|绝不|拒绝|"
        "与[^。，\\n]{0,10}无关|破坏|已毁|适用|通用"
    ),
    "是定制自己的标识、收藏或者提醒的说明",
)
_RULES = (
    PatternRule(
        "marks-for-sale",
        ("标", "瓶盖", "包材", "防伪", "飘带", "鞋盒", "盒子", "logo", "吊牌", "钢印"),
        compiled(
            f"(?:各大|各种|大牌|名牌|名酒|名烟|奢侈品|一线|{BRANDS})[^。，\\n]{{0,6}}("
            f"?:的)?[^。，\\n]{{0,4}}(?:瓶盖|飘带|防伪标?|激光标|激光码|商标|领标|吊牌|"
            "洗标|包材|鞋标|鞋盒|酒标|标签|盒标|烫标|织标|钢印模|logo扣|空盒|包装盒|"
            "瓶盖)[^。\\n]{0,14}(?:现货|批发|配齐|全有|都有|可做|定做|定制|一套|可印|可订|出售|"
            "供应|厂家)"
        ),
        "出售他人注册商标的标识、包装",
        "定制自己的标识；收藏用空瓶",
        basis=("infringement",),
        unless=_HONEST,
        unless_title=(compiled("收藏|回收|打印机|空白|定制"), "商品是收藏品、空白标签"),
    ),
    PatternRule(
        "near-name",
        ("字", "笔", "字母", "名字", "不细看", "不仔细"),
        compiled(
            "(?:名字|牌子|商标|品牌|名称|字|标)[^。，\\n]{0,6}(?:就|只|仅|也就)?(?:差|换|改|少|"
            "多|错)(?:了|开|着)?(?:一|半|1|那么一|一两)?(?:个)?(?:点|个字|字|笔|划|横|字母|"
            "偏旁)[^。\\n]{0,30}(?:包装|颜色|瓶子|样子|看着|外观|排版|袋子|好卖|不细看|不仔细|"
            "分不|没人|老人|小孩|乡|认不|一样|像|卖得)|(?:不细看|不仔细看|一眼看去|粗看|远看|"
            "老人小孩)[^。，\\n]{0,6}(?:就是|还以为|以为是|当成|跟|和)[^。，\\n]{0,10}(?:大牌|"
            "名牌|牌子|那个|那家|"
            f"{BRANDS})"
            "|(?:包装|瓶子|袋子|颜色|外观)[^。，\\n]{0,8}(?:照着|跟|和|仿)(?:某|那个|大)?("
            "?:大牌|名牌|牌子|那家|大厂)[^。，\\n]{0,6}(?:做|设计|一样|差不|一个样)"
        ),
        "名称、包装与他人知名商品近似，引人误认",
        "提醒消费者区别的说明；自有品牌的设计说明",
        basis=("confusion", "infringement"),
        unless=_HONEST,
    ),
)


def check(context: Context) -> list[Finding]:
    """Marks as goods, and names that are nearly another's."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
