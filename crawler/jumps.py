"""Jumps 页面跳转: pages that hold nothing but the order to go elsewhere.

A meta refresh, or a script that sets the address at once. Treated as a redirect:
the hop is recorded, and the page it names is the page asked for.
"""

import re

from crawler.addresses import canonical, resolve
from crawler.outline import Element, Outline, outline
from pages.decode import decode

SMALL = 6_000
"""Bytes up to which a page can be a jump and nothing else."""
FEW_WORDS = 80
"""Characters of visible text that a jump may show ("please wait", a link)."""
LONGEST_DELAY = 5.0

_REFRESH = re.compile(
    r"^\s*(\d{0,6}(?:\.\d{0,3})?)\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)['\"]?\s*$", re.IGNORECASE
)
_GOES = re.compile(
    r"(?:^|[\s;{(])(?:(?:window|document|self|top|parent)\.)?location"
    r"(?:\.href\s*=|\s*=|\.(?:replace|assign)\s*\()\s*(['\"])([^'\"\s]{1,2000})\1\s*[);}]?"
)


def jump_of(body: bytes, url: str, content_type: str | None) -> str | None:
    """Where the page at `url` sends its visitor at once; None where it is a page of its own."""
    if not 0 < len(body) <= SMALL or b"<" not in body:
        return None
    decoded = decode(body, content_type)
    tree = outline(decoded.text, url, decoded.charset)
    if tree.root.weight - _title_weight(tree) > FEW_WORDS:
        return None
    named = _refresh(tree) or _script(tree)
    to = resolve(tree.base, named, decoded.charset) if named else None
    return None if to is None or canonical(to) == canonical(url) else to


def _title_weight(tree: Outline) -> int:
    return sum(element.weight for element in tree.elements() if element.tag == "title")


def _refresh(tree: Outline) -> str | None:
    for element in tree.elements():
        if element.tag == "meta" and element.attrs.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.match(element.attrs.get("content", ""))
            if match is not None and float(match[1] or 0) <= LONGEST_DELAY:
                return match[2]
    return None


def _script(tree: Outline) -> str | None:
    """The address that a script sets outside any function."""
    for element in tree.elements():
        if element.tag == "script" and not element.attrs.get("src"):
            match = _GOES.search(_code(element))
            if match is not None:
                return match[2]
    return None


def _code(script: Element) -> str:
    code = " ".join(part for part in script.content if isinstance(part, str))
    return "" if re.search(r"\bfunction\b|=>|document\.cookie", code) else code
