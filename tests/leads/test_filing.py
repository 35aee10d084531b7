"""Pages become leads: one for each shop and matter, never without a sound record."""

import threading
from dataclasses import replace

import pytest
from django.db import connection, transaction

from checks.finding import OperatorSigns
from evidence.errors import RecordFault
from leads.filing import Filing
from leads.models import (
    FiledVisit,
    FilingError,
    Lead,
    LeadEvent,
    LeadFinding,
    LeadSighting,
    Operator,
    OutboxEntry,
    SameAct,
    Shop,
)
from leads.office import Office
from pages.check_digits import uscc_check_char
from tests.leads.pages_filed import AGREED, Shelf, finding, later

Stage = Lead.Stage

pytestmark = pytest.mark.usefixtures("home")


def steps(lead: Lead) -> list[str]:
    return list(LeadEvent.objects.filter(lead=lead).values_list("step", flat=True))


def dismiss(lead: Lead) -> None:
    Lead.objects.filter(pk=lead.pk).update(stage=Stage.DISMISSED)


def close(lead: Lead) -> None:
    Lead.objects.filter(pk=lead.pk).update(stage=Stage.CLOSED)


def test_a_finding_becomes_a_suspected_lead(shelf: Shelf) -> None:
    facts = shelf.visit(finding())
    [lead] = Filing().file_visit(facts)
    lead.refresh_from_db()
    assert (lead.stage, lead.area, lead.unit) == (Stage.SUSPECTED, "counterfeit", "trademark")
    assert lead.hint_no.startswith("T-2")
    assert lead.due is None, "a suspicion has no legal clock"
    row = LeadFinding.objects.get(lead=lead)
    assert (row.matched, row.start, row.end, row.list_digest) == ("高仿", 2, 4, AGREED)
    assert row.record == facts.record.to_json()
    assert steps(lead) == ["filed"]


@pytest.mark.parametrize("harm", ["changed", "cut", "missing", "other"])
def test_no_verified_record_no_lead(harm: str, shelf: Shelf) -> None:
    facts = shelf.visit(finding())
    shelf.archive.close()
    file = shelf.folder / facts.record.file
    content = bytearray(file.read_bytes())
    if harm == "changed":
        content[facts.record.offset + facts.record.length // 2] ^= 0xFF
        file.write_bytes(content)
    elif harm == "cut":
        file.write_bytes(content[: facts.record.offset + 10])
    elif harm == "missing":
        file.unlink()
    else:
        record = replace(facts.record, block_digest="sha256:" + "1" * 64)
        facts = replace(facts, record=record)
    with pytest.raises(RecordFault):
        Filing().file_visit(facts)
    assert not Lead.objects.exists()
    assert not Shop.objects.exists(), "nothing at all was written"


def test_a_group_counts_what_does_not_verify_and_files_the_rest(shelf: Shelf) -> None:
    good = shelf.visit(finding())
    bad = shelf.visit(finding(matched="精仿", snippet="精仿包"), path="/p/2", shop_key="other")
    bad = replace(bad, record=replace(bad.record, offset=bad.record.offset + 1))
    filed = Filing().file_visits([bad, good])
    assert len(filed.leads) == len(filed.errors) == 1
    assert FilingError.objects.get().url == bad.url
    assert Lead.objects.get().shop.key == "shop.test"


def test_filing_a_page_twice_adds_nothing(shelf: Shelf) -> None:
    facts = shelf.visit(finding(), finding(excused="引用评价", lead=False, start=9, end=11))
    [lead] = Filing().file_visit(facts)
    lead.refresh_from_db()
    before = (lead.version, lead.last_seen, steps(lead), LeadSighting.objects.get().pages)
    assert [again.pk for again in Filing().file_visit(facts)] == [lead.pk]
    lead.refresh_from_db()
    after = (lead.version, lead.last_seen, steps(lead), LeadSighting.objects.get().pages)
    assert before == after
    assert set(LeadFinding.objects.values_list("times", flat=True)) == {1}
    assert FiledVisit.objects.count() == 1


def test_one_lead_however_many_words_pages_and_runs(shelf: Shelf) -> None:
    Filing().file_visit(
        shelf.visit(finding(), finding(matched="精仿", term="精仿", snippet="精仿一比一"))
    )
    Filing().file_visit(shelf.visit(finding(), path="/p/2", seen_at=later(1)))
    Filing().file_visit(shelf.visit(finding(), path="/p/1", run_id="run-2", seen_at=later(9)))
    lead = Lead.objects.get()
    assert LeadFinding.objects.filter(lead=lead).count() == 3
    assert (lead.first_seen, lead.last_seen) == (later(0), later(9))
    assert [s.pages for s in LeadSighting.objects.order_by("run_id")] == [2, 1]
    row = LeadFinding.objects.get(lead=lead, matched="高仿", url__endswith="/p/1")
    assert (row.times, row.first_seen, row.last_seen) == (2, later(0), later(9))
    assert row.record != row.last_record
    assert steps(lead) == ["filed", "seen_again", "gone"], "精仿 had gone from /p/1 in run 2"


def test_words_that_a_page_shows_and_repeats_are_told_where_they_are_shown(shelf: Shelf) -> None:
    shown = finding()
    Filing().file_visit(shelf.visit(shown, replace(shown, field="meta", start=0, end=2)))
    assert [row.field for row in LeadFinding.objects.all()] == [shown.field]


def test_pages_filed_out_of_order_keep_the_true_days(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding(), seen_at=later(5)))
    first = shelf.visit(finding(), seen_at=later(1))
    Filing().file_visit(first)
    lead, row = Lead.objects.get(), LeadFinding.objects.get()
    assert (lead.first_seen, lead.last_seen) == (later(1), later(5))
    assert (row.first_seen, row.record) == (later(1), first.record.to_json())


