"""What a script writes into the page: el.innerHTML = "…", document.write(unescape("%u9AD8…")).

A visitor reads it like any other text, whoever searches the page's source does not. Written text is
put together from literals, names that stand for literals, members of objects that the page
itself holds, attributes of a component, and the usual ways of disguise; what is
computed in any other way is left to the browser.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import unquote

from pages.script_data import MAX_SCRIPT, clean, unescape
from pages.script_names import PATH, UNKNOWN, ScriptNames, Text

_MOST_WRITTEN = 200
_MOST_PARTS = 200
_OPERAND = 20
"""Looks at a name's meaning (pages.effort) that cost as much as an operand."""
_DEPTH = 4
"""Names that stand for names, and calls within calls."""
_MOST_LINKS = 10
_MOST_TEXT = 20_000
GAP = "\ue0ff"
"""Where something stands that only the browser can tell."""

_SINK = re.compile(
    r"\.(?:innerText|textContent|(?:inner|outer)HTML|nodeValue)\s{0,5}+\+?=(?!=)"
    r"|\bdocument\.write(?:ln)?\s{0,5}+\("
    r"|\.insertAdjacent(?:HTML|Text)\(\s{0,5}+[\"'][a-z]{5,12}[\"']\s{0,5}+,"
    r"|\.(?:createTextNode|text|html|append|prepend|before|after)\s{0,5}+\("
)
_LITERAL = re.compile(
    r"\s{0,9}+(?:\"((?:[^\"\\\n]++|\\.)*+)\"|'((?:[^'\\\n]++|\\.)*+)'"
    r"|`((?:[^`\\$]++|\\.|\$(?!\{))*+)`)",
    re.DOTALL,
)
_TEMPLATE = re.compile(r"\s{0,9}+`")
_PIECE = re.compile(r"(?:[^`\\$]++|\\.|\$(?!\{))*+", re.DOTALL)
_CALL = re.compile(r"\s{0,9}+(unescape|escape|decodeURI(?:Component)?|atob)\s{0,5}+\(")
_LIST = re.compile(r"\s{0,9}+\[")
_GROUP = re.compile(r"\s{0,9}+\(")
_ASKED = re.compile(rf"\s{{0,9}}+(!?)({PATH})\s{{0,9}}+(\?(?![.?])|&&)")
_OTHERWISE = re.compile(r"\s{0,9}+:")
_INSTEAD = re.compile(r"\s{0,9}+(?:\|\||\?\?)")
_JOINED = re.compile(r"\s{0,9}+\]\s{0,9}+\.join\(\s{0,5}+(?:\"\"|''|``)\s{0,5}+\)")
_PLUS = re.compile(r"\s{0,9}+\+(?!=)")
_COMMA = re.compile(r"\s{0,9}+,")
_CLOSED = re.compile(r"\s{0,9}+\)")
_MEMBER = re.compile(rf"\s{{0,9}}+({PATH})(?![\w$]|\s{{0,5}}+(?:[(\[]|\??\.))")
_ATOM = re.compile(r"\s{0,9}+(?=[\w$!(\[])")
_LINK_OF_ATOM = re.compile(r"\??\.?[\w$]{1,200}+|!(?!=)|\??\.(?=[\[(])")
_OF_COMPONENT = re.compile(
    r"\s{0,9}+(?:this\.getAttribute|[A-Za-z_$][\w$]{0,60}+)\(\s{0,5}+[\"']([\w-]{1,60}+)[\"']\s{0,5}+\)"
)
_OFFICIAL = re.compile(
    r"<a\s[^<>]{0,300}?\bhref\s{0,3}=\s{0,3}[\"']?(https?://[\w.-]{0,60}gsxt\.gov\.cn[^\s\"'<>]{0,2000})[^<>]{0,300}>"
    r"(.{0,400}?)</a>",
    re.DOTALL,
)
_UNITS = re.compile(r"%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})")
_UNI_VIEW = re.compile(r"(</?)uni-view\b")
"""What uni-app's own style sheet makes blocks."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_TAG = re.compile(r"(<[a-zA-Z/!][^<>]{0,2000}+>|\n)")


def writes(script: str) -> bool:
    """Whether a script writes something into the page."""
    return _SINK.search(script[:MAX_SCRIPT]) is not None


def written_by(
    script: str,
    by_id: Mapping[str, Any] | None = None,
    drawn: Mapping[str, str] | None = None,
    names: ScriptNames | None = None,
) -> Iterator[str]:
    """Texts, or HTML, with a Han character that `script` writes into the page, in its order.

    `by_id`: JSON that elements of the page hold; `drawn`: the attributes of the component that the
    script defines; `names`: those of the script, where it knows the scripts before it.
    """
    script = script[:MAX_SCRIPT]
    if _SINK.search(script) is None:
        return
    reader = Expressions(names or ScriptNames(script, by_id, this=drawn), drawn or {})
    for sink in islice(_SINK.finditer(script), _MOST_WRITTEN):
        text, _ = reader.value(sink.end())
        text = without_gaps(text[:_MOST_TEXT])
        if _HAN.search(text):
            yield clean(_UNI_VIEW.sub(r"\1div", text))


def official_links(written: str) -> Iterator[tuple[str, str]]:
    """(address, words) of links to the official licence display in HTML that a script writes."""
    if "gsxt.gov.cn" not in written:
        return
    for link in islice(_OFFICIAL.finditer(written), _MOST_LINKS):
        words = " ".join(_TAG.sub(" ", link[2]).split())
        yield html.unescape(link[1]), words


def without_gaps(text: str) -> str:
    """Text or HTML without what stands beside a gap: an unknown name may be another's than the
    shop's. What leads to the first is known whole."""
    if GAP not in text:
        return text
    first = True
    parts = _TAG.split(text)
    for at, part in enumerate(parts):
        if GAP not in part:
            continue
        tag = at % 2 == 1
        parts[at] = part.replace(GAP, "") if tag else part[: part.find(GAP)] if first else ""
        first &= tag
    return "".join(parts)


