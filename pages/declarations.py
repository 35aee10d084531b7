"""Declarations of a style (`display:none;color:red`): what they say, and how they hide text."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from pages.colours import colour, is_clear, is_near, solid

Hiding = Literal["", "display", "visibility", "font", "off-screen", "indent", "opacity", "clip"]
Values = Mapping[str, str]

_MAX_STYLE = 2_000

# Of what every verdict needs one word: sheets are full of sizes and margins.
_WORDS = (
    "display|visibility|font-size|background|transparent|rgb|hsl|opacity|scale|position"
    "|text-indent|clip|overflow|font ?:|matrix|rotate|translate|text-fill|-[0-9]{4}"
    r"|#[0-9a-f]{3}(?:0|[0-9a-f]{3}0[0-9a-f])\b|[\\]"
)
_TELLING = re.compile(_WORDS)
_PARTLY = re.compile(rf"{_WORDS}|(?:height|width) ?: ?[012]|(?:left|top|right|bottom) ?: ?-")
_COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)")
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{0,9}\.?\d{1,9}")
_UNIT = re.compile(r"[a-z%]+$")
_COLOUR_TOKEN = re.compile(r"#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]*\)|[a-z]+")
_FONT_SIZE = re.compile(r"(?<![\w.#-])(0|\d{0,4}\.?\d{1,4}(?:px|pt|r?em|%|v[wh]))\s*(?:/|\s)")
_SIDES = ("top", "right", "bottom", "left")


def unescaped(text: str) -> str:
    r"""Text with CSS escapes (\5047, \") read as a browser reads them (CSS Syntax 3, 4.3.7)."""
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def _escaped(match: re.Match[str]) -> str:
    if match[2] is not None:
        return match[2]
    point = int(match[1], 16)
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"


@lru_cache(maxsize=4096)
def declared(style: str) -> Mapping[str, tuple[str, bool]]:
    """Each property with its value in lower case and whether it is !important. Of shorthands the
    parts that can hide stand under their own names."""
    style = style[:_MAX_STYLE]
    if "/*" in style:
        style = _COMMENT.sub("", style)
    out: dict[str, tuple[str, bool]] = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        name = unescaped(name).strip().lower()
        value, mark, weight = unescaped(value).partition("!")
        value = value.strip() if name == "content" else value.strip().lower()
        important = bool(mark) and weight.strip().lower() == "important"
        for known, one in _longhands(name, value):
            if important or not out.get(known, ("", False))[1]:
                out[known] = one, important
    return MappingProxyType(out)


def _longhands(name: str, value: str) -> Iterable[tuple[str, str]]:
    if name == "background":
        image = "url(" in value or "gradient(" in value
        tokens = () if image and "#" not in value else _COLOUR_TOKEN.findall(value)
        ground = next((token for token in tokens if colour(token) is not None), "transparent")
        return (name, value), ("background-color", ground), ("background-image", "url" * image)
    if name == "font":
        size = _FONT_SIZE.search(value)
        return (("font-size", size[1]),) if size else ()
    if name == "overflow":
        parts = value.split() or [""]
        return (name, value), ("overflow-x", parts[0]), ("overflow-y", parts[-1])
    if name in ("inset", "margin"):
        prefix = "margin-" if name == "margin" else ""
        sides = zip(_SIDES, _four(value.split()), strict=False)
        return [(prefix + side, part) for side, part in sides]
    if name == "-webkit-clip-path":
        name = "clip-path"
    return ((name, value),)


def _four(parts: list[str]) -> list[str]:
    """What one to four values say of top, right, bottom and left."""
    if not parts:
        return []
    top = parts[0]
    right = parts[1] if len(parts) > 1 else top
    bottom = parts[2] if len(parts) > 2 else top
    return [top, right, bottom, parts[3] if len(parts) > 3 else right]


@lru_cache(maxsize=4096)
def hiding_of(style: str) -> Hiding | None:
    """How declarations hide an element; "" if they show it, None if they say nothing of it."""
    if _TELLING.search(style[:_MAX_STYLE].lower()) is None:
        return None
    return hidden_by({name: value for name, (value, _) in declared(style).items()})


@lru_cache(maxsize=4096)
def may_hide(style: str) -> bool:
    """Whether declarations hide an element by themselves, or would beside those of another rule."""
    if _PARTLY.search(style[:_MAX_STYLE].lower()) is None:
        return False
    values = {name: value for name, (value, _) in declared(style).items()}
    if hidden_by(values):
        return True
    beside = {"position": "absolute", "overflow-x": "hidden", "overflow-y": "hidden"}
    return bool(hidden_by({**values, **beside}))


def is_pale(style: str) -> bool:
    """Whether declarations make letters as good as white, and say nothing of their ground."""
    values = declared(style)
    ink = solid(values.get("color", _UNSAID)[0])
    return ink is not None and min(ink) >= PALE and "background-color" not in values


def turns(style: str) -> bool:
    """Whether declarations set letters from right to left, whatever they are."""
    values = declared(style)
    bidi, direction = values.get("unicode-bidi", _UNSAID)[0], values.get("direction", _UNSAID)[0]
    return bidi in ("bidi-override", "isolate-override") and direction == "rtl"


_UNSAID = ("", False)
PALE = 240
"""Red, green and blue of letters that are as good as white have no less."""
_SHOWN_BY: dict[str, tuple[str, ...]] = {
    "display": ("display", "content-visibility"),
    "visibility": ("visibility",),
    "font": ("font", "color", "background"),
    "opacity": ("opacity", "filter", "color", "text-fill", "text-shadow"),
    "indent": ("text-indent", "overflow"),
}
_SHOWN_BY_ROOM = (
    "clip", "transform", "translate", "scale", "position", "left", "top", "right", "bottom",
    "inset", "margin", "height", "width", "overflow", "padding", "flex",
)  # fmt: skip


def shown_again_by(style: str) -> tuple[str, ...]:
    """Of declarations that may hide: what the properties that may show it again have in their
    names."""
    values = {name: value for name, (value, _) in declared(style).items()}
    return _SHOWN_BY.get(hidden_by(values) or "", _SHOWN_BY_ROOM)


def hidden_by(values: Values) -> Hiding | None:
    """As `hiding_of`, of the values that an element's properties have."""
    get = values.get
    if get("display") == "none" or get("content-visibility") == "hidden":
        return "display"
    if get("visibility") in ("hidden", "collapse"):
        return "visibility"
    if _is_tiny(get("font-size")) or _same_colour(values):
        return "font"
    if _is_faint(get("opacity")) or _FILTERED.search(get("filter", "")) or _is_clear(values):
        return "opacity"
    if _is_cut(values) or (_is_shrunk(values) and _is_at_rest(values, "transform")):
        return "clip"
    if _is_away(values):
        return "off-screen"
    if _far(get("text-indent")) or (
        _far(get("text-indent"), -100, past=True) and get("overflow-x") == "hidden"
    ):
        return "indent"
    return "" if "display" in values or "visibility" in values else None


_FILTERED = re.compile(r"opacity\(\s*(?:0*\.?0\d*|[0-5]%)\s*\)")
_NOTHING = r"0*\.?0+\d?"
_SHRUNK = re.compile(
    rf"scale(?:3d|x|y)?\(\s*{_NOTHING}\s*[,)]|scale\([^,()]*,\s*{_NOTHING}\s*\)"
    rf"|matrix\(\s*{_NOTHING}\s*,\s*0\s*,|rotate[xy]\(\s*-?(?:90|270)deg\s*\)"
)
_MOVED = re.compile(r"translate(?:3d|x|y)?\(([^()]{1,80})\)")
_FARTHEST = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(px|r?em|v[wh]|%)?")
_CLIP_PATH = re.compile(r"(inset|circle|ellipse|polygon)\(([^()]{0,300})\)")
_LETTERS_OTHERWISE = (
    "background-clip",
    "-webkit-background-clip",
    "-webkit-text-stroke",
    "text-shadow",
)


def _is_clear(values: Values) -> bool:
    """Whether letters let the ground through as if they were not there, and nothing else draws
    them: a gradient cut to their shape, a shadow."""
    ink = values.get("-webkit-text-fill-color") or values.get("color")
    return ink is not None and is_clear(ink) and values.keys().isdisjoint(_LETTERS_OTHERWISE)


def _is_faint(opacity: str | None) -> bool:
    if opacity is None:
        return False
    return _is_below(opacity, 6 if opacity.endswith("%") else 0.06)


def _is_at_rest(values: Values, name: str) -> bool:
    """Whether a property stays as it is: what has a transition waits for a click."""
    moves = f"{values.get('transition', '')} {values.get('transition-property', '')}"
    return name not in moves and "all" not in moves and "animation" not in values


def _is_shrunk(values: Values) -> bool:
    """Whether an element is turned or made so small that nothing of it is left, or moved out of
    any screen. The track of a slider is moved by some widths of a screen, which is no hiding."""
    transform = values.get("transform", "")
    if (transform and _SHRUNK.search(transform)) or _is_below(values.get("scale"), 0.02):
        return True
    moved = [match[1] for match in _MOVED.finditer(transform)]
    return any(_is_far_off(move) for move in (*moved, values.get("translate", "")))


def _is_far_off(lengths: str) -> bool:
    """Whether one of some lengths is longer than any track of a slider."""
    return any(
        abs(float(number)) >= (5_000 if unit in ("", "px") else 900)
        for number, unit in _FARTHEST.findall(lengths)
    )


def _is_cut(values: Values) -> bool:
    """Whether nothing is left of an element by what cuts it off."""
    get = values.get
    if get("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px,1px")):
        return True
    path = get("clip-path", "")
    if path and (shape := _CLIP_PATH.match(path)) and _is_no_area(shape[1], shape[2]):
        return _is_at_rest(values, "clip-path")
    # What has room within its edges, or grows to fill a row, is not as low as it says.
    if any(name.startswith(_ROOMY) and _SOME.search(value) for name, value in values.items()):
        return False
    low = _is_flat(get("height")) or (
        _is_zero(get("max-height")) and _is_at_rest(values, "max-height")
    )
    if low and get("overflow-y") in _CUTTING and _is_at_rest(values, "height"):
        return True
    thin = _is_flat(get("width")) and get("display") != "table-cell"
    return thin and get("overflow-x") in _CUTTING and _is_at_rest(values, "width")


