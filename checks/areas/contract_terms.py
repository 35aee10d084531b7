"""Unfair standard terms (合同格式条款): 最终解释权, 概不退换, 概不负责.

消费者权益保护法 26, 合同行政监督管理办法 7 and 8, 民法典 496 to 498. A refusal to take
goods back that the law itself allows for such goods is no unfair term.
"""

import re

from checks.context import Context, JudgedHit
from checks.finding import Finding
from checks.return_exceptions import exception_for
from checks.talk_excuses import with_talk_excuses
from checks.term_check import term_findings
from pages.words import words

AREA = "contract_terms"
UNIT = "market_order"

_DENIED = re.compile(r"[”\"」』]?[？?][^。]{0,2}(?:不存在|没有的|没这|我们(?:不|支持)|怎么会)")

LIGHT = words("视为同意 店铺所在地法院管辖 违约金百分之 过期作废 定金不退")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    findings = term_findings(
        context, AREA, UNIT, light=LIGHT, excuse=lambda judged: _excuse(context, judged)
    )
    return with_talk_excuses(context, findings)


def _excuse(context: Context, judged: JudgedHit) -> str | None:
    place = judged.place
    if _DENIED.match(place.text[place.end : place.end + 12]):
        return "是反问，随后即否认"
    if judged.rule != "no-return":
        return None
    return exception_for(context, judged.place.sentence_text)
