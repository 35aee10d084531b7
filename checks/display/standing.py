"""The standing of a licence's holder (登记状态): whether the page itself prints that it is no more.

市场主体登记管理条例 31, 46: who is struck off (注销) or whose licence is revoked (吊销, 撤销登记)
may not trade, however sound the code. Read only where the page prints it of the one licence that
it shows; another's, or a former one's beside the new, says nothing of the shop.
"""

import re
from collections.abc import Sequence

from checks.display.particulars import Particular
from checks.display.seen import Seen
from pages.page import Code

_OVER = re.compile(
    r"(?:已[经被]?|被)?(?:依法)?(?:注销|吊销|撤销)(?:登记|企业)?(?=$|[\s，,、。；;（(]|[未并已])|"
    r"(?:revoked|deregistered|dissolved|cancell?ed)\b",
    re.IGNORECASE,
)
_EXPLAINS = re.compile("[？?]|什么|意思|分别|怎[么样]|如何|[指即]|是否|存续|在业|、")
"""A page that tells what such words mean tells nothing of its own licence."""
_LONGEST = 30
_NEAR = 600
_IN_NAME = re.compile("[（(](?:已[经被]?|被)?(?:注销|吊销|撤销)(?:企业)?[）)]")


def why_no_more(seen: Seen, found: Sequence[Particular]) -> Particular | None:
    """The fact by which the holder of the shown licence is no more, or None."""
    if len({code.value for code in seen.right}) != 1:
        return None
    names = [one for one in found if one.kind == "name"]
    for one in found:
        if not any(_is_beside(one, code) for code in seen.right) or _EXPLAINS.search(one.value):
            continue
        if one.kind == "status" and len(one.value) <= _LONGEST and _OVER.match(one.value):
            return one
        if one.kind == "name" and len(names) == 1 and _IN_NAME.search(one.value):
            return one
    return None


def _is_beside(one: Particular, code: Code) -> bool:
    """Whether a fact may stand by a code, as on one licence. Rows of one may be read into two
    fields; how far they are from each other is then not known."""
    return one.field != code.field or abs(one.start - code.start) <= _NEAR