_CUTTING = ("hidden", "clip")
_ROOMY, _SOME = ("padding", "min-", "flex"), re.compile("[1-9]")


def _is_no_area(shape: str, within: str) -> bool:
    within = within.partition("round")[0] if shape == "inset" else within.partition(" at ")[0]
    numbers = [(float(number), unit) for number, unit in _FARTHEST.findall(within)]
    if not numbers:
        return False
    if shape == "inset":
        if any(unit != "%" and number for number, unit in numbers):
            return False
        four = [float(part) for part in _four([str(number) for number, _ in numbers])]
        return four[0] + four[2] >= 100 or four[1] + four[3] >= 100
    if shape in ("circle", "ellipse"):
        return any(number == 0 for number, _ in numbers)
    return len(set(numbers)) == 1


def _is_away(values: Values) -> bool:
    """Whether an element is placed out of any screen."""
    get = values.get
    if any(_far(get(side), -5_000) for side in ("margin-left", "margin-top")):
        return True
    position = get("position")
    if position == "relative":
        return any(_far(get(side), -5_000) for side in ("left", "top"))
    if position not in ("absolute", "fixed"):
        return False
    # Nothing slides in from so far to the left or from above; margins centre what is wide.
    sides = ("left", "right", "top", "bottom", "margin-left")
    return any(_far(get(side)) for side in sides) or any(
        _far(get(side), -500) for side in ("left", "top")
    )


