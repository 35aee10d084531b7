"""线下核实 处置 行政指导 办结 延期 撤销登记 指派 at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desk.web import here
from desk.web.models import AccessLine, Notice
from desk.web.roles import Role
from leads.beijing import day_of
from leads.models import Approval, Lead, LeadEvent, Measure, OfflineCheck
from leads.sending import Sending, receive, reply, send, sign
from tests.desk.web.stepping import fill, registered, resend, text_of

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
    assert client.get(f"/leads/guidance/?tick={lead.pk}:1").status_code == 404


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
    refused = fill(client, f"/leads/{lead.pk}/offline/", typed)
    assert refused.status_code == 422 and "或您无权查看" in refused.content.decode()
    fill(client, f"/leads/{lead.pk}/offline/", typed | {"also": str(other.number)})
    assert OfflineCheck.objects.count() == 2
    page = text_of(client, f"/leads/{other.pk}/offline/")
    assert "货架上有样品三双" in page and "建议抽检一批" in page and "李某某、王某某" in page
    alone = fill(client, f"/leads/{lead.pk}/offline/", typed | {"second": "", "also": ""})
    assert alone.status_code == 422 and "线下核实须两名执法人员" in alone.content.decode()


def test_yuan_are_typed_and_corrected_by_a_further_row(lead, li, client_of):
    client = client_of(li)
    typed = {"kind": "fine", "day": today().isoformat(), "document_no": "罚1号", "count": "1"}
    url = f"/leads/{lead.pk}/measures/"
    assert "须填罚款或没收金额" in fill(client, url, typed).content.decode()
    wrong = fill(client, url, typed | {"fine": "5千"})
    assert wrong.status_code == 422 and "不是金额" in wrong.content.decode()
    fill(client, url, typed | {"fine": "5,000.50"})
    row = Measure.objects.get()
    assert row.fine_fen == 500050
    page = text_of(client, f"/leads/{lead.pk}/measures/?correct={row.pk}")
    assert 'value="5000.50"' in page and "原记录保留" in page
    fixed = typed | {"fine": "500.05", "note": "多写一位"}
    fill(client, f"{url}?correct={row.pk}", fixed, to=url)
    page = text_of(client, f"/leads/{lead.pk}/measures/")
    assert "¥5,000.50" in page and "¥500.05" in page and "已更正，不计" in page
    assert client.get(f"/leads/{lead.pk}/measures/?correct=99").status_code == 404


def test_measures_need_a_registered_lead(made, li, client_of):
    hint = made.lead()
    assert "不能登记处置" in text_of(client_of(li), f"/leads/{hint.pk}/measures/")
    typed = {"kind": "order", "day": today().isoformat(), "count": "1", "version": hint.version}
    refused = client_of(li).post(f"/leads/{hint.pk}/measures/", typed)
    assert refused.status_code == 422 and "不能" in refused.content.decode()


def test_guidance_of_several(lead, made, li, wang, client_of):
    other = registered(made.lead(), li, wang)
    client = client_of(li)
    ticks = f"tick={lead.pk}:{lead.version}&tick={other.pk}:{other.version}"
    page = text_of(client, f"/leads/guidance/?{ticks}")
    assert str(lead) in page and str(other) in page
    typed = {"day": today().isoformat(), "note": "请在首页补公示"}
    asked = fill(client, f"/leads/guidance/?{ticks}", typed, to="/leads/guidance/")
    assert "将2件登记为已行政指导" in asked.content.decode() and not Measure.objects.exists()
    done = resend(client, asked, {"confirm": "1"})
    assert done.status_code == 302 and Measure.objects.filter(kind="guidance").count() == 2
    twice = resend(client, asked, {"confirm": "1"})
    page = twice.content.decode()
    assert (
        twice.status_code == 409 and "您的填写未提交，已保留" in page and "请在首页补公示" in page
    )
    assert Measure.objects.filter(kind="guidance").count() == 2, "a double click counts once"


def test_guidance_from_the_list(lead, li, client_of):
    ticked = {"do": "guide", "tick": f"{lead.pk}:{lead.version}"}
    answer = client_of(li).post("/leads/bulk/", ticked, follow=True)
    assert "行政指导1件" in answer.content.decode()


def test_closing_asks_once_more(lead, li, client_of):
    client = client_of(li)
    assert "须有反馈后才能办结" in text_of(client, f"/leads/{lead.pk}/close/")
    answered(lead, li)
    asked = fill(client, f"/leads/{lead.pk}/close/", {"reason": "已整改，复查无异"})
    assert "办结后再现另立新线索" in asked.content.decode()
    resend(client, asked, {"confirm": "1"})
    lead.refresh_from_db()
    assert lead.stage == Stage.CLOSED


def test_an_open_objection_is_not_closed(lead, li, client_of):
    answered(lead, li, "objection")
    assert "管辖异议未决，不能办结" in text_of(client_of(li), f"/leads/{lead.pk}/close/")


def test_extension_is_signed_by_a_head_once(lead, li, head, client_of):
    client, boss = client_of(li), client_of(head)
    due = here.calendar().after(lead.due, 15)
    typed = {"do": "ask", "reason": "取证困难"}
    url = f"/leads/{lead.pk}/extend/"
    asked = fill(client, url, typed)
    words = asked.content.decode()
    assert "延长15个工作日" in words and "只能延期一次" in words
    resend(client, asked, {"confirm": "1"})
    assert Notice.objects.get(account=head).url == f"/leads/{lead.pk}/extend/"
    assert "取证困难" in text_of(boss, f"/leads/{lead.pk}/extend/")
    assert str(lead) in text_of(boss, "/approvals/")
    fill(boss, url, {"do": "sign", "confirm": "1"})
    lead.refresh_from_db()
    assert (lead.due, lead.extended) == (due.day, True)
    assert "已延期一次" in text_of(client, f"/leads/{lead.pk}/extend/")
    again = client.post(url, typed | {"confirm": "1", "version": lead.version})
    assert again.status_code == 422 and "不能再延" in again.content.decode()


def test_20_当缺次年日历时_延期应注明暂算(lead, li, client_of):
    year = lead.due.year + 1
    Lead.objects.filter(pk=lead.pk).update(due=f"{year - 1}-12-25")
    page = text_of(client_of(li), f"/leads/{lead.pk}/extend/")
    assert "暂算" in page and f"{year}年工作日安排尚未公布" in page


def test_a_head_may_refuse_an_extension(lead, li, head, client_of):
    url = f"/leads/{lead.pk}/extend/"
    fill(client_of(li), url, {"do": "ask", "reason": "忙", "confirm": "1"})
    boss = client_of(head)
    assert fill(boss, url, {"do": "refuse"}).status_code == 422
    fill(boss, url, {"do": "refuse", "sign-remark": "理由不足"})
    lead.refresh_from_db()
    assert not lead.extended and Approval.objects.get().granted is False
    assert "理由不足" in text_of(client_of(li), f"/leads/{lead.pk}/extend/")


def test_withdrawing_a_registration_takes_two_and_a_head(lead, li, wang, head, client_of):
    url = f"/leads/{lead.pk}/withdraw/"
    fill(client_of(li), url, {"do": "ask", "reason": "登记重复", "confirm": "1"})
    assert "待审签" not in text_of(client_of(head), "/"), "the second is still to come"
    assert "同意，报负责人" not in text_of(client_of(li), url)
    assert "同意，报负责人" in text_of(client_of(wang), url)
    assert Notice.objects.get(account=wang).url == url
    fill(client_of(wang), url, {"do": "second", "confirm": "1"})
    fill(client_of(head), url, {"do": "sign", "confirm": "1"})
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


@pytest.fixture
def assisting(person):
    return person(Role.UNIT, name="陈某某", office="530502", unit="advertising")


STEPS = {
    "offline": {"place": "某街", "found": "看过"},
    "measures": {"kind": "order", "count": "1"},
    "close": {"reason": "了结", "confirm": "1"},
    "extend": {"do": "ask", "reason": "忙", "confirm": "1"},
    "withdraw": {"do": "ask", "reason": "重复", "confirm": "1"},
}


@pytest.mark.parametrize("page", STEPS)
def test_a_unit_that_assists_reads_and_takes_no_step(lead, li, wang, assisting, client_of, page):
    what = Sending("submit", reason="本局", assisting=("advertising",))
    send(here.stages(), lead.hint_no, li.officer, what)
    _refused(lead, wang, client_of(assisting), page)


@pytest.mark.parametrize("page", STEPS)
def test_who_sent_a_lead_away_reads_and_takes_no_step(
    lead, li, wang, head, person, client_of, page
):
    steps = here.stages()
    sending = Sending("transfer", office="530521", reason="住所地在施甸")
    _, row = send(steps, lead.hint_no, li.officer, sending)
    sign(steps, row.approval, head.officer, "同意")
    away = person(Role.OFFICER, name="施某某", office="530521")
    row.refresh_from_db()
    receive(steps, row, away.officer)
    _refused(lead, wang, client_of(li), page)
    shown = text_of(client_of(away), f"/leads/{lead.pk}/")
    assert f"/leads/{lead.pk}/offline/" in shown and f"/leads/{lead.pk}/extend/" in shown


def _refused(lead, wang, client, page):
    """The page of the step opens, offers nothing, and a step that is sent all the same fails."""
    lead.refresh_from_db()
    url = f"/leads/{lead.pk}/{page}/"
    assert "您所在的机构只能查看" in text_of(client, url)
    more = {"second": wang.officer.pk, "day": today().isoformat(), "version": lead.version}
    answer = client.post(url, STEPS[page] | more)
    assert answer.status_code == 422
    assert not OfflineCheck.objects.exists() and not Measure.objects.exists()
    assert not Approval.objects.filter(kind__in=("extend", "withdraw")).exists()
    level = {"do": "level", "level-level": "4", "level-reason": "轻", "level-version": lead.version}
    refused = client.post(f"/leads/{lead.pk}/", level)
    assert refused.status_code == 422 and "您所在的机构只能查看" in refused.content.decode()
    buttons = text_of(client, f"/leads/{lead.pk}/")
    assert "调整级别" not in buttons
    assert f"{url}" not in buttons or page == "measures"


def test_without_the_version_of_what_was_seen_no_step_is_taken(lead, li, client_of):
    typed = {"do": "ask", "reason": "我写的", "confirm": "1"}
    answer = client_of(li).post(f"/leads/{lead.pk}/extend/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "页面不完整" in page and "我写的" in page
    assert not Approval.objects.exists()
