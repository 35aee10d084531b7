"""Keys of addresses: pinned cases as the surt library gives them (see test_public_validators)."""

import pytest

from evidence.package.address_key import address_key

SESSION = "0123456789abcdef0123456789abcdef"
KEYS = {
    "http://example.com": "com,example)/",
    "https://www.Example.com:443/A/../b//c/./d/?b=2&a=1&c": "com,example)/b/c/d?a=1&b=2&c",
    "http://www2.x.cn:8080/p?": "cn,x:8080)/p",
    "http://user:pw@x.cn/": "cn,x)/",
    "http://1.2.3.4/": "4,3,2,1)/",
    "http://3232235777/": "1,1,168,192)/",
    "http://[::1]:80/a": "::1)/a",
    "http://x.cn/%2561b/%E6%B1%89?q=%E6%9C%80": "cn,x)/ab/%e6%b1%89?q=%e6%9c%80",
    "urn:x-wangjian:certificate:sha256:AB": "urn:x-wangjian:certificate:sha256:ab",
    f"http://x.cn/a?x=1&jsessionid={SESSION}&y=2": "cn,x)/a?x=1&y=2",
    "http://x.cn/(a(012345678901234567890123))/p.aspx?x": "cn,x)/p.aspx?x",
    "http://http://x.cn/": "cn,x)/",
    "http://x.cn/a/": "cn,x)/a",
    "http://x.cn/#f": "cn,x)/",
    "http://x..cn./": "cn,x)/",
    "http://x.cn/../a": "cn,x)/../a",
}


@pytest.mark.parametrize("address", KEYS)
def test_a_key_is_the_address_turned_round(address: str) -> None:
    assert address_key(address) == KEYS[address]


def test_a_key_never_holds_a_blank_or_a_line_end() -> None:
    for tail in ("a b", "a\nb", "a\r\nb", "a\tb", "%0A", "%20", "%250A", "\u2028", "最佳"):
        key = address_key(f"http://x.cn/?q={tail}")
        assert key.isascii()
        assert not set(key) & set(" \n\r\t"), key


def test_a_long_chain_of_escapes_ends() -> None:
    assert address_key("http://x.cn/%" + "25" * 4000 + "41").endswith("/a")


def test_a_host_of_thousands_of_digits_is_no_number() -> None:
    assert address_key(f"http://{'9' * 5000}/").startswith("9")
