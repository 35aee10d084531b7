"""存证日志, 系统验证与运行: what verifying finds is named, what is missing warns."""

import subprocess

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.jobs.state import read_job
from desk.web import audit
from desk.web.access_audit import check_access_lines
from desk.web.models import AccessLine, SystemReview
from desk.web.roles import Role
from desk.web.upkeep import keep_up
from leads.beijing import day_of
from leads.ledger_keys import begin_ledger
from leads.models import LeadEvent
from leads.office import load_office
from leads.stages import Stages
from tests.desk.web.captures.test_captures import finished

pytestmark = pytest.mark.heavy


@pytest.fixture
def ledger(home):
    """A ledger that was begun."""
    begin_ledger(home, load_office(home), "only for this test").close()
    return home


def test_the_ledger_is_told_in_words_to_whom_they_may_be_told(
    ledger, person, client_of, made, captures
):
    lead = made.lead()
    captures.row(leads=[lead])
    officer = person(Role.OFFICER, name="王某")
    Stages.of(ledger).screen(lead.hint_no, officer.officer, reason="值得核实")
    page = client_of(officer).get("/ledger/").content.decode()
    assert f"将{lead}由监测提示改为已初筛，理由：值得核实" in page and "王某（" in page
    assert "登记采集件20261124" in page
    for other in (person(Role.ADMINISTRATOR), person(Role.OFFICER, office="530102")):
        page = client_of(other).get("/ledger/").content.decode()
        assert str(lead) not in page and "一件线索的签批" in page and "登记一件采集件" in page


def test_older_entries_are_a_page_further_and_made_up_offsets_harm_nothing(
    ledger, person, client_of, made
):
    account = person(Role.OFFICER)
    client = client_of(account)
    for n in range(60):
        client.get(f"/leads/{n}/")
        audit.enter_access_lines(ledger, load_office(ledger))
    page = client.get("/ledger/").content.decode()
    assert page.count("登记访问记录") == 50
    older = page[page.index("?before=") :].split('"')[0]
    page = client.get(f"/ledger/{older}").content.decode()
    assert 9 <= page.count("登记访问记录") <= 12 and "开立日志" in page
    for bad in ("0", "3", "99999999999", "x", "-1"):
        assert client.get(f"/ledger/?before={bad}").status_code == 200


def test_access_lines_are_entered_by_the_hourly_upkeep_and_changes_are_named(
    ledger, person, client_of, captures
):
    client = client_of(person())
    row = captures.row()
    client.get(f"/captures/{row.pk}/")
    assert keep_up(ledger) == []
    client.get(f"/captures/{row.pk}/")
    assert keep_up(ledger) == []
    assert check_access_lines(ledger).ok and not check_access_lines(ledger).notices
    first = AccessLine.objects.order_by("id").first()
    assert first is not None and first.entry is not None
    AccessLine.objects.filter(pk=first.pk).update(subject="别的")
    found = check_access_lines(ledger)
    assert [(one.code, one.where) for one in found.faults] == [("access-altered", str(first.entry))]
    AccessLine.objects.filter(entry=first.entry).delete()
    assert check_access_lines(ledger).faults[0].code == "access-gone"


def test_a_crash_between_entering_and_noting_it_is_no_alarm_afterwards(ledger, person, client_of):
    client = client_of(person())
    client.get("/leads/1/")
    assert audit.enter_access_lines(ledger, load_office(ledger)) == 1
    # As kill -9 leaves it: the ledger has the entry, no line knows of it. More lines come.
    entered = AccessLine.objects.exclude(entry=None)
    index = entered.first().entry
    entered.update(entry=None)
    assert not check_access_lines(ledger).ok
    client.get("/leads/2/")
    assert audit.enter_access_lines(ledger, load_office(ledger)) == 1
    assert check_access_lines(ledger).ok and not check_access_lines(ledger).notices
    assert AccessLine.objects.order_by("id").first().entry == index


def test_lines_altered_within_such_a_crash_stay_an_alarm(ledger, person, client_of):
    client_of(person()).get("/leads/1/")
    audit.enter_access_lines(ledger, load_office(ledger))
    AccessLine.objects.update(entry=None)
    AccessLine.objects.update(subject="别的")
    audit.enter_access_lines(ledger, load_office(ledger))
    assert [one.code for one in check_access_lines(ledger).faults] == ["access-gone"]


def test_verifying_names_the_first_bad_entry(ledger, person, client_of, made):
    lead = made.lead()
    officer = person(Role.OFFICER)
    steps = Stages.of(ledger)
    steps.screen(lead.hint_no, officer.officer, reason="值得核实")
    admin = client_of(person(Role.ADMINISTRATOR))
    job = finished(ledger, admin.post("/system/run/", {"job": "verify-ledger"}))
    assert job.result["ok"] is True, job.lines
    assert "✓一致" in admin.get("/system/").content.decode()
    event = LeadEvent.objects.get(lead=lead, step="screened")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads_leadevent SET reason='改过' WHERE id=%s", [event.pk])
    job = finished(ledger, admin.post("/system/run/", {"job": "verify-ledger"}))
    assert job.result["ok"] is False and job.result["first_bad"] == event.entry.index
    page = admin.get("/system/").content.decode()
    assert f"首个异常第{event.entry.index}条" in page
    assert "核验异常" in admin.get("/").content.decode()


def test_a_line_altered_in_the_ledger_file_is_the_first_bad_entry(ledger, person, client_of):
    client_of(person()).get("/leads/1/")
    audit.enter_access_lines(ledger, load_office(ledger))
    log = ledger.ledger / "ledger.jsonl"
    lines = log.read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b'"size":1', b'"size":2')
    log.chmod(0o640)
    log.write_bytes(b"\n".join(lines))
    admin = client_of(person(Role.ADMINISTRATOR))
    job = finished(ledger, admin.post("/system/run/", {"job": "verify-ledger"}))
    assert job.result["first_bad"] == 1, job.lines


