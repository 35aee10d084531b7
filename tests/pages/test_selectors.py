import pytest
from selectolax.lexbor import LexborHTMLParser

from pages.selectors import Surroundings, selector_of


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [("#a", ".a.b.c"), (".a.b", ".a"), (".a .b", ".b"), ("p.a", ".a"), (".a:hover", ".a")],
)
def test_weights(stronger, weaker):
    one, other = selector_of(stronger), selector_of(weaker)
    assert one is not None and other is not None and one.weight > other.weight


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        (".a", False),
        ("div>.b p#c", False),
        (".a:link", False),
        (".a:hover .b", True),
        (".a:not(.b)", True),
        (".a[data-x='1']", True),
        (".a + .b", True),
        ("input:checked ~ .b", True),
        (".a:nth-child(2n+1)", True),
    ],
)
def test_what_asks_for_more_than_is_known_is_open(text, is_open):
    selector = selector_of(text)
    assert selector is not None and selector.open is is_open


@pytest.mark.parametrize(
    "text", ["", "::selection", ".a::-webkit-scrollbar", "%", ".a|b", "a" * 999]
)
def test_what_nothing_is_said_of(text):
    assert selector_of(text) is None


def test_the_whole_page_is_no_surrounding():
    for text in ("body .x", "html body .a .x", ":root .x"):
        selector = selector_of(text)
        assert selector is not None
        assert all(compound.classes for _, compound in selector.around) or not selector.around


def test_letters_before_and_after():
    selector = selector_of(".a .b::before")
    assert selector is not None and selector.pseudo == "before"
    assert selector.subject.classes == {"b"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (".a .x", True),
        (".b > .x", True),
        (".a > .x", False),
        (".a .b .x", True),
        (".b .a .x", False),
        ("#i.a > div .x", True),
        ("section .x", False),
    ],
)
def test_what_stands_around(text, held):
    tree = LexborHTMLParser("<div class=a id=i><div class=b><p class=x></p></div></div>")
    node = tree.css_first("p")
    selector = selector_of(text)
    assert node is not None and selector is not None
    assert Surroundings().hold(node, selector.around) is held


def test_looks_are_bounded():
    tree = LexborHTMLParser("<div class=a>" * 300 + "<p class=x>")
    node, selector = tree.css_first("p"), selector_of(".z .a .a .a .a .x")
    assert node is not None and selector is not None
    assert Surroundings(1_000).hold(node, selector.around) is None
