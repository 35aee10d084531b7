"""Sellers' cant 行话缩写: sd for 刷单, jf for 减肥, 空b for 空包 (keywords/tables/cant.txt).

Two letters mean anything. A token is read as its word only in company: beside a
second token of the same line of trade, or a word of it, in the same line of the page.
Only small letters are cant: SD, HP and CF are a card, a maker and a game.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import daachorse

from keywords.sound import TABLES

_REACH = 60
"""How far the company of a token may be, in characters."""
_ENOUGH = 2
_ALONE = re.compile(r"[A-Za-z0-9._@/&+-]")
_MODEL = re.compile("[^\\W真]{0,2}[卡槽盘口线机仪器键驱屏墨]")
"""What follows a token that names a part or a device: sd卡, hp机."""


@dataclass(frozen=True, slots=True)
class _Trade:
    """One line of trade: the words of its tokens, and an automaton of what keeps them company."""

    words: dict[str, str]
    company: daachorse.CharwiseDoubleArrayAhoCorasick


@dataclass(frozen=True, slots=True)
class Cant:
    """A token at characters `start` to `end` of a text, and the word that it stands for."""

    start: int
    end: int
    word: str


@cache
def _trades() -> tuple[_Trade, ...]:
    trades = []
    for line in (TABLES / "cant.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        company, tokens = line.split("|")
        words = dict(pair.split("=", 1) for pair in tokens.split())
        trades.append(_Trade(words, daachorse.CharwiseDoubleArrayAhoCorasick(company.split())))
    return tuple(trades)


@cache
def latin_cant() -> frozenset[str]:
    """The tokens that are Latin letters only."""
    return frozenset(token for one in _trades() for token in one.words if token.isascii())


@cache
def mixed_cant() -> daachorse.CharwiseDoubleArrayAhoCorasick:
    """The tokens of a letter and a character: 空b."""
    return daachorse.CharwiseDoubleArrayAhoCorasick(
        sorted({token for one in _trades() for token in one.words if not token.isascii()})
    )


def cant_in(text: str) -> Iterator[Cant]:
    """The tokens of `text`, a line as it is written, that stand in company."""
    places = [
        (match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.group() in latin_cant() and _stands_alone(text, match.start(), match.end())
    ]
    places += [
        (start, end)
        for start, end, _ in mixed_cant().find_overlapping(text)
        if _letter_alone(text, start, end)
    ]
    if not places:
        return
    places.sort()
    for start, end in places:
        word = _read(text, start, end, places)
        if word is not None:
            yield Cant(start, end, word)


_TOKEN = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")


def _read(text: str, start: int, end: int, places: list[tuple[int, int]]) -> str | None:
    """The word of the line of trade that has most company around the token, or None."""
    token = text[start:end]
    best, most = None, 0
    low, high = max(0, start - _REACH), end + _REACH
    for trade in _trades():
        word = trade.words.get(token)
        if word is None:
            continue
        others = {
            text[a:b] for a, b in places if low <= a and b <= high and text[a:b] in trade.words
        } - {token}
        around = text[low:start] + "\n" + text[end:high]
        beside = {number for _, _, number in trade.company.find(around)}
        touching = trade.company.find(text[max(0, start - 2) : start] + "\n" + text[end : end + 2])
        weight = 2 * len(others) + len(beside) + len(touching)
        # 空b is told by half of its word already.
        needed = _ENOUGH if len(token) < 3 and token.isascii() else 1
        told = bool(beside or touching or len(others) > 1)
        if told and weight >= needed and weight > most:
            best, most = word, weight
    return best


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a token is no part of a model number, an address or a part's name."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (_ALONE.match(before) or _ALONE.match(after) or _MODEL.match(after))


def _letter_alone(text: str, start: int, end: int) -> bool:
    """Whether the letter of 空b is no part of a longer Latin word."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (
        (text[start].isascii() and _ALONE.match(before))
        or (text[end - 1].isascii() and _ALONE.match(after))
    )
