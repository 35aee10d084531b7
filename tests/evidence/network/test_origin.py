"""From an address to the bytes on the wire, or a refusal."""

import pytest

from evidence.errors import Refused
from evidence.network.exchange import WireRequest
from evidence.network.origin import asked, origin_of


@pytest.mark.parametrize(
    ("url", "authority", "target"),
    [
        ("http://shop.example", "shop.example", "/"),
        ("http://shop.example?q=1", "shop.example", "/?q=1"),
        ("HTTP://Shop.Example:80/A/../b", "shop.example", "/A/../b"),
        ("https://shop.example:443/", "shop.example", "/"),
        ("https://shop.example:8443/x#part", "shop.example:8443", "/x"),
        ("http://shop.example:/", "shop.example", "/"),
        ("http://[2400:3200::1]:8080/", "[2400:3200::1]:8080", "/"),
        (
            "http://shop.example/%B7%C2%C3%B0?a=%7e&b=~\"'<>\\",
            "shop.example",
            "/%B7%C2%C3%B0?a=%7e&b=~\"'<>\\",
        ),
        ("http://shop.example/%0d%0aX:1", "shop.example", "/%0d%0aX:1"),
    ],
)
def test_the_target_goes_out_as_given(url: str, authority: str, target: str) -> None:
    origin, sent = origin_of(url)
    assert (origin.authority, sent) == (authority, target)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("data:text/html,x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("ftp://shop.example/", "scheme"),
        ("gopher://shop.example/", "scheme"),
        ("s3://bucket/key", "scheme"),
        ("view-source:http://shop.example/", "scheme"),
        ("chrome://version", "scheme"),
        ("//shop.example/", "bad-url"),
        ("/path", "bad-url"),
        ("", "bad-url"),
        ("http:/shop.example", "bad-url"),
        ("http:///path", "bad-url"),
        ("http://:80/", "bad-url"),
        ("http://shop.example:0/", "bad-url"),
        ("http://shop.example:99999/", "bad-url"),
        ("http://shop.example:80:80/", "bad-url"),
        ("http://shop.example:8a/", "bad-url"),
        ("http://shop.example/a b", "bad-url"),
        ("http://shop.example/a\r\nX: 1", "bad-url"),
        ("http://shop.example/a\tb", "bad-url"),
        ("http://shop.example/\0", "bad-url"),
        ("http://shop.example/仿冒", "bad-url"),
        ("http://shop\n.example/", "bad-host"),
        ("http://shop.example\\@127.0.0.1/", "bad-url"),
        ("http://user:pass@shop.example/", "credentials-in-url"),
        ("http://127.1/", "odd-address"),
        ("http://shop.example/" + "a" * 9000, "url-too-long"),
    ],
)
def test_what_is_not_fetched(url: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        origin_of(url)
    assert caught.value.code == code
    assert caught.value.diagnostics().isprintable()
    assert len(caught.value.diagnostics("en")) < 300


def test_host_comes_first_and_headers_keep_case_and_order() -> None:
    request = WireRequest(
        "http://shop.example:8080/search?q=%B7%C2",
        headers=[
            (b"user-AGENT", b"wangjian"),
            (b"X-B", b"2"),
            (b"X-A", b"1"),
            (b"X-B", b"\xb2\xe8"),
        ],
    )
    ask = asked(request)
    assert ask.data == (
        b"GET /search?q=%B7%C2 HTTP/1.1\r\nHost: shop.example:8080\r\nuser-AGENT: wangjian\r\n"
        b"X-B: 2\r\nX-A: 1\r\nX-B: \xb2\xe8\r\n\r\n"
    )
    assert ask.repeatable
    assert not ask.head_only


def test_a_body_has_its_length() -> None:
    ask = asked(WireRequest("http://shop.example/", method="POST", body=b"q=%B7%C2"))
    assert ask.data.endswith(b"\r\nContent-Length: 8\r\n\r\nq=%B7%C2")
    assert not ask.repeatable
    empty = asked(WireRequest("http://shop.example/", method="POST"))
    assert empty.data.endswith(b"Content-Length: 0\r\n\r\n")


@pytest.mark.parametrize(
    "request_",
    [
        WireRequest("http://shop.example/", headers=[(b"X", b"a\r\nY: b")]),
        WireRequest("http://shop.example/", headers=[(b"X", b"a\0")]),
        WireRequest("http://shop.example/", headers=[(b"X Y", b"a")]),
        WireRequest("http://shop.example/", headers=[(b"", b"a")]),
        WireRequest("http://shop.example/", headers=[(b"Host", b"127.0.0.1")]),
        WireRequest("http://shop.example/", headers=[(b"transfer-encoding", b"chunked")]),
        WireRequest("http://shop.example/", headers=[(b"Content-Length", b"5")]),
        WireRequest("http://shop.example/", method="get"),
        WireRequest("http://shop.example/", method="GET / HTTP/1.1\r\nX:"),
        WireRequest("http://shop.example/", method="CONNECT"),
    ],
)
def test_a_request_that_could_say_something_else_is_not_sent(request_: WireRequest) -> None:
    with pytest.raises(Refused) as caught:
        asked(request_)
    assert caught.value.code == "bad-request"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("127.0.0.1:9612/s1.html", "开头缺 http://"),
        ("shop.example:8080/g", "开头缺 http://"),
        ("shop.example", "开头缺 http://"),
        ("localhost:80", "开头缺 http://"),
        ("http://a.example/ http://b.example/", "空格"),
        ("http://shop.example/仿冒", "非 ASCII"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(url: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        origin_of(url)
    assert caught.value.code == "bad-url"
    assert said in caught.value.diagnostics("zh")
