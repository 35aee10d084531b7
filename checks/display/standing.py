"""The standing of a licence's holder (登记状态): whether the page itself prints that it is no more.

市场主体登记管理条例 31, 46: who is struck off (注销) or whose licence is revoked (吊销, 撤销登记)
may not trade, however sound the code. Read only where the page prints it of the one licence that
it shows; another's, or a former one's beside the new, says nothing of the shop.
"""

import re
from collections.abc import Sequence

from checks.display.particulars import Particular
from checks.display.seen import Seen

_OVER = re.compile(
    r"(?:已[经被]?|被)?(?:依法)?(?:注销|吊销|撤销)(?:登记|企业)?(?=$|[\s，,、。；;（(]|[未并已])|"
    r"(?:revoked|deregistered|dissolved|cancell?ed)\b",
    re.IGNORECASE,
)
_IN_NAME = re.compile("[（(](?:已[经被]?|被)?(?:注销|吊销|撤销)(?:企业)?[）)]")


def why_no_more(seen: Seen, found: Sequence[Particular]) -> Particular | None:
    """The fact by which the holder of the shown licence is no more, or None."""
    if len({code.value for code in seen.right}) != 1:
        return None
    names = [one for one in found if one.kind == "name"]
    for one in found:
        if one.kind == "status" and _OVER.match(one.value):
            return one
        if one.kind == "name" and len(names) == 1 and _IN_NAME.search(one.value):
            return one
    return None
