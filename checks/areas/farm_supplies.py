"""Farm supplies (农资): banned and restricted pesticides, seed without approval, false fertiliser.

农药管理条例 28, 44, 55; 种子法 23, 40, 48. Penalties are the agriculture office's: a
lead here is always handed on (leads/units.toml, external). Missing and malformed numbers
are the business of checks/rules/pesticide_number.py and seed_number.py.
"""

from checks.context import Context, JudgedHit
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from checks.plain_text import plain
from checks.term_check import term_findings
from pages.words import words

AREA = "farm_supplies"
UNIT = "market_order"

LIGHT = words("自留种")

_TOLD_AWAY = compiled(
    "实名|凭(?:单位|证|处方)|定点|柜台|门店登记|仅限|专业机构|持证|网上不|不(?:卖|售|再)|已("
    "?:经)?(?:禁|停)|早(?:就)?(?:禁|停)|禁(?:止|了)|停(?:产|用|止)|淘汰|退市|替代|上交|交(?:到|"
    "给|农|公安)|收缴|回收|误服|误食|未检出|检测|残留|名录|当年|历史|检出|抽检|超标|知识|危害|"
    "为什么|举报|展览|不含|不是|没有(?:添加|使用)|请(?:交|到)"
)
"""Restricted and banned names in a sentence that says how they are kept from buyers."""
_TOOLS = compiled("播种器|点播|镊子|播种机|种子袋|包装袋|茶$|茶[^苗籽种]|花草茶|小说|唱片|书$")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    findings = term_findings(
        context, AREA, UNIT, light=LIGHT, excuse=lambda judged: _excuse(context, judged)
    )
    return own_voice(context, findings)


def _excuse(context: Context, judged: JudgedHit) -> str | None:
    """Why a name of the list says nothing here: it is told how it is kept from buyers."""
    if _TOOLS.search(context.plain_name):
        return "商品是播种、包装用具或者其他商品，词语另有所指"
    if judged.rule not in ("banned", "restricted"):
        return None
    told = _TOLD_AWAY.search(plain(judged.place.sentence_text).text)
    return f"同一句说明了“{told.group()}”，不是向买家出售" if told else None
