"""The whole program in processes whose system clock is wrong, or goes wrong while they work."""

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Self

import pytest

from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_folder import LedgerFolder
from leads.home import Home
from tests.crawler.jobs.processes import wait_until
from tests.market.agreed_home import ROOT, wangjian

pytestmark = [pytest.mark.heavy, pytest.mark.jobs]

_DAY = 86_400
SECRET = {"WANGJIAN_PASSPHRASE": "only for this test"}


class Shop:
    """A shop of `pages` pages in a row, which keeps the paths it was asked for."""

    def __init__(self, pages: int) -> None:
        self.asked: list[str] = []
        shop = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                shop.asked.append(self.path)
                number = int(self.path[3:]) if self.path[3:].isdigit() else 0
                there = self.path in {"/", f"/p/{number}"} and number < pages
                links = "".join(f"<a href='/p/{n}'>茶 {n}</a>" for n in range(1, pages))
                body = f"<!doctype html><title>{number}</title>{'普洱茶' * 200}{links}".encode()
                self.send_response(200 if there else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body if there else b"")

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}/"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Clock:
    """The clock of processes that get `environment`: real, or `set` off by days."""

    def __init__(self, library: Path, file: Path) -> None:
        self._file = file
        file.write_bytes(struct.pack("q", 0))
        self.environment = SECRET | {"LD_PRELOAD": str(library), "SHIFTED_CLOCK": str(file)}

    def set(self, days: float) -> None:
        with self._file.open("r+b") as file:
            file.write(struct.pack("q", int(days * _DAY)))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The C library that shifts the clock, made here."""
    compiler = shutil.which("cc")
    assert compiler is not None, "tools/setup.sh tests sees to a C compiler"
    made = tmp_path_factory.mktemp("clock") / "shifted_clock.so"
    source = ROOT / "tests" / "shifted_clock.c"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True, timeout=60
    )
    return made


@pytest.fixture
def clock(library: Path, tmp_path: Path) -> Clock:
    return Clock(library, tmp_path / "shift")


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(home: Home, clock: Clock) -> Run:
    """The command in the office's home, by `clock`."""

    def go(*words: str, code: int | None = 0) -> "subprocess.CompletedProcess[str]":
        ended = wangjian(home, *words, environment=clock.environment, seconds=120)
        assert "Traceback" not in ended.stderr, ended.stderr
        assert code is None or ended.returncode == code, ended.stdout + ended.stderr
        return ended

    return go


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An office with an officer and a ledger, begun while the clock was right."""
    home = Home(tmp_path / "home").make()
    home.office_file.write_text(
        'name = "示例市市场监督管理局"\ncode = "530100"\n'
        '[[officers]]\nname = "李示例"\nnumber = "示例-0001"\n',
        "utf-8",
    )
    ended = wangjian(home, "keys", "make", "--ledger", environment=SECRET)
    assert ended.returncode == 0, ended.stderr
    return home


def kinds(home: Home) -> list[str]:
    return [
        line.split(b'"kind":"', 1)[1].split(b'"', 1)[0].decode()
        for line in LedgerFolder(home.ledger).entry_lines()
    ]


def clock_lines(told: str) -> list[str]:
    return [line for line in told.splitlines() if "系统时钟" in line]


def crawl_words(site: Shop) -> tuple[str, ...]:
    campaign = ("--keywords", "counterfeit", "--draft", "--delay", "0.05", "--no-browser")
    return ("crawl", "--site", site.url, "--allow", site.host, *campaign)


def test_three_days_back_nothing_is_entered_and_everything_says_so(
    home: Home, clock: Clock, run: Run
) -> None:
    before = kinds(home)
    clock.set(-3)
    made = run("keys", "make", "--seal", "--test")
    assert "未能登记" in made.stderr and "timedatectl" in made.stderr, "the key stands"
    assert kinds(home) == before
    with Shop(3) as site:
        refused = run(*crawl_words(site), code=None)
        assert refused.returncode and "早于存证日志最后一条" in refused.stderr
        assert site.asked == []
    told = run("doctor", code=1).stdout
    (line,) = clock_lines(told)
    assert line.startswith("✘") and "早于存证日志最后一条" in line and "keys clock" in line
    assert "可以工作" not in told
    clock.set(0)
    assert clock_lines(run("doctor", code=None).stdout)[0].startswith("✔")
    run("keys", "rotate", "--seal", "--test")
    assert kinds(home) == [*before, "seal-key"]
    assert audit(home.ledger).backwards == ()


def test_a_clock_once_fast_stops_nobody_for_longer_than_it_takes_to_say_so(
    home: Home, clock: Clock, run: Run
) -> None:
    clock.set(60)
    run("keys", "make", "--seal", "--test")
    clock.set(0)
    verified = run("verify")
    assert "clock-ahead" in verified.stderr and "所记时间有误" in verified.stdout
    assert "核验通过" not in verified.stdout
    assert clock_lines(run("doctor", code=1).stdout)[0].startswith("✘")
    stranger = run("keys", "clock", "--officer", "没有这人", "--reason", "试试", code=None)
    assert stranger.returncode
    assert "clock" not in kinds(home), "by an officer of this office alone"
    answered = ("keys", "clock", "--officer", "示例-0001", "--reason", "主板电池失效，曾快六十天")
    assert "已登记" in run(*answered).stdout
    assert kinds(home)[-2:] == ["clock", "head"]
    assert "无须说明" in run(*answered).stdout
    assert kinds(home).count("clock") == 1
    assert clock_lines(run("doctor", code=None).stdout)[0].startswith("✔")
    run("keys", "rotate", "--seal", "--test")
    verified = run("verify")
    assert "李示例 示例-0001说明时钟曾偏快" in verified.stderr
    assert "主板电池失效" in verified.stderr and "原因已登记" in verified.stdout
    with Shop(3) as site:
        run(*crawl_words(site))
        assert "/p/2" in site.asked


def test_a_crawl_whose_clock_jumps_back_archives_all_of_the_site(
    home: Home, clock: Clock, run: Run
) -> None:
    with Shop(40) as site:
        process = subprocess.Popen(
            [sys.executable, "-m", "desk.cli", *crawl_words(site)],
            cwd=ROOT,
            env=os.environ | clock.environment | {"WANGJIAN_HOME": str(home.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wait_until(lambda: sum(path.startswith("/p/") for path in site.asked) > 5, seconds=90)
        clock.set(-3)
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 0, told
        assert {f"/p/{number}" for number in range(1, 40)} <= set(site.asked)
        assert run(*crawl_words(site), code=None).returncode, "a new one is not begun"
    clock.set(0)
    assert "核验通过" in run("verify").stdout or "内容完整" in run("verify").stdout


def test_a_crawl_sixty_days_ahead_says_so(home: Home, clock: Clock, run: Run) -> None:
    clock.set(60)
    with Shop(4) as site:
        ended = run(*crawl_words(site))
    assert "快 60 天" in ended.stdout + ended.stderr
    (line,) = clock_lines(run("doctor", code=1).stdout)
    assert line.startswith("✘") and "快 60 天" in line
