"""Two officers capture at a loopback shop: they click, log in, take pages; what is kept of it.

The browser is a real one without a screen, which the capture bears as a mark. What
officers do with mouse and keyboard is done here through the same window.
"""

import asyncio
import gzip
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Page

from evidence.archive.message import http_parts
from evidence.capture import attended
from evidence.capture.attendance import Account, Attendance, Attendant
from evidence.capture.attended import Attended, capture_attended
from evidence.capture.avi import jpeg_size
from evidence.capture.capture import Captured, CaptureSettings
from evidence.capture.helm import Helm
from evidence.capture.known_answer import KnownAnswer, ask_known_answer
from evidence.capture.steering import Command, Shown, Word
from evidence.capture.vantage import differences
from evidence.errors import CaptureFault, DisplayUnavailable, Refused
from evidence.network.reach import Reach
from evidence.package.captured import capture_of
from tests.evidence.capture.site import INFO, QUICK, Site, codes, faults, html, records, site
from tests.evidence.capture.test_clock import reply, server
from tests.evidence.network.servers import Visit, run

TWO = (
    Attendant("张某", "530100-001", datetime.now(UTC)),
    Attendant("李某", "530100-002", datetime.now(UTC)),
)
HERE = Attendance(TWO, "某市某路 1 号", "核查疑似虚假宣传", after_decision=True)
SETTINGS = CaptureSettings(info=INFO, floor_bytes=0, limits=QUICK)
ACCOUNT = Account("office-01", "平台分配")
HOSTILE = "首页 \u202e[2J"


async def home(visit: Visit) -> None:
    """A page that shows a phone something else."""
    words = "手机专享价" if b"Mobile" in visit.request else "国家级 桌面价"
    await visit.send(
        html(
            f"<title>{HOSTILE}</title><h1>{words}</h1><p>都能看到的字</p>"
            "<a id=goods href='/goods?id=7'>商品</a>"
            "<a id=other target=_blank href='/other'>新窗</a>"
            "<p id=t></p><script>setInterval(() => { t.textContent = Date.now(); }, 250)</script>"
        )
    )


PAGES = {
    "/": home,
    "/goods": "<title>商品</title><h1>延年益寿</h1><div style='height:2500px'></div><p>页尾</p>",
    "/other": "<title>另一窗口</title><h1>窗口里的字</h1>",
    "/login": html(
        "<title>登录</title><form method=post action='/in?token=TOKEN-IN-ADDRESS'><input name=user>"
        "<input type=password name=password id=p value=''><button id=b>登录</button></form>"
    ),
    "/in": html("<title>会员</title>", "Set-Cookie: sid=COOKIE-OF-LOGIN; Path=/"),
    "/member": html(
        "<title>会员价</title><h1>会员专享价</h1><input type=password id=p>"
        "<script>p.setAttribute('value', atob('U1RBTkRTLUlOLU1BUktVUA=='));</script>",
        "Set-Cookie: sid2=COOKIE-AFTER; Path=/",
    ),
}
SECRETS = (
    b"TYPED-PASSWORD",
    b"COOKIE-OF-LOGIN",
    b"COOKIE-AFTER",
    b"STANDS-IN-MARKUP",
    b"TOKEN-IN-ADDRESS",
)


@dataclass
class Held:
    """What came of it, what the officers were shown, what the shop was asked."""

    attended: Attended
    shown: list[Shown]
    requests: list[bytes]

    @property
    def captured(self) -> Captured:
        return self.attended.captured


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownAnswer:
    folder = tmp_path_factory.mktemp("known") / "known-answer"
    return run(ask_known_answer(folder, SETTINGS))


Act = Callable[[Page], Awaitable[Command]]


