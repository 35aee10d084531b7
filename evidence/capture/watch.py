"""What a page does while it is captured: requests, dialogs, windows, files, its console.

Nothing is granted and nothing answered: dialogs are dismissed, windows closed, files
set aside; all of it is counted and told.
"""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Download,
    Frame,
    Page,
    Request,
    WebError,
)
from playwright.async_api import Error as PlaywrightError

from evidence.capture.journal import Journal
from evidence.capture.limits import CaptureLimits

_LONGEST_TEXT = 2_000
_WINDOW_SECONDS = 1.0
_MOST_REMEMBERED = 20_000
# An event stream or a long poll never ends: it must not keep the page from being quiet.
_ENDLESS = frozenset({"eventsource", "websocket", "ping", "media"})


@dataclass(slots=True)
class Failed:
    """A request of the page that came to nothing, with the browser's word for it."""

    url: str
    method: str
    kind: str
    why: str


@dataclass(eq=False)
class Watch:
    """Listens to one page and to the windows it opens. `attach` it before the page is loaded.

    `kinds` say what a request was for, by method and address; `answered` are those that
    came to their end, `failed` those that did not. Of windows only the addresses are noted.

    Where `take_window` is given, the windows that the page opens are left open and handed
    to it, and what they do is listened to as well. While `noting` is false nothing is
    written down: officers are logging in.
    """

    page: Page
    context: BrowserContext
    journal: Journal
    limits: CaptureLimits
    take_window: Callable[[Page], None] | None = None
    noting: bool = True
    kinds: dict[tuple[str, str], str] = field(default_factory=dict)
    answered: set[tuple[str, str]] = field(default_factory=set)
    failed: list[Failed] = field(default_factory=list)
    broken_off: str = ""
    console: list[dict[str, Any]] = field(default_factory=list)
    console_dropped: int = 0
    dialogs: list[dict[str, str]] = field(default_factory=list)
    popups: list[str] = field(default_factory=list)
    downloads: list[Download] = field(default_factory=list)
    downloads_dropped: int = 0
    navigations: int = 0
    crashed: bool = False
    last_change: float = field(default_factory=time.monotonic)
    _under_way: set[Request] = field(default_factory=set)
    _private: set[Request] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def attach(self) -> None:
        """Begin to listen."""
        context = self.context
        asking: Any = self.page if self.take_window is None else context
        asking.on("request", self._request_began)
        asking.on("requestfinished", self._request_ended)
        asking.on("requestfailed", self._request_failed)
        context.on("dialog", self._dialog_opened)
        context.on("page", self._window_opened)
        context.on("console", self._console_said)
        context.on("weberror", self._script_failed)
        self._listen(self.page)

    def _listen(self, page: Page) -> None:
        page.on("crash", self._crashed)
        page.on("download", self._download_began)
        page.on("framenavigated", self._navigated)

    def calm_for(self) -> float:
        """For how many seconds nothing has been under way, begun or ended; 0 where something is."""
        # What became a file never ends as a request of the page.
        files = {one.url for one in self.downloads}
        if any(one.url not in files for one in self._under_way):
            return 0.0
        return time.monotonic() - self.last_change

    async def settle(self, seconds: float) -> None:
        """Wait for what is still being done about dialogs, windows and files."""
        if self.journal.flagged("download") and not self.downloads:
            await asyncio.sleep(min(0.5, seconds))  # the browser tells of it a moment later
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    # Requests.

    def _request_began(self, request: Request) -> None:
        kind = request.resource_type
        if not self.noting:
            self._private.add(request)
        elif len(self.kinds) < _MOST_REMEMBERED:
            self.kinds.setdefault((request.method, _plain(request.url)), kind)
        if kind not in _ENDLESS and request.url.startswith("http"):
            self._under_way.add(request)
            self.last_change = time.monotonic()

    def _request_ended(self, request: Request) -> None:
        self._no_longer(request)
        url = _plain(request.url)
        if request in self._private:
            self._private.discard(request)
        elif url.startswith("http") and len(self.answered) < _MOST_REMEMBERED:
            self.answered.add((request.method, url))

    def _no_longer(self, request: Request) -> None:
        self._under_way.discard(request)
        self.last_change = time.monotonic()

    def _is_document(self, request: Request) -> bool:
        if not request.is_navigation_request():
            return False
        try:
            return request.frame == self.page.main_frame
        except PlaywrightError:  # of a window that is not there yet
            return False

    def _request_failed(self, request: Request) -> None:
        self._no_longer(request)
        if self._is_document(request):
            self.broken_off = request.failure or "failed"
        if request in self._private:
            self._private.discard(request)
        elif len(self.failed) < self.limits.console:
            why = request.failure or ""
            self.failed.append(
                Failed(_plain(request.url), request.method, request.resource_type, why[:200])
            )

    # The page itself.

    def _navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self.navigations += 1
            self.last_change = time.monotonic()

    def _crashed(self, page: Page) -> None:
        self.crashed = self.crashed or page is self.page
        self.journal.flag("crashed")

    def _console_said(self, message: ConsoleMessage) -> None:
        place = message.location
        self._note(message.type, message.text, f"{place.get('url', '')}:{place.get('lineNumber')}")

    def _script_failed(self, error: WebError) -> None:
        self._note("exception", str(error.error), "")

    def _note(self, kind: str, text: str, place: str) -> None:
        if not self.noting:
            return
        if len(self.console) >= self.limits.console:
            self.console_dropped += 1
            return
        self.console.append(
            {
                "at": datetime.now(UTC).isoformat(),
                "kind": kind,
                "text": text[:_LONGEST_TEXT],
                "place": place[:_LONGEST_TEXT],
            }
        )

    # What asks for attention.

    def _dialog_opened(self, dialog: Dialog) -> None:
        if len(self.dialogs) < self.limits.console:
            text = dialog.message[:_LONGEST_TEXT] if self.noting else ""
            self.dialogs.append({"kind": dialog.type, "text": text})
        self.last_change = time.monotonic()
        self._do(_dismissed(dialog))

    def _window_opened(self, window: Page) -> None:
        if self.take_window is not None:
            self._listen(window)
            self.take_window(window)
        elif window is not self.page:
            window.on("download", self._download_began)
            self._do(self._close_window(window, look=len(self.popups) < self.limits.popups))

    async def _close_window(self, window: Page, *, look: bool) -> None:
        with contextlib.suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_WINDOW_SECONDS):
                if look and window.url in ("", "about:blank"):
                    await window.wait_for_url(lambda url: url != "about:blank")
        self.popups.append(window.url[:_LONGEST_TEXT])
        with contextlib.suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_WINDOW_SECONDS * 3):
                await window.close()

    def _download_began(self, download: Download) -> None:
        if len(self.downloads) < self.limits.downloads:
            self.downloads.append(download)
        else:
            self.downloads_dropped += 1
            self._do(download.cancel())

    def _do(self, work: Any) -> None:
        task = asyncio.ensure_future(_unharmed(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _unharmed(work: Any) -> None:
    with contextlib.suppress(PlaywrightError):
        await work


async def _dismissed(dialog: Dialog) -> None:
    # "Leave the page?" is answered with yes, so that a page cannot hold itself open.
    await (dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())


def _plain(url: str) -> str:
    """Without the fragment, which is not sent."""
    return re.sub(r"#.*", "", url[:8192], flags=re.DOTALL)
