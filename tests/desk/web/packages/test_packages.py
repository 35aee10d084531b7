"""证据包: made, sent, reviewed, sealed by a job, verified line by line, downloaded."""

import io
import subprocess
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.jobs.state import folder
from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.captures import folder_of
from leads.models import Capture, CasePackage, LeadEvent, Officer, PackageReview
from leads.package_reviews import begin_sealing, state_of
from tests.desk.web.captures.test_captures import finished
from tests.desk.web.packages.conftest import PASSPHRASE, Sealing

CASE = "保市监案字〔2026〕1号"


def made_ready(sealing: Sealing, client, **changes) -> PackageReview:
    """制作, as an officer does."""
    said = {
        "case": CASE,
        "title": "",
        "leads": [sealing.lead.pk],
        "first": sealing.first.officer.pk,
        "second": sealing.second.officer.pk,
    }
    answer = client.post("/packages/new/", said | changes)
    assert answer.status_code == 302, answer.content.decode()
    return PackageReview.objects.get(case=said["case"])


def step(client, row: PackageReview, **said):
    row.refresh_from_db()
    prefix = "send-" if said.get("do") == "send" else ""
    said = {f"{prefix}version": row.version} | said
    return client.post(f"/packages/reviews/{row.pk}/", said)


def approved(sealing: Sealing, client, client_of) -> PackageReview:
    row = made_ready(sealing, client)
    assert step(client, row, do="send").status_code == 302
    legal = client_of(sealing.legal)
    assert step(legal, row, do="review", choice="approve", opinion="齐全").status_code == 302
    row.refresh_from_db()
    return row


def test_21_当时间戳不可用时_应示待补并重试(sealing, client_of):
    client, home = client_of(sealing.first), sealing.home
    row = approved(sealing, client, client_of)
    assert row.approved_by == "法某"
    page = client.get(f"/packages/reviews/{row.pk}/seal/").content.decode()
    assert "以本机关密钥封签，内容不再变；遗漏须另做新包。" in page
    answer = client.post(
        f"/packages/reviews/{row.pk}/seal/", {"version": row.version, "passphrase": PASSPHRASE}
    )
    job = finished(home, answer, 150)
    assert job.state == "done", job.reason
    # The passphrase is in no file of the home. By another process: closing a database's file
    # in this one would drop the locks that its connection holds.
    found = subprocess.run(["grep", "-rlF", PASSPHRASE, str(home.path)], capture_output=True)
    assert found.stdout == b""
    package = CasePackage.objects.get()
    row.refresh_from_db()
    assert (row.package, package.stamped) == (package.number, False)
    for address in ("/packages/", f"/packages/{package.pk}/"):
        page = client.get(address).content.decode()
        assert "…待补" in page and package.number in page
    verified = finished(home, client.post(f"/packages/{package.pk}/verify/"))
    marks = {text.partition("：")[0].split(" ")[0]: mark for mark, text in verified.lines}
    assert marks["机关签名"] == "good" and marks["时间戳"] == "pending"
    assert "…时间戳待补" in client.get("/packages/").content.decode()
    # The authority is back: asked again, then written as the finished package.
    sealing.answers["up"] = True
    done = finished(home, client.post("/packages/finish/", {"passphrase": PASSPHRASE}), 120)
    assert done.result == {"finished": 1, "waiting": 0}, (done.lines, done.reason)
    page = client.get(f"/packages/{package.pk}/").content.decode()
    assert "✓已取得" in page
    again = finished(home, client.post(f"/packages/{package.pk}/verify/"))
    assert again.result["ok"] is True, again.lines
    (folder(home) / f"{again.id}.json").unlink()  # as after 90 days
    for address in ("/packages/", f"/packages/{package.pk}/"):
        assert "✓一致" in client.get(address).content.decode()
    taken = client.get(f"/packages/{package.pk}/download/")
    data = b"".join(taken.streaming_content)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert taken["Content-Disposition"].startswith("attachment")
    assert AccessLine.objects.filter(what="exported", subject=package.number).count() == 1
    # A redacted copy is a package of its own; the original stays as it is.
    picture = next(
        name.partition("/")[2]
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
        if name.endswith("page-01.png")
    )
    plan = (
        f'package = "{package.number}"\nreason = "提供给当事人"\n[[mask]]\npath = "{picture}"\n'
        'reason = "买家个人信息"\n'
        'regions = [{ x = 4, y = 6, width = 30, height = 8, category = "姓名" }]\n'
    )
    sent = {"plan": plan, "passphrase": PASSPHRASE}
    job = finished(home, client.post(f"/packages/{package.pk}/redact/", sent), 120)
    assert job.state == "done", (job.reason, plan)
    assert CasePackage.objects.count() == 2
    page = client.get("/packages/").content.decode()
    assert CasePackage.objects.latest("id").number in page


