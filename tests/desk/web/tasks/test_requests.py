"""业务机构提请 at the desk: asked by a unit, dealt with by the network unit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.web import here
from desk.web.models import Notice
from desk.web.roles import Role
from leads.models import Request
from leads.unit_requests import Asked, ask
from tests.desk.web.stepping import fill, resend


@pytest.fixture
def officer(person):
    return person(Role.OFFICER, name="王某")


@pytest.fixture
def client(officer, client_of):
    return client_of(officer)


@pytest.fixture
def unit(person, client_of):
    return client_of(person(Role.UNIT, unit="advertising", name="周某"))


def ask_for(client, **changed):
    plain = {"kind": "check", "title": "核查三七粉网店", "source": "分管局长批准",
             "url": "https://shop.example/", "note": "请查有无治病宣传"}  # fmt: skip
    return client.post("/tasks/ask/", plain | changed, follow=True)


def test_a_unit_asks_and_hears_what_became_of_it(home, client, unit):
    page = ask_for(unit).content.decode()
    one = Request.objects.get()
    assert one.number in page and one.unit == "advertising"
    assert "<strong>1</strong> 我提请的任务" in unit.get("/").content.decode()
    assert "<strong>1</strong> 待受理" in client.get("/").content.decode()
    assert one.number in client.get("/tasks/?tab=asked").content.decode()
    url = f"/tasks/requests/{one.pk}/"
    assert "个工作日" in client.get(url).content.decode()
    accepted = client.post(url, {"do": "accept", "accept-version": "1"}, follow=True)
    assert "办理中" in accepted.content.decode()
    form = client.get(f"/campaigns/new/?request={one.pk}").content.decode()
    assert f"广告监督管理机构提请（{one.number}）" in form and "https://shop.example/" in form
    missing = client.post(url, {"do": "finish", "finish-version": "2", "finish-words": ""})
    assert missing.status_code == 422
    done = {"do": "finish", "finish-version": "2", "finish-words": "已检索，提示3件"}
    assert "已检索，提示3件" in client.post(url, done, follow=True).content.decode()
    assert "已检索，提示3件" in unit.get(url).content.decode()
    assert Notice.objects.filter(text__contains="已办结").count() == 1


def test_the_second_officer_keeps_what_was_typed(home, client, unit):
    ask_for(unit)
    url = f"/tasks/requests/{Request.objects.get().pk}/"
    client.post(url, {"do": "accept", "accept-version": "1"})
    late = {"do": "decline", "decline-version": "1", "decline-words": "不属网络交易"}
    answer = client.post(url, late)
    page = answer.content.decode()
    assert answer.status_code == 409 and Request.objects.get().state == "accepted"
    assert "已由他人办理" in page and "您的填写未提交，已保留" in page and "不属网络交易" in page
    again = resend(client, answer, late)
    assert again.status_code == 422 and "不属网络交易" in again.content.decode()


def test_a_result_that_was_overtaken_is_sent_once_more(home, client, unit):
    ask_for(unit)
    one = Request.objects.get()
    url = f"/tasks/requests/{one.pk}/"
    fill(client, url, {"do": "accept"})
    Request.objects.filter(pk=one.pk).update(version=3)
    late = {"do": "finish", "finish-version": "2", "finish-words": "已检索，提示3件"}
    answer = client.post(url, late)
    assert answer.status_code == 409 and "已检索，提示3件" in answer.content.decode()
    assert resend(client, answer, late).status_code == 302
    assert Request.objects.get().result == "已检索，提示3件"


def test_a_unit_neither_decides_nor_sees_what_others_ask(home, client, unit, person, client_of):
    ask_for(unit)
    url = f"/tasks/requests/{Request.objects.get().pk}/"
    unit.post(url, {"do": "accept", "accept-version": "1"})
    assert Request.objects.get().state == "open"
    other = client_of(person(Role.UNIT, unit="trademark"))
    assert other.get(url).status_code == 404
    elsewhere = client_of(person(Role.OFFICER, office="530300"))
    assert elsewhere.get(url).status_code == 404
    assert "核查三七粉" not in other.get("/tasks/requests/").content.decode()


def test_evidence_support_names_a_lead_that_the_unit_may_see(home, unit, made):
    lead = made.lead("counterfeit")
    answer = ask_for(unit, kind="evidence", lead=lead.hint_no)
    assert answer.status_code == 422 and "没有这件线索" in answer.content.decode()
    ask_for(unit, kind="evidence")
    assert "取证支持" in unit.get("/tasks/?tab=evidence").content.decode()


def test_lists_of_requests_cost_the_same_for_5_and_for_50(home, client, officer):
    def more(number):
        for n in range(number):
            asked = Asked(Request.Kind.CHECK, f"任务{n}", "advertising", "530500")
            ask(asked, officer.officer, here.office().periods, here.calendar())

    def queries(url):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    more(5)
    pages = ("/tasks/requests/", "/tasks/?tab=asked")
    assert all(client.get(url).status_code == 200 for url in pages)
    few = [queries(url) for url in pages]
    more(45)
    assert [queries(url) for url in pages] == few
