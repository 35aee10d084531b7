"""The standing of a licence's holder (登记状态): whether the page itself prints that it is no more.

市场主体登记管理条例 31, 40, 43, 44: who is struck off (注销) or whose licence is revoked (吊销,
撤销登记) may not trade, however sound the code. Read only where the page prints it of the one
licence that it shows; another's, or a former one's beside the new, says nothing of the shop.
"""

import re
from collections.abc import Collection, Sequence

from checks.display.own_name import COMPANY, plain_name
from checks.display.particulars import Particular
from checks.display.seen import Seen
from pages.page import Code, Page

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


_OURSELVES = ("本公司", "我公司", "本企业", "我司", "本店", "本部", "本厂", "本社")
_STRUCK_OFF = re.compile(
    rf"(?P<who>{'|'.join(_OURSELVES)}|{COMPANY})(?:现?已经?|现|于|自)[^。；;！!？?\n]{{0,24}}?"
    "(?:(?:办结|办理完?|完成|核准|依法)了?(?:工商|企业|市场主体)?注销|注销(?:登记|了?营业执照)|"
    "被?(?:依法)?吊销(?:了?营业执照|登记|$|(?=[，。；\n])))"
)
_SUPPOSED = re.compile(
    "如果?|若|网传|传言|假如|是否|将[要于]?|拟|可以?|请勿|谣|不实|没有|未|并非|不是|网店|账号|会员"
)
"""What may be, will be or is denied, and the end of something else than the licence."""


def why_no_more(seen: Seen, found: Sequence[Particular]) -> Particular | None:
    """The fact by which the holder of the shown licence is no more, or None."""
    if len({code.value for code in seen.right}) != 1:
        return None
    names = [one for one in found if one.kind == "name"]
    for one in found:
        if not any(_is_beside(one, code) for code in seen.right) or _EXPLAINS.search(one.value):
            continue
        short = len(one.value.partition("（")[0]) <= _LONGEST
        if one.kind == "status" and short and _OVER.match(one.value):
            return one
        if one.kind == "name" and len(names) == 1 and _IN_NAME.search(one.value):
            return one
    return None


def says_struck_off(page: Page, holders: Collection[str]) -> tuple[str, int, int] | None:
    """(words, start, end) of a sentence of the shop in which the holder of the shown licence, by
    its name or as 本公司, is struck off, or None."""
    text = page.fields.get("description", "")[:200_000]
    if "注销" not in text and "吊销" not in text:
        return None
    for said in _STRUCK_OFF.finditer(text):
        start = max(text.rfind("\n", 0, said.start()) + 1, said.start() - 16)
        sentence = text[start : said.end() + 16].partition("\n")[0]
        own = said["who"] in _OURSELVES or plain_name(said["who"]) in holders
        if own and not _SUPPOSED.search(sentence):
            return said.group(), said.start(), said.end()
    return None


def _is_beside(one: Particular, code: Code) -> bool:
    """Whether a fact may stand by a code, as on one licence. Rows of one may be read into two
    fields; how far they are from each other is then not known."""
    return one.field != code.field or abs(one.start - code.start) <= _NEAR