def _is_zero(value: str | None) -> bool:
    return _is_below(value, 0)


def _is_flat(value: str | None) -> bool:
    """Whether a height or a width is nothing, or a pixel or two."""
    if value is None:
        return False
    return _is_below(value, 2 if value.endswith("px") else 0)


def _is_below(value: str | None, most: float) -> bool:
    """Whether a number, whatever its unit, is not above `most`."""
    number = _NUMBER.match(value) if value else None
    return number is not None and float(number.group()) <= most


def _is_tiny(size: str | None) -> bool:
    """A size of letters that nobody reads: nothing, or 1 or 2 pixels."""
    if size is not None and size.startswith("calc("):
        size = size[5:].rstrip(")")
    if size is None or (unit := _UNIT.search(size)) is None:
        return _is_zero(size)
    return _is_below(size, _TINY.get(unit.group(), 0))


_TINY = {"px": 2, "pt": 1.5, "em": 0.12, "%": 12, "rem": 0.02, "vw": 0.1, "vh": 0.1}
"""Pages for telephones make a rem 50 or 100 pixels wide."""


def _same_colour(values: Values) -> bool:
    """Whether letters and their own ground have the same colour, or nearly."""
    ink, ground = solid(values.get("color")), solid(values.get("background-color"))
    return (
        ink is not None
        and ground is not None
        and is_near(ink, ground)
        and not values.get("background-image", "").startswith(("url", "linear", "radial"))
        and values.keys().isdisjoint(_LETTERS_OTHERWISE)
    )


def _far(value: str | None, pixels: int = -800, *, past: bool = False) -> bool:
    """Whether a length moves the element out of any screen to the left or top; `past`: its
    letters to the right, out of a box that cuts them off."""
    if value is None:
        return False
    if value.startswith("calc("):
        return not past and _CALCULATED.search(value) is not None
    number = _NUMBER.match(value)
    if number is None:
        return False
    if past:
        return float(number.group()) >= (100 if value.endswith("%") else 5_000)
    limit = -100 if value.endswith(("em", "%", "vw", "vh")) else pixels
    return float(number.group()) <= limit


_CALCULATED = re.compile(r"-\s?\d{4,9}px")
