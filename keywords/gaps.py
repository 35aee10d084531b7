"""What stands between the characters of a hit, and whether a reader reads them as one word."""

from collections.abc import Sequence

from keywords.fold import Folded, Gap, gap_class
from keywords.pattern import MARKS, Pattern

MAX_GAP = 2
"""Separators that may stand between two neighbouring characters of a term."""

_JOINER = "\u200d"
_OF_A_NAME = frozenset("®™©℠")
_BRACKETS = dict(zip("(（[【〔《「『", ")）]】〕》」』", strict=True))
_IN_BRACKETS = 60
"""How far away the other bracket of a pair is looked for."""


class Gaps:
    """The gaps of the hit at folded characters `start` to `end`.

    `inner` are the folded places at which a unit of the term begins, the first
    one left out: every character's, or every syllable's where pinyin is read.
    """

    def __init__(
        self, text: str, folded: Folded, start: int, end: int, inner: Sequence[int] | None = None
    ) -> None:
        self.text, self.folded, self.start, self.end = text, folded, start, end
        first, last = folded.span(start, end)
        self.between: list[str] = []
        if last - first > end - start:  # most hits have no gap at all
            places = range(start + 1, end) if inner is None else inner
            self.between = [between(text, folded, at) for at in places]
            self._inner = places

    def inserted(self, pattern: Pattern) -> int:
        """How many separators stand where the term itself has none."""
        return sum(
            width(gap) for at, gap in enumerate(self.between, start=1) if at not in pattern.parted
        )

    def readable(self, pattern: Pattern, *, exact: bool) -> bool:
        """Whether a reader reads the characters as one word."""
        marks = pattern.marks[1:-1]
        if not self.between:
            return not any(marks)
        if any(has(gap, Gap.LINE) for gap in self.between):
            return not exact and not any(marks) and self._one_a_line()
        widths = [width(gap) for gap in self.between]
        for gap, wide, mark in zip(self.between, widths, marks, strict=True):
            own = {c for c in gap if mark and MARKS.get(c) == mark}
            if mark and not own:
                return False
            if wide - len(own) > MAX_GAP or any(
                gap_class(c) == Gap.STOP and c not in own for c in gap
            ):
                return False
        inserted = [wide > 0 for at, wide in enumerate(widths, start=1) if at not in pattern.parted]
        if exact:
            return not any(inserted)
        # Latin words are parted by spaces anyway: only v-x and r e p l i c a are one word.
        return not pattern.latin or all(inserted) or not any(inserted)

    def parts_words(self) -> bool:
        """Whether a mark inside ends one word: the ® of a name, or a bracket whose fellow stands
        outside. What merely sounds like a term is not heard across it: 阿细妹®（商标…）."""
        gaps = "".join(self.between)
        if not gaps:
            return False
        if not _OF_A_NAME.isdisjoint(gaps):
            return True
        first, last = self.folded.span(self.start, self.end)
        before = self.text[max(0, first - _IN_BRACKETS) : first]
        behind = self.text[last : last + _IN_BRACKETS]
        return any(
            (opening in gaps and closing not in gaps and closing in behind)
            or (closing in gaps and opening not in gaps and opening in before)
            for opening, closing in _BRACKETS.items()
        )

    def _one_a_line(self) -> bool:
        """Vertical writing: each character alone on its line."""
        places = (self.start, *self._inner, self.end)
        around = [between(self.text, self.folded, at) for at in places]
        return all(_only_line(gap) for gap in around[1:-1]) and all(
            has(gap, Gap.LINE) or at in (0, len(self.folded.text))
            for at, gap in ((self.start, around[0]), (self.end, around[-1]))
        )


def between(text: str, folded: Folded, at: int) -> str:
    """The original text between folded characters `at` - 1 and `at`."""
    begin = int(folded.until[at - 1]) if at else 0
    end = int(folded.keep[at]) if at < len(folded.text) else len(text)
    return text[begin:end]


def width(gap: str) -> int:
    """How many separators a reader sees in `gap`: a run of spaces, or one emoji, is one."""
    wide, spaced, joined = 0, False, False
    for character in gap:
        kind = gap_class(character)
        if kind == Gap.INVISIBLE:
            joined = character == _JOINER
            continue
        if not joined and (kind != Gap.SPACE or not spaced):
            wide += 1
        spaced, joined = kind == Gap.SPACE, False
    return wide


def has(gap: str, kind: Gap) -> bool:
    """Whether a character of `kind` stands in `gap`."""
    return any(gap_class(c) == kind for c in gap)


def touches(gap: str) -> bool:
    """Whether nothing that is seen stands in `gap`."""
    return not any(gap_class(c) != Gap.INVISIBLE for c in gap)


def _only_line(gap: str) -> bool:
    kinds = {gap_class(c) for c in gap}
    return Gap.LINE in kinds and kinds <= {Gap.LINE, Gap.SPACE, Gap.INVISIBLE}
