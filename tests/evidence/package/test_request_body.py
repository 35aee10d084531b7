"""What a request carried, as a query: the way that replay tools spell it."""

import pytest

from evidence.package.request_body import LONGEST, body_query, with_body

FORM = "application/x-www-form-urlencoded"
PARTS = (
    b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    b'--XX\r\nContent-Disposition: form-data; name="f"; filename="q.png"\r\n'
    b"Content-Type: image/png\r\n\r\nPNG\0\r\n--XX--\r\n"
)
BODIES = [
    (FORM, b"a=1&b=%E6%9C%80+x", "a=1&b=最 x"),
    (f"{FORM}; charset=UTF-8", b"a=\xff", "__wb_post_data=YT3/"),
    ("application/json", b'{"a":1,"b":{"c":[1,"x"],"a":2}}', "a=1&c=1&c.2_=x&a.2_=2"),
    ("application/json", b'{"t":true,"n":null,"f":1.0,"g":1.5}', "t=true&n=null&f=1&g=1.5"),
    ("application/json", b"{bad", ""),
    ("application/json", b"[" * 100_000, ""),
    ("text/plain;charset=UTF-8", b'{"q":"z"}', "q=z"),
    ("text/plain", b"hello", "__wb_post_data=aGVsbG8="),
    ("multipart/form-data; boundary=XX", PARTS, "a=1&f=PNG%00"),
    ("multipart/form-data", PARTS, ""),
    ("", b"\0\1", "__wb_post_data=AAE="),
]


@pytest.mark.parametrize(("kind", "body", "query"), BODIES)
def test_a_body_is_written_as_a_query(kind: str, body: bytes, query: str) -> None:
    assert body_query(kind, body) == query


def test_a_long_body_is_cut() -> None:
    assert len(body_query("", bytes(100_000))) == LONGEST


def test_the_method_stands_in_the_query_too() -> None:
    assert with_body("http://x/", "POST", "a=1") == "http://x/?__wb_method=POST&a=1"
    assert with_body("http://x/?b=2", "PUT", "") == "http://x/?b=2&__wb_method=PUT"
