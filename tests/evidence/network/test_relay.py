"""The SOCKS5 relay, spoken to byte by byte."""

import asyncio
import socket
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from evidence.network.reach import Reach
from evidence.network.relay import Relay
from tests.evidence.network.servers import Table, Visit, serve

HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
GET = b"GET / HTTP/1.1\r\n\r\n"


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 30))


@asynccontextmanager
async def relaying(reach: Reach, **options: Any) -> AsyncIterator[tuple[Relay, int]]:
    relay = Relay(reach, **options)
    port = await relay.start()
    try:
        yield relay, port
    finally:
        await relay.stop()


class Browser:
    """The browser's end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def ask(self, host: str | bytes, port: int, *, command: int = 1) -> int:
        """Greet and ask for `host`; the reply code."""
        self.writer.write(b"\x05\x01\x00")
        assert await self.reader.readexactly(2) == b"\x05\x00"
        self.writer.write(bytes((5, command, 0)) + _address(host) + port.to_bytes(2, "big"))
        reply = await self.reader.readexactly(10)
        assert (reply[0], reply[2:4]) == (5, b"\x00\x01")
        return reply[1]


@asynccontextmanager
async def browser(port: int) -> AsyncIterator[Browser]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Browser(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _address(host: str | bytes) -> bytes:
    if isinstance(host, bytes):
        return b"\x03" + bytes((len(host),)) + host
    try:
        return b"\x01" + socket.inet_pton(socket.AF_INET, host)
    except OSError:
        pass
    try:
        return b"\x04" + socket.inet_pton(socket.AF_INET6, host)
    except OSError:
        return b"\x03" + bytes((len(host),)) + host.encode()


@pytest.mark.parametrize("host", ["shop.test", "127.0.0.1"])
def test_bytes_go_both_ways_and_the_log_says_where(host: str) -> None:
    async def work() -> None:
        async with serve(HELLO) as server:
            table = Table({"shop.test": ["127.0.0.1"]})
            reach = Reach(allow=[f"{host}:{server.port}"], resolver=table)
            async with relaying(reach) as (relay, port), browser(port) as page:
                assert await page.ask(host, server.port) == 0
                page.writer.write(GET)
                assert await page.reader.read() == HELLO
                entry = relay.connections[-1]
                assert (entry.host, entry.port, entry.ip) == (host, server.port, "127.0.0.1")
                assert (entry.refused, entry.failed) == (None, None)
                assert (entry.sent, entry.received) == (len(GET), len(HELLO))
                assert entry.when.utcoffset() is not None
                assert relay.ip_of(host.upper(), server.port) == "127.0.0.1"
                assert relay.ip_of(host, 1) is None

    run(work())


def test_ipv6_requests() -> None:
    async def work() -> None:
        async with serve(HELLO, host="::1") as server:
            reach = Reach(allow=[f"[::1]:{server.port}"])
            async with relaying(reach) as (relay, port), browser(port) as page:
                assert await page.ask("::1", server.port) == 0
                page.writer.write(GET)
                assert await page.reader.read() == HELLO
                assert relay.connections[-1].ip == "::1"

    run(work())


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1", "private-address"),
        ("::1", "private-address"),
        ("::ffff:7f00:1", "private-address"),
        ("169.254.169.254", "private-address"),
        ("inside.test", "private-address"),
        ("mixed.test", "private-address"),
        ("localhost", "local-name"),
        ("127.1", "odd-address"),
        (b"a\r\nb", "bad-host"),
        (b"", "bad-host"),
        (b"\xe4\xb8\xad\x00", "bad-host"),
    ],
)
def test_what_the_guard_refuses_is_not_reached(host: str | bytes, code: str) -> None:
    async def work() -> None:
        table = Table({"inside.test": ["127.0.0.1"], "mixed.test": ["8.8.8.8", "127.0.0.1"]})
        async with serve(HELLO) as server:
            reach = Reach(ports=None, resolver=table)
            async with relaying(reach) as (relay, port), browser(port) as page:
                assert await page.ask(host, server.port) == 2
                assert await page.reader.read() == b""
                assert relay.connections[-1].refused == code
                assert relay.connections[-1].ip is None
                assert relay.ip_of("inside.test", server.port) is None
            assert server.connections == 0

    run(work())


def test_a_port_that_is_not_open_to_shops() -> None:
    async def work() -> None:
        async with relaying(Reach()) as (relay, port), browser(port) as page:
            assert await page.ask("8.8.8.8", 25) == 2
            assert relay.connections[-1].refused == "port"

    run(work())


def test_network_failures_have_their_codes() -> None:
    async def work() -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            closed = unused.getsockname()[1]
        reach = Reach(allow=[f"127.0.0.1:{closed}"], resolver=Table({}))
        async with relaying(reach) as (relay, port):
            async with browser(port) as page:
                assert await page.ask("gone.example", 80) == 4
            async with browser(port) as page:
                assert await page.ask("127.0.0.1", closed) == 5
            assert [entry.failed for entry in relay.connections] == ["dns", "connect"]
            assert [entry.ip for entry in relay.connections] == [None, None]

    run(work())


@pytest.mark.parametrize("command", [2, 3, 9])
def test_bind_and_udp_are_refused(command: int) -> None:
    async def work() -> None:
        async with relaying(Reach()) as (relay, port), browser(port) as page:
            assert await page.ask("8.8.8.8", 80, command=command) == 7
            assert relay.connections[-1].refused == "socks-command"

    run(work())


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"\x04\x01\x00\x50\x08\x08\x08\x08\x00", b""),  # SOCKS4
        (b"GET http://a/ HTTP/1.1\r\n\r\n", b""),
        (b"\x05\x01\x02", b"\x05\xff"),  # only user and password offered
        (b"\x05\x00", b"\x05\xff"),
        (b"\x05\x01\x00\x05\x01\x00\x09\x00\x00", b"\x05\x00\x05\x08"),  # no such address type
        (b"\x05\x01\x00\x04\x01\x00\x01\x00\x00", b"\x05\x00\x05\x01"),
    ],
)
def test_other_speech_is_turned_away(said: bytes, answer: bytes) -> None:
    async def work() -> None:
        async with relaying(Reach()) as (relay, port), browser(port) as page:
            page.writer.write(said)
            got = await page.reader.read()
            assert got[: len(answer)] == answer
            assert bool(got) == bool(answer)
            assert not relay.connections

    run(work())


def test_a_handshake_byte_by_byte_with_the_first_data_right_behind() -> None:
    async def work() -> None:
        async with serve(HELLO) as server:
            reach = Reach(allow=[server.address])
            async with relaying(reach) as (_, port), browser(port) as page:
                said = b"\x05\x02\x02\x00\x05\x01\x00\x01\x7f\x00\x00\x01"
                said += server.port.to_bytes(2, "big") + GET
                for byte in said:
                    page.writer.write(bytes((byte,)))
                    await page.writer.drain()
                    await asyncio.sleep(0)
                got = await page.reader.read()
                assert got[:4] == b"\x05\x00\x05\x00"
                assert got.endswith(HELLO)
                assert server.requests == [GET]

    run(work())


def test_a_client_that_does_not_ask_is_dropped() -> None:
    async def work() -> None:
        async with relaying(Reach(), handshake_seconds=0.1) as (relay, port), browser(port) as page:
            page.writer.write(b"\x05")
            try:
                assert await asyncio.wait_for(page.reader.read(), 5) == b""
            except ConnectionError:
                pass
            assert not relay.clients

    run(work())


def test_connections_are_bounded() -> None:
    async def work() -> None:
        async with relaying(Reach(), most=2) as (_, port):
            async with browser(port) as one, browser(port) as two:
                for page in (one, two):
                    page.writer.write(b"\x05\x01\x00")
                    assert await page.reader.readexactly(2) == b"\x05\x00"
                async with browser(port) as three:
                    try:
                        assert await asyncio.wait_for(three.reader.read(), 5) == b""
                    except ConnectionError:
                        pass
            await asyncio.sleep(0.05)
            async with browser(port) as four:
                assert await four.ask("127.0.0.1", 80) == 2

    run(work())


def test_a_big_answer_waits_for_a_slow_reader() -> None:
    size = 30 << 20

    async def big(visit: Visit) -> None:
        for _ in range(size >> 16):
            await visit.send(bytes(1 << 16))

    async def work() -> None:
        async with (
            serve(big) as server,
            relaying(Reach(allow=[server.address])) as (relay, port),
            browser(port) as page,
        ):
            assert await page.ask("127.0.0.1", server.port) == 0
            page.writer.write(GET)
            await asyncio.sleep(0.3)
            assert relay.connections[-1].received < size, "the relay does not swallow it all"
            got = 0
            while data := await page.reader.read(1 << 20):
                got += len(data)
            assert got == size == relay.connections[-1].received

    run(work())


def test_a_half_closed_request_still_gets_its_answer() -> None:
    async def late(visit: Visit) -> None:
        assert await visit.reader.read() == b""
        await visit.send(HELLO)

    async def work() -> None:
        async with (
            serve(late) as server,
            relaying(Reach(allow=[server.address])) as (_, port),
            browser(port) as page,
        ):
            assert await page.ask("127.0.0.1", server.port) == 0
            page.writer.write(GET)
            page.writer.write_eof()
            assert await page.reader.read() == HELLO

    run(work())


def test_the_server_hears_when_the_browser_goes_and_the_other_way() -> None:
    gone = asyncio.Event()

    async def waits(visit: Visit) -> None:
        await visit.reader.read()
        gone.set()

    async def work() -> None:
        async with (
            serve(waits) as server,
            relaying(Reach(allow=[server.address])) as (relay, port),
        ):
            async with browser(port) as page:
                assert await page.ask("127.0.0.1", server.port) == 0
                page.writer.write(GET)
                await page.writer.drain()
                await asyncio.sleep(0.05)
                page.writer.transport.abort()
            await asyncio.wait_for(gone.wait(), 5)
            while relay.clients:
                await asyncio.sleep(0.01)

    run(work())


def test_stopping_closes_what_is_open() -> None:
    async def stall(visit: Visit) -> None:
        await asyncio.sleep(30)

    async def work() -> None:
        async with serve(stall) as server:
            relay = Relay(Reach(allow=[server.address]))
            port = await relay.start()
            async with browser(port) as page:
                assert await page.ask("127.0.0.1", server.port) == 0
                await relay.stop()
                try:
                    assert await asyncio.wait_for(page.reader.read(), 5) == b""
                except ConnectionError:
                    pass
            with pytest.raises(OSError):
                await asyncio.open_connection("127.0.0.1", port)
            await relay.stop()

    run(work())


def test_it_listens_on_loopback_only() -> None:
    async def work() -> None:
        async with relaying(Reach()) as (relay, port):
            assert relay._server is not None
            assert [s.getsockname() for s in relay._server.sockets] == [("127.0.0.1", port)]

    run(work())
