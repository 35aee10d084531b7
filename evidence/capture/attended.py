"""Attended capture 双人在场取证: two officers, a browser they see and steer, and a film of it.

What must be right before it begins is looked at first: two different officers who each
confirmed with a personal code, a screen, a measured clock, and a page whose capture is
known beforehand. Then the officers steer; each page they take is kept like any other
captured page. In the end the same pages are looked at once more as somebody else.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from evidence.capture import environment
from evidence.capture.attendance import (
    Attendance,
    check_attendance,
    check_clock,
    check_officers,
    write_confirmations,
)
from evidence.capture.clock import read_clock
from evidence.capture.closing import close
from evidence.capture.display import require_display
from evidence.capture.helm import Helm
from evidence.capture.journal import beijing
from evidence.capture.known_answer import KnownAnswer, ask_known_answer
from evidence.capture.limits import CaptureLimits
from evidence.capture.manifest import Captured, WayStep, fault
from evidence.capture.profile import PHONE, WINDOW, Profile
from evidence.capture.recording_files import keep_recording
from evidence.capture.session import Session
from evidence.capture.settings import CaptureSettings
from evidence.capture.steering import Steer
from evidence.capture.vantage import take_second_views
from evidence.errors import BrowserUnavailable, FetchFailed
from evidence.network.origin import origin_of
from evidence.network.reach import Reach
from evidence.package.names import is_own_name

LONGEST_SECONDS = 3 * 3600.0
KNOWN_FOR = timedelta(minutes=30)
"""So long a page with a known answer speaks for the captures after it."""


@dataclass(frozen=True, slots=True)
class Attended:
    """What came of it: the capture itself, the known page before it, and the second views.

    Each is a capture in a folder of its own, beside the first.
    """

    captured: Captured
    known_answer: KnownAnswer
    views: tuple[Captured, ...]


async def capture_attended(
    url: str,
    folder: Path,
    *,
    reach: Reach,
    settings: CaptureSettings,
    attendance: Attendance,
    steer: Steer,
    known_answer: KnownAnswer | None = None,
    second: Profile | None = PHONE,
    way: Sequence[WayStep] = (),
    visible: bool = True,
    longest_seconds: float = LONGEST_SECONDS,
) -> Attended:
    """Open `url` in a browser that the officers of `attendance` see, and let them `steer`.

    The first officer is the one who steers. `known_answer` is one asked by this program
    just before; without it, or where it is older than KNOWN_FOR, it is asked now.
    `second` is as whom the pages are looked at once more. With `visible` false there is
    nothing to be seen and the capture bears a mark: that is for tests.

    Raises CaptureFault ("two-officers", "not-confirmed", "clock-not-measured",
    "known-answer", "folder", "number"), DisplayUnavailable, and otherwise as `capture`.
    """
    check_officers(attendance.officers)
    for name in (folder.name, f"{folder.name}-known"):
        if not is_own_name(name):
            raise fault("number", folder)
    origin, _ = origin_of(url)
    if visible:
        require_display()
    clock = await read_clock(settings.time_servers)
    check_clock(clock)
    try:
        await reach.resolve(origin.host, origin.port)
    except FetchFailed:
        pass  # the browser will say so, before the officers' eyes
    known = known_answer if _is_fresh(known_answer) else None
    if known is None:
        known = await ask_known_answer(folder.with_name(f"{folder.name}-known"), settings)
    check_attendance(attendance, clock, known)
    helm = Helm(attendance.officers[0].name)
    session = Session(
        url,
        folder,
        reach,
        replace(settings, limits=_longer(settings.limits)),
        profile=WINDOW,
        way=way,
        attendance=attendance,
        headed=visible,
        take_window=helm.window_opened,
        clock=clock,
    )
    try:
        return await _attend(
            session, helm, known, steer, second=second, longest_seconds=longest_seconds
        )
    except BrowserUnavailable:
        session.store.withdraw()
        raise
    finally:
        helm.abandon()
        await asyncio.shield(session.release())


async def _attend(
    session: Session,
    helm: Helm,
    known: KnownAnswer,
    steer: Steer,
    *,
    second: Profile | None,
    longest_seconds: float,
) -> Attended:
    attendance, views = session.attendance, list[Captured]()
    assert attendance is not None
    await session.begin()
    _write_who(session, attendance, known)
    await helm.begin(session)
    for code, zh, en in _unclean(session.url):
        helm.notice(code, zh, en)
    await session.open(None, once_shown=_nothing, while_loading=_nothing)
    helm.navigations.shown(session.visit.page.url)
    await helm.run(steer, longest_seconds)
    recorded = await helm.recording.stop()

    async def meanwhile() -> None:
        await asyncio.to_thread(
            keep_recording,
            session.store,
            session.journal,
            recorded,
            helm.navigations.addresses,
        )
        _tell_secrets(session)
        if recorded.interruptions:
            session.journal.flag("recording-interrupted", str(len(recorded.interruptions)))
        if second is not None:
            views.extend(await take_second_views(session, second))
        if not session.takes:
            session.journal.missing(
                "page", "执法人员没有采集任何页面", "the officers took no page at all"
            )

    captured = await close(session, meanwhile)
    return Attended(captured, known, tuple(views))


def _write_who(session: Session, attendance: Attendance, known: KnownAnswer) -> None:
    """Who is there, and what was known beforehand, at the head of the steps."""
    write_confirmations(session.journal, attendance)
    session.journal.step(
        "known-answer",
        f"采集已知答案页 {known.captured.number}，{len(known.items)} 项全部相符",
        f"captured the page with the known answer, {known.captured.number}: "
        f"{len(known.items)} items as expected",
        beijing(known.captured.ended_at),
    )
    session.more_environment["known_answer"] = {
        "capture": known.captured.number,
        "manifest": known.captured.digest,
        "ended_at": known.captured.ended_at.isoformat(),
        "ok": known.ok,
        "items": [
            {"code": one.code, "zh": one.zh, "en": one.en, "ok": one.ok} for one in known.items
        ],
    }
    session.more_environment["visible"] = session.headed
    if not session.headed:
        session.journal.flag("invisible")


def _tell_secrets(session: Session) -> None:
    secrets, journal = session.secrets, session.journal
    assert secrets is not None
    if secrets.undeclared:
        journal.flag("login-undeclared")
    if secrets.withheld:
        journal.missing(
            "login-traffic",
            f"登录期间的 {secrets.withheld} 次网络往来未存入网络记录，以免记下口令",
            f"{secrets.withheld} exchanges of the login were kept out of the network records, "
            "since they bear the password",
        )
    if secrets.masked:
        journal.altered(
            "secrets-masked",
            f"网络记录中 {secrets.masked} 条报文的口令、Cookie 等凭据值以等长星号遮蔽；"
            "网址和正文中另行出现的凭据无法一一识别",
            f"in {secrets.masked} messages of the network records the values of passwords and "
            "cookies were overwritten at their length; what a page repeats of them in other "
            "places is not known",
        )


def _unclean(url: str) -> list[tuple[str, str, str]]:
    """What of this machine officers should know of before they begin."""
    found = []
    host = urlsplit(url).hostname or ""
    if environment.hosts_file([host])["of_this_page"]:
        found.append(
            ("hosts", f"hosts 文件指定了 {host}", f"the hosts file decides the name {host}")
        )
    if names := environment.proxies():
        said = ", ".join(names)
        found.append(
            ("proxy", f"环境变量中有代理设置（不使用）：{said}", f"proxy settings, unused: {said}")
        )
    return found


def _longer(limits: CaptureLimits) -> CaptureLimits:
    """What a page may take, for as many pages as two officers look at."""
    return replace(
        limits, traffic=max(limits.traffic, 2 << 30), exchanges=max(limits.exchanges, 20_000)
    )


def _is_fresh(known: KnownAnswer | None) -> bool:
    return known is not None and datetime.now(UTC) - known.captured.ended_at < KNOWN_FOR


async def _nothing() -> None:
    """Officers say when a picture is taken."""
