"""Referrals: rows, heads' signatures, receipts, answers, objections."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from leads.approvals import refuse
from leads.beijing import day_of
from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.extending import ask_extension, grant_extension
from leads.figures import term_records
from leads.home import Home
from leads.models import Approval, Lead, Measure, Officer, OutboxEntry, Referral
from leads.sending import POLICE, Sending, consult, forms_open, receive, reply, send, sign
from leads.stages import Stages, find_lead
from tests.leads.pages_filed import Shelf
from tests.leads.people import officer, registered

Stage = Lead.Stage
TODAY = day_of(timezone.now())


@pytest.fixture
def li(home: Home) -> Officer:
    return officer("李某", "YN001")


@pytest.fixture
def head(home: Home) -> Officer:
    return officer("周某", "YN009")


@pytest.fixture
def lead(stages: Stages, shelf: Shelf, li: Officer) -> Lead:
    return registered(stages, shelf, (li, officer("王某", "YN002")))


def number(lead: Lead) -> str:
    return lead.hint_no


def test_own_unit_at_once(stages: Stages, lead: Lead, li: Officer) -> None:
    what = Sending("submit", reason="本局管辖", assisting=("advertising",))
    sent, row = send(stages, number(lead), li, what)
    assert sent.stage == Stage.REFERRED and row.sent_at is not None
    assert (row.from_office, row.to_office, row.to_unit) == ("530502", "530502", lead.unit)
    assert row.answer_due == sent.answer_due
    assert row.assisting_units == ["advertising"]
    handed = OutboxEntry.objects.filter(kind="referred").values_list("unit", flat=True)
    assert set(handed) == {lead.unit, "advertising"}


def test_what_leaves_the_office_waits_for_a_head(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    what = Sending("transfer", office="530521", reason="住所地", document_no="隆市监移〔2026〕1号")
    waiting, row = send(stages, number(lead), li, what)
    assert (waiting.stage, row.sent_at) == (Stage.VERIFIED, None)
    with pytest.raises(IllegalStep):
        send(stages, number(lead), li, what)
    asked = Approval.objects.get()
    with pytest.raises(OfficerFault):
        sign(stages, asked, li, "")
    with pytest.raises(OfficerFault):
        sign(stages, asked, officer("外某", "YN077", "530521"), "")
    sent = sign(stages, asked, head, "同意")
    row.refresh_from_db()
    assert (sent.stage, sent.office, row.approved_by) == (Stage.REFERRED, "530521", "周某")
    assert row.sent_at is not None and Referral.objects.count() == 1
    with pytest.raises(LeadChanged):
        sign(stages, asked, officer("吴某", "YN010"), "同意")


def test_a_head_may_refuse(stages: Stages, lead: Lead, li: Officer, head: Officer) -> None:
    what = Sending("transfer", office="530521", reason="住所地")
    _, row = send(stages, number(lead), li, what)
    with pytest.raises(IllegalStep):
        refuse(stages, Approval.objects.get(), head, "")
    refuse(stages, Approval.objects.get(), head, "先查实际经营地")
    row.refresh_from_db()
    assert row.refused_at is not None and row.sent_at is None
    assert find_lead(number(lead)).stage == Stage.VERIFIED
    send(stages, number(lead), li, what)
    assert Referral.objects.count() == 2


def test_a_draft_cannot_go_where_it_may_not(stages: Stages, lead: Lead, li: Officer) -> None:
    for wrong in (
        Sending("transfer", office="530502", reason="自己"),
        Sending("assign", office="530521", reason="同级"),
        Sending("transfer", office="530521", reason=" "),
        Sending("transfer", external=POLICE, reason="涉嫌犯罪"),
    ):
        with pytest.raises(IllegalStep):
            send(stages, number(lead), li, wrong)
    assert not Referral.objects.exists()


def test_received_and_answered(stages: Stages, lead: Lead, li: Officer, head: Officer) -> None:
    send(stages, number(lead), li, Sending("transfer", office="530521", reason="住所地"))
    sign(stages, Approval.objects.get(), head, "")
    row = Referral.objects.get()
    there = officer("赵某", "YN003", "530521", lead.unit)
    for wrong in (li, officer("钱某", "YN004", "530521", "advertising")):
        with pytest.raises(OfficerFault):
            receive(stages, row, wrong)
    with pytest.raises(IllegalStep):
        reply(stages, row, there, "case_opened")
    receive(stages, row, there)
    row.refresh_from_db()
    assert row.received_by == there
    with pytest.raises(IllegalStep, match="already"):
        receive(stages, row, there)
    with pytest.raises(IllegalStep):
        reply(stages, row, there, "no_case")
    day = TODAY - timedelta(days=40)
    reply(stages, row, there, "case_opened", document_no="龙市监立〔2026〕7号", day=day)
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("case_opened", there)


def test_23_当反馈立案时_应计入词的有效与当月立案(stages: Stages, lead: Lead, li: Officer) -> None:
    send(stages, number(lead), li, Sending("submit", reason="本局"))
    row = Referral.objects.get()
    receive(stages, row, li)
    day = TODAY - timedelta(days=40)
    reply(stages, row, li, "立案", document_no="隆市监立〔2026〕3号", day=day)
    [record] = term_records()
    assert (record.registered, record.effective) == (1, 1)
    measure = Measure.objects.get()
    assert (measure.kind, measure.day, measure.office) == ("case", day, "530502")
    assert measure.document_no == "隆市监立〔2026〕3号"


def test_merged_cases_count_nothing(stages: Stages, lead: Lead, li: Officer) -> None:
    send(stages, number(lead), li, Sending("submit", reason="本局"))
    receive(stages, Referral.objects.get(), li)
    reply(stages, Referral.objects.get(), li, "merged", note="并入他案")
    assert not Measure.objects.exists()


def test_police_papers_are_made_elsewhere(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    day = date(2026, 11, 20)
    what = Sending(
        "transfer", external=POLICE, reason="涉嫌犯罪", document_no="移1号", document_day=day
    )
    send(stages, number(lead), li, what)
    assert not Measure.objects.exists(), "nothing counts before it is sent"
    sign(stages, Approval.objects.get(), head, "")
    sent = Measure.objects.get()
    assert (sent.kind, sent.day, sent.receipt) == ("police", day, False)
    row = Referral.objects.get()
    with pytest.raises(OfficerFault):
        receive(stages, row, officer("外某", "YN077", "530521"))
    receive(stages, row, li)
    assert Measure.objects.get(corrected_by=None).receipt is True


def test_19_当受移送局有异议时_应不能再移送_可报请指定(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    send(stages, number(lead), li, Sending("transfer", office="530521", reason="住所地"))
    sign(stages, Approval.objects.get(), head, "")
    row = Referral.objects.get()
    there = officer("赵某", "YN003", "530521", lead.unit)
    receive(stages, row, there)
    reply(stages, row, there, "objection", note="经营地在隆阳")
    row.refresh_from_db()
    moved = find_lead(number(lead))
    assert [one.value for one in forms_open(moved, row)] == ["request"]
    for who in (li, there):
        with pytest.raises(IllegalStep, match="superior"):
            send(stages, number(lead), who, Sending("transfer", office="530523", reason="再移"))
    send(stages, number(lead), there, Sending("request", office="530500", reason="请指定"))
    head_there = officer("郑某", "YN011", "530521")
    up = sign(stages, Approval.objects.get(granted=None), head_there, "")
    assert (up.office, up.stage) == ("530500", Stage.REFERRED)


def test_the_superior_designates(stages: Stages, lead: Lead, li: Officer, head: Officer) -> None:
    send(stages, number(lead), li, Sending("request", office="530500", reason="请指定"))
    sign(stages, Approval.objects.get(), head, "")
    row = Referral.objects.get()
    above, head_above = officer("孙某", "YN020", "530500"), officer("吴某", "YN021", "530500")
    what = Sending("assign", office="530521", reason="主要违法行为发生地")
    assert forms_open(find_lead(number(lead)), row, "530500") == []
    receive(stages, row, above)
    row.refresh_from_db()
    assert [one.value for one in forms_open(find_lead(number(lead)), row, "530500")] == ["assign"]
    for wrong in (Sending("transfer", office="530523", reason="x"), Sending("submit", reason="x")):
        with pytest.raises(IllegalStep):
            send(stages, number(lead), above, wrong)
    send(stages, number(lead), above, what)
    moved = sign(stages, Approval.objects.get(granted=None), head_above, "")
    assert (moved.office, moved.stage) == ("530521", Stage.REFERRED)
    row.refresh_from_db()
    assert row.answer_note == "指定施甸县市场监督管理局管辖" and row.answered_by == above
    assert Referral.objects.filter(answered_at=None).count() == 1


def test_an_objection_of_the_own_unit_comes_back(stages: Stages, lead: Lead, li: Officer) -> None:
    send(stages, number(lead), li, Sending("submit", reason="本局"))
    row = Referral.objects.get()
    receive(stages, row, li)
    reply(stages, row, li, "objection", note="不属本机构职责")
    row.refresh_from_db()
    assert len(forms_open(find_lead(number(lead)), row)) == 4
    sent, _ = send(stages, number(lead), li, Sending("submit", unit="广告", reason="改提广告"))
    assert sent.unit == "advertising"


def test_a_consultation_may_settle_it(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    send(stages, number(lead), li, Sending("transfer", office="530521", reason="住所地"))
    sign(stages, Approval.objects.get(), head, "")
    row = Referral.objects.get()
    there = officer("赵某", "YN003", "530521", lead.unit)
    receive(stages, row, there)
    reply(stages, row, there, "objection", note="经营地在隆阳")
    row.refresh_from_db()
    assert consult(stages, row, li, "none", "电话协商未果").stage == Stage.ANSWERED
    with pytest.raises(OfficerFault):
        consult(stages, row, officer("外某", "YN077", "530102"), "receiver", "旁人")
    again = consult(stages, row, there, "receiver", "我局继续办理")
    assert (again.stage, again.answer) == (Stage.REFERRED, "")
    reply(stages, Referral.objects.latest("id"), there, "guidance", note="已约谈")


def test_submit_keeps_the_clock_and_transfer_starts_the_receivers(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    Lead.objects.filter(pk=lead.pk).update(due=date(2026, 12, 1), extended=True)
    send(stages, number(lead), li, Sending("transfer", office="530521", reason="住所地"))
    sign(stages, Approval.objects.get(), head, "")
    assert find_lead(number(lead)).due == date(2026, 12, 1)
    there = officer("赵某", "YN003", "530521", lead.unit)
    received = receive(stages, Referral.objects.get(), there)
    assert received.due == stages.calendar.after(TODAY, 15).day and not received.extended


def objected(stages: Stages, lead: Lead, li: Officer, head: Officer, there: Officer) -> Referral:
    """The referral to another office that received it and objects."""
    send(stages, number(lead), li, Sending("transfer", office="530521", reason="住所地"))
    sign(stages, Approval.objects.get(), head, "")
    row = Referral.objects.get()
    receive(stages, row, there)
    reply(stages, row, there, "objection", note="经营地在隆阳")
    row.refresh_from_db()
    return row


def test_an_earlier_receiver_signs_for_nobody_else(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    there = officer("赵某", "YN003", "530521", lead.unit)
    old = objected(stages, lead, li, head, there)
    send(stages, number(lead), there, Sending("request", office="530500", reason="请指定"))
    sign(stages, Approval.objects.get(granted=None), officer("郑某", "YN011", "530521"), "")
    now = Referral.objects.latest("id")
    with pytest.raises(IllegalStep, match="not the one sent last"):
        receive(stages, old, there)
    above = officer("孙某", "YN020", "530500")
    receive(stages, now, above)
    with pytest.raises(IllegalStep, match="not the one sent last"):
        reply(stages, old, there, "case_opened")
    now.refresh_from_db()
    assert (now.received_by, now.answer) == (above, "")
    reply(stages, now, above, "objection", note="不属本局")
    with pytest.raises(IllegalStep, match="sent on since"):
        consult(stages, old, there, "receiver", "我局继续办理")
    assert find_lead(number(lead)).answer == "objection"


def test_what_an_external_body_deals_with_after_all_stays_with_it(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    day = date(2026, 11, 20)
    what = Sending(
        "transfer", external=POLICE, reason="涉嫌犯罪", document_no="移1号", document_day=day
    )
    send(stages, number(lead), li, what)
    sign(stages, Approval.objects.get(), head, "")
    row = Referral.objects.get()
    receive(stages, row, li)
    reply(stages, row, li, "objection", note="公安退回")
    row.refresh_from_db()
    consult(stages, row, li, "receiver", "公安继续办理")
    again = Referral.objects.latest("id")
    assert (again.external, again.document_no, again.document_day) == (POLICE, "移1号", day)
    assert reply(stages, again, li, "transferred", note="已受理").stage == Stage.ANSWERED


def test_a_draft_lapses_once_the_lead_goes_elsewhere(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    what = Sending("transfer", office="530521", reason="住所地")
    _, draft = send(stages, number(lead), li, what)
    ask_extension(stages, number(lead), li, "取证困难")
    send(stages, number(lead), li, Sending("submit", reason="本局管辖"))
    draft.refresh_from_db()
    lapsed = Approval.objects.get(kind="refer")
    assert draft.refused_at is not None and lapsed.granted is False and "已变" in lapsed.remark
    with pytest.raises(LeadChanged):
        sign(stages, lapsed, head, "同意")
    assert find_lead(number(lead)).office == "530502"
    extended = grant_extension(stages, Approval.objects.get(kind="extend"), head, "同意")
    assert extended.extended, "the clock goes on within one office, so its extension may be signed"


def test_an_extension_lapses_where_another_clock_begins(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    ask_extension(stages, number(lead), li, "取证困难")
    send(stages, number(lead), li, Sending("transfer", office="530521", reason="住所地"))
    sign(stages, Approval.objects.get(kind="refer"), head, "")
    receive(stages, Referral.objects.get(), officer("赵某", "YN003", "530521", lead.unit))
    with pytest.raises(LeadChanged):
        grant_extension(stages, Approval.objects.get(kind="extend"), head, "同意")


def test_only_who_is_in_charge_or_sent_it_sends_a_lead_on(
    stages: Stages, lead: Lead, li: Officer, head: Officer
) -> None:
    assisting = officer("协某", "YN072", unit="advertising")
    what = Sending("transfer", office="530521", reason="住所地", assisting=("advertising",))
    with pytest.raises(OfficerFault, match="in charge"):
        send(stages, number(lead), assisting, what)
    with pytest.raises(OfficerFault, match="in charge"):
        stages.refer(number(lead), assisting, "submit", reason="本局管辖")
    send(stages, number(lead), li, what)
    sign(stages, Approval.objects.get(), head, "")
    row = Referral.objects.get()
    there = officer("赵某", "YN003", "530521", lead.unit)
    receive(stages, row, there)
    reply(stages, row, there, "objection", note="不属本机关")
    asked = Sending("request", office="530500", reason="管辖争议")
    with pytest.raises(OfficerFault, match="in charge"):
        send(stages, number(lead), officer("协乙", "YN074", "530521", "advertising"), asked)
    _, drafted = send(stages, number(lead), li, asked)
    assert (drafted.from_office, drafted.to_office) == ("530502", "530500")
