"""What goods are made for may be said of them (商品本来的用途): and nothing beyond it.

A blood pressure meter names high blood pressure, a toothpaste bleeding gums, spectacles bad eyes,
a mask what flies in the air: that is their use. That they cure or prevent an illness is a claim
here as elsewhere: 化妆品监督管理条例 77 and 牙膏监督管理办法 (牙膏功效), 医疗器械监督管理条例
(a mask with no number is no device), 广告法 17.
"""

from dataclasses import dataclass
from typing import Any

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.plain_text import plain


@dataclass(frozen=True, slots=True)
class _Use:
    """Goods by words of their names; `beyond` is what goes beyond their use."""

    names: Any
    use: str
    beyond: Any


_CURES = (
    "治|愈|根除|除根|断根|去根|康复|逆转|复发|消失|不用(?:再)?(?:吃|打)|代替|替代|停药|疗效|特效|神"
)
_USES = (
    _Use(
        compiled("牙膏|牙粉|漱口水|牙刷|牙线|冲牙器|牙贴"),
        "清洁、护理口腔",
        compiled(
            f"{_CURES}|消炎|炎症?|止(?:痛|血)|修复[^。，\\n]{{0,3}}[蛀龋]|[蛀龋][^。，\\n]{{0,4}}修复|再生"
        ),
    ),
    _Use(
        compiled("眼镜|镜片|镜架|老花镜"),
        "矫正视力、遮光",
        compiled(
            f"{_CURES}|恢复(?:视力|正常)|摘(?:掉)?(?:眼)?镜|(?:度数|近视|散光|老花)[^。，\\n]{{0,6}}(?:降|减|"
            "退|没)|(?:降|减)(?:低|少)?[^。，\\n]{0,4}度数"
        ),
    ),
    _Use(
        compiled("体温|血压计|血糖仪|试纸|检测|轮椅|拐杖|护理床"),
        "测量、检测、护理",
        compiled(f"{_CURES}|降(?:压|糖|下来|低了?[^。，\\n]{{0,3}}血)|改善|缓解|调理"),
    ),
    _Use(
        compiled("口罩"),
        "遮挡灰尘、花粉、飞沫",
        compiled(f"{_CURES}|病毒|新冠|流感|感冒|肺炎|细菌|感染|杀菌|消毒|消炎|改善|缓解|调理|预防"),
    ),
)


def lawful_use(context: Context, finding: Finding) -> str | None:
    """Why the words of `finding`, which name an illness, only tell the use of the goods, or
    None."""
    said = plain(f"{finding.matched}\n{finding.snippet}").text
    for one in _USES:
        named = one.names.search(context.plain_name)
        if named is not None:
            if one.beyond.search(said):
                return None
            return f"商品名称中有“{named.group()}”，说的是{one.use}的用途，没有说治疗、预防疾病"
    return None
