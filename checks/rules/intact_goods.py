"""Goods that come back whole and are charged all the same (商品完好仍扣款、拒退).

消费者权益保护法 25; 网络购买商品七日无理由退货暂行办法 8: to open the wrapping and try the goods as
far as is needed to look at them does not make them less than whole; who sends whole goods back pays
the carriage and no more.
"""

from checks.context import Context
from checks.finding import Finding
from checks.goods_or_service import without_services
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.return_exceptions import with_exceptions

AREA = "consumer_rights"
UNIT = "consumer_protection"
COMPARED = ("intact-yet-charged", "tried-and-refused")
"""What is taken from whole goods is a figure, and trying shoes on is what the law allows by name:
it counts whatever the sentences around sound like."""

_WHOLE = (
    "(?:没|未)(?:有)?(?:拆|开|用|穿|洗|动|下水)(?:过)?(?:盒|封|包|标|吊牌|包装)?的?|"
    "(?:完好|全新|原封)(?:无损|不动)?的?"
)
_CUT = "扣[^。；，\\n]{0,6}?(?:[一二两三四五六七]成|[1-9]\\d?%|百分之[一二三四五六七八九十]+|折旧)"
_HONEST = compiled(
    "不扣|不收|无需|免收|运费|邮费|酒店|机票|门票|团费|定制|违法|无效|霸王|投诉|举报|不合理|消协|法律|规定|第[一二三四五六七八九十]+条|七天无理由退|7天无理由退"
)

_RULES = (
    PatternRule(
        "intact-yet-charged",
        ("扣",),
        compiled(f"(?:{_WHOLE})[^。；\\n]{{0,24}}?(?:退|寄回)[^。；\\n]{{0,10}}?{_CUT}"),
        "完好的商品退货仍扣折旧、货款",
        "只由消费者承担退回运费",
        basis=("seven-days", "seven-days-rules"),
        rejects=False,
        unless=(_HONEST, "不扣款，或者是谈论法律的说明"),
    ),
    PatternRule(
        "tried-and-refused",
        ("试", "上脚", "上身"),
        compiled(
            "(?:拆(?:开|了|盒|封)|打开|开(?:盒|箱|封))[^。；\\n]{0,8}?(?:在家里?)?(?:上脚|上身|试)(?:穿|过|了|一?试)*[^。；\\n]{0,8}?"
            "(?:就|便|都|也|一律|概)?不(?:能|给|予|可|许|让)?退"
        ),
        "拆开、试穿后不支持七日无理由退货",
        "试穿、洗涤、使用后影响商品完好；贴身衣物等经购买时确认的例外",
        basis=("seven-days", "seven-days-rules"),
        rejects=False,
        unless=(
            compiled(
                f"{_HONEST.pattern}|外面|户外|室外|下地|洗|吊牌|污|脏|内衣|内裤|泳衣|袜|耳环|耳钉|美瞳|隐形"
            ),
            "影响商品完好，或者是贴身用品",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Charges and refusals where nothing is wrong with what comes back."""
    found = own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
    return without_services(context, with_exceptions(context, found, COMPARED), COMPARED)
