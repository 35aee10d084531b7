"""Statistics count what the account may see; the monthly report is counted, reviewed, frozen."""

import io
from datetime import UTC, date, datetime

import openpyxl
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.models import Lead, Measure, MonthlyReport
from tests.desk.web.stepping import fill, resend, text_of

MONTH = "2026-10"


def test_tabs_and_numbers_follow_the_account(home, person, client_of, made):
    made.lead("counterfeit")
    made.lead("counterfeit")
    made.lead("advertising", matched="治疗", snippet="三七粉治疗高血压")
    officer = client_of(person(Role.OFFICER, office="530500"))
    for tab in ("area", "unit", "office", "site", "list", "conversion"):
        text = officer.get(f"/statistics/?tab={tab}").content.decode()
        assert "<svg" in text and "<table>" in text, tab
    text = officer.get("/statistics/?tab=area").content.decode()
    assert '<td class="number">2</td>' in text
    elsewhere = client_of(person(Role.OFFICER, office="530100"))
    assert "暂无数据" in elsewhere.get("/statistics/").content.decode()
    book = officer.get("/statistics/?tab=area&export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert rows[0][0] == "领域" and rows[1][1] == "2"
    assert AccessLine.objects.filter(what="exported").exists()


def test_a_lead_is_late_from_the_morning_in_beijing(home, person, client_of, made, monkeypatch):
    lead = made.lead("counterfeit")
    due = date(2026, 11, 30)
    Lead.objects.filter(pk=lead.pk).update(stage=Lead.Stage.VERIFIED, due=due, sort_due=due)
    answered = Lead.objects.filter(pk=made.lead("counterfeit").pk)
    answered.update(stage=Lead.Stage.ANSWERED, due=due, sort_due=due)
    evening = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # 00:30 of the next day in Beijing
    monkeypatch.setattr("desk.web.statistics.tables.timezone.now", lambda: evening)
    client = client_of(person(Role.OFFICER, office="530500"))
    book = client.get("/statistics/?tab=area&export=xlsx")
    assert "statistics-20261201.xlsx" in book["Content-Disposition"]
    heads, row, *_ = openpyxl.load_workbook(io.BytesIO(book.content)).active.values
    assert dict(zip(heads, row, strict=True))["超期"] == "1", "not the one that was answered"


def test_terms_are_counted_within_the_territory_and_effective_by_their_answers(
    home, person, client_of, made
):
    fates = (
        ("530502", Lead.Stage.CLOSED, "case_opened", ""),
        ("530502", Lead.Stage.VERIFIED, "", ""),
        ("530502", Lead.Stage.DISMISSED, "", "context"),
        ("530502", Lead.Stage.DISMISSED, "", "qualified"),
        ("530102", Lead.Stage.DISMISSED, "", "misread"),
    )
    for office, stage, answer, why in fates:
        rows = Lead.objects.filter(pk=made.lead("counterfeit").pk)
        rows.update(office=office, stage=stage, answer=answer, dismissed_as=why)
    client = client_of(person(Role.OFFICER, office="530500"))
    book = client.get("/statistics/?tab=list&export=xlsx")
    heads, row = openpyxl.load_workbook(io.BytesIO(book.content)).active.values
    told = dict(zip(heads, row, strict=True))
    assert (told["提示"], told["登记"], told["有效"], told["噪声"]) == ("4", "2", "1", "1")
    assert told["有效率"] == "50%", "effective of effective and noise, as the help says"
    province = client_of(person(Role.STATISTICIAN, office="530000"))
    book = province.get("/statistics/?tab=list&export=xlsx")
    heads, row = openpyxl.load_workbook(io.BytesIO(book.content)).active.values
    assert dict(zip(heads, row, strict=True))["提示"] == "5"


def test_queries_do_not_grow_with_the_leads(home, person, client_of, made):
    client = client_of(person(Role.OFFICER, office="530500"))
    counts = []
    for more in (2, 10):
        for _ in range(more):
            made.lead("counterfeit")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/statistics/?tab=area")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_month_is_counted_by_the_act_reviewed_and_frozen(home, person, client_of, made):
    account = person(Role.REVIEWER, office="530500")
    lead = made.lead()
    Measure.objects.create(
        lead=lead,
        kind="case",
        day=date(2026, 10, 9),
        document_no="保市监立〔2026〕1号",
        office="530500",
        officer=account.officer,
        made_at=timezone.now(),
    )
    client = client_of(account)
    page = client.get(f"/statistics/monthly/{MONTH}/").content.decode()
    assert f'<a href="/statistics/monthly/{MONTH}/cases/">1</a>' in page
    assert (
        "保市监立〔2026〕1号" in client.get(f"/statistics/monthly/{MONTH}/cases/").content.decode()
    )
    li = person(Role.OFFICER, name="李某", office="530500")
    address = f"/statistics/monthly/{MONTH}/"
    fill(client_of(li), address, {"do": "fill"})
    waiting = client_of(li).get(address).content.decode()
    assert "李某于" in waiting and "审核并报送" not in waiting, "the officer is no head"
    assert client_of(li).post(address, {"do": "confirm", "seen": "x"}).status_code == 422
    stale = client.get(address)
    fill(client_of(li), address, {"do": "fill"})
    overtaken = resend(client, stale, {"do": "confirm"})
    assert overtaken.status_code == 409 and "重新填报" in overtaken.content.decode()
    assert fill(client, address, {"do": "confirm"}).status_code == 302
    report = MonthlyReport.objects.get()
    assert (report.filled_by, report.reviewed_by) == (li.name, account.name)
    assert report.values["cases"] == 1 and report.sent_at is not None
    again = fill(client_of(li), address, {"do": "fill"})
    assert again.status_code == 422 and "更正" in again.content.decode()


def test_who_filled_in_a_report_does_not_confirm_it(home, person, client_of):
    head, other = person(Role.REVIEWER, name="周某"), person(Role.REVIEWER, name="吴某")
    address = f"/statistics/monthly/{MONTH}/"
    fill(client_of(head), address, {"do": "fill"})
    assert "审核并报送" not in text_of(client_of(head), address)
    seen = MonthlyReport.objects.get().filled_at.isoformat()
    refused = client_of(head).post(address, {"do": "confirm", "seen": seen})
    assert refused.status_code == 422 and "另一人审核" in refused.content.decode()
    assert fill(client_of(other), address, {"do": "confirm"}).status_code == 302


def test_files_and_months_of_the_report(home, person, client_of):
    client = client_of(person(Role.REVIEWER, office="530500"))
    for kind, head in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        data = client.get(f"/statistics/monthly/{MONTH}/?export={kind}")
        assert data.content.startswith(head)
    assert client.get("/statistics/monthly/2026-13/").status_code == 404


def test_the_statistician_sees_numbers_and_no_leads(home, person, client_of, made):
    lead = made.lead()
    head = person(Role.REVIEWER, name="负责某", office="530000")
    lead.office = "530000"
    lead.save()
    Measure.objects.create(
        lead=lead, kind="case", day=date(2026, 10, 9), document_no="云市监立〔2026〕1号",
        office="530000", officer=head.officer, made_at=timezone.now(),
    )  # fmt: skip
    number = f"/statistics/monthly/{MONTH}/cases/"
    page = client_of(head).get(number).content.decode()
    assert lead.hint_no in page and page.count("负责某") == 2  # in the top bar, and as 承办
    client = client_of(person(Role.STATISTICIAN, office="530000"))
    assert client.get("/statistics/").status_code == 200
    assert "填报进度 0/16 州市" in client.get(f"/statistics/monthly/{MONTH}/").content.decode()
    page = client.get(number).content.decode()
    assert "云市监立〔2026〕1号" in page and "负责某" not in page
    assert lead.hint_no not in page and f"/leads/{lead.pk}/" not in page
    for path in ("/leads/", f"/leads/{lead.pk}/"):
        assert client.get(path).status_code == 404
