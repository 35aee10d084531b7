"""Colours as style sheets and old attributes write them (CSS Color 4, 4 to 8), as far as pages use
them to hide letters: names of greys and of the first sixteen colours, hexadecimal, rgb and hsl."""

import re
from colorsys import hls_to_rgb
from functools import lru_cache

Colour = tuple[int, int, int]

_NAMES: dict[str, Colour] = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "lime": (0, 255, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "orange": (255, 165, 0),
    "pink": (255, 192, 203),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211),
    "whitesmoke": (245, 245, 245),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
    "navy": (0, 0, 128),
    "maroon": (128, 0, 0),
    "purple": (128, 0, 128),
    "teal": (0, 128, 128),
    "olive": (128, 128, 0),
    "fuchsia": (255, 0, 255),
    "aqua": (0, 255, 255),
}
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]{1,80})\)")
_PARTS = re.compile(r"[\s,/]+")
_NUMBER = re.compile(r"([+-]?\d{0,6}\.?\d{1,6})(%|deg|turn)?")
_NEAR = 6
"""How far each of red, green and blue of letters nobody makes out may be from their ground's."""
_CLEAR = 0.06


@lru_cache(maxsize=2048)
def colour(value: str) -> tuple[Colour, float] | None:
    """Red, green and blue, and how opaque (0 to 1), of a colour in lower case; None if it is none
    of those known."""
    value = value.strip()
    if value == "transparent":
        return (0, 0, 0), 0.0
    if value in _NAMES:
        return _NAMES[value], 1.0
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) >= 6 else "".join(c * 2 for c in match[1])
        red, green, blue, *alpha = bytes.fromhex(digits)
        return (red, green, blue), alpha[0] / 255 if alpha else 1.0
    if match := _FUNCTION.fullmatch(value):
        return _of_function(match[1], _PARTS.split(match[2].strip()))
    return None


def _of_function(name: str, parts: list[str]) -> tuple[Colour, float] | None:
    numbers = [_NUMBER.fullmatch(part) for part in parts]
    if len(parts) not in (3, 4) or None in numbers:
        return None
    values = [(float(number[1]), number[2]) for number in numbers if number is not None]
    alpha = 1.0 if len(values) == 3 else values[3][0] / (100 if values[3][1] else 1)
    if name == "rgb":
        red, green, blue = (
            round(min(255, max(0, part * 2.55 if unit else part))) for part, unit in values[:3]
        )
    else:
        hue = values[0][0] * (1 if values[0][1] == "turn" else 1 / 360)
        light, strong = values[2][0] / 100, values[1][0] / 100
        mixed = hls_to_rgb(hue % 1, min(1, max(0, light)), min(1, max(0, strong)))
        red, green, blue = (round(part * 255) for part in mixed)
    return (red, green, blue), alpha


def is_clear(value: str) -> bool:
    """Whether letters of this colour let their ground through as if they were not there."""
    known = colour(value)
    return known is not None and known[1] < _CLEAR


def is_near(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour cannot be made out on a ground of the other."""
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def solid(value: str | None) -> Colour | None:
    """A colour that is opaque, or None."""
    known = colour(value) if value else None
    return known[0] if known is not None and known[1] > 0.95 else None
