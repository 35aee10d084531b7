"""A tour below what it must cost (不合理低价): 旅游法 35.

Bed, board, coach and guide cost at least so much a day, a flight so much more
(checks/references.toml, which the office edits). Rooms, tickets and car hire are no tours.
"""

import re
from enum import IntEnum

from checks.attribution import attributed
from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled
from pages.numerals import chinese_number
from pages.page import Price

AREA = "travel"
UNIT = "market_order"
COMPARED = ("tour-price",)

_DAYS = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:天|日)(?:\d{1,2}|"
    r"[一二两三四五六七八九十]{1,2})?(?:晚|夜)?"
)
_NIGHTS_FIRST = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:晚|夜)(\d{1,2}|"
    r"[一二两三四五六七八九十]{1,2})(?:天|日)"
)
_TOUR = compiled(
    "跟团|旅游团|纯玩团|参团|拼团游|小团|双飞|双卧|双动|高铁团|[二三四五六七八2-8]日游|"
    "[二三四五六七八九十2-9]天[^，。\\n]{0,4}(?:晚|夜)|一日游|1日游|旅行团|团期|品质游|深度游|"
    "全景游|环线游|"
    "夕阳红|亲子游|旅游线路|(?:丽江|大理|昆明|版纳|云南|香格里拉|泸沽湖|腾冲|芒市)[^，。"
    "能可开月\\n]{0,10}(?:\\d|[二三四五六七八])(?:天|日)"
)
_NOT_TOUR = compiled(
    "酒店|民宿|客栈|房型|大床|双床|标间|住宿券|门票|租车|包车|自驾租|用车|接机|攻略|地图|图书|"
    "鲜花|花束|绢花|书籍|明信片|电话卡|流量卡|行李箱|背包|帐篷|防晒|雨衣|旅拍|"
    "话剧|演出|音乐会|演唱会|剧场|歌舞|展览|摄影|婚纱|签证|保险|温泉票|索道票|机票|车票|研学课程|见效|保质期"
)
_MEANT = compiled(
    "空调车|旅游车|含[^。，]{0,2}餐|住[一二两三四五\\d]晚|全程|散拼|购物店|进店|领队|船票|"
    "吃住全|全含|含机票|含餐|含住宿|机票|导游服务|大巴|跟团|旅游团|参团|双飞|双卧|导游|行程|"
    "纯玩|旅行社|团费"
)
_GROUP_BUYING = compiled("截单|自提点?|接龙|提货|我要跟团|快团团|成团后发货|正在开团|本团信息")
"""Neighbours who buy together (社区团购): 跟团 and 开团 are said of fruit there."""
_NO_TOUR_SOLD = compiled("不收组织费|不组团|不带队|从(?:没|未)组过?团|各付各的")
_NO_TOUR_NAMED = compiled("约伴|特产店|路书|转让")
_ONLY_PART = compiled("定金|订金|押金|补差|尾款|儿童占床|单房差")
_FLIGHT = compiled("双飞|含(?:往返)?机票|往返机票|往返飞机|含大交通|单飞|往返经济舱")
_FULL = compiled("含[^。\\n]{0,12}(?:餐|车|门票|住宿|导游)|一价全包|全包|吃住行")
_OF_A_TOUR = re.compile(
    "团费|报价|价格|售价|到手|只要|只需|只收|仅需|仅|全程|全包|人|位|起|游|团|行程|报名|特价|费用|走完|玩"
)
_PER_PERSON = re.compile(r"\s*(?:元|块)?(?:起)?(?:/|每|一)(?:人|位|成人)")
_CLAIMS = re.compile(
    "团费|报价|报名|到手|只要|只需|只收|仅|全程|全包|[参跟随]团|走完|玩遍|特价|特惠|秒杀|成人|抢|尾单|一口价|拼团|"
    "(?:[二三四五六七八九十两\\d]{1,2})[天日]"
)
"""What a clause says of a price that is the whole tour's."""
_TOP, _LINE = 300, 8
"""How far down a price may stand alone in its line, and what else that line may hold, in code
points. Farther down, other goods have their prices so."""
_OF_OTHERS = re.compile(
    "近期出现|等宣传|抵制|羊毛出在|有人|来问|警惕|别信|骗|单子|凭什么|为什么|低价团|做不出|那种"
)
_HEAD = 800
"""Code points of the text that say whether the page sells a tour."""
_CLAUSE_ENDS = re.compile(r"[。！；;\n，,、]")
_SENTENCE_ENDS = re.compile(r"[。！；;\n]")
_AROUND = 40
_BEFORE, _BEHIND = 16, 10
"""Code points beside a price in which its sentence says that it is the tour's."""
_PLACEHOLDER = 100
"""Up to so many 分 a price in the page's data is one that nobody has filled in, where another is
shown."""
_PARTIAL = frozenset(("定金", "订金", "押金", "首付", "仅需定金"))
_PART = re.compile(
    r"(?:定金|订金|预付|儿童|房差|自费|自理|优惠|立减|补贴|红包|押金|小费|保险|意外险|责任险|每天|每日|/天|一天|"
    r"每晚|/晚|餐标|[正每早午中晚]餐(?:每人)?|自购|氧气|加价|加收|门票|索道|起拍|加床|船票|马费|升级|电瓶车|缆车|观光车)[^，。\n]{0,6}$|"
    r"自费(?:项目|清单)[^。\n]{0,16}$|自愿(?:购买|参加)?，?$|"
    r"门票[（(][^）)\n]{0,40}$|(?<!不)退(?:还|给|了|到|回)?[^，。\n]{0,6}$|(?:意外|责任)险，$|(?:导游|住宿|用车|车费|讲解|责任险|利润)[^，。\n含]{0,6}[：:]\s{0,3}$"
)
_PART_AFTER = re.compile(
    r"^(?:元|块)?/份|^钱?一(?:碗|杯|份|支|串|张|瓶|个|包|盒|斤)|^(?:元|块)?(?:/|每)?(?:天|晚|夜|日|人天|人日)|^(?:元|块)?(?:的)?(?:优惠|小?券|红包|小?礼品?|补贴|"
    r"定金|订金|儿童|自费|餐标|[的/]?(?:标准)?正?餐)|^元(?:的)?标准|^元?(?:的)?(?:赔|补偿|罚)"
)


