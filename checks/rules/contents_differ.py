"""The list of contents against the name (名称与配料、成分不符): 产品质量法 39, 食品安全法 71.

羊肉卷 whose 配料 is duck, 羊绒 whose 成分 is acrylic, 原切 whose 配料 has the glue that joins
scraps: two statements of one page are compared, whatever else it says. Rows of other parts
(lining, sole, backing) are not of what the name promises.
"""

import re
from dataclasses import dataclass

from checks.context import Context
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import Match, compiled, matches
from pages.words import words

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("contents-differ",)

_ROW = compiled(
    "([^。，:\\n]{0,6}(?:配料|原料|主料|成分|面料|填充物?|材质)[^。，:\\n]{0,3}):([^。\\n]{1,120})|"
    "(主料|主要原料|原料)(?:其实|实际|就|都)?(?:是|为|用)?([^。，:\\n]{2,12})"
)
_NEEDLES = NEEDLES.add(words("配料 原料 主料 成分 面料 填充 材质"))
_FIELDS = ("attributes", "description", "image_text", "structured")
_OTHER_PART = re.compile(
    "里料|内里|里子|衬|底|背|扣|带|拉链|五金|盒|袋|瓶|包装|手柄|支架|饵|蘸|酱|撒|调料"
)
_LIKE_IT = re.compile(
    "素|仿|类|味|人造|感|植物|替代|模型|玩具|造型|图案|色|调料|撒料|料包|蘸料|猫|狗|犬|宠物|清洗|护理"
)
_FLAVOUR = "(?!味|风味|口味|香精|香|粉|膏|精|油|脂)"


@dataclass(frozen=True)
class _Claim:
    """What a name promises: `named` in it, `own` is the thing itself in a row of contents, `other`
    what it must not be instead; where it is `pure`, not beside it either. Rows labelled with
    `apart` are of another part of such goods."""

    named: re.Pattern[str]
    own: re.Pattern[str]
    other: re.Pattern[str]
    pure: bool = False
    apart: str = ""


def _claim(named: str, own: str, other: str, *, pure: bool = False, apart: str = "") -> _Claim:
    return _Claim(re.compile(named), re.compile(own), re.compile(other), pure, apart)


_MAN_MADE = "腈纶|晴纶|涤纶|聚酯|锦纶|化纤|粘纤|粘胶|仿羊绒|仿真丝|人造丝"
_CLAIMS = (
    _claim("羊(?:肉|排|腿|羔)|羔羊", f"羊(?:肉|排|腿|羔|柳|里脊){_FLAVOUR}", "鸭|鸡|猪|狐狸|貉"),
    _claim(
        "(?<![蜗])牛(?:肉|排|腩|腱|柳)|肥牛|牦牛",
        f"(?<![蜗])牛(?:肉|排|腩|腱|柳|里脊|后腿|前腿){_FLAVOUR}|肥牛|牦牛{_FLAVOUR}",
        "鸭|鸡|猪|马肉",
    ),
    _claim(
        "原切|整切",
        "牛|羊",
        "卡拉胶|转氨酶|tg酶|碎(?:牛|羊)?肉|重组|拼接|大豆(?:分离)?蛋白",
        pure=True,
    ),
    _claim("阿胶|驴皮", "驴|阿胶", "猪皮|牛皮|马皮|骡皮|明胶"),
    _claim("燕窝|燕盏", "燕", "银耳|木薯|猪皮|海藻|琼脂"),
    _claim("蜂蜜$|土蜂蜜|野生蜂?蜜", f"蜂蜜{_FLAVOUR}", "糖浆|麦芽糖|白砂糖|蔗糖"),
    _claim("羊绒", "(?<!仿)羊绒", _MAN_MADE),
    _claim("真丝|桑蚕丝", "(?<!仿)真丝|蚕丝", _MAN_MADE),
    _claim("纯棉|全棉|100%棉", "$^", "腈纶|涤纶|聚酯|锦纶|化纤", pure=True),
    _claim("羽绒|鹅绒|鸭绒", "绒(?:子)?", "聚酯|丝绵|丝棉|飞丝|羽丝|化纤|鸡毛", apart="面料"),
    _claim("真皮|头层|牛皮", "真皮|头层|牛皮|羊皮", "再生皮|人造革|合成革|超纤|pu|pvc"),
)


def check(context: Context) -> list[Finding]:
    """One finding for the first row of contents that is not what the name says."""
    name = context.plain_name
    if _LIKE_IT.search(name):
        return []
    claims = [claim for claim in _CLAIMS if claim.named.search(name)]
    if not claims:
        return []
    for match in matches(context, _ROW, _NEEDLES, _FIELDS):
        label, row, said, in_prose = match.groups.groups()
        label, row = label or said, row or in_prose
        if _OTHER_PART.search(label):
            continue
        for claim in claims:
            if claim.apart and claim.apart in label:
                continue
            other = claim.other.search(row)
            if other and (claim.pure or not claim.own.search(row)):
                return [_finding(context, match, other.group())]
    return []


def _finding(context: Context, match: Match, other: str) -> Finding:
    text = context.page.fields[match.field][match.start : match.end]
    return context.bare_finding(
        AREA,
        rule="contents-differ",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"商品名称与页面所列“{text}”不符（其中有“{other}”），涉嫌以假充真、以次充好。",
        excuse="名称是口味、花色的说法，或者所列是另一部分、另一规格的材料",
        matched=text,
        field=match.field,
        start=match.start,
        end=match.end,
        basis=context.basis(AREA, "fake", "food"),
        excused=context.excuse_at(match.field, match.start, match.end),
    )
