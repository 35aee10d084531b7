"""Secrets: passwords and cookies are overwritten at their length, all else stays."""

from datetime import UTC, datetime

import pytest

from evidence.capture.secrets import Secrets, in_address, in_markup
from evidence.capture.tapped import Socket, Tapped
from evidence.network.limits import Limits
from evidence.network.response import Response

HEAD = b"POST /in HTTP/1.1\r\nHost: shop.example\r\n"


@pytest.mark.parametrize(
    ("body", "masked"),
    [
        (b"user=me&password=s3cret&x=1", b"user=me&password=******&x=1"),
        (b"Login[passwd]=a%20b", b"Login[passwd]=*****"),
        (b'{"user":"me","pwd" : "a\\"b","n":1}', b'{"user":"me","pwd" : "****","n":1}'),
        (
            b'--b\r\nContent-Disposition: form-data; name="loginPassword"\r\n\r\nab\r\n--b--',
            b'--b\r\nContent-Disposition: form-data; name="loginPassword"\r\n\r\n**\r\n--b--',
        ),
    ],
)
def test_a_password_in_a_body_is_overwritten_and_tells_of_a_login(
    body: bytes, masked: bytes
) -> None:
    secrets = Secrets()
    sent = HEAD + b"Cookie: a=1\r\n\r\n" + body
    assert secrets.in_request(sent) == HEAD + b"Cookie: a=*\r\n\r\n" + masked
    assert secrets.undeclared
    assert secrets.account
    assert secrets.masked == 1


@pytest.mark.parametrize(
    "body", [b"q=%E6%99%AE%E6%B4%B1", b'{"compass": "wd", "password": ""}', b""]
)
def test_what_is_no_secret_stays_as_it_was(body: bytes) -> None:
    secrets = Secrets()
    sent = HEAD + b"Cookie: a=1; b=2\r\nX-Pass: 1\r\n\r\n" + body
    assert secrets.in_request(sent) == sent
    answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\n\r\nbody password=x"
    assert secrets.in_response(answer) == answer
    assert (secrets.masked, secrets.undeclared) == (0, False)


def test_after_a_login_cookies_are_secrets() -> None:
    secrets = Secrets()
    secrets.login_begins(100.0)
    assert secrets.logging_in
    assert secrets.withholds(150.0)
    secrets.login_ends(200.0)
    assert not secrets.withholds(201.0)
    assert not secrets.withholds(99.0)
    assert secrets.withheld == 1
    sent = b"GET / HTTP/1.1\r\ncookie: sid=a=b; bare; n=\r\nAuthorization: Bearer x.y\r\n\r\n"
    assert secrets.in_request(sent) == (
        b"GET / HTTP/1.1\r\ncookie: sid=***;*****; n=\r\nAuthorization: **********\r\n\r\n"
    )
    answer = b"HTTP/1.1 200 OK\r\nset-cookie: sid=abc; Path=/; Secure\r\n\r\nset-cookie: sid=abc"
    assert secrets.in_response(answer) == (
        b"HTTP/1.1 200 OK\r\nset-cookie: sid=***; Path=/; Secure\r\n\r\nset-cookie: sid=abc"
    )
    assert not secrets.undeclared


def test_an_exchange_says_that_it_was_masked_and_hides_what_a_socket_sent() -> None:
    secrets = Secrets()
    secrets.login_begins(0.0)
    secrets.login_ends(1.0)
    tapped = Tapped(Socket(1), None, datetime(2026, 11, 24, tzinfo=UTC), Response(Limits()))
    tapped.request += b"GET /?password=abc HTTP/1.1\r\nHost: shop.example\r\n\r\n"
    tapped.frames_sent += b"token"
    assert not secrets.hide(tapped)
    assert tapped.url == "http://shop.example/?password=***"
    assert bytes(tapped.frames_sent) == b"*****"
    assert tapped.response.anomalies == ["secrets-masked"]


def test_addresses_and_markup_lose_their_passwords() -> None:
    assert in_address("http://a.example/?x=1&pwd=ab#pwd") == "http://a.example/?x=1&pwd=**#pwd"
    assert in_address("http://a.example/密?q=茶") == "http://a.example/密?q=茶"
    html = (
        "<input value='ab' type=password><INPUT TYPE=\"password\" VALUE=xyz>"
        "<input type=text value=seen><input type=password>"
    )
    assert in_markup(html) == (
        "<input value='**' type=password><INPUT TYPE=\"password\" VALUE=***>"
        "<input type=text value=seen><input type=password>",
        2,
    )


def test_hostile_bodies_and_markup_take_no_time() -> None:
    secrets = Secrets()
    for piece in (b'"pwd":"', b'name="pwd"\r\n\r\n', b"pwd", b"&pwd=", b"[" * 50 + b"pwd"):
        secrets.in_request(HEAD + b"\r\n" + piece * (400_000 // len(piece)))
    in_markup("<input " * 60_000)
    in_markup("<input type=password value=" * 20_000)