def test_another_shop_and_another_matter_are_other_leads(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    Filing().file_visit(shelf.visit(finding(), shop_key="second", path="/s/2"))
    Filing().file_visit(
        shelf.visit(finding(area="advertising", rule="advertising.absolute"), path="/p/3")
    )
    assert Lead.objects.count() == 3
    assert {lead.unit for lead in Lead.objects.all()} == {"trademark", "advertising"}


def test_excused_findings_make_no_lead_but_travel_with_one(shelf: Shelf) -> None:
    excused = finding(lead=False, excused="拒绝语境", snippet="本店拒绝高仿")
    assert Filing().file_visit(shelf.visit(excused)) == []
    assert not Lead.objects.exists()
    Filing().file_visit(shelf.visit(finding(), path="/p/2"))
    Filing().file_visit(shelf.visit(excused, path="/p/3"))
    assert LeadFinding.objects.get(excused="拒绝语境").makes_lead is False
    assert Lead.objects.count() == 1


def test_the_draft_mark_lasts_while_all_sightings_are_drafts(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding(), draft=True))
    Filing().file_visit(shelf.visit(finding(), path="/p/2", draft=True))
    assert Lead.objects.get().draft is True
    Filing().file_visit(shelf.visit(finding(), path="/p/1", run_id="run-2", seen_at=later(1)))
    lead = Lead.objects.get()
    assert lead.draft is False
    assert "agreed" in steps(lead)
    Filing().file_visit(
        shelf.visit(finding(), path="/p/1", run_id="run-3", draft=True, seen_at=later(2))
    )
    assert Lead.objects.get().draft is False


