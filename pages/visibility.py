"""Which elements a visitor does not see (隐藏文字).

Three sources, all inside the page: attributes, inline styles and simple
rules of <style> elements (one compound of tag, classes and id; rules with
combinators, pseudo-classes or at-rules are left out, since what they hide
depends on more than the element). External style sheets are not read.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from pages.words import words

Hiding = Literal["", "display", "visibility", "font", "off-screen", "indent", "opacity", "clip"]

_MAX_SHEET = 300_000
_MAX_RULES = 3_000
_MAX_RULES_A_NAME = 40
_MAX_STYLE = 2_000

_COMPOUND = re.compile(r"([a-zA-Z][\w-]{0,60}|\*)?((?:[.#][\w-]{1,100}){0,8})")
_PART = re.compile(r"([.#])([\w-]+)")
_NUMBER = re.compile(r"-?\d{0,9}\.?\d{1,9}")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})")
_RGB = re.compile(r"rgb\( *(\d{1,3}) *, *(\d{1,3}) *, *(\d{1,3}) *\)")
_BRACE = re.compile(r"[{}]")
_WORD = re.compile(r"[A-Za-z][a-z]*")

# Of what every verdict of `hiding_of` needs one word: sheets are full of sizes and margins.
_TELLING = re.compile(
    "display|visibility|font-size|background|transparent|rgb|hsl|opacity|scale|position"
    "|text-indent|clip|overflow"
)

# Tab panes and the like are hidden until a click: a visitor does read them.
_ONE_CLICK = words(
    """
    tab tabs tabpane pane panel tabpanel tabcontent tabcon tabbox accordion collapse swiper
    slide carousel more wow animated lazy fade
    """
)


@lru_cache(maxsize=4096)
def hiding_of(style: str) -> Hiding | None:
    """How declarations hide an element; "" if they show it, None if they say nothing of it."""
    style = style[:_MAX_STYLE].lower()
    if _TELLING.search(style) is None:
        return None
    values: dict[str, str] = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            values[name.strip()] = value.partition("!")[0].strip()  # ! important
    if values.get("display") == "none":
        return "display"
    if values.get("visibility") in ("hidden", "collapse"):
        return "visibility"
    if _is_tiny(values.get("font-size")) or _same_colour(values):
        return "font"
    if _is_below(values.get("opacity"), 0.06) or _is_clear(values):
        return "opacity"
    if _SHRUNK.search(values.get("transform", "")) and _is_at_rest(values, "transform"):
        return "clip"
    sides = ("left", "right", "top", "bottom", "margin-left")
    placed = values.get("position") in ("absolute", "fixed")
    if placed and any(_far(values.get(side)) for side in sides):
        return "off-screen"
    # Nothing slides in from so far to the left or from above; margins centre what is wide.
    if placed and any(_far(values.get(side), -500) for side in ("left", "top")):
        return "off-screen"
    if _far(values.get("text-indent")):
        return "indent"
    clipped = values.get("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px,1px"))
    low = _is_zero(values.get("height")) or (
        _is_zero(values.get("max-height")) and _is_at_rest(values, "max-height")
    )
    if clipped or (low and values.get("overflow") == "hidden"):
        return "clip"
    return "" if "display" in values or "visibility" in values else None


_SHRUNK = re.compile(r"scale(?:3d|x|y)?\( *0*\.?0* *[,)]")
_CLEAR = re.compile(
    r"transparent|(?:rgb|hsl)a?\((?:[^,]*,[^,]*,[^,]*,|[^/]*/) *(?:0|0?\.0[0-5]?\d*) *\)"
)
_LETTERS_OTHERWISE = (
    "background-clip",
    "-webkit-background-clip",
    "-webkit-text-stroke",
    "-webkit-text-fill-color",
    "text-shadow",
)


def _is_clear(values: Mapping[str, str]) -> bool:
    """Whether letters let the ground through as if they were not there, and nothing else draws
    them: a gradient cut to their shape, a shadow."""
    clear = _CLEAR.fullmatch(values.get("color", "")) is not None
    return clear and values.keys().isdisjoint(_LETTERS_OTHERWISE)


def _is_at_rest(values: Mapping[str, str], name: str) -> bool:
    """Whether a property stays as it is: what has a transition waits for a click."""
    moves = f"{values.get('transition', '')} {values.get('transition-property', '')}"
    return name not in moves and "all" not in moves and "animation" not in values


def _is_zero(value: str | None) -> bool:
    return _is_below(value, 0)


def _is_below(value: str | None, most: float) -> bool:
    """Whether a number, whatever its unit, is not above `most`."""
    number = _NUMBER.match(value) if value else None
    return number is not None and float(number.group()) <= most


def _is_tiny(size: str | None) -> bool:
    """A size of letters that nobody reads: nothing, or 1 or 2 pixels."""
    if size is None or (unit := _UNIT.search(size)) is None:
        return _is_zero(size)
    return _is_below(size, _TINY.get(unit.group(), 0))


_UNIT = re.compile(r"[a-z%]+$")
_TINY = {"px": 2, "pt": 1.5, "em": 0.12, "%": 12, "rem": 0.02}
"""Pages for telephones make a rem 50 or 100 pixels wide."""


def _same_colour(values: Mapping[str, str]) -> bool:
    """Whether one rule gives letters and ground the same colour, or nearly."""
    ground = values.get("background-color") or values.get("background")
    if not ground or "color" not in values:
        return False
    one, other = _colour(values["color"]), _colour(ground)
    return (
        one is not None
        and other is not None
        and all(abs(a - b) <= 6 for a, b in zip(one, other, strict=True))
    )


def _colour(value: str) -> tuple[int, int, int] | None:
    """Red, green and blue of #abc, #aabbcc, rgb(1,2,3), white and black."""
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) == 6 else "".join(c * 2 for c in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.fullmatch(value):
        return int(match[1]), int(match[2]), int(match[3])
    return {"white": (255, 255, 255), "black": (0, 0, 0)}.get(value)


def _far(value: str | None, pixels: int = -800) -> bool:
    """Whether a length moves the element out of any screen to the left or top."""
    number = _NUMBER.match(value) if value else None
    if number is None or value is None:
        return False
    limit = -100 if value.endswith(("em", "%", "vw", "vh")) else pixels
    return float(number.group()) <= limit


class StyleRules:
    """What the page's own <style> rules say of hiding, by compound selector."""

    def __init__(self) -> None:
        # by id, class or "<tag>": (rank, tag, classes, id, hiding)
        self._rules: dict[str, list[tuple[int, str, frozenset[str], str, Hiding]]] = {}
        self._count = 0
        self._known: dict[tuple[str, str, str], Hiding | None] = {}

    def __bool__(self) -> bool:
        return bool(self._rules)

    def add(self, css: str) -> None:
        """Read the text of one <style> element."""
        for rule in _without_at_rules(_without_comments(css[:_MAX_SHEET])).split("}"):
            selectors, brace, declarations = rule.partition("{")
            verdict = hiding_of(declarations) if brace else None
            if verdict is not None:
                for selector in selectors.split(","):
                    self._add_selector(selector.strip(), verdict)

    def _add_selector(self, selector: str, verdict: Hiding) -> None:
        match = _COMPOUND.fullmatch(selector)
        if not selector or match is None or self._count >= _MAX_RULES:
            return
        tag = (match[1] or "").lower().replace("*", "")
        parts = _PART.findall(match[2])
        classes = frozenset(name for sign, name in parts if sign == ".")
        identity = next((name for sign, name in parts if sign == "#"), "")
        if not parts and tag in ("", "html", "body"):
            return
        self._count += 1
        rank = (bool(identity) * 100 + len(classes) * 10 + bool(tag)) * 10_000 + self._count
        key = identity or min(classes, default=f"<{tag}>")
        rules = self._rules.setdefault(key, [])
        if len(rules) < _MAX_RULES_A_NAME:
            rules.append((rank, tag, classes, identity, verdict))

    def hiding(self, tag: str, classes: str, identity: str) -> Hiding | None:
        """What the strongest matching rule says, or None."""
        element = (tag, classes, identity)
        if element not in self._known:
            self._known[element] = self._strongest(tag, frozenset(classes.split()), identity)
        return self._known[element]

    def _strongest(self, tag: str, classes: frozenset[str], identity: str) -> Hiding | None:
        best: tuple[int, Hiding] | None = None
        for key in (identity, *classes, f"<{tag}>"):
            for rank, rule_tag, rule_classes, rule_id, verdict in self._rules.get(key, ()):
                fits = rule_tag in ("", tag) and rule_id in ("", identity)
                if fits and rule_classes <= classes and (best is None or rank > best[0]):
                    best = (rank, verdict)
        return best[1] if best else None


def _without_comments(css: str) -> str:
    head, *rest = css.split("/*")
    return head + "".join(part.partition("*/")[2] for part in rest)


def _without_at_rules(css: str) -> str:
    """The sheet without @media, @font-face and their like."""
    out: list[str] = []
    position = 0
    while (at := css.find("@", position)) >= 0:
        out.append(css[position:at])
        opening, end = css.find("{", at), css.find(";", at)
        if opening < 0 or 0 <= end < opening:
            position = end + 1 if end >= 0 else len(css)
            continue
        depth, position = 1, opening + 1
        while depth and (brace := _BRACE.search(css, position)):
            depth += 1 if brace.group() == "{" else -1
            position = brace.end()
        if depth:
            position = len(css)
    out.append(css[position:])
    return "".join(out)


def hiding(tag: str, attributes: Mapping[str, str | None], rules: StyleRules) -> Hiding | None:
    """How this element hides its content; "" if it shows it anew, None if nothing is said."""
    verdict: Hiding | None
    if tag in ("noscript", "datalist") or (tag == "dialog" and "open" not in attributes):
        return "display"
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        verdict = "display"
    else:
        style = attributes.get("style")
        verdict = hiding_of(style) if style else None
        if verdict is None and rules:  # an inline style wins over the sheet
            verdict = rules.hiding(tag, attributes.get("class") or "", attributes.get("id") or "")
    if verdict and verdict != "off-screen" and _one_click_away(attributes):
        return None
    return verdict


def _one_click_away(attributes: Mapping[str, str | None]) -> bool:
    if attributes.get("role") == "tabpanel":
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:500]
    return not _ONE_CLICK.isdisjoint(word.lower() for word in _WORD.findall(names))
