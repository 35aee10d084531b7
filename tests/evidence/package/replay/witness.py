"""A second observer of a captured page: what the browser itself says it was answered.

It hears Playwright's and DevTools' events, which the capture does not make its records
from (those come from the browser's network log), and fetches each body from the browser.
"""

import asyncio
import codecs
import contextlib
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, CDPSession, Page, Response
from playwright.async_api import Error as PlaywrightError

from evidence.archive.message import http_parts
from evidence.archive.reader import iter_records
from evidence.capture.browser import BrowserEnd, CaptureBrowser
from evidence.capture.capture import Captured
from evidence.capture.session import Session

Answer = tuple[str, str, int]
"""Method, address without fragment, status."""


def _plain(url: str) -> str:
    return url.partition("#")[0]


@dataclass
class Witness:
    """All that the browser said about one capture.

    `answers` are responses by Playwright's events, `devtools` by DevTools' own (redirects
    too), both with how often; `bodies` the SHA-256 of each body as the page got it.
    """

    answers: Counter[Answer] = field(default_factory=Counter)
    devtools: Counter[tuple[str, int]] = field(default_factory=Counter)
    bodies: dict[Answer, set[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Listen to all pages of a context."""
        context.on("response", self._answered)
        context.on("page", lambda page: self._tasks.append(asyncio.ensure_future(self._tap(page))))

    async def _tap(self, page: Page) -> None:
        with contextlib.suppress(PlaywrightError):
            session: CDPSession = await page.context.new_cdp_session(page)
            session.on("Network.responseReceived", lambda said: self._told(said["response"]))
            session.on(
                "Network.requestWillBeSent",
                lambda said: self._told(said.get("redirectResponse")),
            )
            await session.send("Network.enable")

    def _told(self, response: dict[str, object] | None) -> None:
        if response is None or response.get("fromDiskCache") or response.get("fromPrefetchCache"):
            return
        url, status = _plain(str(response["url"])), response["status"]
        if url.startswith("http") and isinstance(status, int):
            self.devtools[url, status] += 1

    def _answered(self, response: Response) -> None:
        url = _plain(response.url)
        if not url.startswith("http"):
            return
        key = response.request.method, url, response.status
        self.answers[key] += 1
        if not 300 <= response.status < 400:
            self._tasks.append(asyncio.ensure_future(self._read(key, response)))

    async def _read(self, key: Answer, response: Response) -> None:
        try:
            body = await response.body()
        except PlaywrightError as error:
            self.unread.append(f"{key}: {str(error)[:100]}")
            return
        self.bodies.setdefault(key, set()).add(hashlib.sha256(body).hexdigest())

    async def finish(self) -> None:
        """Wait for the bodies; call it while the browser still runs."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=20)


@contextlib.contextmanager
def witnessed() -> Iterator[list[Witness]]:
    """Captures made inside have a witness each, in their order."""
    made: list[Witness] = []
    new_context, close_browser = Session._new_context, Session.close_browser

    async def watched(session: Session, browser: CaptureBrowser) -> BrowserContext:
        context = await new_context(session, browser)
        witness = Witness()
        witness.watch(context)
        made.append(witness)
        session.witness = witness  # type: ignore[attr-defined]
        return context

    async def closed(session: Session) -> BrowserEnd:
        await session.witness.finish()  # type: ignore[attr-defined]
        return await close_browser(session)

    Session._new_context, Session.close_browser = watched, closed  # type: ignore[method-assign]
    try:
        yield made
    finally:
        Session._new_context = new_context  # type: ignore[method-assign]
        Session.close_browser = close_browser  # type: ignore[method-assign]


@dataclass
class Compared:
    """The witness beside the records: how many answers, what the records lack or say otherwise.

    `seen` and `devtools` count answers by Playwright's and by DevTools' events,
    `bodies` those that could be compared byte for byte.
    """

    seen: int
    devtools: int
    recorded: int
    bodies: int
    missing: list[str]
    different: list[str]
    unread: list[str]


def _as_told(body: bytes) -> set[str]:
    """The body's digest, and that of its text: DevTools gives pages as text, not as bytes."""
    forms = {body, body.removeprefix(codecs.BOM_UTF8)}
    with contextlib.suppress(UnicodeDecodeError):
        forms.add(body.decode("gb18030").encode())
    return {hashlib.sha256(form).hexdigest() for form in forms}


def compare(witness: Witness, captured: Captured) -> Compared:
    """Whether the WARC of the page's traffic holds all that the witness heard of."""
    recorded: Counter[Answer] = Counter()
    bodies: dict[Answer, set[str]] = {}
    requests: dict[str, str] = {}
    responses = []
    for one in captured.of_role("warc"):
        for record in iter_records(captured.folder / one.name):
            if record.type == "request":
                method = record.block.partition(b" ")[0].decode("latin-1")
                requests[record.header("WARC-Concurrent-To") or ""] = method
            elif record.type == "response":
                responses.append(record)
    for record in responses:
        parts = http_parts(record)
        key = requests.get(record.record_id, "GET"), _plain(record.uri), parts.status
        recorded[key] += 1
        bodies.setdefault(key, set()).update(_as_told(parts.body))
    missing = [f"{key} {count}×" for key, count in (witness.answers - recorded).items()]
    by_address: Counter[tuple[str, int]] = Counter()
    for (_, url, status), count in recorded.items():
        by_address[url, status] += count
    missing += [
        f"DevTools: {key} {count}×" for key, count in (witness.devtools - by_address).items()
    ]
    different = [
        str(key) for key, found in witness.bodies.items() if not found <= bodies.get(key, set())
    ]
    return Compared(
        sum(witness.answers.values()),
        sum(witness.devtools.values()),
        sum(recorded.values()),
        sum(len(one) for one in witness.bodies.values()),
        missing,
        different,
        witness.unread,
    )
