"""Self-declarations of those who need no registration (免登记自我声明).

网络交易监督管理办法 12 gives the words; they have to be the words. White space
and the width of the comma are no change.
"""

import re
from dataclasses import dataclass

from pages.page import Page

_S = r"[ \u3000]?"
_DECLARES = re.compile(
    rf"[^\n。；;]{{0,60}}(?:不需要?|无需|无须|不用|免于|免|不必){_S}(?:依法)?(?:去)?(?:办理|办)?{_S}"
    rf"(?:市场主体|工商|营业)?{_S}(?:执照)?(?:的)?(?:登记|注册|执照)[^\n。；;]{{0,20}}"
)
_PERSON = re.compile("个人|自然人|自产|农户|手工|便民劳务|零星小额|小额交易")
_SPACE = re.compile(r"[\s\u3000]+")
_SIMPLIFIED = str.maketrans(
    "個銷產農辦場體記業從無須許勞務動額營執註冊戶縫製條據規關經頁為聲",
    "个销产农办场体记业从无须许劳务动额营执注册户缝制条据规关经页为声",
)
"""The characters of the four wordings and of what is said around them, one for one."""
FIELDS = ("description", "attributes", "alt", "structured", "title")


@dataclass(frozen=True, slots=True)
class Statement:
    """A declaration as it stands: `verbatim` if it has the words of the rule, else altered."""

    text: str
    verbatim: bool
    field: str
    start: int
    end: int


def _plain(text: str) -> str:
    return _SPACE.sub("", text).replace(",", "，").rstrip("。.")


def statement_of(page: Page, wordings: tuple[str, ...]) -> Statement | None:
    """The declaration of `page`, a verbatim one first."""
    altered: Statement | None = None
    wanted = {_plain(wording) for wording in wordings}
    for field in FIELDS:
        # A line that ends in a comma goes on in the next; a blank keeps the places.
        shown = re.sub(r"(?<=[，,])\n", " ", page.fields.get(field, "")[:200_000])
        text = shown.translate(_SIMPLIFIED) if "登記" in shown or "執照" in shown else shown
        if "登记" not in text and "执照" not in text:
            continue
        for match in _DECLARES.finditer(text):
            if not _PERSON.search(match.group()):
                continue
            said = shown[match.start() : match.end()].strip()
            plain = _plain(match.group())
            if any(wording in plain and _whole(plain, wording) for wording in wanted):
                return Statement(said, True, field, match.start(), match.end())
            altered = altered or Statement(said, False, field, match.start(), match.end())
    return altered


def _whole(plain: str, wording: str) -> bool:
    """Whether the wording stands by itself: a label before it, nothing that changes it."""
    before, _, after = plain.partition(wording)
    return (not before or before[-1] in '：:。；;、，（(“"》】|') and (
        not after or after[0] in '。；;，、）)”"|'
    )
