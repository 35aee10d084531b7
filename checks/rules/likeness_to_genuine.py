"""Goods said to be like the genuine ones (以假乱真): what a counterfeiter says, whatever the slang.

商标法 57 (from 2027: 72). 和专柜一模一样, 行家都看不出, 代工厂流出: who says so does not
sell the genuine article.
"""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "counterfeit"
UNIT = "trademark"

_NATURE = compiled(
    "仿真|假花|绿植|模型|手办|蜡像|道具|硅胶|玩具|假发|人造|翡翠|玉|植物肉|素肉|食品玩|义齿|"
    "美甲|睫毛|纹身|化石|标本|油画|字画|图书|鉴定|验钞|教程"
)
_OWN = compiled("授权|官方|自有品牌|本厂|权利人|正规渠道|支持专柜联保")

_RULES = (
    PatternRule(
        "like-the-genuine",
        (
            "专柜",
            "正品",
            "原版",
            "真假",
            "真品",
            "行家",
            "店员",
            "肉眼",
            "原装",
            "真货",
            "柜台",
            "柜姐",
            "内行",
            "鉴定师",
            "真伪",
            "以假乱真",
            "没人知道",
            "大牌",
            "官网",
        ),
        compiled(
            "(?:和|跟|与|同)(?:专柜|正品|原版|真品|真货|官网|店里)(?:的|卖的|货)?[^。，"
            "\\n]{0,4}(?:一模一样|一样一样|没区别|没有区别|没差别|没有差别|无差别|零差别|无异|"
            "无二|没两样|别无二致|几乎一样|完全一致)"
            "|(?:专柜|柜姐|柜台|店员|行家|鉴定师|内行|老板)[^。，\\n]{0,4}(?:看不出|分不出|"
            "分辨不出|认不出|验不出|辨不出|难辨|都难分)"
            "|(?:肉眼|真假|真伪)[^。，\\n]{0,4}(?:看不出|分不出|难辨|难分|无法分辨|分不清)"
            "|(?:媲美|堪比|不输|直逼|接近|赶超)(?:专柜)?(?:正品|原版|真品)"
            "|(?:正品|原版|专柜)级?(?:还原度?|相似度?|仿真度)(?:高?达)?(?:9\\d|100)%|(?:9\\d|"
            "100)%(?:还原|复原|相似于|仿)(?:专柜|正品|原版|大牌)?"
            "|以假乱真|可以假乱真|穿出去没人知道|背出去没人知道|戴出去没人"
        ),
        "自称与正品、专柜货难以区分，表明所售不是正品",
        "仿真花、模型等与他人商标无关的商品；鉴别真假的知识",
        basis=("infringement", "confusion"),
        unless=(_OWN, "说明有授权，或者是自有品牌"),
        unless_title=(_NATURE, "商品名称表明是仿真、模型一类，与他人商标无关"),
    ),
    PatternRule(
        "no-difference",
        ("不出", "区别", "差别", "没差", "无差"),
        compiled(
            "(?:喝|用|穿|背|戴|拿|看|摸|闻|吃|抽|听|外观)(?:起来|上去|上身)?(?:都|根本|完全|"
            "谁也|也)*(?:不出|没|没有|无|没啥)(?:任何|什么)?(?:区别|差别|差异|两样|真假|不同)"
            "|(?:口感|外观|味道|手感|做工|音质|功能|包装|质量)(?:和真的|跟真的|与真的|和正品|"
            "跟正品|和原装)?(?:无|没|没有|毫无)(?:任何)?(?:差|差别|区别|两样)"
        ),
        "自称与真品没有区别，表明所售不是真品",
        "自有品牌之间的比较；与他人商标无关的商品",
        basis=("infringement", "confusion"),
        strength="weak",
        unless=(_OWN, "说明有授权，或者是自有品牌"),
        unless_title=(_NATURE, "商品名称表明是仿真、模型一类，与他人商标无关"),
        unless_page=(compiled("二手|中古|闲置"), "是二手商品的成色说明"),
    ),
    PatternRule(
        "watch-factory",
        ("厂",),
        compiled(
            "(?:^|[^a-z0-9])(?:vs|zf|n|aps|ppf|gr|3k|xf|ew|c|clean|ar|bv|v6|tw|bp|jf|om|kv|gs|"
            "mks|8f|vsf|zff|qf|ddf)厂(?:v?\\d|版本?|出品|货|最新|复刻|手表|腕表|绿|黑|蓝|日志|"
            "劳|欧|机|$|，)"
        ),
        "以仿表厂名说明货品",
        "厂名是经营者自己的",
        basis=("infringement", "confusion"),
        unless_page=(compiled("螺丝|机床|轴承|水泥|化肥|阀门"), "不是钟表"),
    ),
    PatternRule(
        "factory-surplus",
        ("代工厂", "工厂", "专柜", "品牌", "大牌", "名牌"),
        compiled(
            "(?:大牌|品牌|名牌|奢侈品|国际大牌)[^。，\\n]{0,6}(?:代工厂|工厂)[^。，"
            "\\n]{0,6}(?:流出|剩料|余料|余单|尾货|私单|多做|偷出|内部渠道|加班)"
            "|(?:代工厂|工厂)[^。，\\n]{0,6}(?:剩余|余料|剩料|多余)[^。，\\n]{0,8}(?:做|生产|加工)"
            "|(?:同一条|同条|一条)(?:流水线|生产线)[^。，\\n]{0,8}(?:只是|就是|仅)?[^。，"
            "\\n]{0,4}(?:没标|不挂标|没有标|少个标|少一个标|不打标)"
            "|(?:不|没)(?:挂|打|贴)(?:标|牌)[^。，\\n]{0,8}(?:专柜|正品|大牌)"
        ),
        "以代工厂流出、同线生产解释低价，表明不是权利人的商品",
        "有授权的尾货处理；自有品牌的代工说明",
        basis=("infringement", "confusion"),
        unless=(_OWN, "说明有授权，或者是自有品牌"),
    ),
)


def check(context: Context) -> list[Finding]:
    """What only a seller of counterfeits says."""
    return pattern_findings(context, AREA, UNIT, _RULES)
