"""12315来件 at the desk: clocks, leads, and who complained shown on one page only."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import desk
from desk.web import here
from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.beijing import day_of
from leads.complaints import Arrived, Kind, enter
from leads.lead_document import lead_document
from leads.models import Complaint
from leads.outbox import emit
from tests.desk.web.stepping import fill, resend

NAME, PHONE, PLACE = "欧阳小莲", "13987654321", "昆明市五华区某小区8栋"


@pytest.fixture
def officer(person):
    return person(Role.OFFICER, name="王某")


@pytest.fixture
def client(officer, client_of):
    return client_of(officer)


def send(client, **changed):
    plain = {
        "kind": "complaint",
        "matter": "网店称三七粉治疗高血压，不予退款",
        "received_on": day_of(timezone.now()).isoformat(),
        "respondent": "某某商行",
        "url": "https://shop.example/",
        "name": NAME,
        "phone": PHONE,
        "address": PLACE,
    }
    return client.post("/complaints/new/", plain | changed, follow=True)


def words_of(data: bytes) -> str:
    """All text in a file, of a workbook or package what its parts hold."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "".join(words_of(parts.read(name)) for name in parts.namelist())
    return data.decode("utf-8", "replace")


def test_a_complaint_runs_on_its_own_clock(home, client):
    page = send(client).content.decode()
    one = Complaint.objects.get()
    assert one.due == here.calendar().after(day_of(timezone.now()), 7).day
    assert "剩7个工作日" in page
    send(client, kind="report", number="153-2")
    other = Complaint.objects.get(number="153-2")
    assert other.due == here.calendar().after(day_of(timezone.now()), 15).day
    rows = client.get("/complaints/").content.decode()
    assert rows.index(one.number) < rows.index("153-2"), "what runs out first comes first"


def test_who_complained_stands_on_one_page_and_nowhere_else(home, client, made, officer):
    office = home.office_file.read_text(encoding="utf-8")
    home.office_file.write_text(f'{office}emit = "suspected"\n', encoding="utf-8")
    send(client)
    one = Complaint.objects.get()
    lead = made.lead("advertising", shop="tea")
    said = {"do": "tie", "tie-version": "1", "tie-lead": lead.hint_no}
    assert client.post(f"/complaints/{one.pk}/", said).status_code == 302
    here.stages().screen(lead.hint_no, officer.officer)
    secrets = (NAME, PHONE, PLACE)
    pages = [
        "/", "/complaints/", "/complaints/?state=all&q=三七", f"/complaints/{one.pk}/",
        "/complaints/?export=xlsx", "/tasks/", "/tasks/?tab=asked", "/hints/", "/leads/",
        "/leads/?export=xlsx", f"/leads/{lead.pk}/", f"/campaigns/new/?complaint={one.pk}",
        "/operators/", "/notices/", "/runs/",
    ]  # fmt: skip
    for url in pages:
        answer = client.get(url)
        assert answer.status_code == 200, url
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert not any(secret in words_of(data) for secret in secrets), url
    documents = [lead_document(lead, "suspected", here.units())]
    assert emit(home), "the unit's outbox has files to search"
    assert not any(secret in str(documents) for secret in secrets)
    for path in home.path.rglob("*"):
        if path.is_file() and not path.name.startswith("wangjian.sqlite3"):
            text = words_of(path.read_bytes())
            assert not any(secret in text for secret in secrets), path
    for line in AccessLine.objects.all():
        assert not any(secret in f"{line.subject}{line.note}" for secret in secrets)
    page = client.get(f"/complaints/{one.pk}/complainant/").content.decode()
    assert all(secret in page for secret in secrets)
    looks = AccessLine.objects.filter(subject=f"来件 {one.number} 投诉举报人", what="read")
    assert looks.count() == 1
    client.get(f"/complaints/{one.pk}/complainant/")
    assert looks.count() == 2, "each look is written down"


def test_nothing_but_its_own_pages_reads_who_complained():
    """Case packages, lead documents, exports are made by modules that do not know it."""
    allowed = {"leads/complaints.py", "desk/web/complaints/views.py"}
    root = Path(desk.__file__).parents[1]
    for room in ("keywords", "evidence", "pages", "checks", "leads", "crawler", "desk"):
        for path in (root / room).rglob("*.py"):
            name = path.relative_to(root).as_posix()
            if "/models/" in name or "/migrations/" in name or name in allowed:
                continue
            text = path.read_text(encoding="utf-8").lower()
            assert "complainant" not in text, "neither the table nor the way back to it"


