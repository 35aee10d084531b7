"""Elements that a script has React draw: createElement('p', null, '统一社会信用代码：', shop.code).

Components are functions: an element within one that nothing else of the script names is drawn by
nobody.
"""

import re
from collections.abc import Iterator
from itertools import islice

from pages.script_data import clean
from pages.script_names import ScriptNames
from pages.script_writes import Expressions, without_gaps

_MOST = 200
_LETTERS = 100
"""Searched through in the time of a look at a name's meaning (pages.effort)."""
_DEEPEST = 12
_MOST_CHILDREN = 100
_MOST_TEXT = 20_000
_NAMED = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,40}+)\s{0,5}+=\s{0,5}+(?:window\.)?(?:React|[Pp]react)\.(?:createElement|h)\b"
    r"|\{[^{}]{0,200}?\b(?:createElement|h)(?:\s{0,5}:\s{0,5}([A-Za-z_$][\w$]{0,40}))?[^{}]{0,200}\}"
    r"\s{0,5}=\s{0,5}(?:window\.)?(?:React|[Pp]react)\b"
)
_DRAWS = re.compile(r"\b(?:render|hydrate|hydrateRoot)\s{0,5}+\(")
_TAG = re.compile(r"\s{0,9}+[\"']([a-z][a-z0-9-]{0,30}+)[\"']")
_COMMA = re.compile(r"\s{0,9}+,")
_OBJECT = re.compile(r"\s{0,9}+\{")
_OPENED = re.compile(r"\s{0,9}+\[")
_FUNCTION = re.compile(
    r"(?:function\s{1,5}([A-Za-z_$][\w$]{0,60})\s{0,5}"
    r"|([A-Za-z_$][\w$]{0,60})\s{0,5}=\s{0,5}(?:function\s{0,5})?)\([^()]{0,200}\)\s{0,5}(?:=>\s{0,9}\(?)?\s{0,5}$"
)
_BLANK = re.compile(r"\s{0,9}+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def elements_of(names: ScriptNames) -> Iterator[str]:
    """HTML with a Han character of the elements that the script draws, in its order."""
    script = names.script
    if "reateElement" not in script and "react" not in script:
        return
    if "eact" not in script or not _DRAWS.search(script):
        return
    makers = ["React.createElement"]
    makers += (
        match[1] or match[2] or "createElement" for match in islice(_NAMED.finditer(script), 5)
    )
    one_of = "|".join(map(re.escape, dict.fromkeys(makers)))
    call = re.compile(rf"(?<![\w$.])(?:{one_of})\s{{0,5}}+\(")
    reader = _Elements(names, call)
    used: dict[int, bool] = {}
    """By the body of a function."""
    names.meanings()  # functions are known from here on
    end = -1
    for made in islice(call.finditer(script), _MOST):
        if made.start() < end or names.in_text(made.start()):
            continue
        body, _ = names.around(made.start())
        if body not in used:
            used[body] = _is_used(names, body)
        if not used[body]:
            continue
        text, end = reader.value(made.start(), _DEEPEST)
        text = without_gaps(text[:_MOST_TEXT])
        if _HAN.search(text):
            yield clean(text)


def _is_used(names: ScriptNames, begin: int) -> bool:
    """Whether the function with its body at `begin`, if it has a name, is spoken of elsewhere."""
    if not names.effort.allows(len(names.script) // _LETTERS):
        return False
    before = names.script[max(begin - 300, 0) : max(begin, 0)]
    named = _FUNCTION.search(before)
    name = named and (named[1] or named[2])
    if not name:
        return True
    again = re.finditer(rf"(?<![\w$]){re.escape(name)}(?![\w$])", names.script)
    return sum(1 for _ in islice(again, 2)) == 2


class _Elements(Expressions):
    """Expressions of which some are elements."""

    def __init__(self, names: ScriptNames, call: re.Pattern[str]) -> None:
        super().__init__(names, {})
        self._call = call

    def _operand(self, position: int, depth: int) -> tuple[str, int] | None:
        blank = _BLANK.match(self._script, position)
        position = blank.end() if blank else position
        made = self._call.match(self._script, position)
        if made is None:
            return super()._operand(position, depth)
        end = self._names.closing.get(made.end() - 1)
        if end is None or depth <= 0:
            return None
        tag = _TAG.match(self._script, made.end())
        if tag is None:
            return "<br>", end + 1  # a component, which is read where it stands
        inner = "".join(self._children(tag.end(), depth - 1))
        return f"<{tag[1]}>{inner}</{tag[1]}>", end + 1

    def _children(self, position: int, depth: int) -> Iterator[str]:
        comma = _COMMA.match(self._script, position)
        if comma is None:
            return
        given = _OBJECT.match(self._script, comma.end())
        if given is not None:
            position = self._names.closing.get(given.end() - 1, -2) + 1
        else:
            position = (self._gap(comma.end()) or ("", -1))[1]
        for _ in range(_MOST_CHILDREN):
            comma = _COMMA.match(self._script, position) if position >= 0 else None
            if comma is None:
                return
            begin = comma.end()
            if opened := _OPENED.match(self._script, begin):
                begin = opened.end()
            text, position = self.value(begin, depth)
            yield text
