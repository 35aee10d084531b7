"""取证: the list, one capture, its picture, and what is not told of one that was altered."""

import io
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from desk.jobs.state import folder, read_job
from desk.web.captures.state import standing_of
from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.captures import folder_of


def finished(home, answer, seconds=60):
    """The job that `answer` redirects to, once it is over."""
    assert answer.status_code == 302, answer.status_code
    ident = answer["Location"].strip("/").split("/")[1]
    for _ in range(seconds * 10):
        job = read_job(home, ident)
        if job is not None and job.over:
            return job
        time.sleep(0.1)
    raise AssertionError("the job is not over")


def test_the_list_shows_manner_address_time_state_and_leads(person, client_of, made, captures):
    lead = made.lead()
    row = captures.row(leads=[lead])
    page = client_of(person()).get("/captures/").content.decode()
    for words in (row.number, "自动", "https://shop.test/p/1", "2026-11-24 16:25", "未核验"):
        assert words in page, words
    assert lead.hint_no in page and "仍在" in page


def test_captures_of_other_territories_do_not_exist(person, client_of, made, captures):
    row = captures.row(leads=[made.lead()])
    elsewhere = client_of(person(Role.OFFICER, office="530102"))
    assert row.number not in elsewhere.get("/captures/").content.decode()
    for path in ("", "picture/", "replay/"):
        assert elsewhere.get(f"/captures/{row.pk}/{path}").status_code == 404
    assert elsewhere.post(f"/captures/{row.pk}/verify/").status_code == 404
    assert AccessLine.objects.filter(what="refused").count() == 4


def test_a_capture_shows_picture_and_words_first_then_facts(person, client_of, made, captures):
    lead = made.lead()
    row = captures.row(leads=[lead], text="本品国家级\u202e好茶")
    page = client_of(person()).get(f"/captures/{row.pk}/").content.decode()
    assert page.index("整页图片") < page.index("本品国家级") < page.index("请求网址")
    assert "⟦U+202E⟧" in page and "<script>alert" not in page
    for words in ("+12.5毫秒", "ntp.test", row.manifest_digest, "page-01.png", "SM3", "隔离回放"):
        assert words in page, words
    assert AccessLine.objects.filter(what="read", subject=row.number).count() == 1


def test_the_picture_is_drawn_again(person, client_of, captures):
    row = captures.row()
    answer = client_of(person()).get(f"/captures/{row.pk}/picture/")
    assert answer["Content-Type"] == "image/png" and answer["X-Content-Type-Options"] == "nosniff"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (60, 40)
    stored = (folder_of(captures.home, row) / "page-01.png").read_bytes()
    assert answer.content != stored


def test_a_picture_that_was_altered_is_not_shown(person, client_of, captures):
    row = captures.row()
    path = folder_of(captures.home, row) / "page-01.png"
    path.chmod(0o640)
    path.write_bytes(path.read_bytes() + b"more")
    answer = client_of(person()).get(f"/captures/{row.pk}/picture/")
    assert answer.status_code == 409 and "不予显示" in answer.content.decode()


def test_verifying_is_a_job_whose_result_is_told_line_by_line(home, person, client_of, captures):
    row = captures.row()
    client = client_of(person())
    job = finished(home, client.post(f"/captures/{row.pk}/verify/"))
    assert job.state == "done", job.reason
    page = client.get(f"/jobs/{job.id}/").content.decode()
    assert "page-01.png：SHA-256、SM3一致" in page and "capture.json：摘要与登记时相同" in page
    # Without a ledger there is no time-stamp to speak of yet.
    assert standing_of(home, row).words == "…时间戳待补"


