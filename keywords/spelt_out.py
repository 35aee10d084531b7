"""Single syllables of pinyin among Chinese characters: kui损 is 亏损, 全qiu 全球, 15yuan 15元.

What a syllable stands for is told by its neighbours: the character of that reading that makes
a word with one of them, a hidden word before an ordinary one. Words that the table of hidden
words has are found by their sound (keywords.sound_matcher); this is for the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from keywords.fold import Folded
from keywords.ordinary import ordinary_words
from keywords.rewriting import Change
from keywords.sound import readings
from keywords.words import words

_UNITS = dict(
    pair.split("=")
    for pair in words(
        "jin=斤 yuan=元 kuai=块 tian=天 ge=个 cheng=成 bei=倍 ji=级 ceng=层 ren=人 dian=点 "
        "nian=年 yue=月 zhe=折 xing=星 ci=次 wan=万 mu=亩 dai=代 zhou=周 ri=日 wei=位 he=盒 ping=瓶"
    )
)
"""What is counted, behind a number."""
_ENGLISH = frozenset(
    words(
        "pu ai can fan men she he me long sun man la de le pin tie die pie tan pan ban ha hi bang "
        "ding ping song wan ran run te ge sha bi pe pa mi nu lei gel cha kai mu ti ci di do da"
    )
)
"""Syllables that are Latin words or marks of goods as often as pinyin."""
_OFTEN_SPELT = dict(
    pair.split("=")
    for pair in words(
        "tui=退 huan=换 pei=赔 shua=刷 zui=最 liao=疗 zhi=治 bao=包 yao=药 zheng=证 jia=假 huo=货 "
        "fang=仿 biao=标 bu=不 wu=无"
    )
)
"""What a syllable is read as where its neighbours do not tell."""
_HIDDEN, _ORDINARY = 3, 2
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千万两几半")


def pairs_of(hidden: Iterable[str]) -> frozenset[str]:
    """The neighbours in `hidden` words."""
    return frozenset(a + b for word in hidden for a, b in pairwise(word))


def spelt_changes(
    text: str, folded: Folded, tokens: Sequence[tuple[int, str]], pairs: frozenset[str]
) -> Iterator[Change]:
    """The syllables of `text` that stand for a character, by place; `pairs` are the neighbours in
    hidden words."""
    letters = folded.text
    for begin, token in tokens:
        if len(token) < 2 or token not in readings().by_syllable:
            continue
        end = begin + len(token)
        first, last = folded.span(begin, end)
        if text[first:last] != token:  # small letters with nothing between
            continue
        before, after = letters[begin - 1 : begin] if begin else "", letters[end : end + 1]
        taken = ordinary_words().joins(letters, end)  # shua单手: 单 belongs to 单手
        if before in _NUMERALS and before and token in _UNITS and not (after and after.isascii()):
            yield Change(first, last, _UNITS[token], "pinyin")
            continue
        # What a space parts is another word.
        before = before if _touches_han(text, first - 1) else ""
        after = after if _touches_han(text, last) else ""
        if token in _ENGLISH or not (before or after):
            continue
        if text[last : last + 1].isdigit() or text[first - 1 : first].isdigit():
            continue
        character = _read(token, before, "" if taken else after, pairs)
        if character is None and not taken:
            character = _OFTEN_SPELT.get(token)
        if character is not None:
            yield Change(first, last, character, "pinyin")


def _touches_han(text: str, at: int) -> bool:
    return at >= 0 and "\u3400" <= text[at : at + 1] <= "\u9fff"


@lru_cache(maxsize=20_000)
def _read(token: str, before: str, after: str, pairs: frozenset[str]) -> str | None:
    """The character read as `token` that makes the best words with its neighbours."""
    best, most = None, 0.0
    for place, character in enumerate(_characters().get(token, ())):
        score = _pair(before + character, pairs) + _pair(character + after, pairs)
        # Of two that fit as well the more frequent one stands first.
        weight = score - place / 1000 if score else 0.0
        if weight > most:
            best, most = character, weight
    return best


def _pair(pair: str, pairs: frozenset[str]) -> int:
    if len(pair) < 2:
        return 0
    if pair in pairs:
        return _HIDDEN
    return _ORDINARY if ordinary_words().joins(pair, 0) else 0


@cache
def _characters() -> dict[str, tuple[str, ...]]:
    """Syllable → the characters read so, those first that are words of their own."""
    table, known = readings(), ordinary_words()
    by_syllable: dict[str, list[str]] = defaultdict(list)
    for character, syllable in table.syllable.items():
        for one in (syllable, *table.others.get(character, ())):
            by_syllable[one].append(character)
            if "v" in one:
                by_syllable[one.replace("v", "u")].append(character)
    return {
        syllable: tuple(sorted(characters, key=lambda c: (not known.alone(c), not known.often(c))))
        for syllable, characters in by_syllable.items()
    }
