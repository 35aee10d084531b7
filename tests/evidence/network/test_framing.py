"""Where a body ends, however the bytes are cut up on the way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.network.framing import Chunked, Counted, UntilClose


def fed(framing: Chunked | Counted | UntilClose, data: bytes, *cuts: int) -> tuple[bool, bytearray]:
    """Feed `data` in pieces; whether it was done, and the buffer."""
    raw = bytearray()
    edges = [0, *sorted(cuts), len(data)]
    for begin, end in pairwise(edges):
        raw += data[begin:end]
        if framing.read(raw):
            return True, raw
    return False, raw


CHUNKS = b"4;name=value\r\nWiki\r\n6\r\npedia \r\nE\r\nin \r\n\r\nchunks.\r\n0\r\n\r\n"


@given(st.lists(st.integers(0, len(CHUNKS)), max_size=12))
def test_chunks_do_not_depend_on_segments(cuts: list[int]) -> None:
    framing = Chunked(0, 1000)
    done, raw = fed(framing, CHUNKS, *cuts)
    assert done
    assert framing.body(raw) == b"Wikipedia in \r\n\r\nchunks."
    assert framing.end == len(CHUNKS)
    assert framing.whole_at_eof(raw)
    assert framing.anomaly is None


@pytest.mark.parametrize(
    ("data", "body", "anomaly"),
    [
        (b"zz\r\nab\r\n", b"", "bad-chunk-size"),
        (b"\r\nab\r\n", b"", "bad-chunk-size"),
        (b"-1\r\nab", b"", "bad-chunk-size"),
        (b"0x2\r\nab", b"", "bad-chunk-size"),
        (b"8000000000000000\r\nab", b"", "bad-chunk-size"),
        (b"10000000000000000\r\nab", b"", "bad-chunk-size"),
        (b"2\r\nabXX", b"ab", "chunk-without-line-end"),
        (b"2;" + b"x" * (1 << 20), b"", "chunk-line-too-long"),
        (b"2\r\nab\r\n0\r\nX: " + b"x" * 2000, b"ab", "chunk-line-too-long"),
        (b"2\r\nab\r\n0\r\n" + b"X: 1\r\n" * 200, b"ab", "chunk-line-too-long"),
    ],
)
def test_nonsense_ends_it_and_keeps_what_came(data: bytes, body: bytes, anomaly: str) -> None:
    framing = Chunked(0, 1000)
    done, raw = fed(framing, data)
    assert done
    assert (framing.body(raw), framing.anomaly) == (body, anomaly)
    assert not framing.whole_at_eof(raw)


def test_bare_lf_and_blanks_are_taken() -> None:
    framing = Chunked(0, 1000)
    done, raw = fed(framing, b"2 \nhi\n0\n\n")
    assert done
    assert (framing.body(raw), framing.anomaly) == (b"hi", None)


def test_trailers_are_seen_and_the_end_is_exact() -> None:
    framing = Chunked(0, 1000)
    data = b"2\r\nhi\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\nNEXT"
    done, raw = fed(framing, data)
    assert done
    assert framing.trailers
    assert raw[framing.end :] == b"NEXT"


def test_without_the_last_chunk_it_is_not_whole() -> None:
    framing = Chunked(0, 1000)
    done, raw = fed(framing, b"2\r\nhi\r\n")
    assert not done
    assert not framing.whole_at_eof(raw)
    assert framing.body(raw) == b"hi"


def test_counted() -> None:
    framing = Counted(3, 2, 2)
    assert fed(framing, b"HD hi and more") == (True, bytearray(b"HD hi and more"))
    assert framing.body(bytearray(b"HD hi")) == b"hi"
    assert not Counted(0, 5, 5).read(bytearray(b"abc"))
    assert not Counted(0, 5, 5).whole_at_eof(bytearray(b"abc"))


def test_the_longer_of_two_lengths_is_waited_for_and_the_shorter_suffices() -> None:
    framing = Counted(0, 2, 5)
    assert not framing.read(bytearray(b"abc"))
    assert framing.whole_at_eof(bytearray(b"abc"))
    assert framing.read(bytearray(b"abcde"))


def test_until_close() -> None:
    framing = UntilClose(2)
    done, raw = fed(framing, b"HDbody", 3, 4)
    assert not done
    assert framing.whole_at_eof(raw)
    assert framing.body(raw) == b"body"
