"""Sitemaps as sites write them: maps, indexes, gzip, plain lists, and what is none."""

import gzip
from functools import partial

import pytest

from crawler.sitemaps import LIMIT, read_sitemap
from tests.plain_steps import plain_steps

HERE = "https://s.example/sitemap.xml"
MAP = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/'
    'sitemap/0.9"><url><loc>\n https://s.example/p/1?a=1&amp;b=2 </loc></url>'
    "<url><loc><![CDATA[https://s.example/p/茶]]></loc></url><url><loc>/p/3</loc></url></urlset>"
)
PAGES = [
    "https://s.example/p/1?a=1&b=2",
    "https://s.example/p/%E8%8C%B6",
    "https://s.example/p/3",
]


@pytest.mark.parametrize(
    "body",
    [
        MAP.encode(),
        b"\xef\xbb\xbf" + MAP.encode(),
        gzip.compress(MAP.encode()),
        MAP.replace("loc>", "sm:loc>").encode(),
        MAP[: MAP.rindex("</url>")].encode(),  # torn
    ],
    ids=["plain", "with a mark", "gzip", "prefixed", "torn"],
)
def test_a_map_names_its_pages(body: bytes) -> None:
    assert read_sitemap(body, HERE).pages == PAGES


def test_an_index_names_further_maps() -> None:
    body = b"<sitemapindex><sitemap><loc>/sitemap-products.xml.gz</loc></sitemap></sitemapindex>"
    found = read_sitemap(body, HERE)
    assert found.maps == ["https://s.example/sitemap-products.xml.gz"]
    assert found.pages == []


def test_a_plain_list_of_addresses_is_a_map() -> None:
    body = b"https://s.example/p/1\r\n\r\nhttps://s.example/p/2\r\nnot an address\r\n"
    assert read_sitemap(body, HERE).pages == ["https://s.example/p/1", "https://s.example/p/2"]


@pytest.mark.parametrize(
    "body",
    [b"", b"<!doctype html><title>404</title><loc>/p/1</loc>", b"\x1f\x8bnot gzip", b"{}"],
)
def test_what_is_no_map_names_nothing(body: bytes) -> None:
    found = read_sitemap(body, HERE)
    assert (found.pages, found.maps) == ([], [])


def test_entities_are_not_expanded() -> None:
    body = (
        b'<!DOCTYPE x [<!ENTITY a "https://s.example/secret">]><urlset><url><loc>&a;</loc></url>'
        b"<url><loc>file:///etc/passwd</loc></url><url><loc>javascript:alert(1)</loc></url></urlset>"
    )
    assert not any("secret" in url for url in read_sitemap(body, HERE).pages)
    assert all(url.startswith("https://s.example/") for url in read_sitemap(body, HERE).pages)


def test_markup_made_to_be_slow_is_read_at_once() -> None:
    for filler in (b"<loc>" + b" " * 300, b"<loc", b"<a" + b"x" * 60 + b":loc ", b"<loc><![CDATA["):
        body = b"<urlset>" + filler * (LIMIT // len(filler))
        assert plain_steps(partial(read_sitemap, body, HERE)) < 150


def test_a_bomb_is_cut() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (4 * LIMIT))
    found = read_sitemap(bomb, HERE)
    assert found.cut
    assert found.pages == []
