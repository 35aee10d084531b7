"""线下核实 处置 行政指导 办结 延期 撤销登记 指派 at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desk.web import here
from desk.web.models import AccessLine, Notice
from desk.web.roles import Role
from leads.beijing import day_of
from leads.models import Approval, Lead, LeadEvent, Measure, OfflineCheck
from leads.sending import Sending, receive, reply, send
from tests.desk.web.stepping import registered, text_of

Stage = Lead.Stage
PAGES = ("offline", "measures", "close", "extend", "assign", "withdraw")


@pytest.fixture
def li(person):
    return person(Role.OFFICER, name="李某某", office="530502")


@pytest.fixture
def wang(person):
    return person(Role.OFFICER, name="王某某", office="530502")


@pytest.fixture
def head(person):
    return person(Role.REVIEWER, name="周某某", office="530502")


@pytest.fixture
def lead(made, li, wang):
    return registered(made.lead(), li, wang)


def today():
    return day_of(timezone.now())


def answered(lead, li, answer="guidance"):
    steps = here.stages()
    _, row = send(steps, lead.hint_no, li.officer, Sending("submit", reason="本局"))
    receive(steps, row, li.officer)
    return reply(steps, row, li.officer, answer, note="已办")


def test_03_当猜他人编号时_应404并记日志(lead, person, client_of):
    client = client_of(person(Role.OFFICER, office="530102"))
    for page in PAGES:
        before = AccessLine.objects.filter(what="refused").count()
        assert client.get(f"/leads/{lead.pk}/{page}/").status_code == 404
        assert client.post(f"/leads/{lead.pk}/{page}/", {"do": "ask"}).status_code == 404
        assert AccessLine.objects.filter(what="refused").count() == before + 2
    assert client.get(f"/leads/guidance/?ids={lead.pk}").status_code == 404


def test_one_visit_for_several_leads(lead, made, li, wang, client_of):
    other = registered(made.lead(), li, wang)
    typed = {
        "second": wang.officer.pk,
        "day": today().isoformat(),
        "place": "隆阳区某街1号",
        "found": "货架上有样品三双",
        "sampling": "建议抽检一批",
        "also": f"{other.number}，T-20990101-0001",
    }
    client = client_of(li)
    refused = client.post(f"/leads/{lead.pk}/offline/", typed)
    assert refused.status_code == 422 and "或您无权查看" in refused.content.decode()
    client.post(f"/leads/{lead.pk}/offline/", typed | {"also": str(other.number)})
    assert OfflineCheck.objects.count() == 2
    page = text_of(client, f"/leads/{other.pk}/offline/")
    assert "货架上有样品三双" in page and "建议抽检一批" in page and "李某某、王某某" in page
    alone = client.post(f"/leads/{lead.pk}/offline/", typed | {"second": "", "also": ""})
    assert alone.status_code == 422 and "线下核实须两名执法人员" in alone.content.decode()


def test_yuan_are_typed_and_corrected_by_a_further_row(lead, li, client_of):
    client = client_of(li)
    typed = {"kind": "fine", "day": today().isoformat(), "document_no": "罚1号", "count": "1"}
    assert (
        "须填罚款或没收金额" in client.post(f"/leads/{lead.pk}/measures/", typed).content.decode()
    )
    wrong = client.post(f"/leads/{lead.pk}/measures/", typed | {"fine": "5千"})
    assert wrong.status_code == 422 and "不是金额" in wrong.content.decode()
    client.post(f"/leads/{lead.pk}/measures/", typed | {"fine": "5,000.50"})
    row = Measure.objects.get()
    assert row.fine_fen == 500050
    page = text_of(client, f"/leads/{lead.pk}/measures/?correct={row.pk}")
    assert 'value="5000.50"' in page and "原记录保留" in page
    fixed = typed | {"fine": "500.05", "correct": row.pk, "note": "多写一位"}
    client.post(f"/leads/{lead.pk}/measures/", fixed)
    page = text_of(client, f"/leads/{lead.pk}/measures/")
    assert "¥5,000.50" in page and "¥500.05" in page and "已更正，不计" in page
    assert client.get(f"/leads/{lead.pk}/measures/?correct=99").status_code == 404


def test_measures_need_a_registered_lead(made, li, client_of):
    hint = made.lead()
    assert "不能登记处置" in text_of(client_of(li), f"/leads/{hint.pk}/measures/")
    typed = {"kind": "order", "day": today().isoformat(), "count": "1"}
    assert client_of(li).post(f"/leads/{hint.pk}/measures/", typed).status_code == 422


def test_guidance_of_several(lead, made, li, wang, client_of):
    other = registered(made.lead(), li, wang)
    client = client_of(li)
    page = text_of(client, f"/leads/guidance/?ids={lead.pk},{other.pk}")
    assert str(lead) in page and str(other) in page
    typed = {
        "asked": "1",
        "tick": [f"{lead.pk}:1", f"{other.pk}:1"],
        "day": today().isoformat(),
        "note": "请在首页补公示",
    }
    asked = client.post("/leads/guidance/", typed)
    assert "将2件登记为已行政指导" in asked.content.decode() and not Measure.objects.exists()
    client.post("/leads/guidance/", typed | {"confirm": "1"})
    assert Measure.objects.filter(kind="guidance").count() == 2


def test_guidance_from_the_list(lead, li, client_of):
    ticked = {"do": "guide", "tick": f"{lead.pk}:{lead.version}"}
    answer = client_of(li).post("/leads/bulk/", ticked, follow=True)
    assert "行政指导1件" in answer.content.decode()


def test_closing_asks_once_more(lead, li, client_of):
    client = client_of(li)
    assert "须有反馈后才能办结" in text_of(client, f"/leads/{lead.pk}/close/")
    answered(lead, li)
    typed = {"reason": "已整改，复查无异"}
    assert "办结后再现另立新线索" in client.post(f"/leads/{lead.pk}/close/", typed).content.decode()
    client.post(f"/leads/{lead.pk}/close/", typed | {"confirm": "1"})
    lead.refresh_from_db()
    assert lead.stage == Stage.CLOSED


def test_an_open_objection_is_not_closed(lead, li, client_of):
    answered(lead, li, "objection")
    assert "管辖异议未决，不能办结" in text_of(client_of(li), f"/leads/{lead.pk}/close/")


def test_extension_is_signed_by_a_head_once(lead, li, head, client_of):
    client, boss = client_of(li), client_of(head)
    due = here.calendar().after(lead.due, 15)
    typed = {"do": "ask", "reason": "取证困难"}
    asked = client.post(f"/leads/{lead.pk}/extend/", typed).content.decode()
    assert "延长15个工作日" in asked and "只能延期一次" in asked
    client.post(f"/leads/{lead.pk}/extend/", typed | {"confirm": "1"})
    assert Notice.objects.get(account=head).url == f"/leads/{lead.pk}/extend/"
    assert "取证困难" in text_of(boss, f"/leads/{lead.pk}/extend/")
    assert str(lead) in text_of(boss, "/approvals/")
    boss.post(f"/leads/{lead.pk}/extend/", {"do": "sign", "confirm": "1"})
    lead.refresh_from_db()
    assert (lead.due, lead.extended) == (due.day, True)
    assert "已延期一次" in text_of(client, f"/leads/{lead.pk}/extend/")
    again = client.post(f"/leads/{lead.pk}/extend/", typed | {"confirm": "1"})
    assert again.status_code == 422 and "不能再延" in again.content.decode()


def test_20_当缺次年日历时_延期应注明暂算(lead, li, client_of):
    year = lead.due.year + 1
    Lead.objects.filter(pk=lead.pk).update(due=f"{year - 1}-12-25")
    page = text_of(client_of(li), f"/leads/{lead.pk}/extend/")
    assert "暂算" in page and f"{year}年工作日安排尚未公布" in page


def test_a_head_may_refuse_an_extension(lead, li, head, client_of):
    client_of(li).post(f"/leads/{lead.pk}/extend/", {"do": "ask", "reason": "忙", "confirm": "1"})
    boss = client_of(head)
    assert boss.post(f"/leads/{lead.pk}/extend/", {"do": "refuse"}).status_code == 422
    boss.post(f"/leads/{lead.pk}/extend/", {"do": "refuse", "sign-remark": "理由不足"})
    lead.refresh_from_db()
    assert not lead.extended and Approval.objects.get().granted is False
    assert "理由不足" in text_of(client_of(li), f"/leads/{lead.pk}/extend/")


def test_withdrawing_a_registration_takes_two_and_a_head(lead, li, wang, head, client_of):
    url = f"/leads/{lead.pk}/withdraw/"
    client_of(li).post(url, {"do": "ask", "reason": "登记重复", "confirm": "1"})
    assert "待审签" not in text_of(client_of(head), "/"), "the second is still to come"
    assert "同意，报负责人" not in text_of(client_of(li), url)
    assert "同意，报负责人" in text_of(client_of(wang), url)
    assert Notice.objects.get(account=wang).url == url
    client_of(wang).post(url, {"do": "second", "confirm": "1"})
    client_of(head).post(url, {"do": "sign", "confirm": "1"})
    lead.refresh_from_db()
    assert lead.stage == Stage.DISMISSED
    assert LeadEvent.objects.filter(lead=lead, step="withdrawn").count() == 2


def test_assigning_before_registration(made, li, lead, client_of):
    hint = made.lead()
    typed = {"unit": "advertising", "office": "", "reason": "标题是广告语"}
    client = client_of(li)
    client.post(f"/leads/{hint.pk}/assign/", typed | {"version": hint.version})
    hint.refresh_from_db()
    assert hint.unit == "advertising"
    late = client.post(f"/leads/{hint.pk}/assign/", typed | {"version": hint.version - 1})
    assert late.status_code == 409 and "标题是广告语" in late.content.decode()
    assert "请用移送" in text_of(client, f"/leads/{lead.pk}/assign/")


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("offline", {"place": "某街", "found": "我写的"}),
        ("measures", {"kind": "order", "count": "1", "note": "我写的"}),
        ("extend", {"do": "ask", "reason": "我写的", "confirm": "1"}),
    ],
)
def test_15_当两人同时决定时_应后者409且填写保留(lead, li, wang, client_of, page, typed):
    seen = lead.version
    here.stages().extend(lead.hint_no, wang.officer, "先延期", approved_by="周某某")
    more = {"second": wang.officer.pk, "day": (today() - timedelta(1)).isoformat()}
    answer = client_of(li).post(f"/leads/{lead.pk}/{page}/", typed | more | {"version": seen})
    assert answer.status_code == 409
    assert "我写的" in answer.content.decode() and "王某某已于" in answer.content.decode()


def test_today_tells_of_clocks_that_run_out(lead, li, head, client_of):
    Lead.objects.filter(pk=lead.pk).update(
        due=today() - timedelta(1), sort_due=today() - timedelta(1)
    )
    for account in (li, head):
        page = text_of(client_of(account), "/")
        assert "超期" in page
    assert str(lead) in text_of(client_of(li), "/leads/?mine=on&due=over")
