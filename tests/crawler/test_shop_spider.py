"""A shop is walked from its home page to its goods, politely, and goes on where it was stopped."""

import asyncio
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

import pytest

from crawler.ledger import MemoryLedger
from crawler.profiles import ListingProfile, SearchProfile, SiteProfile
from crawler.site_plan import Limits, SitePlan
from crawler.visit import Target, Visit
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from tests.crawler.driving import Crawl, drive
from tests.crawler.small_site import Asked, Page, Reply, SmallSite, serving

NAMES = ["普洱茶饼", "高仿名表", "滇红功夫茶", "白瓷盖碗", "建水紫陶壶", "竹编茶则", "老树晒红"]
PAGE = 3


def _card(n: int) -> str:
    return (
        f'<div class="it"><a href="/g/{n}.html"><img src="/i/{n}.png"></a>'
        f'<h3><a href="/g/{n}.html">{NAMES[n]}</a></h3><b>¥{n + 10}.00</b></div>'
    )


def _frame(body: str) -> str:
    return (
        "<html><head><meta charset=utf-8><title>某茶行</title></head><body>"
        '<nav><a href="/">首页</a><a href="/all.html">全部商品</a></nav>'
        '<form action="/s"><input name="kw" type="search"><button>搜索</button></form>'
        f'<main>{body}</main><footer><a href="/licence.html">营业执照</a></footer></body></html>'
    )


def _goods(n: int) -> str:
    return _frame(f"<h1>{NAMES[n]}</h1><b>¥{n + 10}.00</b><button>加入购物车</button>")


def _pages(goods: list[int], page: int, address: str) -> str:
    shown = goods[(page - 1) * PAGE : page * PAGE]
    more = f'<a href="{address}{page + 1}">下一页</a>' if page * PAGE < len(goods) else ""
    return "".join(map(_card, shown)) + more


def _search(asked: Asked) -> str:
    query = parse_qs(urlsplit(asked.path).query)
    word, page = query.get("kw", [""])[0], int(query.get("page", ["1"])[0])
    found = [n for n, name in enumerate(NAMES) if word in name or word == "店内"]
    return _frame(_pages(found, page, f"/s?kw={word}&page=") if found else "没有找到相关商品")


def _all(asked: Asked) -> str:
    page = int(parse_qs(urlsplit(asked.path).query).get("page", ["1"])[0])
    return _frame(_pages(list(range(len(NAMES))), page, "/all.html?page="))


def tea_shop() -> dict[str, "Page | Reply | str"]:
    shop: dict[str, Page | Reply | str] = {
        "/": _frame(_card(0) + _card(3)),
        "/s": _search,
        "/all.html": _all,
        "/licence.html": _frame("营业执照：统一社会信用代码 91530000MA6K00001X"),
        "/robots.txt": Reply("User-agent: *\nDisallow: /private\n", kind="text/plain"),
    }
    shop |= {f"/g/{n}.html": _goods(n) for n in range(len(NAMES))}
    return shop


LISTS = [load_list(path) for path in shipped_lists() if path.stem == "counterfeit"]


def plan(site: SmallSite, *terms: str, **more: object) -> SitePlan:
    limits = more.pop("limits", Limits(delay=0))
    return SitePlan(site.url, terms, limits, allow=(site.host,), **more)  # type: ignore[arg-type]


def crawl(site: SmallSite, folder: Path, *terms: str, **more: object) -> Crawl:
    return asyncio.run(drive(plan(site, *terms, **more), folder))


def goods_read(done: Crawl) -> list[str]:
    return sorted(urlsplit(url).path for url in done.read("product"))


