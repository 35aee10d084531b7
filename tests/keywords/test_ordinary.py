"""Ordinary words: the pairs of the table, for one place and for many."""

import pytest

from keywords.fold import code_points
from keywords.ordinary import ordinary_words


@pytest.mark.parametrize(
    ("text", "at", "ordinary"),
    [
        ("打鸡蛋", 2, True),
        ("刷蛋队", 1, False),
        ("加薇信", 1, False),
        ("我的", 1, True),
        ("第8章", 1, True),
        ("船", 0, False),
        ("a船b", 1, False),
        ("爆款", 0, True),
    ],
)
def test_a_character_is_read_with_its_neighbours(text: str, at: int, ordinary: bool) -> None:
    words = ordinary_words()
    assert words.reads(text, at) is ordinary
    if at:  # many places at once look round the beginning of the text
        around = code_points(text)[[at - 1, at, min(at + 1, len(text) - 1)], None]
        alone, _, joined = words.rows(around)
        assert bool(alone[1, 0] or joined[0, 0] or joined[1, 0]) is ordinary


def test_words_of_their_own_come_in_two_degrees() -> None:
    words = ordinary_words()
    assert words.alone("的")
    assert words.often("的")
    assert words.often("抱")
    assert not words.alone("蛋")
    assert not words.often("薇")
