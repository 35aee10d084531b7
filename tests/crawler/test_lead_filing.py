"""A page that is no more says so of what was found on it; one that keeps us out says nothing."""

import pytest

from crawler.opening import open_database
from evidence.archive.reader import http_parts, read_record
from evidence.archive.record import RecordRef
from leads.home import Home
from leads.models import Lead, LeadEvent, LeadFinding
from tests.crawler.jobs.processes import started
from tests.crawler.small_site import Asked, Page, Reply, serving
from tests.crawler.test_capturing import WORDS, goods, name_of, shop

pytestmark = [pytest.mark.timeout(600), pytest.mark.heavy, pytest.mark.jobs]

LATER: "dict[str, Reply | str]" = {
    "stays": goods(f"{WORDS} stays"),
    "missing": Reply("<title>404</title>页面不存在", 404),
    "removed": Reply("removed", 410),
    "withdrawn": "<title>商品已下架</title><p>该商品已下架</p>",
    "forbidden": Reply("<title>403</title>访问被拒绝", 403),
    "broken": Reply("<title>500</title>", 500),
    "members": "<title>请登录</title><form>请登录后查看<input type=password></form>",
}
"""What the pages of a shop with findings answer at the second crawl."""
GONE = {"missing", "removed", "withdrawn"}


def test_a_second_crawl_marks_what_stood_on_a_page_that_is_no_more(home: Home) -> None:
    second = False

    def turning(name: str) -> Page:
        def page(_: Asked) -> Reply | str:
            return LATER[name] if second else goods(f"{WORDS} {name}")

        return page

    site = shop(**{name: turning(name) for name in LATER})
    with serving(site):
        crawl = ["crawl", site.url, "--shops", "--keywords", "counterfeit", "--terms", "高仿"]
        for turn in (False, True):
            second = turn
            with started(home, *crawl) as process:
                assert process.ended(300) == 0
    open_database(home, update=False)
    lead = Lead.objects.get()
    rows = LeadFinding.objects.filter(lead=lead, makes_lead=True, rule__startswith="counterfeit.")
    assert {name_of(row.url) for row in rows} == set(LATER)
    assert {name_of(row.url) for row in rows if row.gone_at is not None} == GONE
    for row in rows:
        if name_of(row.url) == "missing":
            proof = http_parts(read_record(home.archive, RecordRef.from_json(row.gone_record)))
            assert proof.status == 404
    said = list(LeadEvent.objects.filter(lead=lead, step="gone").values_list("reason", flat=True))
    assert any(one.startswith("页面已不存在（状态码 404）：") for one in said), said
    assert any(one.startswith("页面已不存在（状态码 410）：") for one in said), said
    assert any(one.startswith("页面已不存在（按页面文字判断）：") for one in said), said
