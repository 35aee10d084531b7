"""Farm supplies (农资): banned and restricted pesticides, seed without approval, false fertiliser.

农药管理条例 28, 44, 55; 种子法 23, 40, 48. Penalties are the agriculture office's: a
lead here is always handed on (leads/units.toml, external). Missing and malformed numbers
are the business of checks/rules/pesticide_number.py and seed_number.py.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.term_check import term_findings
from pages.words import words

AREA = "farm_supplies"
UNIT = "market_order"

LIGHT = words("自留种 保产")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    return own_voice(context, term_findings(context, AREA, UNIT, light=LIGHT))
