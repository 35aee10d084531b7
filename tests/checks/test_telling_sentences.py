"""Which sentences of a page are weighed: of a long one those that tell most."""

import numpy as np

from checks.telling_sentences import MOST, numbers_at, said_before, telling

SIZES = [4, *[29] * 1_000]


def odds(**high: float) -> np.ndarray:
    values = np.full(len(SIZES), -3.0, dtype=np.float32)
    for at, value in high.items():
        values[int(at[1:])] = value
    return values


def test_a_short_page_is_weighed_whole():
    assert telling([4, 20, 30], np.zeros(3, dtype=np.float32), lambda: []) == [0, 1, 2]


def test_a_long_page_is_weighed_by_its_head_by_findings_and_by_what_reads_worst():
    kept = telling(SIZES, odds(n700=5.0), lambda: [500])
    assert kept[:3] == [0, 1, 2]
    assert {499, 500, 501, 699, 700, 701} <= set(kept)
    assert sum(SIZES[at] + 1 for at in kept) <= MOST + 1


def test_findings_without_end_leave_room_for_what_reads_worst():
    kept = telling(SIZES, odds(n950=5.0), lambda: range(100, 900))
    assert {949, 950, 951} <= set(kept)


def test_the_same_words_near_by_are_said_once_and_far_away_again():
    assert said_before(["蜂蜜", "核桃", "蜂蜜", "蜂蜜"]) == [0, 1, 0, 0]
    assert said_before(["蜂蜜", "核" * 400, "蜂蜜"]) == [0, 1, 2]
    assert said_before(["蜂蜜", "核" * MOST, "蜂蜜"]) == [0, 1, 0]


def test_the_pieces_at_a_place():
    pieces = [("title", 0, 2, "茶"), ("description", 0, 4, "蜂蜜"), ("description", 5, 9, "核桃")]
    assert list(numbers_at(pieces, [("description", 6, 8)])) == [2]
    assert list(numbers_at(pieces, [("description", 3, 7), ("alt", 0, 1)])) == [1, 2]
