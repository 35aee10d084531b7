"""Whatever is given, a field holds one clean line, and a target is a URI."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.archive import fields

LEGAL = [
    "http://shop.example/",
    "https://shop.example:8443/p/1?id=2&q=%E4%BB%BF%E5%86%92#top",
    "http://[2001:db8::1]:8080/",
    "urn:uuid:6f2d5a0e-0f0a-4f0a-8f0a-0f0a0f0a0f0a",
    "http://shop.example/~a;b=c,d/(e)'!$&*+@:",
]
NOT_LEGAL = [
    "",
    "shop.example/p",
    "http:///p",
    "http://shop.example/a b",
    "http://shop.example/a\tb",
    "http://shop.example/%zz",
    "http://shop.example/a[1]",
    "http://shop.example/仿冒",
    'http://shop.example/"',
    "http://shop.example/a#b#c",
    "http://shop.example:port/",
    "<http://shop.example/>",
]


@pytest.mark.parametrize("uri", LEGAL)
def test_a_legal_address_stays_as_it_is(uri: str) -> None:
    assert fields.legal_uri(uri)
    assert fields.target_uri(uri) == uri


@pytest.mark.parametrize("uri", NOT_LEGAL)
def test_an_address_that_is_no_uri_becomes_one(uri: str) -> None:
    assert not fields.legal_uri(uri)
    assert fields.legal_uri(fields.target_uri(uri))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "http://shop.example/搜索?q=仿冒",
            "http://shop.example/" + quote("搜索") + "?q=" + quote("仿冒"),
        ),
        ("http://a.example/\r\nWARC-Date: 1999", "http://a.example/%0D%0AWARC-Date:%201999"),
        ("HTTP://a.example/A", "http://a.example/A"),
        ("http://a.example/list?a[]=1|2", "http://a.example/list?a%5B%5D=1%7C2"),
        ("http://a.example/100%", "http://a.example/100%25"),
        ("not an address", "urn:x-wangjian:unreadable-address:not%20an%20address"),
    ],
)
def test_what_does_not_belong_is_percent_encoded(address: str, expected: str) -> None:
    assert fields.target_uri(address) == expected


def test_an_endless_address_is_named_by_its_digest() -> None:
    uri = fields.target_uri("http://a.example/" + "搜" * 100_000)
    assert uri.startswith("urn:x-wangjian:long-address:sha256:")
    assert fields.legal_uri(uri)


@given(
    st.text(st.characters(), max_size=200) | st.text(max_size=30).map("http://a.example/".__add__)
)
@settings(deadline=None)
def test_every_target_is_a_legal_uri(address: str) -> None:
    uri = fields.target_uri(address)
    assert fields.legal_uri(uri)
    assert uri.isascii()
    assert fields.target_uri(uri) == uri


@given(st.text(st.characters(), max_size=100))
@settings(deadline=None)
def test_text_stays_on_one_line_and_shows_all_it_holds(value: str) -> None:
    clean = fields.text(value)
    assert not {unicodedata.category(c) for c in clean} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert fields.hidden_character(clean) is None
    assert clean == clean.strip()
    clean.encode("utf-8")


def test_bidi_controls_and_line_ends_are_encoded_and_chinese_is_kept() -> None:
    assert fields.text("普洱\u202e茶\r\nX: y\x00\x85z") == "普洱%E2%80%AE茶%0D%0AX: y%00%C2%85z"


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (datetime(2026, 11, 24, 8, 24, 0, 5, tzinfo=UTC), "2026-11-24T08:24:00.000005Z"),
        (
            datetime(2026, 11, 24, 16, 24, tzinfo=timezone(timedelta(hours=8))),
            "2026-11-24T08:24:00.000000Z",
        ),
        (datetime(2026, 11, 24, 8, 24), "2026-11-24T08:24:00.000000Z"),  # noqa: DTZ001
    ],
)
def test_dates_are_utc_with_microseconds(when: datetime, expected: str) -> None:
    assert fields.warc_date(when) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html; charset=utf-8", "text/html; charset=utf-8"),
        ('multipart/related; boundary="a b"', 'multipart/related; boundary="a b"'),
        ("text/html\r\nX: y", "application/octet-stream"),
        ("text/html; charset=\u202e", "application/octet-stream"),
        ("html", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_a_media_type_is_one_or_octets(value: str, expected: str) -> None:
    assert fields.media_type(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("shop.example", None),
        ("1.2.3.4\r\nX: y", None),
        ("", None),
    ],
)
def test_an_address_is_one_or_left_out(value: str, expected: str | None) -> None:
    assert fields.ip_address(value) == expected


def test_a_fields_block_has_a_line_for_each_pair() -> None:
    block = fields.fields_block([("operator", "某局"), ("a: b\r\nc", "x\r\ny"), ("标题", "z")])
    assert block.decode() == "operator: 某局\r\na-b-c: x%0D%0Ay\r\nfield: z\r\n"
