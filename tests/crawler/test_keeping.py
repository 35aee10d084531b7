"""Keeping a group: all or nothing, once, by whoever holds the lease, whatever the web wrote."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks.finding import Inspection, LicenceReading
from crawler.errors import Fenced
from crawler.keeping import Keeper
from crawler.lease import Lease, take_lease
from crawler.models import Host, PageRow, SiteRun, Slice, Step
from crawler.page_ledger import PageLedger
from crawler.process_identity import this_process
from crawler.visit import Target, Visit
from crawler.writer import Entry
from evidence.archive.record import RecordRef
from evidence.errors import RecordFault
from leads.filing import Filed
from leads.home import Home
from tests.crawler.jobs.slices import enter

REF = RecordRef("f.warc.gz", 10, 20, "<urn:uuid:1>", "sha256:" + "0" * 64)


def target(path: str, kind: str = "product") -> Target:
    return Target(kind, f"http://shop.test/{path}")  # type: ignore[arg-type]


@pytest.fixture
def site(home: Home) -> SiteRun:
    return enter(home, "http://shop.test/")[0]


@pytest.fixture
def lease(site: SiteRun) -> Lease:
    lease = take_lease(site.partition, this_process(), 100)
    assert lease is not None
    return lease


@pytest.fixture
def keeper(site: SiteRun, lease: Lease) -> Keeper:
    return make_keeper(site, lease)


def make_keeper(site: SiteRun, lease: Lease, filed: Filed | None = None) -> Keeper:
    number = Slice.objects.filter(site=site).count() + 1
    work = Slice.objects.create(
        site=site, number=number, fence=lease.fence, started_at=datetime.now(UTC)
    )
    return Keeper(work, lease, lambda _visit, _at: filed or Filed())


def test_a_visit_its_targets_and_the_memo_are_kept_together(site: SiteRun, keeper: Keeper) -> None:
    found = [target("a"), target("b")]
    visit = Visit(target("", "home"), "read", 200, REF, found=found, title="茶庄")
    keeper.keep([Entry(visit, found, '{"stage": 2}')])
    row = PageRow.objects.get(site=site)
    assert (row.url, row.title, row.slice_number) == ("http://shop.test/", "茶庄", 1)
    assert RecordRef.from_json(row.record) == REF
    assert list(Step.objects.filter(site=site).values_list("done", flat=True).order_by("id")) == [
        False,
        False,
        True,
    ]
    site.refresh_from_db()
    assert site.memo == {"stage": 2}


def test_the_same_group_twice_adds_nothing(site: SiteRun, keeper: Keeper) -> None:
    entries = [Entry(Visit(target("a"), "read", 200, REF), [target("b")], '{"n": 1}')]
    keeper.keep(entries)
    keeper.keep(entries)
    assert PageRow.objects.filter(site=site).count() == 1
    assert Step.objects.filter(site=site).count() == 2


def test_a_second_visit_of_a_target_replaces_nothing(site: SiteRun, keeper: Keeper) -> None:
    keeper.keep([Entry(Visit(target("a"), "read", 200, REF))])
    keeper.keep([Entry(Visit(target("a"), "error", 500, REF))])
    assert PageRow.objects.get(site=site).outcome == "read"


def test_who_lost_the_lease_can_keep_nothing(site: SiteRun, keeper: Keeper, lease: Lease) -> None:
    Host.objects.filter(name=lease.host).update(fence=lease.fence + 1)
    with pytest.raises(Fenced):
        keeper.keep([Entry(Visit(target("a"), "read", 200, REF), [target("b")], '{"n": 1}')])
    assert not PageRow.objects.exists() and not Step.objects.exists()
    site.refresh_from_db()
    assert site.memo == {}


def test_a_failure_half_way_leaves_nothing_of_the_group(site: SiteRun, lease: Lease) -> None:
    keeper = make_keeper(site, lease)
    bad = Visit(target("b"), "read", 200, REF, hits="no number")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no number"):
        keeper.keep([Entry(Visit(target("a"), "read", 200, REF)), Entry(bad)])
    assert not PageRow.objects.exists() and not Step.objects.filter(done=True).exists()


def test_a_record_that_does_not_verify_makes_no_lead_and_is_named(
    site: SiteRun, lease: Lease
) -> None:
    fault = RecordFault("摘要不符", "digest differs")
    keeper = make_keeper(site, lease, Filed(errors=[fault]))
    keeper.keep([Entry(Visit(target("a"), "read", 200, REF, inspection=Inspection("u")))])
    row = PageRow.objects.get(site=site)
    assert row.flags == ["record-fault"] and "digest differs" in row.detail and row.leads == []


def test_words_from_the_web_that_no_database_takes_are_kept_readable(
    site: SiteRun, keeper: Keeper
) -> None:
    visit = Visit(
        replace(target("a"), term="\ud800假"),
        "read",
        200,
        REF,
        title="茶\x00庄\udfff" + "长" * 2000,
        detail="\x00",
        flags=["a\x00"],
        inspection=Inspection("u", licence=LicenceReading("invalid", reason="\x00\ud800x")),
    )
    keeper.keep([Entry(visit, [], '{"note": "\\u0000"}')])
    row = PageRow.objects.get(site=site)
    assert row.title.startswith("茶\ufffd庄\ufffd长") and len(row.title) == 500
    assert row.inspection["licence"]["reason"] == "\ufffd\ufffdx"
    assert row.flags == ["a\ufffd"]


def test_what_the_checks_said_nothing_of_is_not_stored(site: SiteRun, keeper: Keeper) -> None:
    keeper.keep([Entry(Visit(target("a"), "read", 200, REF, inspection=Inspection("u")))])
    assert PageRow.objects.get(site=site).inspection is None


def test_the_ledger_answers_from_memory_and_hands_on_what_is_new(site: SiteRun) -> None:
    put: list[Entry] = []
    ledger = PageLedger.load(site, put.append)
    assert ledger.pending() == [] and ledger.counts() == {}
    ledger.add([target("", "home"), target("", "home")])
    assert [len(entry.targets) for entry in put] == [1]
    ledger.memo["stage"] = 1
    ledger.commit(Visit(target("", "home"), "read", found=[target("a"), target("a"), target("b")]))
    assert ledger.counts() == {"home": 1}
    assert [t.url for t in ledger.pending()] == ["http://shop.test/a", "http://shop.test/b"]
    assert put[-1].memo == '{"stage":1}' and len(put[-1].targets) == 2
    ledger.commit(Visit(target("", "home"), "read", found=[target("a")]))
    assert len(put) == 2, "nothing new was said"
    ledger.commit(Visit(target("", "home"), "read", found=[target("c")]))
    assert put[-1].visit is None and len(put[-1].targets) == 1
    ledger.memo["late"] = True
    ledger.keep_memo()
    assert put[-1].memo == '{"stage":1,"late":true}'


def test_a_ledger_loaded_again_knows_all_that_was_kept(site: SiteRun, keeper: Keeper) -> None:
    ledger = PageLedger.load(site, lambda entry: keeper.keep([entry]))
    ledger.add([target("", "home")])
    ledger.memo["stage"] = {"n": [1, 2]}
    ledger.commit(Visit(target("", "home"), "read", 200, REF, found=[target("a"), target("b")]))
    ledger.commit(Visit(target("a"), "error", 404, REF, read_as="other"))  # type: ignore[arg-type]
    site.refresh_from_db()
    again = PageLedger.load(site, lambda _: None)
    assert again.pending() == [target("b")]
    assert again.memo == {"stage": {"n": [1, 2]}}
    assert again.counts() == {"home": 1, "product": 1}
    assert again.seen(target("a").key) and not again.seen(target("zz").key)


def test_what_a_slice_died_of_is_asked_last(site: SiteRun, keeper: Keeper) -> None:
    keeper.keep([Entry(targets=[target("deadly"), target("b")])])
    Step.objects.filter(key=target("deadly").key).update(attempts=1)
    ledger = PageLedger.load(site, lambda _: None)
    assert [t.url for t in ledger.pending()] == ["http://shop.test/b", "http://shop.test/deadly"]
