"""Each sign tells how a site is searched; the vote puts the likeliest first."""

import pytest

from crawler.addresses import Scope
from crawler.discovery import forms, opensearch, query_links, schema_org, scripts
from crawler.discovery.guesses import candidates as guessed
from crawler.discovery.recipe import Candidate, Recipe
from crawler.discovery.vote import gather, vote
from crawler.outline import Outline, outline
from pages.page import Page
from pages.reading import read_page

URL = "http://s.example/"


def _read(body: str, charset: str = "utf-8") -> tuple[Page, Outline]:
    html = f"<html><head></head><body>{body}</body></html>"
    page = read_page(html.encode(charset), URL, f"text/html; charset={charset}")
    return page, outline(html, URL, page.charset)


def _asked(candidates: list[Candidate], word: str = "普洱") -> list[tuple[str, str, str]]:
    return [
        (target.method, target.url, target.body)
        for target in (candidate.recipe.target(word) for candidate in candidates)
    ]


Q = "%E6%99%AE%E6%B4%B1"


@pytest.mark.parametrize(
    "action",
    [
        '{"@type":"SearchAction","target":"http://s.example/s?q={search_term_string}"}',
        '{"@type":"SearchAction","target":{"@type":"EntryPoint","urlTemplate":"/s?q={query}"}}',
        '{"@type":["SearchAction"],"target":["/s?q={keyword}"]}',
    ],
)
def test_schema_org_in_json(action: str) -> None:
    page, tree = _read(
        '<script type="application/ld+json">{"@type":"WebSite","potentialAction":'
        f"{action}}}</script>"
    )
    found = list(schema_org.candidates(page, tree))
    assert _asked(found) == [("GET", f"http://s.example/s?q={Q}", "")]


def test_schema_org_in_microdata() -> None:
    page, tree = _read(
        '<form itemprop="potentialAction" itemscope itemtype="https://schema.org/SearchAction">'
        '<meta itemprop="target" content="http://s.example/s?q={q}"><input name="q"></form>'
    )
    assert _asked(list(schema_org.candidates(page, tree))) == [
        ("GET", f"http://s.example/s?q={Q}", "")
    ]


FORMS = {
    "GET": ('<form action="/s"><input name="q"><button>搜索</button></form>',
            ("GET", f"http://s.example/s?q={Q}", "")),
    "hidden and selected fields": (
        '<form action="/s?old=1"><input type=hidden name=cat value=3><select name=o>'
        '<option value=a><option value=b selected></select><input type=search name=kw></form>',
        ("GET", f"http://s.example/s?cat=3&o=b&kw={Q}", "")),
    "POST": ('<form method=post action="so.asp"><input name=keyword><input type=submit value=查询>'
             "</form>", ("POST", "http://s.example/so.asp", f"keyword={Q}")),
    "POST with a token": (
        '<form method="POST" action="/find"><input type=hidden name=_token value="a b">'
        '<input name=wd placeholder=请输入关键词搜索></form>',
        ("POST", "http://s.example/find", f"_token=a+b&wd={Q}")),
    "named submit": (
        "<form action=/s><input name=q type=search><input type=submit name=go value=Go></form>",
        ("GET", f"http://s.example/s?go=Go&q={Q}", "")),
    "no action": (
        "<form role=search><input name=s></form>", ("GET", f"http://s.example/?s={Q}", "")),
    "bracketed name": ('<form action=/s class=search-form><input name="filter[keyword]"></form>',
                       ("GET", f"http://s.example/s?filter%5Bkeyword%5D={Q}", "")),
}  # fmt: skip


@pytest.mark.parametrize("make", FORMS)
def test_a_search_form_is_filled_in_as_a_browser_does(make: str) -> None:
    body, asked = FORMS[make]
    _, tree = _read(body)
    assert _asked(list(forms.candidates(tree, "utf-8"))) == [asked]


@pytest.mark.parametrize(
    "body",
    [
        "<form action=/login><input name=user><input type=password name=p></form>",
        "<form action=/sub><input type=email name=email placeholder=订阅邮箱></form>",
        "<form action=/sub class=newsletter><input name=text><button>订阅</button></form>",
        "<form action=/c method=post><input name=title><textarea name=t></textarea></form>",
        "<form action=/cart><input name=qty value=1><button>加入购物车</button></form>",
        "<form action=/coupon><input name=code placeholder=优惠码></form>",
        "<form action=/x><input name=a><input name=b><input name=c></form>",
    ],
)
def test_other_forms_are_none(body: str) -> None:
    _, tree = _read(body)
    assert list(forms.candidates(tree, "utf-8")) == []


def test_a_form_is_asked_in_the_charset_of_its_page_or_its_own() -> None:
    _, tree = _read("<form action=/s><input type=search name=q></form>", "gbk")
    assert _asked(list(forms.candidates(tree, "gbk")))[0][1] == "http://s.example/s?q=%C6%D5%B6%FD"
    _, tree = _read("<form action=/s accept-charset=gb2312><input type=search name=q></form>")
    assert _asked(list(forms.candidates(tree, "utf-8")))[0][1].endswith("%C6%D5%B6%FD")


@pytest.mark.parametrize(
    ("body", "loose"),
    [
        ("<input type=search>", True),
        ("<div class=search><input id=kw placeholder=搜索商品></div>", True),
        ("<input name=email placeholder=订阅>", False),
        ("<input type=checkbox>", False),
    ],
)
def test_a_box_without_a_form_is_noticed(body: str, loose: bool) -> None:
    assert forms.loose_box(_read(body)[1]) is loose


