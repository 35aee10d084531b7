"""Travel sold online (线上旅游): tours below cost, made-up subsidies, forced shopping, no licence.

旅游法 28, 32, 35, 48. Penalties for low prices are the culture-and-tourism office's. What
a tour must cost is reckoned in checks/rules/tour_price.py.
"""

from checks.context import Context
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.term_check import term_findings
from pages.words import words

AREA = "travel"
UNIT = "market_order"

LIGHT = words("纯玩 夕阳红低价 限量名额")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    return honestly(context, term_findings(context, AREA, UNIT, light=LIGHT))