class _Said(IntEnum):
    """How surely a price is that of the whole tour."""

    NOT = 0
    SPOKEN_OF = 1
    """Its sentence speaks of a tour."""
    OFFERED = 2
    """It is labelled, stands where goods are priced, is a person's, or a line's of its own."""
    CLAIMED = 3
    """Its clause says that so much is asked, and its sentence of nobody else."""


def check(context: Context) -> list[Finding]:
    """One finding where the price asked does not cover the days of the tour."""
    name = context.plain_name
    head = f"{name}\n{context.plain('description').text[:_HEAD]}"
    if _ONLY_PART.search(name) or _NO_TOUR_NAMED.search(name) or _NO_TOUR_SOLD.search(head):
        return []
    if _GROUP_BUYING.search(head) and not (_TOUR.search(name) and _MEANT.search(head)):
        return []
    likely = _TOUR.search(head) or (_days(name) and _MEANT.search(head))
    if not _TOUR.search(name) and not (likely and _MEANT.search(head)):
        return []
    if _NOT_TOUR.search(name) and not _MEANT.search(name):
        return []
    days = _days(name) or _days(head)
    if not days:
        return []
    flight = bool(_FLIGHT.search(head))
    least = _least(context, days, flight, full=bool(_FULL.search(context.plain_own)))
    asked = _asked(context, days, least)
    if asked is None or asked.fen >= least * 100:
        return []
    return [_finding(context, asked, days, least, flight)]


def _least(context: Context, days: int, flight: bool, *, full: bool) -> float:
    """The least a tour may cost, in 元; a day trip counts only where much is included."""
    cost = context.references.tour
    if days == 1:
        return cost.day * 0.3 if full else cost.day * 0.1
    if days == 2:
        return cost.day * 0.7 * days + (cost.flight if flight else 0)
    return cost.day * days + (cost.flight if flight else 0)


def _days(text: str) -> int:
    first = _NIGHTS_FIRST.search(text)
    found = [_number(first[2])] if first else []
    found += [_number(match[1]) for match in _DAYS.finditer(text[:600]) if _meant(text, match)]
    likely = [days for days in found if 1 <= days <= 20]
    return likely[0] if likely else 0


