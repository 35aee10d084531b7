"""A shop that only scripts build is walked, with a browser, and said to be closed without one."""

import asyncio
from pathlib import Path

import pytest

from crawler.ledger import MemoryLedger
from crawler.site_plan import Limits, SitePlan
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from tests.crawler.driving import Crawl, drive
from tests.crawler.script_site import GOODS, SHOP, script_shop
from tests.crawler.small_site import SmallSite, serving

LISTS = [load_list(path) for path in shipped_lists() if path.stem == "counterfeit"]


def _shop() -> SmallSite:
    site = script_shop()
    page = SHOP.replace("</body>", "<footer><span>滇ICP备12345678号</span></footer></body>")
    site.pages["/"] = page
    return site


def _crawl(site: SmallSite, folder: Path, *, browser: bool, **limits: int) -> Crawl:
    plan = SitePlan(site.url, ("高仿",), Limits(delay=0, **limits), allow=(site.host,))
    return asyncio.run(
        drive(plan, folder, lexicon=Lexicon(LISTS), browser=browser, ledger=MemoryLedger())
    )


def test_its_data_is_asked_for_and_all_goods_are_read(tmp_path: Path) -> None:
    site = _shop()
    with serving(site):
        done = _crawl(site, tmp_path, browser=True)
    asked = {f"/api/goods/{each['id']}" for each in GOODS}
    assert asked <= set(site.paths())
    read = {url.partition("/api")[2] for url in done.read("product")}
    assert {path.partition("/api")[2] for path in asked} <= read
    assert done.coverage["browser"] == "used"
    assert done.coverage["search"]["state"] == "found"
    assert done.coverage["search"]["how"].endswith("api/list?kw={term}")
    assert done.coverage["terms"]["高仿"]["state"] == "asked"
    assert "/api/list?kw=%E9%AB%98%E4%BB%BF" in site.paths()
    # What the browser showed is archived beside what came over the wire.
    home = [v for v in done.visits if v.target.kind == "home"]
    assert [v.target.render for v in home] == [False, True]
    assert all(v.record is not None for v in home)


def test_a_suspicion_in_the_data_is_looked_at_on_the_page(tmp_path: Path) -> None:
    site = _shop()
    bad = GOODS[7] | {"name": "高仿名表 一比一"}
    page = f'{{"id": {bad["id"]}, "name": "{bad["name"]}", "price": 1}}'
    with serving(site):
        reply = site.pages[f"/api/goods/{bad['id']}"]
        reply.body = page  # type: ignore[union-attr]
        done = _crawl(site, tmp_path, browser=True)
    led = [v for v in done.visits if v.inspection is not None and v.inspection.lead]
    assert [v.final_url for v in led] == [f"{site.url}#/goods/{bad['id']}"]
    assert led[0].record is not None


def test_without_a_browser_the_coverage_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANGJIAN_CHROMIUM", "/nowhere/chromium")
    site = _shop()
    with serving(site):
        broken = _crawl(site, tmp_path / "1", browser=True)
        none = _crawl(site, tmp_path / "2", browser=False)
    for done in (broken, none):
        assert done.spider.finished
        assert done.coverage["browser"] == "unavailable"
        assert not done.coverage["complete"]
        licence = done.conclusions[0].licence
        assert licence is not None
        assert licence.state == "could_not_check"


def test_the_browser_is_used_within_its_limit(tmp_path: Path) -> None:
    site = _shop()
    with serving(site):
        done = _crawl(site, tmp_path, browser=True, renders=1)
    assert sum(v.target.render and v.outcome == "read" for v in done.visits) == 1
    assert done.spider.finished
