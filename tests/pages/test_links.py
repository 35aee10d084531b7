import pytest

from pages.links import Base, jump_of, refresh_of

BASE = Base("https://shop.example/a/b.html?x=1")


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("c.html", "https://shop.example/a/c.html"),
        ("/x?y=高仿", "https://shop.example/x?y=高仿"),
        ("//cdn.example/y", "https://cdn.example/y"),
        ("?q=1", "https://shop.example/a/b.html?q=1"),
        ("#t", "https://shop.example/a/b.html?x=1#t"),
        ("", "https://shop.example/a/b.html?x=1"),
        (" \n/x\ty ", "https://shop.example/xy"),
        ("..\\z", "https://shop.example/z"),
        ("/../../etc", "https://shop.example/etc"),
        ("HTTP://A.EXAMPLE/c", "HTTP://A.EXAMPLE/c"),
    ],
)
def test_addresses_are_made_absolute(reference, url):
    assert BASE.absolute(reference) == url


@pytest.mark.parametrize(
    "reference",
    [
        "javascript:void(0)",
        "JaVaScRiPt:1",
        "java\nscript:1",
        "mailto:a@b.example",
        "tel:1",
        "data:text/html,x",
        "file:///etc/passwd",
        "http:///x",
        "http:foo",
        "http://[::1",
        "view-source:http://a",
        "a" * 9_000,
    ],
)
def test_what_cannot_be_fetched_is_no_address(reference):
    assert BASE.absolute(reference) is None


def test_a_saved_page_may_name_files_beside_it():
    assert Base("file:///tmp/s/index.html").absolute("licence.html") == "file:///tmp/s/licence.html"


def test_event_handlers_and_refreshes():
    assert jump_of("location.href='/p/1.html'") == "/p/1.html"
    assert jump_of('window.open("http://a.example/")') == "http://a.example/"
    assert jump_of("alert(1)") is None
    assert refresh_of("0; url='/new'") == "/new"
    assert refresh_of("30") is None
