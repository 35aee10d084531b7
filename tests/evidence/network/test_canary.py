"""Nothing a page does reaches another machine-local address: not by browser, not by client.

A page on an allowed address tries every door it has to canaries on 127.0.0.2
and [::1], and to another port of its own address. A control run without the
relay shows that the doors are real.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright
from playwright.async_api import Error as PlaywrightError

from evidence.errors import Refused
from evidence.network.chromium import chromium_path, launch_arguments
from evidence.network.exchange import WireRequest
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from evidence.network.wire import Wire
from tests.evidence.network.servers import Kept, Server, Table, Visit, serve

PAGE = (Path(__file__).parent / "canary.html").read_text("utf-8")


DOORS = (
    "/image", "/frame", "/redirected", "/script", "/style", "/background", "/media", "/fetch",
    "/keepalive", "/xhr", "/beacon", "/socket", "/events", "/worker", "/worker-socket", "/prefetch",
    "/preload", "/speculated", "/font", "/link", "/ping", "/form", "/assigned", "/opened", "/typed",
    "udp b'\\x00\\x01",  # STUN (RFC 8489): a binding request
    "udp b'\\x00\\x03",  # TURN (RFC 8656): an allocation
    "tcp b'\\x00\\x03",
    "udp b'\\xc",  # QUIC, by WebTransport
)  # fmt: skip


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 100))


@dataclass
class Canary:
    """A place that must hear nothing: TCP connections and UDP packets are counted."""

    host: str
    port: int = 0
    heard: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class _Packets(asyncio.DatagramProtocol):
    def __init__(self, canary: Canary) -> None:
        self._canary = canary

    def datagram_received(self, data: bytes, _: Any) -> None:
        self._canary.heard.append(f"udp {data[:20]!r}")


@asynccontextmanager
async def canary(host: str) -> AsyncIterator[Canary]:
    """Listen on one port of `host` for TCP and UDP."""
    bird = Canary(host)

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        bird.heard.append("tcp")
        first = await reader.read(200)
        bird.heard.append(f"tcp {first[:60]!r}")
        writer.write(
            b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n"
            b"Connection: close\r\n\r\n"
        )
        writer.close()

    listening = await asyncio.start_server(client, host, 0)
    bird.port = listening.sockets[0].getsockname()[1]
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: _Packets(bird), local_addr=(host, bird.port)
    )
    try:
        yield bird
    finally:
        transport.close()
        listening.close()
        await listening.wait_closed()


@asynccontextmanager
async def market(birds: list[Canary]) -> AsyncIterator[Server]:
    """The allowed site: the page, redirects to each canary, and harmless rest."""
    page = PAGE.replace("CANARIES", repr([bird.address for bird in birds]))

    async def answer(visit: Visit) -> None:
        target = visit.request.split()[1].decode()
        if target.startswith("/to/"):
            bird = birds[int(target.partition("?")[0].split("/")[2])]
            await visit.send(
                f"HTTP/1.1 302 Found\r\nLocation: http://{bird.address}/redirected\r\n"
                "Content-Length: 0\r\n\r\n".encode()
            )
            return
        body = page.encode() if target.startswith("/page") else b"<title>fine</title>"
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
        await visit.send(head % len(body) + body)

    async with serve(answer, close=False) as server:
        yield server


def unguarded() -> list[str]:
    """The control's arguments: no relay, but still nothing but loopback to talk to."""
    kept = [
        argument
        for argument in launch_arguments(9)
        if not re.search("proxy|webrtc|quic|pings|host-resolver", argument)
    ]
    return [
        *kept,
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE 127.0.0.2",
        "--disable-features=WebRtcHideLocalIpsWithMdns,MediaRouter,OptimizationHints",
    ]


@asynccontextmanager
async def chromium(arguments: list[str]) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=arguments, timeout=60_000
        )
        try:
            yield browser
        finally:
            await browser.close()


