"""A site is walked politely: robots.txt, bounds, redirects, refusals and limits hold."""

import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.coverage import term_label
from crawler.site_plan import Limits
from tests.crawler.small_site import Asked, Reply, SmallSite, serving
from tests.crawler.tea_shop import card, crawl, frame, goods, goods_read, tea_shop


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
    site.pages["/"] = frame(card(0) + '<div><a href="/private/1">私</a><b>¥9.00</b></div>')
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
        site.pages["/"] = frame(card(0) + trap)
        crawl(site, tmp_path, "茅台")
    assert other.asked == []
    assert not [p for p in site.paths() if p.startswith(("/trap", "/logout", "/cart"))]


def test_redirects_are_walked_hop_by_hop_within_the_site(tmp_path: Path) -> None:
    other = SmallSite({"*": "<h1>elsewhere</h1>"})
    site = SmallSite(tea_shop())
    with serving(site, other):
        site.pages["/"] = Reply("", 302, headers=(("Location", "/home"),))
        site.pages["/home"] = frame(card(0) + card(1) + card(2) + card(3))
        site.pages["/g/0.html"] = Reply("", 301, headers=(("Location", "/p/0"),))
        site.pages["/p/0"] = goods(0)
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
    site.pages["/g/1.html"] = Reply(goods(1), headers=(("Location", "/g/2.html"),))
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


def test_told_to_come_back_in_a_day_it_leaves_at_once(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    inner = site.answer

    def answer(asked: Asked) -> Reply:
        away = Reply("slow down", 429, headers=(("Retry-After", "86400"),))
        return away if len(site.asked) > 5 else inner(asked)

    site.answer = answer  # type: ignore[method-assign]
    with serving(site):
        began = time.monotonic()
        done = crawl(site, tmp_path, "茅台", "高仿", "茶", "壶", "瓷")
    assert time.monotonic() - began < 60
    assert len(site.asked) == 6
    assert done.spider.finished and "blocked" in done.coverage["limits"]


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


def test_words_that_were_not_asked_are_said_to_be_so_and_are_no_error(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())
    words = [f"名酒{n}" for n in range(20)]
    with serving(site):
        done = crawl(site, tmp_path, *words, limits=Limits(delay=0, pages=16))
    states = [entry["state"] for entry in done.coverage["terms"].values()]
    assert set(states) == {"asked", "page-limit"}
    assert term_label("page-limit") == "未问（页数用完）"


def test_many_words_leave_half_of_the_pages_to_the_shop_itself(tmp_path: Path) -> None:
    """A page in the menu that no search finds is read although the words would use up all."""
    site = SmallSite(tea_shop())
    home = str(site.pages["/"])
    site.pages["/"] = home.replace("</nav>", '<a href="/hidden.html">到店代写</a></nav>')
    site.pages["/hidden.html"] = goods(3)
    words = [f"名酒{n}" for n in range(60)]
    with serving(site):
        done = crawl(site, tmp_path, *words, limits=Limits(delay=0, pages=40))
    assert "/hidden.html" in site.paths()
    searched = [v for v in done.visits if v.target.kind == "search" and v.outcome == "read"]
    assert 20 <= len(searched) < 40, "what the shop leaves of its half is asked words again"
    assert done.coverage["pages"] == 40


def test_an_endless_calendar_and_circling_links_end(tmp_path: Path) -> None:
    site = SmallSite(tea_shop())

    def endless(asked: Asked) -> str:
        return frame(
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
