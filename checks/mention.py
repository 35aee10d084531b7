"""提及: whether a sentence speaks of a word rather than with it.

A claim is made with a word: 顶级生普礼盒. A denial, a quotation, a lesson or a report speaks of it:
本店从不写“顶级”. A negation then stands in the word's clause, or a word of law, fraud or teaching
in its sentence.
"""

import re
from collections.abc import Collection

from checks.pattern_rule import compiled

_DENIES = compiled("[不没无未非别勿拒禁莫]")
_TELLS = compiled(
    "罚|案[件例子]|判例|入刑|违[法规禁]|法律|条例|规定|约谈|隔壁[镇村县]|查过|查获|查处|整改|作废|下架|停售|停用|禁了|不许[卖用]|别再问|删掉|骗|谣|假的|假货|当真|剧毒|害人|害畜|"
    "讲的|讲了|教您|教你|教材|讲义|真题|课[上里程]|书[里中名]|收录|样本|训练|展览|游戏|剧|辨|识别|鉴[别定]|警[示惕方察]|提醒|报警|举报|投诉|"
    "[各一]章|章节|第[^，。]{1,4}[章节]|解读|释义|修订本|纪录片|口述|话术|特征|队名|名[就字]?叫|小心|别去|仿的不少|我们不[卖做接收进]|问[^，。]{0,12}能不能|"
    "书面|写明|写得明白|榜单显示|数据显示|去年|从前|回收点|[问答]:|[吗呢]。|凡是|谁[卖说问]|有人|留言|同行|别[家去买信给吃喂用碰]|都没有|一[概律]没有|"
    "谨防|兜售|劝|吃过亏|坑|答客问|答疑|提问|来问|被问|询问|问我|问的|问起|听说|审阅|审查|标出|改行|检举|停办|停止|早停|停了|"
    "认识|消费教育|撕|婉拒|谢绝|恕不|不予|讲给|曾|(?:^|[，。我们店])(?:以前|原来)|当成|绕行|多半|是不是|要不要|不作数|谁家"
)
_NAMES = re.compile("[属叫算]＿|＿[，,]?(?:说|指)的是")
"""写了叫“虚构原价”, 这里的高仿，说的是: the word is what something is called, or is explained."""
_NO_DENIAL = re.compile(
    "不妨|不错|不同|不仅|不但|不断|不少|不管|不论|无论|无比|非常|特别|级别|分别|性别|个别|区别|未来|别致|不锈|无糖|"
    "无添加|不添加|不含|无副作用|无毒|不反弹|不复发|不伤|不痛|非凡|非遗|没得比|不二"
)
_CLAUSE = re.compile("[，。;]")
_OPEN, _SHUT = "“‘「『《", "”’」』》"
_SIGNS_OF_NO = "❌🚫🙅✖"
_BEFORE = 16
"""Code points before a word in which a mark of quotation, or a sign that says no, is its own."""


def is_mentioned(sentence: str, words: Collection[str], others: Collection[str] = ()) -> bool:
    """Whether the plain text of `sentence` denies, teaches or reports all of `words` that it
    holds. A word is no sign of itself, nor are `others`, the words of other hits in it."""
    rest = sentence
    # The longest first: 稳赚 is part of 稳赚不赔.
    for word in sorted({*words, *others} - {""}, key=lambda one: (-len(one), one)):
        rest = rest.replace(word, "＿" if word in words else "〇")
    rest = _NO_DENIAL.sub("", rest)
    if _TELLS.search(rest) or _NAMES.search(rest):
        return True
    clauses = [clause for clause in _CLAUSE.split(rest) if "＿" in clause]
    return bool(clauses) and all(_DENIES.search(clause) for clause in clauses)


def is_quoted(shown: str, word: str) -> bool:
    """Whether `word` stands in marks of quotation, or behind a sign that says no, in the text as
    shown. Plain text holds no such marks."""
    before = shown[: max(shown.find(word), 0)][-_BEFORE:]
    opened = max(before.rfind(mark) for mark in _OPEN)
    shut = max(before.rfind(mark) for mark in _SHUT)
    return (
        opened > shut or before.count('"') % 2 == 1 or before.rstrip()[-1:] in tuple(_SIGNS_OF_NO)
    )
