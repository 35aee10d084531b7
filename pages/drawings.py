"""What of inline SVG and MathML is read as text (SVG 2, 11 and 12.4; MathML 3, 3.2)."""

from selectolax.lexbor import LexborNode

from pages.declarations import Hiding
from pages.visibility import StyleRules, seen
from pages.words import words

MAX_DRAWN = 300
"""Parts of one SVG drawing that are looked at for letters; icons have a few."""
_MAX_ABOVE = 20
_MAX_FORMULA = 20_000
# What is drawn only where something else refers to it, or not at all.
_UNDRAWN = words("defs symbol clippath mask pattern marker title desc metadata style script")


def letters_of(
    drawing: LexborNode, rules: StyleRules
) -> tuple[list[tuple[LexborNode, Hiding]], bool]:
    """(the <text> and <foreignObject> elements of a drawing, however deep, each with how it is
    hidden, "" if it is seen; whether the drawing has more parts than are looked at)."""
    found: list[tuple[LexborNode, Hiding]] = []
    above: list[LexborNode] = []
    part = drawing.first_child
    for _ in range(MAX_DRAWN):
        while part is None:
            if not above:
                return found, False
            part = above.pop().next
        tag = (part.tag or "").lower()
        if tag in ("text", "foreignobject"):
            found.append((part, _hiding(part, rules)))
        elif tag not in _UNDRAWN and (child := part.first_child) is not None:
            above.append(part)
            part = child
            continue
        part = part.next
    return found, part is not None or bool(above)


def _hiding(part: LexborNode, rules: StyleRules) -> Hiding:
    """How a part of a drawing is hidden, by itself or by what it stands in."""
    if part.attributes.get("fill", "") in ("none", "transparent"):
        return "opacity"
    node: LexborNode | None = part
    for _ in range(_MAX_ABOVE):
        if node is None:
            break
        tag, attributes = (node.tag or "").lower(), node.attributes
        if attributes.get("display") == "none":
            return "display"
        if attributes and (verdict := seen(tag, attributes, rules, node).hiding):
            return verdict
        if tag == "svg":
            break
        node = node.parent
    return ""


def formula(math: LexborNode) -> str:
    """The words and signs of a formula as they stand, without the notes for machines."""
    said: list[str] = []
    length = 0
    for part in math.css("mi,mo,mn,ms,mtext"):
        said.append(part.text())
        length += len(said[-1])
        if length > _MAX_FORMULA:
            break
    return "".join(said)