async def attend(
    base: Path,
    known: KnownAnswer | None,
    script: Callable[[Site], list[Act]],
    **options: Any,
) -> Held:
    """Capture the shop's home, steered by `script`: what is done in the window, what is asked."""
    helms: list[Helm] = []
    shown: list[Shown] = []

    class Kept(Helm):
        def __init__(self, actor: str) -> None:
            super().__init__(actor)
            helms.append(self)

    async with site(PAGES) as shop, server(reply) as clock:
        acts = script(shop)

        async def steer(now: Shown) -> Command:
            shown.append(now)
            return await acts[len(shown) - 1](helms[0].session.visit.page)

        given: dict[str, Any] = {
            "reach": Reach(allow=[shop.address]),
            "settings": replace(SETTINGS, time_servers=[clock]),
            "attendance": HERE,
            "known_answer": known,
            "visible": False,
        }
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(attended, "Helm", Kept)  # the same, with its window at hand
            done = await capture_attended(
                shop.url("/"), base / "C-0001", steer=steer, **given | options
            )
        return Held(done, shown, list(shop.requests))


def just(word: Word, text: str = "", account: Account | None = None) -> Act:
    """Only a command."""

    async def act(_page: Page) -> Command:
        return Command(word, text, account)

    return act


def a_whole_sitting(shop: Site) -> list[Act]:
    """All that officers may do."""

    async def to_goods(page: Page) -> Command:
        await page.click("#goods")
        await page.wait_for_url("**/goods*")
        await page.mouse.wheel(0, 700)
        return Command("take")

    async def to_window(page: Page) -> Command:
        await page.go_back()
        await page.click("#other")
        await asyncio.sleep(1)
        return Command("note", "打开了另一窗口")

    async def close_window(page: Page) -> Command:
        assert await page.title() == "另一窗口"
        await page.close()
        await asyncio.sleep(0.5)
        return Command("note", "关闭了另一窗口")

    async def log_in(page: Page) -> Command:
        await page.goto(shop.url("/login"))
        await page.fill("#p", "TYPED-PASSWORD")
        await page.click("#b")
        await page.wait_for_url("**/in*")
        return Command("take")

    return [
        just("take"),
        to_goods,
        to_window,
        close_window,
        just("login"),
        just("login", account=ACCOUNT),
        log_in,
        just("logged-in"),
        just("open", shop.url("/member")),
        just("take"),
        just("open", "ftp://shop.example/"),
        just("end"),
    ]