class Expressions:
    """The strings that expressions of one script stand for."""

    def __init__(self, names: ScriptNames, drawn: Mapping[str, str]) -> None:
        self._script = names.script
        self._names = names
        self._drawn = drawn
        self._added: dict[str, list[int]] = {}

    def value(self, position: int, depth: int = _DEPTH) -> tuple[str, int]:
        """(the text of "a" + name + …, where it ends) of the expression at `position`; what
        cannot be told is a gap, or ends it."""
        parts: list[str] = []
        for _ in range(_MOST_PARTS):
            found = self._operand(position, depth) or self._gap(position)
            if found is None:
                break
            text, position = found
            if instead := _INSTEAD.match(self._script, position):
                other = self._operand(instead.end(), depth) or self._gap(instead.end())
                if other is None:
                    break
                position = other[1]
                text = other[0] if text in ("", GAP) and other[0] else text
            parts.append(text)
            plus = _PLUS.match(self._script, position)
            if plus is None:
                break
            position = plus.end()
        return "".join(parts), position

    def _operand(self, position: int, depth: int) -> tuple[str, int] | None:
        script = self._script
        if not self._names.effort.allows(_OPERAND):
            return None
        if literal := _LITERAL.match(script, position):
            return unescape(literal[1] or literal[2] or literal[3] or ""), literal.end()
        if depth == 0:
            return None
        if template := _TEMPLATE.match(script, position):
            return self._filled(template.end() - 1, depth)
        if self._drawn and (asked := _OF_COMPONENT.match(script, position)):
            value = self._drawn.get(asked[1])
            return None if value is None else (value, asked.end())
        if call := _CALL.match(script, position):
            text, end = self.value(call.end(), depth - 1)
            closed = _CLOSED.match(script, end)
            return (_decoded(call[1], text), closed.end()) if closed else None
        if opened := _LIST.match(script, position):
            return self._joined(opened.end(), depth)
        if group := _GROUP.match(script, position):
            return self._grouped(group.end() - 1, depth)
        if path := _MEMBER.match(script, position):
            told = self._named(path[1], path.start(1), depth)
            return None if told is None else (told, path.end())
        return None

    def _gap(self, position: int) -> tuple[str, int] | None:
        """Where the operand at `position` ends that cannot be told; None where that is as little
        known."""
        begun = _ATOM.match(self._script, position)
        if begun is None or self._names.effort.left <= 0:
            return None
        position = begun.end()
        for _ in range(50):
            if link := _LINK_OF_ATOM.match(self._script, position):
                position = link.end()
            elif self._script[position : position + 1] in ("(", "[", "{"):
                closed = self._names.closing.get(position)
                if closed is None:
                    return None
                position = closed + 1
            else:
                break
        return GAP, position

    def _named(self, path: str, position: int, depth: int) -> str | None:
        """What a name or a member is where it stands."""
        found = self._names.value(path, position)
        if isinstance(found, Text):
            if found.script is self._names:
                return self._with_added(path, found.position, position, depth)
            return Expressions(found.script, {}).value(found.position, depth - 1)[0]
        return str(found) if isinstance(found, (str, int)) and found is not True else None

    def _with_added(self, name: str, set_at: int, position: int, depth: int) -> str:
        """The text of a name, and what was added to it (h += "…") between there and here."""
        text = self.value(set_at, depth - 1)[0]
        if name not in self._added:
            adds = re.compile(rf"(?<![\w$.]){re.escape(name)}\s{{0,5}}+\+=")
            found = islice(adds.finditer(self._script), _MOST_PARTS)
            self._added[name] = [match.end() for match in found]
        for place in self._added[name]:
            if not set_at < place < position or len(text) > _MOST_TEXT:
                continue
            same = self._names.value(name, place)
            if isinstance(same, Text) and same.position == set_at:
                text += self.value(place, depth - 1)[0]
        return text

    def _filled(self, position: int, depth: int) -> tuple[str, int] | None:
        """`a ${b.c} d` with what the page's own objects have for it."""
        script, end = self._script, self._names.closing.get(position)
        if end is None:
            return None
        parts: list[str] = []
        position += 1
        for _ in range(_MOST_PARTS):
            piece = _PIECE.match(script, position)
            if piece is None or piece.end() >= end:
                parts.append(unescape(script[position:end]))
                return "".join(parts), end + 1
            parts.append(unescape(piece[0]))
            hole = piece.end() + 1
            closed = self._names.closing.get(hole)
            if closed is None:
                return None
            text, at = self._asked(hole + 1, depth - 1) or self.value(hole + 1, depth - 1)
            if script[at:closed].isspace() or at == closed:
                parts.append(without_gaps(text))
            position = closed + 1
        return "".join(parts), end + 1

    def _grouped(self, position: int, depth: int) -> tuple[str, int] | None:
        """("a" + b), (shop.code ? "代码：" + shop.code : "")"""
        closed = self._names.closing.get(position)
        if closed is None:
            return None
        text, end = self._asked(position + 1, depth - 1) or self.value(position + 1, depth - 1)
        between = self._script[end:closed]
        return (text, closed + 1) if not between or between.isspace() else None

    def _asked(self, position: int, depth: int) -> tuple[str, int] | None:
        """(the text, where it ends) of `a ? b : c` and `a && b`; None where it is none of them,
        or nobody knows which."""
        asked = _ASKED.match(self._script, position)
        if asked is None:
            return None
        told = self._names.value(asked[2], asked.start(2))
        if told is UNKNOWN or isinstance(told, Text):
            return None
        holds = bool(told) != (asked[1] == "!")
        text, end = self.value(asked.end(), depth)
        if asked[3] == "&&":
            return (text if holds else ""), end
        otherwise = _OTHERWISE.match(self._script, end)
        if otherwise is None:
            return None
        other, end = self.value(otherwise.end(), depth)
        return (text if holds else other), end

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
