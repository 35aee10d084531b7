"""What the matcher looks for: a spelling, folded, with the signs it cannot do without.

Folding drops every sign, and with it the difference between 1:1 and 11. A
pattern keeps the few signs that carry meaning as marks that must stand in the
gap: a colon between digits, a per cent sign after a digit, a plus.
"""

from dataclasses import dataclass

from keywords.fold import Gap, fold, gap_class, letter_by_letter

MARKS: dict[str, str] = {
    **dict.fromkeys(":：∶︰﹕꞉ː‥⁚", ":"),
    **dict.fromkeys("%％﹪٪", "%"),
    **dict.fromkeys("‰", "‰"),
    **dict.fromkeys("+＋﹢➕₊⁺", "+"),
}
"""Character → the mark it is."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`letters` to find, and `marks`: the mark that must stand before letter i, or "".

    `marks` has one item more than `letters`: the last is the mark after the
    last letter. `parted` holds the positions where the spelling itself has a
    separator (no.1: before letter 2). `latin`: letters and digits of ASCII only.
    """

    letters: str
    marks: tuple[str, ...]
    parted: frozenset[int]

    @classmethod
    def of(cls, spelling: str) -> "Pattern":
        """The pattern of a term's or variant's spelling."""
        plain = letter_by_letter(spelling)
        if plain is not None:  # nothing stands between the letters: so it is with nearly all
            return cls(plain, ("",) * (len(plain) + 1), frozenset())
        folded = fold(spelling)
        letters = folded.text
        edges = [0, *(int(k) for k in folded.keep), len(spelling)]
        marks, parted = [], set()
        for place in range(len(letters) + 1):
            begin = int(folded.until[place - 1]) if place else 0
            gap = spelling[begin : edges[place + 1]]
            before, after = letters[place - 1 : place] if place else "", letters[place : place + 1]
            marks.append(_mark(gap, before, after))
            if any(gap_class(c) != Gap.INVISIBLE for c in gap):
                parted.add(place)
        return cls(letters, tuple(marks), frozenset(parted))

    @property
    def latin(self) -> bool:
        """Whether all letters are ASCII."""
        return self.letters.isascii()

    @property
    def identity(self) -> str:
        """The same for two spellings that the matcher cannot tell apart."""
        pairs = zip(self.marks, (*self.letters, ""), strict=True)
        return "".join(mark + letter for mark, letter in pairs)


def _mark(gap: str, before: str, after: str) -> str:
    found = {MARKS[c] for c in gap if c in MARKS}
    if ":" in found and _digit(before) and _digit(after):
        return ":"
    if "+" in found and (before or after):
        return "+"
    if _digit(before):
        return next((m for m in ("%", "‰") if m in found), "")
    return ""


def _digit(character: str) -> bool:
    return character.isascii() and character.isdigit()
