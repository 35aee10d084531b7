"""Screen recording 录屏: what the page's window showed while officers steered it.

The browser gives a picture whenever the window changes (Chrome DevTools Protocol,
Page.startScreencast), and one is asked for where it stays the same, so that a film
that stands still is told from one that broke off. The browser's own frame with its
address line is not in the pictures: addresses stand in recording.json and the subtitles.
"""

import asyncio
import base64
import binascii
import contextlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from evidence.archive.durable import write_failed
from evidence.capture.avi import PER_SECOND, AviFile, jpeg_size
from evidence.errors import ArchiveError

_QUALITY = 60
_ANSWER_SECONDS = 5.0
_SYNC_SECONDS = 2.0
_MOST_FILMS = 40
_STAYS_SECONDS = 2.0
_ODD_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class RecordingLimits:
    """`gap_seconds` between two pictures, `still_seconds` until one is asked for; bytes of one
    file and of all."""

    gap_seconds: float = 0.2
    still_seconds: float = 5.0
    file_bytes: int = 1 << 30
    total_bytes: int = 6 << 30


@dataclass(slots=True)
class Film:
    """One file of the recording; `started` and `ended` in seconds since 1970."""

    name: str
    width: int
    height: int
    started: float
    ended: float
    pictures: int = 0


@dataclass(slots=True)
class Interruption:
    """Where there are no pictures 中断, from `began` to `ended` (seconds since 1970), and why."""

    code: str
    zh: str
    en: str
    began: float
    ended: float | None = None


@dataclass(slots=True)
class Frame:
    """One picture: number of its film, its place there, when it was shown, its bytes.
    `asked` where we had to ask for it."""

    film: int
    place: int
    at: float
    size: int
    asked: bool = False


@dataclass(slots=True)
class Recorded:
    """What was recorded so far."""

    films: list[Film] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    interruptions: list[Interruption] = field(default_factory=list)
    odd: int = 0

    @property
    def seconds(self) -> float:
        """From the first picture to the end, all films together."""
        return sum(one.ended - one.started for one in self.films)


