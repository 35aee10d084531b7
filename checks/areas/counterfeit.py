"""Counterfeit goods and geographical indications (商标侵权与假冒、地理标志).

商标法 57 and 60 (from 2027: 72 and 74), 14, 16; 产品质量法 30, 37. A geographical
indication is judged by where the goods come from, never by where the seller is.
"""

from checks.context import Context, JudgedHit
from checks.finding import Finding
from checks.origin import Origin, origin_of
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from checks.plain_text import plain
from checks.price_gap import price_gap
from checks.term_check import term_findings
from pages.words import words

AREA = "counterfeit"
UNIT = "trademark"
COMPARED = ("gi-origin",)

# Words that lawful shops use too: 明星同款, 大牌, 海外代购, 原厂配件.
LIGHT = words("同款 大牌 平替 vintage 代购 保税仓直发 原厂 椰子鞋 绿水鬼 三条杠 水果机 剪标")

_JADE = compiled("翡翠|玉(?:石|器|镯|件|佩|髓)|注胶|冰种|糯种|b货|复检|国检")
_NO_JADE = compiled("非玉|箱|包|皮|鞋|表|爱马|驴|大牌")
_MIXED = compiled(
    "比例|配比|混合|稀释|兑水|调配|搅|模型|图纸|手办|拼装|积木|沙盘|道具|临摹|字帖|指甲|美甲|"
    "牙|假发|蜡像|标本|照片|户型|地图|等比|缩小|放样|水彩|素描"
)
_ORDER = compiled(
    "订单|退款|退回|退货|换货|补发|运费|快递|发票|客服|售后|改地址|原单(?:号|价|据|位|里|上|发|退|寄|改)"
)
_RATIO = ("1:1", "一比一")

GI = frozenset(("gi", "gi-ware"))
"""Rules of the list whose terms are indications: of what is eaten and drunk, and of pottery."""
_NAME_FIELDS = ("title", "structured", "attributes")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    gap = price_gap(context.page)
    bonus = (0, "")
    if gap is not None:
        bonus = (1, f"标价悬殊（{gap[0].label}{gap[0].raw}，现{gap[1].raw}）")
    findings = term_findings(
        context,
        AREA,
        UNIT,
        leave_out=GI,
        light=LIGHT,
        bonus=bonus,
        excuse=lambda judged: _excuse(context, judged),
    )
    return own_voice(context, findings) + _indications(context)


def _excuse(context: Context, judged: JudgedHit) -> str | None:
    """Trade words of jade, and ratios of what is mixed or drawn to scale."""
    term = judged.hit.term.text
    sentence = f"{context.plain_name}\n{plain(judged.place.sentence_text).text}"
    if term == "A货" and _JADE.search(sentence) and not _NO_JADE.search(sentence):
        return "玉石行里的“A货”是未经处理的天然玉石"
    if term == "原单" and _ORDER.search(sentence):
        return "“原单”说的是原来的订单"
    if term in _RATIO and _MIXED.search(sentence):
        return "说的是调配、绘制、制作的比例"
    return None


def _indications(context: Context) -> list[Finding]:
    """Goods that bear a geographical indication though their page says they come from elsewhere."""
    findings: list[Finding] = []
    told: set[str] = set()
    for judged in context.hits(AREA):
        term = judged.hit.term
        if judged.rule not in GI or not term.origin or judged.field not in _NAME_FIELDS:
            continue
        if judged.field == "attributes" and not _names_goods(judged):
            continue
        if term.text in told:
            continue
        told.add(term.text)
        origin = origin_of(context.page, term.origin)
        if judged.excused or origin.verdict != "unsaid":
            findings.append(_indication(context, judged, origin))
    return findings


def _names_goods(judged: JudgedHit) -> bool:
    name = judged.place.sentence_text.partition("：")[0]
    return name in ("品名", "名称", "产品名称", "商品名称", "系列", "种类")


def _indication(context: Context, judged: JudgedHit, origin: Origin) -> Finding:
    term = judged.hit.term
    area = "、".join(term.origin[:6]) + ("等地" if len(term.origin) > 6 else "")
    said = f"页面写明“{origin.name}：{origin.value}”"
    about = f"商品名称使用地理标志“{term.text}”，{said}"
    if judged.excused:
        reason, excused = f"商品名称有“{term.text}”。不作为线索：{judged.excused}。", judged.excused
    elif origin.verdict == "outside":
        reason, excused = f"{about}，不在保护地域（{area}）之内。", None
    elif origin.verdict == "inside":
        excused = f"{said}，在保护地域之内"
        reason = f"{about}，在保护地域（{area}）之内。"
    else:
        excused = f"{said}，只写到省，不能判断是否在保护地域之内"
        reason = f"{about}，只写到省，不能判断是否在保护地域（{area}）之内，需人工核对。"
    return context.finding(
        JudgedHit(judged.hit, judged.place, excused),
        area=AREA,
        unit=UNIT,
        rule="gi-origin",
        lead=excused is None,
        strength="strong" if excused is None else "weak",
        reason=reason,
        excuse="产地、原料产地在保护地域之内；名称是菜名、茶具、书名；仅卖家或者仓库在外地",
    )
