"""What excuses among the words around (排除语境的判读): said as it stands, and quoted.

不可取消 holds 可取消, 无任何风险 holds 风险, 不转让 holds 转让: a word right behind its negation
excuses nothing. And whoever reads that words were excused has to see on what that rests: the
words are quoted as the page writes them.
"""

import re
from typing import Any

from checks.plain_text import PlainText

Condition = tuple[Any, str]
"""A pattern, and the sentence that says what it means where it stands."""

_LOOK_BACK = 8
_LONGEST_QUOTE = 40
_NEGATED = re.compile(
    "(?:"
    "(?<![除莫若如要差对是能会可])不(?:是|算|属于?|构成|等于|再|得|予|能|可|会|作|做|给|用|必|需|"
    "存在|支持|提供|接受|允许|另行|事先|提前|主动|可以|需要|任何)?"
    "|(?<![三有虚])无(?:任何|需|须|法|所谓|一切|丝毫)?|毫无"
    "|(?<!有)没有?(?:任何|什么|一点|半点|丝毫)?"
    "|(?<!从)未(?:能|曾|予)?|从未|(?<!除)(?<!是)非|零"
    ")(?<!不(?=[过满合好喜想适灵中见错对])).\\Z",
    re.DOTALL,
)
"""What takes a word back, up to the first character of that word. 除非, 是不是, 能不能 take nothing
back, and 不过, 不满意 name a case: 不过全额退."""


def affirmed(pattern: Any, text: str) -> Any:
    """The first match of `pattern` in a plain text that no negation stands right before, or
    None."""
    for found in pattern.finditer(text):
        before = text[max(0, found.start() - _LOOK_BACK) : found.start() + 1]
        if found.start() == 0 or not _NEGATED.search(before):
            return found
    return None


def unless_said(
    condition: Condition | None, shown: str, plain: PlainText, low: int, high: int
) -> str | None:
    """Why `condition` excuses, or None: its words stand affirmed in [low, high] of `plain`, the
    plain text of `shown`."""
    if condition is None:
        return None
    pattern, why = condition
    said = plain.text[low:high]
    found = affirmed(pattern, said)
    return None if found is None else f"{why}{_quoted(found.group(), shown, plain, low)}"


def unless_named(condition: Condition | None, shown: str, plain: PlainText) -> str | None:
    """Why `condition` excuses, or None: its words stand in the name of the goods, `shown`."""
    if condition is None:
        return None
    pattern, why = condition
    found = pattern.search(plain.text)
    return None if found is None else f"{why}{_quoted(found.group(), shown, plain, 0)}"


def _quoted(words: str, shown: str, plain: PlainText, low: int) -> str:
    """`words` of a plain text as the page writes them, in brackets; they stand from `low` on."""
    words = words.strip("，。\n")
    at = plain.text.find(words, low) if words else -1
    if at < 0:
        return ""  # a name is read without some of its words
    start, end = plain.span(at, at + len(words))
    return f"（“{' '.join(shown[start:end].split())[:_LONGEST_QUOTE]}”）"
