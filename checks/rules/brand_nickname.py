"""A brand's nickname with a grade and a price (品牌代称加货品级别).

Nobody who sells a genuine bag calls it 驴家老花 顶级版本 五金刻印齐全. Nicknames are in
the counterfeit list (rule "brand").
"""

from checks.context import Context, JudgedHit
from checks.finding import Finding
from checks.pattern_rule import compiled

AREA = "counterfeit"
UNIT = "trademark"

_GRADE = compiled(
    "(?:顶级|高端|最高|顶配|高|市面|市场|原版|专柜)(?:版本|品质|级别|货)|版型(?:对版|一致|正|"
    "还原)|对版|原版皮|进口(?:皮|牛皮|小羊皮)|头层皮|油蜡皮|五金|刻印|钢印|走线|"
    "压纹|logo|标识清晰|全套包装|礼盒|防尘袋|小票|编码|扫码|芯片可扫|机芯|配件齐全|包装齐全|"
    "吊牌齐|档口|厂货|货源|一手|代发|实拍|私聊|懂的|品控|"
    "尾货|断码|撤柜|渠道|低调|暗语"
)
_HONEST = compiled(
    "二手|闲置|中古|授权|官方|专柜联保|适用|保护套|保护壳|维修|保养|回收|寄卖|鉴定|租"
)
_ENOUGH = 2


def check(context: Context) -> list[Finding]:
    """One finding where a nickname stands beside two words of grade and a price."""
    nicknames = [
        judged
        for judged in context.hits(AREA)
        if judged.rule == "brand"
        and judged.excused is None
        and judged.field in ("title", "description", "alt", "image_text")
    ]
    if not nicknames or not context.prices or _HONEST.search(context.plain_name):
        return []
    grades = list(dict.fromkeys(m.group() for m in _GRADE.finditer(context.plain_own)))
    if len(grades) < _ENOUGH:
        return []
    return [_finding(context, nicknames[0], grades)]


def _finding(context: Context, judged: JudgedHit, grades: list[str]) -> Finding:
    seen = "、".join(f"“{grade}”" for grade in grades[:4])
    return context.finding(
        judged,
        area=AREA,
        unit=UNIT,
        rule="nickname-and-grade",
        lead=True,
        strength="strong",
        reason=f"用代称“{judged.hit.matched}”指向知名品牌，又以{seen}说明货品级别，并标明价格。",
        excuse="代称另有含义；明示的二手正品；有权利人授权",
    )
