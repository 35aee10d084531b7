"""JSON in a package: Chinese stays readable, what cannot be seen is escaped, one meaning only."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.package.plain_json import read_json, write_json, write_json_line, write_json_lines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_read_back_and_shows_no_hidden_character(value: object) -> None:
    data = write_json(value)
    assert read_json(data) == value == json.loads(data)
    assert all(c.isprintable() or c == "\n" for c in data.decode("utf-8"))
    assert write_json_line(value).count(b"\n") == 1


def test_chinese_stays_chinese_and_order_carries_no_meaning() -> None:
    assert "普洱茶".encode() in write_json({"b": "普洱茶", "a": 1})
    assert write_json({"a": 1, "b": 2}) == write_json({"b": 2, "a": 1})
    assert write_json_lines([{"a": 1}, {"b": 2}]) == b'{"a": 1}\n{"b": 2}\n'


def test_lone_surrogates_and_characters_outside_the_plane_survive() -> None:
    value = ["\ud800", "\U0001f4a9", "\U000e0001", "\u202e"]
    assert read_json(write_json(value)) == value
    assert b"\\ud83d" not in write_json("\U0001f4a9")


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1, "a": 2}',
        b'[{"x": {"b": 1, "b": 1}}]',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"\xef\xbb\xbf{}",
        b"\xff",
        b"{} {}",
        b"",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"9" * 5000,
    ],
)
def test_what_readers_would_not_agree_on_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_json(data)


def test_nan_is_not_written() -> None:
    with pytest.raises(ValueError):
        write_json(float("nan"))
