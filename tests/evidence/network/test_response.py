"""A response is the same however it is cut up; nothing a server sends breaks the reader."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evidence.network.limits import Limits
from evidence.network.response import Response

OK = b"HTTP/1.1 200 OK\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"

WHOLE = {
    "length": OK + b"Content-Length: 5\r\n\r\nhello",
    "chunked": OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nT: 1\r\n\r\n",
    "bare-lf": b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
    "mixed-lf": b"HTTP/1.1 200 OK\r\nContent-Length: 5\n\r\nhello",
    "no-colon": OK + b"hello there\r\nContent-Length: 5\r\n\r\nhello",
    "two-lengths": OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    "both": OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "blank-first": b"\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello",
    "interim": HINTS + HINTS + OK + b"Content-Length: 5\r\n\r\nhello",
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello",
    "long-header": OK + b"X: " + b"x" * 9000 + b"\r\nContent-Length: 5\r\n\r\nhello",
    "nul": OK + b"X\0: \0\r\nContent-Length: 5\r\n\r\nhello",
}


def read(data: bytes, cuts: list[int] | None = None, **options: Any) -> tuple[Response, bool]:
    response = Response(options.pop("limits", Limits()), **options)
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts or []), len(data)]
    for begin, end in pairwise(edges):
        if end > begin and response.feed(data[begin:end]):
            return response, True
    return response, False


def told(response: Response) -> tuple[Any, ...]:
    head = response.head
    return (
        bytes(response.raw),
        response.interim,
        head and (head.status, head.reason, head.headers),
        response.coded_body,
        response.anomalies,
        response.truncated,
        response.failure,
        response.reusable,
    )


@pytest.mark.parametrize("name", WHOLE)
def test_whole(name: str) -> None:
    response, done = read(WHOLE[name])
    assert done
    assert response.head is not None
    assert response.head.status == 200
    assert response.coded_body == b"hello"
    assert response.interim + response.raw == WHOLE[name]
    assert response.truncated is None
    assert response.failure is None


@settings(max_examples=300)
@given(name=st.sampled_from(sorted(WHOLE)), cuts=st.lists(st.integers(0, 10_000), max_size=30))
def test_segments_change_nothing(name: str, cuts: list[int]) -> None:
    assert told(read(WHOLE[name], cuts)[0]) == told(read(WHOLE[name])[0])


@pytest.mark.parametrize("name", WHOLE)
def test_byte_by_byte(name: str) -> None:
    data = WHOLE[name]
    assert told(read(data, list(range(len(data))))[0]) == told(read(data)[0])


@settings(max_examples=500)
@given(
    name=st.sampled_from(sorted(WHOLE)),
    at=st.integers(0, 200),
    junk=st.binary(max_size=40),
    cut=st.integers(0, 40),
    cuts=st.lists(st.integers(0, 10_000), max_size=4),
)
@example(name="length", at=0, junk=b"HTTP/1.1 999\xff\r\n", cut=0, cuts=[])
def test_nothing_a_server_sends_breaks_the_reader(
    name: str, at: int, junk: bytes, cut: int, cuts: list[int]
) -> None:
    data = WHOLE[name]
    at = at % len(data)
    mutated = data[:at] + junk + data[at + cut :]
    response, done = read(mutated, cuts)
    if not done:
        response.end()
    assert response.interim + response.raw == mutated[: len(response.interim) + len(response.raw)]
    assert response.head is not None or response.failure or "no-status-line" in response.anomalies
    assert isinstance(response.coded_body, bytes)


def test_the_limit_on_the_head() -> None:
    limits = Limits(head=1000)
    fits = OK + b"X: " + b"x" * 900 + b"\r\nContent-Length: 0\r\n\r\n"
    assert read(fits, limits=limits)[0].failure is None
    for data in (OK + b"X: " + b"x" * 2000 + b"\r\n\r\n", OK + b"X: " + b"x" * 2000, b"\r\n" * 900):
        for cuts in ([], list(range(0, len(data), 100))):
            response, done = read(data, cuts, limits=limits)
            assert done
            assert (response.failure, response.truncated) == ("too-large-head", "length")
            assert response.raw


def test_the_limit_on_the_body() -> None:
    limits = Limits(body=100)
    for framing in (b"Content-Length: 5000", b"Transfer-Encoding: chunked", b"X: until close"):
        head = OK + framing + b"\r\n\r\n"
        data = head + (b"1000\r\n" if b"chunked" in framing else b"") + b"y" * 5000
        for cuts in ([], list(range(0, len(data), 7))):
            response, done = read(data, cuts, limits=limits)
            assert done
            assert response.truncated == "length"
            assert response.raw == data[: len(head) + 100]
            assert response.raw.endswith(response.coded_body)
            assert not response.reusable


def test_a_body_of_exactly_the_limit_is_whole() -> None:
    response, done = read(OK + b"Content-Length: 100\r\n\r\n" + b"y" * 100, limits=Limits(body=100))
    assert done
    assert response.truncated is None
    assert response.reusable


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified", b"101 Switching"])
def test_statuses_without_a_body(status: bytes) -> None:
    response, done = read(b"HTTP/1.1 " + status + b"\r\nContent-Length: 50\r\n\r\n")
    assert done
    assert response.coded_body == b""
    assert response.truncated is None


def test_the_answer_to_head_has_no_body() -> None:
    response, done = read(OK + b"Content-Length: 50\r\n\r\n", head_only=True)
    assert done
    assert response.reusable
    response, done = read(OK + b"Transfer-Encoding: chunked\r\n\r\n", head_only=True)
    assert done


@pytest.mark.parametrize(
    "data", [WHOLE["length"] + b"HTTP/1.1 200 Forged\r\n\r\n", WHOLE["chunked"] + b"x"]
)
def test_what_comes_after_the_end_is_kept_and_told(data: bytes) -> None:
    response, done = read(data)
    assert done
    assert response.raw == data
    assert response.coded_body == b"hello"
    assert "data-after-response" in response.anomalies
    assert not response.reusable


def test_no_status_line_at_all() -> None:
    page = b"<html>raw page without a head</html>"
    response, done = read(page, [3, 9])
    assert not done
    response.end()
    assert response.head is None
    assert response.failure is None
    assert response.coded_body == page
    assert response.anomalies == ["no-status-line", "parse-error"]


@pytest.mark.parametrize("junk", [b"\0", b"\xef\xbb\xbf", b"abcd", b"\r\n\0"])
def test_junk_before_the_status_line_is_passed_over_as_chromium_does(junk: bytes) -> None:
    for cuts in ([], list(range(50))):
        response, done = read(junk + WHOLE["length"], cuts)
        assert done
        assert response.head is not None
        assert response.coded_body == b"hello"
        assert response.raw == junk + WHOLE["length"]
        assert "junk-before-head" in response.anomalies


def test_endless_interim_responses_end() -> None:
    response, done = read(HINTS * 100)
    assert done
    assert response.failure == "protocol"
    assert response.anomalies == ["too-many-interim-responses"]
    big = b"HTTP/1.1 103 X\r\nLink: " + b"x" * 60_000 + b"\r\n\r\n"
    response, done = read(big * 100, list(range(0, 6_000_000, 4096)))
    assert done
    assert response.failure == "protocol"
    assert len(response.interim) <= Limits().head


def test_ends() -> None:
    half = OK + b"Content-Length: 50\r\n\r\nhello"
    response, _ = read(half)
    response.end()
    assert (response.truncated, response.failure) == ("disconnect", None)
    response, _ = read(OK + b"Content-Le")
    response.end()
    assert (response.truncated, response.failure) == ("disconnect", "disconnect")
    response, _ = read(OK + b"\r\nhello")
    response.end()
    assert response.truncated is None
    response, _ = read(OK + b"\r\nhello")
    response.end(reset=True)
    assert response.truncated == "disconnect"


def test_time_outs() -> None:
    for data, failure in (
        (OK + b"\r\nhello", None),
        (OK + b"Content-Length: 50\r\n\r\nhello", None),
        (OK + b"X: ", "timeout"),
        (b"", "timeout"),
    ):
        response, _ = read(data)
        response.time_out()
        assert (response.truncated, response.failure) == ("time", failure)


def test_of_two_lengths_the_shorter_suffices_at_a_time_out() -> None:
    response, done = read(OK + b"Content-Length: 50\r\nContent-Length: 5\r\n\r\nhello")
    assert not done
    response.time_out()
    assert response.truncated is None
    assert response.coded_body == b"hello"
