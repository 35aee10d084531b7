"""Prize draws: too high, rigged, or without rules (有奖销售), in any order of words.

反不正当竞争法 11 (2025): a highest prize above 50,000 元, a thing at its market price; winners
settled beforehand; information that is not clear. 规范促销行为暂行规定 13 names what must be
shown: kinds, number or odds, how and when. What is not shown is a weak sign: it may stand in a
picture, so it makes a lead only where the page tells much and says nothing of any of them.
"""

from checks.amounts import amounts_in
from checks.concept_rule import ConceptRule, concept
from checks.context import OWN, Context
from checks.finding import Finding
from checks.honest_talk import around, honest_talk, talk_findings
from checks.needles import NEEDLES
from checks.pattern_rule import compiled
from checks.prize_worth import LIMIT, is_spent, weighed_prizes

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"
COMPARED = ("draw-rules-missing", "prize-sum")

_DRAW_WORDS = (
    "抽特斯拉|抽宝马|抽奔驰|抽车|抽金条|抽房|抽苹果|抽汽车|归一人|抽奖|抽一|抽1|抽取|抽中|可抽|能抽|抽出|抽大奖|摸奖|摸球|摸一|刮奖|刮一|刮开|能刮|刮出|"
    "刮刮|砸蛋|砸金蛋|摇号|摇奖|转盘|转一转|"
    "扭蛋|幸运儿|幸运|锦鲤|福袋|竞猜|猜中|瓶盖|揭盖|开盖|拉环|盒内|箱内|头奖|头彩|头名|特奖|特等|一等奖|大奖|终极|巨奖|最大的奖|最高奖|"
    "中奖|开奖|得奖|集齐|集卡|抓阄|翻牌|拆红包|盲抽|欧皇|每月一个名额|红球|彩头|抽号|抽签|有奖|惊喜奖|压轴"
)
_DRAW = concept(
    _DRAW_WORDS,
    unless_then="(?:系统|软件|道具|箱|球机|机器|转盘道具|签到|选房|定金|券印)",
)
_DRAWS_NEEDLES = _DRAW_WORDS.split("|")
_COSTLY = concept(
    "(?:一|1|两|三|[2-9])?(?:台|辆|部)[^。，\\n]{0,8}(?:车|suv|宝马|奔驰|奥迪|特斯拉|比亚迪|五菱|蔚来|理想|小鹏|大众|丰田|"
    "本田)(?:$|[^模玩载床位贴钥])|(?:轿车|小汽车|代步车|新能源车|越野车|小轿车|商务车|跑车|皮卡|宝马|奔驰|特斯拉)(?:一|1|钥匙|开|$|，|。|的)|"
    "(?:一|1|两|三)?(?:套|间)(?:(?:[^。，\\n]{0,7}[^。，\\n厨客书药库标])?(?:居|房)(?:$|[^费卡券晚间])|"
    "[^。，\\n]{0,8}(?:公寓|住宅|商铺|别墅|铺面))|商品房|别墅|(?:房|商铺)(?:一|1)(?:套|间)|"
    "(?:黄金|金条|足金|金砖|金元宝)[^。，\\n]{0,3}(?:一根|每根|重|共|，)*(?:[一二三五六七八九]百[\\p{Han}]{0,3}|[半一二两]斤|"
    "\\d{2,4})(?:克|g|$)|(?:[一二三五六七八九]百|[半一二两]斤|\\d{3,4})(?:克|g)?(?:的)?(?:黄金|金条|足金|金砖)|"
    "\\d{2}(?:克|g)(?:的)?(?:黄金|金条|足金|金砖)|"
    "首付(?:款)?(?:全免|送|一套)|免费住(?:三|五|十|[3-9]|\\d\\d)年"
)
_BEST = compiled(
    "头|特|一等|最|大奖|终极|独|价值|市值|奖|送|得|赢|领|拿|给|开走|抱|提走|一名|一位|一只|一个|一块|抽|猜中|现金"
)
_TOTAL = compiled(
    "总价值|累计|总奖池|总额|总奖金|合计|共计|总计|奖品总|补贴|预算|瓜分|分完|优惠|抵|减|立省|省|券|贷款|首付款|月薪|年薪|原价|售价|定价|"
    "全款|专柜价|在售|选购|车价|裸车|房价|单价|均价|营业额|销售额|粉丝|播放|人次|万人|万份|万张|万个|订单|库存|不超过|不得超过|以内|以下|封顶|上限|注册资本|保额|保障"
)
_NO_DRAW = (
    compiled(
        "福利彩票|体育彩票|双色球|大乐透|彩票|模型|积木|玩具|遥控|儿童电动|车载|骗局|诈骗|警惕|谨防|反诈|抽签选房|选房|摇号买房|购车指标|车牌摇号|小汽车摇号|"
        "游戏(?:内|道具|皮肤)|小说|不得超过|不超过五万|使用权(?:一|1|两|三|\\d)(?:天|日|晚)"
    ),
    "是彩票、模型、买房摇号，或者警示的说明",
)
_DRAW_TOOLS = (
    compiled(
        "抽奖箱|转盘道具|道具|抽奖机|摇奖机|抽奖球|奖券|刮刮卡定制|抽奖软件|抽奖系统|小程序|小说|图书|玩具|模型|扭蛋|法|条例|彩票"
    ),
    "商品是抽奖用具、玩具或者读物",
)