def test_a_dismissed_lead_stays_dismissed_while_nothing_changes(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    dismiss(lead)
    # Another page with the same sentence in other width and blanks is the same content.
    same = finding(snippet="某某 高仿 运动鞋", start=30, end=32)
    Filing().file_visit(shelf.visit(same, path="/p/9", run_id="run-2", seen_at=later(1)))
    lead.refresh_from_db()
    assert lead.stage == Stage.DISMISSED
    note = LeadEvent.objects.get(step="seen_again")
    assert "已排除" in note.reason


def test_new_content_reopens_a_dismissed_lead_with_its_history(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    dismiss(lead)
    worse = finding(matched="一比一", term="一比一", snippet="一比一复刻，过验")
    Filing().file_visit(shelf.visit(finding(), worse, run_id="run-2", seen_at=later(1)))
    lead.refresh_from_db()
    assert (lead.stage, Lead.objects.count()) == (Stage.SUSPECTED, 1)
    event = LeadEvent.objects.get(step="reopened")
    assert (event.stage_before, event.stage_after) == (Stage.DISMISSED, Stage.SUSPECTED)
    assert steps(lead)[0] == "filed"


def test_an_excused_hit_does_not_reopen(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    dismiss(lead)
    excused = finding(lead=False, excused="拒绝语境", snippet="本店拒绝精仿")
    Filing().file_visit(shelf.visit(excused, path="/p/2", run_id="run-2", seen_at=later(1)))
    lead.refresh_from_db()
    assert lead.stage == Stage.DISMISSED


def test_a_closed_matter_that_comes_back_is_a_new_lead(shelf: Shelf) -> None:
    [first] = Filing().file_visit(shelf.visit(finding()))
    close(first)
    Filing().file_visit(shelf.visit(finding(), run_id="run-2", seen_at=later(1)))
    assert Lead.objects.count() == 1, "it never went away: the closed lead knows it"
    Filing().file_visit(shelf.visit(run_id="run-3", seen_at=later(2)))
    assert LeadFinding.objects.get().gone_at == later(2)
    [again] = Filing().file_visit(shelf.visit(finding(), run_id="run-4", seen_at=later(3)))
    assert (again.round, again.earlier) == (2, first)
    assert LeadEvent.objects.get(lead=again, step="filed").reason == "改正后复现"


def test_a_page_without_its_finding_speaks_for_the_shop(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    clean = shelf.visit(run_id="run-2", seen_at=later(3))
    Filing().file_visit(clean)
    row = LeadFinding.objects.get()
    assert (row.gone_at, row.gone_record) == (later(3), clean.record.to_json())
    assert "gone" in steps(lead)
    Filing().file_visit(shelf.visit(finding(), run_id="run-3", seen_at=later(4)))
    row.refresh_from_db()
    assert (row.gone_at, row.times) == (None, 2)


def test_the_same_words_judged_otherwise_speak_for_the_shop(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    excused = finding(lead=False, excused="引用法条")
    Filing().file_visit(shelf.visit(excused, run_id="run-2", seen_at=later(1)))
    first, second = LeadFinding.objects.order_by("id")
    assert (first.makes_lead, first.gone_at) == (True, later(1))
    assert (second.makes_lead, second.excused) == (False, "引用法条")


def test_a_page_not_read_to_the_end_says_nothing_is_gone(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    Filing().file_visit(shelf.visit(run_id="run-2", seen_at=later(3), flags=["script-shell"]))
    Filing().file_visit(shelf.visit(path="/p/other", run_id="run-2", seen_at=later(3)))
    assert LeadFinding.objects.get().gone_at is None


def test_findings_of_one_sentence_are_one_act(shelf: Shelf) -> None:
    sentence = "全国第一的高仿，治疗高血压"
    one = finding(snippet=sentence)
    two = finding(
        area="advertising", rule="advertising.medical", matched="治疗", start=8, end=10,
        snippet=sentence,
    )  # fmt: skip
    other = finding(area="contract_terms", rule="contract.final", matched="最终解释权",
                    field="description", snippet="最终解释权归本店", start=0, end=5)  # fmt: skip
    Filing().file_visit(shelf.visit(two, one, other))
    link = SameAct.objects.get()
    assert (link.leading.area, link.assisting.area) == ("counterfeit", "advertising")
    Filing().file_visit(shelf.visit(two, one, path="/p/2"))
    assert SameAct.objects.count() == 1


def test_the_lead_goes_where_the_operator_is(shelf: Shelf) -> None:
    signs = OperatorSigns(names=["某某鞋行"], addresses=[("licence", "云南省大理州大理市下关镇")])
    [lead] = Filing().file_visit(shelf.visit(finding(), operator=signs))
    assert (lead.office, lead.route_status) == ("532901", "routed")
    assert "大理市" in lead.route_why


def test_an_unknown_operator_stays_with_the_office_that_found_it(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    assert (lead.office, lead.route_status) == ("530502", "operator_unknown")


def test_without_a_discovering_office_the_province_keeps_it(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding(), discovering_office=""))
    assert (lead.office, lead.route_status) == ("530000", "operator_unknown")


def test_signs_found_later_send_the_lead_on(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    signs = OperatorSigns(addresses=[("licence", "云南省红河州弥勒市")])
    Filing().file_visit(shelf.visit(path="/licence", operator=signs))
    lead.refresh_from_db()
    assert (lead.office, lead.route_status) == ("532504", "routed")
    assert "rerouted" in steps(lead)


def test_bodies_that_the_goods_brought_in_stay_when_the_lead_is_sent_on(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding(), goods="某某祛斑霜"))
    assert lead.external == ["药品监督管理部门（药监局）"]
    signs = OperatorSigns(addresses=[("licence", "云南省红河州弥勒市")])
    Filing().file_visit(shelf.visit(path="/licence", operator=signs))
    lead.refresh_from_db()
    assert (lead.office, lead.external) == ("532504", ["药品监督管理部门（药监局）"])


def test_the_robot_leaves_alone_what_officers_set_or_decided(shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    Lead.objects.filter(pk=lead.pk).update(assigned=True, office="530102")
    signs = OperatorSigns(addresses=[("licence", "云南省红河州弥勒市")])
    Filing().file_visit(shelf.visit(path="/licence", operator=signs))
    lead.refresh_from_db()
    assert lead.office == "530102"
    Lead.objects.filter(pk=lead.pk).update(assigned=False, stage=Stage.VERIFIED)
    more = OperatorSigns(addresses=[("licence", "云南省红河州弥勒市温泉路")])
    Filing().file_visit(shelf.visit(path="/about", operator=more))
    lead.refresh_from_db()
    assert lead.office == "530102"


def test_shops_with_one_code_belong_to_one_operator(shelf: Shelf) -> None:
    code = OperatorSigns(uscc=[valid_code()])
    Filing().file_visit(shelf.visit(finding(), operator=code))
    Filing().file_visit(shelf.visit(finding(), shop_key="second", path="/s/1"))
    assert Operator.objects.filter(merged_into=None).count() == 2
    Filing().file_visit(shelf.visit(shop_key="second", path="/s/licence", operator=code))
    first, second = Shop.objects.order_by("id")
    assert first.operator == second.operator
    assert first.operator.uscc == valid_code()
    assert Operator.objects.exclude(merged_into=None).count() == 1, "nothing is deleted"


def test_a_platforms_own_code_does_not_tie_its_shops_together(shelf: Shelf) -> None:
    footer = OperatorSigns(uscc=[valid_code()], operator_type="in_platform")
    Filing().file_visit(shelf.visit(finding(), operator=footer))
    Filing().file_visit(shelf.visit(finding(), shop_key="second", path="/s/1", operator=footer))
    first, second = Shop.objects.order_by("id")
    assert first.operator != second.operator


def valid_code() -> str:
    body = "92530825MA6KTEXT0"
    return body + str(uscc_check_char(body))


def test_a_licence_not_found_is_a_lead_only_with_the_whole_look(shelf: Shelf) -> None:
    assert Filing().file_licence(shelf.licence("not_found", complete=False)) == []
    assert Filing().file_licence(shelf.licence("not_found", coverage=[])) == []
    assert Filing().file_licence(shelf.licence("could_not_check")) == []
    assert Filing().file_licence(shelf.licence("needs_human")) == []
    assert not Lead.objects.exists()
    [lead] = Filing().file_licence(shelf.licence("not_found"))
    assert (lead.area, lead.unit) == ("licence", "network")
    row = LeadFinding.objects.get()
    assert row.coverage == [{"url": "https://shop.test/", "outcome": "read"}]
    assert row.basis == "电子商务法第十五条"


def test_every_page_looked_at_must_verify(shelf: Shelf) -> None:
    facts = shelf.licence("not_found")
    bad = replace(facts.record, record_id="<urn:uuid:0>")
    with pytest.raises(RecordFault):
        Filing().file_licence(replace(facts, looked_records=[facts.record, bad]))
    assert not Lead.objects.exists()


def test_a_licence_shown_later_speaks_for_the_shop(shelf: Shelf) -> None:
    [lead] = Filing().file_licence(shelf.licence("not_found"))
    home = shelf.visit(path="/", run_id="run-2", seen_at=later(1))
    Filing().file_visit(home)
    assert LeadFinding.objects.get().gone_at is None, "one page cannot say the shop shows it"
    Filing().file_licence(shelf.licence("could_not_check", run_id="run-2", seen_at=later(1)))
    assert LeadFinding.objects.get().gone_at is None
    Filing().file_licence(shelf.licence("shown", run_id="run-3", seen_at=later(2)))
    assert LeadFinding.objects.get().gone_at == later(2)
    assert lead.shop.operator.pk == Operator.objects.get().pk
    assert Operator.objects.get().licence_state == "shown"


def test_suspected_leads_reach_units_only_where_the_office_wants(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    assert not OutboxEntry.objects.exists()
    filing = Filing(office=Office(emit="suspected", suspected_to=["trademark"]))
    filing.file_visit(shelf.visit(finding(), shop_key="2", path="/2"))
    filing.file_visit(shelf.visit(finding(area="advertising", rule="a.b"), shop_key="2", path="/3"))
    entry = OutboxEntry.objects.get()
    assert (entry.unit, entry.kind, entry.draft) == ("trademark", "suspected", False)


def test_hostile_words_are_kept_and_harm_nothing(shelf: Shelf) -> None:
    words = '\x00\ud800=HYPERLINK("x")\u202e\x1b[2J' + "长" * 9000
    signs = OperatorSigns(
        names=[words], addresses=[("licence", words)], uscc=[words], phones=[words]
    )
    facts = shelf.visit(
        finding(matched=words, snippet=words, term=words, rule=words, reason=words),
        operator=signs,
    )
    facts = replace(facts, title=words, shop_name=words, site=words, shop_key=words, campaign=words)
    [lead] = Filing().file_visit(facts)
    [again] = Filing().file_visit(replace(facts, record=shelf.record(facts.url), seen_at=later(1)))
    assert again.pk == lead.pk
    row = LeadFinding.objects.get()
    assert row.matched.startswith('\ufffd\ufffd=HYPERLINK("x")\u202e')
    assert row.times == 2


def test_a_rolled_back_page_leaves_nothing_noted(shelf: Shelf) -> None:
    signs = OperatorSigns(addresses=[("licence", "云南省红河州弥勒市")])
    facts = shelf.visit(finding(), operator=signs)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Filing().file_visit(facts)
        raise ZeroDivisionError
    assert not Lead.objects.exists()
    [lead] = Filing().file_visit(facts)
    assert lead.office == "532504"


def test_pages_without_findings_cost_no_rows(shelf: Shelf) -> None:
    facts = shelf.visit()
    assert Filing().file_visit(facts) == []
    assert not Shop.objects.exists()


@pytest.mark.usefixtures("postgres_home")
class TestOnPostgres:
    """The same on PostgreSQL, and several workers at once."""

    def test_a_lead_from_hostile_words(self, shelf: Shelf) -> None:
        words = "\x00\ud800\u202e'; DROP TABLE leads_lead; --" + "长" * 9000
        signs = OperatorSigns(names=[words], addresses=[("licence", words)], icp=[words])
        facts = shelf.visit(finding(matched=words, snippet=words, rule=words), operator=signs)
        [lead] = Filing().file_visit(replace(facts, shop_key=words, run_id="pg-1"))
        assert connection.vendor == "postgresql"
        assert LeadFinding.objects.get(lead=lead).matched.startswith("\ufffd\ufffd\u202e")

    def test_workers_that_file_the_same_shop_make_one_lead(self, shelf: Shelf) -> None:
        pages = [shelf.visit(finding(), path=f"/p/{n}", run_id="pg-2") for n in range(12)]
        failures: list[Exception] = []

        def work(part: int) -> None:
            try:
                with transaction.atomic():
                    for facts in pages[part::3]:
                        Filing().file_visit(facts)
            except Exception as error:  # told by the assertion below
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=(part,)) for part in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert failures == []
        lead = Lead.objects.get()
        assert LeadFinding.objects.filter(lead=lead).count() == 12
        assert LeadSighting.objects.get().pages == 12
