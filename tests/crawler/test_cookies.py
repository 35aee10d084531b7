"""Cookies: back to the host that set them, nowhere else."""

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.cookies import MOST_COOKIES, SiteCookies


def after(*lines: str, url: str = "http://shop.test/a/b") -> SiteCookies:
    """The jar after a response at `url` that sets these cookies."""
    jar = SiteCookies()
    response = Response(url, headers=[("Set-Cookie", line) for line in lines])
    jar.process_response(Request(url), response)
    return jar


def sent(jar: SiteCookies, url: str = "http://shop.test/a/c", **meta: object) -> bytes | None:
    request = Request(url, meta=meta)
    jar.process_request(request)
    return request.headers.get(b"Cookie")


def test_a_cookie_goes_back_to_its_host() -> None:
    jar = after("sid=1%20=x; HttpOnly; SameSite=Lax", 't="q"')
    assert sent(jar) == b'sid=1%20=x; t="q"'
    assert sent(jar, "http://other.test/a/c") is None
    assert sent(jar, "http://sub.shop.test/a/c") is None


def test_whatever_domain_it_claims() -> None:
    jar = after("sid=1; Domain=test", "b=2; Domain=.other.test")
    assert sent(jar, "http://other.test/a/") is None
    assert sent(jar, "http://x.test/a/") is None
    assert sent(jar) == b"sid=1; b=2"


@pytest.mark.parametrize(
    ("line", "url", "expected"),
    [
        ("a=1; Path=/", "http://shop.test/z", b"a=1"),
        ("a=1; Path=/a", "http://shop.test/a/x", b"a=1"),
        ("a=1; Path=/a", "http://shop.test/ab", None),
        ("a=1", "http://shop.test/z", None),  # the default path is the page's folder
        ("a=1; Secure; Path=/", "http://shop.test/", None),
        ("a=1; Secure; Path=/", "https://shop.test/", b"a=1"),
        ("a=1; Max-Age=0", "http://shop.test/a/", None),
        ("a=1; Max-Age=-5", "http://shop.test/a/", None),
        ("a=1; Max-Age=60", "http://shop.test/a/", b"a=1"),
        ("a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT", "http://shop.test/a/", None),
        ("a=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT", "http://shop.test/a/", b"a=1"),
        ("a=1; Expires=nonsense", "http://shop.test/a/", b"a=1"),
        ("novalue", "http://shop.test/a/", None),
        ("=x", "http://shop.test/a/", None),
        ("a=" + "x" * 5000, "http://shop.test/a/", None),
    ],
)
def test_attributes(line: str, url: str, expected: bytes | None) -> None:
    assert sent(after(line), url) == expected


def test_a_cookie_is_changed_and_taken_back() -> None:
    jar = after("a=1", "a=2")
    assert sent(jar) == b"a=2"
    response = Response("http://shop.test/a/", headers={"Set-Cookie": "a=; Max-Age=0"})
    jar.process_response(Request("http://shop.test/a/"), response)
    assert sent(jar) is None


def test_a_server_that_sets_cookies_without_end_is_not_followed() -> None:
    jar = after(*(f"c{n}=1" for n in range(10 * MOST_COOKIES)))
    assert len((sent(jar) or b"").split(b";")) == MOST_COOKIES


def test_the_spider_s_own_cookies_and_wish_for_none_are_respected() -> None:
    jar = after("a=1")
    request = Request("http://shop.test/a/", headers={"Cookie": "own=1"})
    jar.process_request(request)
    assert request.headers[b"Cookie"] == b"own=1"
    assert sent(jar, dont_merge_cookies=True) is None