class Recording:
    """Records into `folder`; `error` is set where the disk refuses, and nothing more is kept.

    Pictures of another size are passed over unless it stays: they show the window as it
    is stretched for a picture of the whole page. While `taking`, none is asked for.
    """

    def __init__(self, folder: Path, limits: RecordingLimits | None = None) -> None:
        self.recorded = Recorded()
        self.error: ArchiveError | None = None
        self.taking = False
        self._folder = folder
        self._limits = limits or RecordingLimits()
        self._session: CDPSession | None = None
        self._size = (0, 0)
        self._film: AviFile | None = None
        self._total = 0
        self._other: tuple[tuple[int, int], float] | None = None
        self._paused = False
        self._full = False
        self._last = time.monotonic()
        self._synced = time.monotonic()
        self._queue: asyncio.Queue[tuple[CDPSession, dict[str, Any]] | None] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []

    async def follow(self, context: BrowserContext, page: Page) -> None:
        """Record the window of `page` from now on, and no other."""
        size = page.viewport_size or {"width": 1366, "height": 900}
        self._size = (int(size["width"]), int(size["height"]))
        await self._leave()
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                session = self._session = await context.new_cdp_session(page)
                session.on("Page.screencastFrame", lambda said: self._arrived(session, said))
                await session.send("Page.enable")
        except (PlaywrightError, TimeoutError):
            self._interrupted("window-gone", "窗口无应答", "the window did not answer")
            return
        if not self._paused:
            await self._start()
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._watch())]

    async def pause(self, code: str, zh: str, en: str) -> None:
        """No pictures from now on, for the reason given."""
        self._paused = True
        self._interrupted(code, zh, en)
        await self._send("Page.stopScreencast")

    async def resume(self) -> None:
        """Pictures again."""
        self._paused = False
        await self._start()

    async def stop(self) -> Recorded:
        """End the recording, and its files; ArchiveError where the disk refused any of it."""
        await self._leave()
        self._paused = True
        self._queue.put_nowait(None)
        if self._tasks:
            writing, watching = self._tasks
            watching.cancel()
            await asyncio.gather(writing, watching, return_exceptions=True)
            self._tasks = []
        await asyncio.to_thread(self._close_film, time.time())
        if self.error is not None:
            raise self.error
        for one in self.recorded.interruptions:
            one.ended = one.ended or time.time()
        return self.recorded

    def abandon(self) -> None:
        """Leave it, unfinished as it is."""
        for task in self._tasks:
            task.cancel()
        if self._film is not None:
            self._film.abandon()

    # What the browser shows.

    async def _start(self) -> None:
        width, height = self._size
        options = {"format": "jpeg", "quality": _QUALITY, "maxWidth": width, "maxHeight": height}
        self._last = time.monotonic()
        if await self._send("Page.startScreencast", **options) is None:
            self._interrupted("no-answer", "窗口无应答", "the window did not answer")

    async def _leave(self) -> None:
        if self._session is not None:
            await self._send("Page.stopScreencast")
            session, self._session = self._session, None
            with contextlib.suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_ANSWER_SECONDS):
                    await session.detach()

    async def _send(self, method: str, **params: Any) -> dict[str, Any] | None:
        if self._session is None:
            return None
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                said: dict[str, Any] = await self._session.send(method, params)
                return said
        except (PlaywrightError, TimeoutError):
            return None

    def _arrived(self, session: CDPSession, said: dict[str, Any]) -> None:
        if session is self._session and not self._paused:
            self._queue.put_nowait((session, said))

    async def _write(self) -> None:
        """Each picture in its turn; the browser sends the next once it is told of this one."""
        while (item := await self._queue.get()) is not None:
            session, said = item
            if self._paused or self.error is not None:
                continue
            shown = float(said.get("metadata", {}).get("timestamp") or 0)
            await asyncio.to_thread(self._add, said.get("data", ""), shown)
            await asyncio.sleep(self._limits.gap_seconds)
            with contextlib.suppress(PlaywrightError):
                await session.send("Page.screencastFrameAck", {"sessionId": said["sessionId"]})

    async def _watch(self) -> None:
        """Ask for a picture where none comes by itself."""
        while True:
            await asyncio.sleep(self._limits.still_seconds / 5)
            still = time.monotonic() - self._last >= self._limits.still_seconds
            if not still or self._paused or self.taking or self.error is not None:
                continue
            said = await self._send("Page.captureScreenshot", format="jpeg", quality=_QUALITY)
            if self._paused or self.taking:
                continue
            if said is None:
                self._interrupted("no-answer", "窗口无应答", "the window did not answer")
                self._last = time.monotonic()
                continue
            await asyncio.to_thread(self._add, said.get("data", ""), time.time(), True)

    # What is written.

    def _interrupted(self, code: str, zh: str, en: str) -> None:
        past = self.recorded.interruptions
        if not past or past[-1].ended is not None:
            past.append(Interruption(code, zh, en, time.time()))

    def _add(self, data: str, shown: float, asked: bool = False) -> None:
        now = time.time()
        at = shown if abs(now - shown) < _ODD_SECONDS else now
        try:
            jpeg = base64.b64decode(data)
            size = jpeg_size(jpeg)
        except (ValueError, binascii.Error):
            self.recorded.odd += 1
            return
        if self._full or not self._fits(size, at):
            self.recorded.odd += 1
            return
        try:
            self._keep(jpeg, size, at, asked)
        except OSError as error:
            self.error = write_failed(self._folder, error)

    def _fits(self, size: tuple[int, int], at: float) -> bool:
        """Whether a picture of this size goes into the film, or begins another one."""
        film = self._film
        if film is None or size == (film.width, film.height):
            self._other = None
            return True
        if self.taking or self._other is None or self._other[0] != size:
            self._other = (size, at)
            return False
        return at - self._other[1] > _STAYS_SECONDS and len(self.recorded.films) < _MOST_FILMS

    def _keep(self, jpeg: bytes, size: tuple[int, int], at: float, asked: bool) -> None:
        film, films = self._film, self.recorded.films
        if self.recorded.frames:  # two windows' times may cross by some milliseconds
            at = max(at, self.recorded.frames[-1].at)
        if film is not None and (
            size != (film.width, film.height) or film.size > self._limits.file_bytes
        ):
            self._close_film(at)
            film = None
        if film is None:
            name = f"recording-{len(films) + 1:02d}.avi"
            film = self._film = AviFile(self._folder / name, *size)
            films.append(Film(name, *size, started=at, ended=at))
        place = film.add(jpeg, round((at - films[-1].started) * PER_SECOND))
        films[-1].pictures, films[-1].ended = film.pictures, max(at, films[-1].ended)
        self.recorded.frames.append(Frame(len(films), place, at, len(jpeg), asked))
        self._total += len(jpeg)
        self._last = time.monotonic()
        past = self.recorded.interruptions
        if past and past[-1].ended is None:
            past[-1].ended = at
        if self._total > self._limits.total_bytes:
            self._full = True
            self._interrupted("too-large", "录屏超过大小上限", "the recording grew too large")
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            film.sync()
            self._synced = time.monotonic()

    def _close_film(self, at: float) -> None:
        film, self._film = self._film, None
        if film is None:
            return
        facts = self.recorded.films[-1]
        facts.ended = max(at, facts.ended)
        try:
            film.close(max(film.places, round((facts.ended - facts.started) * PER_SECOND)))
        except OSError as error:
            self.error = write_failed(film.path, error)


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
