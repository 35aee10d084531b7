"""Unfair standard terms (合同格式条款): 最终解释权, 概不退换, 概不负责.

消费者权益保护法 26, 合同行政监督管理办法 7 and 8, 民法典 496 to 498. A refusal to take
goods back that the law itself allows for such goods is no unfair term.
"""

from checks.context import Context, JudgedHit
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.return_exceptions import exception_for
from checks.term_check import term_findings
from pages.words import words

AREA = "contract_terms"
UNIT = "market_order"

_QUALITY = compiled("质量问题|坏果|坏单|包赔|破损|腐烂|非质量|药品|死苗")
"""Words of a shop that still answers for faults; 概不退换 without them refuses even those."""

LIGHT = words("视为同意 店铺所在地法院管辖 违约金百分之 过期作废 定金不退")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    return term_findings(
        context, AREA, UNIT, light=LIGHT, excuse=lambda judged: _excuse(context, judged)
    )


def _excuse(context: Context, judged: JudgedHit) -> str | None:
    if judged.rule != "no-return":
        return None
    reason = exception_for(context, judged.place.sentence_text)
    if reason and _QUALITY.search(context.plain_own):
        return f"{reason}，且页面对质量问题另有承诺"
    return None
