"""A walk goes on where it was stopped, whatever stopped it."""

import asyncio
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from crawler.ledger import MemoryLedger
from crawler.site_plan import Limits, SpiderContext
from crawler.visit import Target, Visit
from evidence.archive.record import RecordRef
from evidence.errors import ArchiveError
from tests.crawler.driving import Crawl, drive
from tests.crawler.script_site import script_shop
from tests.crawler.small_site import Asked, Reply, SmallSite, serving
from tests.crawler.tea_shop import ALL_GOODS, NAMES, card, crawl, frame, goods_read, plan, tea_shop


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


def test_a_posted_search_goes_on_with_a_fresh_token_and_cookie(tmp_path: Path) -> None:
    """A form's hidden token is good for one visitor: a restart must not send the old one."""
    issued = Counter[str]()

    def form(body: str) -> Reply:
        issued["n"] += 1
        html = frame(body).replace(
            '<form action="/s">',
            '<form method="post" action="/find">'
            f'<input type=hidden name=token value="t{issued["n"]}">',
        )
        return Reply(html, headers=(("Set-Cookie", f"sid=t{issued['n']}; Path=/"),))

    def find(asked: Asked) -> Reply:
        sent = parse_qs(asked.body)
        cookie = asked.headers.get("Cookie", "").removeprefix("sid=")
        if asked.method != "POST" or sent.get("token") != [cookie]:
            return Reply("<title>419</title><h1>Page expired</h1>", 419)
        found = [n for n, name in enumerate(NAMES) if sent["kw"][0] in name]
        return Reply(frame("".join(map(card, found)) or "没有找到相关商品"))

    site = SmallSite(tea_shop() | {"/": lambda _: form(card(0) + card(3)), "/find": find})
    site.pages["/s"] = Reply("404", 404)
    ledger = MemoryLedger()
    with serving(site):
        wanted = plan(site, "高仿", "茶", "壶")
        asyncio.run(drive(wanted, tmp_path / "1", ledger=ledger, stop_after=6))
        assert any(target.method == "POST" for target in ledger.pending())
        done = asyncio.run(drive(wanted, tmp_path / "2", ledger=ledger))
    terms = done.coverage["terms"]
    assert {t: (terms[t]["state"], terms[t]["hits"]) for t in terms} == {
        "高仿": ("asked", 1),
        "茶": ("asked", 3),
        "壶": ("asked", 1),
    }


def test_what_a_stop_cuts_short_is_pending_and_proves_nothing(tmp_path: Path) -> None:
    """A probe that our own stop breaks off must not count against the search."""
    site = SmallSite(tea_shop())
    ledger = MemoryLedger()

    def stop(asked: Asked) -> Reply:
        ledger.stopping = True
        return Reply(status=0)

    with serving(site):
        site.pages["/s"] = stop
        asyncio.run(drive(plan(site, "高仿"), tmp_path / "1", ledger=ledger))
        assert ledger.memo["search"]["state"] == "probing"
        ledger.stopping = False
        site.pages["/s"] = tea_shop()["/s"]
        done = asyncio.run(drive(plan(site, "高仿"), tmp_path / "2", ledger=ledger))
    assert done.coverage["search"]["state"] == "found"
    assert done.coverage["terms"]["高仿"]["hits"] == 1


def test_an_archive_that_fails_under_the_browser_ends_the_slice(tmp_path: Path) -> None:
    site = script_shop()
    failed = ArchiveError("磁盘已满", "disk full", disk_full=True)

    def break_archive(given: SpiderContext) -> None:
        def refuse(*_: object, **__: object) -> RecordRef:
            raise failed

        given.archive.append_resource = refuse  # type: ignore[method-assign]

    ledger = MemoryLedger()
    with serving(site), pytest.raises(ArchiveError):
        asyncio.run(
            drive(plan(site, "高仿"), tmp_path, ledger=ledger, browser=True, context=break_archive)
        )
    assert [target.render for target in ledger.pending()] == [True]
