"""How text sounds 读音: the syllable of each character, and pinyin written out.

Readings come from keywords/tables/readings.txt (GB 2312). Syllables that many
speakers do not part are one sound here (zh and z, ch and c, sh and s, l and n,
in and ing, en and eng, an and ang): near homophones 近音. `near` tells them apart again.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

TABLES = Path(__file__).parent / "tables"

SOUNDS = 512
"""There are fewer sounds than this; sound 0 is none."""

_LONGEST_SYLLABLE = 6
_LONGEST_TOKEN = 36
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))


@dataclass(frozen=True, slots=True)
class Readings:
    """The table of readings.

    `sound` and `tone` are looked up by code point; `syllable` gives the exact
    syllable of a character without its tone, `others` its second everyday
    readings, `by_syllable` the sound of a syllable as pinyin writes it.
    """

    sound: npt.NDArray[np.uint32]
    tone: dict[str, str]
    syllable: dict[str, str]
    others: dict[str, tuple[str, ...]]
    by_syllable: dict[str, int]


def near(syllable: str) -> str:
    """The sound that stands for `syllable` and those easily taken for it: zhang as zan."""
    for long, short in _INITIALS:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
            break
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable


@cache
def readings() -> Readings:
    """The table, read once."""
    sound = np.zeros(0x110000, dtype=np.uint32)
    tone: dict[str, str] = {}
    syllable: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    by_syllable: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for line in (TABLES / "readings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        reading, characters = line.split()
        name = reading.lstrip("+")[:-1]
        number = numbers.setdefault(near(name), len(numbers) + 1)
        by_syllable[name] = number
        if "v" in name:
            by_syllable[name.replace("v", "u")] = by_syllable.get(name.replace("v", "u"), number)
        for character in characters:
            if reading.startswith("+"):
                others[character] = (*others.get(character, ()), name)
                continue
            sound[ord(character)] = number
            syllable[character], tone[character] = name, reading[-1]
    return Readings(sound, tone, syllable, others, by_syllable)


@lru_cache(maxsize=50_000)
def syllables(token: str) -> tuple[str, ...]:
    """The pinyin syllables that ASCII letters spell, the fewest; () where they spell none.

    A single vowel is no syllable here: with a, e and o nearly every English word would be one.
    """
    if not 2 <= len(token) <= _LONGEST_TOKEN:
        return ()
    known = readings().by_syllable
    best: list[tuple[str, ...] | None] = [()] + [None] * len(token)
    for end in range(2, len(token) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end - 1):
            before = best[start]
            here = best[end]
            if before is None or token[start:end] not in known:
                continue
            if here is None or len(before) + 1 < len(here):
                best[end] = (*before, token[start:end])
    return best[-1] or ()
