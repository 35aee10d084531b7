"""Archived pages made inert: whatever stands in them, no address but the viewer's is left."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from desk.web.replay.kinds import kind_of
from desk.web.replay.rewriting import rewrite_css, rewrite_page

BASE = "https://shop.test/a/b.html"
KEPT = {"https://shop.test/a/p.png": "/v/r/1", "https://shop.test/s.css": "/v/r/2"}

HOSTILE = [
    '<a href="javascript:alert(1)" ping="https://evil.test/" onclick=x()>x</a>',
    '<area href="https://evil.test/"><form action="https://evil.test/"><button formaction="//e">',
    '<img src="https://evil.test/x.png" onerror=x()><img src=//evil.test/y><img srcset="//e 2x">',
    '<svg><script>x()</script><a xlink:href="https://evil.test/"><text>x</text></a></svg>',
    '<svg><use href="https://evil.test/#a"/><image xlink:href="//evil.test/i"/></svg>',
    '<svg><animate attributeName=href values="javascript:x()" onbegin=x()></svg>',
    '<math><mi xlink:href="https://evil.test/">x</mi></math>',
    '<iframe src="https://evil.test/" srcdoc="<script>x()</script>"></iframe>',
    '<object data="https://evil.test/"><embed src="https://evil.test/"></object>',
    '<link rel=stylesheet href="https://evil.test/x.css"><link rel=prefetch href="//evil.test/">',
    '<link rel="preload stylesheet" href="https://evil.test/x"><link rel=modulepreload href=//e>',
    '<meta http-equiv=refresh content="0;url=https://evil.test/"><base href="https://evil.test/">',
    "<style>@import 'https://evil.test/a'; a{background:url(https://evil.test/b)}</style>",
    '<p style="background:url(//evil.test/c);behavior:url(#x)">x</p>',
    '<video src="//evil.test/v" poster="//evil.test/p"><source src="//e"><track src="//e"></video>',
    '<table background="//evil.test/t"><td background="//evil.test/u">',
    "<noscript><img src='https://evil.test/n'></noscript>",
    "<template><img src=https://evil.test/t onerror=x()></template>",
    "<plaintext><script>x()</script>",
    "<title><script>x()</script></title><textarea><img src=https://evil.test/></textarea>",
    "<!--[if IE]><script src=https://evil.test/></script><![endif]-->",
    "<scr<script>ipt>x()</scr</script>ipt>",
    "<img/src=https://evil.test/q\x00 onerror\x0c=x()>",
    '<input type=image src="https://evil.test/i"><isindex action="//evil.test/">',
    '<html manifest="https://evil.test/m"><body onload=x() background=//evil.test/bg>',
    "<xmp><script></xmp><script>x()</script>",
    '<div attributionsrc="https://evil.test/" id=x>x</div>',
    "<details open ontoggle=x()>x</details><marquee onstart=x()>x</marquee>",
]


def place(url: str) -> str | None:
    return KEPT.get(url)


def made_inert(html: str) -> tuple[str, list[str]]:
    found = rewrite_page(html, BASE, place, lambda n: f"/v/page/{n}")
    return found.html, found.sheets


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_acts_or_loads_is_left(html: str) -> None:
    page, sheets = made_inert(f"<!doctype html><html><head></head><body>{html}</body></html>")
    tree = LexborHTMLParser(page)  # as a browser would read what is sent
    assert tree.css("script, base, object, embed, applet, meta[http-equiv]") == []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), (name, value)
            assert name not in {"action", "formaction", "ping", "srcdoc", "style", "target"}
            if name in {"src", "href", "xlink:href", "srcset", "poster", "background", "data"}:
                assert (value or "").startswith(("/v/", "#")), (name, value)
    for sheet in sheets:
        assert "evil.test" not in sheet


def test_what_was_archived_shows_and_what_was_not_is_named() -> None:
    found = rewrite_page(
        '<link rel=stylesheet href="/s.css" onload=x()><img src="p.png" alt="茶">'
        '<img src="gone.png" alt="茶"><img data-src="p.png" src="data:text/html,x">'
        '<img srcset="gone.png 1x, p.png 2x">',
        BASE,
        place,
        lambda n: f"/v/page/{n}",
    )
    tree = LexborHTMLParser(found.html)
    assert [one.attributes.get("src") for one in tree.css("img")] == [
        "/v/r/1",
        None,
        "/v/r/1",
        "/v/r/1",
    ]
    assert tree.css("img")[1].attributes["alt"] == "〔未存档〕茶"
    assert tree.css_first("link").attributes == {"rel": "stylesheet", "href": "/v/r/2"}
    assert found.missing == ["https://shop.test/a/gone.png"] and found.shown == 4


def test_a_base_of_the_page_is_the_base_of_its_addresses() -> None:
    page, _ = made_inert('<base href="/a/"><img src="p.png">')
    assert 'src="/v/r/1"' in page and "<base" not in page


def test_styles_hold_in_sheets_of_their_own_and_cannot_break_out() -> None:
    page, sheets = made_inert('<style>h1{color:red}</style><h1 style="top:1px}*{top:2px">x</h1>')
    assert page.count('rel="stylesheet"') == 2 and sheets[0] == "h1{color:red}"
    assert sheets[1].count("{") == 1 and ".wj-0" in sheets[1]


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("a{background:url(p.png)}", 'a{background:url("/v/r/1")}'),
        ("a{background:URL( 'p.png' )}", 'a{background:url("/v/r/1")}'),
        ("a{background:url(https://evil.test/x)}", "a{background:none}"),
        ("@import '/s.css';", '@import "/v/r/2";'),
        ("@import url(/s.css);", '@import url("/v/r/2");'),
        ("@import 'https://evil.test/';", '@import "";'),
        ("a{background:url(data:image/png;base64,AA)}", None),
    ],
)
def test_sheets_name_the_viewers_addresses(css: str, left: str | None) -> None:
    assert rewrite_css(css, BASE, place) == (left if left is not None else css)


def test_very_large_and_deep_pages_take_bounded_time() -> None:
    page, _ = made_inert("<div>" * 50_000 + "深" + "<p style='a:url('>" * 2_000)
    assert "深" in page
    assert len(rewrite_css("url(" * 50_000 + "'" * 50_000, BASE, place)) > 0


@pytest.mark.parametrize(
    ("body", "said", "kind"),
    [
        (b"\x89PNG\r\n\x1a\nx", "text/html", "picture"),
        (b"<html><script>", "image/png", "other"),
        (b"<svg onload=x()>", "image/png", "vector"),
        (b'<?xml version="1.0"?><!-- x --><svg>', "text/xml", "vector"),
        (b"%PDF-1.7", "image/png", "other"),
        (b"a{}", "text/css; charset=gbk", "css"),
        (b"alert(1)", "text/javascript", "other"),
        (b"", "", "other"),
        (b"<!--" * 4000, "image/svg+xml", "other"),
    ],
)
def test_kinds_are_told_by_bytes(body: bytes, said: str, kind: str) -> None:
    assert kind_of(body, said)[0] == kind
