"""Headings such as 猜你喜欢, which speak for what follows them under the same parent, and the
signatures of buyers, which speak for the words below them."""

from selectolax.lexbor import LexborNode

from pages.buyers import is_signature
from pages.lines import Lines
from pages.manner import Manner
from pages.tags import BLOCK_NUMBERS, TEXT
from pages.zones import Zone, heading_zone, may_head

MAX_LINES = 3
"""A block of more lines is no heading."""
_LEVELS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend"))
"""Elements that are headings by their name."""
_MOST_SIGNED = 6
"""Lines below a buyer's signature that are the buyer's, as far as its block goes."""
_NO_END = 1 << 30
_MOST_BESIDE = 200
_MOST_LOOKED_AT = 20_000
"""Neighbours of a heading among which another one is looked for, and those of all of a page."""


def _blocks(node: LexborNode) -> int:
    """How many blocks are its children."""
    return sum(child.tag_id in BLOCK_NUMBERS for child in node.iter())


class Headings:
    """Those that hold where the reader stands: `open` has for each its depth in the tree, the
    zone before it, its manner if another of that manner ends it, and how many lines of the page
    it reaches at most, and how many there were when it opened."""

    def __init__(self, lines: Lines) -> None:
        self.open: list[tuple[int, Zone, Manner | None, int, int]] = []
        self._lines = lines
        self._left = _MOST_LOOKED_AT

    def note(self, zone: Zone, node: LexborNode, manner: Manner, depth: int, start: int) -> None:
        """Look at a block that ends here, whose first line, at `start`, would open `zone`."""
        emitted = self._lines.emitted
        if sum(map(len, emitted[start + 1 :])) > max(40 - len(emitted[start]), 16):
            return
        if not manner.wrapper and _blocks(node) > (node.tag == "tr"):  # a row of one cell
            return
        alike = manner if zone != "own" and self._is_one_of_many(node, manner) else None
        self._open(zone, depth, emitted[start - 1] if start else "", alike)

    def note_line(self, depth: int) -> None:
        """Look at the line that ends where a block begins at `depth`: <b>评论</b><p>…</p>."""
        emitted = self._lines.emitted
        if may_head(emitted[-1]):
            zone = heading_zone(emitted[-1])
            if zone is not None:
                self._open(zone, depth, emitted[-2] if len(emitted) > 1 else "")
                return
        if self._lines.named > len(emitted) - MAX_LINES:
            self.note_signature(depth)

    def note_signature(self, depth: int) -> None:
        """Look at a block that ends here, of which the last line may be a buyer's signature."""
        lines = self._lines
        line, before = lines.emitted[-1], lines.emitted[-2] if len(lines.emitted) > 1 else ""
        if lines.zone == "own" and is_signature(line, before):
            count = len(lines.emitted)
            self.open.append((depth, lines.zone, None, count + _MOST_SIGNED, count))
            lines.zone = "reviews"

    def end(self, depth: int) -> None:
        """A block at `depth` ends, and as many lines have come as what is open reaches."""
        if self.open[-1][0] == depth:
            self._lines.zone = self.open.pop()[1]

    def _is_one_of_many(self, node: LexborNode, manner: Manner) -> bool:
        """Whether a heading looks like one before it under the same parent, and like nothing that
        follows at once: then the next that looks so ends what it opened. In a row of lines that
        all look alike, none tells the others apart."""
        kind = node.tag_id, node.attributes.get("class")
        if not kind[1] and manner.name not in _LEVELS:
            return False
        behind = node.next
        while behind is not None and behind.tag_id == TEXT:
            behind = behind.next
        if behind is None or (behind.tag_id, behind.attributes.get("class")) == kind:
            return False
        before = node.prev
        for _ in range(min(_MOST_BESIDE, self._left)):
            if before is None:
                return False
            self._left -= 1
            if before.tag_id != TEXT and (before.tag_id, before.attributes.get("class")) == kind:
                return True
            before = before.prev
        return False

    def _open(self, zone: Zone, depth: int, before: str, alike: Manner | None = None) -> None:
        if zone == "own":
            if self.open and self.open[-1][0] == depth:
                self._lines.zone = self.open.pop()[1]
        elif zone != self._lines.zone and heading_zone(before) is None:
            # Two headings in a row are a strip of tabs.
            count = len(self._lines.emitted)
            self.open.append((depth, self._lines.zone, alike, _NO_END, count))
            self._lines.zone = zone
