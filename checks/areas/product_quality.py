"""Product quality (商品质量): goods without marks, altered dates, renewed goods sold as new.

产品质量法 27, 36 to 39; 食品安全法 34, 67. Goods offered openly as second-hand, renewed
or blemished are honest trade. The order has no unit for quality; leads/units.toml says so.
"""

from checks.context import Context, JudgedHit
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from checks.term_check import term_findings
from pages.words import words

AREA = "product_quality"
UNIT = "consumer_protection"

LIGHT = words("自制酒 残次品 工业级原料 裸瓶")

_OPENLY_USED = compiled(
    "二手|闲置|旧书|官翻|官方翻新|翻新|瑕疵|微瑕|处理品|库存|旧货|[5-9]成新|9[0-9]新|回收|维修"
)
_CROSS_BORDER = compiled(
    "跨境(?:电商|电子商务)零售进口|跨境(?:电商|电子商务)[^。\\n]{0,12}(?:保税|告知书)"
)
_ON_PURPOSE = ("label", "pass-off", "certificate")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    findings = term_findings(
        context, AREA, UNIT, light=LIGHT, excuse=lambda judged: _excuse(context, judged)
    )
    return own_voice(context, findings)


def _excuse(context: Context, judged: JudgedHit) -> str | None:
    """Second-hand goods need no new label, and a blemish that is told deceives nobody; what comes
    by the way of cross-border retail (跨境电子商务零售进口) may bear a foreign label."""
    if "中文标" in judged.hit.matched and (way := _CROSS_BORDER.search(context.plain_own[:20_000])):
        return f"页面写明“{way.group()}”，跨境电子商务零售进口商品可以没有中文标签，须核实渠道"
    if judged.rule not in _ON_PURPOSE:
        return None
    openly = _OPENLY_USED.search(context.plain_name)
    # 翻新机当新机 deceives whatever the name of the goods says.
    if openly and "当" not in judged.hit.matched and "充" not in judged.hit.matched:
        return f"商品名称写明“{openly.group()}”，是明示的二手、翻新、瑕疵商品"
    return None
