"""Write keywords/tables/readings.txt and ordinary.txt from pypinyin and jieba (both MIT).

    python -m venv /tmp/tables && /tmp/tables/bin/pip install pypinyin==0.55.0 jieba==0.42.1
    /tmp/tables/bin/python tools/make_spelling_tables.py

The program itself needs neither package: it reads the two tables.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import jieba
from pypinyin.pinyin_dict import pinyin_dict

TABLES = Path(__file__).resolve().parent.parent / "keywords" / "tables"

# Characters whose second reading is an everyday one; a term that holds them has both keys.
TWO_READINGS = "行长重传调降还假种弹薄称藏朝宿率便乐血应"
SINGLE_WORD = 9_000
"""A character this frequent as a word of its own is ordinary wherever it stands."""
OFTEN = 2_000
"""One this frequent is ordinary beside such a one."""
TWO_CHARACTERS, LONGER = 5, 30
"""How frequent a word of the dictionary is before its characters make an ordinary pair."""

_HAN = re.compile("[\u4e00-\u9fff]+")
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}

READINGS_HEAD = """\
# 汉字读音：一行一个音节（数字为声调，0 为轻声），后面是读这个音的字；行首有 + 的是常用的又音。
# Readings of the characters of GB 2312. A line is a syllable with its tone and the characters
# read so; lines with + hold second readings. Taken from pypinyin 0.55.0,
# Copyright (c) 2016 mozillazg, 闲耘 <hotoo.cn@gmail.com>, MIT licence.
# Written by tools/make_spelling_tables.py.
"""
ORDINARY_HEAD = """\
# 普通词语中相邻的字：行首一字，后面是在普通词语里可以跟在它后面的字；前两行是单独成词的常用字。
# Pairs of neighbours in ordinary words: a character, then those that follow it in words of
# everyday use. The first line holds characters that are words of their own anywhere, the
# second those that are so less often. Taken from the dictionary of
# jieba 0.42.1, Copyright (c) 2013 Sun Junyi, MIT licence.
# Written by tools/make_spelling_tables.py.
"""


def in_gb2312(character: str) -> bool:
    """Whether `character` is one of GB 2312."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def plain(reading: str) -> str:
    """gāo as gao1, lǜ as lv4."""
    tone, letters = "0", []
    for c in unicodedata.normalize("NFD", reading):
        if c in _TONES:
            tone = _TONES[c]
        elif c == "\u0308":
            letters[-1] = "v"
        elif not unicodedata.combining(c):
            letters.append(c)
    return "".join(letters) + tone


def readings() -> Iterator[str]:
    """The lines of readings.txt."""
    first: dict[str, list[str]] = defaultdict(list)
    second: dict[str, list[str]] = defaultdict(list)
    for point in range(0x4E00, 0xA000):
        character = chr(point)
        if point not in pinyin_dict or not in_gb2312(character):
            continue
        both = list(dict.fromkeys(plain(r) for r in pinyin_dict[point].split(",")))
        first[both[0]].append(character)
        other = next((r for r in both[1:] if r[:-1] != both[0][:-1]), None)
        if other and character in TWO_READINGS:
            second[other].append(character)
    yield from (f"{reading} {''.join(first[reading])}\n" for reading in sorted(first))
    yield from (f"+{reading} {''.join(second[reading])}\n" for reading in sorted(second))


def ordinary() -> Iterator[str]:
    """The lines of ordinary.txt."""
    alone: dict[str, int] = {}
    followers: dict[str, set[str]] = defaultdict(set)
    dictionary = Path(jieba.__file__).parent / "dict.txt"
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split()
        if not _HAN.fullmatch(word):
            continue
        if len(word) == 1 and int(count) >= OFTEN:
            alone[word] = int(count)
        elif len(word) > 1 and int(count) >= (TWO_CHARACTERS if len(word) == 2 else LONGER):
            for a, b in pairwise(word):
                followers[a].add(b)
    single = sorted(alone, key=lambda c: -alone[c])
    yield "".join(c for c in single if alone[c] >= SINGLE_WORD) + "\n"
    yield "".join(c for c in single if alone[c] < SINGLE_WORD) + "\n"
    yield from (f"{a} {''.join(sorted(followers[a]))}\n" for a in sorted(followers))


def main() -> None:
    """Write both tables."""
    TABLES.mkdir(exist_ok=True)
    (TABLES / "readings.txt").write_text(READINGS_HEAD + "".join(readings()), encoding="utf-8")
    (TABLES / "ordinary.txt").write_text(ORDINARY_HEAD + "".join(ordinary()), encoding="utf-8")


if __name__ == "__main__":
    main()
