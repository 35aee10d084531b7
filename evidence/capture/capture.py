"""Capturing a page 采集: one address in, one folder of evidence out."""

import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Error as PlaywrightError

from evidence.capture.closing import close
from evidence.capture.manifest import Captured, WayStep, fault
from evidence.capture.profile import DESKTOP, Profile
from evidence.capture.session import Session
from evidence.capture.settings import CaptureSettings
from evidence.capture.taking import take, take_early, take_first_view
from evidence.capture.world import NoAnswer
from evidence.errors import BrowserUnavailable, FetchFailed
from evidence.network.origin import origin_of
from evidence.network.reach import Reach
from evidence.package.names import is_own_name

__all__ = ["CaptureSettings", "Captured", "WayStep", "capture"]


async def capture(
    url: str,
    folder: Path,
    *,
    reach: Reach,
    settings: CaptureSettings | None = None,
    profile: Profile = DESKTOP,
    way: Sequence[WayStep] = (),
    referer: str | None = None,
) -> Captured:
    """Capture the page at `url` into `folder`, which is made and named like the capture.

    A browser of its own loads the page behind `reach`; every byte that went over
    the wire for it is in a WARC file in the folder, beside what the page showed.
    `way` tells how one got there, `referer` is sent where given. Until capture.json
    stands in the folder the capture is unfinished.

    What a page does (hang, crash, flood, never end) becomes marks on the capture.
    Raises Refused where the guard says no to `url`, BrowserUnavailable where no
    browser starts (then nothing was made), CaptureFault where the folder cannot
    take it ("folder", "number"), ArchiveError where the disk refuses (then the
    folder is left unfinished).
    """
    if not is_own_name(folder.name):
        raise fault("number", folder)
    origin, _ = origin_of(url)
    with contextlib.suppress(FetchFailed):  # the browser will say so, and that is captured
        await reach.resolve(origin.host, origin.port)
    session = Session(url, folder, reach, settings or CaptureSettings(), profile=profile, way=way)
    try:
        await session.begin()
        await _visit(session, referer)
        return await close(session)
    except BrowserUnavailable:
        session.store.withdraw()
        raise
    finally:
        await asyncio.shield(session.release())


async def _visit(session: Session, referer: str | None) -> None:
    """Load and take, within the time there is."""
    try:
        async with asyncio.timeout(session.limits.total_seconds):
            shown = await session.open(
                referer,
                once_shown=lambda: take_first_view(session),
                while_loading=lambda: take_early(session),
            )
            if shown:
                await take(session)
            else:
                if session.journal.flagged("unreachable"):
                    session.ask_again()
                session.journal.missing(
                    "page",
                    "页面没有打开或已崩溃，未取得整页截图、源码、文字和打印件",
                    "the page did not open or broke down: no picture of the whole page, "
                    "no markup, no text, no print",
                )
    except TimeoutError:
        session.journal.flag("time-limit", f"{session.limits.total_seconds:g} s")
    except (NoAnswer, PlaywrightError):
        # The page or its browser went away in the middle; what there is is kept.
        if not session.visit.watch.crashed:
            session.journal.flag("browser-lost")
