"""A crossed-out price out of all proportion (虚构原价的嫌疑): 明码标价规定 16, 17, 19.

A tenth of the 原价, pressed with 仅限今天 or 恢复原价, and no word of when and where
anything was sold at it: a sign, which the shop's records clear or prove. So is a quarter of it that
is said to be over by tomorrow: 原价1299，今天清仓299，明天涨回去.
"""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled
from pages.page import Price

AREA = "consumer_rights"
UNIT = "consumer_protection"

_LISTED = frozenset(("原价", "市场价", "吊牌价", "专柜价", "参考价"))
_LEAST_FEN = 20_000
_SHARE, _SHARE_TILL_TOMORROW = 0.15, 0.3
_PRESSED = compiled(
    "仅限今[天日]|仅此一天|最后(?:一天|\\d+小时|[一二三两]小时|十分钟|\\d+分钟|\\d+件|几件)|"
    "恢复原价|涨回|马上涨价|即将涨价|明[天日]涨价|今晚涨价|限时(?:抢购|秒杀|特价|直降|疯抢)|"
    "倒计时|跳楼价|亏本|清仓甩|骨折价|史低|错过(?:再等|不再|没有)|前\\d+名|限量\\d+"
)
_TILL_TOMORROW = compiled(
    "(?:明[天日]|明早|今晚(?:过后|一过|零点)|过了今[天晚日]|零点(?:后|一过)?|卖完|售完|抢完|"
    "下播(?:后)?|下了播)[^。\\n\\d]{0,6}(?:涨回|涨到|涨价|恢复|回到|变回|调回|回原价|就是原价)"
)
_GROUND = compiled(
    "划线价[^。\\n]{0,30}(?:成交|门市|指导|吊牌|曾经|依据|参考)|成交价|成交记录|销售记录|"
    "价格说明|价格依据|前7日|前七日|近30天|建议零售价|厂商指导价|门店在售|二手|临期|尾货"
)


def check(context: Context) -> list[Finding]:
    """One finding for a 原价 that the price asked makes a mock of."""
    pair = None if context.nature.offers_nothing else _pair(context)
    if pair is None:
        return []
    listed, asked = pair
    own = context.plain_own
    returns = _TILL_TOMORROW.search(own)
    pressed = returns or _PRESSED.search(own)
    share = _SHARE if asked.fen <= listed.fen * _SHARE else _SHARE_TILL_TOMORROW
    if pressed is None or (share > _SHARE and returns is None):
        return []
    ground = _GROUND.search(own)
    excused = f"页面对被比较价格有说明：“{ground.group()}”" if ground else None
    reason = (
        f"{listed.label}{listed.raw}，现{asked.raw}，不到{share * 100:.0f}%，"
        f"又以“{pressed.group()}”催促购买，没有说明原价的依据"
    )
    reason += f"。不作为线索：{excused}。" if excused else "，涉嫌虚构原价。"
    return [
        context.bare_finding(
            AREA,
            rule="base-price",
            unit=UNIT,
            lead=True,
            strength="weak",
            reason=reason,
            excuse="此前七日内以原价成交的记录；二手、临期、尾货处理",
            matched=listed.raw,
            field=listed.field,
            start=listed.start,
            end=listed.end,
            basis=context.basis(AREA, "price", "price-law"),
            excused=excused,
        )
    ]


def _pair(context: Context) -> tuple[Price, Price] | None:
    own = context.prices
    listed = [p for p in own if p.label in _LISTED and p.fen >= _LEAST_FEN]
    asked = [p for p in own if p.label not in _LISTED and p.label not in ("定金", "订金")]
    if not listed or not asked:
        return None
    most = max(listed, key=lambda price: price.fen)
    near = [p for p in asked if p.field == most.field] or asked
    now = min(near, key=lambda price: abs(price.start - most.start))
    return (most, now) if now.fen <= most.fen * _SHARE_TILL_TOMORROW else None
