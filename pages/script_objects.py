"""Objects from which the scripts of a page fill what they write, and the attributes that a
component draws: var b = JSON.parse(document.getElementById("biz").textContent);
<x-footer uscc="…">.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pages.script_data import parse_json, unescape

_MOST = 50
_NAME = r"(?<![\w$])([A-Za-z_$][\w$]{0,60}+)\s{0,5}+=\s{0,5}+"
_BY_ID = re.compile(
    _NAME + r"JSON\.parse\(\s{0,5}+(?:document|window\.document)\.(?:getElementById|querySelector)"
    r"\(\s{0,5}+[\"']#?([\w-]{1,60}+)[\"']\s{0,5}+\)\.(?:textContent|innerText|innerHTML|text)\b"
)
_FLAT = re.compile(_NAME + r"(\{[^{}]{1,2000}+\})")
_PAIR = re.compile(
    r"[\"']?([A-Za-z_$\u3400-\u9fff][\w$-]{0,60}+)[\"']?\s{0,5}+:\s{0,5}+"
    r"(\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+')"
)
_CODE_IN_ATTRIBUTE = re.compile(r"=[\"']9[0-9A-HJ-NPQRTUWXY]{17}[\"']")
_COMPONENT = re.compile(r"<([a-z][a-z0-9]{0,30}+-[\w-]{1,40}+)\s([^<>]{20,2000}+)>")
_ATTRIBUTE = re.compile(r"([:\w-]{1,60}+)\s{0,3}+=\s{0,3}+(?:\"([^\"]{0,300}+)\"|'([^']{0,300}+)')")


def named_objects(script: str, by_id: Mapping[str, Any]) -> dict[str, Any]:
    """Objects by the names that `script` gives them: JSON of an element of the page (`by_id`), or
    a flat literal, of which the strings are kept."""
    named: dict[str, Any] = {}
    for match in islice(_BY_ID.finditer(script), _MOST):
        if match[2] in by_id:
            named.setdefault(match[1], by_id[match[2]])
    for match in islice(_FLAT.finditer(script), _MOST):
        value = parse_json(match[2])
        if value is None:
            value = {pair[1]: unescape(pair[2][1:-1]) for pair in _PAIR.finditer(match[2])}
        if value:
            named.setdefault(match[1], value)
    return named


def names_by_id(script: str, element: str) -> list[str]:
    """The variables in which `script` keeps the JSON of the page's element with that id."""
    found = islice(_BY_ID.finditer(script), _MOST)
    return [match[1] for match in found if match[2] == element]


def member(named: Mapping[str, Any], path: str) -> str | None:
    """The string at a path such as shop.licence.uscc or shop["uscc"], or None."""
    name, *keys = re.findall(r"[\w$\u3400-\u9fff-]+", path.removeprefix("window."))
    value = named.get(name)
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return str(value) if isinstance(value, (str, int)) else None


def components_with_code(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(tag, attributes) of custom elements of which an attribute is what looks like a code."""
    if not _CODE_IN_ATTRIBUTE.search(html):
        return
    for match in islice(_COMPONENT.finditer(html), 2_000):
        if _CODE_IN_ATTRIBUTE.search(match[2]):
            yield (
                match[1],
                {one[1]: one[2] or one[3] or "" for one in _ATTRIBUTE.finditer(match[2])},
            )
