"""White letters on white ground (同色文字), where letters and ground are said of two elements.

The ground is that of the nearest element around that has one. Where a picture, a style sheet that
is not read or a place of its own may come between, nothing is said: such letters count as seen.
"""

import re

from selectolax.lexbor import LexborNode

from pages.colours import is_near, solid
from pages.declarations import PALE
from pages.visibility import StyleRules
from pages.words import words

_HIGHEST = 12
"""Elements around the letters among which the ground is looked for."""
_THROUGH = words("span font b i em strong u s small big a p center label")
"""Elements that style sheets seldom give a ground by their name alone."""
_CELLS = words("td th tr table")
_PICTURED = ("url", "linear", "radial", "conic", "image", "repeating")
_DRAWN = (
    "text-shadow",
    "-webkit-text-stroke",
    "-webkit-text-fill-color",
    "-webkit-background-clip",
)


def ink_of(node: LexborNode, rules: StyleRules) -> tuple[int, int, int] | None:
    """The colour that an element gives its letters, or None."""
    values = rules.ground_values(node)
    if any(name in values for name in _DRAWN):
        return None
    value = values.get("color")
    if value is None and node.tag == "font":
        value = _old(node.attributes.get("color"))
    return solid(value)


def is_lost(node: LexborNode, rules: StyleRules) -> bool:
    """Whether the letters of an element are as good as white on ground of the same colour."""
    ink = ink_of(node, rules)
    if ink is None or min(ink) < PALE:
        return False
    part: LexborNode | None = node
    for _ in range(_HIGHEST):
        if part is None or part.tag in (None, "-document"):
            break
        attributes, values = part.attributes, rules.ground_values(part)
        if values.get("background-image", "").startswith(_PICTURED) or "background" in attributes:
            return False
        if values.get("position", "static") != "static" or "transform" in values:
            return False
        said = values.get("background-color", "transparent")
        named = "class" in attributes or "id" in attributes
        inline = "background" in (attributes.get("style") or "")
        known = not rules.linked or inline or (part.tag in _CELLS and not named)
        if said == "transparent" and attributes.get("bgcolor"):
            said = _old(attributes.get("bgcolor"))
        if said not in ("transparent", "inherit", "initial", "none"):
            ground = solid(said)
            return known and ground is not None and is_near(ink, ground)
        if rules.linked and (named or part.tag not in _THROUGH):
            return False
        part = part.parent
    return False


def _old(value: str | None) -> str:
    """A colour as the attributes of HTML 4 have it, which may lack its sign."""
    value = (value or "").strip().lower()
    return f"#{value}" if _BARE.fullmatch(value) else value


_BARE = re.compile("[0-9a-f]{6}")
