"""A loopback site whose pages do what hostile pages do, and captures of them."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evidence.archive.reader import StrictRecord, iter_records
from evidence.capture.capture import Captured, CaptureSettings, capture
from evidence.capture.capture_kind import CaptureKind
from evidence.capture.limits import CaptureLimits
from evidence.network.reach import Reach
from evidence.verify import KINDS, verify_paths
from tests.evidence.network.servers import Server, Visit, serve

Page = bytes | str | Callable[[Visit], Awaitable[None]]

INFO = {"operator": "某某市市场监督管理局", "robots": "obey", "config-digest": "sha256:" + "0" * 64}
QUICK = CaptureLimits(
    load_seconds=8.0, hang_seconds=2.0, artefact_seconds=15.0, total_seconds=40.0, quiet_seconds=0.3
)


def html(text: str | bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole response with a page."""
    body = text.encode() if isinstance(text, str) else text
    more = "".join(f"{line}\r\n" for line in headers)
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole response with anything."""
    more = "".join(f"{line}\r\n" for line in headers)
    return f"HTTP/1.1 {status}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass
class Site:
    """A running site. `sent` is what each path was answered, byte for byte, in order."""

    server: Server
    pages: dict[str, Page]
    sent: list[tuple[str, bytes]] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return self.server.url(path)

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def requests(self) -> list[bytes]:
        return self.server.requests


@asynccontextmanager
async def site(pages: dict[str, Page], **options: Any) -> AsyncIterator[Site]:
    """Serve `pages` by path; the part behind `?` is not looked at."""

    async def give(visit: Visit) -> None:
        path = visit.request.split(b" ")[1].decode("latin-1")
        page = pages.get(path.partition("?")[0], answer(b"not here", status="404 Not Found"))
        if callable(page):
            await page(visit)
            return
        data = html(page) if isinstance(page, str) else page
        running.sent.append((path, data))
        await visit.send(data)

    running = Site(Server(0), pages)
    async with serve(give, close=False, **options) as server:
        running.server = server
        yield running


def folder_for(base: Path) -> Path:
    """A folder for the next capture below `base`."""
    return base / f"C-{sum(1 for _ in base.iterdir()):04d}"


async def take(
    base: Path,
    site: Site,
    path: str = "/",
    *,
    also: tuple[str, ...] = (),
    limits: CaptureLimits = QUICK,
    url: str | None = None,
    reach: Reach | None = None,
    settings: CaptureSettings | None = None,
    **options: Any,
) -> Captured:
    """Capture a page of `site`, which and `also` are the only addresses allowed."""
    chosen = settings or CaptureSettings(info=INFO, floor_bytes=0)
    return await capture(
        url or site.url(path),
        folder_for(base),
        reach=reach or Reach(allow=[site.address, *also]),
        settings=replace(chosen, limits=limits),
        **options,
    )


def faults(*folders: Path) -> list[str]:
    """What is wrong with captures, one line a fault."""
    return verify_paths(folders, kinds=(CaptureKind(), *KINDS)).lines("en")


def records(captured: Captured, role: str = "warc") -> list[StrictRecord]:
    """All records of the capture's network traffic."""
    found = []
    for one in captured.of_role(role):
        found += list(iter_records(captured.folder / one.name))
    return found


def codes(captured: Captured) -> set[str]:
    """The marks on a capture."""
    return {flag.code for flag in captured.flags}


async def drip(visit: Visit, head: bytes, piece: bytes, seconds: float) -> None:
    """Send `head`, and then `piece` again and again without end."""
    await visit.send(head)
    while True:
        await visit.send(piece)
        await asyncio.sleep(seconds)


async def websocket_echo(visit: Visit) -> None:
    """Take up a WebSocket (RFC 6455) and send one text back."""
    key = next(
        line.split(b":", 1)[1].strip()
        for line in visit.request.split(b"\r\n")
        if line.lower().startswith(b"sec-websocket-key")
    )
    accept = base64.b64encode(
        hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    ).decode()
    await visit.send(
        f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    await visit.reader.read(2)
    text = "限时优惠".encode()
    await visit.send(bytes([0x81, len(text)]) + text)
    await asyncio.sleep(5)
