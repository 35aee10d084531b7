"""One page has one address, and a word reaches the site in the site's own charset."""

import pytest

from crawler.addresses import (
    Scope,
    canonical,
    decode_word,
    encode_pairs,
    encode_word,
    resolve,
    site_key,
)

BASE = "http://shop.example/list/index.html?x=1"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("a.html", "http://shop.example/list/a.html"),
        (" \n/a b ", "http://shop.example/a%20b"),
        ("//cdn.example/x", "http://cdn.example/x"),
        ("..\\a\\b.html", "http://shop.example/a/b.html"),
        ("/a/./b/../c", "http://shop.example/a/c"),
        ("/%2e%2e/%2E/a", "http://shop.example/a"),
        ("/a/b/..", "http://shop.example/a/"),
        ("HTTP://SHOP.example:80/%7euser/%e8", "http://shop.example/~user/%E8"),
        ("#top", "http://shop.example/list/index.html?x=1"),
        ("#/goods/12", "http://shop.example/list/index.html?x=1#/goods/12"),
        ("/#!/goods", "http://shop.example/#!/goods"),
        ("?page=2", "http://shop.example/list/index.html?page=2"),
        ("http://茶.example/", "http://xn--cl1a.example/"),
        ("javascript:alert(1)", None),
        ("mailto:a@shop.example", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[::1", None),
        ("http://a.example:99999999/", None),
        ("/a\x00b", None),
        ("/" + "a" * 9000, None),
    ],
)
def test_a_reference_becomes_the_address_a_browser_would_ask(
    reference: str, expected: str | None
) -> None:
    assert resolve(BASE, reference) == expected


def test_the_path_is_utf8_and_the_query_follows_the_page() -> None:
    url = resolve("http://shop.example/", "/普洱?kw=普洱", "gbk")
    assert url == "http://shop.example/%E6%99%AE%E6%B4%B1?kw=%C6%D5%B6%FD"


def test_a_character_the_charset_lacks_is_sent_as_a_reference() -> None:
    assert encode_word("茶™", "gb2312") == "%B2%E8%26%238482%3B"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://shop.example:80/a/b?id=3",
        "HTTP://Shop.Example/a/./b?id=3#part",
        "http://shop.example/a/x/../b?id=3&utm_source=q",
        "http://shop.example/a/b;jsessionid=AB12?id=3",
        "http://shop.example/a/b?PHPSESSID=1f&id=3&spm=a.b",
        "http://shop.example/a/%62?id=3",
    ],
)
def test_all_spellings_of_one_page_have_one_address(spelling: str) -> None:
    assert canonical(spelling) == "http://shop.example/a/b?id=3"


def test_different_goods_keep_different_addresses() -> None:
    addresses = [f"http://shop.example/#/goods/{n}" for n in range(3)]
    addresses += [f"http://shop.example/goods.php?id={n}" for n in range(3)]
    assert len({canonical(url) for url in addresses}) == 6


def test_the_scope_is_host_and_port_of_the_resolved_address() -> None:
    scope = Scope("http://127.0.0.1:8001/", ["item.shop.example"])
    assert scope.holds("http://127.0.0.1:8001/a")
    assert scope.holds("https://item.shop.example/1")
    assert not scope.holds("http://127.0.0.1:8002/a")
    assert not scope.holds("http://shop.example/")
    assert not scope.holds("ftp://127.0.0.1:8001/a")


def test_a_home_page_may_move_between_www_and_bare_name_only() -> None:
    scope = Scope("http://shop.example/")
    assert scope.widen("https://www.shop.example/")
    assert scope.holds("https://www.shop.example/a")
    assert not scope.widen("https://www.other.example/")


@pytest.mark.parametrize(("word", "charset"), [("普洱 茶", "gbk"), ("普洱 茶", "utf-8")])
def test_a_word_comes_back_from_its_encoding_with_the_charset(word: str, charset: str) -> None:
    assert decode_word(encode_word(word, charset), ["utf-8", "gbk"]) == (word, charset)


def test_form_fields_are_encoded_as_a_browser_does() -> None:
    assert encode_pairs([("关键字", "a b&c"), ("x", "*")], "gbk") == (
        "%B9%D8%BC%FC%D7%D6=a+b%26c&x=*"
    )


def test_the_default_port_does_not_split_a_site() -> None:
    assert site_key("https://Shop.example:443/") == site_key("https://shop.example/")
    assert site_key("http://[::1]:8000/") == "[::1]:8000"
