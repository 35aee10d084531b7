"""Two officers at the command line: codes, refusals, imports, and steering by letters."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from desk.cli.steering_prompt import SteeringPrompt, command_of
from evidence.capture.attendance import Account
from evidence.capture.journal import Said
from evidence.capture.manifest import Captured, read_capture
from evidence.capture.steering import Command, Shown
from leads.home import Home
from tests.evidence.capture.test_clock import reply
from tests.market.agreed_home import OFFICERS, ROOT

pytestmark = pytest.mark.heavy

CODES = "blue-hill-1\ngreen-lake-2\n"
BOTH = ["--officer", OFFICERS[0][0], "--officer", OFFICERS[1][1]]


@pytest.fixture(scope="module")
def time_source() -> Iterator[str]:
    """A time server on loopback, for as many as ask."""
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
        yield f"127.0.0.1:{server.getsockname()[1]}"
        going.clear()
        thread.join()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, time_source: str) -> Home:
    """An office with two officers who have set their codes."""
    home = Home(tmp_path_factory.mktemp("office") / "home").make()
    officers = "".join(f'[[officers]]\nname = "{n}"\nnumber = "{no}"\n' for n, no in OFFICERS)
    home.office_file.write_text(
        'name = "示例市市场监督管理局"\ncode = "530100"\n'
        f'[network]\nallow = ["127.0.0.1:9"]\ntime_servers = ["{time_source}"]\n{officers}',
        encoding="utf-8",
    )
    for (name, _), code in zip(OFFICERS, CODES.split(), strict=True):
        done = wangjian(home, "evidence", "code", "--officer", name, codes=code + "\n")
        assert done.returncode == 0, done.stderr
    return home


def wangjian(
    home: Home, *arguments: str, codes: str | None = None, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run the command without a terminal or a screen; `codes` go in by a file descriptor."""
    given = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "WANGJIAN_LANG")}
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        given.pop(name, None)
    given |= {"WANGJIAN_HOME": str(home.path), "LANG": "C.UTF-8"} | environment
    words, passed = list(arguments), []
    if codes is not None:
        reading, writing = os.pipe()
        os.write(writing, codes.encode())
        os.close(writing)
        words += ["--codes-fd", str(reading)]
        passed.append(reading)
    try:
        return subprocess.run(
            [sys.executable, "-m", "desk.cli", *words],
            cwd=ROOT,
            env=given,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            pass_fds=passed,
            timeout=100,
            check=False,
        )
    finally:
        for descriptor in passed:
            os.close(descriptor)


def captures(home: Home) -> list[Captured]:
    return [read_capture(folder) for folder in sorted(home.captures.iterdir())]


def test_a_recording_is_imported_listed_shown_and_verified(home: Home, tmp_path: Path) -> None:
    video = tmp_path / "直播 \x1b[2J.mp4"
    video.write_bytes(b"\x00\x00\x00\x20ftypisom" + os.urandom(5000))
    done = wangjian(
        home,
        *("evidence", "import", str(video), "--device", "某牌手机", "--what", "直播 \x1b[2J"),
        *("--place", "某市某路1号", "--case-decided", *BOTH),
        codes=CODES,
    )
    assert done.returncode == 0, done.stderr
    (captured,) = captures(home)
    assert captured.number in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "blue-hill" not in done.stdout + done.stderr
    assert captured.attendance is not None
    assert [one.name for one in captured.attendance.officers] == [name for name, _ in OFFICERS]
    shown = wangjian(home, "evidence", "show", captured.number).stdout
    for part in ("双人在场导入", *(number for _, number in OFFICERS), "处理决定作出之后"):
        assert part in shown
    assert "\x1b" not in shown
    assert captured.number in wangjian(home, "evidence", "list").stdout
    assert wangjian(home, "verify", str(home.captures)).returncode == 0