@pytest.fixture(scope="module")
def held(known: KnownAnswer, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """One attended capture with all that officers may do, for all tests that look at it."""
    base = tmp_path_factory.mktemp("held")
    return asyncio.run(asyncio.wait_for(attend(base, known, a_whole_sitting), 90))


def test_all_of_it_verifies(held: Held) -> None:
    views = held.attended.views
    assert faults(held.captured.folder, *(one.folder for one in views)) == []
    assert codes(held.captured) == {"invisible", "recording-interrupted", "no-second-response"}


def test_each_page_taken_is_kept_like_a_captured_page(held: Held) -> None:
    captured = held.captured
    assert (captured.manner, captured.title, captured.status) == ("attended", HOSTILE, 200)
    assert captured.url_final == captured.url_asked
    assert captured.main is not None
    for prefix, words in (("", "国家级"), ("t02-", "延年益寿"), ("t03-", "会员专享价")):
        assert words in (captured.folder / f"{prefix}text.txt").read_text()
        assert words in (captured.folder / f"{prefix}page.html").read_text()
        names = {one.name for one in captured.artefacts}
        assert {f"{prefix}screen.png", f"{prefix}page-01.png", f"{prefix}page.pdf"} <= names
    screen = next(one for one in captured.artefacts if one.name == "t02-screen.png")
    assert "y=700" in screen.note
    assert "/goods?id=7" in screen.source
    assert captured.read_text("text").startswith("国家级")


def test_the_steps_tell_whose_doing_it_was(held: Held) -> None:
    steps = held.captured.steps
    assert [one.actor for one in steps if one.code == "confirmed"] == ["张某", "李某"]
    said = [(one.by_hand, one.zh) for one in steps]
    by_hand = [zh for hand, zh in said if hand]
    assert any(zh.startswith("点击链接 http") and "/goods?id=7" in zh for zh in by_hand)
    assert any("采集当前页" in zh for zh in by_hand)
    assert "执法人员记录：打开了另一窗口" in by_hand
    assert [one.code for one in steps if one.code == "window"] == ["window", "window"]
    assert [one.code for one in steps if one.code.startswith("login")] == [
        "login-begun",
        "login-ended",
    ]
    assert not any("/login" in one.zh or "/in?" in one.zh for one in steps)
    assert {one.actor for one in steps} == {"系统", "张某", "李某"}
    assert all(a.at <= b.at for a, b in pairwise(steps))
    order = [one.code for one in steps]
    assert order.index("known-answer") < order.index("recording-begun") < order.index("load")
    assert "recording-ended" in order


def test_nothing_secret_stands_in_anything_that_is_kept(held: Held) -> None:
    request = next(one for one in held.requests if one.startswith(b"POST /in"))
    assert b"TYPED-PASSWORD" in request  # it was sent, and it was all there
    assert any(b"COOKIE-OF-LOGIN" in one for one in held.requests)
    assert kept_of(held.captured, SECRETS) == []
    for view in held.attended.views:  # which were not logged in: their cookies are nobody's
        assert kept_of(view, (b"TYPED-PASSWORD", b"COOKIE-OF-LOGIN", b"TOKEN-IN-ADDRESS")) == []


def kept_of(captured: Captured, words: tuple[bytes, ...]) -> list[tuple[str, bytes]]:
    """Which of `words` stand in which of its files."""
    found = []
    for path in captured.folder.iterdir():
        data = path.read_bytes()
        data = gzip.decompress(data) if path.name.endswith(".gz") else data
        found += [(path.name, word) for word in words if word in data]
    return found


def test_what_was_withheld_and_masked_is_said(held: Held) -> None:
    captured = held.captured
    assert [one.code for one in captured.gaps] == ["login-traffic"]
    said = {one.code for one in captured.alterations}
    assert {"secrets-masked", "password-fields-masked"} <= said
    kept = [one.uri for one in records(captured)]
    assert not any("/login" in uri or "/in?" in uri for uri in kept)
    member = [
        http_parts(one)
        for one in records(captured)
        if one.type == "response" and one.uri.endswith("/member")
    ]
    assert dict(member[0].headers)[b"Set-Cookie"] == b"sid2=" + b"*" * 12 + b"; Path=/"
    assert "会员专享价".encode() in member[0].body
    assert captured.attendance is not None
    assert captured.attendance.account == ACCOUNT
    assert captured.to_json()["access"] == "account"


def test_officers_are_told_what_cannot_be_done(held: Held) -> None:
    said = [(now.logging_in, [one.code for one in now.said]) for now in held.shown]
    assert said[5] == (False, ["no-account"])
    assert said[7] == (True, ["login"])
    assert said[11] == (False, ["scheme"])
    assert [now.takes for now in held.shown][-1] == 3
    assert held.shown[0].title == HOSTILE
    assert held.shown[4].title == HOSTILE  # back from the other window


def test_the_window_was_recorded_except_during_the_login(held: Held) -> None:
    folder = held.captured.folder
    index = json.loads((folder / "recording.json").read_bytes())
    assert [one["code"] for one in index["interruptions"]] == ["login"]
    assert index["breaks"] == 1
    film = (folder / "recording-01.avi").read_bytes()
    times = [datetime.fromisoformat(at) for _, _, at, _, _ in index["pictures"]]
    assert len(times) > 5
    assert times == sorted(times)
    gap = index["interruptions"][0]
    begun, ended = (datetime.fromisoformat(gap[end]) for end in ("from", "to"))
    assert not any(begun < at < ended for at in times)
    assert held.captured.started_at < times[0] < times[-1] < held.captured.ended_at
    assert all(
        abs((at - times[0]).total_seconds() * 10 - place) < 3
        for at, (_, place, _, _, _) in zip(times, index["pictures"], strict=True)
    )
    start = film.index(b"\xff\xd8")
    assert jpeg_size(film[start:]) == (1280, 650)
    with Image.open(io.BytesIO(film[start : start + index["pictures"][0][3]])) as picture:
        picture.load()
    urls = [one["url"] for one in index["addresses"]]
    assert any("/goods?id=7" in url for url in urls)
    assert not any("/login" in url for url in urls)


def test_the_second_view_tells_the_difference(held: Held) -> None:
    told = json.loads((held.captured.folder / "vantage.json").read_bytes())["views"]
    assert [one["capture"] for one in told] == ["C-0001-v1", "C-0001-v2", "C-0001-v3"]
    first = told[0]
    assert "Mobile" in first["user_agent"]
    assert "国家级 桌面价" in first["only_first"]
    assert "手机专享价" in first["only_second"]
    assert not any("都能看到的字" in line for line in first["only_first"] + first["only_second"])
    assert first["same"] == {"status": True, "url": True, "title": True, "text": False}
    assert told[1]["same"]["text"]
    assert told[2]["logged_in"] == {"first": True, "second": False}
    assert first["manifest"] == held.attended.views[0].digest
    assert (held.captured.folder / "v1-page-01.png").is_file()
    assert all(one.manner == "automatic" for one in held.attended.views)


def test_a_package_takes_it_with_its_officers_and_as_made_after_the_decision(held: Held) -> None:
    case = capture_of(held.captured.folder)
    assert (case.manner, case.after_decision) == ("attended", True)
    assert [one.name for one in case.officers] == ["张某", "李某"]
    known = held.captured.environment["known_answer"]
    assert known["capture"] == held.attended.known_answer.captured.number
    assert known["manifest"] == held.attended.known_answer.captured.digest


def test_a_closed_window_ends_it_and_what_was_taken_is_kept(
    known: KnownAnswer, tmp_path: Path
) -> None:
    async def close(page: Page) -> Command:
        await page.close()
        await asyncio.sleep(30)
        return Command("end")

    done = run(attend(tmp_path, known, lambda _: [just("take"), close], second=None))
    assert faults(done.captured.folder) == []
    assert "window-gone" in {one.code for one in done.captured.steps}
    assert "国家级" in done.captured.read_text("text")
    assert done.attended.views == ()


def test_whoever_steers_may_be_gone_and_nothing_be_taken(
    known: KnownAnswer, tmp_path: Path
) -> None:
    async def gone(_page: Page) -> Command:
        raise EOFError

    done = run(attend(tmp_path, known, lambda _: [gone]))
    assert faults(done.captured.folder) == []
    assert {"steering-lost"} <= {one.code for one in done.captured.steps}
    assert [one.code for one in done.captured.gaps] == ["page"]


async def never(_now: Shown) -> Command:
    raise AssertionError


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"attendance": Attendance(TWO[:1])}, "two-officers"),
        ({"attendance": Attendance((TWO[0], TWO[0]))}, "two-officers"),
        (
            {"attendance": Attendance((TWO[0], replace(TWO[0], name="李某")))},
            "two-officers",
        ),
        (
            {"attendance": Attendance((*TWO, Attendant("王某", "3", TWO[0].confirmed_at)))},
            "two-officers",
        ),
        ({"attendance": Attendance((TWO[0], Attendant("李某", "530100-002")))}, "not-confirmed"),
        ({"settings": SETTINGS}, "clock-not-measured"),
        ({"folder": Path("..")}, "number"),
    ],
)
def test_what_must_be_right_before_it_begins(
    tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    given: dict[str, Any] = {
        "folder": tmp_path / "C-1",
        "attendance": HERE,
        "settings": SETTINGS,
        "reach": Reach(allow=["127.0.0.1:9"]),
        "steer": never,
        "visible": False,
    }
    given |= change
    with pytest.raises(CaptureFault) as caught:
        run(capture_attended("http://127.0.0.1:9/", given.pop("folder"), **given))
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_failed_known_answer_and_a_missing_screen_stop_it(
    known: KnownAnswer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(known, items=(replace(known.items[0], got=""), *known.items[1:]))
    with pytest.raises(CaptureFault) as caught:
        run(attend(tmp_path, broken, lambda _: []))
    assert caught.value.code == "known-answer"
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(DisplayUnavailable, match="Xvfb"):
        run(attend(tmp_path, known, lambda _: [], visible=True))
    with pytest.raises(Refused):
        run(attend(tmp_path, known, lambda _: [], reach=Reach()))
    assert list(tmp_path.iterdir()) == []


def test_lines_are_compared_as_often_as_they_stand() -> None:
    assert differences("a\nb\n b  \nc", "c\n\nb\nd") == (["a", "b"], ["d"])
    assert differences("", "") == ([], [])