ALL_GOODS = [f"/g/{n}.html" for n in range(len(NAMES))]


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
        _search(asked)
        if parse_qs(urlsplit(asked.path).query).get("kw", [""])[0] in NAMES
        else _frame("没有找到相关商品")
    )
    site.pages["/s"] = whole_names_only
    site.pages["/"] = _frame(_card(0) + _card(3)).replace("普洱茶饼</a></h3>", "普洱茶饼</a></h3>")
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
    plain = lambda asked: _all(asked).replace("<form", "<div").replace('type="search"', "")  # noqa: E731
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
        body = "".join(map(_card, found)) or "没有找到相关商品"
        return Reply(_in_gbk(_frame(body)), kind="text/html")

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
        html = _frame(body).replace(
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
        return form("".join(map(_card, found)) or "没有找到相关商品")

    site = SmallSite(tea_shop() | {"/": lambda _: form(_card(0) + _card(3)), "/find": find})
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


# Manners.


def test_what_robots_forbids_is_not_asked_and_is_named(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    site.pages["/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /s\nDisallow: /g/1", kind="text/plain"
    )
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    assert site.paths()[0] == "/robots.txt"
    assert not [p for p in site.paths() if p.startswith(("/s?", "/g/1"))]
    assert done.coverage["terms"]["高仿"]["state"] == "robots"
    assert done.coverage["search"]["state"] == "robots"
    assert any("/g/1" in url for url in done.coverage["robots"]["refused"])
    assert not done.coverage["complete"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_robots_txt_closes_the_site(
    tmp_path: Path, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.politeness.SHORTEST_WAIT", 0.01)
    site = SmallSite(tea_shop())
    site.pages["/robots.txt"] = Reply("no", status)
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    assert set(site.paths()) == {"/robots.txt"}
    assert [v.outcome for v in done.visits if v.target.kind == "home"] == ["robots"]
    assert done.conclusions[0].licence is not None
    assert done.conclusions[0].licence.state == "could_not_check"


def test_a_campaign_may_say_otherwise(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /", kind="text/plain")
    with serving(site):
        done = crawl(site, tmp_path, "高仿", robots="ignore")
    assert "/robots.txt" not in site.paths()
    assert "/g/1.html" in goods_read(done)


def test_a_robots_txt_elsewhere_is_followed_a_few_hops(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    rules = site.pages["/robots.txt"]
    site.pages["/robots.txt"] = Reply("", 301, headers=(("Location", "/r2.txt"),))
    site.pages["/r2.txt"] = rules
    site.pages["/"] = _frame(_card(0) + '<div><a href="/private/1">私</a><b>¥9.00</b></div>')
    with serving(site):
        crawl(site, tmp_path, "茅台")
    assert site.paths()[:3] == ["/robots.txt", "/r2.txt", "/"]
    assert "/private/1" not in site.paths()


def test_hidden_links_and_other_sites_are_left_alone(tmp_path: Path) -> None:
    other = SmallSite({"*": "<h1>elsewhere</h1>"})
    site = SmallSite(tea_shop())
    with serving(site, other):
        trap = f"""
        <a href="/trap" style="display:none">x</a>
        <div><a href="{other.url}g/1"><img src=x>货</a><b>¥1.00</b></div>
        <a href="/logout">退出</a><a href="/cart/add?id=1">加入购物车</a>"""
        site.pages["/"] = _frame(_card(0) + trap)
        crawl(site, tmp_path, "茅台")
    assert other.asked == []
    assert not [p for p in site.paths() if p.startswith(("/trap", "/logout", "/cart"))]


def test_redirects_are_walked_hop_by_hop_within_the_site(tmp_path: Path) -> None:
    other = SmallSite({"*": "<h1>elsewhere</h1>"})
    site = SmallSite(tea_shop())
    with serving(site, other):
        site.pages["/"] = Reply("", 302, headers=(("Location", "/home"),))
        site.pages["/home"] = _frame(_card(0) + _card(1) + _card(2) + _card(3))
        site.pages["/g/0.html"] = Reply("", 301, headers=(("Location", "/p/0"),))
        site.pages["/p/0"] = _goods(0)
        site.pages["/g/1.html"] = Reply("", 302, headers=(("Location", other.url),))
        site.pages["/g/2.html"] = Reply("", 302, headers=(("Location", "/g/2.html?a"),))
        site.pages["/g/3.html"] = Reply("", 302, headers=(("Location", "file:///etc/passwd"),))
        done = crawl(site, tmp_path, "茅台")
    assert other.asked == []
    found = {urlsplit(v.target.url).path: v for v in done.visits}
    assert found["/p/0"].outcome == "read"
    assert found["/g/1.html"].outcome == "refused"
    assert found["/g/1.html"].record is not None
    loops = [v for v in done.visits if v.target.url.endswith("/g/2.html?a")]
    assert [v.outcome for v in loops] == ["error"]
    assert found["/g/3.html"].outcome != "read"


def test_a_page_that_is_a_redirect_is_a_hop_and_a_location_beside_content_is_none(
    tmp_path: Path,
) -> None:
    site = SmallSite(tea_shop())
    site.pages["/home"] = site.pages["/"]
    site.pages["/"] = "<script>location.href='/home'</script>"
    site.pages["/g/1.html"] = Reply(_goods(1), headers=(("Location", "/g/2.html"),))
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    assert done.conclusions[0].home_url == site.url + "home"
    assert "/g/1.html" in goods_read(done)


def test_a_thousand_redirects_end(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    step = Counter[str]()

    def on(_: Asked) -> Reply:
        step["n"] += 1
        return Reply("", 302, headers=(("Location", f"/r/{step['n']}"),))

    site.pages["/g/0.html"] = on
    site.pages["*"] = lambda a: on(a) if a.path.startswith("/r/") else Reply("404", 404)
    with serving(site):
        done = crawl(site, tmp_path, "茅台")
    assert step["n"] <= 10
    assert any(v.detail.startswith("redirect-loop") for v in done.visits)


def test_a_site_that_blocks_is_left_and_what_was_not_asked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.politeness.SHORTEST_WAIT", 0.01)
    site = SmallSite(tea_shop())
    inner = site.answer

    def answer(asked: Asked) -> Reply:
        over = len(site.asked) > 5
        return Reply("<title>访问受限</title>您的访问过于频繁", 403) if over else inner(asked)

    site.answer = answer  # type: ignore[method-assign]
    with serving(site):
        done = crawl(site, tmp_path, "茅台", "高仿", "茶", "壶", "瓷")
    assert len(site.asked) <= 5 + 3 + 1
    assert done.spider.finished
    assert "blocked" in done.coverage["limits"]
    states = {entry["state"] for entry in done.coverage["terms"].values()}
    assert "blocked" in states
    assert not done.coverage["complete"]
    assert all(v.inspection is None for v in done.visits if v.outcome == "blocked")


def test_being_told_to_slow_down_is_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.politeness.SHORTEST_WAIT", 0.3)
    site = SmallSite(tea_shop())
    page = site.pages["/g/1.html"]
    told = Counter[str]()

    def slow(asked: Asked) -> Reply | str:
        told["n"] += 1
        if told["n"] == 1:
            return Reply("slow down", 503, headers=(("Retry-After", "-1"),))
        return page if isinstance(page, str) else ""

    site.pages["/g/1.html"] = slow
    with serving(site):
        done = crawl(site, tmp_path, "高仿")
    times = [a.at for a in site.asked if a.path == "/g/1.html"]
    assert len(times) == 2
    assert times[1] - times[0] >= 0.3
    assert "/g/1.html" in goods_read(done)


def test_a_dead_site_is_unreachable_and_not_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.politeness.SHORTEST_WAIT", 0.01)
    site = SmallSite({})
    with serving(site):
        pass
    done = crawl(site, tmp_path, "高仿")
    home = [v for v in done.visits if v.target.kind == "home"]
    assert [v.outcome for v in home] == ["unreachable"]
    assert done.coverage["terms"]["高仿"]["state"] == "error"
    assert not done.coverage["complete"]
    assert done.spider.finished


def test_limits_hold_and_are_named(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    with serving(site):
        done = crawl(site, tmp_path, "茅台", limits=Limits(delay=0, pages=8))
    assert len([p for p in site.paths() if p != "/robots.txt"]) <= 8
    assert "pages" in done.coverage["limits"]
    assert not done.coverage["complete"]
    assert done.spider.finished


def test_an_endless_calendar_and_circling_links_end(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())

    def endless(asked: Asked) -> str:
        return _frame(
            f'<nav><a href="{asked.path.rstrip("/")}/list/">更多列表</a>'
            f'<a href="/list/{len(site.asked)}/">列表</a>'
            '<a href="/cal?month=1&year=2020">日历</a></nav>'
        )

    site.pages["*"] = site.pages["/all.html"] = endless
    with serving(site):
        done = crawl(site, tmp_path, "茅台", limits=Limits(delay=0, pages=300, depth=6))
    assert len(site.asked) < 120
    assert done.spider.finished
    assert done.coverage["traps"]
    assert not [p for p in site.paths() if p.startswith("/cal")]


# The same goods, and words that are not theirs.


def test_the_same_goods_under_several_addresses_are_checked_once(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    goods = _goods(1).replace("<title>", '<link rel="canonical" href="/g/1.html"><title>')
    site.pages["/g/1.html"] = goods
    site.pages["/tag/9/g1"] = goods
    other = _card(1).replace("/g/1.html", "/tag/9/g1")
    site.pages["/"] = _frame(_card(1) + other)
    with serving(site):
        done = asyncio.run(drive(plan(site, "高仿"), tmp_path, lexicon=Lexicon(LISTS)))
    led = [v for v in done.visits if v.inspection is not None and v.inspection.lead]
    assert len(led) == 1
    assert [v.detail for v in done.visits if "duplicate" in v.detail]


def test_our_own_word_and_the_names_of_other_goods_are_no_finding(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    site.pages["/"] = _frame(_card(0) + _card(1))
    site.pages["/g/0.html"] = _goods(0).replace("</main>", f"<h4>看了又看</h4>{_card(1)}</main>")
    with serving(site):
        done = asyncio.run(drive(plan(site, "高仿", "茅台"), tmp_path, lexicon=Lexicon(LISTS)))
    led = {urlsplit(v.final_url).path for v in done.visits if v.inspection and v.inspection.lead}
    assert led == {"/g/1.html"}


# Restart.


def _signature(done: Crawl) -> tuple[list[str], dict[str, tuple[str, int]]]:
    terms = done.coverage["terms"]
    return goods_read(done), {t: (terms[t]["state"], terms[t]["hits"]) for t in terms}


@pytest.mark.parametrize("killed_after", [1, 2, 3, 4, 5, 7, 9, 12, 15])
def test_a_killed_crawl_goes_on_and_ends_like_an_undisturbed_one(
    tmp_path: Path, killed_after: int
) -> None:
    site = SmallSite(tea_shop())
    with serving(site):
        whole = crawl(site, tmp_path / "whole", "茅台", "茶", "高仿")
        site.asked.clear()
        ledger = MemoryLedger()
        wanted = plan(site, "茅台", "茶", "高仿")
        asyncio.run(drive(wanted, tmp_path / "1", ledger=ledger, stop_after=killed_after))
        ledger.memo = ledger.kept_memo  # what was not committed is lost
        done = asyncio.run(drive(wanted, tmp_path / "2", ledger=ledger))
    assert _signature(done) == _signature(whole)
    again = Counter(p for p in site.paths() if p != "/robots.txt")
    assert sum(count - 1 for count in again.values()) <= 1, again


def test_a_slice_ends_by_itself_and_leaves_the_rest_pending(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    ledger = MemoryLedger()
    with serving(site):
        first = asyncio.run(
            drive(
                plan(site, "茶"), tmp_path / "1", ledger=ledger,
                context=lambda given: setattr(given, "slice_pages", 4),
            )
        )  # fmt: skip
        assert not first.spider.finished
        assert first.conclusions == []
        assert ledger.pending()
        second = asyncio.run(drive(plan(site, "茶"), tmp_path / "2", ledger=ledger))
    assert second.spider.finished
    assert second.conclusions
    assert second.coverage["terms"]["茶"]["hits"] == 3


def test_a_pending_target_of_a_lost_kind_of_work_is_still_done(tmp_path: Path) -> None:
    """A ledger that knows only a product page, nothing else: it is read, and the run ends."""
    site = SmallSite(tea_shop())
    ledger = MemoryLedger()
    with serving(site):
        ledger.add([Target("product", site.url + "g/1.html", depth=1)])
        ledger.commit(Visit(Target("home", site.url), "read", 200))
        done = asyncio.run(drive(plan(site, "高仿"), tmp_path, ledger=ledger))
    assert done.spider.finished
    assert "/g/1.html" in goods_read(done)


def test_several_requests_may_be_under_way(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    with serving(site):
        done = crawl(site, tmp_path, "茅台", limits=Limits(delay=0, concurrency=4))
    assert goods_read(done) == ALL_GOODS
    asked = Counter(site.paths())
    assert max(asked.values()) == 1