@pytest.mark.parametrize("number", [5, 50])
def test_the_list_asks_the_database_a_bounded_number_of_times(
    home, person, client_of, made, captures, number
):
    for n in range(number):
        lead = made.lead(shop=f"s-{n}")
        captures.row(leads=[lead])
        row = CasePackage.objects.create(
            number=f"WJ-{n}", case=f"案{n}", made_at=timezone.now(), file="x.zip"
        )
        row.leads.set([lead])
        review = PackageReview.objects.create(
            case=f"待{n}",
            office="530500",
            made_at=timezone.now(),
            first=_officer(),
            second=_officer(),
        )
        review.leads.set([lead])
    client = client_of(person())
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/packages/").status_code == 200
    assert len(asked) <= 16, len(asked)


def _officer() -> Officer:
    number = f"n-{Officer.objects.count()}"
    return Officer.objects.create(name="某", number=number, unit="network", office="530500")


def test_what_is_not_reviewed_is_not_sealed(sealing, client_of):
    client = client_of(sealing.first)
    row = made_ready(sealing, client)
    for _ in range(2):
        page = client.get(f"/packages/reviews/{row.pk}/").content.decode()
        assert "尚未审核，不能封签。" in page
        answer = client.get(f"/packages/reviews/{row.pk}/seal/")
        assert answer.status_code == 409 and "尚未审核，不能封签。" in answer.content.decode()
        sent = {"version": row.version, "passphrase": PASSPHRASE}
        answer = client.post(f"/packages/reviews/{row.pk}/seal/", sent)
        assert answer.status_code == 422 and "尚未审核，不能封签。" in answer.content.decode()
        assert not CasePackage.objects.exists()
        step(client, row, do="send")
        row.refresh_from_db()


def test_who_made_it_does_not_review_it_and_others_do_not_see_it(sealing, client_of, person):
    client = client_of(sealing.first)
    row = made_ready(sealing, client)
    # 法规 sees what was sent to it, not before.
    legal = client_of(sealing.legal)
    assert legal.get(f"/packages/reviews/{row.pk}/").status_code == 404
    step(client, row, do="send")
    assert legal.get(f"/packages/reviews/{row.pk}/").status_code == 200
    assert legal.get(f"/leads/{sealing.lead.pk}/").status_code == 200
    # An officer's "review" is nothing that is taken.
    step(client, row, do="review", choice="approve")
    row.refresh_from_db()
    assert row.approved_at is None
    far = client_of(person(Role.LEGAL, office="530100"))
    assert far.get(f"/packages/reviews/{row.pk}/").status_code == 404
    assert far.get("/packages/").content.decode().count(CASE) == 0


def test_a_return_needs_its_reason_and_may_be_sent_again(sealing, client_of):
    client, legal = client_of(sealing.first), client_of(sealing.legal)
    row = made_ready(sealing, client)
    step(client, row, do="send")
    answer = step(legal, row, do="review", choice="return", opinion=" ")
    assert answer.status_code == 422 and "退回须写明意见" in answer.content.decode()
    step(legal, row, do="review", choice="return", opinion="缺登记比对")
    assert "法某：缺登记比对" in client.get(f"/packages/reviews/{row.pk}/").content.decode()
    step(client, row, do="send")
    row.refresh_from_db()
    assert row.sent_at is not None
    steps = LeadEvent.objects.filter(lead=sealing.lead, step__startswith="package-")
    assert list(steps.values_list("step", flat=True)) == [
        "package-sent",
        "package-returned",
        "package-sent",
    ]


def test_15_当两人同时审核时_应后者409且填写保留(sealing, client_of):
    client, legal = client_of(sealing.first), client_of(sealing.legal)
    row = made_ready(sealing, client)
    step(client, row, do="send")
    row.refresh_from_db()
    old = row.version
    step(legal, row, do="review", choice="approve", opinion="")
    said = {"do": "review", "choice": "approve", "opinion": "我的意见", "version": old}
    answer = legal.post(f"/packages/reviews/{row.pk}/", said)
    page = answer.content.decode()
    assert answer.status_code == 409 and "您的填写未提交，已保留" in page
    assert "我的意见" in page and f'name="version" value="{old + 1}"' in page
    # What was given back meanwhile is judged again only after it was sent again, and who
    # begins to seal what somebody changed meanwhile hears the same.
    given = {"do": "review", "choice": "return", "opinion": "缺图", "version": old}
    answer = legal.post(f"/packages/reviews/{row.pk}/", given)
    assert answer.status_code == 409 and "缺图" in answer.content.decode()
    sent = {"do": "send", "send-version": old - 1}
    assert client.post(f"/packages/reviews/{row.pk}/", sent).status_code == 409
    seal = {"version": old, "passphrase": PASSPHRASE}
    answer = client.post(f"/packages/reviews/{row.pk}/seal/", seal)
    page = answer.content.decode()
    assert answer.status_code == 409 and f'value="{old + 1}"' in page and PASSPHRASE not in page
    assert not CasePackage.objects.exists()


