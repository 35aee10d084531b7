"""Odd heads are read, and what is odd is named."""

import pytest

from evidence.network.head import read_head


def head(*lines: bytes, status: bytes = b"HTTP/1.1 200 OK"):  # type: ignore[no-untyped-def]
    return read_head(b"\r\n".join((status, *lines, b"", b"")))


def test_case_order_and_repetition_are_kept() -> None:
    got = head(b"seT-cookie: a=1", b"Content-LENGTH:  2 ", b"Set-Cookie:b=2", b"X-Leer:")
    assert got.headers == [
        (b"seT-cookie", b"a=1"),
        (b"Content-LENGTH", b"2"),
        (b"Set-Cookie", b"b=2"),
        (b"X-Leer", b""),
    ]
    assert (got.status, got.reason, got.persistent, got.lengths) == (200, b"OK", True, [2])
    assert got.anomalies == []


def test_gbk_bytes_are_kept() -> None:
    got = head("X-Shop: 茶叶店".encode("gbk"), status="HTTP/1.1 200 好".encode("gbk"))
    assert got.headers == [(b"X-Shop", "茶叶店".encode("gbk"))]
    assert got.reason == "好".encode("gbk")
    assert got.anomalies == []


@pytest.mark.parametrize(
    ("lines", "anomalies", "headers"),
    [
        ([b"no colon here", b"A: 1"], ["parse-error", "header-without-colon"], [(b"A", b"1")]),
        ([b": x", b"A: 1"], ["parse-error", "header-without-name"], [(b"A", b"1")]),
        ([b"A : 1"], ["parse-error", "space-around-header-name"], [(b"A", b"1")]),
        ([b"A\0B: 1"], ["parse-error", "nul-in-head"], [(b"A\0B", b"1")]),
        ([b"A: 1\0"], ["nul-in-head"], [(b"A", b"1\0")]),
        ([b"A: 1\x07"], ["control-in-head"], [(b"A", b"1\x07")]),
        ([b"A: 1\rB: 2"], ["parse-error", "bare-cr-in-head"], [(b"A", b"1\rB: 2")]),
        ([b"A: 1\nB: 2"], ["bare-lf-in-head"], [(b"A", b"1"), (b"B", b"2")]),
        ([b"A: 1", b" 2"], ["folded-header"], [(b"A", b"1 2")]),
        (
            [b"a b", b"A: 1", b"\t2"],
            ["parse-error", "header-without-colon", "folded-header"],
            [(b"A", b"1 2")],
        ),
        (
            [b"Content-Length: +2"],
            ["parse-error", "bad-content-length"],
            [(b"Content-Length", b"+2")],
        ),
        (
            [b"Content-Length: " + b"9" * 5000],
            ["parse-error", "bad-content-length"],
            [(b"Content-Length", b"9" * 5000)],
        ),
    ],
)
def test_oddities(
    lines: list[bytes], anomalies: list[str], headers: list[tuple[bytes, bytes]]
) -> None:
    got = head(*lines)
    assert (got.status, got.headers) == (200, headers)
    assert got.anomalies == anomalies


def test_repeated_lengths() -> None:
    same = head(b"Content-Length: 2", b"Content-Length: 2")
    assert (same.lengths, same.persistent) == ([2], False)
    assert same.anomalies == ["parse-error", "duplicate-content-length"]
    listed = head(b"Content-Length: 2, 2")
    assert (listed.lengths, listed.anomalies) == ([2], ["parse-error", "duplicate-content-length"])
    other = head(b"Content-Length: 20", b"Content-Length: 3")
    assert other.lengths == [3, 20]
    assert other.anomalies[1:] == ["duplicate-content-length", "conflicting-content-length"]


def test_length_beside_transfer_encoding() -> None:
    got = head(b"Content-Length: 2", b"Transfer-Encoding: chunked")
    assert got.chunked
    assert not got.persistent
    assert got.anomalies == ["content-length-with-transfer-encoding"]


def test_transfer_codings() -> None:
    assert head(b"Transfer-Encoding: Chunked").chunked
    packed = head(b"Transfer-Encoding: gzip, chunked")
    assert (packed.chunked, packed.transfer_codings) == (True, [b"gzip"])
    assert packed.anomalies == ["odd-transfer-encoding"]
    plain = head(b"Transfer-Encoding: identity")
    assert (plain.chunked, plain.transfer_codings, plain.anomalies) == (False, [], [])


def test_content_codings() -> None:
    got = head(b"Content-Encoding: GZIP, identity", b"content-encoding: br")
    assert got.content_codings == [b"gzip", b"br"]


@pytest.mark.parametrize(
    ("status", "lines", "persistent"),
    [
        (b"HTTP/1.1 200 OK", [], True),
        (b"HTTP/1.1 200 OK", [b"Connection: close"], False),
        (b"HTTP/1.1 200 OK", [b"Connection: Keep-Alive, CLOSE"], False),
        (b"HTTP/1.0 200 OK", [], False),
        (b"HTTP/1.0 200 OK", [b"Connection: keep-alive"], True),
        (b"HTTP/1.1 101 Switching", [b"Upgrade: x", b"Connection: upgrade"], False),
    ],
)
def test_whether_the_connection_lasts(status: bytes, lines: list[bytes], persistent: bool) -> None:
    assert head(*lines, status=status).persistent is persistent


@pytest.mark.parametrize(
    ("line", "status", "odd"),
    [
        (b"HTTP/1.1 200", 200, []),
        (b"HTTP/1.1 404 Not Found at all", 404, []),
        (b"HTTP/2 200 OK", 200, ["parse-error"]),
        (b"http/1.1 200 OK", 200, ["parse-error"]),
        (b"HTTP 403 Forbidden", 403, ["parse-error"]),
        (b"HTTP/1.1  200 OK", 200, ["parse-error"]),
        (b"HTTP/1.1 20 OK", 0, ["parse-error", "bad-status-line"]),
        (b"HTTP/1.1 2000 OK", 0, ["parse-error", "bad-status-line"]),
        (b"HTTPS please", 0, ["parse-error", "bad-status-line"]),
    ],
)
def test_status_lines(line: bytes, status: int, odd: list[str]) -> None:
    got = head(b"A: 1", status=line)
    assert (got.status, got.anomalies) == (status, odd)
    assert got.headers == [(b"A", b"1")]
