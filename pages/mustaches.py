"""Holes of a template that the page's own script fills: {{ shop.company }} where new Vue({el:
'#app', data: {shop: {…}}}) stands in an inline script (Vue 2 and 3).

A hole stays as it is where its data are computed, empty or set again, where it stands within a
loop, and where a condition of which nothing is known may leave it out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pages.object_literals import literal_at
from pages.page import Page
from pages.script_names import PATH, UNKNOWN, ScriptNames, Text
from pages.script_writes import GAP, Expressions

_MOST_APPS = 5
_MOST_KEYS = 200
_MOST_HOLES = 500
_MOST_CONDITIONS = 300
_APP = re.compile(r"(?:\bnew\s{1,5}+Vue|\bcreateApp)\s{0,5}+\(\s{0,9}+(?=\{)")
_MOUNTED = re.compile(r"(?:\bel\s{0,5}:|mount\()\s{0,5}[\"']([#.]?[\w-]{1,60})[\"']")
_DATA = re.compile(
    r"(?<![\w$.])data\s{0,5}+(?::\s{0,9}+(?:function\s{0,5}+\(\s{0,5}+\)\s{0,5}+\{\s{0,9}+return\s{0,9}+"
    r"|\(\s{0,5}+\)\s{0,5}+=>\s{0,5}+(?:\(\s{0,9}+|\{\s{0,9}+return\s{0,9}+))?"
    r"|\(\s{0,5}+\)\s{0,5}+\{\s{0,9}+return\s{0,9}+)(?=\{)"
)
_SETUP = re.compile(
    r"(?<![\w$.])setup\s{0,5}+(?::\s{0,5}+function\s{0,5}+)?\([^()]{0,80}+\)\s{0,5}+(?=\{)"
)
_RETURNED = re.compile(r"\breturn\s{0,9}+(?=\{)")
_KEY = re.compile(rf"[\s,]{{0,40}}+([A-Za-z_$][\w$]{{0,60}}+)(?:\s{{0,5}}+:\s{{0,9}}+({PATH})?)?")
_HOLE = re.compile(rf"\{{\{{\s{{0,9}}+({PATH})\s{{0,9}}+\}}\}}")
_SET = re.compile(r"\.([A-Za-z_$][\w$]{0,60}+)\s{0,5}+=(?!=)")
_CONDITION = re.compile(rf"\s{{0,5}}(!?)({PATH})\s{{0,5}}")
_PAST = re.compile(
    r"\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+'|[^\"',{}()\[\]`]++|.", re.DOTALL
)


def fill(page: Page, tree: LexborHTMLParser, scripts: Sequence[ScriptNames]) -> None:
    """Put what the page's own scripts say into the holes of the page's fields."""
    if not any("{{" in text for text in page.fields.values()):
        return
    told: dict[str, str] = {}
    twice: set[str] = set()
    for names in scripts:
        if "Vue" not in names.script and "createApp" not in names.script:
            continue
        for app in islice(_APP.finditer(names.script), _MOST_APPS):
            found = _holes(names, app.end(), tree)
            twice |= told.keys() & found.keys()
            told.update(found)
    for path in twice:
        del told[path]
    if told:
        for name, text in page.fields.items():
            if "{{" in text:
                page.fields[name] = _HOLE.sub(lambda hole: told.get(hole[1], hole[0]), text)


def _holes(names: ScriptNames, position: int, tree: LexborHTMLParser) -> dict[str, str]:
    """What the app whose options open at `position` says for the paths of its root's holes."""
    end = names.closing.get(position)
    if end is None:
        return {}
    mounted = _MOUNTED.search(names.script, position, end + 80)
    root = tree.css_first(mounted[1]) if mounted else None
    data = _data(names, position, end)
    if root is None or not data:
        return {}
    known = _Data(names, data)
    asked = _asked(root) - _unsure(root, known)
    return {path: text for path in asked if (text := known.text(path))}


def _asked(node: LexborNode) -> set[str]:
    holes = islice(_HOLE.finditer(node.text()[:400_000]), _MOST_HOLES)
    return {hole[1] for hole in holes}


def _unsure(root: LexborNode, known: "_Data") -> set[str]:
    """Paths in a loop, in what is left as it is, or under a condition that is not known to hold."""
    unsure: set[str] = set()
    for node in root.css("[v-for],[v-pre],[v-if],[v-show],[v-else],[v-else-if]")[:_MOST_CONDITIONS]:
        attributes = node.attributes
        if not attributes.keys() & {"v-for", "v-pre", "v-else", "v-else-if"}:
            conditions = [attributes[key] for key in ("v-if", "v-show") if key in attributes]
            if all(known.holds(condition or "") for condition in conditions):
                continue
        unsure |= _asked(node)
    return unsure


class _Data:
    """The data of an app."""

    def __init__(self, names: ScriptNames, data: dict[str, Any]) -> None:
        self._names = names
        self._data = data
        self._set = set(_SET.findall(names.script))

    def text(self, path: str) -> str:
        """What stands at a path, or "" where it may be another thing when it is drawn."""
        value = self._value(path)
        if isinstance(value, Text):
            value = Expressions(value.script, {}).value(value.position)[0]
        if isinstance(value, bool) or not isinstance(value, (str, int)) or self._set_again(path):
            return ""
        return " ".join(str(value).split()) if GAP not in str(value) else ""

    def holds(self, condition: str) -> bool:
        """Whether a condition such as shop.code or !shop.closed is known to hold."""
        match = _CONDITION.fullmatch(condition[:200])
        if match is None or self._set_again(match[2]):
            return False
        value = self._value(match[2])
        return value is not UNKNOWN and (bool(value) != (match[1] == "!"))

    def _value(self, path: str) -> Any:
        value: Any = self._data
        for key in re.findall(r"[\w$\u3400-\u9fff-]+", path):
            if isinstance(value, dict):
                value = value.get(key, UNKNOWN)
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                return UNKNOWN
        return value

    def _set_again(self, path: str) -> bool:
        """Whether the script sets a member of that name: this.shop = answer.data."""
        return not self._set.isdisjoint(re.findall(r"[A-Za-z_$][\w$]*", path))


def _data(names: ScriptNames, position: int, end: int) -> dict[str, Any]:
    """The data of the options of an app, of `data` or of what `setup` returns."""
    script = names.script
    if data := _DATA.search(script, position, end):
        return dict(_members(names, data.end()))
    setup = _SETUP.search(script, position, end)
    closed = names.closing.get(setup.end()) if setup else None
    if setup is None or closed is None:
        return {}
    returned = list(islice(_RETURNED.finditer(script, setup.end(), closed), 50))
    return dict(_members(names, returned[-1].end())) if returned else {}


def _members(names: ScriptNames, position: int) -> Iterator[tuple[str, Any]]:
    """The members of the literal at `position`, those too that are names: {cfg: window.CFG, a}."""
    found = literal_at(names.script, position)
    literal = found[0] if found and isinstance(found[0], dict) else {}
    end = names.closing.get(position)
    yield from literal.items()
    position += 1
    for _ in range(_MOST_KEYS if end is not None else 0):
        key = _KEY.match(names.script, position)
        if key is None:
            return
        if key[1] not in literal and key[0][-1:] != ":":
            yield key[1], names.value(key[2] or key[1], position)
        position = key.end()
        while (mark := names.script[position : position + 1]) not in (",", "}", ""):
            opened = names.closing.get(position)
            position = opened + 1 if opened is not None else _past(names.script, position)
        if mark != ",":
            return


def _past(script: str, position: int) -> int:
    match = _PAST.match(script, position)
    return match.end() if match else position + 1
