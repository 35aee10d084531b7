"""The end of a site's run: its state, its coverage, and what only the whole of it tells."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from checks.finding import LicenceReading, OperatorSigns
from crawler.crawling import wait_for
from crawler.errors import DiskLow, Fenced
from crawler.exit_codes import ExitCode
from crawler.job_store import JobStore
from crawler.lead_filing import LeadFiling
from crawler.lease import Lease, take_lease
from crawler.models import PageRow, Run, SiteRun
from crawler.process_identity import this_process
from crawler.runs import end_run_if_done, give_up_run, hold_run, site_code, unended_runs
from crawler.site_closing import close_site
from crawler.summary import summary_of
from crawler.visit import Conclusion
from evidence.archive.archive import Archive
from evidence.archive.record import RecordRef
from evidence.network.exchange import RawExchange
from leads.errors import OutboxFault
from leads.home import Home
from leads.models import Lead
from tests.crawler.jobs.slices import enter

LISTS = ["counterfeit", "licence"]


@pytest.fixture
def site(home: Home) -> SiteRun:
    return enter(home, "http://shop.test/", lists=LISTS)[0]


@pytest.fixture
def lease(site: SiteRun) -> Lease:
    lease = take_lease(site.partition, this_process(), 100)
    assert lease is not None
    return lease


def visited(site: SiteRun, outcome: str, kind: str = "home", detail: str = "") -> None:
    PageRow.objects.create(
        site=site,
        key=f"{outcome}{PageRow.objects.count()}",
        kind=kind,
        url="http://shop.test/",
        outcome=outcome,
        detail=detail,
        seen_at=datetime.now(UTC),
    )


def closed(site: SiteRun, lease: Lease, **coverage: Any) -> SiteRun:
    site.memo["coverage"] = coverage
    site.save()
    close_site(site.id, lease, [], lambda _: [])
    site.refresh_from_db()
    return site


@pytest.mark.parametrize(
    ("outcomes", "coverage", "state", "code"),
    [
        (["read", "error"], {}, "done", ExitCode.DONE),
        (["unreachable"], {}, "unreachable", ExitCode.UNREACHABLE),
        (["blocked"], {}, "blocked", ExitCode.BLOCKED),
        (["captcha", "unreachable"], {}, "blocked", ExitCode.BLOCKED),
        (["read", "blocked"], {"limits": ["blocked"]}, "blocked", ExitCode.BLOCKED),
        (["read", "blocked"], {"limits": ["pages"]}, "done", ExitCode.DONE),
        (["read"], {"browser": "unavailable"}, "done", ExitCode.BROWSER_UNAVAILABLE),
        (["read"], {"limits": ["seconds"]}, "done", ExitCode.TIME_LIMIT),
        (["robots"], {}, "done", ExitCode.DONE),
    ],
)
def test_the_state_and_the_code_of_a_site(
    site: SiteRun,
    lease: Lease,
    outcomes: list[str],
    coverage: dict[str, Any],
    state: str,
    code: ExitCode,
) -> None:
    for outcome in outcomes:
        visited(site, outcome)
    done = closed(site, lease, **coverage)
    assert (done.state, site_code(done)) == (state, code)
    assert done.coverage == coverage and done.ended_at is not None


def test_a_robots_txt_alone_is_no_reading_of_a_site(site: SiteRun, lease: Lease) -> None:
    visited(site, "read", "probe")
    visited(site, "unreachable", detail="network connect")
    assert closed(site, lease).state == SiteRun.State.UNREACHABLE
    assert site.detail == "network connect"


def test_a_site_that_goes_away_half_way_through_is_not_done(site: SiteRun, lease: Lease) -> None:
    for outcome in ("read", "read", *["unreachable"] * 3):
        visited(site, outcome, "product", detail="network connect")
    assert closed(site, lease).state == SiteRun.State.UNREACHABLE
    assert site.detail == "network connect, half way through"
    assert site_code(site) is ExitCode.UNREACHABLE


def test_a_site_that_only_sends_on_and_on_is_not_done(site: SiteRun, lease: Lease) -> None:
    visited(site, "read", "probe")
    visited(site, "skipped", detail="redirect 302 to http://shop.test/?n=1")
    visited(site, "error", detail="redirect-loop 9 hops")
    assert site_code(closed(site, lease)) is ExitCode.UNREACHABLE


@pytest.mark.parametrize("last", ["read", "error"])
def test_a_site_that_answers_in_the_end_was_there(site: SiteRun, lease: Lease, last: str) -> None:
    for outcome in ("read", *["unreachable"] * 3, last):
        visited(site, outcome, "product", detail="network timeout")
    assert closed(site, lease).state == SiteRun.State.DONE


def test_a_page_whose_record_did_not_verify_makes_the_site_an_error(
    site: SiteRun, lease: Lease
) -> None:
    visited(site, "read", detail="record-fault digest differs")
    visited(site, "read")
    assert site_code(closed(site, lease)) is ExitCode.ERROR


def test_who_lost_the_site_cannot_close_it(site: SiteRun, lease: Lease) -> None:
    with pytest.raises(Fenced):
        close_site(site.id, Lease(lease.host, lease.holder, lease.fence + 1), [], lambda _: [])
    site.refresh_from_db()
    assert not site.final


def kept(home: Home) -> RecordRef:
    with Archive(home.archive, name="t", info={"operator": "t"}, floor_bytes=0) as archive:
        return archive.append_exchange(
            RawExchange(
                "http://shop.test/",
                b"GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n",
                b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                "192.0.2.1",
                80,
                datetime.now(UTC),
            )
        )


def concluded(record: RecordRef, *looked: str, state: str = "not_found") -> Conclusion:
    return Conclusion(
        site_url="http://shop.test/",
        shop="",
        home_url="http://shop.test/",
        record=record,
        licence=LicenceReading(state, reason="没有营业执照信息"),  # type: ignore[arg-type]
        looked=[
            {"url": f"http://shop.test/{n}", "outcome": o, "record": record.to_json()}
            for n, o in enumerate(looked)
        ],
        operator=OperatorSigns(),
        coverage={"terms": {"假": {"state": "asked"}}},
    )


def test_a_missing_licence_is_filed_only_if_every_place_for_it_was_read(
    home: Home, site: SiteRun, lease: Lease
) -> None:
    filing, record = LeadFiling(home, site, home.archive), kept(home)
    assert filing.conclude([concluded(record, "read", "unreachable")]) == []
    assert filing.conclude([concluded(record)]) == []
    close_site(site.id, lease, [concluded(record, "read", "read")], filing.conclude)
    lead = Lead.objects.get()
    assert (lead.area, lead.draft) == ("licence", True)
    site.refresh_from_db()
    assert site.leads == [lead.id]
    assert site.coverage == {"terms": {"假": {"state": "asked"}}}
    end_run_if_done(site.run_id, home)
    summary = summary_of(Run.objects.get())
    assert (summary.leads, summary.new_leads) == ({"licence": 1}, {"licence": 1})
    assert summary.sites[0].terms == {"假": {"state": "asked"}}
    assert summary.to_json()["sites"][0]["leads"] == [lead.id]


def test_what_the_campaign_has_no_list_for_is_not_filed(home: Home) -> None:
    (site,) = enter(home, "http://shop.test/", lists=["counterfeit"])
    filing = LeadFiling(home, site, home.archive)
    assert filing.conclude([concluded(kept(home), "read")]) == []


def test_a_conclusion_whose_record_does_not_verify_is_an_error_and_no_lead(
    home: Home, site: SiteRun, lease: Lease
) -> None:
    gone = RecordRef("gone.warc.gz", 0, 10, "<urn:uuid:1>", "sha256:" + "0" * 64)
    filing = LeadFiling(home, site, home.archive)
    close_site(site.id, lease, [concluded(gone, "read")], filing.conclude)
    site.refresh_from_db()
    assert site.state == SiteRun.State.FAILED and "record-fault" in site.detail
    assert not Lead.objects.exists()


def test_the_last_site_ends_the_run_and_its_screening_files_are_written(
    home: Home, site: SiteRun, lease: Lease
) -> None:
    assert not end_run_if_done(site.run_id, home)
    visited(site, "read")
    closed(site, lease)
    assert end_run_if_done(site.run_id, home)
    run = Run.objects.get()
    assert (run.state, run.exit_code, run.troubles) == (Run.State.ENDED, 0, [])
    assert (home.screening / f"{run.id}.jsonl").exists()
    closed_at = run.closed_at
    assert end_run_if_done(site.run_id, home)
    assert Run.objects.get().closed_at == closed_at


def test_screening_files_that_cannot_be_written_are_a_trouble_of_the_run(
    home: Home, site: SiteRun, lease: Lease
) -> None:
    visited(site, "read")
    closed(site, lease)
    home.screening.rmdir()
    home.screening.write_text("in the way", "utf-8")
    end_run_if_done(site.run_id, home)
    run = Run.objects.get()
    assert run.exit_code == ExitCode.ERROR and len(run.troubles) == 1 and run.closed_at is not None


def test_without_room_for_its_screening_files_a_run_waits_and_writes_them_when_resumed(
    home: Home, site: SiteRun, lease: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited(site, "read")
    closed(site, lease)

    def full(_path: Path, _content: bytes) -> None:
        raise OutboxFault("满", "full", disk_full=True)

    with monkeypatch.context() as patch:
        patch.setattr("leads.screening.write_bytes", full)
        with pytest.raises(DiskLow):
            end_run_if_done(site.run_id, home)
        (result,) = wait_for([site.run_id], cast(JobStore, None), home)
        assert result.code is ExitCode.DISK_LOW
        assert result.trouble is not None and site.run_id in result.trouble.zh
    run = Run.objects.get()
    assert (run.exit_code, run.troubles, run.closed_at) == (0, [], None)
    assert unended_runs() == [run], "the next patrol goes on with it"
    (result,) = wait_for([site.run_id], cast(JobStore, None), home)
    assert result.code is ExitCode.DONE and unended_runs() == []
    assert (home.screening / f"{run.id}.jsonl").exists()


def test_a_run_may_be_given_up(home: Home, site: SiteRun) -> None:
    visited(site, "read")
    hold_run(site.run_id)
    give_up_run(site.run_id, home)
    run = Run.objects.get()
    assert (run.state, run.exit_code) == (Run.State.ENDED, ExitCode.ERROR)
    assert PageRow.objects.count() == 1
