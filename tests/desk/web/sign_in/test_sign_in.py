"""Signing in: first administrator, passwords, lockout, sessions that end, one-time codes."""

from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page

from desk.web.models import AccessLine, Account
from desk.web.roles import Role
from tests.desk.web.conftest import PASSWORD, Desk, sign_in


def secure() -> Client:
    client = Client()
    client.defaults.update({"wsgi.url_scheme": "https", "SERVER_NAME": "localhost"})
    return client


def test_01_当首次启动时_应先建管理员(desk: Desk, browser_page: Page) -> None:
    page = browser_page
    page.goto(f"{desk.url}/leads/")
    assert page.url == f"{desk.url}/first/"
    page.get_by_label("首次启动口令").fill("wrong")
    page.get_by_label("登录名").fill("admin")
    page.get_by_label("姓名").fill("杨某")
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再输一次").fill(PASSWORD)
    page.get_by_role("button", name="建立").click()
    assert "口令不对" in page.inner_text("#errors") and not Account.objects.exists()
    page.get_by_label("首次启动口令").fill(desk.setup_code)
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再输一次").fill(PASSWORD)
    page.get_by_role("button", name="建立").click()
    page.wait_for_url(f"{desk.url}/login/")
    account = Account.objects.get()
    assert account.kind is Role.ADMINISTRATOR
    page.goto(f"{desk.url}/first/")
    assert page.url == f"{desk.url}/login/", "the first start is over"
    sign_in(page, desk, account)
    assert "版本审核" in page.inner_text("main"), "what waits for an administrator"
    desk.process.terminate()
    assert desk.process.wait(30) == 0, "it goes in good order when it is told to"


def test_nothing_is_shown_without_signing_in(home, person) -> None:
    person()
    for path in ("/", "/account/", "/leads/"):
        answer = secure().get(path)
        assert answer.status_code == 302 and answer["Location"].startswith("/login/?next=")


def test_five_wrong_passwords_lock_the_name_and_are_written_down(home, person) -> None:
    account = person()
    client = secure()
    for _ in range(5):
        client.post("/login/", {"username": account.username, "password": "wrong"})
    answer = client.post("/login/", {"username": account.username, "password": PASSWORD})
    assert answer.status_code == 429 and "锁定" in answer.content.decode()
    assert AccessLine.objects.filter(what="failed").count() >= 4
    assert AccessLine.objects.filter(what="locked").exists()


def test_a_session_gets_a_new_key_and_ends_with_the_account(home, person) -> None:
    account, client = person(), secure()
    planted = client.session
    planted["planted"] = True
    planted.save()
    before = client.cookies["__Host-wangjian"].value
    answer = client.post("/login/", {"username": account.username, "password": PASSWORD})
    assert answer.status_code == 302 and client.session.session_key != before
    assert client.get("/").status_code == 200
    planter = secure()
    planter.cookies["__Host-wangjian"] = before
    assert planter.get("/").status_code == 302, "who planted the session is not signed in by it"
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/").status_code == 302, "a stopped account is out with its next request"


def test_a_first_password_must_be_changed_before_anything_else(home, person, client_of) -> None:
    account = person()
    Account.objects.filter(pk=account.pk).update(must_change=True)
    client = client_of(account)
    assert client.get("/")["Location"] == "/account/"
    fresh = {"do": "password", "old": PASSWORD, "password": "1234567890", "again": "1234567890"}
    assert "全是数字" in client.post("/account/", fresh).content.decode()
    fresh |= {"password": "Xin-mima-2026", "again": "Xin-mima-2026"}
    assert client.post("/account/", fresh).status_code == 302
    assert client.get("/").status_code == 200


def test_a_one_time_code_is_asked_once_it_is_set_up(home, person, client_of) -> None:
    account = person()
    client = client_of(account)
    client.post("/account/", {"do": "device"})
    device = TOTPDevice.objects.get(user=account)
    code = f"{totp(device.bin_key, device.step, device.t0, device.digits, device.drift):06d}"
    assert client.post("/account/", {"do": "code", "code": code}).status_code == 302
    TOTPDevice.objects.update(last_t=-1)
    device.refresh_from_db()
    login = {"username": account.username, "password": PASSWORD}
    assert secure().post("/login/", login).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)  # a second has passed
    code = f"{totp(device.bin_key, device.step, device.t0, device.digits, device.drift):06d}"
    assert secure().post("/login/", login | {"code": code}).status_code == 302


def test_a_next_address_elsewhere_is_not_followed(home, person) -> None:
    account = person()
    for there in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        form = {"username": account.username, "password": PASSWORD, "next": there}
        assert secure().post("/login/", form)["Location"] == "/"
