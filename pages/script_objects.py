"""Objects from which the scripts of a page fill what they write, and the attributes that a
component draws: var b = JSON.parse(document.getElementById("biz").textContent);
<x-footer uscc="…">.
"""

import re
from collections.abc import Iterator
from itertools import islice

_MOST = 50
_NAME = r"(?<![\w$])([A-Za-z_$][\w$]{0,60}+)\s{0,5}+=\s{0,5}+"
JSON_BY_ID = (
    r"JSON\.parse\(\s{0,5}+(?:window\.)?document\.(?:getElementById|querySelector)"
    r"\(\s{0,5}+[\"']#?([\w-]{1,60}+)[\"']\s{0,5}+\)\.(?:textContent|innerText|innerHTML|text)\b"
)
"""A pattern with one group, the element's id."""
_BY_ID = re.compile(_NAME + JSON_BY_ID)
_CODE_IN_ATTRIBUTE = re.compile(r"=[\"']9[0-9A-HJ-NPQRTUWXY]{17}[\"']")
_COMPONENT = re.compile(r"<([a-z][a-z0-9]{0,30}+-[\w-]{1,40}+)\s([^<>]{20,2000}+)>")
_ATTRIBUTE = re.compile(r"([:\w-]{1,60}+)\s{0,3}+=\s{0,3}+(?:\"([^\"]{0,300}+)\"|'([^']{0,300}+)')")


def names_by_id(script: str, element: str) -> list[str]:
    """The variables in which `script` keeps the JSON of the page's element with that id."""
    found = islice(_BY_ID.finditer(script), _MOST)
    return [match[1] for match in found if match[2] == element]


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
