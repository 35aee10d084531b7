"""The merchant's own texts in parts: each talk stands whole in one of them."""

from itertools import pairwise

import pytest

from checks.own_texts import OwnTexts
from checks.plain_text import MAX_READ


@pytest.mark.parametrize("text", ["蜂蜜采自山里\n" * 9_000, "蜂蜜采自山里，" * 9_000])
def test_every_stretch_of_a_long_text_stands_whole_in_a_part(text):
    parts = OwnTexts([("description", text)], "").parts
    assert len(parts) > 2 and max(len(one.looked.text) for one in parts) <= MAX_READ
    for one, following in pairwise(parts):
        assert following.begin <= one.begin + len(one.looked.text) - 440
    last = parts[-1]
    assert last.begin + len(last.looked.text) == len(text)
    assert all(text.startswith(one.looked.text, one.begin) for one in parts)


def test_a_short_text_is_one_part():
    (part,) = OwnTexts([("description", "蜂蜜")], "").parts
    assert (part.begin, part.looked.text) == (0, "蜂蜜")
