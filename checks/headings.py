"""Lists under a heading (标题下的条目): what a heading says holds for the items below it."""

import re

_ITEM, _ITEMS = 60, 8
"""Code points of an item, and items that a heading stands over."""


def heading_over(
    text: str,
    start: int,
    heads: re.Pattern[str],
    longest: int,
    ends: re.Pattern[str] | None = None,
) -> str | None:
    """The heading, a line of at most `longest` code points that is one of `heads`, over the item
    that stands at `start` of a text, or None.

    An item is a line without a full stop: a whole sentence speaks for itself. A line that
    begins with one of `ends` opens another part.
    """
    lines = text[:start].split("\n")
    line = lines.pop() + text[start:].split("\n", 1)[0]
    for above in reversed(lines[-_ITEMS:]):
        if len(line) > _ITEM or line.rstrip().endswith(("。", "！", "!")):
            return None
        if ends is not None and ends.match(line):
            return None
        if len(above) <= longest and heads.fullmatch(above):
            return above.strip()
        line = above
    return None
