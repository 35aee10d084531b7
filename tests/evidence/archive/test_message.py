"""Where a payload begins, and an archived message read again."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.archive.message import HEAD_SEARCH, http_parts, looks_like_response, payload_offset
from evidence.archive.stored import StrictRecord


def stored(block: bytes, kind: str = "response", **headers: str) -> StrictRecord:
    named = {"WARC-Target-URI": "http://shop.example/"} | headers
    return StrictRecord(kind, tuple(named.items()), block, 0, 0)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", b"body\r\n\r\nmore"),
        (b"HTTP/1.1 200 OK\nA: b\n\n", b"body"),
        (b"HTTP/1.1 200 OK\r\nA: b\n\r\n", b"body"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\xc9\xcc\xc6\xb7: x\r\n\r\n", b"body"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n \t\r\n", b"C: d\r\n\r\nbody"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\xa0\r\n", b"a no-break space is blank to warcio"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\xe3\x80\x80\r\n", b"an ideographic space too"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\0\r\n\r\n", b"NUL is not blank"),
        (b"\r\n", b"HTTP/1.1 200 OK\r\n\r\nbody"),
        (b"HTTP/1.1 200 OK\r\nA: b", b""),
        (b"", b""),
    ],
)
def test_the_payload_begins_after_the_blank_line(head: bytes, body: bytes) -> None:
    assert payload_offset("response", "http://shop.example/", head + body) == len(head)
    assert payload_offset("request", "https://shop.example/", head + body) == len(head)


def test_the_payload_of_anything_else_is_its_block() -> None:
    block = b"HTTP/1.1 200 OK\r\n\r\nbody"
    assert payload_offset("resource", "http://shop.example/", block) == 0
    assert payload_offset("response", "urn:x-wangjian:dom:1", block) == 0


def test_an_endless_head_leaves_no_payload() -> None:
    block = b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * (HEAD_SEARCH // 6) + b"\r\nbody"
    assert payload_offset("response", "http://shop.example/", block) == len(block)


@given(
    st.lists(
        st.sampled_from(
            [
                b"\r",
                b"\n",
                b" ",
                b"\t",
                b"\x0b",
                b"\x1c",
                b"\x85",
                b"\xa0",
                b"\xc2",
                b"\xe2\x80\xa8",
                b"\xe3\x80",
                b"a",
                b":",
                b"\0",
            ]
        )
    )
)
@settings(deadline=None, max_examples=300)
def test_the_blank_line_is_where_warcio_sees_it(parts: list[bytes]) -> None:
    import io

    from warcio.statusandheaders import StatusAndHeadersParser

    block = b"HTTP/1.1 200 OK\r\n" + b"".join(parts)
    stream = io.BytesIO(block)
    StatusAndHeadersParser([], verify=False).parse(stream)
    assert payload_offset("response", "http://shop.example/", block) == stream.tell()


def test_a_chunked_and_compressed_page_is_read_again() -> None:
    page = "<p>普洱茶</p>".encode() * 50
    coded = gzip.compress(page)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (coded[:40], coded[40:]))
    head = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\ncontent-encoding: gzip\r\n"
        b"Set-Cookie: a\r\nset-cookie: b\r\n\r\n"
    )
    parts = http_parts(stored(head + chunks + b"0\r\n\r\n"))
    assert (parts.head, parts.status, parts.reason) == (head, 200, b"OK")
    assert parts.coded_body == coded
    assert parts.body == page
    assert [name for name, _ in parts.headers][2:] == [b"Set-Cookie", b"set-cookie"]
    assert parts.anomalies == ()


@pytest.mark.parametrize(
    ("block", "status", "body", "anomaly"),
    [
        (b"HTTP/1.1 200 OK\nA: b\n\nhello", 200, b"hello", "bare-lf-in-head"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\nhello", 200, b"hello", "header-without-colon"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhello", 200, b"hello", "truncated"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhello",
            200,
            b"hello",
            "not-in-content-coding",
        ),
        (b"\xef\xbb\xbfHTTP/1.1 200 OK\r\n\r\nhello", 200, b"hello", "junk-before-head"),
        (b"<html>no head at all", 0, b"<html>no head at all", "no-status-line"),
        (b"HTTP/1.1 200 OK\r\nA: b", 0, b"", "truncated"),
        (b"", 0, b"", "truncated"),
    ],
)
def test_odd_messages_are_read_as_far_as_they_make_sense(
    block: bytes, status: int, body: bytes, anomaly: str
) -> None:
    parts = http_parts(stored(block))
    assert (parts.status, parts.body) == (status, body)
    assert anomaly in parts.anomalies


def test_interim_responses_of_other_archives_are_passed_over() -> None:
    final = b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"
    parts = http_parts(stored(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + final + b"hello"))
    assert (parts.status, parts.head, parts.body) == (200, final, b"hello")


def test_a_bomb_is_cut_at_the_limit() -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(10_000_000))
    parts = http_parts(stored(block), decoded_limit=1_000_000)
    assert len(parts.body) == 1_000_000
    assert "decoded-limit" in parts.anomalies


def test_a_resource_gives_its_block_and_type() -> None:
    parts = http_parts(stored(b"<p>", "resource", **{"Content-Type": "text/html; charset=utf-8"}))
    assert (parts.status, parts.body, parts.head) == (0, b"<p>", b"")
    assert parts.content_type == "text/html; charset=utf-8"


def test_a_request_gives_its_headers_and_form() -> None:
    block = b"POST /s HTTP/1.1\r\nHost: shop.example\r\n\r\nq=%B7%C2"
    parts = http_parts(stored(block, "request"))
    assert (parts.header("host"), parts.body) == (b"shop.example", b"q=%B7%C2")


@given(st.binary(max_size=300).map(b"HTTP/1.1 200 OK\r\n".__add__) | st.binary(max_size=100))
@settings(deadline=None)
def test_no_block_upsets_the_reading(block: bytes) -> None:
    parts = http_parts(stored(block))
    assert block.startswith(parts.head) or parts.status
    if parts.status:
        assert parts.head.endswith(b"\n")
        assert looks_like_response(parts.head)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\n", True),
        (b"\r\n\nhttp/1.0 200", True),
        (b"\r\n\xef\xbb\xbfHTTP/1.1 200 OK\r\n", True),
        (b"12345HTTP/1.1 200 OK\r\n", False),
        (b"SSH-2.0-OpenSSH", False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_what_begins_like_a_response(data: bytes, expected: bool) -> None:
    assert looks_like_response(data) is expected