LINKS = {
    "query": ('<a href="/s?kw=%E7%8E%AB%E7%91%B0&from=hot">玫瑰</a>',
              f"http://s.example/s?kw={Q}&from=hot"),
    "GBK query": ('<a href="/s?kw=%C3%B5%B9%E5">玫瑰</a>', "http://s.example/s?kw=%C6%D5%B6%FD"),
    "path": ('<a href="/search/%E7%8E%AB%E7%91%B0.html">玫瑰</a>', f"http://s.example/search/{Q}.html"),
    "escaped twice": ('<a href="/s?kw=%25E7%258E%25AB%25E7%2591%25B0">玫瑰</a>',
                      f"http://s.example/s?kw={Q.replace('%', '%25')}"),
    "base64": ('<a href="/so/546r55Gw">玫瑰</a>', "http://s.example/so/5pmu5rSx"),
    "route": ('<a href="/#/search?q=%E7%8E%AB%E7%91%B0">玫瑰</a>', f"http://s.example/#/search?q={Q}"),
}  # fmt: skip


@pytest.mark.parametrize("make", LINKS)
def test_hot_words_tell_how_words_are_written(make: str) -> None:
    body, asked = LINKS[make]
    _, tree = _read(body)
    charset = "gb18030" if "GBK" in make else "utf-8"
    found = list(query_links.candidates(tree, Scope(URL), charset))
    assert [url for _, url, _ in _asked(found)] == [asked]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/c/tea">tea</a>',
        '<a href="/s?kw=%E7%8E%AB%E7%91%B0">更多</a>',
        '<a href="http://other.example/s?kw=%E7%8E%AB%E7%91%B0">玫瑰</a>',
    ],
)
def test_links_that_carry_no_word_are_none(body: str) -> None:
    _, tree = _read(body)
    assert list(query_links.candidates(tree, Scope(URL), "utf-8")) == []


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("location.href='/s?kw='+encodeURIComponent($('#kw').val());", f"http://s.example/s?kw={Q}"),
        ('window.location = "/search/" + word + ".html";', f"http://s.example/search/{Q}.html"),
        ("location = `/s?q=${encodeURIComponent(w)}&t=1`", f"http://s.example/s?q={Q}&t=1"),
        ("location='index.php?route=product/search&search='+v;",
         f"http://s.example/index.php?route=product/search&search={Q}"),
    ],
)  # fmt: skip
def test_a_script_that_goes_to_the_results_is_read(code: str, asked: str) -> None:
    _, tree = _read(f"<script>function go(){{{code}}}</script>")
    assert [url for _, url, _ in _asked(list(scripts.candidates(tree, "utf-8")))] == [asked]


DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<InputEncoding>{charset}</InputEncoding>
<Url type="application/rss+xml" template="http://s.example/rss?q={{searchTerms}}"/>
<Url type="text/html" template="http://s.example/s?q={{searchTerms}}&amp;p={{startPage?}}"/>
</OpenSearchDescription>"""


@pytest.mark.parametrize(("charset", "word"), [("UTF-8", Q), ("GBK", "%C6%D5%B6%FD")])
def test_an_opensearch_document_is_read(charset: str, word: str) -> None:
    document = DESCRIPTION.format(charset=charset).encode()
    found = opensearch.candidates(document, URL, "utf-8")
    assert _asked(found) == [("GET", f"http://s.example/s?q={word}&p=1", "")]


@pytest.mark.parametrize(
    "document",
    [
        b"<html>404</html>",
        b"not xml",
        b"",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><OpenSearchDescription>'
        b'<Url type="text/html" template="http://s.example/&e;{searchTerms}"/></OpenSearchDescription>',
        b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
    ],
)
def test_a_hostile_or_broken_document_tells_nothing(document: bytes) -> None:
    assert opensearch.candidates(document, URL, "utf-8") == []


def test_the_document_is_found_in_the_head() -> None:
    html = '<head><link rel="search" type="application/opensearchdescription+xml" href="/os.xml">'
    assert opensearch.description_url(outline(html, URL)) == "http://s.example/os.xml"


def test_signs_that_agree_outvote_one_that_stands_alone() -> None:
    page, tree = _read(
        '<form action="/s"><input name="kw" type="search"></form>'
        '<a href="/s?kw=%E7%8E%AB%E7%91%B0">玫瑰</a>'
        '<form action="/find"><input name="q" type="search"></form>'
    )
    found = gather(page, tree, Scope(URL))
    assert [c.recipe.url for c in found] == [
        "http://s.example/s?kw={term}",
        "http://s.example/find?q={term}",
    ]
    assert found[0].signs == ["form-get", "query-link"]


def test_the_same_way_is_asked_once_and_with_its_hidden_fields() -> None:
    bare = Candidate(Recipe("http://s.example/s?kw={term}"), 6, ["schema.org"])
    full = Candidate(Recipe("http://s.example/s?c=0&kw={term}", form_page=URL), 5, ["form-get"])
    merged = vote([bare, full])
    assert len(merged) == 1
    assert merged[0].recipe == full.recipe
    assert merged[0].weight == 11


def test_other_sites_are_never_asked() -> None:
    page, tree = _read('<form action="http://other.example/s"><input type=search name=q></form>')
    assert gather(page, tree, Scope(URL)) == []


def test_guesses_are_of_the_site_itself() -> None:
    assert all(c.recipe.url.startswith("http://s.example/") for c in guessed(URL, "utf-8"))
