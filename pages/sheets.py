"""Rules of the page's own style sheets, one by one: selector, declarations, and whom they reach.

What is inside @media, @supports, @layer and the like is read as far as it applies to a screen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborNode

When = Literal["always", "some", "never"]
"""Whether a rule applies on every screen, on some (telephones, wide windows), or on none."""

MAX_SHEET = 300_000
_MAX_AT_RULES = 2_000
_MAX_NESTED = 4

_QUOTED = re.compile(
    r"[\"'/](?:(?<=/)\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)"
    r"|(?<=\")(?:[^\"\\\n]|\\.){0,500}\"|(?<=')(?:[^'\\\n]|\\.){0,500}')"
)
"""A comment or a string; what begins neither is left alone."""
_SIGNS = re.compile(r"[{};,@:/>+~]")
_BRACE = re.compile(r"[{}]")
_WIDTH = re.compile(r"\((min|max)-(?:device-)?width\s*:\s*(\d{1,6})(?:\.\d*)?(px|r?em)\s*\)")
_NO_SCREEN = re.compile(r"(?:only\s+)?(print|speech|aural|braille|tty|embossed|projection|tv)\b")
_NARROWEST, _WIDEST = 320, 2_560
"""Pixels: screens narrower and wider are nobody's."""


@dataclass(frozen=True, slots=True)
class SheetRule:
    """One rule: its selectors as written, its declarations, and on which screens it applies.
    `layered`: it stands in a @layer, and so gives way to all that does not."""

    selectors: str
    declarations: str
    when: When
    layered: bool = False


def applies(sheet: LexborNode) -> bool:
    """Whether a <style> has an effect on a screen: not one for the printer or of another language,
    nor one for browsers without scripts."""
    attributes = sheet.attributes
    language = (attributes.get("type") or "text/css").strip().lower()
    parent = sheet.parent
    silent = parent is not None and parent.tag == "noscript"
    if language != "text/css" or silent:
        return False
    return media_of(attributes.get("media") or "") != "never"


def media_of(queries: str) -> When:
    """On which screens one of some media queries, which commas part, holds."""
    queries = queries.strip().lower()
    if not queries:
        return "always"
    met = {_media(query.strip()) for query in queries[:1_000].split(",")}
    return "always" if "always" in met else "some" if "some" in met else "never"


def _media(query: str) -> When:
    if query.startswith("not"):
        rest = query[3:].strip()
        return (
            "always" if _NO_SCREEN.match(rest) else "never" if rest in ("all", "screen") else "some"
        )
    if _NO_SCREEN.match(query):
        return "never"
    rest = query
    for least, width, unit in _WIDTH.findall(query):
        pixels = int(width) * (1 if unit == "px" else 16)
        if pixels > _WIDEST if least == "min" else pixels < _NARROWEST:
            return "never"
        if pixels > _NARROWEST if least == "min" else pixels < _WIDEST:
            return "some"
    rest = _WIDTH.sub("", rest)
    words = re.sub(r"\b(?:only|screen|all|and)\b", "", rest)
    return "some" if words.strip() else "always"


def rules_in(css: str, media: str = "") -> Iterator[SheetRule]:
    """The rules of a sheet that apply on a screen, in order; nested ones (CSS Nesting) stand with
    the selectors around them."""
    css = css[:MAX_SHEET].replace("<!--", "").replace("-->", "")
    if '"' in css or "'" in css or "/*" in css:
        css = _QUOTED.sub(_plain, css)
    for text, when, layered in _parts(css, media_of(media)):
        around: list[str] = []
        for piece in text.split("}"):
            heads = piece.split("{")
            declarations = heads.pop()
            if len(heads) == 1 and not around:
                yield SheetRule(heads[0], declarations, when, layered)
                continue
            around += [head.rpartition(";")[2] for head in heads]
            if heads and len(around) <= _MAX_NESTED:
                yield SheetRule(_nested(around), declarations, when, layered)
            del around[-1:]


def _nested(selectors: list[str]) -> str:
    """The selector that nested ones are together; "" where it would be a list of them."""
    whole = selectors[0].strip()
    for selector in selectors[1:]:
        if "," in whole:
            return ""
        inner = selector.strip()
        whole = inner.replace("&", whole) if "&" in inner else f"{whole} {inner}"
    return whole


def _plain(match: re.Match[str]) -> str:
    """Nothing for a comment; a string with the signs of rules in it written as escapes."""
    found = match.group()
    if found[0] == "/":
        return ""
    return _SIGNS.sub(lambda sign: f"\\{ord(sign.group()):x} ", found)


def _parts(css: str, when: When) -> Iterator[tuple[str, When, bool]]:
    """A sheet in pieces without at-rules, each with where it applies and whether it is layered."""
    left = [(0, len(css), when, False, 0)]
    count = 0
    while left:
        start, stop, when, layered, depth = left.pop()
        at = css.find("@", start, stop)
        yield css[start : at if at >= 0 else stop], when, layered
        count += 1
        if at < 0 or count > _MAX_AT_RULES:
            continue
        opening, end = css.find("{", at, stop), css.find(";", at, stop)
        if opening < 0 or 0 <= end < opening:
            left.append((end + 1 if end >= 0 else stop, stop, when, layered, depth))
            continue
        inner, close = _inner(css, opening, stop)
        left.append((close, stop, when, layered, depth))
        name, _, condition = _NAME_ENDS.sub(
            " ", css[at + 1 : opening][:1_000].lower(), 1
        ).partition(" ")
        met = _met(name, condition, when)
        if met != "never" and depth < _MAX_NESTED:
            left.append((opening + 1, inner, met, layered or name == "layer", depth + 1))


_NAME_ENDS = re.compile(r"\s+|(?=\()")


def _inner(css: str, opening: int, stop: int) -> tuple[int, int]:
    """Where the block that opens at `opening` ends, and what follows it begins."""
    depth, position = 1, opening + 1
    while depth and (brace := _BRACE.search(css, position, stop)):
        depth += 1 if brace.group() == "{" else -1
        position = brace.end()
    return (stop, stop) if depth else (position - 1, position)


def _met(name: str, condition: str, around: When) -> When:
    """Where the rules of an at-rule apply that stands in a part which applies `around`."""
    if name == "media":
        met = media_of(condition)
    elif name in ("layer", "supports", "scope", "starting-style", "document", "-moz-document"):
        met = "always" if name == "layer" else "some"
        if name == "supports" and not condition.strip().startswith("not"):
            met = "always"
    elif name == "container":
        met = "some"
    else:
        return "never"  # @font-face, @keyframes, @page …
    return "some" if "some" in (met, around) and met != "never" else met
