"""Unfair competition (不正当竞争): bought and deleted reviews, imitation, forged marks, slander.

反不正当竞争法 7, 9, 11 to 13 (2025); 电子商务法 17, 39. Amounts of prizes, money for a
review, imitated hosts and forged links have rules of their own in checks/rules.
"""

from checks.context import Context
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.term_check import term_findings
from pages.words import words

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"

# Words that honest shops and honest services use too.
LIGHT = words("补单 礼品代发 差评处理 好评有礼 央视合作伙伴 涨粉 免评 鱼塘")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    return honestly(context, term_findings(context, AREA, UNIT, light=LIGHT))