def test_a_matter_that_names_who_complained_is_refused_with_what_was_typed(home, client):
    answer = send(client, matter=f"{NAME}反映网店不退款")
    page = answer.content.decode()
    assert answer.status_code == 422 and "写有投诉举报人的姓名，请删去" in page
    assert f"{NAME}反映网店不退款" in page and not Complaint.objects.exists()


def test_only_the_network_unit_enters_and_sees_who_complained(home, client, person, client_of):
    send(client, unit="advertising")
    one = Complaint.objects.get()
    unit = client_of(person(Role.UNIT, unit="advertising"))
    page = unit.get(f"/complaints/{one.pk}/").content.decode()
    assert "三七粉" in page and "查看投诉举报人" not in page and NAME not in page
    assert unit.get(f"/complaints/{one.pk}/complainant/").status_code == 404
    assert unit.post("/complaints/new/", {}).status_code == 404
    unit.post(f"/complaints/{one.pk}/", {"close-version": "1", "close-words": "办"})
    assert Complaint.objects.get().closed_on is None
    other = client_of(person(Role.UNIT, unit="trademark"))
    assert other.get(f"/complaints/{one.pk}/").status_code == 404
    elsewhere = client_of(person(Role.OFFICER, office="530300"))
    assert elsewhere.get(f"/complaints/{one.pk}/complainant/").status_code == 404
    for role in (Role.ADMINISTRATOR, Role.STATISTICIAN, Role.REVIEWER, Role.LEGAL):
        assert client_of(person(role)).get("/complaints/").status_code == 404


def test_it_is_closed_with_its_result_and_leaves_the_list(home, client):
    send(client)
    one = Complaint.objects.get()
    url = f"/complaints/{one.pk}/"
    assert client.post(url, {"close-version": "1", "close-words": ""}).status_code == 422
    page = client.post(url, {"close-version": "1", "close-words": "已受理"}, follow=True)
    assert "已办结" in page.content.decode()
    assert one.number not in client.get("/complaints/").content.decode()
    assert one.number in client.get("/complaints/?state=closed").content.decode()
    late = client.post(url, {"do": "tie", "tie-version": "1", "tie-lead": "T-1"})
    assert late.status_code == 422 and "没有这件线索" in late.content.decode()


def test_a_result_that_was_overtaken_is_kept_and_sent_once_more(home, client, made, officer):
    send(client)
    one = Complaint.objects.get()
    url = f"/complaints/{one.pk}/"
    late = {"do": "close", "close-version": "1", "close-words": "已受理，转罗平县办"}
    lead = made.lead("advertising")
    fill(client, url, {"do": "tie", "tie-lead": lead.hint_no})
    answer = client.post(url, late)
    page = answer.content.decode()
    assert answer.status_code == 409 and Complaint.objects.get().closed_on is None
    assert "您的填写未提交，已保留" in page and "已受理，转罗平县办" in page
    assert resend(client, answer, late).status_code == 302
    assert Complaint.objects.get().result == "已受理，转罗平县办"
    answer = client.post(url, late | {"close-words": "又写一遍"})
    assert answer.status_code == 409 and "又写一遍" in answer.content.decode()


def test_today_tells_what_runs_out(home, client, officer):
    long_ago = day_of(timezone.now()) - timedelta(days=30)
    arrived = Arrived(Kind.COMPLAINT, "不退款", long_ago, "530500")
    enter(arrived, officer.officer, here.office().periods, here.calendar())
    page = client.get("/").content.decode()
    assert "12315来件三日内到期" in page and "其中超期1" in page
    assert "■超期" in client.get("/complaints/").content.decode()


def test_the_list_costs_the_same_for_5_and_for_50(home, client, officer):
    def more(number):
        for n in range(number):
            arrived = Arrived(Kind.REPORT, f"事项{n}", day_of(timezone.now()), "530500")
            enter(arrived, officer.officer, here.office().periods, here.calendar())

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/complaints/").status_code == 200
        return len(asked)

    more(5)
    few = queries()
    more(45)
    assert queries() == few
