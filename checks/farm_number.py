"""A number that farm supplies must bear (登记证号、批准文号、审定编号): what is said where it is
missing or wrong. The penalty is the agriculture office's: such a finding is always to be sent on.

A page of a line or two gives no number and means nothing by it. One that lists the particulars of
its goods, variety and content and maker, and not the number that stands beside them on every label
(种子法 40, 农药管理条例 22), leaves it out: how its sentences read has no say in that.
"""

from dataclasses import dataclass

from checks.context import Context
from checks.finding import Finding, Strength
from checks.number_on_pack import number_on_pack
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from pages.page import Page

AREA = "farm_supplies"
UNIT = "market_order"

_PARTICULARS = compiled(
    "品种(?:名称)?:|净含量:|有效成分|剂型:|适用(?:动物|作物|范围)?:|(?:生产)?(?:厂家|企业|厂商|商):|产地:|用法|"
    "播种期:|纯度:|发芽率:|产品标准|执行标准|主要成分:"
)
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class FarmNumber:
    """The number that `goods` must bear, its name, the rules by which it is told to be missing,
    left out of a list of particulars, or wrong (the last "" where only absence is told), the topic
    of its legal basis, and what would excuse a finding."""

    goods: str
    name: str
    missing_rule: str
    left_out_rule: str
    topic: str
    excuse: str
    wrong_rule: str = ""

    def missing(self, context: Context) -> list[Finding]:
        """A weak lead, none where the page says that the number stands on the pack."""
        listed = _lists_particulars(context)
        where = "商品参数逐项列出了，其中" if listed else "页面文字中"
        told = f"{where}没有{self.name}（图片文字未检的，须人工查看图片）"
        rule = self.left_out_rule if listed else self.missing_rule
        finding = self._finding(context, rule, "weak", told)
        return own_voice(context, [number_on_pack(context, finding)])

    def wrong(
        self, context: Context, fault: str, field: str, start: int, end: int
    ) -> list[Finding]:
        """A strong lead: what stands at [start, end) of `field` has this `fault`."""
        told = f"{self.name}“{context.page.fields[field][start:end]}”{fault}"
        finding = self._finding(context, self.wrong_rule, "strong", told, (field, start, end))
        return own_voice(context, [finding])

    def _finding(
        self,
        context: Context,
        rule: str,
        strength: Strength,
        told: str,
        place: tuple[str, int, int] = ("", 0, 0),
    ) -> Finding:
        field, start, end = place
        return context.bare_finding(
            AREA,
            rule=rule,
            unit=UNIT,
            lead=True,
            strength=strength,
            reason=f"商品按“{self.goods}”看待，{told}。处罚权属农业农村部门，须移送。",
            excuse=self.excuse,
            matched=context.page.fields[field][start:end] if field else "",
            field=field,
            start=start,
            end=end,
            basis=context.basis(AREA, self.topic),
        )


def _lists_particulars(context: Context) -> bool:
    """Whether the page's table names several of the particulars that stand on a label."""
    table = context.plain("attributes").text
    return len({found.group() for found in _PARTICULARS.finditer(table)}) >= _SEVERAL


def is_sold(page: Page) -> bool:
    """Whether the page sells: it asks a price, or has a button to buy."""
    return bool(page.prices) or "购" in page.text("description")