def test_20_当缺次年日历时_应告警并注明暂算(home, person, client_of):
    admin = client_of(person(Role.ADMINISTRATOR))
    this = day_of(audit.timezone.now()).year
    announced = "".join(f'[years.{this}]\noff = ["{this}-01-01"]\n')
    home.holidays_file.write_text(
        f"{announced}[years.{this + 1}]\nprovisional = true\n", encoding="utf-8"
    )
    page = admin.get("/system/").content.decode()
    assert f"缺{this + 1}年工作日历" in page and "暂算" in page
    assert "缺工作日历" in admin.get("/").content.decode()
    home.holidays_file.write_text(
        f'{announced}[years.{this + 1}]\noff = ["{this + 1}-01-01"]\n', encoding="utf-8"
    )
    assert "工作日历，跨入" not in admin.get("/system/").content.decode()


def test_captures_are_sampled_and_bad_ones_named(home, person, client_of, captures):
    good, bad = captures.row(), captures.row()
    path = home.captures / bad.folder / "text.txt"
    path.chmod(0o640)
    path.write_text("改动", encoding="utf-8")
    admin = client_of(person(Role.ADMINISTRATOR))
    job = finished(home, admin.post("/system/run/", {"job": "sample-captures"}))
    assert job.result["bad"] == [bad.number]
    page = admin.get("/system/").content.decode()
    assert f"✕1件不一致：{bad.number}" in page and good.number not in page
    assert f"采集件{bad.number}：text.txt" in page, "as told as where an officer verified it"


def test_failed_jobs_say_why_and_are_tried_again(home, person, client_of):
    officer, admin = client_of(person()), client_of(person(Role.ADMINISTRATOR))
    answer = officer.post("/captures/new/", {"url": "http://127.0.0.1:9/", "how": "automatic"})
    job = finished(home, answer)
    page = admin.get("/system/").content.decode()
    assert "自动采集 http://127.0.0.1:9/" in page and "重试" in page
    again = finished(home, admin.post(f"/jobs/{job.id}/again/"))
    assert again.id != job.id and again.state == "failed"
    assert admin.get("/system/").content.decode().count(">自动采集 http") == 1


def test_a_job_whose_process_is_gone_is_told_as_broken_off(home, person, client_of):
    from desk.jobs.state import Job, new_id, write_job

    account = person()
    job = Job(
        new_id(), "verify-ledger", "存证日志核验", "", "", account.pk, "甲", {},
        "2026-11-30T00:00:00+00:00",
    )  # fmt: skip
    write_job(home, job)
    found = read_job(home, job.id)
    assert found is not None and found.state == "broken"
    page = client_of(account).get(f"/jobs/{job.id}/").content.decode()
    assert "已中断" in page and "重试" in page


def test_the_clock_that_is_not_measured_is_said(home, person, client_of):
    admin = client_of(person(Role.ADMINISTRATOR))
    finished(home, admin.post("/system/run/", {"job": "look-around"}))
    assert "未测得（未配置时间源）" in admin.get("/system/").content.decode()


def test_versions_are_reviewed_by_both(home, person, client_of):
    legal, admin = client_of(person(Role.LEGAL)), client_of(person(Role.ADMINISTRATOR))
    assert "版本审核" in legal.get("/").content.decode()
    for client in (legal, admin):
        assert client.post("/system/review/", {"conclusion": ""}).status_code == 422
        client.post("/system/review/", {"conclusion": "同意使用"})
    assert set(SystemReview.objects.values_list("kind", flat=True)) == {"法制", "技术"}
    assert "无待办" in legal.get("/").content.decode()
    assert "未审核" not in admin.get("/system/").content.decode()


def test_the_access_log_is_the_administrators(home, person, client_of, captures):
    row = captures.row()
    client_of(person(name="李某")).get(f"/captures/{row.pk}/")
    admin = client_of(person(Role.ADMINISTRATOR))
    page = admin.get("/system/access/?what=read").content.decode()
    assert "李某" in page and row.number in page and "待登记" in page
    assert client_of(person()).get("/system/access/").status_code == 404


@pytest.mark.parametrize("number", [5, 50])
def test_pages_ask_the_database_a_bounded_number_of_times(ledger, person, client_of, made, number):
    account = person(Role.OFFICER)
    steps = Stages.of(ledger)
    for n in range(number):
        lead = made.lead(shop=f"s-{n}")
        steps.screen(lead.hint_no, account.officer)
    for client, path, most in (
        (client_of(account), "/ledger/", 14),
        (client_of(person(Role.ADMINISTRATOR)), "/system/", 20),
    ):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= most, (path, len(asked))


def test_no_file_holds_the_secret_that_a_job_was_given(ledger, person, client_of):
    """A wrong one neither: it may be the right one of elsewhere."""
    secret = "only this job hears it 5521"
    officer = client_of(person())
    job = finished(ledger, officer.post("/packages/finish/", {"passphrase": secret}))
    assert job.state in {"done", "failed"} and job.kind == "finish-packages"
    page = officer.get(f"/jobs/{job.id}/").content.decode()
    assert secret not in page and job.title in page
    # By another process: closing the database's file here would drop its locks.
    found = subprocess.run(["grep", "-rlF", secret, str(ledger.path)], capture_output=True)
    assert (found.returncode, found.stdout) == (1, b""), found
    kept = subprocess.run(["grep", "-rlF", job.title, str(ledger.path)], capture_output=True)
    assert kept.returncode == 0, "what is looked for would be found"
