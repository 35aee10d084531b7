"""A pound that is no pound (一斤只有八两), told by the shop: 消费者权益保护法 23, 55.

一斤发八两，箱子和冰瓶一起上秤, as the custom of the market: the buyer pays for what he does not
get.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "consumer_rights"
UNIT = "consumer_protection"
COMPARED = ("pound-short",)
"""What is paid for and what is sent are figures."""

_RULES = (
    PatternRule(
        "pound-short",
        ("一斤", "1斤", "五斤", "5斤", "上秤", "过秤", "算重", "称重"),
        compiled(
            "(?:一|1)斤[^。，\\n]{0,3}?(?:发|给|称|装|算|就是|按|只有|等于)[^。，\\n]{0,2}?(?:[五六七八]两|[5-8]两|[4-8]00(?:克|g)|四百克)|"
            "(?:箱子?|冰[瓶袋块]?|水|泡沫箱?|绳子?|袋子)[^。，\\n]{0,8}?(?:一起|也|都|连)(?:上秤|过秤|称|算(?:进|在|重))[^。\\n]{0,30}?(?:到手|少的|不补|正常|规矩)"
        ),
        "短斤少两，包装、冰块计入重量",
        "按净重计价；老秤、生熟比例的说明",
        basis=("price", "rights"),
        rejects=False,
        unless=(
            compiled(
                "净重|去皮|不算|不计|另算|绝不|从不|不会|谨防|警惕|举报|投诉|骗|别家|有的|小心|当心|干重|晒干|出(?:肉|干|净)|泡发|旧制|老秤|熟"
            ),
            "按净重计价，或者是提醒、出品率的说明",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Weights that are short by the shop's own account."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
