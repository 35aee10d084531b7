"""Prize draws above the legal limit (抽奖式有奖销售最高奖超过五万元).

反不正当竞争法 11 (2025; before, 10): 50,000 元, a thing counted at its market price, a
virtual thing too (规范促销行为暂行规定). Amounts are read however they are written; a thing counts
by the price that is stated of it (checks.prize_worth).
"""

from checks.amounts import amounts_in
from checks.context import Context
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import Match, compiled, matches
from checks.prize_worth import LIMIT, Prize, gravest, is_spent, prize_in, told_of

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"
COMPARED = ("prize-limit",)

_DRAW = (
    "可抽|能抽|独得|抽奖|抽大奖|大转盘|幸运转盘|转盘|锦鲤|开奖|中奖|摇奖|刮奖|刮刮乐|砸金蛋|"
    "一等奖|特等奖|特等1名|特等一名|一等1名|一等一名|"
    "头奖|头等奖|幸运大奖|终极大奖|最高奖|幸运用户|幸运顾客|"
    "幸运买家|幸运观众|抽取|抽出|抽中|抽送|抽一|抽1|盲盒抽|扭蛋|巨奖|大奖|"
    "摸奖|摸中|刮中|抓阄"
)
_NEEDLES = NEEDLES.add(_DRAW.split("|"))
_LINE = compiled(f"[^。\\n]{{0,120}}(?:{_DRAW})[^。\\n]{{0,120}}")
_THING = compiled(
    "(?:轿车|小汽车|汽车|宝马|奔驰|奥迪|特斯拉|比亚迪|suv|新能源车|越野车|房车|轿跑|五菱|"
    "小米su7|理想|问界)[^。，\\n]{0,8}(?:一辆|1辆|[两二三\\d]辆|\\d台|一台|开回家|使用权|"
    "大奖|所有权|钥匙)|(?:送|抽|奖|得|赢|领)(?:价值.{0,8})?(?:一辆|1辆|一台|1台)?(?:轿车|"
    "小汽车|宝马|奔驰|奥迪|特斯拉|比亚迪汽车|suv|新能源汽车)(?:$|"
    "[^模用坐香挂玩脚钥代优抵配保积装充贴罩膜4])|"
    "一套(?:房|住房|商品房|公寓)|套房产|房子一套|住房一套|公寓一套|别墅|购房首付|(?:\\d{2,4}|"
    "[一二两三五]百)(?:克|g)(?:黄金|金条|足金)|(?:黄金|金条|足金)(?:\\d{3,4}|"
    "[一二两三五]百)(?:克|g)"
)
_TOTAL = compiled("总价值|总价|累计|总奖池|奖池|总额|总奖金|合计|共计|总计|奖品总|补贴|预算|瓜分")
_HARMLESS = compiled(
    "福利彩票|体育彩票|双色球|大乐透|彩票|不超过五万|不超过5万|5万元以内|五万元以内|不得超过|"
    "警惕|骗局|诈骗|模型|积木|玩具车|儿童电动|车载|汽车用品|"
    "坐垫|脚垫|挂件|优惠券|代金券|抵用券|购车补贴|保养|洗车"
)
_GOODS = compiled(
    "抽奖箱|抽奖转盘|转盘道具|抽奖机|摇奖机|抽奖球|奖券印刷|刮刮卡定制|抽奖软件|抽奖系统|"
    "抽奖券(?:印刷|定制|制作)|小说|图书|玩具"
)


def check(context: Context) -> list[Finding]:
    """Draws whose highest prize is worth more than the limit."""
    if _GOODS.search(context.plain_name):
        return []
    findings = []
    for match in matches(context, _LINE, _NEEDLES):
        found = _judged(context, match)
        if found is not None:
            findings.append(found)
    return findings


def _judged(context: Context, match: Match) -> Finding | None:
    """What is told of the prizes of one line; None where none is to be held against the limit."""
    line = match.groups.group()
    harmless = _HARMLESS.search(line)
    excused = f"句中有“{harmless.group()}”" if harmless else None
    thing = _thing(context, match)
    told = None
    if thing is not None:
        told = told_of(context, _finding(context, match, "", excused), thing)
        if thing.verdict == "above":
            return told
    over = [
        (amount, start, end)
        for amount, start, end in amounts_in(line)
        if amount > LIMIT and not is_spent(line[:start])
    ]
    if not over:
        return told
    _, start, end = max(over)
    total = _TOTAL.search(line[max(0, start - 14) : end + 6])
    if total:
        if told is not None:
            return told
        excused = f"是“{total.group()}”，不是单个最高奖，须查奖项设置"
    return _finding(context, match, line[start:end], excused)


def _thing(context: Context, match: Match) -> Prize | None:
    """The gravest thing among the prizes of a line."""
    text, begin = context.plain(match.field).text, match.groups.start()
    return gravest(
        prize_in(text, begin + thing.start(), begin + thing.end())
        for thing in _THING.finditer(match.groups.group())
    )


def _finding(context: Context, match: Match, prize: str, excused: str | None) -> Finding:
    excused = excused or context.excuse_at(match.field, match.start, match.end)
    text = context.page.fields[match.field][match.start : match.end]
    reason = f"抽奖式有奖销售，奖品“{prize}”的金额超过五万元的上限"
    reason += f"。不作为线索：{excused}。" if excused else "。"
    return context.bare_finding(
        AREA,
        rule="prize-limit",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=reason,
        excuse="最高奖按市场价不超过五万元；金额是奖品总值；不是抽奖而是附赠",
        matched=text,
        field=match.field,
        start=match.start,
        end=match.end,
        basis=context.basis(AREA, "prize"),
        excused=excused,
    )
