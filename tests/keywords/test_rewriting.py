"""Places that are read otherwise than written, with the way back."""

import pytest

from keywords.rewriting import Rewritten, rewritten
from keywords.splits import joined, ordinary_splits
from tests.plain_steps import plain_steps


@pytest.mark.parametrize(
    ("text", "read", "spelling"),
    [
        ("卖亻叚货", "卖假货", "split"),
        ("卖亻 叚货", "卖假货", "split"),
        ("反辶利", "返利", "split"),
        ("本店🐟塘", "本店鱼塘", "emoji"),
        ("\u202e货假\u202c卖", "假货", "reversed"),
    ],
)
def test_a_window_is_written_out_as_it_is_read(text: str, read: str, spelling: str) -> None:
    (window,) = rewritten(text)
    assert read in window.text
    assert set(window.odd.values()) == {spelling}
    start = window.text.index(read)
    first, last = window.span(start, start + len(read))
    assert 0 <= first < last <= len(text)


@pytest.mark.parametrize("text", ["普通文字", "亻，叚", "🆕款上市", "疒", ""])
def test_what_is_read_as_it_stands_has_no_window(text: str) -> None:
    assert [w for w in rewritten(text) if w.odd] == []


def test_a_text_of_halves_is_read_in_time() -> None:
    windows: list[Rewritten] = []
    assert plain_steps(lambda: windows.extend(rewritten("亻叚货" * 100_000))) < 90
    assert len(windows) <= 400


def test_the_table_of_splits_joins_to_single_characters() -> None:
    assert joined()["氵台"] == "治"
    assert ordinary_splits()["好"] == "女子"
    assert all(len(pair) == 2 and len(whole) == 1 for pair, whole in joined().items())
