"""Which pages of a crawled site are captured, in which order, and what is said of the others."""

from datetime import timedelta

import pytest

from crawler.capture_plan import end_captures, plan_captures, to_be_captured
from crawler.capture_reasons import reason_label
from crawler.capture_way import way_to
from crawler.models import PageCapture, PageRow, Run, SiteRun, Step
from crawler.planning import plan_from_json
from crawler.runs import give_up_run, resume_run
from crawler.visit import Target
from leads.captures import Recheck, attach, keep_capture
from leads.filing import Filing
from leads.home import Home
from leads.models import Capture, Lead
from leads.office import Office
from leads.units import shipped_units
from tests.crawler.jobs.slices import NoQueue, enter
from tests.evidence.capture.made import made
from tests.leads.pages_filed import DAY, Shelf, finding

SITE = "http://shop.example/"
GRAVE = finding()
SLIGHT = finding(
    area="contract_terms", rule="contract.final", matched="最终解释权", term="最终解释权",
    strength="weak", unit="contract",
)  # fmt: skip


class Crawled:
    """A crawled site, its pages and leads put in by hand."""

    def __init__(self, home: Home, **campaign: object) -> None:
        given = {"browser": True, "capture": True} | campaign
        (self.site,) = enter(home, SITE, **given)
        self.shelf = Shelf(home.archive)

    def page(self, path: str, *findings: object, method: str = "GET", **row: object) -> PageRow:
        """A page that was read, with its findings filed."""
        url = f"{SITE}{path}"
        target = Target("product", url, method=method, via=str(row.pop("via", "")) or None)
        Step.objects.create(
            site=self.site, key=target.key, kind="product", done=True, target=target.to_json()
        )
        facts = self.shelf.visit(
            *findings,
            url=url,
            site="shop.example",
            shop_key="shop.example",  # type: ignore[arg-type]
        )
        leads = [lead.pk for lead in Filing().file_visit(facts)]
        values = {"kind": "product", "outcome": "read", "final_url": url} | row
        values["record"] = facts.record.to_json()
        return PageRow.objects.create(
            site=self.site, key=target.key, url=url, leads=leads, seen_at=DAY,
            **values,
        )  # fmt: skip

    def planned(self, **changes: object) -> dict[str, str]:
        """What was planned: by address, why it is not captured, "" where it is; in order."""
        SiteRun.objects.filter(id=self.site.id).update(
            capturing=True, **({"state": SiteRun.State.DONE} | changes)
        )
        self.site.refresh_from_db()
        plan_captures(self.site, shipped_units(), now=DAY + timedelta(hours=1))
        rows = PageCapture.objects.filter(site=self.site).order_by("rank")
        return {row.url.removeprefix(SITE): row.detail for row in rows}


@pytest.fixture
def crawled(home: Home) -> Crawled:
    return Crawled(home)


def test_the_gravest_comes_first_and_every_lead_before_a_second_page_of_one(
    crawled: Crawled,
) -> None:
    crawled.page("slight/1", SLIGHT)
    for n in (1, 2, 3):
        crawled.page(f"grave/{n}", GRAVE)
    assert list(crawled.planned()) == ["grave/1", "slight/1", "grave/2", "grave/3"]


def test_the_limit_is_kept_and_what_is_beyond_it_is_said_to_the_lead(home: Home) -> None:
    crawled = Crawled(home, limits={"delay": 0, "capture_limit": 2})
    for n in range(5):
        crawled.page(f"p/{n}", GRAVE)
    said = crawled.planned()
    assert list(said.values()) == ["", "", *["over-limit 2"] * 3]
    PageCapture.objects.filter(detail="").update(state="taken")
    assert end_captures(crawled.site.id)
    assert not end_captures(crawled.site.id), "told once"
    (event,) = Lead.objects.get().events.filter(step="not_captured")
    assert "超出采集页数上限 (2)：3 页" in event.reason
    assert event.detail["pages"] == {"over-limit 2": 3}


def test_planning_twice_adds_nothing(crawled: Crawled) -> None:
    crawled.page("p/1", GRAVE)
    crawled.planned()
    crawled.page("p/2", GRAVE)
    assert list(crawled.planned()) == ["p/1"]


def test_a_page_captured_lately_and_the_same_then_is_not_captured_again(
    crawled: Crawled, home: Home
) -> None:
    for n in (1, 2, 3):
        crawled.page(f"p/{n}", GRAVE)
    lead = Lead.objects.get()
    for n, again in ((1, "present"), (2, "changed"), (3, "present")):
        url = f"{SITE}p/{n}"
        taken = made(home.captures / f"c-{n}", url_asked=url, url_final=url)
        attach(keep_capture(home, Office(), taken), lead, Recheck(again))  # type: ignore[arg-type]
    Capture.objects.update(started_at=DAY + timedelta(minutes=1))
    # Something new since then.
    lead.findings.filter(url=f"{SITE}p/3").update(first_seen=DAY + timedelta(minutes=5))
    assert crawled.planned() == {"p/1": "recent 7", "p/2": "", "p/3": ""}
    PageCapture.objects.filter(detail="").update(state="taken")
    end_captures(crawled.site.id)
    assert not lead.events.filter(step="not_captured").exists(), "it has its capture"


