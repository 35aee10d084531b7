"""Goods or a service 商品还是服务: what a refusal to give back is about.

消费者权益保护法 25 lets a buyer send goods back within seven days. It says nothing of a service,
nor of money paid ahead for one (定金、订金、预付款): whether that may be kept is a question
of the contract (26; 民法典 496, 497, 586, 587; checks.rules.kept_money). A shop that refuses the
seven days themselves is told all the same.
"""

from collections.abc import Collection, Iterable

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.pattern_rule import compiled
from checks.plain_text import plain

_SERVICE = compiled(
    "(?:摄影|写真|婚纱照|婚礼|跟拍|旅拍)(?:$|[^。，\\n]{0,3}(?:套餐|预约|服务|工作室|跟拍|拍摄|策划|主持|旅拍))|旅拍|婚庆|影楼|"
    "培训|辅导班|课程|私教|健身卡|游泳卡|年卡|月卡|次卡|会员(?:$|卡|费|套餐)|美容院(?:$|卡|套餐|项目)|美发|美甲(?:$|服务|套餐)|"
    "家政|保洁|搬家|装修(?:公司|服务|套餐)|上门(?:维修|安装|服务)|驾校|"
    "(?:酒店|民宿|客栈)(?:$|预订|住宿|[大双]床|客房|套房|标间|入住|亲子房)|旅游|跟团|一日游|[一二三四五六七八九]日游|门票|机票|车票|"
    "租赁|租车|租房|出租|托管班|月子(?:中心|会所|服务)|陪护|体检|口腔诊所|种植牙|纹绣|代办|代运营|咨询"
)
_PAID_AHEAD = compiled(
    "定金|订金|押金|预约金|预付(?:款|金|费)?|意向金|诚意金|保证金|占位费|报名费|学费|团费|房费"
)
_SEVEN_DAYS = compiled("无理由|(?:七|7)(?:天|日)(?:内)?(?:退|可退)")


def without_services(
    context: Context, findings: Iterable[Finding], rules: Collection[str]
) -> list[Finding]:
    """`findings`, those of `rules` (names without their area) excused that are about a service or
    money paid ahead, not about goods."""
    return [
        _judged(context, one) if one.rule.partition(".")[2] in rules else one for one in findings
    ]


def _judged(context: Context, finding: Finding) -> Finding:
    said = plain(finding.matched).text
    if not finding.lead or _SEVEN_DAYS.search(said):
        return finding
    paid = _PAID_AHEAD.search(said)
    if paid:
        why = f"说的是“{paid.group()}”，不是商品的退货，按合同条款判断"
        return without_lead(finding, why)
    service = _SERVICE.search(context.plain_name)
    if service:
        why = f"商品名称中有“{service.group()}”，是服务，不是商品的退货，按合同条款判断"
        return without_lead(finding, why)
    return finding
