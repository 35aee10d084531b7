"""Boxes that a page has ticked before anybody chose (默认勾选), by the words beside them."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST, _LONGEST = 20, 80
"""Boxes that are read, and code points of the words beside one."""
_UP = 3
"""Elements above a box in which its label may lie."""


def ticked_boxes(tree: LexborHTMLParser, html: str) -> list[str]:
    """The words beside each checkbox that bears `checked`, blanks folded, in the page's order.

    A label around it, one that names it (`for`), or the text that follows it. Boxes that are
    switched off or said to be hidden are left out, and those without words.
    """
    if "checked" not in html:
        return []
    found: list[str] = []
    for node in tree.css("input[checked]"):
        attributes = node.attributes
        if (attributes.get("type") or "").lower() != "checkbox":
            continue
        if "disabled" in attributes or "hidden" in attributes:
            continue
        words = " ".join(_beside(tree, node).split())
        if words and len(words) <= _LONGEST and words not in found:
            found.append(words)
        if len(found) == _MOST:
            break
    return found


def _beside(tree: LexborHTMLParser, node: LexborNode) -> str:
    above = node.parent
    for _ in range(_UP):
        if above is None:
            break
        if above.tag == "label":
            return above.text()
        above = above.parent
    name = node.attributes.get("id")
    if name and '"' not in name and "\\" not in name:
        label = tree.css_first(f'label[for="{name}"]')
        if label is not None:
            return label.text()
    behind, words = node.next, ""
    while behind is not None and len(words) <= _LONGEST and behind.tag not in ("input", "br"):
        words += behind.text()
        behind = behind.next
    return words
