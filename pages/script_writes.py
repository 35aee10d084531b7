"""What a script writes into the page: el.innerHTML = "…", document.write(unescape("%u9AD8…")).

A visitor reads it like any other text, whoever searches the page's source does not. Written text is
put together from literals, names that stand for literals, members of objects that the page
itself holds, attributes of a component, and the usual ways of disguise; what is
computed in any other way is left to the browser.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import unquote

from pages.script_data import MAX_SCRIPT, clean, unescape
from pages.script_objects import member, named_objects

_MOST_WRITTEN = 200
_MOST_NAMES = 2_000
_MOST_PARTS = 200
_DEPTH = 4
"""Names that stand for names, and calls within calls."""
_MOST_TEXT = 20_000

_SINK = re.compile(
    r"\.(?:innerText|textContent|(?:inner|outer)HTML|nodeValue)\s{0,5}+\+?=(?!=)"
    r"|\bdocument\.write(?:ln)?\s{0,5}+\("
    r"|\.insertAdjacent(?:HTML|Text)\(\s{0,5}+[\"'][a-z]{5,12}[\"']\s{0,5}+,"
    r"|\.(?:createTextNode|text|html|append|prepend|before|after)\s{0,5}+\("
)
_NAMED = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}+)\s{0,5}+=(?!=)"
    r"(?=\s{0,5}+(?:[\"'`\[]|unescape|decodeURI|atob))"
)
_LITERAL = re.compile(
    r"\s{0,9}+(?:\"((?:[^\"\\\n]++|\\.)*+)\"|'((?:[^'\\\n]++|\\.)*+)'|`((?:[^`\\]++|\\.)*+)`)",
    re.DOTALL,
)
_CALL = re.compile(r"\s{0,9}+(unescape|escape|decodeURI(?:Component)?|atob)\s{0,5}+\(")
_LIST = re.compile(r"\s{0,9}+\[")
_JOINED = re.compile(r"\s{0,9}+\]\s{0,9}+\.join\(\s{0,5}+(?:\"\"|''|``)\s{0,5}+\)")
_NAME = re.compile(r"\s{0,9}+([A-Za-z_$][\w$]{0,60}+)(?![\w$]|\s{0,5}+[(\[.])")
_PLUS = re.compile(r"\s{0,9}+\+(?!=)")
_COMMA = re.compile(r"\s{0,9}+,")
_CLOSED = re.compile(r"\s{0,9}+\)")
_PATH = (
    r"[A-Za-z_$][\w$]{0,60}+"
    r"(?:\.[A-Za-z_$\u3400-\u9fff][\w$]{0,60}+|\[[\"'][^\"'\]]{1,60}+[\"']\])++"
)
_MEMBER = re.compile(rf"\s{{0,9}}+({_PATH})(?!\s{{0,5}}+\()")
_OF_COMPONENT = re.compile(
    r"\s{0,9}+(?:this\.getAttribute|[A-Za-z_$][\w$]{0,60}+)\(\s{0,5}+[\"']([\w-]{1,60}+)[\"']\s{0,5}+\)"
)
_FILLED_BY = re.compile(rf"\$\{{\s{{0,5}}+({_PATH})\s{{0,5}}+\}}")
_FILLED = re.compile(r"\$\{[^}]{0,200}\}")
_UNITS = re.compile(r"%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})")
_HAN = re.compile(r"[\u3400-\u9fff]")


def writes(script: str) -> bool:
    """Whether a script writes something into the page."""
    return _SINK.search(script[:MAX_SCRIPT]) is not None


def written_by(
    script: str, by_id: Mapping[str, Any] | None = None, drawn: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Texts, or HTML, with a Han character that `script` writes into the page, in its order.

    `by_id`: JSON that elements of the page hold; `drawn`: the attributes of the component that the
    script defines.
    """
    script = script[:MAX_SCRIPT]
    if _SINK.search(script) is None:
        return
    reader = _Expressions(script, by_id or {}, drawn or {})
    for sink in islice(_SINK.finditer(script), _MOST_WRITTEN):
        text, _ = reader.value(sink.end())
        if _HAN.search(text):
            yield clean(text[:_MOST_TEXT])


