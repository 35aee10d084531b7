"""Buyers who complain (买家评价中的投诉): no offer of the merchant's, but a thing to look at.

Words of buyers never make a lead here. Several of them are told for the unit that takes
complaints (12315), with lead=False.
"""

from checks.context import Context
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import compiled

AREA = "consumer_rights"
UNIT = "complaints_12315"

_COMPLAINT = compiled(
    "假货|假的|冒牌|是仿的|高仿|骗人|骗子|上当|不给退|不退款|拒绝退|退不了|客服不理|三无|过敏|"
    "烂脸|拉肚子|发霉|过期|质量太差|货不对板|与描述不符|投诉|举报|虚假宣传"
)
_ENOUGH = 2
NEEDLES.add(("假", "骗", "退", "三无", "过敏", "投诉", "举报", "过期", "发霉"))


def check(context: Context) -> list[Finding]:
    """One finding that tells of complaints among the reviews."""
    if not context.page.fields.get("reviews"):
        return []
    plain = context.plain("reviews")
    found = list(_COMPLAINT.finditer(plain.text[:50_000]))
    words = list(dict.fromkeys(match.group() for match in found))
    if len(words) < _ENOUGH:
        return []
    start, end = plain.span(found[0].start(), found[0].end())
    said = "、".join(f"“{word}”" for word in words[:5])
    return [
        context.bare_finding(
            AREA,
            rule="buyers-complaints",
            unit=UNIT,
            lead=False,
            strength="weak",
            reason=f"买家评价中有{said}等投诉内容，不是商家自己的宣传，可作为投诉线索另行处理。",
            excuse="评价不实，或者已经妥善处理",
            matched=context.page.fields["reviews"][start:end],
            field="reviews",
            start=start,
            end=end,
            basis=context.basis(AREA, "rights"),
        )
    ]
