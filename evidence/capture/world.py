"""Asking a page things over DevTools, in a world of scripts that the page cannot touch.

What a page's own scripts have made of `document` or `String` has no effect there
(Chrome DevTools Protocol, Page.createIsolatedWorld). Every question has its time
limit: a page may be too busy to answer, or never answer.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Frame, Page
from playwright.async_api import Error as PlaywrightError

_WORLD = "wangjian"


class NoAnswer(Exception):
    """The page did not answer, or is gone. `word` says which: "time", "gone"."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class FrameRef:
    """A frame of the page: its address and how DevTools reaches it."""

    url: str
    frame_id: str
    session: CDPSession
    main: bool = False


class World:
    """One page's DevTools session."""

    def __init__(self, context: BrowserContext, page: Page, session: CDPSession) -> None:
        self._context = context
        self._page = page
        self._session = session
        self._known: int | None = None  # the world made last in the main frame

    async def send(self, method: str, seconds: float, **params: Any) -> dict[str, Any]:
        """One command of DevTools. Raises NoAnswer."""
        return await _send(self._session, method, seconds, params)

    async def ask(self, script: str, argument: Any, seconds: float) -> Any:
        """What `script` gives for `argument` in the page's main frame. Raises NoAnswer."""
        if self._known is not None:
            try:
                return await _evaluate(self._session, self._known, script, argument, seconds)
            except NoAnswer as no:
                # A page that went on to another address has lost its world.
                self._known = None
                if no.word == "time":
                    raise
        tree = await self.send("Page.getFrameTree", seconds)
        frame_id = tree["frameTree"]["frame"]["id"]
        self._known = await _new_world(self._session, frame_id, seconds)
        return await _evaluate(self._session, self._known, script, argument, seconds)

    async def ask_frame(self, frame: FrameRef, script: str, argument: Any, seconds: float) -> Any:
        """The same in `frame`. Raises NoAnswer."""
        world = await _new_world(frame.session, frame.frame_id, seconds)
        return await _evaluate(frame.session, world, script, argument, seconds)

    async def state(self, seconds: float) -> str:
        """How far the document is: "loading", "interactive", "complete", or "" between two.

        Raises NoAnswer("time") where its scripts let nobody in within `seconds`.
        """
        try:
            return str(await self.ask("() => document.readyState", None, seconds))
        except NoAnswer as no:
            if no.word == "time":
                raise
            return ""

    async def frames(self, most: int, seconds: float) -> list[FrameRef]:
        """The page's frames, the main one first, those in other processes too."""
        tree = await self.send("Page.getFrameTree", seconds)
        found = _flattened(tree["frameTree"], self._session)
        for frame in self._page.frames:
            if len(found) > most:
                break
            session = await self._session_of(frame)
            if session is not None:
                try:
                    other = await _send(session, "Page.getFrameTree", seconds, {})
                except NoAnswer:
                    continue
                found += _flattened(other["frameTree"], session)
        first, *rest = found
        return [FrameRef(first.url, first.frame_id, first.session, main=True), *rest]

    async def _session_of(self, frame: Frame) -> CDPSession | None:
        """DevTools of a frame that has a process of its own, None for all others."""
        if frame.parent_frame is None:
            return None
        try:
            async with asyncio.timeout(3):
                return await self._context.new_cdp_session(frame)
        except (PlaywrightError, TimeoutError):
            return None


def _flattened(tree: dict[str, Any], session: CDPSession) -> list[FrameRef]:
    found = [FrameRef(tree["frame"]["url"], tree["frame"]["id"], session)]
    for child in tree.get("childFrames", ()):
        found += _flattened(child, session)
    return found


async def _new_world(session: CDPSession, frame_id: str, seconds: float) -> int:
    params = {"frameId": frame_id, "worldName": _WORLD}
    made = await _send(session, "Page.createIsolatedWorld", seconds, params)
    return int(made["executionContextId"])


async def _evaluate(
    session: CDPSession, world: int, script: str, argument: Any, seconds: float
) -> Any:
    params = {
        "expression": f"({script})({json.dumps(argument)})",
        "contextId": world,
        "returnByValue": True,
        "awaitPromise": True,
    }
    said = await _send(session, "Runtime.evaluate", seconds, params)
    if "exceptionDetails" in said:
        raise NoAnswer("gone")
    return said["result"].get("value")


async def _send(
    session: CDPSession, method: str, seconds: float, params: dict[str, Any]
) -> dict[str, Any]:
    try:
        async with asyncio.timeout(seconds):
            answer: dict[str, Any] = await session.send(method, params)
            return answer
    except TimeoutError:
        raise NoAnswer("time") from None
    except PlaywrightError:
        raise NoAnswer("gone") from None