_RULES = (
    ConceptRule(
        "prize-thing",
        _DRAWS_NEEDLES,
        (_DRAW, _COSTLY),
        "抽奖式有奖销售，奖品是汽车、住房、大量黄金一类，金额超过五万元的上限",
        "最高奖按市场价不超过五万元；不是抽奖而是附赠",
        basis=("prize",),
        reach=26,
        overlap=True,
        unless=_NO_DRAW,
        unless_name=_DRAW_TOOLS,
    ),
    ConceptRule(
        "rigged-draw",
        _DRAWS_NEEDLES,
        (
            _DRAW,
            concept(
                "内定|(?:自己人|亲戚|家属|员工|托儿?|内部人|关系户)[^。，\\n]{0,8}(?:中|抽|得|领|拿|留|去)|(?:留|发|"
                "给)[^。，\\n]{0,3}(?:自己人|员工|亲戚|托)|(?:别|不|没)(?:真|用真)(?:的)?(?:发|给|送|放)|"
                "(?:大奖|头奖|一等奖|特等奖)[^。，\\n]{0,8}(?:不放|不发|没放|不会出|抽不到|出不来|永远|压根没|根本没|是假的|做样子|摆着看)|(?:概率|"
                "中奖率)[^。，\\n]{0,4}(?:调|设|改|控制)[^。，\\n]{0,5}(?:零|0|低|到|成|为)|"
                "后台(?:可|能|可以)?(?:控制|指定|设定)[^。，\\n]{0,6}(?:谁|中奖|不中|人)|必不中|(?:指定|设定)[^。，\\n]{0,5}(?:人|谁|"
                "号)[^。，\\n]{0,2}中|(?:保证|让)[^。，\\n]{0,4}(?:大奖|一等奖)[^。，\\n]{0,4}(?:不出|没人中|抽不)|都是参与奖"
            ),
        ),
        "谎称有奖，或者故意让内定人员中奖",
        "揭露、防止作弊的说明",
        basis=("prize",),
        reach=30,
        overlap=True,
        unless=(
            compiled(
                "公证|防止|杜绝|绝无|没有内定|不内定|不得|禁止|骗局|公平公正|举报|不参加|不参与"
            ),
            "是保证公平或者揭露的说明",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Draws whose prizes are too high or settled, or of which nothing is told."""
    found = talk_findings(context, AREA, UNIT, _RULES)
    findings = weighed_prizes(context, found, ("prize-thing",))
    if not any(one.lead for one in findings):
        findings += _sums(context)
    return findings or _rules_missing(context)


_DRAWN = NEEDLES.add(_DRAWS_NEEDLES)


def _sums(context: Context) -> list[Finding]:
    """A sum above the limit near the words of a draw, in figures or characters of any kind."""
    if _DRAW_TOOLS[0].search(context.plain_name):
        return []
    for field in ("description", "attributes", "structured", "image_text", "alt", "title"):
        if not context.stands_in(field, _DRAWN):
            continue
        text = context.plain(field).text[:20_000]
        draws = _DRAW.spans(text)
        for amount, start, end in amounts_in(text):
            if amount <= LIMIT or amount > 100_000_000 or is_spent(text[:start]):
                continue
            if not any(a - 28 <= end and start <= b + 28 for a, b in draws):
                continue
            near = text[max(0, start - 12) : end + 8]
            if "\n" in text[start:end] or _TOTAL.search(near) or not _BEST.search(near):
                continue
            if _NO_DRAW[0].search(around(text, start, end)):
                continue
            return [_sum_finding(context, field, start, end)]
    return []


def _sum_finding(context: Context, field: str, start: int, end: int) -> Finding:
    plain = context.plain(field)
    low, high = plain.span(start, end)
    excused = honest_talk(context, field, (start, end)) or context.excuse_at(field, low, high)
    prize = context.page.fields[field][low:high]
    reason = f"抽奖式有奖销售，奖品“{prize}”的金额超过五万元的上限"
    reason += f"。不作为线索：{excused}。" if excused else "。"
    return context.bare_finding(
        AREA,
        rule="prize-sum",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=reason,
        excuse="最高奖按市场价不超过五万元；金额是奖品总值；不是抽奖而是附赠",
        matched=prize,
        field=field,
        start=low,
        end=high,
        basis=context.basis(AREA, "prize"),
        excused=excused,
    )


_HELD = compiled(
    "(?:抽奖|抽大奖|摸奖|刮奖|刮刮乐|转盘|砸金蛋|锦鲤|福袋)[^。\\n]{0,24}(?:送|赢|得|奖|领|拿|有机会|豪礼|大礼|参与)|(?:消费|购买|下单|"
    "满\\d)[^。\\n]{0,16}(?:抽奖|抽大奖|摸奖|刮奖|转盘|砸金蛋|摇奖)"
)
_TOLD = compiled(
    "\\d{1,2}月\\d{1,2}[日号]|\\d{1,2}[日号点](?:公布|开奖|抽|晚|前)|每[月周日天]|当[场天日晚]|现场|次日|即时|即开|概率|中奖率|"
    "\\d+名|\\d+个名额|[一二三四五六七八九十百]+名|[共限]\\d+份?|一等奖\\d|"
    "规则(?:见|如|:|详)|活动(?:时间|规则|细则)|兑奖|公示|公布|公证|每人限|有效期|截止"
)
_SHOUTED = compiled(
    "随缘|看缘分|看心情|看运气|不定期|解释权|主播说了算|我说了算|等通知|另行通知|神秘大奖|神秘大礼|超级大奖|惊喜大奖|大奖等你|豪礼等你|到时候再说|人数够了|凑够"
)


def _rules_missing(context: Context) -> list[Finding]:
    """A draw of which kinds, number, odds and time are nowhere told, and that leaves them open."""
    if _DRAW_TOOLS[0].search(context.plain_name) or context.nature.offers_nothing:
        return []
    own = context.plain_own[:20_000]
    if _TOLD.search(own) or _NO_DRAW[0].search(own):
        return []
    for field in OWN:
        held = _HELD.search(context.plain(field).text) if context.page.fields.get(field) else None
        if held is not None:
            break
    else:
        return []
    open_ = _SHOUTED.search(own)
    low, high = context.plain(field).span(*held.span())
    excused = honest_talk(context, field, held.span())
    reason = "有奖销售没有标明奖项、数量或者概率、开奖和兑奖时间"
    reason += f"，而且写有“{open_.group()}”" if open_ else "（图片文字未检的，须人工查看）"
    reason += f"。不作为线索：{excused}。" if excused else "。"
    return [
        context.bare_finding(
            AREA,
            rule="draw-rules-missing",
            unit=UNIT,
            lead=open_ is not None,
            strength="weak",
            reason=reason,
            excuse="规则写在图片或者活动页上；不是有奖销售",
            matched=context.page.fields[field][low:high],
            field=field,
            start=low,
            end=high,
            basis=context.basis(AREA, "prize", "promotion-rules"),
            excused=excused,
        )
    ]