class _Expressions:
    """The strings that expressions of one script stand for."""

    def __init__(self, script: str, by_id: Mapping[str, Any], drawn: Mapping[str, str]) -> None:
        self._script = script
        self._by_id = by_id
        self._drawn = drawn
        self._objects: dict[str, Any] | None = None
        self._places: dict[str, int] | None = None

    def value(self, position: int, depth: int = _DEPTH) -> tuple[str, int]:
        """(the text of "a" + name + …, where it ends) of the expression at `position`; what cannot
        be told ends it."""
        parts: list[str] = []
        for _ in range(_MOST_PARTS):
            found = self._operand(position, depth)
            if found is None:
                break
            text, position = found
            parts.append(text)
            plus = _PLUS.match(self._script, position)
            if plus is None:
                break
            position = plus.end()
        return "".join(parts), position

    def _operand(self, position: int, depth: int) -> tuple[str, int] | None:
        script = self._script
        if literal := _LITERAL.match(script, position):
            quoted = literal[1] or literal[2]
            text = unescape(quoted) if quoted else self._filled(unescape(literal[3] or ""))
            return text, literal.end()
        if depth == 0:
            return None
        if self._drawn and (asked := _OF_COMPONENT.match(script, position)):
            value = self._drawn.get(asked[1])
            return None if value is None else (value, asked.end())
        if path := _MEMBER.match(script, position):
            told = member(self._known(), path[1])
            return None if told is None else (told, path.end())
        if call := _CALL.match(script, position):
            text, end = self.value(call.end(), depth - 1)
            closed = _CLOSED.match(script, end)
            return (_decoded(call[1], text), closed.end()) if closed else None
        if opened := _LIST.match(script, position):
            return self._joined(opened.end(), depth)
        if name := _NAME.match(script, position):
            place = self._named().get(name[1])
            return None if place is None else (self.value(place, depth - 1)[0], name.end())
        return None

    def _filled(self, template: str) -> str:
        """`a ${b.c} d` with what the page's own objects have for it."""
        if "${" not in template:
            return template
        known = self._known()
        told = _FILLED_BY.sub(lambda place: member(known, place[1]) or "", template)
        return _FILLED.sub("", told)

    def _known(self) -> dict[str, Any]:
        if self._objects is None:
            self._objects = named_objects(self._script, self._by_id)
            if self._drawn:
                self._objects["this"] = dict(self._drawn)
        return self._objects

    def _joined(self, position: int, depth: int) -> tuple[str, int] | None:
        """["高", "仿"].join("")"""
        parts: list[str] = []
        for _ in range(_MOST_PARTS):
            text, position = self.value(position, depth - 1)
            parts.append(text)
            comma = _COMMA.match(self._script, position)
            if comma is None:
                break
            position = comma.end()
        joined = _JOINED.match(self._script, position)
        return ("".join(parts), joined.end()) if joined else None

    def _named(self) -> dict[str, int]:
        """Where the first text of every name stands."""
        if self._places is None:
            self._places = {}
            for match in islice(_NAMED.finditer(self._script), _MOST_NAMES):
                self._places.setdefault(match[1], match.end())
        return self._places


def _decoded(call: str, text: str) -> str:
    """What a function of JavaScript makes of `text`."""
    if call == "atob":
        try:
            return base64.b64decode(text, validate=True).decode("utf-8", "replace")
        except (ValueError, binascii.Error):
            return ""
    if call == "escape":  # decodeURIComponent(escape(atob(…))): the bytes are UTF-8 already
        return text
    if call == "unescape":
        return _UNITS.sub(lambda unit: chr(int(unit[1] or unit[2], 16)), text)
    return unquote(text)
