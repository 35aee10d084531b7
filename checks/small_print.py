"""Terms in print that nobody sees (看不见的条款): 协议全文见页面底部小字, and the print is white on
white.

Words that a page hides are no offer, since no buyer reads them. Terms are another thing: where the
shown text says that buying means to agree and that the terms stand below, they bind, and that they
cannot be read makes it worse (民法典 496, 消费者权益保护法 26: 以显著方式提请注意).
"""

import re

from pages.page import Page

AREA = "contract_terms"

_POINTS = re.compile(
    "(?:协议|合同|条款|须知|规则|约定|细则|声明|说明)(?:的?(?:全文|内容|详情|原文))?(?:请|详)?"
    "(?:见|参见|查看|写在|列于|附于|载于|在)[^，。；\\n]{0,8}?"
    "(?:小字|底部|页脚|页尾|页末|文末|下方|下面|附注|备注)"
)
_SHOWN = ("description", "title", "price")


def points_below(page: Page) -> str | None:
    """The shown words that send the buyer to terms further down, or None."""
    for field in _SHOWN:
        if found := _POINTS.search(page.fields.get(field, "")[:100_000]):
            return found.group()
    return None
