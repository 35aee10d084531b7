"""What the names of a page's scripts stand for: objects and lists that stand in the page, members
set later (window.__STATE__.shop = {…}), other names for them (var s = state.shop,
const {company} = state.shop) and parameters of a function that is called at once,
(function (u) {…})(state.subject).

A name is what the innermost function around it makes of it. Parameters of any other function, and
what is computed, are known to nobody, and hide what bears the same name outside.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pages.effort import Effort
from pages.object_literals import LONGEST, literal_at
from pages.script_data import MAX_SCRIPT, parse_json, unescape
from pages.script_objects import JSON_BY_ID

_MOST = 3_000
"""Names and functions of a script."""
_MOST_LITERALS = 60
_MOST_OTHERS = 20
"""Scripts before that are asked for a name."""
_NAME = r"[A-Za-z_$][\w$]{0,60}+"
PATH = (
    rf"{_NAME}"
    r"(?:\??\.[A-Za-z_$\u3400-\u9fff][\w$]{0,60}+|\[[\"'][^\"'\]]{1,60}+[\"']\]|\[\d{1,4}+\])*+"
)
_KEYS = re.compile(r"[\w$\u3400-\u9fff-]+")
_TOKEN = re.compile(
    r"\"(?:[^\"\\\n]++|\\.)*+(?:\"|(?=\n)|\Z)|'(?:[^'\\\n]++|\\.)*+(?:'|(?=\n)|\Z)"
    r"|(?<!:)//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|\\.|=>|[`(){}\[\]]",
    re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]++|\\.|\$(?!\{))*+(`|\$\{|\Z)", re.DOTALL)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_SET = re.compile(
    rf"(?<![\w$.])(?:(?:window|self|globalThis)\.)?({PATH})\s{{0,5}}+=(?![=>])\s{{0,9}}+"
)
_ALIAS = re.compile(rf"({PATH})(?=\s{{0,9}}+(?:[;,)}}\n]|\|\||\Z))")
_WRAPPED = re.compile(
    r"(?:Object\.freeze|(?:Vue\.)?(?:reactive|shallowReactive|observable|ref))\(\s*+"
)
_PARSED = re.compile(r"JSON\.parse\(\s{0,5}+(\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+')")
_BY_ID = re.compile(JSON_BY_ID)
_TAKEN_APART = re.compile(
    rf"\b(?:var|let|const)\s{{1,5}}+\{{([^{{}}=]{{1,400}}+)\}}\s{{0,5}}+=\s{{0,5}}+({PATH})"
    r"(?=\s{0,9}+(?:[;,\n]|\Z))"
)
_PART = re.compile(rf"({_NAME})(?:\s{{0,5}}+:\s{{0,5}}+({_NAME}))?")
_FUNCTION = re.compile(
    rf"\bfunction\b\s{{0,5}}+(?:{_NAME})?\s{{0,5}}+\(([^()]{{0,200}}+)\)\s{{0,5}}+(?=\{{)"
)
_ARROW = re.compile(rf"(?:\(([^()]{{0,200}}+)\)|({_NAME}))\s{{0,3}}+=>\s{{0,9}}+")
_IN_LOOP = re.compile(rf"\b(?:var|let|const)\s{{1,5}}+({_NAME})\s{{1,5}}+(?:of|in)\b")
_CALLED = re.compile(r"\s{0,5}+\)?\s{0,5}+(?:\.call\(\s{0,5}+this\s{0,5}+,|\()")
_ARGUMENT = re.compile(rf"\s{{0,5}}+({PATH})\s{{0,5}}+([,)])")
_TEXT = re.compile(r"[\"'`]|unescape|decodeURI|atob")
_QUOTED = re.compile(
    r"(?:\"((?:[^\"\\\n]++|\\.)*+)\"|'((?:[^'\\\n]++|\\.)*+)')(?=\s{0,9}+(?:[;,)}\n]|\Z))"
)
_JOINED = re.compile(r"\s{0,9}+\.join\(")

UNKNOWN = object()
"""What nobody but the browser can tell."""


@dataclass(frozen=True, slots=True)
class Text:
    """A name for a text: where the expression stands that says it."""

    script: "ScriptNames"
    position: int


@dataclass(slots=True)
class _Meaning:
    """What a name stands for from `position` on, within `begin` to `end`."""

    position: int
    begin: int
    end: int
    value: Any


class ScriptNames:
    """The names of one script, and of those `earlier` on its page. Nothing is read before it is
    asked for."""

    def __init__(
        self,
        script: str,
        by_id: Mapping[str, Any] | None = None,
        earlier: Sequence["ScriptNames"] = (),
        this: Mapping[str, str] | None = None,
    ) -> None:
        self.script = script[:MAX_SCRIPT]
        self._by_id = by_id or {}
        self._earlier = earlier
        self.effort: Effort = earlier[0].effort if earlier else Effort()
        """One for all scripts of a page."""
        self._this = dict(this) if this else UNKNOWN
        self._closing: dict[int, int] | None = None
        self._arrows: dict[int, int] = {}
        """Where what an arrow stands in is closed, by where the arrow stands."""
        self._texts: list[tuple[int, int]] = []
        self._begins: list[int] = []
        self._functions: list[tuple[int, int, int]] = []
        """(begin, end, index of the function around or -1), by their begin."""
        self._meanings: dict[str, list[_Meaning]] | None = None
        self._literals, self._left = _MOST_LITERALS, 2 * MAX_SCRIPT
        """Literals, and code points of them, that are still read."""

    @property
    def closing(self) -> dict[int, int]:
        """Where brackets, templates and holes of templates are closed, by where they open."""
        if self._closing is None:
            self._closing = {}
            self._scan(self._closing)
        return self._closing

    def value(self, path: str, position: int) -> Any:
        """What a path such as shop.licence.uscc or list[0] is at `position`, or UNKNOWN."""
        name, *keys = _KEYS.findall(path)
        if name in ("window", "self", "globalThis") and keys:
            name, *keys = keys
        found = self._this if name == "this" else self.meaning(name, position)
        for key in keys:
            if isinstance(found, dict):
                found = found.get(key, UNKNOWN)
            elif isinstance(found, list) and key.isdecimal() and int(key) < len(found):
                found = found[int(key)]
            else:
                return UNKNOWN
        return found

    def meaning(self, name: str, position: int) -> Any:
        """What a name stands for at `position`: a value, a Text, or UNKNOWN."""
        if name in self.script and (one := self.meant(name, position)) is not None:
            return one.value
        for script in islice(reversed(self._earlier), _MOST_OTHERS):
            if name in script.script:
                found = script.meaning_outside(name)
                if found is not None:
                    return found.value
        return UNKNOWN

    def meaning_outside(self, name: str) -> _Meaning | None:
        """What a name stands for outside all functions of this script."""
        known = self.meanings().get(name, ())
        if not self.effort.allows(len(known)):
            return None
        return next((one for one in reversed(known) if one.begin < 0), None)

    def meant(self, name: str, position: int) -> _Meaning | None:
        """The meaning that holds at `position`: of the innermost function, the last before it."""
        best: _Meaning | None = None
        known = self.meanings().get(name, ())
        if not self.effort.allows(len(known)):
            return None
        for one in known:
            if not one.begin <= position < one.end:
                continue
            if (
                best is None
                or one.begin > best.begin
                or (
                    one.begin == best.begin
                    and (one.position < position or best.position >= position > one.position)
                )
            ):
                best = one
        return best

    def in_text(self, position: int) -> bool:
        """Whether a place lies within a string, a template's text or a comment."""
        at = bisect_right(self._texts, (position, MAX_SCRIPT + 1)) - 1
        return at >= 0 and self._texts[at][0] < position < self._texts[at][1]

    def around(self, position: int) -> tuple[int, int]:
        """The body of the innermost function around a place: (-1, the script's end) for none."""
        at = bisect_right(self._begins, position) - 1
        while at >= 0 and self._functions[at][1] <= position:
            at = self._functions[at][2]
        return self._functions[at][:2] if at >= 0 else (-1, len(self.script))

    def _scan(self, closing: dict[int, int]) -> None:
        script, at = self.script, 0
        opened: list[tuple[str, int]] = []
        arrows: list[tuple[int, int]] = []
        while True:
            if opened and opened[-1][0] == "`":
                match = _TEMPLATE.match(script, at)
                if match is None:
                    break
                self._texts.append((at - 1, match.end()))
                at = match.end()
                if match[1] == "`":
                    closing[opened.pop()[1]] = at - 1
                elif match[1]:
                    opened.append(("{", at - 1))
                else:
                    break
                continue
            token = _TOKEN.search(script, at)
            if token is None:
                break
            mark, at = token[0], token.end()
            if mark == "=>":
                arrows.append((token.start(), opened[-1][1] if opened else -1))
            elif mark in ("(", "[", "{", "`"):
                opened.append((mark, token.start()))
            elif mark in _PAIRS:
                if not opened or opened[-1][0] != _PAIRS[mark]:
                    break  # what stands behind is not understood
                closing[opened.pop()[1]] = token.start()
            elif mark[0] != "\\":
                self._texts.append((token.start(), at))
        self._arrows = {at: closing.get(opens, len(script)) for at, opens in arrows}

    def meanings(self) -> dict[str, list[_Meaning]]:
        """Everything that the names of the script stand for."""
        if self._meanings is None:
            self._meanings = {}
            self._find()
        return self._meanings

    def _find(self) -> None:
        """Names and functions in the order in which they stand."""
        script, closing = self.script, self.closing
        bodies = list(self._bodies(closing))
        self._nest(sorted({(begin, end) for begin, end, *_ in bodies}))
        events: list[tuple[int, Any]] = [(body[0], body) for body in bodies]
        for pattern in (_SET, _TAKEN_APART, _IN_LOOP):
            found = islice(pattern.finditer(script), _MOST)
            events += [(match.start(), match) for match in found]
        events.sort(key=lambda event: event[0])
        past = -1
        for place, event in events:
            if place < past or self.in_text(place):
                continue
            if isinstance(event, tuple):
                self._add_parameters(*event)
            elif event.re is _SET:
                past = self._add(event)
            elif event.re is _TAKEN_APART:
                self._add_parts(event)
            else:
                self._mean(event[1], event.end(), UNKNOWN)

    def _bodies(self, closing: Mapping[int, int]) -> Iterator[tuple[int, int, str, list[str]]]:
        """(begin, end, parameters, arguments where it is called at once) of functions."""
        script = self.script
        for match in islice(_FUNCTION.finditer(script), _MOST):
            begin = match.end()
            if begin in closing:
                yield begin, closing[begin], match[1], self._called(match.start(), closing[begin])
        for match in islice(_ARROW.finditer(script), _MOST):
            begin, told = match.end(), match[1] or match[2] or ""
            if script[begin : begin + 1] == "{" and begin in closing:
                end = closing[begin]
                yield begin, end, told, self._called(match.start(), end)
            elif (end := self._arrows.get(script.rfind("=>", match.start(), begin), -1)) >= 0:
                yield begin, end, told, []

    def _called(self, start: int, end: int) -> list[str]:
        """The arguments of a function from `start` to `end` that is called where it stands."""
        before = self.script[max(start - 20, 0) : start].rstrip()
        if before[-1:] not in ("(", "!", "+", ";", "") or re.search(r"[\w$)\]]\s*\($", before):
            return []
        called = _CALLED.match(self.script, end + 1)
        position, told = called.end() if called else -1, []
        while position >= 0 and (argument := _ARGUMENT.match(self.script, position)):
            told.append(argument[1])
            position = argument.end() if argument[2] == "," else -1
        return told

    def _nest(self, bodies: list[tuple[int, int]]) -> None:
        opened: list[int] = []
        for at, (begin, end) in enumerate(bodies):
            while opened and self._functions[opened[-1]][1] <= begin:
                opened.pop()
            self._functions.append((begin, end, opened[-1] if opened else -1))
            opened.append(at)
        self._begins = [begin for begin, _, _ in self._functions]

    def _add_parameters(self, begin: int, end: int, told: str, arguments: list[str]) -> None:
        names = re.findall(r"[A-Za-z_$][\w$]{0,60}+", told)
        plain = "{" not in told and "=" not in told
        for at, name in enumerate(names[:20]):
            given = plain and at < len(arguments)
            value = self.value(arguments[at], begin - 1) if given else UNKNOWN
            self._mean(name, begin, value, (begin, end))

    def _add_parts(self, match: re.Match[str]) -> None:
        """const {company, creditCode: code} = state.shop"""
        whole = self.value(match[2], match.start())
        for part in _PART.finditer(match[1]):
            told = whole.get(part[1], UNKNOWN) if isinstance(whole, dict) else UNKNOWN
            self._mean(part[2] or part[1], match.end(), told)

    def _add(self, match: re.Match[str]) -> int:
        """What is set at a match of _SET; where the literal ends that is read."""
        value, end = self._told(match.end(), match.start())
        name, *keys = _KEYS.findall(match[1])
        if name in ("window", "self", "globalThis") and keys:
            name, *keys = keys
        if not keys:
            self._mean(name, match.start(), value)
            return end
        whole = self.value(".".join((name, *keys[:-1])), match.start())
        if isinstance(whole, dict):
            if value is UNKNOWN or isinstance(value, Text):
                value = self._quoted(match.end()) if isinstance(value, Text) else None
            whole[keys[-1]] = value
        return end

    def _quoted(self, position: int) -> str | None:
        """The string at `position`, where nothing is joined to it."""
        match = _QUOTED.match(self.script, position)
        return unescape(match[1] or match[2]) if match else None

    def _told(self, position: int, start: int) -> tuple[Any, int]:
        """(the value of the expression at `position`, where its literal ends)."""
        script = self.script
        if wrapped := _WRAPPED.match(script, position):
            position = wrapped.end()
        if script[position : position + 1] in ("{", "["):
            if self._literals <= 0 or self._left <= 0:
                return UNKNOWN, -1
            self._literals -= 1
            found = literal_at(script, position)
            if found is None:
                self._left -= LONGEST
                return UNKNOWN, -1
            self._left -= found[1] - position
            joined = _JOINED.match(script, found[1])
            return (Text(self, position), -1) if joined else found
        if _TEXT.match(script, position):
            return Text(self, position), -1
        if parsed := _PARSED.match(script, position):
            value = parse_json(unescape(parsed[1][1:-1]))
            return (UNKNOWN if value is None else value), parsed.end()
        if named := _BY_ID.match(script, position):
            return self._by_id.get(named[1], UNKNOWN), -1
        if alias := _ALIAS.match(script, position):
            return self.value(alias[1], start), -1
        return UNKNOWN, -1

    def _mean(
        self, name: str, position: int, value: Any, body: tuple[int, int] | None = None
    ) -> None:
        assert self._meanings is not None
        begin, end = body or self.around(position)
        self._meanings.setdefault(name, []).append(_Meaning(position, begin, end, value))
