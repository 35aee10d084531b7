"""The desk against hostile requests and hostile words (hostile.md B10)."""

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from checks.finding import OperatorSigns
from desk.web.doors import all_doors
from desk.web.models import AccessLine, Account
from desk.web.roles import Role
from desk.web.sign_in.views import REPORTS_AN_HOUR
from tests.desk.web.conftest import Desk, sign_in
from tests.desk.web.leads_made import LONGYANG

pytestmark = pytest.mark.heavy

EVIL = (
    '"><script>window.pwned=1</script><img src=x onerror="window.pwned=1">'
    "<svg/onload=window.pwned=1>{{7*7}}\u202e伪装"
)


def raw(desk: Desk, method: str, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """One request as it goes over the wire; the status and the body."""
    place = urlsplit(desk.url)
    link = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    link.request(method, path, body=b"" if method == "POST" else None, headers=headers)
    answer = link.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


@contextmanager
def another_site(page: str) -> Iterator[str]:
    """A server at another loopback address (another site to a browser) that shows `page`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.2", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.2:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_foreign_hosts_and_sites_are_refused(desk: Desk) -> None:
    host = urlsplit(desk.url).netloc
    assert raw(desk, "GET", "/first/", {"Host": host})[0] == 200
    for foreign in ("evil.test", "evil.test:8080", "127.0.0.1.evil.test", "[::1].evil.test"):
        assert raw(desk, "GET", "/first/", {"Host": foreign})[0] == 400, foreign
    for site in ("cross-site", "same-site"):
        headers = {"Host": host, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "cors"}
        assert raw(desk, "GET", "/first/", headers)[0] == 403
        assert raw(desk, "POST", "/first/", headers)[0] == 403
    link = {
        "Host": host,
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    assert raw(desk, "GET", "/first/", link)[0] == 200, "a link in a mail opens a page"
    framed = link | {"Sec-Fetch-Dest": "iframe"}
    assert raw(desk, "GET", "/first/", framed)[0] == 403
    old_browser = {"Host": host, "Origin": "http://evil.test"}
    assert raw(desk, "POST", "/first/", old_browser)[0] == 403


def test_what_is_refused_before_a_page_is_made_is_told_in_chinese(
    desk: Desk, person, client_of
) -> None:
    host = {"Host": urlsplit(desk.url).netloc}
    asked = [
        (414, "GET", "/leads/?q=" + "%E9%85%92" * 600, host),
        (431, "GET", "/leads/", host | {f"X-{n}": "x" for n in range(70)}),
        (400, "GET", "/login/", {"Host": "evil.test"}),
        (403, "GET", "/login/", host | {"Sec-Fetch-Site": "cross-site"}),
        (413, "POST", "/login/", host | {"Content-Length": str(40 << 20)}),
    ]
    for status, method, path, headers in asked:
        got, text = raw(desk, method, path, headers)
        assert got == status, (status, got, text)
        assert "请" in text and "<h1>" in text, text
        assert not re.search(r"Request|Forbidden|Large|Long", text), text
    page = client_of(person()).get("/captures/1/verify/")
    assert page.status_code == 405 and page.headers["Allow"] == "POST"
    assert "这个网址不能直接打开" in page.content.decode()


def test_a_page_of_another_site_can_neither_post_nor_frame_nor_read(
    desk: Desk, browser_page: Page, person
) -> None:
    account = person(Role.ADMINISTRATOR)
    page = browser_page
    sign_in(page, desk, account)
    attack = f"""<!doctype html><meta charset=utf-8><title>attack</title>
    <form id=f method=post action="{desk.url}/people/{account.pk}/">
    <input name=do value=stop></form>
    <iframe id=frame src="{desk.url}/"></iframe>
    <script>
    window.read = "";
    fetch("{desk.url}/people/", {{credentials: "include"}}).then(r => r.text())
        .then(t => window.read = t).catch(() => window.read = "refused");
    </script>"""
    with another_site(attack) as elsewhere:
        page.goto(elsewhere)
        page.wait_for_function("window.read !== ''")
        assert page.evaluate("window.read") == "refused"
        framed = page.frames[1]
        assert "今日" not in (framed.content() if framed.url.startswith("http") else "")
        page.evaluate("document.getElementById('f').submit()")
        page.wait_for_load_state()
    account.refresh_from_db()
    assert account.is_active
    page.goto(f"{desk.url}/")
    assert "今日" in page.inner_text("main")


def test_hostile_words_are_inert_everywhere_and_break_no_policy(
    desk: Desk, browser_page: Page, person, made
) -> None:
    signs = OperatorSigns(names=[EVIL + "有限公司"], addresses=[LONGYANG, ("domicile", EVIL)])
    lead = made.lead(shop=EVIL, matched="高仿", snippet=f"高仿{EVIL}", operator=signs, title=EVIL)
    officer = person(Role.OFFICER, name="<b>李</b>", office="530500")
    page = browser_page
    sign_in(page, desk, officer)
    seen = 0
    paths = ["/", "/leads/?stage=", f"/leads/?stage=&q={EVIL[:40]}", f"/leads/{lead.pk}/"]
    paths += ["/hints/", "/operators/", f"/operators/{lead.shop.operator_id}/?full=1"]
    paths += ["/statistics/?tab=site", "/statistics/?tab=list", "/referrals/", "/account/"]
    for path in paths:
        answer = page.goto(desk.url + path)
        assert answer is not None and answer.status == 200, path
        seen += 1
        assert page.evaluate("window.pwned") is None, path
        assert "\u202e" not in page.content(), f"{path}: a direction mark stands unspelled"
    assert seen == len(paths)
    reports = AccessLine.objects.filter(what="csp")
    assert not reports.exists(), "the page itself broke the policy"
    # What breaks the policy is reported, so that none were is worth something.
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")
    for _ in range(50):
        if reports.exists():
            break
        page.wait_for_timeout(100)
    assert reports.exists(), "the browser's report did not arrive"


def test_nothing_stays_in_the_cache_after_signing_out(
    desk: Desk, browser_page: Page, person, made
) -> None:
    lead = made.lead()
    page = browser_page
    sign_in(page, desk, person(Role.OFFICER, office="530500"))
    page.goto(f"{desk.url}/leads/?stage=")
    assert lead.hint_no in page.content()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"{desk.url}/login/")
    page.go_back()
    page.wait_for_load_state()
    assert lead.hint_no not in page.content()


def test_another_units_things_are_404_with_a_line(home, person, client_of, made) -> None:
    lead = made.lead()
    stranger: Account = person(Role.UNIT, unit="trademark", office="530100")
    client = client_of(stranger)
    things = [f"/leads/{lead.pk}/", f"/leads/{lead.pk}/verify/", f"/leads/{lead.pk}/picture/"]
    things += [f"/leads/{lead.pk}/refer/", f"/operators/{lead.shop.operator_id}/"]
    known = {door.path for door in all_doors().values()}
    assert "operators/<int:pk>/" in known
    for path in things:
        before = AccessLine.objects.filter(what="refused").count()
        assert client.get(path).status_code == 404
        shape = path.strip("/").replace(str(lead.pk), "<int:pk>", 1) + "/"
        if shape in known:
            assert AccessLine.objects.filter(what="refused").count() == before + 1, path


def large(client: Client, path: str, size: int) -> int:
    """The status of a post that says that it has `size` bytes."""
    answer = client.generic(
        "POST", path, content_type="application/octet-stream", CONTENT_LENGTH=str(size)
    )
    return answer.status_code


def test_only_who_signed_in_may_send_recordings_and_nothing_larger(home, person, client_of) -> None:
    signed_in = client_of(person(Role.OFFICER))
    assert large(signed_in, "/attended/import/", 100 << 20) == 422, "heard, and found wanting"
    assert large(signed_in, "/attended/import/", 2 << 30) == 413
    assert large(signed_in, "/captures/new/", 100 << 20) == 413
    stranger = Client()
    stranger.defaults.update({"wsgi.url_scheme": "https", "SERVER_NAME": "localhost"})
    assert large(stranger, "/attended/import/", 100 << 20) == 413
    stranger.cookies["__Host-wangjian"] = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4"
    assert large(stranger, "/attended/import/", 100 << 20) == 413, "a made-up cookie"
    stranger.get("/login/")
    assert large(stranger, "/attended/import/", 100 << 20) == 413, "a session of nobody"


def test_reports_on_content_security_are_written_down_but_not_without_end(home, person) -> None:
    person()
    client = Client(SERVER_NAME="localhost")
    for n in range(REPORTS_AN_HOUR + 5):
        body = f'{{"csp-report": {n}}}'
        answer = client.post("/csp-report/", body, content_type="application/csp-report")
        assert answer.status_code == 204
    lines = AccessLine.objects.filter(what="csp")
    assert lines.count() == REPORTS_AN_HOUR and "csp-report" in lines.first().note
    body = '{"csp-report": "another place"}'
    client.post("/csp-report/", body, content_type="text/plain", REMOTE_ADDR="192.0.2.9")
    assert lines.count() == REPORTS_AN_HOUR + 1
    lines.update(at=timezone.now() - timedelta(hours=2))
    client.post("/csp-report/", body, content_type="text/plain")
    assert lines.count() == REPORTS_AN_HOUR + 2


@pytest.mark.parametrize("query", ["'" * 90, "%", "(" * 90, "x" * 100_000, "\x00", "高" * 5_000])
def test_searches_are_bounded(home, person, client_of, made, query) -> None:
    made.lead()
    client = client_of(person(Role.OFFICER, office="530500"))
    assert client.get("/leads/", {"q": query, "stage": ""}).status_code in {200, 400}


def test_back_to_the_answer_of_a_form_opens_the_form_and_after_leaving_nothing(
    desk: Desk, browser_page: Page, person, made
) -> None:
    leads = [made.lead(shop=f"店{n}", matched="高仿", url=f"https://s{n}.test/p") for n in (1, 2)]
    page = browser_page
    sign_in(page, desk, person())
    page.goto(f"{desk.url}/complaints/new/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main form button.main").click()
    assert "没有提交，请先改正" in page.inner_text("main")
    page.goto(f"{desk.url}/help/")
    page.go_back()
    assert page.url == f"{desk.url}/complaints/new/"
    assert "录入来件" in page.inner_text("main") and "没有提交" not in page.inner_text("main")

    page.goto(f"{desk.url}/leads/?stage=suspected")
    for box in page.locator("main input[type=checkbox][name=tick]").all():
        box.check()
    page.locator("main button[value=screen]").click()
    page.get_by_role("button", name="下一步").click()
    assert "请确认" in page.inner_text("main")
    page.get_by_role("button", name="确认").click()
    page.wait_for_url(lambda url: "/leads/bulk/" not in url)
    assert "请确认" not in page.inner_text("main")
    for lead in leads:
        lead.refresh_from_db()
        assert lead.stage == "screened", "the page that asked sent what it had to say"
    for _ in range(2):
        page.go_back()
        assert page.url.startswith(f"{desk.url}/leads/"), page.url
        assert "请确认" not in page.inner_text("main")

    page.goto(f"{desk.url}/leads/{leads[0].pk}/")
    assert leads[0].hint_no in page.inner_text("main")
    page.get_by_role("button", name="退出").click()
    for _ in range(3):
        page.go_back()
        text = page.inner_text("body")
        assert "登录名" in text and leads[0].hint_no not in text and "高仿" not in text
