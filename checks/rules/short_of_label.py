"""Less than the label says (标多实少): 产品质量法 26, 39; 定量包装商品计量监督管理办法.

袋标：总养分45%，实测：22%. 标100米，实长80米. The page tells two numbers of one unit, that on
the label and the true one; nothing but comparing them is needed. What a test of others found is a
report, and a used battery or car that has lost some is told honestly.
"""

from decimal import Decimal

from checks.context import Context
from checks.farm_goods import FERTILIZER
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import Match, compiled, matches
from checks.talk_excuses import around
from pages.numerals import decimal_number
from pages.words import words

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("short-of-label",)

_UNIT = "(%|公斤|千克|克|斤|两|kg|g|米|m|厘米|cm|升|毫升|ml|l|支|针)"
_PAIR = compiled(
    "(?:标(?:称|注|示|签|的是|着|的|成|到)?|袋标|瓶标|外标|包装(?:上)?写?|(?:袋|瓶|盒|外头|罐|桶|卷|盘)(?:上|子上)?"
    "(?:写|印|标)(?:的是|着|的|明|成)?|写(?:的是|着|成)?|印(?:的是|着|成)?|号称|对外说):?[^。\\n\\d准]{0,6}?"
    f"(\\d{{1,5}}(?:\\.\\d{{1,3}})?){_UNIT}[^。\\d]{{0,10}}?"
    "(?:实测|实际|实长|实重|实装|实含|实标|真实|其实|只有|真有|里面|里头|足秤|到手)"
    f"[^。\\n\\d]{{0,6}}?(\\d{{1,5}}(?:\\.\\d{{1,3}})?){_UNIT}"
)
_NEEDLES = NEEDLES.add(words("标 写 印 号称 对外说"))
_FARM = compiled(f"{FERTILIZER}|饲料|农药|种子|尿素|磷酸二铵|预混")
_SHORT = Decimal("0.9")
"""Of what the label says: less is no tolerance of any weighing or test."""
_HONEST = compiled(
    "抽检|抽查|检出|通报|曝光|不合格|投诉|举报|维权|退一赔|赔|谨防|警惕|识别|别买|下架|召回|二手|旧|用过|循环|损耗|"
    "缩水率|脱水|沥干|解冻|去皮|毛重|含包装|退差|补差|多退少补|额定|标准|国标|不低于|不少于|教|案例"
)


def check(context: Context) -> list[Finding]:
    """One finding for the first pair of numbers of which the true one is less."""
    for match in matches(context, _PAIR, _NEEDLES):
        said, unit, true, same = match.groups.groups()
        label, real = decimal_number(said), decimal_number(true)
        if unit == same and label and real and real < label * _SHORT:
            return [_finding(context, match)]
    return []


def _finding(context: Context, match: Match) -> Finding:
    text = context.page.fields[match.field][match.start : match.end]
    plain = context.plain(match.field)
    place = plain.index(match.start), plain.index(match.end)
    honest = _HONEST.search(around(plain.text, *place))
    farm = bool(_FARM.search(context.plain_name)) and bool(context.lists("farm_supplies"))
    return context.bare_finding(
        "farm_supplies" if farm else AREA,
        rule="short-of-label",
        unit="market_order" if farm else UNIT,
        lead=True,
        strength="strong",
        reason=f"页面自述标示的数量、含量多于实际：“{' '.join(text.split())[:80]}”。",
        excuse="是抽检通报、二手商品的如实说明，或者两个数字说的不是同一样东西",
        matched=text,
        field=match.field,
        start=match.start,
        end=match.end,
        basis=context.basis("farm_supplies", "fertilizer", "quality")
        if farm
        else context.basis(AREA, "fake"),
        excused=f"上下文有“{honest.group()}”，不是自述以少充多"
        if honest
        else context.excuse_at(match.field, match.start, match.end, rule="short-of-label"),
    )
