"""At the helm: officers' commands carried out in the window they look at, one after another."""

import asyncio
import contextlib
import time
from dataclasses import replace

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from evidence.capture.attendance import Account
from evidence.capture.journal import Said
from evidence.capture.navigations import Navigations
from evidence.capture.recording import Recording
from evidence.capture.secrets import Secrets, in_address
from evidence.capture.session import Session
from evidence.capture.steering import Command, Shown, Steer
from evidence.capture.taking import take, take_shown
from evidence.capture.world import NoAnswer
from evidence.errors import Refused
from evidence.network.origin import origin_of
from evidence.network.quoted import quoted

_TITLE_SECONDS = 1.0
_BEFORE_SECONDS = 0.05
_MOST_WINDOWS = 30


class Helm:
    """Carries out commands in `session`, whose windows it was told of (`window_opened`).

    `actor` is the officer who steers.
    """

    def __init__(self, actor: str) -> None:
        self.actor = actor
        self._windows: list[Page] = []
        self._gone = asyncio.Event()
        self._lock = asyncio.Lock()
        self._said: list[Said] = []
        self._taken = 0
        self._begun = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, session: Session) -> None:
        """Take over the window that `session` opened, and begin to record it."""
        self.session = session
        self._begun = True
        self.recording = Recording(session.store.folder)
        self.navigations = Navigations(session.journal, self.actor)
        page = session.visit.page
        browser = session.context.browser
        if browser is not None:
            browser.on("disconnected", lambda _: self._gone.set())
        self._keep(page)
        await self.recording.follow(session.context, page)
        session.journal.step("recording-begun", "开始录屏", "began the screen recording")

    async def run(self, steer: Steer, seconds: float) -> None:
        """Ask and do, until the officers end it, nothing is left to steer, or time is up."""
        await self._follow(self.session.visit.page)
        end = time.monotonic() + seconds
        while (command := await self._next(steer, end)) is not None:
            if command.word == "end":
                self._step("end-asked", "执法人员结束取证", "the officers ended the capture")
                break
            async with self._lock:
                await self._do(command)
            if self.recording.error is not None:
                break
        for task in self._tasks:
            task.cancel()
        if self._secrets.logging_in:
            await self._logged_in()

    def notice(self, code: str, zh: str, en: str) -> None:
        """Tell the officers something before their next command."""
        self._said.append(Said(code, zh, en))

    def abandon(self) -> None:
        """Leave it where it is."""
        for task in self._tasks:
            task.cancel()
        if self._begun:
            self.recording.abandon()

    # Windows.

    def window_opened(self, page: Page) -> None:
        """A page opened a window: it is the one to look at from now on."""
        if len(self._windows) >= _MOST_WINDOWS:
            self._do_later(page.close())
            return
        self._keep(page)
        self._do_later(self._switch(page, opened=True))

    def _keep(self, page: Page) -> None:
        self._windows.append(page)
        page.on("close", self._window_closed)

    def _window_closed(self, page: Page) -> None:
        if page in self._windows:
            self._windows.remove(page)
        if not self._windows:
            self._gone.set()
        elif page is self.session.visit.page:
            self._do_later(self._switch(self._windows[-1], opened=False))

    def _do_later(self, work: object) -> None:
        async def unharmed() -> None:
            with contextlib.suppress(PlaywrightError, TimeoutError, NoAnswer):
                await work  # type: ignore[misc]

        task = asyncio.ensure_future(unharmed())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _switch(self, page: Page, *, opened: bool) -> None:
        async with self._lock:
            if page.is_closed():
                return
            await self.session.look_at(page)
            self.session.visit.watch.crashed = False
            await self.recording.follow(self.session.context, page)
            if opened:
                self._step("window", "打开了新窗口，转到该窗口", "went to a window just opened")
                await self._follow(page)
            else:
                self._step("window", "关闭窗口，回到前一窗口", "closed a window, back to another")
            self.navigations.shown(page.url)

    async def _follow(self, page: Page) -> None:
        with contextlib.suppress(PlaywrightError):
            await self.navigations.follow(self.session.context, page)

    # Commands.

    async def _next(self, steer: Steer, end: float) -> Command | None:
        asking = asyncio.ensure_future(steer(await self._shown()))
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait(
                {asking, gone},
                timeout=max(0.0, end - time.monotonic()),
                return_when=asyncio.FIRST_COMPLETED,
            )
            if self._gone.is_set():
                self._step("window-gone", "浏览器窗口已关闭", "the browser's windows were closed")
                return None
            if not asking.done():
                self.session.journal.flag("time-limit")
                return None
            return asking.result()
        except Exception as error:  # whatever became of those who steer, what was taken is kept
            self.session.journal.step(
                "steering-lost",
                "操作中断，结束取证",
                "nobody steers any more, the capture ends",
                type(error).__name__,
            )
            return None
        finally:
            for task in (asking, gone):
                task.cancel()
            await asyncio.gather(asking, gone, return_exceptions=True)

    async def _shown(self) -> Shown:
        page, title = self.session.visit.page, ""
        with contextlib.suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_TITLE_SECONDS):
                title = await page.title()
        said, self._said = tuple(self._said), []
        return Shown(
            in_address(page.url),
            title,
            self._taken,
            self._secrets.logging_in,
            self.recording.recorded.seconds,
            said,
        )

    async def _do(self, command: Command) -> None:
        match command.word:
            case "take":
                await self._take()
            case "open":
                await self._open(command.text.strip())
            case "note":
                words = command.text[:400]
                self._step("note", f"执法人员记录：{words}", f"the officers noted: {words}")
            case "login":
                await self._login(command.account)
            case "logged-in":
                await self._logged_in()

    async def _take(self) -> None:
        session, page = self.session, self.session.visit.page
        if self._secrets.logging_in:
            self.notice("login", "登录期间不采集；请先确认登录完成", "not while logging in")
            return
        if not page.url.startswith("http"):
            self.notice("no-page", "当前窗口没有网页", "the window shows no page")
            return
        if session.visit.watch.crashed:
            self.notice(
                "crashed",
                "页面进程已崩溃，请重新打开网址",
                "the page's process crashed: open an address again",
            )
            return
        self._taken += 1
        number = self._taken
        session.prefix = "" if number == 1 else f"t{number:02d}-"
        url = quoted(in_address(page.url), 2000)
        self._step("take", f"采集当前页 {url}", f"took the page shown, {url}")
        self.recording.taking = True
        try:
            await take_shown(session)
            if await session.visit.usable():
                await take(session)
        except (NoAnswer, PlaywrightError):
            session.journal.missing(
                "page",
                f"第 {number} 次采集未能完成，页面无应答",
                f"taking page {number} was not completed: the page did not answer",
            )
            self.notice("not-taken", "页面无应答，采集不完整", "the page did not answer")
        finally:
            self.recording.taking = False

    async def _open(self, url: str) -> None:
        session, page = self.session, self.session.visit.page
        try:
            origin_of(url)
            if session.visit.watch.crashed:
                page = await session.context.new_page()  # a crashed window never shows anything
            seconds = session.limits.load_seconds
            await page.goto(url, wait_until="commit", timeout=seconds * 1000)
        except Refused as refused:
            self.notice(refused.code, refused.zh, refused.en)
        except PlaywrightError as error:
            said = quoted(str(error).partition("\n")[0], 200)
            self.notice("unreachable", f"没有打开：{said}", f"it did not open: {said}")

    # Logging in.

    @property
    def _secrets(self) -> Secrets:
        assert self.session.secrets is not None
        return self.session.secrets

    async def _login(self, account: Account | None) -> None:
        session = self.session
        assert session.attendance is not None
        account = account or session.attendance.account
        if account is None:
            self.notice(
                "no-account", "请先说明所用账号及其来源", "say first which account, and whose it is"
            )
            return
        if self._secrets.logging_in:
            return
        session.attendance = replace(session.attendance, account=account)
        name, source = quoted_name(account.name), quoted_name(account.source)
        self._step(
            "login-begun",
            f"开始登录账号 {name}（来源：{source}）；登录期间不记录流量、录屏和网址",
            f"began to log in as {name} (from {source}); nothing is recorded meanwhile",
        )
        self._secrets.login_begins(self._now() - _BEFORE_SECONDS)
        session.visit.watch.noting = self.navigations.noting = False
        # What stands open may carry what is typed next.
        session.relay.cut_all()
        await self.recording.pause("login", "登录期间不录屏", "not recorded during the login")

    async def _logged_in(self) -> None:
        session = self.session
        if not self._secrets.logging_in:
            return
        self._secrets.login_ends(self._now())
        session.visit.watch.noting = self.navigations.noting = True
        await self.recording.resume()
        self._step("login-ended", "登录完成，恢复记录", "the login is over, recording goes on", "")
        # What a login left in the address may be as good as a password.
        self.navigations.shown(session.visit.page.url.partition("?")[0].partition("#")[0])

    def _now(self) -> float:
        """Seconds since 1970 by the clock that only runs forward, as the browser's log has it."""
        return self.session.journal.begun_at.timestamp() + self.session.journal.seconds

    def _step(self, code: str, zh: str, en: str, result: str = "") -> None:
        self.session.journal.step(code, zh, en, result, actor=self.actor, by_hand=True)


def quoted_name(name: str) -> str:
    """A name that an officer typed, on one line."""
    return " ".join(name.split())[:120]
