"""Which addresses the windows came to, and whose doing it was: the officers' or the page's.

Chrome DevTools Protocol, domain Page. A navigation that the page asked for is announced
with its reason (frameRequestedNavigation, ClientNavigationReason); one that was not
came from the browser's own address line, its buttons, or a link opened in a window.
"""

from datetime import UTC, datetime
from typing import Any

from playwright.async_api import BrowserContext, Page

from evidence.capture.journal import Journal
from evidence.capture.secrets import in_address
from evidence.network.quoted import quoted

PAGE = "页面"
"""The actor of what a page does by itself."""

_BY_HAND = {
    "anchorClick": ("点击链接", "followed a link"),
    "formSubmissionGet": ("提交表单", "submitted a form"),
    "formSubmissionPost": ("提交表单", "submitted a form"),
    "": ("在浏览器中打开", "opened in the browser"),
}
_MOST = 2_000


class Navigations:
    """Writes them into `journal` as the doing of `actor`, except while `noting` is false.

    `addresses` are those that were shown, each from its time on.
    """

    def __init__(self, journal: Journal, actor: str) -> None:
        self.noting = True
        self.addresses: list[tuple[datetime, str]] = []
        self.count = 0
        self._journal = journal
        self._actor = actor
        self._reasons: dict[str, str] = {}
        self._main_frames: set[str] = set()

    async def follow(self, context: BrowserContext, page: Page) -> None:
        """Listen to a window too. PlaywrightError passes."""
        session = await context.new_cdp_session(page)
        session.on("Page.frameRequestedNavigation", self._requested)
        session.on("Page.frameNavigated", self._navigated)
        session.on("Page.navigatedWithinDocument", self._moved)
        await session.send("Page.enable")
        tree = await session.send("Page.getFrameTree")
        self._main_frames.add(tree["frameTree"]["frame"]["id"])

    def shown(self, url: str) -> None:
        """An address is shown from now on."""
        if self.noting and len(self.addresses) < _MOST:
            self.addresses.append((datetime.now(UTC), in_address(url)))

    def _requested(self, said: dict[str, Any]) -> None:
        self._reasons[said.get("frameId", "")] = said.get("reason", "")

    def _navigated(self, said: dict[str, Any]) -> None:
        frame = said["frame"]
        reason = self._reasons.pop(frame["id"], "")
        url = str(frame.get("url", ""))
        if "parentId" in frame or url in ("", "about:blank"):
            return
        self.shown(url)
        by_hand = _BY_HAND.get(reason)
        if by_hand is None:
            self._step(url, "页面转到", "the page went on to", by_hand=False)
        else:
            self._step(url, *by_hand, by_hand=True)

    def _moved(self, said: dict[str, Any]) -> None:
        if said.get("frameId") not in self._main_frames:
            return
        url = str(said.get("url", ""))
        self.shown(url)
        self._step(url, "页面内转到", "went on within the page to", by_hand=False)

    def _step(self, url: str, zh: str, en: str, *, by_hand: bool) -> None:
        self.count += 1
        if not self.noting or self.count > _MOST:
            return
        words = quoted(in_address(url), 2000)
        actor = self._actor if by_hand else PAGE
        self._journal.step(
            "navigate", f"{zh} {words}", f"{en} {words}", actor=actor, by_hand=by_hand
        )
