import pytest
import re2

from pages.encoded import EncodedText, joined


def test_places_are_code_points_not_bytes():
    text = EncodedText("云南🐟A1，昆明B2")
    assert list(text.spans(re2.compile("[A-Z][0-9]"))) == [(3, 5), (8, 10)]


def test_the_first_group_that_is_not_empty_is_told():
    text = EncodedText("号：甲1 号\n乙2")
    pattern = re2.compile("号(?:：(.[0-9])|\n(.[0-9]))")
    found = [text.text[start:end] for start, end in text.spans(pattern, 1, 2)]
    assert found == ["甲1", "乙2"]


@pytest.mark.parametrize("repeats", [1, 40])
def test_only_the_lines_of_the_places_are_read(repeats):
    text = EncodedText("云A1 A2\n号B3 号B4\n号C5 D6\n" * repeats)
    pattern = re2.compile("号[A-Z][0-9]")
    places = [place for place, char in enumerate(text.text) if char == "号"]
    assert list(text.spans_near(pattern, places)) == list(text.spans(pattern))
    assert list(text.spans_near(pattern, [])) == []
    assert list(text.spans_near(re2.compile("[A-Z][0-9]"), [1])) == [(1, 3), (4, 6)]


@pytest.mark.parametrize("repeats", [1, 40])
def test_matches_are_read_where_they_begin(repeats):
    text = EncodedText("云🐟号甲A1 号号乙B2号丙\n号丁C3 D4\n" * repeats)
    pattern = re2.compile("号+.([A-Z][0-9])")
    places = [place for place, char in enumerate(text.text) if char == "号"]
    for groups in ((), (1,)):
        found = list(text.spans_at(pattern, places, 5, *groups))
        assert found == list(text.spans(pattern, *groups))
    assert list(text.spans_at(pattern, [], 5)) == []


def test_fields_are_joined_with_a_break():
    fields = {"b": "二二", "c": "", "a": "一一一", "d": "四"}
    encoded, texts = joined(fields, ("a", "b", "c"), 2)
    assert texts == [("a", "一一", 0), ("b", "二二", 5)]
    assert all(encoded.text[begin:].startswith(text) for _, text, begin in texts)
