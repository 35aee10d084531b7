"""What has to be asked of an element where it stands, since its kind alone does not tell it."""

from selectolax.lexbor import LexborNode

from pages.grounds import is_lost
from pages.manner import Attributes, Manner, is_turned
from pages.visibility import Hiding, Seen, StyleRules, seen

_TURN, _TURN_BACK = "\u202e", "\u202c"
"""The signs that set what is between them back to front: keywords reads it as it is seen."""


def seen_here(
    node: LexborNode, manner: Manner, attributes: Attributes, rules: StyleRules, around: Hiding
) -> Seen | None:
    """What an element says of being seen where that depends on its place in the page, of which
    `around` tells how it is hidden; None if it is what its kind says."""
    said = seen(manner.name, attributes, rules, node) if manner.depends else None
    if manner.inked and not (said.hiding if said else manner.hiding):
        if is_lost(node, rules):
            return Seen("font", False)
        if around == "font" and "color" in attributes:
            return Seen("", False)
    return said


def written_beside(
    node: LexborNode, manner: Manner, attributes: Attributes, rules: StyleRules
) -> tuple[str, str]:
    """What style sheets and directions put before and behind the text of an element."""
    before = behind = ""
    if manner.lettered:
        before, behind = rules.letters(manner.name, attributes, node)
    if manner.turned and is_turned(manner.name, attributes, rules):
        before, behind = f"{_TURN}{before}", f"{behind}{_TURN_BACK}"
    return before, behind
