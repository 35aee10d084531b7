"""Competitors run down (商业诋毁、贬低同行): 反不正当竞争法 12, 广告法 13."""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"

_OTHERS = (
    "别家|别人家|其[他它]家|其[他它]商家|其[他它]店铺?|别的店铺?|别的商家|其[他它]品牌|"
    "其[他它]厂家?|同行们?|隔壁|对面|对门|楼下|某宝|某东|某多|某音|某猫|友商|"
    "竞品|竞争对手|那些便宜的|网上其[他它]|网上那些|某某|某品牌|某家|某牌|[a-z]家"
)
_BAD = (
    "假货|假的|冒牌|垃圾|骗子|骗人|坑人|坑钱|坑货|坑爹|黑心|有毒|毒药|劣质|次品|染色|色素|香精|"
    "勾兑|添加剂|防腐剂|过期|陈货|陈茶|冒充|糊弄|糖精|地沟油|"
    "智商税|致癌|烂货|烂果|以次充好|工业糖|工业原料|甲醛|掺假|造假|掺了|打了药|打药|死鸡|病猪|"
    "仿冒|山寨|翻新机|偷工减料|药水|得病|吃坏|拉肚子|激素|缺斤少两|没用|短斤少两|害人"
)

_RULES = (
    PatternRule(
        "competitors",
        (
            "别家",
            "别人家",
            "他家",
            "它家",
            "他商家",
            "他店",
            "别的",
            "他品牌",
            "它品牌",
            "他厂",
            "同行",
            "隔壁",
            "对面",
            "对门",
            "楼下",
            "某",
            "友商",
            "竞品",
            "竞争对手",
            "便宜的",
            "网上",
            "家",
        ),
        compiled(
            f"(?:{_OTHERS})[^。\\n]{{0,14}}?(?:都是|全是|全部是|基本是|基本都是|多半是|就是|"
            f"卖的|用的|做的|都|全都|根本|纯属|专门|是用|添加|加了|只会|净|吃了会|喝了会|"
            f"用了会)"
            f"[^。\\n]{{0,10}}?(?:{_BAD})"
        ),
        "贬低同行、竞争对手的商品",
        "有依据的客观比较；教人鉴别的知识",
        basis=("disparagement",),
        unless=(
            compiled("不评价|不诋毁|尊重同行|鉴别|辨别|如何|识别|举报|怎么区分|有些|个别|部分商家"),
            "是鉴别知识或者不针对对手的说明",
        ),
    ),
    PatternRule(
        "the-market",
        ("市面", "市场上", "网上", "行业"),
        compiled(
            f"(?:市面上?|市场上|网上|行业里|整个行业)[^。\\n]{{0,8}}?(?:九成|百分之九十|9\\d%|"
            f"99%|八成|大部分|绝大多数|几乎全部|全都|都|全)[^。\\n]{{0,8}}?(?:{_BAD})[^。"
            f"\\n]{{0,24}}?"
            "(?:只有我|只有本|唯独我|就我|我家才|我们家才|本店才|我们才|除了我|选我)"
        ),
        "贬低整个同行，抬高自己",
        "有依据的客观比较；教人鉴别的知识",
        basis=("disparagement", "false"),
        unless=(compiled("鉴别方法|如何辨别|教你"), "是鉴别知识"),
    ),
)


def check(context: Context) -> list[Finding]:
    """Words that run competitors down."""
    return pattern_findings(context, AREA, UNIT, _RULES)