def _meant(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 2]
    before = text[max(0, match.start() - 3) : match.start()]
    return not after.startswith(
        ("内", "后", "前", "以上", "以内", "无理由", "发货", "退", "换")
    ) and not re.search(r"月|提前|第$|[开放存养泡]$", before)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text) or 0


def _asked(context: Context, days: int, least: float) -> Price | None:
    """The lowest price for a whole adult place.

    Where a price of the offer covers what the tour must cost, another is the tour's only if its
    own clause says so: a page of a good agency names many small sums beside its price.
    """
    asked = [one for one in context.prices[:40] if _may_be_asked(context, one, days)]
    fields = context.page.fields
    said = [(_said(one, fields.get(one.field, "")), one) for one in asked]
    covered = any(how >= _Said.OFFERED and one.fen >= least * 100 for how, one in said)
    offered = any(how >= _Said.OFFERED for how, _ in said)
    wanted = _Said.CLAIMED if covered else _Said.OFFERED if offered else _Said.SPOKEN_OF
    main = [one for how, one in said if how >= wanted]
    return min(main[:8], key=lambda price: price.fen, default=None)


def _may_be_asked(context: Context, price: Price, days: int) -> bool:
    """Whether it may be the tour's at all: no part of it, nothing before it was cut, no other
    tour."""
    if price.label in _PARTIAL or price.label.startswith(("原", "市场", "门市", "参考")):
        return False
    shown = any(one.field != "structured" for one in context.prices)
    if shown and price.field == "structured" and price.fen <= _PLACEHOLDER:
        return False
    text = context.page.fields.get(price.field, "")
    if price is not context.prices[0] and _is_of_another_tour(price, text, days):
        return False
    before = text[max(0, price.start - _AROUND) : price.start]
    return not _PART.search(before) and not _PART_AFTER.search(text[price.end : price.end + 6])


def _said(price: Price, text: str) -> _Said:
    before, behind = _beside(price, text, _SENTENCE_ENDS)
    of_others = bool(_OF_OTHERS.search(before + behind))
    if not of_others:
        clause, clause_behind = _beside(price, text, _CLAUSE_ENDS)
        if _CLAIMS.search(f"{clause[-_BEFORE:]}{price.raw}{clause_behind[:_BEHIND]}"):
            return _Said.CLAIMED
    line = text[text.rfind("\n", 0, price.start) + 1 :].split("\n", 1)[0]
    if (
        price.label
        or price.field not in ("description", "attributes")
        or _PER_PERSON.match(text, price.end)
        or (price.start < _TOP and len(line) <= len(price.raw) + _LINE)
    ):
        return _Said.OFFERED
    near = f"{before[-_BEFORE:]}{price.raw}{behind[:_BEHIND]}"
    return _Said.SPOKEN_OF if not of_others and _OF_A_TOUR.search(near) else _Said.NOT


def _beside(price: Price, text: str, ends: re.Pattern[str]) -> tuple[str, str]:
    """What stands before and behind a price up to the nearest of `ends`."""
    before = ends.split(text[max(0, price.start - _AROUND) : price.start])[-1]
    return before, ends.split(text[price.end : price.end + _AROUND])[0]


def _is_of_another_tour(price: Price, text: str, days: int) -> bool:
    """Whether its line names a tour of other days: 抚仙湖一日游 168元 beside one of three."""
    line = text[text.rfind("\n", 0, price.start) + 1 : price.start]
    return _days(line) not in (0, days)


def _finding(context: Context, asked: Price, days: int, least: float, flight: bool) -> Finding:
    ground = f"{days}天行程" + ("含机票" if flight else "")
    # A price is compared, so that no frame is asked of it but here: it may be another's.
    shown = context.page.fields.get(asked.field, "")
    excused = context.excuse_at(asked.field, asked.start, asked.end) or attributed(
        shown, asked.start, asked.end, may_refuse=True
    )
    return context.bare_finding(
        AREA,
        rule="tour-price",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"{ground}报价{asked.raw}，低于按参照成本估算的{least:g}元，涉嫌不合理低价。"
        f"由文化和旅游部门处罚，须移送。",
        excuse="报价是定金、儿童价、单项价格或者政府发放的消费券抵扣后价格",
        matched=asked.raw,
        field=asked.field,
        start=asked.start,
        end=asked.end,
        basis=context.basis(AREA, "low-price"),
        excused=excused,
    )
