"""通知: what is told, to whom, once; counted in the top bar."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.web import here
from desk.web.models import Delegation, Notice
from desk.web.notices import making
from desk.web.notices.making import make_notices
from desk.web.notices.telling import tell, tell_trouble
from desk.web.roles import Role
from leads.beijing import day_of
from leads.extending import ask_extension
from leads.models import FilingError, Lead
from leads.recusal import STEP
from leads.sending import Sending, send
from tests.desk.web.stepping import opined, registered, screened, text_of


@pytest.fixture
def li(person):
    return person(Role.OFFICER, name="李某某", office="530502")


@pytest.fixture
def wang(person):
    return person(Role.OFFICER, name="王某某", office="530502")


def texts(account):
    return list(Notice.objects.filter(account=account).values_list("text", flat=True))


def test_the_second_officer_is_told_and_the_first_is_not(made, li, wang, person):
    away = person(Role.OFFICER, office="530102")
    lead = screened(made.lead(), li)
    opined(lead, li)
    assert make_notices(timezone.now()) == 1
    assert texts(wang) == [f"{lead}待第二人核实（第一人李某某）"]
    assert texts(li) == texts(away) == []
    assert make_notices(timezone.now()) == 0, "each occasion once"


def test_nobody_who_stood_aside_is_told_or_waited_for(made, li, wang, person, client_of):
    other = person(Role.OFFICER, name="赵某某", office="530502")
    lead = screened(made.lead(), li)
    here.stages().mark(lead.hint_no, wang.officer, STEP, lambda _: {}, reason="亲属")
    for account, number in ((wang, 0), (other, 1)):
        page = text_of(client_of(account), "/verifying/?tab=first")
        assert (f"待第一人核实 {number}" in page) and (lead.hint_no in page) == bool(number)
    opined(lead, li)
    make_notices(timezone.now())
    assert texts(wang) == [] and "待第二人核实" in texts(other)[0]
    assert "待我第二人核实 0" in text_of(client_of(wang), "/verifying/")
    assert "待我第二人核实 1" in text_of(client_of(other), "/verifying/")


def test_what_was_told_is_passed_over_at_one_query(made, li, wang, monkeypatch):
    counts = []
    for number in (3, 9):
        while Lead.objects.count() < number:
            lead = registered(made.lead(), li, wang)
            send(here.stages(), lead.hint_no, li.officer, Sending("submit", reason="本局"))
        Lead.objects.update(due=day_of(timezone.now()), sort_due=day_of(timezone.now()))
        make_notices(timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert make_notices(timezone.now()) == 0
        counts.append(len(queries))
    assert counts[0] == counts[1]
    monkeypatch.setattr(making, "_CHUNK", 2)
    late = timezone.now() + timedelta(days=12)
    assert make_notices(late) > 0
    said = [text for text in texts(li) if "仍未签收" in text]
    assert len(said) == len(set(said)) == 9, "told ones do not hide those that come after"


def test_a_record_that_does_not_verify_is_told_again_while_it_lasts(made, person):
    admin, lead = person(Role.ADMINISTRATOR), made.lead()
    assert tell_trouble(lead, "摘要不符") == 1 and tell_trouble(lead, "摘要不符") == 0
    (row,) = Notice.objects.filter(account=admin)
    row.key = row.key.replace(f"{day_of(timezone.now()):%G-%V}", "2020-01")
    row.save()
    assert tell_trouble(lead, "摘要不符") == 1


def test_an_answered_lead_runs_out_no_more(made, li, wang, client_of):
    lead = registered(made.lead(), li, wang)
    past = day_of(timezone.now()) - timedelta(days=1)
    Lead.objects.filter(pk=lead.pk).update(due=past, sort_due=past)
    client = client_of(li)
    assert str(lead) in text_of(client, "/leads/?mine=on&due=over")
    assert "■超期" in text_of(client, f"/leads/{lead.pk}/")
    Lead.objects.filter(pk=lead.pk).update(stage=Lead.Stage.ANSWERED, answer="guidance")
    assert str(lead) not in text_of(client, "/leads/?mine=on&due=over")
    assert "■超期" not in text_of(client, f"/leads/{lead.pk}/")
    make_notices(timezone.now())
    assert not any("超期" in text for text in texts(li))


def test_where_a_county_has_no_officers_the_next_above_is_told(made, person):
    first, above = person(Role.OFFICER), person(Role.OFFICER, office="530500")
    opined(screened(made.lead(), first), first)
    make_notices(timezone.now())
    assert "待第二人核实" in texts(above)[0]


@pytest.mark.parametrize(("left", "said"), [(3, "还剩3个"), (1, "还剩1个"), (-1, "已超期")])
def test_what_runs_out(made, li, wang, person, left, said):
    unit = person(Role.UNIT, unit="trademark", office="530502")
    lead = registered(made.lead(), li, wang)
    today = day_of(timezone.now())
    due = here.calendar().after(today, left).day if left > 0 else today - timedelta(1)
    Lead.objects.filter(pk=lead.pk).update(due=due, sort_due=due)
    make_notices(timezone.now())
    for account in (li, wang, unit):
        assert said in texts(account)[0]


def test_what_nobody_received(made, li, wang, person):
    unit = person(Role.UNIT, unit="trademark", office="530502")
    lead = registered(made.lead(), li, wang)
    send(here.stages(), lead.hint_no, li.officer, Sending("submit", reason="本局"))
    make_notices(timezone.now())
    assert texts(unit) == [f"{lead}待签收"]
    make_notices(timezone.now() + timedelta(days=12))
    assert f"{lead}发出5个工作日仍未签收" in texts(unit)
    assert f"{lead}发出5个工作日仍未签收" in texts(li)


def test_heads_and_administrators(made, li, wang, person):
    head = person(Role.REVIEWER, office="530502")
    admin = person(Role.ADMINISTRATOR)
    lead = registered(made.lead(), li, wang)
    ask_extension(here.stages(), lead.hint_no, li.officer, "取证困难")
    FilingError.objects.create(
        run_id="run-9", url="https://shop.test/x", record={}, problem="摘要不符", at=timezone.now()
    )
    make_notices(timezone.now())
    assert texts(head) == [f"{lead}：延期待审签"]
    assert texts(admin) == ["核验异常：运行run-9有1页的存档不能读回，未建提示"]


def test_who_acts_for_an_absent_colleague_is_told_too(li, person):
    taker = person(Role.OFFICER, office="530502")
    today = day_of(timezone.now())
    late = Delegation(giver=li, starts=today - timedelta(9), ends=today - timedelta(5))
    late.taker, late.made_by = taker, "管理员"
    late.save()
    tell([li], "a", "某事", "/")
    assert texts(taker) == []
    Delegation.objects.create(giver=li, taker=taker, starts=today, ends=today, made_by="管理员")
    tell([li], "b", "另一事", "/")
    assert texts(taker) == ["另一事"]


def test_the_page_counts_what_is_unread(li, wang, client_of):
    client = client_of(li)
    assert "暂无通知" in text_of(client, "/notices/")
    for number in range(3):
        tell([li, wang], f"key-{number}", f"事{number}<b>", "/verifying/")
    page = text_of(client, "/notices/")
    assert "通知 <strong>3</strong>" in page and "事1&lt;b&gt;" in page
    row = Notice.objects.filter(account=li).first()
    assert client.post(f"/notices/{row.pk}/")["Location"] == "/verifying/"
    assert "通知 <strong>2</strong>" in text_of(client, "/notices/")
    theirs = Notice.objects.filter(account=wang).first()
    client.post(f"/notices/{theirs.pk}/")
    client.post("/notices/")
    assert Notice.objects.filter(account=wang, read_at=None).count() == 3
    assert not Notice.objects.filter(account=li, read_at=None).exists()


def test_the_count_costs_one_query(li, client_of):
    client = client_of(li)
    counts = []
    for number in (1, 40):
        for at in range(number):
            tell([li], f"key-{number}-{at}", "事", "/")
        with CaptureQueriesContext(connection) as queries:
            page = text_of(client, "/help/")
        assert f"通知 <strong>{Notice.objects.filter(account=li).count()}</strong>" in page
        told = [one["sql"] for one in queries if Notice._meta.db_table in one["sql"]]
        counts.append(len(told))
    assert counts == [1, 1]