def test_a_capture_that_does_not_verify_is_told_on_every_page_and_to_administrators(
    home, person, client_of, made, captures
):
    row = captures.row(leads=[made.lead()])
    path = folder_of(home, row) / "text.txt"
    path.chmod(0o640)
    path.write_text("改动过的文字", encoding="utf-8")
    client = client_of(person())
    job = finished(home, client.post(f"/captures/{row.pk}/verify/"))
    assert job.result["ok"] is False
    assert any("text.txt" in text for mark, text in job.lines if mark == "bad")
    for address in ("/captures/", f"/captures/{row.pk}/"):
        assert "✕核验不一致" in client.get(address).content.decode()
    page = client.get(f"/captures/{row.pk}/").content.decode()
    assert f"不能登记或移送，请告知管理员，编号{row.number}" in page
    assert "改动过的文字" not in page and "文字与登记的摘要不符" in page
    admin = client_of(person(Role.ADMINISTRATOR))
    assert "核验异常" in admin.get("/").content.decode()
    page = admin.get("/system/").content.decode()
    told = f"采集件{row.number}：text.txt"
    assert told in page and f'href="/jobs/{job.id}/"' in page
    # It is known after the job's own file is gone, and no more once it verifies.
    (folder(home) / f"{job.id}.json").unlink()
    page = admin.get("/system/").content.decode()
    assert told in page and job.id not in page
    path.write_text("国家级", encoding="utf-8")
    finished(home, client.post(f"/captures/{row.pk}/verify/"))
    assert row.number not in admin.get("/system/").content.decode()


def test_of_network_records_that_were_altered_nothing_good_is_told(
    home, client_of, person, captures
):
    row = captures.row()
    client = client_of(person())
    whole = finished(home, client.post(f"/captures/{row.pk}/verify/"))
    assert any(mark == "good" and "网络记录" in text for mark, text in whole.lines)
    (path,) = folder_of(home, row).glob("*.warc.gz")
    path.chmod(0o640)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    job = finished(home, client.post(f"/captures/{row.pk}/verify/"))
    assert any(mark == "bad" and path.name in text for mark, text in job.lines), job.lines
    assert not any(mark == "good" and "网络记录" in text for mark, text in job.lines), job.lines


def test_a_manifest_that_was_replaced_is_seen_at_once(home, person, client_of, captures):
    row = captures.row()
    path = folder_of(home, row) / "capture.json"
    path.chmod(0o640)
    path.write_bytes(path.read_bytes().replace(b"shop.test", b"shop.tset"))
    client = client_of(person())
    assert "✕核验不一致" in client.get("/captures/").content.decode()
    assert client.get(f"/captures/{row.pk}/picture/").status_code == 409


@pytest.mark.parametrize(
    "bad", ["file:///etc/passwd", "javascript:alert(1)", "没有", "http://a b/"]
)
def test_what_is_no_address_of_the_web_is_refused(person, client_of, home, bad):
    answer = client_of(person()).post("/captures/new/", {"url": bad, "how": "automatic"})
    assert answer.status_code == 422


def test_an_address_within_the_house_is_refused_by_the_guard_and_the_job_says_so(
    home, person, client_of
):
    client = client_of(person())
    answer = client.post("/captures/new/", {"url": "http://127.0.0.1:9/x", "how": "automatic"})
    job = finished(home, answer)
    assert job.state == "failed" and "127.0.0.1" in job.reason
    page = client.get(f"/jobs/{job.id}/").content.decode()
    assert "失败" in page and "重试" in page
    # Somebody else's job does not exist for a colleague.
    assert client_of(person()).get(f"/jobs/{job.id}/").status_code == 404


def test_a_pasted_address_may_lead_to_the_attended_capture(person, client_of, home):
    answer = client_of(person()).post(
        "/captures/new/", {"url": "https://shop.test/p/1?a=1", "how": "attended"}
    )
    assert answer["Location"].startswith("/attended/new/?url=https%3A%2F%2Fshop.test")


@pytest.mark.parametrize("number", [5, 50])
def test_a_page_of_the_list_asks_the_database_a_bounded_number_of_times(
    person, client_of, made, captures, number
):
    for n in range(number):
        captures.row(leads=[made.lead(shop=f"s-{n}")])
    client = client_of(person())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get("/captures/").status_code == 200
    assert len(asked) <= 16, len(asked)


@pytest.mark.parametrize("day", ["9999-12-31", "2200-01-01", "1949-09-30", "0001-01-01"])
@pytest.mark.parametrize("side", ["since", "until"])
def test_a_year_that_no_office_means_is_said_and_filters_nothing(
    person, client_of, made, captures, side, day
):
    row = captures.row(leads=[made.lead()])
    answer = client_of(person()).get(f"/captures/?{side}={day}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"“{day}”不能用" in page and "年份为1949至2199年" in page
    assert row.number in page