@pytest.mark.parametrize(
    ("words", "codes", "code", "said"),
    [
        (["--device", "x", "--officer", OFFICERS[0][0]], CODES, 1, "两名不同的执法人员"),
        (["--device", "x", "--officer", "无名氏", *BOTH[:2]], CODES, 1, "无名氏"),
        (["--device", "x", *BOTH], None, 2, "--codes-fd"),
        (["--device", "x", *BOTH], "green-lake-2\nblue-hill-1\n", 1, "口令不对"),
        (["--device", " ", *BOTH], CODES, 1, "设备"),
    ],
)
def test_what_is_refused_leaves_no_capture(
    home: Home, tmp_path: Path, words: list[str], codes: str | None, code: int, said: str
) -> None:
    before = sorted(home.captures.iterdir())
    video = tmp_path / "v"
    video.write_bytes(b"some bytes")
    done = wangjian(home, "evidence", "import", str(video), *words, codes=codes)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(home.captures.iterdir()) == before


def test_without_a_screen_it_says_what_to_do(home: Home) -> None:
    url = "http://127.0.0.1:9/"
    done = wangjian(home, "evidence", "capture", url, "--attended", *BOTH, codes=CODES)
    assert done.returncode == 14
    assert "Xvfb" in done.stderr
    english = wangjian(home, "evidence", "capture", url, "--attended", *BOTH, LANG="en_GB.UTF-8")
    assert english.returncode == 14
    assert "display" in english.stderr


def test_options_of_officers_are_for_attended_captures(home: Home) -> None:
    done = wangjian(home, "evidence", "capture", "http://127.0.0.1:9/", *BOTH)
    assert done.returncode == 2
    assert "--attended" in done.stderr


def test_a_set_code_is_changed_by_the_old_one_or_voided(home: Home) -> None:
    name = OFFICERS[0][0]
    done = wangjian(home, "evidence", "code", "--officer", name, codes="wrong-1\nnew-code-3\n")
    assert done.returncode == 1
    assert "口令不对" in done.stderr
    assert wangjian(home, "evidence", "code", "--officer", name, "--void").returncode == 0
    done = wangjian(home, "evidence", "code", "--officer", name, codes="blue-hill-1\n")
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", Command("take")),
        ("  t ", Command("take")),
        ("q", Command("end")),
        ("d", Command("logged-in")),
        ("o http://shop.example/?q=a b", Command("open", "http://shop.example/?q=a b")),
        ("n 页面显示“国家级”", Command("note", "页面显示“国家级”")),
        ("l", Command("login")),
        ("l office-01 平台 分配", Command("login", account=Account("office-01", "平台 分配"))),
        ("l office-01", None),
        ("o", None),
        ("n ", None),
        ("quit please", None),
    ],
)
def test_letters_mean_commands(line: str, command: Command | None) -> None:
    assert command_of(line) == command


@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_lines_are_asked_for_and_the_page_cannot_steer_the_terminal(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "huh\n\nn 记一句\n".encode()
    if kind == "pipe":
        reading, writing = os.pipe()
        os.write(writing, lines)
        os.close(writing)
    else:
        (tmp_path / "lines").write_bytes(lines)
        reading = os.open(tmp_path / "lines", os.O_RDONLY)
    now = Shown(
        "http://shop.example/\x1b]0;x\x07",
        "标题\x1b[2J\u202e\nsecond",
        2,
        logging_in=True,
        recorded_seconds=61.9,
        said=(Said("login", "登录期间不采集\x1b[1m", "not now\x1b[1m"),),
    )

    async def work() -> list[Command]:
        async with SteeringPrompt() as prompt:
            return [await asyncio.wait_for(prompt.steer(now), 5) for _ in range(4)]

    with os.fdopen(reading, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        commands = asyncio.run(work())
    end = Command("end")
    assert commands == [Command("take"), Command("note", "记一句"), end, end]
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "录屏 01:01" in shown or "recorded 01:01" in shown
