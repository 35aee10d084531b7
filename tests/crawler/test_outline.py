"""The element tree that recognition works on."""

import pytest

from crawler.outline import outline
from tests.plain_steps import plain_steps


def _urls(body: str, charset: str = "utf-8") -> list[str]:
    page = outline(f"<html><body>{body}</body></html>", "http://s.example/a/", charset)
    return [reference.url for reference in page.references]


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ('<a href="b">x</a>', "http://s.example/a/b"),
        ("<A HREF=b>x", "http://s.example/a/b"),
        ("<div onclick=\"window.location.href='/b'\">x</div>", "http://s.example/b"),
        ("<div onclick='window.open(\"/b\")'>x</div>", "http://s.example/b"),
        ("<a href=\"javascript:location='/b'\">x</a>", "http://s.example/b"),
        ('<li data-url="/b">x</li>', "http://s.example/b"),
        ('<form action="/b"><input type=hidden name=id value=3><button>x</button></form>',
         "http://s.example/b?id=3"),
        ('<iframe src="/b"></iframe>', "http://s.example/b"),
        ('<map><area href="/b"></map>', "http://s.example/b"),
        ('<a href="#/goods/1">x</a>', "http://s.example/a/#/goods/1"),
    ],
)  # fmt: skip
def test_every_way_to_another_page_is_a_reference(body: str, url: str) -> None:
    assert _urls(body) == [url]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="#top">x</a>',
        '<a href="javascript:void(0)">x</a>',
        '<a href="mailto:a@s.example">x</a>',
        '<a href="/trap" style="display:none">x</a>',
        '<div hidden><a href="/trap">x</a></div>',
        '<style>.t{display:none}</style><a class=t href="/trap">x</a>',
        '<form action="/b"><input name=q><button>x</button></form>',
        '<form action="/b" method=post><button>x</button></form>',
        "<template><a href='/b'>x</a></template>",
    ],
)
def test_traps_and_what_leads_nowhere_are_none(body: str) -> None:
    assert _urls(body) == []


def test_a_menu_that_unfolds_is_no_trap() -> None:
    links = "".join(f'<li><a href="/c/{n}">类{n}</a></li>' for n in range(5))
    body = f'<nav class="menu"><ul style="display:none">{links}</ul></nav>'
    assert len(_urls(body)) == 5


def test_the_base_element_counts() -> None:
    page = outline('<base href="/x/"><a href="b">t</a>', "http://s.example/a/")
    assert page.references[0].url == "http://s.example/x/b"


def test_a_query_is_spelt_in_the_charset_of_the_page() -> None:
    assert _urls('<a href="/s?kw=普洱">x</a>', "gb2312") == ["http://s.example/s?kw=%C6%D5%B6%FD"]


def test_text_is_what_is_seen() -> None:
    page = outline(
        "<p>看见<span style='display:none'>看不见</span> <b>也看见</b><script>x</script></p>",
        "http://s.example/",
    )
    assert page.root.text() == "看见 也看见"


@pytest.mark.parametrize("depth", [3000, 100_000])
def test_a_page_nested_without_end_is_still_read(depth: int) -> None:
    texts: list[str] = []

    def read() -> None:
        page = outline("<div>" * depth + '<a href="/b">深处</a>', "http://s.example/")
        texts.extend(reference.text for reference in page.references)

    assert plain_steps(read) < 150
    assert texts == ["深处"]
