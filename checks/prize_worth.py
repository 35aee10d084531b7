"""What a prize of a draw is worth (奖品的金额): as the page states it, or as its kind must be.

反不正当竞争法 11 (2025; before, 10) forbids a highest prize above 50,000 元; a thing counts at its
market price (规范促销行为暂行规定). A price that the page states of the prize decides. Where it
states none only a kind that no market sells for less (a flat, a sports car, 100 g of gold) is
above; of an ordinary car it is likely, of a small one it cannot be told, a bicycle never is.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from checks.amounts import amounts_in
from checks.context import Context
from checks.finding import Finding, with_why
from checks.pattern_rule import compiled
from pages.numerals import chinese_number

LIMIT = Decimal(50_000)
"""元, of the highest prize."""

Verdict = Literal["above", "likely", "untold", "below"]
_GRAVEST: tuple[Verdict, ...] = ("above", "likely", "untold", "below")

_LEAST = Decimal(1_000)
"""What is stated of a car or a flat below this is no price of it: 1元换购."""
_BEFORE, _BEHIND = 24, 40
"""Characters before and behind a thing in which its price may stand."""
_ONE_NAME = 6
"""Characters between words of one name: 五菱宏光miniev小轿车."""
_SHOWN = 12
"""Characters of what is behind a name and still shown with it: 一辆, 一套."""

_CYCLES = (
    "自行车|单车|山地车|公路车|折叠车|电单车|三轮车?|平衡车|滑板车|童车|婴儿车|推车|购物车|拉杆车|轮椅|"
    "玩具车|扭扭车|小电驴|车模|车载|车贴|车厘子|床车|遥控车"
)
_E_CYCLES = "电动自行车|电动车|电瓶车|电摩"
_SMALL_CARS = (
    "代步车|老头乐|老年车|老人车|低速|微型|mini|迷你|二手|摩托|小蚂蚁|冰淇淋|冰激凌|知豆|面包车|奔奔|"
    "拖拉机|车位"
)
_MAKES = (
    "比亚迪|五菱|大众|丰田|本田|日产|吉利|长安|奇瑞|小鹏|零跑|哈弗|传祺|别克|福特|现代|红旗|新能源"
)
_DEAR_MAKES = (
    "宝马|奔驰|奥迪|特斯拉|保时捷|法拉利|兰博基尼|玛莎拉蒂|路虎|捷豹|凯迪拉克|雷克萨斯|沃尔沃|蔚来|理想|"
    "问界|su7|yu7|极氪|房车|跑车|轿跑|商务车|豪车|cooper"
)
_HOMES = (
    "商品房|住房|住宅|公寓|别墅|商铺|铺面|房产|房子|新房|购房首付|首付款?(?:全免|送|一套)|"
    "(?:套|间)(?:[^。，\\n厨客书药库]{0,6}[^。，\\n厨客书药库酒])?(?:居|房)(?:$|[^费卡券晚间屋])"
)
_GOLD = "黄金|金条|足金|金砖|金元宝"
_CARS = (
    "轿车|汽车|越野车|suv|皮卡|[小新电][电]?车|[辆台部][^。，\\n]{0,8}车|车(?:一|1)[辆台部]|抽车|车钥匙|"
    "免费住"
)
_THING = compiled(
    f"(?:{_CYCLES}|{_E_CYCLES}|{_SMALL_CARS}|{_MAKES}|{_DEAR_MAKES}|{_HOMES}|{_GOLD}|{_CARS})"
)
_KINDS = {
    name: compiled(words)
    for name, words in (
        ("cycle", _CYCLES),
        ("electric", _E_CYCLES),
        ("small", _SMALL_CARS),
        ("make", _MAKES),
        ("dear", f"{_DEAR_MAKES}|{_HOMES}"),
        ("gold", _GOLD),
    )
}

_GRAMS = re.compile(r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百半]+)(公斤|kg|斤|克|g)")
_SEVERAL = re.compile(
    "(?:黄金|金条|足金|金砖|金元宝)[^，。\n]{0,2}?(\\d|[二两三四五六七八九十])[根块条枚]"
)
_IN_GRAMS = {"克": 1, "g": 1, "斤": 500, "公斤": 1000, "kg": 1000}
_GOLD_ABOVE, _GOLD_BELOW = 100, 30
"""Grams of gold that have been above the limit at every price since 2024, and that are not."""

_NEXT_PRIZE = re.compile(
    "[。\n]|(?:[一二三四五六]|特|头|末|参与|幸运|鼓励|优秀|纪念|安慰)等?(?:奖|名)|另有|其余|其他"
)
_PARTS = re.compile(f"，|{_NEXT_PRIZE.pattern}")
_PRICED = re.compile(
    "(?:价值|市场价格?|市价|市值|指导价|官方价|官价|售价|零售价|定价|标价|原价|现价|单价|裸车价|落地价|"
    "参考价|折合|折价|估价|值)(?:约为?|为|是|高达|达|近|超过?|:|人民币|rmb|¥|每辆|每台|每套)*"
)
_LOWER_END = re.compile(r"\d+(?:\.\d+)?(?:万|千|k|w|元)?[-至到](?=\d)")
_NOT_ITS_PRICE = re.compile(
    "(?:满|消费|充值?|购物?|下单|首付|补贴|优惠|减|抵|定金|订金|月供|税|保险|油卡|奖池|[总共合]计?|总额|累计)"
    "[^，。\n]{0,4}$"
)
_SPENT = re.compile("(?:满|消费|充值?|购物?|下单|实付)[^，。\n]{0,2}$")
_OF_THE_THING = re.compile("(?:左右|上下|以上|余元|多|起)?的?[^，。\n]{0,4}$")


@dataclass(frozen=True, slots=True)
class Prize:
    """A thing at text[start:end] of a plain text, and how its worth stands to the limit. `priced`
    is where the page states its price, if it does."""

    verdict: Verdict
    start: int
    end: int
    priced: tuple[int, int] | None = None


def prize_in(text: str, start: int, end: int) -> Prize | None:
    """The gravest of the things that are named in text[start:end] of a plain text, or None; a name
    that begins before `start` counts whole."""
    names: list[tuple[int, int]] = []
    start -= len(_PARTS.split(text[max(0, start - _SHOWN) : start])[-1])
    for begin, until in _THING.spans(text[start : end + _SHOWN]):
        low, high = start + begin, start + until
        if names and low - names[-1][1] <= _ONE_NAME and not _parted(text[names[-1][1] : low]):
            names[-1] = (names[-1][0], high)
        elif low < end:
            names.append((low, high))
    return gravest(_weighed(text, low, high) for low, high in names)


def is_spent(before: str) -> bool:
    """Whether the sum behind the words `before` is one that the buyer spends, not wins."""
    return _SPENT.search(before[-6:]) is not None


def gravest(prizes: Iterable[Prize | None]) -> Prize | None:
    """The first of those that are worst for the shop, or None where there is none."""
    known = [one for one in prizes if one is not None]
    return min(known, key=lambda one: _GRAVEST.index(one.verdict), default=None)


def _parted(between: str) -> bool:
    return _PARTS.search(between) is not None


def _weighed(text: str, start: int, end: int) -> Prize:
    behind = text[end : end + _BEHIND]
    parted = _NEXT_PRIZE.search(behind)
    behind = behind[: parted.start()] if parted else behind
    before = _PARTS.split(text[max(0, start - _BEFORE) : start])[-1]
    priced = _price_behind(behind, end) or _price_before(before, start)
    if priced is not None:
        amount, place = priced
        return Prize("above" if amount > LIMIT else "below", start, end, place)
    return Prize(_kind_worth(text[start:end], before, behind), start, end)


def _price_behind(behind: str, offset: int) -> tuple[Decimal, tuple[int, int]] | None:
    for word in _PRICED.finditer(behind):
        if not _NOT_ITS_PRICE.search(behind[: word.start()]):
            found = _amount(behind, word.end())
            if found is not None:
                return found[0], (offset + word.start(), offset + found[1])
    for amount, low, high in amounts_in(behind):
        if (
            amount >= _LEAST
            and not _NOT_ITS_PRICE.search(behind[:low])
            and "，" not in behind[:low]
        ):
            return amount, (offset + low, offset + high)
    return None


def _price_before(before: str, offset: int) -> tuple[Decimal, tuple[int, int]] | None:
    """八万六的小车, 价值32800元的轿车: the price right before the thing, no sum to be spent."""
    for amount, low, high in amounts_in(before):
        if amount < _LEAST or not _OF_THE_THING.match(before[high:]):
            continue
        if not _NOT_ITS_PRICE.search(before[:low]):
            at = offset - len(before)
            return amount, (at + low, at + high)
    return None


def _amount(text: str, start: int) -> tuple[Decimal, int] | None:
    """The sum that begins at `start`, the upper one of a range, and where it ends."""
    lower = _LOWER_END.match(text, start)
    at = lower.end() if lower else start
    # Behind a word of price a number is a sum without any sign of its own.
    amount, low, high = next(amounts_in(f"¥{text[at : at + 16]}"), (Decimal(0), 1, 0))
    return (amount, at + high - 1) if low == 0 and amount >= _LEAST else None


def _kind_worth(name: str, before: str, behind: str) -> Verdict:
    said = {kind for kind, pattern in _KINDS.items() if pattern.search(name)}
    if "gold" in said:
        return _gold_worth(f"{before[-10:]}{name}{behind[:12]}")
    if "cycle" in said or said == {"electric"}:
        return "below"
    if "small" in said:
        return "untold"
    return "above" if "dear" in said else "likely"


def _gold_worth(around: str) -> Verdict:
    """The verdict by the grams of one piece; several that are drawn for, 50克金条两根, are likely
    one prize."""
    heaviest = Decimal(0)
    for number, unit in _GRAMS.findall(around):
        if number == "半":
            count = Decimal("0.5")
        elif number[0].isdigit():
            count = Decimal(number)
        else:
            count = Decimal(chinese_number(number) or 0)
        heaviest = max(heaviest, count * _IN_GRAMS[unit])
    if not heaviest:
        return "untold"
    if heaviest >= _GOLD_ABOVE:
        return "above"
    several = _SEVERAL.search(around)
    if several and heaviest * (chinese_number(several.group(1)) or 1) >= _GOLD_ABOVE:
        return "likely"
    return "untold" if heaviest >= _GOLD_BELOW else "below"


def weighed_prizes(
    context: Context, findings: Iterable[Finding], rules: Collection[str]
) -> list[Finding]:
    """`findings`, those of `rules` (names without their area) told by what the thing is worth
    that they found as a prize."""
    return [_told(context, one) if one.rule.partition(".")[2] in rules else one for one in findings]


def _told(context: Context, finding: Finding) -> Finding:
    plain = context.plain(finding.field)
    place = plain.index(finding.start), plain.index(finding.end)
    prize = prize_in(plain.text, *place)
    return finding if prize is None else told_of(context, finding, prize)


def told_of(context: Context, finding: Finding, prize: Prize) -> Finding:
    """`finding` as the worth of its prize makes it: a lead, a weak sign, or excused."""
    name = _as_shown(context, finding.field, prize.start, _phrase_end(context, finding, prize))
    price = _as_shown(context, finding.field, *prize.priced) if prize.priced else ""
    told = f"抽奖式有奖销售，奖品“{name}”"
    if prize.verdict == "below":
        why = (
            f"页面写明该奖品“{price}”，没有超过五万元（须核实市场价）"
            if price
            else "这类奖品的市场价一般不超过五万元"
        )
        reason = with_why(f"{told}与最高奖五万元的上限对照", why)
        return replace(finding, lead=False, excused=why, reason=reason)
    if prize.verdict == "above":
        told += (
            f"写明“{price}”，超过最高奖五万元的上限"
            if price
            else "没有写明金额，这类奖品的市场价超过最高奖五万元的上限"
        )
    elif prize.verdict == "likely":
        how = "按分量和当日金价" if _KINDS["gold"].search(name) else "按车型"
        told += f"没有写明金额，市场价一般超过最高奖五万元的上限，须{how}核实"
    else:
        told += "没有写明金额，是否超过最高奖五万元的上限不明，须按型号、分量核实市场价"
    reason = with_why(told, finding.excused) if finding.excused else f"{told}。"
    return replace(
        finding,
        reason=reason,
        strength=finding.strength if prize.verdict == "above" else "weak",
        lead=finding.lead and prize.verdict != "untold",
    )


def _phrase_end(context: Context, finding: Finding, prize: Prize) -> int:
    """Where the words of the thing end: with its number (一辆), not with its price."""
    text = context.plain(finding.field).text
    until = min(prize.end + _SHOWN, len(text))
    if prize.priced is not None and prize.priced[0] >= prize.end:
        until = min(until, prize.priced[0])
    counted = re.match(
        "[^，。\n]{0,4}?(?:[一二两三1-9][辆台套根块部栋]|[一二两三五]?百?\\d*克)",
        text[prize.end : until],
    )
    return prize.end + counted.end() if counted else prize.end


def _as_shown(context: Context, field: str, start: int, end: int) -> str:
    low, high = context.plain(field).span(start, end)
    return " ".join(context.page.fields[field][low:high].split())
