"""People brought in 发展人员: without them, their levels or their money there is no 传销.

禁止传销条例 7 names three forms: heads brought in, a fee for the right to bring them, pay by what
those below turn over. Who takes money and promises it back with a gain, and asks for nobody else,
runs no such scheme: 广告法 25, 防范和处置非法集资条例.
"""

from collections.abc import Iterable

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.pattern_rule import compiled
from checks.plain_text import plain

_N = "(?:\\d+|[一二两三四五六七八九十百几]+)"
_WHO = (
    "人|朋友|好友|亲戚|亲友|家人|老乡|会员|代理|店主|学员|股东|伙伴|下级|下线|合伙人|姐妹|同学|同事|粉丝|客户|邻居|"
    "徒弟|消费者|新人|商家"
)
RECRUITS = compiled(
    f"(?:拉|带|邀请?|介绍|推荐|发展|转介绍|推广|喊|招|凑|分享给|转发给|叫)(?:了|来|到|进|满|够|身边|自己|你的|您的|更多|一|老|新|各|再|给)*"
    f"(?:{_N})?(?:个|位|名)?[^。，\\n]{{0,3}}(?:{_WHO})|拉新|拉人|带人|人头|裂变|直推|间推|推荐(?:人|奖|码|费)|邀请码|人脉|伞下|"
    f"下[线级家]|上[线家]|层级|层层|代理|团队|级差|公排|排队|排单|排位|出局|滑落|对碰|见点|双轨|左右区|大小区|报单|入单|互助|静态|动态|直销|传销|"
    f"资金盘|操盘|节点|布道|复投|矩阵|分销|合伙|经销|会销|听课|盘子|消费(?:返|增值|全返)|全返|(?:下面|底下|后面|后来|手下|名下)的?(?:人|会员|业绩)|"
    f"(?:再|又)(?:介绍|推荐|拉|带|邀|发展|招)|介绍(?:奖|费)|"
    f"(?:介绍|推荐|推|拉)(?:{_N})?(?:台|份|单|套|棵|户|家)|"
    f"(?:推|拉|带|招|邀)[^。，\\n]{{0,4}}{_N}(?:个|位|名)|{_N}(?:级|代|层)[^。，\\n]{{0,3}}奖|管理奖|奖{_N}代|x{{2}}的x{{2}}"
)
"""Words of which one stands wherever somebody may be brought in for pay."""

_LAYERED = compiled("收纳|货架|鞋柜|书架|床(?:$|[^垫位])|柜|架|蛋糕|灯|纸|口罩|手机|背包")
_OF_PEOPLE = compiled(
    "带人|拉人|[再又也](?:去)?(?:推荐|介绍|拉|带|邀|发展|招|分享)|业绩|团队|代理|下[线级家]|会员的会员|"
    f"朋友的朋友|好友的好友|(?:推荐|介绍|拉|发展|邀请?)(?:来|到|满|够)?{_N}(?:个|位|名)?(?:人|朋友|会员)[^。，\\n]{{0,3}}买"
)


_TOURS = compiled("导游|地接|领队|进店|购物店|买团|团款|游客|旅行社")
_OF_TOURS = 2
"""Words of guides and shops that a page has which speaks of tourists by the head."""


def told_of_people(context: Context, findings: Iterable[Finding]) -> list[Finding]:
    """The findings on a scheme; on goods that have layers, floors or levels of their own those are
    excused that do not tell who brings in whom. 床垫 is sold in schemes as anything is. So are
    those on a page of guides and shops: what is paid there for a tourist is a kickback (旅游法 35).
    """
    findings = _not_of_tours(context, list(findings))
    if not _LAYERED.search(context.plain_name):
        return list(findings)
    return [
        one
        if not one.lead or _OF_PEOPLE.search(plain(one.matched).text)
        else without_lead(one, "商品本身有层、级的说法，没有说到由谁发展谁")
        for one in findings
    ]


def _not_of_tours(context: Context, findings: list[Finding]) -> list[Finding]:
    if not any(one.lead for one in findings):
        return findings
    own = context.plain_own
    told = {found.group() for found in _TOURS.finditer(own)}
    if len(told) < _OF_TOURS or _OF_PEOPLE.search(own):
        return findings
    why = "说的是导游、购物店按游客人数结算的人头费、回扣，没有说到由谁发展谁"
    return [without_lead(one, why) if one.lead else one for one in findings]