def test_sealing_that_has_just_begun_is_left_alone_and_one_that_never_does_is_not(
    sealing, client_of
):
    client = client_of(sealing.first)
    row = approved(sealing, client, client_of)
    sent = {"version": row.version, "passphrase": "something else"}
    job = finished(sealing.home, client.post(f"/packages/reviews/{row.pk}/seal/", sent), 60)
    assert job.state == "failed"
    row.refresh_from_db()
    # Begun again; the page is looked at before the new job's file is there.
    begin_sealing(row, version=row.version)
    page = client.get(f"/packages/reviews/{row.pk}/").content.decode()
    assert "正在封签" in page
    row.refresh_from_db()
    assert state_of(row) == "sealing" and not row.trouble
    row.sealing_at = timezone.now() - timedelta(minutes=2)
    row.save()
    (folder(sealing.home) / f"{job.id}.json").unlink()
    page = client.get(f"/packages/reviews/{row.pk}/").content.decode()
    row.refresh_from_db()
    assert state_of(row) == "approved" and "封签作业没有开始" in page


def test_16_a_capture_that_does_not_verify_is_not_sealed(sealing, client_of):
    client = client_of(sealing.first)
    row = approved(sealing, client, client_of)
    capture = Capture.objects.get()
    path = folder_of(sealing.home, capture) / "text.txt"
    path.chmod(0o640)
    path.write_text("改动过的文字", encoding="utf-8")
    sent = {"version": row.version, "passphrase": PASSPHRASE}
    job = finished(sealing.home, client.post(f"/packages/reviews/{row.pk}/seal/", sent), 60)
    assert job.state == "failed" and capture.number in job.reason and "核验不一致" in job.reason
    row.refresh_from_db()
    assert row.trouble and row.sealing_at is None and not CasePackage.objects.exists()
    page = client.get(f"/packages/reviews/{row.pk}/").content.decode()
    assert "上次封签未成" in page


def test_a_wrong_passphrase_is_said_and_it_can_be_sealed_again(sealing, client_of):
    client = client_of(sealing.first)
    row = approved(sealing, client, client_of)
    sent = {"version": row.version, "passphrase": "something else"}
    job = finished(sealing.home, client.post(f"/packages/reviews/{row.pk}/seal/", sent), 60)
    assert job.state == "failed" and "口令" in job.reason
    page = client.get(f"/jobs/{job.id}/").content.decode()
    assert "something else" not in page and "重试" not in page
    row.refresh_from_db()
    assert client.get(f"/packages/reviews/{row.pk}/seal/").status_code == 200


def test_only_registered_leads_are_offered(sealing, client_of, made):
    client = client_of(sealing.first)
    page = client.get("/packages/new/").content.decode()
    assert str(sealing.lead) in page
    answer = client.post("/packages/new/", {"case": "甲", "leads": [987654]})
    assert answer.status_code == 422 and not PackageReview.objects.exists()
    same = {
        "case": "甲",
        "leads": [sealing.lead.pk],
        "first": sealing.first.officer.pk,
        "second": sealing.first.officer.pk,
    }
    answer = client.post("/packages/new/", same)
    assert answer.status_code == 422 and "不能是同一人" in answer.content.decode()


def test_a_number_of_a_case_that_is_used_already_is_said_and_asked_about(sealing, client_of):
    client = client_of(sealing.first)
    made_ready(sealing, client)
    again = {
        "case": f" {CASE} ",
        "title": "另一案",
        "leads": [sealing.lead.pk],
        "first": sealing.first.officer.pk,
        "second": sealing.second.officer.pk,
    }
    answer = client.post("/packages/new/", again)
    page = answer.content.decode()
    assert answer.status_code == 422 and PackageReview.objects.count() == 1
    assert "此案号已有：一份送审中的证据包" in page and str(sealing.lead) in page
    assert "勾选“同案补充”" in page
    assert client.post("/packages/new/", again | {"supplement": "on"}).status_code == 302
    assert PackageReview.objects.filter(case=CASE).count() == 2
