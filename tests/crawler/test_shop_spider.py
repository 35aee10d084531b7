"""A shop is walked from its home page to its goods, by its own search and beside it."""

import asyncio
from pathlib import Path
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

import pytest

from crawler.answer import Answer
from crawler.profiles import ListingProfile, SearchProfile, SiteProfile
from crawler.shop_walk import ShopWalk
from crawler.visit import Visit
from keywords.lexicon import Lexicon
from tests.crawler.driving import drive
from tests.crawler.small_site import Asked, Page, Reply, SmallSite, serving
from tests.crawler.tea_shop import (
    ALL_GOODS,
    LISTS,
    NAMES,
    all_goods,
    card,
    crawl,
    frame,
    goods,
    goods_read,
    plan,
    search_page,
    tea_shop,
)


def test_terms_are_searched_and_what_they_find_is_read(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    with serving(site):
        done = crawl(site, tmp_path, "茶", "高仿")
    terms = done.coverage["terms"]
    assert (terms["茶"]["state"], terms["茶"]["hits"], terms["茶"]["pages"]) == ("asked", 3, 1)
    assert (terms["高仿"]["hits"], terms["高仿"]["read"]) == (1, 1)
    assert done.coverage["search"]["state"] == "found"
    # Every term was answered: there is no reason to walk the listings.
    assert done.coverage["walk"]["why"] == ""
    assert goods_read(done) == ["/g/0.html", "/g/1.html", "/g/2.html", "/g/5.html"]
    assert done.coverage["complete"]
    assert [c.home_url for c in done.conclusions] == [site.url]
    assert {look["outcome"] for look in done.conclusions[0].looked} == {"read"}
    assert len(done.conclusions[0].looked) == 2


def test_result_pages_are_followed_to_the_last(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    with serving(site):
        done = crawl(site, tmp_path, "店内")
    asked = [parse_qs(urlsplit(p).query)["page"] for p in site.paths() if "page=" in p]
    assert asked == [["2"], ["3"]]
    assert done.coverage["terms"]["店内"]["hits"] == len(NAMES)


def test_a_term_without_hits_is_compared_with_the_listings(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    with serving(site):
        done = crawl(site, tmp_path, "茅台")
    assert done.coverage["walk"]["why"] == "compare"
    assert done.coverage["terms"]["茅台"]["state"] == "asked"
    assert goods_read(done) == ALL_GOODS


def test_a_search_that_misses_chinese_is_not_believed(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    whole_names_only = lambda asked: (  # noqa: E731
        search_page(asked)
        if parse_qs(urlsplit(asked.path).query).get("kw", [""])[0] in NAMES
        else frame("没有找到相关商品")
    )
    site.pages["/s"] = whole_names_only
    site.pages["/"] = frame(card(0) + card(3)).replace("普洱茶饼</a></h3>", "普洱茶饼</a></h3>")
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    assert done.coverage["search"]["misses"]
    assert done.coverage["terms"]["高仿"]["state"] == "search-misses"
    assert "/g/1.html" in goods_read(done)


def test_without_a_search_the_listings_are_walked_and_the_coverage_says_so(tmp_path: Path) -> None:
    shop = {
        path: page.replace("<form", "<div").replace('type="search"', "")
        if isinstance(page, str)
        else page
        for path, page in tea_shop().items()
    }
    del shop["/s"]
    plain = lambda asked: all_goods(asked).replace("<form", "<div").replace('type="search"', "")  # noqa: E731
    site = SmallSite(shop | {"/all.html": plain})
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    assert done.coverage["search"]["state"] == "absent"
    assert done.coverage["terms"]["高仿"]["state"] == "no-search"
    assert done.coverage["walk"]["why"] == "no-search"
    assert goods_read(done) == ALL_GOODS


def _in_gbk(page: str) -> bytes:
    return page.replace("charset=utf-8", "charset=gbk").replace("¥", "￥").encode("gbk")


def test_a_gbk_shop_is_asked_in_gbk(tmp_path: Path) -> None:
    def search(asked: Asked) -> Reply:
        raw = asked.path.partition("kw=")[2]
        word = unquote_to_bytes(raw).decode("gbk", "replace")
        found = [n for n, name in enumerate(NAMES) if word in name]
        body = "".join(map(card, found)) or "没有找到相关商品"
        return Reply(_in_gbk(frame(body)), kind="text/html")

    shop: dict[str, Page | Reply | str] = {
        path: Reply(_in_gbk(page), kind="text/html") if isinstance(page, str) else page
        for path, page in tea_shop().items()
    }
    site = SmallSite(shop | {"/s": search})
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    assert "/s?kw=%B8%DF%B7%C2" in site.paths()
    assert done.coverage["search"]["charset"].lower() in ("gbk", "gb18030")
    assert done.coverage["terms"]["高仿"]["hits"] == 1


def test_a_posted_search_keeps_its_cookie_and_token_and_its_redirect_is_followed(
    tmp_path: Path,
) -> None:
    def form(body: str) -> Reply:
        html = frame(body).replace(
            '<form action="/s">', '<form method="post" action="/find"><input type=hidden '
            'name=token value="t1">',
        )  # fmt: skip
        return Reply(html, headers=(("Set-Cookie", "sid=abc; Path=/"),))

    def find(asked: Asked) -> Reply:
        sent = parse_qs(asked.body)
        if asked.method != "POST" or "sid=abc" not in asked.headers.get("Cookie", ""):
            return Reply("<h1>Internal Server Error</h1>", 500)
        if sent.get("token") != ["t1"]:
            return Reply("<h1>403 Forbidden</h1>", 403)
        word = sent["kw"][0].encode().hex()
        return Reply("", 302, headers=(("Location", f"/r/{word}"),))

    def result(asked: Asked) -> Reply:
        word = bytes.fromhex(asked.path.rsplit("/", 1)[-1]).decode()
        found = [n for n, name in enumerate(NAMES) if word in name]
        return form("".join(map(card, found)) or "没有找到相关商品")

    site = SmallSite(tea_shop() | {"/": lambda _: form(card(0) + card(3)), "/find": find})
    site.pages["*"] = lambda asked: (
        result(asked) if asked.path.startswith("/r/") else Reply("404", 404)
    )
    with serving(site):
        done = crawl(site, tmp_path, "高仿", "茶")
    terms = done.coverage["terms"]
    assert {t: (terms[t]["state"], terms[t]["hits"]) for t in terms} == {
        "高仿": ("asked", 1), "茶": ("asked", 3),
    }  # fmt: skip
    assert done.coverage["search"]["how"].startswith("POST ")
    hops = [v for v in done.visits if v.outcome == "skipped" and v.detail.startswith("redirect")]
    assert hops
    assert all(hop.record is not None for hop in hops)


def test_a_profile_says_what_discovery_cannot_find(tmp_path: Path) -> None:
    shop = tea_shop()
    shop["/hidden-search"] = shop.pop("/s")
    site = SmallSite(shop)
    with serving(site):
        profile = SiteProfile(
            site=site.url,
            search=SearchProfile(url=site.url + "hidden-search?kw={term}"),
            listing=ListingProfile(urls=(site.url + "all.html",)),
        )
        done = crawl(site, tmp_path, "高仿", profile=profile)
    assert done.coverage["search"]["signs"] == ["profile"]
    assert done.coverage["terms"]["高仿"]["hits"] == 1
    assert not [p for p in site.paths() if p.startswith("/s?")]


def test_the_same_goods_under_several_addresses_are_checked_once(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    page = goods(1).replace("<title>", '<link rel="canonical" href="/g/1.html"><title>')
    site.pages["/g/1.html"] = site.pages["/tag/9/g1"] = page
    other = card(1).replace("/g/1.html", "/tag/9/g1")
    site.pages["/"] = frame(card(1) + other)
    with serving(site):
        done = asyncio.run(drive(plan(site, "高仿"), tmp_path, lexicon=Lexicon(LISTS)))
    led = [v for v in done.visits if v.inspection is not None and v.inspection.lead]
    assert len(led) == 1
    assert [v.detail for v in done.visits if "duplicate" in v.detail]


def test_our_own_word_and_the_names_of_other_goods_are_no_finding(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    site.pages["/"] = frame(card(0) + card(1))
    site.pages["/g/0.html"] = goods(0).replace("</main>", f"<h4>看了又看</h4>{card(1)}</main>")
    with serving(site):
        done = asyncio.run(drive(plan(site, "高仿", "茅台"), tmp_path, lexicon=Lexicon(LISTS)))
    led = {urlsplit(v.final_url).path for v in done.visits if v.inspection and v.inspection.lead}
    assert led == {"/g/1.html"}


def test_a_menu_that_leads_nowhere_does_not_stop_the_search(tmp_path: Path) -> None:
    pages = tea_shop() | {"/": frame("<p>本店经营茶叶。</p>")}
    del pages["/all.html"]
    site = SmallSite(pages)
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    assert done.spider.finished
    assert done.coverage["terms"]["高仿"]["state"] == "asked"
    assert goods_read(done) == ["/g/1.html"]


def test_a_page_that_our_reading_fails_on_ends_no_crawl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = ShopWalk.take

    def failing(walk: ShopWalk, answer: Answer) -> Visit:
        if answer.url.endswith("/g/0.html"):
            raise KeyError("a fault of ours")
        return take(walk, answer)

    monkeypatch.setattr(ShopWalk, "take", failing)
    site = SmallSite(tea_shop())
    with serving(site):
        done = crawl(site, tmp_path, "茶")
    assert done.spider.finished
    (missed,) = [v for v in done.visits if v.target.url.endswith("/g/0.html")]
    assert (missed.outcome, missed.detail, missed.status) == ("error", "not-read KeyError", 200)
    assert missed.record is not None
    assert "/g/2.html" in goods_read(done)
