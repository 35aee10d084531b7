"""A number that farm supplies must bear (登记证号、批准文号、审定编号): what is said where it is
missing or wrong. The penalty is the agriculture office's: such a finding is always to be sent on.
"""

from dataclasses import dataclass

from checks.context import Context
from checks.finding import Finding, Strength
from checks.number_on_pack import number_on_pack
from checks.other_voices import own_voice
from pages.page import Page

AREA = "farm_supplies"
UNIT = "market_order"


@dataclass(frozen=True, slots=True)
class FarmNumber:
    """The number that `goods` must bear, its name, the rules by which it is told to be missing or
    wrong (the latter "" where only absence is told), the topic of its legal basis, and what would
    excuse a finding."""

    goods: str
    name: str
    missing_rule: str
    topic: str
    excuse: str
    wrong_rule: str = ""

    def missing(self, context: Context) -> list[Finding]:
        """A weak lead, none where the page says that the number stands on the pack."""
        told = f"页面文字中没有{self.name}（图片文字未检的，须人工查看图片）"
        finding = self._finding(context, self.missing_rule, "weak", told)
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


def is_sold(page: Page) -> bool:
    """Whether the page sells: it asks a price, or has a button to buy."""
    return bool(page.prices) or "购" in page.text("description")
