"""Goods that must be registered and show that they are not (应当注册而未注册的商品).

Special cosmetics (for spots, whitening, sun, hair loss, dye and perm) need a registration,
国妆特字; a filing, 网备字, is for the ordinary ones (化妆品监督管理条例 16, 17, 59). Numbers of
drugs, devices and health food that cannot be right stand for goods without any. Formula for infants
may not be packed anew (食品安全法 81).
"""

import re

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from keywords.goods import GoodsClass
from pages.page import Code

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("filed-not-registered", "number-malformed", "drug-number-malformed")
OF_NUMBERS = COMPARED

_SPECIAL = compiled("祛斑|淡斑|美白|防晒|防脱|染发|烫发")
_NO_COSMETIC = compiled(
    "衣|帽|伞|袖|面罩|口罩|牙|仪|梳|刷|夹|工具|手套|帘|膜布|霜?架|收纳|图书|课程|教程|卸妆|晒后|非防晒|不防晒"
)
_FILED = re.compile("网备|备字")
_REGISTERED = re.compile("特[字进证]?|特妆|国妆特")
_REPACKED = compiled(
    "分装|拆(?:罐|封|开)[^。\\n]{0,6}(?:卖|装|称)|散装|论[斤克两]|[大整]罐[^。\\n]{0,4}(?:拆|分)"
)
_NOT_REPACKED = compiled(
    "不(?:拆|分装|散装)|不得分装|禁止分装|原罐|没有分装|分装(?:盒|瓶|袋|器|勺)"
)
_MASK = re.compile("[×xX*＊…·○〇?？]")
_KINDS: dict[str, GoodsClass] = {
    "drug": "drug",
    "device": "device",
    "health_food": "health_food",
}
_NAMES = {"drug": "药品批准文号", "device": "医疗器械注册证号", "health_food": "保健食品批准文号"}


def check(context: Context) -> list[Finding]:
    """At most one finding of each kind."""
    found = [_special_cosmetics(context), _malformed(context), _repacked(context)]
    return own_voice(context, [one for one in found if one is not None])


def _special_cosmetics(context: Context) -> Finding | None:
    name = context.plain_name
    said = _SPECIAL.search(name)
    if said is None or context.goods.kind != "cosmetics" or _NO_COSMETIC.search(name):
        return None
    numbers = [code for code in context.page.codes if code.kind == "cosmetics"]
    filed = next((code for code in numbers if _FILED.search(code.raw)), None)
    if filed is None or any(_REGISTERED.search(code.raw) for code in numbers):
        return None
    return _finding(
        context,
        "filed-not-registered",
        filed,
        f"商品名称宣称“{said.group()}”，属特殊化妆品，应当取得注册证（国妆特字），页面只有普通化妆品备案号"
        f"“{filed.raw}”。由药品监督管理部门处罚，须移送。",
        "名称中的词是品牌、色号或者款式；注册证号在图片上",
    )


def _malformed(context: Context) -> Finding | None:
    numbers = [code for code in context.page.codes if code.kind in _NAMES]
    right = {code.kind for code in numbers if code.valid is not False}
    wrong = next(
        (
            code
            for code in numbers
            if code.valid is False and code.kind not in right and not _is_masked(context, code)
        ),
        None,
    )
    if wrong is None or not context.page.prices:
        return None
    # Whose number it is decides, not what the goods are taken for: 国药健字 makes no food a drug.
    kind = _KINDS[wrong.kind]
    of_food = kind == "health_food"
    to = "由市场监督管理部门负责食品的机构核查" if of_food else "由药品监督管理部门核查，须移送"
    return _finding(
        context,
        "number-malformed" if of_food else "drug-number-malformed",
        wrong,
        f"{_NAMES[wrong.kind]}“{wrong.raw}”不合规定的格式，不会是核发过的号码。{to}。",
        "录入时的笔误，图片或者实物上的号码正确",
        kind,
    )


def _is_masked(context: Context, code: Code) -> bool:
    """Whether its last characters are written as ×: the goods bear them."""
    behind = context.page.fields.get(code.field, "")[code.end : code.end + 3]
    return bool(_MASK.match(behind))


def _repacked(context: Context) -> Finding | None:
    if context.goods.kind != "infant_formula":
        return None
    own = context.plain_own
    said = _REPACKED.search(own)
    if said is None or _NOT_REPACKED.search(own):
        return None
    return context.bare_finding(
        AREA,
        rule="formula-repacked",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"婴幼儿配方乳粉，页面有“{said.group()}”的说法：不得以分装方式生产、销售。",
        excuse="说的是分装盒等用具，或者不分装的说明",
        basis=context.basis(AREA, "unregistered"),
    )


def _finding(  # noqa: PLR0917 what is said of a number
    context: Context,
    rule: str,
    code: Code,
    reason: str,
    excuse: str,
    kind: GoodsClass | None = None,
) -> Finding:
    return context.bare_finding(
        AREA,
        rule=rule,
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=reason,
        excuse=excuse,
        matched=code.raw,
        field=code.field,
        start=code.start,
        end=code.end,
        basis=context.basis(AREA, "unregistered", goods=kind),
    )
