"""Initials of pinyin 拼音首字母: sd or S单 for 刷单.

Two letters may stand for anything. A word written wholly in initials counts only
in the company of another hit of its area in the same line; one character with
the other's initial (S单, 刷d) counts in the language of trade.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from keywords.fold import code_points
from keywords.ordinary import ordinary_words
from keywords.sound import readings
from keywords.words import words

Points = npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]

_LONGEST = 4
_SLOTS = 1 << 16
"""Slots for a letter and a character; those that share one are told apart later."""
_AROUND = np.arange(-1, 2)[:, None]

# Letters that everybody reads as something else.
_TAKEN = frozenset(
    words(
        """
    ac ad ai am ap app ar av bb bd bg bl bt ca cad cb cc cd ceo cm cn co cp cpu crm cs ct db dc
    ddr diy dj dk dl dna dv dvd ec ed em ep eq erp es eu ev ex fa fc fm fob fps gb gif go gov gp
    gps gt gz hd he hi hk hp hr html http ic id ie in io ip is it iv java jd jp jpg js kb kd kg
    kk km kn ktv kv lcd led lg lp ltd lv ma mac mb mc md me mg mh ml mm mp ms mv mx my nb nba nc
    nfc ng no oa of ok ol on op or os ost oz pa pb pc pcs pd pdf pe pet ph php pk pm png po pp
    ppt pr ps pt pu pvc py qc qq qr qs ram rgb rmb rna ro rpg sc sd sh sim sk sku sms so sp spa
    spf sql ss ssd st sv tb tcl td tf the tm to tpu tr tv tx ui uk up us usb usd uv vc vip vr vs
    wc web wifi win wp ws www xl xs xxl xxxl ym yy zf zh zip
    """
    )
)
# D级, A款, B超: a letter before one of these names a class.
_CLASSES = frozenset(
    "级品型款类面区座栋线口版股轮站端网厂标档位牌照证点值图表卡币粉货机盘舱组队班层号楼门键片粒奖价酸钙肽膜管板件包"
)


@dataclass(frozen=True, slots=True)
class InitialsHit:
    """A term whose initials stand at folded characters `start` to `end`; `whole`: nothing else."""

    number: int
    start: int
    end: int
    whole: bool


class Initials:
    """The initials of terms. `letters` are their folded texts."""

    def __init__(self, letters: Sequence[str]) -> None:
        self._whole: dict[str, list[int]] = {}
        self._mixed: dict[str, list[int]] = {}
        syllable = readings().syllable
        for number, term in enumerate(letters):
            if not 2 <= len(term) <= _LONGEST or any(c not in syllable for c in term):
                continue
            initials = "".join(syllable[c][0] for c in term)
            if initials not in _TAKEN:
                self._whole.setdefault(initials, []).append(number)
            if len(term) == 2:
                if term[1] not in _CLASSES:
                    self._mixed.setdefault(initials[0] + term[1], []).append(number)
                self._mixed.setdefault(term[0] + initials[1], []).append(number)
        pairs = code_points("".join(self._mixed))
        self._may = np.zeros(_SLOTS, dtype=np.bool_)
        self._may[_slots(pairs[::2], pairs[1::2])] = True

    def whole(self, token: str) -> tuple[int, ...]:
        """The terms whose initials `token` is."""
        return tuple(self._whole.get(token, ()))

    def standing_alone(
        self, text: str, begin: int, token: str, numbers: tuple[int, ...]
    ) -> Iterator[InitialsHit]:
        """`token`, the initials of the terms `numbers`, at place `begin` of a folded text."""
        end = begin + len(token)
        if not (text[begin - 1 : begin].isdigit() if begin else False) and not (
            text[end : end + 1].isdigit()
        ):
            for number in numbers:
                yield InitialsHit(number, begin, end, whole=True)

    def may_stand(self, letters: Points, at: Places) -> npt.NDArray[np.bool_]:
        """For each place of a folded text, whether the letter there and a character beside it may
        be any term."""
        around = letters.take(np.minimum(at + _AROUND, len(letters) - 1), mode="clip")
        before, behind = self._may.take(_slots(around[:-1], around[1:]))
        may: npt.NDArray[np.bool_] = before | behind
        return may

    def beside(self, text: str, at: int) -> Iterator[InitialsHit]:
        """The single letter at place `at` of a folded text, with the character beside it."""
        following = self._mixed.get(text[at : at + 2])
        # S单独 is two words.
        parted = not (at and text[at - 1].isdigit())
        if following and parted and not _pair(text[at + 1], text[at + 2 : at + 3]):
            for number in following:
                yield InitialsHit(number, at, at + 2, whole=False)
        leading = self._mixed.get(text[at - 1 : at + 1]) if at else None
        parted = not text[at + 1 : at + 2].isdigit()
        if leading and parted and not _pair(text[at - 2] if at > 1 else "", text[at - 1]):
            for number in leading:
                yield InitialsHit(number, at - 1, at + 1, whole=False)


def _slots(first: Points, second: Points) -> Points:
    return (first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA6B)) >> np.uint32(16)


def _pair(first: str, second: str) -> bool:
    return bool(first and second) and ordinary_words().joins(first + second, 0)
