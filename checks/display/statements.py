"""Self-declarations of those who need no registration (免登记自我声明).

网络交易监督管理办法 12 gives the words; they have to be the words. White space
and the width of the comma are no change, nor is what stands behind them: the same
article asks for the address and the way to reach the shop, which follow on many a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pages.page import Page

_S = r"[ \u3000]?"
_DECLARES = re.compile(
    rf"[^\n。；;]{{0,60}}(?:不需要?|无需|无须|不用|免于|免|不必){_S}(?:依法)?(?:去)?(?:办理|办)?{_S}"
    rf"(?:市场主体|工商|营业)?{_S}(?:执照)?(?:的)?(?:登记|注册|执照)[^\n。；;\s]{{0,20}}"
)
_PERSON = re.compile("个人|自然人|自产|农户|手工|便民劳务|零星小额|小额交易")
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


def statement_of(
    page: Page, wordings: tuple[str, ...], *, hidden: bool = False
) -> Statement | None:
    """The declaration of `page`, a verbatim one first; `hidden`: what a click opens is read too."""
    altered: Statement | None = None
    for field in (*FIELDS, *(("hidden",) if hidden else ())):
        # A line that ends in a comma goes on in the next; a blank keeps the places.
        shown = re.sub(r"(?<=[，,])\n", " ", page.fields.get(field, "")[:200_000])
        text = shown.translate(_SIMPLIFIED) if "登記" in shown or "執照" in shown else shown
        if "登记" not in text and "执照" not in text:
            continue
        for start, end in verbatim(text, wordings):
            return Statement(page.fields[field][start:end], True, field, start, end)
        for match in () if altered else _DECLARES.finditer(text):
            if _PERSON.search(match.group()):
                said = match.group()
                start, end = match.end() - len(said.lstrip()), match.start() + len(said.rstrip())
                altered = Statement(page.fields[field][start:end], False, field, start, end)
                break
    return altered


def verbatim(text: str, wordings: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where one of `wordings` stands in `text` by itself: behind a label or at the beginning of
    what is said, and with nothing joined to its end."""
    if wordings:
        for match in _any_of(wordings).finditer(text):
            before, after = text[: match.start()][-1:], text[match.end() :][:4]
            denied = text[: match.start()].rstrip()[-1:] in _DENIES
            if (before in _BEFORE or before.isspace()) and not denied and not _JOINED.match(after):
                yield match.span()


_BEFORE = frozenset(("", *"：:。；;、，,（(“\"'《》【】|｜/·—-*•"))
_DENIES = frozenset("非不未无")
_JOINED = re.compile(r"\w|[ \u3000]{1,3}(?:证书|手续|的)|[？?]")
"""登记证书, 登记的情形 are another sentence than the rule's; behind a blank an address may
follow."""


@lru_cache(maxsize=16)
def _any_of(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """The wordings with white space between any two letters and either comma."""
    told = (
        r"[\s\u3000]*".join("[，,]" if letter in "，," else re.escape(letter) for letter in each)
        for each in ("".join(wording.split()).rstrip("。.") for wording in wordings)
    )
    return re.compile("|".join(told))
