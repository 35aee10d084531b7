"""Prizes told over several lines (一等奖： / 钻戒一枚 / 价值 86,000元), read as one draw.

反不正当竞争法 11 (2025; before, 10): 50,000 元. A table of prizes has the rank, the thing and its
worth on lines of their own, which rules of one sentence do not join. The first sum below a rank
that stands where a worth stands is that of the prize; what is sold farther down is none.
"""

import re

from checks.amounts import amounts_in
from checks.context import OWN, Context
from checks.finding import Finding
from checks.honest_talk import honest_talk
from checks.needles import NEEDLES
from checks.pattern_rule import compiled
from checks.prize_worth import LIMIT, is_spent

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"
COMPARED = ("prize-lines",)

_RANKS = "特等奖|一等奖|头等奖|头奖|最高奖|终极大奖|大奖|奖品|奖项"
_NEEDLES = NEEDLES.add(_RANKS.split("|"))
_RANK = re.compile(f"(?:{_RANKS})")
_DRAWN = compiled("抽|摇奖|摇号|转盘|开奖|中奖|刮奖|刮刮|砸金?蛋|摸奖|锦鲤|集卡")
_NEXT = re.compile(
    "^[^\n]{0,4}(?:[一二三四五六七八]等奖|特等奖|末等?奖|参与奖|幸运奖|安慰奖|纪念奖)"
)
_WORTH = (
    "价值|市场参?考?价|市场指导价|指导价|官方|官网|零售价|售价|标价|参考价|市价|市值|面值|估价|估值|折合|折价|"
    "价格|奖金|现金|奖品|人民币|rmb|[:：约为是达高至近超过¥（()）\\s，]"
)
_AT_WORTH = re.compile(f"(?:{_WORTH}){{0,8}}\\Z")
_ONLY_WORTH = re.compile(f"(?:{_WORTH}){{1,8}}")
_SUM = re.compile(r"¥?\d[\d,.，]*(?:万|千|w|k)?元?")
_SOLD = re.compile(
    "在售|选购|专柜价|套餐|原价|现价|到手价|起售|购物|消费|满\\d|下单|报名|充值|总|合计|共计|累计|奖池"
)
_TOOLS = compiled(
    "抽奖箱|转盘道具|抽奖机|摇奖机|抽奖球|奖券|刮刮卡|抽奖软件|抽奖系统|小说|图书|玩具|模型|彩票"
)
_NO_PRIZE = compiled("彩票|骗局|诈骗|警惕|谨防|反诈|不超过|不得超过|模型|玩具")
_LINES, _LONGEST, _MOST = 4, 30, 20_000
"""Lines below a rank, and characters of each, that may belong to it; the text that is read."""


def check(context: Context) -> list[Finding]:
    """Prizes whose worth, on a line below their rank, is above the limit."""
    if _TOOLS.search(context.plain_name):
        return []
    for field in OWN:
        if not context.stands_in(field, _NEEDLES):
            continue
        text = context.plain(field).text[:_MOST]
        if "\n" not in text or not _DRAWN.search(f"{context.plain_name}\n{text}"):
            continue
        for rank in _RANK.finditer(text):
            place = _above(text, rank.start(), rank.end())
            if place is not None:
                return [_finding(context, field, *place)]
    return []


def _above(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """(start, where its sum begins, end) of the prize whose rank is text[start:end], if its worth
    is told on a line below and is above the limit."""
    at = text.find("\n", end)
    head = text[end:at] if at >= 0 else ""
    if at < 0 or len(head) > _LONGEST or _SOLD.search(head) or any(True for _ in amounts_in(head)):
        return None
    led = bool(_ONLY_WORTH.fullmatch(head)) or head.endswith("是")
    for _ in range(_LINES):
        low = at + 1
        at = text.find("\n", low)
        line = text[low : at if at >= 0 else len(text)]
        if len(line) > _LONGEST or _NEXT.match(line) or _SOLD.search(line):
            return None
        found = _worth(line, led=led)
        if found is not None:
            amount, begin, until = found
            above = amount > LIMIT and not _NO_PRIZE.search(text[max(0, start - 40) : low + 40])
            return (start, low + begin, low + until) if above else None
        if at < 0:
            return None
        led = bool(_ONLY_WORTH.fullmatch(line))
    return None


def _worth(line: str, *, led: bool) -> tuple[int, int, int] | None:
    """The sum of a line, where it stands as a worth does: behind words of worth or, where those
    have `led` to the line, by itself."""
    for amount, start, end in amounts_in(line):
        before = line[:start]
        if not is_spent(before) and _AT_WORTH.fullmatch(before) is not None:
            return int(amount), start, end
    for bare in _SUM.finditer(line):  # 估价8万, 市价86000: what is behind such a word is a sum
        words = line[: bare.start()]
        if (led and not words) or (words and _ONLY_WORTH.fullmatch(words)):
            found = next(amounts_in(f"¥{line[bare.start() :].removeprefix('¥')}"), None)
            return (int(found[0]), bare.start(), bare.end()) if found else None
    return None


def _finding(context: Context, field: str, start: int, of_sum: int, end: int) -> Finding:
    plain = context.plain(field)
    low, high = plain.span(start, end)
    shown = context.page.fields[field]
    prize = " ".join(shown[low:high].split())
    worth = " ".join(shown[plain.span(of_sum, end)[0] : high].split()).lstrip("：:，,（( ")
    excused = honest_talk(context, field, (start, end)) or context.excuse_at(field, low, high)
    reason = f"抽奖式有奖销售，分行写明的奖品“{prize}”，其中“{worth}”超过最高奖五万元的上限"
    reason += f"。不作为线索：{excused}。" if excused else "。"
    return context.bare_finding(
        AREA,
        rule="prize-lines",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=reason,
        excuse="最高奖按市场价不超过五万元；金额是奖品总值；不是抽奖而是附赠",
        matched=shown[low:high],
        field=field,
        start=low,
        end=high,
        basis=context.basis(AREA, "prize"),
        excused=excused,
    )
