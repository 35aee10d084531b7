"""Split characters 拆字: 亻叚 for 假, 氵台 for 治 (keywords/tables/splits.txt).

Half a character such as 亻 stands in no ordinary text and is joined with its
neighbour wherever it is met; 女子 for 好 is two words, and is looked for as a
spelling of a term.
"""

from functools import cache

from keywords.fold import fold
from keywords.sound import TABLES
from keywords.stand_ins import HALVES


@cache
def joined() -> dict[str, str]:
    """Two components, folded → the character they make."""
    pairs: dict[str, str] = {}
    for line in (TABLES / "splits.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, *others = line.split()
        for made in others:
            other, whole = made[0], made[1]
            pair = other + head[1:] if head.startswith("+") else head + other
            pairs.setdefault(fold(pair).text, whole)
            if head == "辶":  # 反辶, as the hand writes it
                pairs.setdefault(fold(other + head).text, whole)
    return pairs


@cache
def ordinary_splits() -> dict[str, str]:
    """Character → two components that are both characters of their own: 好 → 女子."""
    split: dict[str, str] = {}
    for pair, whole in joined().items():
        if HALVES.isdisjoint(pair):
            split.setdefault(whole, pair)
    return split
