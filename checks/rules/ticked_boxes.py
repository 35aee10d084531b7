"""Paid extras that the page has ticked for the buyer (默认勾选付费项目).

电子商务法 19: 搭售 must be pointed out and is never the default. The box itself is looked at, not
what is said of it: 延长保修 ¥39 with `checked`. Free extras, the goods of a cart and the consent
to an agreement are none of it.
"""

import re

from checks.context import OWN, Context
from checks.finding import Finding

AREA = "consumer_rights"
UNIT = "consumer_protection"
COMPARED = ("ticked-beforehand",)

_EXTRA = re.compile(
    "(?:延(?:长)?保|保修|保险|意外险|运费险|退货险|碎屏险|险\\b|会员|月卡|年卡|加油包|加速包|贵宾|VIP|vip|接送|"
    "保价|礼品袋|礼盒包装|包装费|餐具|捐[款赠]|爱心|打赏|小费|附加|增值|权益|服务包|券包|安装费|讲解|优先|加急)"
)
_PRICE = re.compile("[¥￥]\\s*(\\d+(?:\\.\\d{1,2})?)|(\\d+(?:\\.\\d{1,2})?)\\s*(?:元|块)")
_FREE = re.compile(
    "免费|赠送|赠品|白送|[送享]您|0元|￥0(?![.\\d])|¥0(?![.\\d])|无需付费|商家承担|卖家承担|已含|抵扣|减"
)


def check(context: Context) -> list[Finding]:
    """Boxes with a paid extra that are ticked already."""
    found = []
    heading = context.page.fields.get("title", "")
    for words in context.page.ticked:
        priced, extra = _PRICE.search(words), _EXTRA.search(words)
        if not extra or not priced or _FREE.search(words):
            continue
        if extra.group() in heading:  # a page that sells a year's card ticks one of its sorts
            continue
        if not float(priced.group(1) or priced.group(2)):
            continue
        found.append(_finding(context, words))
    return found


def _finding(context: Context, words: str) -> Finding:
    field, start = _place(context, words)
    matched = context.page.fields[field][start : start + len(words)] if field else ""
    return context.bare_finding(
        AREA,
        rule="ticked-beforehand",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"页面代码把付费项目“{words}”预先勾选，消费者不取消就会付款。",
        excuse="由消费者自己勾选；免费赠送；该项就是所购商品本身",
        matched=matched,
        field=field,
        start=start,
        end=start + len(matched),
        basis=context.basis(AREA, "bundling", "rights"),
    )


def _place(context: Context, words: str) -> tuple[str, int]:
    """The field and where in it the words stand; ("", 0) where they are split over lines."""
    for field in OWN:
        at = context.page.fields.get(field, "").find(words)
        if at >= 0:
            return field, at
    return "", 0
