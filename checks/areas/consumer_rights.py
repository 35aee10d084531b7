"""Consumers' rights and prices (消费者权益与价格): returns, renewals, default options, prices.

消费者权益保护法 25 and its 实施条例 10; 电子商务法 19, 21; 明码标价和禁止价格欺诈规定
16 to 20. A crossed-out price without ground is checks/rules/false_base_price.py.
"""

from checks.context import Context, JudgedHit
from checks.finding import Finding
from checks.return_exceptions import exception_for
from checks.talk_excuses import with_talk_excuses
from checks.term_check import term_findings
from pages.words import words

AREA = "consumer_rights"
UNIT = "consumer_protection"

# Every sale ends some day, and every membership may renew itself.
LIGHT = words("自动续费 恢复原价 最后一天")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    findings = term_findings(
        context, AREA, UNIT, light=LIGHT, excuse=lambda judged: _excuse(context, judged)
    )
    return with_talk_excuses(context, findings)


def _excuse(context: Context, judged: JudgedHit) -> str | None:
    if judged.rule != "seven-days":
        return None
    return exception_for(context, judged.place.sentence_text)