async def try_every_door(browser: Browser, site: Server, birds: list[Canary]) -> None:
    """Open the page and let it try; then by click, form, script, address and redirect."""
    page = await browser.new_page()
    await page.goto(site.url("/page"), wait_until="load")
    tried = await page.wait_for_function("window.tried", timeout=30_000)
    assert await tried.json_value() >= 20 * len(birds)
    for number, bird in enumerate(birds[:2]):
        for script in (
            f"document.getElementById('link{number}').click()",
            f"document.getElementById('form{number}').submit()",
            f"location.href = 'http://{bird.address}/assigned'",
            f"window.open('http://{bird.address}/opened')",
        ):
            page = await browser.new_page()
            await page.goto(site.url("/page?quiet"))
            await page.evaluate(script)
        for url in (f"http://{bird.address}/typed", site.url(f"/to/{number}")):
            page = await browser.new_page()
            try:
                await page.goto(url, timeout=5_000)
            except PlaywrightError:
                pass
    await page.wait_for_timeout(1_000)


async def never_heard(bird: Canary) -> list[str]:
    """The control: doors that led nowhere, when all had some seconds."""
    for _ in range(30):
        heard = " ".join(bird.heard)
        unheard = [door for door in DOORS if door not in heard]
        if not unheard:
            break
        await asyncio.sleep(0.1)
    return unheard


@pytest.mark.parametrize("guarded", [True, False])
def test_a_page_reaches_no_canary_through_the_relay(guarded: bool) -> None:
    async def work() -> None:
        async with AsyncExitStack() as stack:
            birds = [
                await stack.enter_async_context(canary(host))
                for host in (("127.0.0.2", "::1", "127.0.0.1") if guarded else ("127.0.0.2",))
            ]
            site = await stack.enter_async_context(market(birds))
            relay = Relay(Reach(allow=[site.address], resolver=Table({})))
            port = await relay.start()
            stack.push_async_callback(relay.stop)
            arguments = launch_arguments(port) if guarded else unguarded()
            browser = await stack.enter_async_context(chromium(arguments))
            await try_every_door(browser, site, birds)
            if not guarded:
                for _ in range(3):
                    if unheard := await never_heard(birds[0]):
                        await try_every_door(browser, site, birds)
                assert not unheard, "the control shows that every door is real"
                return
            assert [bird.heard for bird in birds] == [[], [], []]
            reached = {
                (entry.host, entry.port, entry.ip) for entry in relay.connections if entry.ip
            }
            assert reached == {("127.0.0.1", site.port, "127.0.0.1")}
            wanted = {(entry.host, entry.port) for entry in relay.connections if not entry.ip}
            assert wanted == {(bird.host, bird.port) for bird in birds}, (
                "every try is on record, and the browser asks for nothing of its own"
            )

    run(work())


def test_the_client_follows_nothing_there() -> None:
    async def work() -> None:
        async with AsyncExitStack() as stack:
            birds = [await stack.enter_async_context(canary(host)) for host in ("127.0.0.2", "::1")]
            site = await stack.enter_async_context(market(birds))
            kept = Kept()
            client = Wire(Reach(allow=[site.address], ports=None, resolver=Table({})), kept)
            stack.push_async_callback(client.close)
            page = await client.fetch(WireRequest(site.url("/page")))
            assert birds[0].address.encode() in page.body
            for number, bird in enumerate(birds):
                hop = await client.fetch(WireRequest(site.url(f"/to/{number}")))
                assert hop.status == 302, "the hop itself is kept"
                location = (hop.header("location") or b"").decode()
                for url in (location, f"http://{bird.address}/", f"https://{bird.address}/"):
                    with pytest.raises(Refused) as caught:
                        await client.fetch(WireRequest(url))
                    assert caught.value.code == "private-address"
            assert len(kept.raws) == 3
            assert [bird.heard for bird in birds] == [[], []]

    run(work())
