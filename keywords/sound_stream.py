"""A text as a stream of sounds 读音流: one unit for a character or a syllable of pinyin."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from keywords.fold import Folded
from keywords.sound import readings

Spelt = tuple[int, tuple[str, ...]]
"""The folded place of a Latin word that spells pinyin, and its syllables."""
Points = npt.NDArray[np.uint32]

PINYIN = "\0"
"""Stands in the text of a stream where pinyin does."""


class SoundStream(NamedTuple):
    """The units of a text: their sounds, and their letters (0 where pinyin stands), which `text`
    has as a string.

    Of the pinyin: the units at which it stands, what is `spelt` there, whether it begins and
    ends its Latin word (`edge`), and by how many letters the text is longer than the stream
    before the first, the second and so on (`longer`).
    """

    sounds: Points
    letters: Points
    text: str
    pinyin: Sequence[int] = ()
    longer: Sequence[int] = (0,)
    edge: Mapping[int, tuple[bool, bool]] = {}
    spelt: Mapping[int, str] = {}

    def places(self, start: int, end: int) -> tuple[list[int], int]:
        """The folded places at which the units from `start` to `end` begin, and where the last
        of them ends."""
        pinyin, longer = self.pinyin, self.longer
        if not pinyin:
            return [*range(start, end)], end
        begins = [unit + longer[bisect_left(pinyin, unit)] for unit in range(start, end)]
        return begins, begins[-1] + len(self.spelt.get(end - 1, PINYIN))

    def whole_words(self, start: int, end: int) -> bool:
        """Whether pinyin at either end of the units is not cut out of a longer Latin word."""
        first, last = self.edge.get(start), self.edge.get(end - 1)
        return (first is None or first[0]) and (last is None or last[1])


def sound_stream(folded: Folded, tokens: Sequence[Spelt]) -> SoundStream:
    """The stream of a folded text; `tokens` are its Latin words that spell pinyin, by place."""
    table, letters = readings(), folded.letters
    if not tokens:
        return SoundStream(table.sound.take(letters), letters, folded.text)
    pinyin: list[int] = []
    longer = [0]
    edge: dict[int, tuple[bool, bool]] = {}
    spelt: dict[int, str] = {}
    kept: list[Points] = []
    done = 0
    for begin, parts in tokens:
        place = begin
        for number, part in enumerate(parts):
            unit = place - longer[-1]
            pinyin.append(unit)
            edge[unit], spelt[unit] = (number == 0, number == len(parts) - 1), part
            kept.append(letters[done : place + 1])
            place = done = place + len(part)
            longer.append(longer[-1] + len(part) - 1)
    letters = np.concatenate([*kept, letters[done:]])
    letters[pinyin] = 0
    sounds = table.sound.take(letters)
    sounds[pinyin] = [table.by_syllable[part] for part in spelt.values()]
    return SoundStream(
        sounds, letters, letters.tobytes().decode("utf-32-le"), pinyin, longer, edge, spelt
    )
