"""Goods that need an approval and show none (应当有批准文号、注册证、备案而没有的商品).

药品管理法 24, 98; 医疗器械监督管理条例 13, 55 and 医疗器械网络销售监督管理办法 10 (the number
stands on the goods' page as text); 食品安全法 76, 81; 化妆品监督管理条例 16, 17, 41. A page that
says itself that there is none is a strong lead. Of one that says nothing of it an officer is
asked to look: the number may stand in a picture, as it does in many an honest shop.
"""

from dataclasses import dataclass
from typing import Any

from checks.context import OWN, Context
from checks.finding import Finding, Strength, without_lead
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from checks.taking_back import about_offences
from keywords.goods import GoodsClass

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("approval-denied", "approval-not-seen")
OF_NUMBERS = COMPARED

_NONE = "(?:没有|没得|没|无|未取得|没办过?|没拿到?)(?:任何|什么|国家的?|那个|过|到)?"
_NOT_REGISTERED = (
    "(?:没有?|未|没做过?|未做|没办过?|未取得|未经)(?:任何|在?国内的?|中国的?|国家的?)?(?:配方)?"
    "注册(?:证|号|过|$|[，。的\\n])"
)
_NOT_OFFERED = compiled(
    "招聘|课程|培训|维修|回收|租赁|出租|收购|图书|资讯|新闻|公告|科普|检测服务|注册代办|代办"
)


@dataclass(frozen=True, slots=True)
class _Approval:
    """What goods of a class must have: `number` its name, `denied` the words that say there is
    none, `to` who punishes it, `shown` a number of a form that pages do not read as a code."""

    number: str
    denied: Any
    to: str
    excuse: str
    shown: Any = None


_DRUG_OFFICE = "由药品监督管理部门处罚，须移送。"
_OWN_OFFICE = "由市场监督管理部门负责食品的机构处理。"
_APPROVALS: dict[GoodsClass, _Approval] = {
    "drug": _Approval(
        "药品批准文号（国药准字）",
        compiled(f"{_NONE}(?:批号|批文|批准文号|国药准字|药准字|药字号)"),
        _DRUG_OFFICE,
        "批准文号在商品图片、包装上；商品名称相同而不是药品",
        compiled("药准字|注册证号?[hzs]?c?\\d{8}"),
    ),
    "device": _Approval(
        "医疗器械注册证或者备案编号",
        compiled(
            f"{_NONE}(?:医疗器械)?(?:注册证|备案[号凭，。]|械字号|械注|证号)|{_NOT_REGISTERED}"
        ),
        _DRUG_OFFICE,
        "注册证号在商品图片、铭牌上；商品是不作医疗器械管理的同名用品",
        compiled("械[注备]|药监械|食药监械"),
    ),
    "health_food": _Approval(
        "保健食品注册号或者备案号",
        compiled(f"{_NONE}(?:批号|批文|批准文号|蓝帽|国食健|食健)|{_NOT_REGISTERED}"),
        _OWN_OFFICE,
        "注册号、备案号在商品图片、包装上",
        compiled("食健[注备字]"),
    ),
    "infant_formula": _Approval(
        "婴幼儿配方乳粉产品配方注册号",
        compiled(f"{_NONE}(?:国食注字?|批文|批准文号)|{_NOT_REGISTERED}"),
        _OWN_OFFICE,
        "注册号在商品图片、罐身上；经跨境电子商务零售进口、附有告知书的商品；四段调制乳粉",
        compiled("国食注字|yp20\\d{2}"),
    ),
    "cosmetics": _Approval(
        "特殊化妆品注册证号（国妆特字）",
        compiled(f"{_NONE}(?:国妆特|特字号|特证|妆特|批文|批号)|{_NOT_REGISTERED}"),
        _DRUG_OFFICE,
        "名称中的词是品牌、色号或者款式；注册证号在图片上",
        compiled("妆特|妆网备|卫妆"),
    ),
}
_SPECIAL = compiled("祛斑|淡斑|美白|防晒|防脱|染发|烫发")
_NO_COSMETIC = compiled(
    "衣|帽|伞|袖|面罩|口罩|牙|仪|梳|刷|夹|工具|手套|帘|膜布|霜?架|收纳|图书|课程|教程|卸妆|晒后|非防晒|不防晒"
)
_BY_CROSS_BORDER = compiled(
    "跨境(?:电商|电子商务|零售|购|商品)|保税[仓区备直]|海关(?:监管|申报)|清关单"
)


