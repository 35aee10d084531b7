"""提及: whether a sentence speaks of a word rather than with it.

A claim is made with a word: 顶级生普礼盒. A denial, a quotation, a lesson or a report speaks of it:
本店从不写“顶级”. A negation then stands in the word's clause, or a word of law, fraud or teaching
in its sentence.
"""

import re
from collections.abc import Collection

from checks.pattern_rule import compiled

_DENIES = compiled('[不没无未非别勿拒禁莫❌🚫🙅✖×]|[“”‘’「」『』《》"]')
_TELLS = compiled(
    "罚|案[件例子]|违[法规禁]|法律|条例|规定|骗|谣|假的|假货|讲的|讲了|教您|教你|课[上里程]|书[里中名]|辨|识别|鉴[别定]|"
    "警[示惕方察]|报警|举报|投诉|整改|作废|下架|去年|从前|[问答][:：]|[吗呢][?？]|样本|训练|展览|游戏|剧|"
    "凡是|谁卖|谁说|有人|同行|别家"
)
_NO_DENIAL = re.compile(
    "不妨|不错|不同|不仅|不但|不断|不少|不管|不论|无论|无比|非常|特别|级别|分别|性别|个别|区别|未来|别致|不锈|无糖|"
    "无添加|不添加|不含|无副作用|无毒|不反弹|不复发|不伤|不痛|非凡|非遗|没得比|不二"
)
_CLAUSE = re.compile("[，。；！？,;!?]")


def is_mentioned(sentence: str, words: Collection[str]) -> bool:
    """Whether the plain text of `sentence` denies, quotes, teaches or reports all of `words` that
    it holds. A word is no sign of itself, nor of another."""
    rest = sentence
    for word in words:
        rest = rest.replace(word, "＿") if word else rest
    rest = _NO_DENIAL.sub("", rest)
    if _TELLS.search(rest):
        return True
    clauses = [clause for clause in _CLAUSE.split(rest) if "＿" in clause]
    return bool(clauses) and all(_DENIES.search(clause) for clause in clauses)
