"""双人在场取证: what must be right before it begins, and honest words about where it happens."""

import shlex
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.html import strip_tags

from desk.jobs.state import Job
from desk.web.attended.plan import read_plan
from desk.web.models import AccessLine
from desk.web.roles import Role
from evidence.capture.attendance import Attendance, Attendant
from leads.models import Capture
from leads.personal_codes import set_code
from tests.desk.web.captures.test_captures import finished
from tests.evidence.capture.test_clock import reply

URL = "https://shop.test/p/1?a=1&b='x'"
CODES = ("pandeng-71", "shuilian-42")


@contextmanager
def time_server() -> Iterator[str]:
    """A time server on loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(0.1)
        going = [True]

        def serve() -> None:
            while going:
                try:
                    question, sender = server.recvfrom(512)
                    server.sendto(reply(question), sender)
                except TimeoutError:
                    continue

        thread = Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            going.clear()
            thread.join()


@pytest.fixture
def pair(home, person):
    """Two officers with codes."""
    two = person(Role.OFFICER, name="李某"), person(Role.OFFICER, name="王某")
    for account, code in zip(two, CODES, strict=True):
        set_code(account.officer.number, code)
    return two


def begun(client, **more) -> str:
    answer = client.post("/attended/new/", {"url": URL, "purpose": "核实治病宣传"} | more)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def present(client, page, pair, **changes):
    said = {
        "do": "present",
        "first": pair[0].officer.number,
        "first_code": CODES[0],
        "second": pair[1].officer.number,
        "second_code": CODES[1],
    }
    return client.post(page, said | changes)


def looked(home, client, page):
    assert client.post(page, {"do": "look"}).status_code == 302
    plan = read_plan(home, page.strip("/").split("/")[1])

    class Started(dict):
        status_code = 302

    return finished(home, Started(Location=f"/jobs/{plan.looked}/"))


@contextmanager
def clock_served(home) -> Iterator[None]:
    """The office has a time server that answers."""
    with time_server() as server:
        config = home.office_file.read_text(encoding="utf-8")
        home.office_file.write_text(
            f'{config}[network]\ntime_servers = ["{server}"]\n', encoding="utf-8"
        )
        yield


def attended_by(captures, pair, url=URL, **changes):
    """A finished capture before the two, begun a minute from now."""
    soon = timezone.now() + timedelta(minutes=1)
    people = tuple(Attendant(one.name, one.officer.number, soon) for one in pair)
    plain = {
        "manner": "attended",
        "attendance": Attendance(people, "取证室", "核实"),
        "started_at": soon,
        "ended_at": soon,
    }
    return captures.row(url=url, **plain | changes)


def test_18_当未测得时间时_应不能双人取证(home, client_of, pair, captures):
    client = client_of(pair[0])
    page = begun(client)
    assert present(client, page, pair).status_code == 302
    looked(home, client, page)
    shown = client.get(page).content.decode()
    assert "未测得时间偏差，不能开始。请检查授时后重测。" in shown
    assert "wangjian evidence capture" not in shown and "重测" in shown
    # Nor is what was captured all the same taken in here, whoever posts that.
    row = attended_by(captures, pair)
    for number in ("", row.number):
        answer = client.post(page, {"do": "taken", "number": number, "confirm": "1"})
        assert answer.status_code == 422 and "未测得时间偏差" in answer.content.decode()
    plan = read_plan(home, page.strip("/").split("/")[1])
    assert plan.capture == 0


def test_once_the_clock_was_measured_the_command_is_given(home, client_of, pair, made):
    lead = made.lead()
    with clock_served(home):
        client = client_of(pair[0])
        page = begun(client, place="本局取证室", lead=lead.pk)
        assert "前三步完成后给出命令" in client.get(page).content.decode()
        assert present(client, page, pair).status_code == 302
        job = looked(home, client, page)
        assert job.state == "done", job.reason
    shown = client.get(page).content.decode()
    assert "毫秒" in shown and "取证工作站" in shown
    line = unescape(strip_tags(shown[shown.index('<pre class="command">') :].split("</pre>")[0]))
    assert shlex.split(line) == [
        "wangjian", "evidence", "capture", "--attended", URL,
        "--officer", pair[0].officer.number, "--officer", pair[1].officer.number,
        "--place", "本局取证室", "--purpose", "核实治病宣传", "--lead", lead.hint_no,
    ]  # fmt: skip


def test_codes_are_asked_of_both_and_shown_nowhere(home, client_of, pair):
    client = client_of(pair[0])
    page = begun(client)
    for changes, words in (
        ({"second_code": "wrong-code"}, "口令不对"),
        ({"second": pair[0].officer.number}, "两名不同的执法人员"),
        ({"second": "无此证"}, "没有执法证号"),
        ({"first_code": ""}, "必填"),
    ):
        answer = present(client, page, pair, **changes)
        shown = answer.content.decode()
        assert answer.status_code == 422 and words in shown, words
        assert CODES[0] not in shown and CODES[1] not in shown and "wrong-code" not in shown
    assert present(client, page, pair).status_code == 302
    assert "李某" in client.get(page).content.decode()
    assert list(home.runs.rglob("*.json")), "the plan is kept"
    for code in CODES:
        # By another process: closing the database's file here would drop its locks.
        found = subprocess.run(["grep", "-rlF", code, str(home.path)], capture_output=True)
        assert (found.returncode, found.stdout) == (1, b""), found
    assert AccessLine.objects.filter(note__contains="到场确认").count() == 1


def test_the_finished_capture_is_taken_in_once_and_asked_again(
    home, client_of, pair, captures, person
):
    client = client_of(pair[0])
    page = begun(client)
    answer = client.post(page, {"do": "taken", "number": ""})
    assert answer.status_code == 422 and "没有找到双人采集件" in answer.content.decode()
    automatic = captures.row(url=URL)
    row = attended_by(captures, pair)
    elsewhere = attended_by(captures, pair, url="https://shop.test/p/2")
    assert automatic.manner == "automatic"

    def refused(number: str, words: str) -> None:
        answer = client.post(page, {"do": "taken", "number": number, "confirm": "1"})
        assert answer.status_code == 422 and words in answer.content.decode(), words

    refused("", "没有在取证开始前后30分钟内于此确认到场")
    assert present(client, page, pair).status_code == 302
    refused("", "未测得时间偏差")
    with clock_served(home):
        looked(home, client, page)
    refused(elsewhere.number, "另一个网址")
    refused(automatic.number, "没有找到双人采集件")
    asked = client.post(page, {"do": "taken", "number": ""})
    assert "结束后不能追加，只能另行取证。" in asked.content.decode()
    assert "以采集件所记为准" not in asked.content.decode()
    assert client.post(page, {"do": "taken", "number": "", "confirm": "1"}).status_code == 302
    shown = client.get(page).content.decode()
    assert row.number in shown and "笔录预览打印" in shown
    # Another office's officers do not see it.
    assert client_of(person(Role.OFFICER, office="530102")).get(page).status_code == 404


def test_a_capture_that_names_other_officers_is_said_to(home, client_of, pair, captures, person):
    client = client_of(pair[0])
    page = begun(client)
    present(client, page, pair)
    with clock_served(home):
        looked(home, client, page)
    attended_by(captures, (pair[0], person(Role.OFFICER, name="赵某")))
    asked = client.post(page, {"do": "taken", "number": ""})
    assert asked.status_code == 200 and "以采集件所记为准" in asked.content.decode()


def test_a_confirmation_of_long_ago_takes_nothing_in(home, client_of, pair, captures):
    client = client_of(pair[0])
    page = begun(client)
    present(client, page, pair)
    with clock_served(home):
        looked(home, client, page)
    later = timezone.now() + timedelta(hours=2)
    attended_by(captures, pair, started_at=later, ended_at=later)
    answer = client.post(page, {"do": "taken", "number": "", "confirm": "1"})
    assert answer.status_code == 422 and "确认到场" in answer.content.decode()


def test_a_lead_of_another_territory_starts_nothing(client_of, person, made, home):
    lead = made.lead()
    client = client_of(person(Role.OFFICER, office="530102"))
    assert client.get(f"/attended/new/?lead={lead.pk}").status_code == 404
    own = client_of(person(Role.OFFICER))
    page = own.get(f"/attended/new/?lead={lead.pk}").content.decode()
    assert lead.hint_no in page and "https://shop.test" in page


def test_recordings_are_brought_in_by_two_officers(home, client_of, pair, made, person):
    lead = made.lead()
    client = client_of(pair[0])
    mp4 = b"\0\0\0\x18ftypmp42" + bytes(500)
    said = {
        "device": "执法记录仪3号",
        "purpose": "小程序无法由浏览器打开",
        "lead": lead.pk,
        "first": pair[0].officer.number,
        "first_code": CODES[0],
        "second": pair[1].officer.number,
        "second_code": CODES[1],
    }

    def brought() -> Job:
        files = [
            SimpleUploadedFile("../../录像 1.mp4", mp4),
            SimpleUploadedFile("b.jpg", b"\xff\xd8\xff" + bytes(99)),
        ]
        return finished(home, client.post("/attended/import/", said | {"recordings": files}))

    # Without a measured clock it is refused, and the job says so.
    failed = brought()
    assert failed.state == "failed" and "时钟未与时间源比对" in failed.reason
    # Nobody, an administrator neither, does it again under what two officers confirmed then.
    admin = client_of(person(Role.ADMINISTRATOR))
    with clock_served(home):
        for who in (client, admin):
            page = who.get(f"/jobs/{failed.id}/").content.decode()
            assert "重试" not in page
            again = who.post(f"/jobs/{failed.id}/again/")
            assert again["Location"] == f"/jobs/{failed.id}/"
        assert not Capture.objects.exists()
        job = brought()
    assert job.state == "done", job.reason
    row = Capture.objects.get(manner="imported")
    folder = home.captures / row.folder
    assert (folder / "import-001.mp4").read_bytes() == mp4
    assert "录像 1.mp4" in (folder / "import.json").read_text(encoding="utf-8")
    assert row.leads.get().lead == lead
    kept = [path.name for path in (home.runs / "desk-uploads").glob("*")]
    assert kept == [failed.arguments["upload"]], "what failed stays for a week"
    shown = client.get(f"/captures/{row.pk}/").content.decode()
    assert "导入" in shown and "录像请在取证工作站" in shown
    assert "李某" in shown


def test_an_empty_or_missing_file_is_said(home, client_of, pair):
    client = client_of(pair[0])
    answer = client.post("/attended/import/", {"device": "x", "purpose": "x"})
    assert answer.status_code == 422 and "录音录像文件" in answer.content.decode()