def check(context: Context) -> list[Finding]:
    """At most one finding: the goods' class asks for a number, and the page shows none."""
    approval = _APPROVALS.get(context.goods.kind)
    page = context.page
    if approval is None or context.goods.number is not None or context.nature.offers_nothing:
        return []
    if not page.prices or _NOT_OFFERED.search(context.plain_name):
        return []
    if any(code.kind == context.goods.kind for code in page.codes):
        return []  # a wrong one is told by checks/rules/unregistered_goods.py
    if approval.shown is not None and _stands(approval.shown, approval.denied, context.plain_own):
        return []
    if context.goods.kind == "cosmetics" and not _is_special(context):
        return []
    if about_offences(context.plain_name) is not None:
        return []
    return own_voice(context, [_unless_imported(context, _found(context, approval))])


def _stands(shown: Any, denied: Any, own: str) -> bool:
    """Whether a number stands in the text, not only the word for it: 没有国食注字号 has none."""
    said = [found.span() for found in denied.finditer(own)]
    return any(
        not any(low < found.end() and found.start() < high for low, high in said)
        for found in shown.finditer(own)
    )


def _is_special(context: Context) -> bool:
    name = context.plain_name
    return bool(_SPECIAL.search(name)) and not _NO_COSMETIC.search(name)


def _found(context: Context, approval: _Approval) -> Finding:
    kind = f"商品按“{context.goods.name}”看待，"
    for field in OWN:
        if not context.page.fields.get(field):
            continue
        plain = context.plain(field)
        denied = approval.denied.search(plain.text[:20_000])
        if denied is None or not _is_said(plain.text, denied.start(), denied.end()):
            continue
        start, end = plain.span(
            denied.start(), denied.start() + len(denied.group().rstrip("，。的\n"))
        )
        said = context.page.fields[field][start:end]
        return _finding(
            context,
            "approval-denied",
            "strong",
            f"{kind}页面自己写明“{said}”：应当有{approval.number}。{approval.to}",
            approval,
            (field, start, end),
        )
    why = f"{kind}页面文字中没有看到{approval.number}，须人工查看图片和包装"
    return _finding(
        context,
        "approval-not-seen",
        "weak",
        f"{why}，单独出现不作为线索。",
        approval,
        lead=False,
    )


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether the clause says that these goods have none: not 没有批号的别买."""
    before = text[max(0, start - 16) : start]
    after = text[end : end + 16]
    return not (_WARNED_BEFORE.search(before) or _WARNED_AFTER.search(after))


_WARNED_BEFORE = compiled(
    "(?:如果?|若|凡|谨防|警惕|别买|不卖|不要买|拒绝|小心|当心|那些|有的|有些|别家|市面)[^。\\n]*$"
)
_WARNED_AFTER = compiled(
    "^[^。，\\n]{0,4}(?:的(?:产品|商品|东西|药|货|器械)?[^。\\n]{0,6}(?:别|不要|请勿|不得|不能|不卖|一律|都是|勿|谨)|不得|不能|不发货|一律|怎么办|吗)"
)


def _unless_imported(context: Context, finding: Finding) -> Finding:
    way = _BY_CROSS_BORDER.search(context.plain_own[:20_000])
    if way is None or not finding.lead or context.goods.kind != "infant_formula":
        return finding
    why = f"页面有“{way.group()}”：跨境电子商务零售进口商品不执行首次进口注册要求，须核实渠道"
    return without_lead(finding, why)


def _finding(  # noqa: PLR0917 what is said of a number
    context: Context,
    rule: str,
    strength: Strength,
    reason: str,
    approval: _Approval,
    place: tuple[str, int, int] = ("", 0, 0),
    *,
    lead: bool = True,
) -> Finding:
    field, start, end = place
    return context.bare_finding(
        AREA,
        rule=rule,
        unit=UNIT,
        lead=lead,
        strength=strength,
        reason=reason,
        excuse=approval.excuse,
        matched=context.page.fields[field][start:end] if field else "",
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "unregistered", "number-shown"),
    )
