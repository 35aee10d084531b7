"""A desk for tests: a home with tables, people of every role, a real server, a real browser."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django
import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from evidence.network.chromium import chromium_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import translation  # noqa: E402

from desk.web.models import Account  # noqa: E402
from desk.web.roles import Role  # noqa: E402
from leads.database import connect, prepare  # noqa: E402
from leads.home import Home  # noqa: E402
from leads.models import Officer  # noqa: E402
from tests.desk.web.captures_made import Captures  # noqa: E402
from tests.desk.web.leads_made import Maker  # noqa: E402
from tests.leads.pages_filed import Shelf  # noqa: E402

QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PASSWORD = "Zh-ceshi-8812"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables of the desk and nothing in them, to be copied."""
    home = Home(tmp_path_factory.mktemp("desk-template"))
    prepare(home, settings_module="desk.settings")
    connections.close_all()
    copy = home.path / "template.sqlite3"
    shutil.copy(home.database, copy)
    return copy


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk_template: Path) -> Iterator[Home]:
    """An office's home on SQLite, connected; it is 保山市 and has two known officers."""
    home = Home(tmp_path / "home").make()
    monkeypatch.setenv("WANGJIAN_HOME", str(home.path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copy(desk_template, home.database)
    (home.path / "wangjian.toml").write_text(
        'name = "保山市市场监督管理局"\ncode = "530500"\n', encoding="utf-8"
    )
    connect(home)
    translation.activate("zh-hans")
    yield home
    connections.close_all()


@pytest.fixture
def shelf(home: Home) -> Iterator[Shelf]:
    """The archive of the home, open for writing."""
    shelf = Shelf(home.archive)
    yield shelf
    shelf.archive.close()


@pytest.fixture
def made(home: Home, shelf: Shelf) -> Maker:
    """Makes leads the way a crawl does: records in the archive, filed through leads."""
    return Maker(home, shelf)


@pytest.fixture
def captures(home: Home) -> Captures:
    """Makes captures the way a browser leaves them: whole folders with real records."""
    return Captures(home)


@cache
def _hashed() -> str:
    """PASSWORD as accounts keep it, made once: the desk's own hashing takes half a second."""
    return make_password(PASSWORD)


@pytest.fixture
def person(home: Home) -> Callable[..., Account]:
    """Makes an account: `person(Role.OFFICER, name="李某", office="530502", unit="network")`.

    Roles that decide get a certificate. The password is PASSWORD.
    """

    def make(
        role: Role = Role.OFFICER,
        *,
        name: str = "",
        unit: str = "network",
        office: str = "530500",
        certificate: bool = True,
    ) -> Account:
        number = Account.objects.count() + 1
        officer = None
        if certificate and role in {Role.OFFICER, Role.UNIT, Role.REVIEWER}:
            officer = Officer.objects.create(
                name=name or f"{role.label}{number}",
                number=f"25-{number:04d}",
                unit=unit,
                office=office,
            )
        account: Account = Account.objects.create(
            username=f"{role.value}{number}",
            password=_hashed(),
            name=name or f"{role.label}{number}",
            role=role,
            unit=unit,
            office=office,
            officer=officer,
            must_change=False,
        )
        return account

    return make


@pytest.fixture
def client_of() -> Callable[[Account], Client]:
    """A client in which the account is signed in (over HTTPS, as cookies ask)."""

    def make(account: Account) -> Client:
        client = Client(raise_request_exception=True)
        client.defaults.update({"wsgi.url_scheme": "https", "SERVER_NAME": "localhost"})
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@dataclass
class Desk:
    """A desk that runs: its address, and the code of its first start."""

    url: str
    setup_code: str
    process: "subprocess.Popen[bytes]"


@contextmanager
def running_desk(home: Home, *, workers: bool = False, **environment: str) -> Iterator[Desk]:
    """`wangjian desk` as a process of its own on a free port; ended by its process id.

    It takes jobs of crawls only with `workers`: most tests have none. Without, it is killed
    with what it forked: it holds nothing, and going in good order takes it seconds, which
    `test_01` and those with workers try.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = secrets.token_hex(6)
    log = (home.path / "desk.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "desk.cli", "desk", "--port", str(port)]
        + ([] if workers else ["--no-workers"]),
        cwd=ROOT,
        env=os.environ
        | {"WANGJIAN_HOME": str(home.path), "WANGJIAN_SETUP_CODE": code}
        | environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/login/", timeout=2).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise AssertionError((home.path / "desk.log").read_text()) from None
                time.sleep(0.1)
        yield Desk(url, code, process)
    finally:
        if workers:
            process.terminate()
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)
        log.close()


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    """A running desk on the home of the test."""
    with running_desk(home) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real Chromium, one for the tests of a module.

    While it runs, Playwright keeps an event loop in this thread; Django has to be told
    that the tests' own queries are no mistake.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as driver:
            root = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = driver.chromium.launch(
                executable_path=str(chromium_path()), args=[*QUIET, *root]
            )
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    """A page of a fresh profile at 1366 by 768, in Chinese."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    yield context.new_page()
    context.close()


def sign_in(page: Page, desk: Desk, account: Account) -> None:
    """Sign in as a person does."""
    page.goto(f"{desk.url}/login/")
    page.get_by_label("登录名").fill(account.username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{desk.url}/")
