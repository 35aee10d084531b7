"""Entries: one way to write each, and nothing else is taken for one."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.seal.digests import digest_file
from evidence.seal.entry import LARGEST_LINE, Entry, NoEntry, Subject
from evidence.seal.merkle import leaf_hash

TIME = datetime(2026, 11, 24, 8, 5, 7, 12, tzinfo=UTC)
SUBJECT = Subject("capture.wacz", "sha256:" + "a" * 64, "sm3:" + "b" * 64, 12)

facts = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def entry(**changes: Any) -> Entry:
    settings: dict[str, Any] = {
        "index": 3,
        "previous": "c" * 64,
        "time": TIME,
        "kind": "capture",
        "subjects": (SUBJECT,),
        "facts": {"url": "https://shop.test/茶", "records": 3},
    } | changes
    return Entry(**settings)


def test_an_entry_is_one_line_of_sorted_printable_ascii() -> None:
    line = entry().line()
    assert line == (
        b'{"facts":{"records":3,"url":"https://shop.test/\\u8336"},"index":3,"kind":"capture",'
        b'"previous":"'
        + b"c" * 64
        + b'","subjects":[{"name":"capture.wacz","sha256":"sha256:'
        + b"a" * 64
        + b'","size":12,"sm3":"sm3:'
        + b"b" * 64
        + b'"}],'
        b'"time":"2026-11-24T08:05:07.000012Z","version":1}'
    )
    assert entry().leaf == leaf_hash(line)


@given(st.dictionaries(st.text(), facts, max_size=4))
def test_what_is_entered_comes_back_and_cannot_steer_a_terminal(value: dict[str, Any]) -> None:
    made = entry(facts=value)
    line = made.line()
    assert all(0x20 <= octet < 0x7F for octet in line)
    assert Entry.from_line(line) == made


def test_times_are_kept_in_utc() -> None:
    beijing = TIME.astimezone(timezone(timedelta(hours=8)))
    assert entry(time=beijing).line() == entry().line()


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": {"price": 1.5}},
        {"facts": {"price": float("nan")}},
        {"facts": {"n": 2**53}},
        {"facts": {"when": TIME}},
        {"facts": {1: "a"}},
        {"facts": {"raw": b"bytes"}},
        {"facts": {"deep": [[[[[[[[[[1]]]]]]]]]]}},
        {"facts": {"text": "x" * LARGEST_LINE}},
        {"kind": "Capture"},
        {"kind": ""},
        {"kind": "a b"},
        {"previous": None},
        {"previous": "C" * 64},
        {"index": -1},
        {"index": 0},
        {"subjects": (Subject("", SUBJECT.sha256),)},
        {"subjects": (Subject("a", "a" * 64),)},
        {"subjects": (Subject("a", "sha1:" + "a" * 40),)},
        {"subjects": (Subject("a", SUBJECT.sha256, "sha256:" + "a" * 64),)},
        {"subjects": (Subject("a", SUBJECT.sha256, None, -1),)},
    ],
)
def test_what_can_be_no_entry_is_not_written(changes: dict[str, Any]) -> None:
    with pytest.raises(NoEntry):
        entry(**changes).line()


def rewritten(**changes: object) -> bytes:
    value = json.loads(entry().line()) | changes
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b"1" * 5000,
        entry().line() + b" ",
        b" " + entry().line(),
        entry().line().replace(b'"index":3', b'"index": 3'),
        entry().line().replace(b'"index":3', b'"index":3.0'),
        entry().line().replace(b'"index":3', b'"index":true'),
        entry().line().replace(b'"index":3', b'"index":3,"index":3'),
        entry().line().replace(b"\\u8336", "茶".encode()),
        entry().line().replace(b"\\u8336", b"\\u8336\\u0041"),
        entry().line().replace(b"a" * 64, b"A" * 64),
        entry().line().decode().encode("utf-16"),
        rewritten(version=2),
        rewritten(version=True),
        rewritten(more=1),
        rewritten(time="2026-13-24T08:05:07.000012Z"),
        rewritten(time="2026-11-24T08:05:07Z"),
        rewritten(time="2026-11-24T08:05:07.000012+08:00"),
        rewritten(subjects={}),
        rewritten(subjects=[{}]),
        rewritten(facts=[]),
        rewritten(kind=None),
        b"x" * (LARGEST_LINE + 1),
    ],
)
def test_what_the_ledger_would_not_write_is_no_entry(line: bytes) -> None:
    with pytest.raises(NoEntry):
        Entry.from_line(line)


def test_a_subject_has_the_digests_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "capture.wacz"
    path.write_bytes(b"abc")
    made = Subject.of_file(path)
    assert made == Subject.of_bytes(b"abc", "capture.wacz")
    digests = digest_file(path)
    assert (made.sha256, made.sm3, made.size) == (digests.sha256, digests.sm3, 3)
    assert Subject.of_file(path, "other").name == "other"