def test_forms_what_robots_forbids_and_leads_that_are_over_are_left_out(
    crawled: Crawled,
) -> None:
    crawled.page("form", GRAVE, method="POST")
    crawled.page("private/1", GRAVE)
    crawled.page("slight", SLIGHT)
    Lead.objects.filter(area="contract_terms").update(stage=Lead.Stage.DISMISSED)
    rules = {"state": "rules", "why": "read 200", "text": "User-agent: *\nDisallow: /private\n"}
    said = crawled.planned(memo={"robots": {"http://shop.example": rules}})
    assert said == {"form": "form", "private/1": "robots"}


def test_robots_that_is_not_obeyed_forbids_no_capture(home: Home) -> None:
    crawled = Crawled(home, robots="ignore")
    crawled.page("private/1", GRAVE)
    rules = {"state": "rules", "why": "read 200", "text": "User-agent: *\nDisallow: /private\n"}
    assert crawled.planned(memo={"robots": {"http://shop.example": rules}}) == {"private/1": ""}


def test_a_site_that_blocks_is_left_alone(crawled: Crawled) -> None:
    crawled.page("p/1", GRAVE)
    assert crawled.planned(state=SiteRun.State.BLOCKED) == {"p/1": "blocks"}


def test_a_home_page_is_captured_for_the_licence_of_its_shop(crawled: Crawled) -> None:
    home_page = crawled.page("", kind="home")
    (lead,) = Filing().file_licence(
        crawled.shelf.licence("not_found", url=SITE, site="shop.example", shop_key="shop.example")
    )
    assert crawled.planned(leads=[lead.pk]) == {"": ""}
    row = PageCapture.objects.get()
    assert (row.url, row.leads, row.key) == (SITE, [lead.pk], home_page.key)


def test_only_what_was_wished_for_is_captured(home: Home) -> None:
    for campaign, wished in (
        ({}, True),
        ({"capture": False}, False),
        ({"browser": False}, False),  # a capture is a browser's work
    ):
        crawled = Crawled(home, **campaign)
        assert not to_be_captured(crawled.site), "no page, no lead"
        crawled.page("p/1", GRAVE)
        assert plan_from_json(crawled.site.plan).capture is wished
        assert to_be_captured(crawled.site) is wished
        crawled.shelf.archive.close()


def test_a_site_is_done_when_its_captures_are(crawled: Crawled, home: Home) -> None:
    crawled.page("p/1", GRAVE)
    crawled.planned()
    assert crawled.site.crawled and not crawled.site.final
    give_up_run(crawled.site.run_id, home)
    crawled.site.refresh_from_db()
    assert crawled.site.final
    assert (crawled.site.state, Run.objects.get().state) == ("done", "ended")
    assert PageCapture.objects.get().detail == "given-up"
    assert Lead.objects.get().events.filter(step="not_captured").exists()


def test_an_interrupted_run_goes_on_with_its_captures(crawled: Crawled) -> None:
    crawled.page("p/1", GRAVE)
    crawled.planned()
    Run.objects.update(state=Run.State.INTERRUPTED)
    queued: list[int] = []

    class Queue(NoQueue):
        def enqueue(self, site: SiteRun, *, delay: float = 0.0) -> None:
            queued.append(site.id)

        def state_of(self, ids: object) -> dict[str, str]:
            return {}

    resume_run(crawled.site.run_id, Queue())  # type: ignore[arg-type]
    assert queued == [crawled.site.id]


def test_the_way_begins_at_the_home_page_even_where_a_sitemap_led(crawled: Crawled) -> None:
    crawled.page("", kind="home", title="某店")
    listing = crawled.page("list", kind="listing")
    goods = crawled.page("p/1", GRAVE, via=listing.key)
    way = way_to(crawled.site, goods.key)
    assert [step.url for step in way.steps] == [SITE, f"{SITE}list", f"{SITE}p/1"]
    assert [step.zh for step in way.steps] == [
        "打开网店首页（抓取时）", "打开商品列表（抓取时）", "打开商品页（抓取时）",
    ]  # fmt: skip
    assert all(step.record for step in way.steps)
    assert way.referer == f"{SITE}list"


def test_no_referer_leaves_its_origin(crawled: Crawled) -> None:
    other = crawled.page("x", kind="listing", final_url="https://shop.example/x")
    goods = crawled.page("p/1", GRAVE, via=other.key)
    assert way_to(crawled.site, goods.key).referer is None
    assert way_to(crawled.site, "unknown").steps == ()


def test_every_reason_has_its_words() -> None:
    assert reason_label("over-limit 50") == "超出采集页数上限 (50)"
    assert reason_label("unread-gone", "en") == "the page does not exist any more"
    assert reason_label("something new") == "something new"
