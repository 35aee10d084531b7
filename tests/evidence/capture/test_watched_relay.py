"""The relay of a capture: each connection by the browser's port, and cut where asked to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from evidence.capture.watched_relay import WatchedRelay
from evidence.network.reach import Reach
from tests.evidence.network.servers import HELLO, Server, Table, Visit, run, serve


@asynccontextmanager
async def through(
    relay: WatchedRelay, host: bytes, port: int
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter, int, int]]:
    """A connection through the relay: reader, writer, near port, the relay's answer."""
    listening = await relay.start() if relay._loop is None else relay.port  # type: ignore[attr-defined]
    relay.port = listening  # type: ignore[attr-defined]
    reader, writer = await asyncio.open_connection("127.0.0.1", listening)
    writer.write(b"\x05\x01\x00")
    assert await reader.readexactly(2) == b"\x05\x00"
    writer.write(b"\x05\x01\x00\x03" + bytes([len(host)]) + host + port.to_bytes(2, "big"))
    reply = await reader.readexactly(10)
    try:
        yield reader, writer, writer.get_extra_info("sockname")[1], reply[1]
    finally:
        writer.close()


def relay_to(*servers: Server, **names: list[str]) -> WatchedRelay:
    reach = Reach(
        allow=[f"shop.example:{servers[0].port}", *(one.address for one in servers)],
        resolver=Table({"shop.example": ["127.0.0.1", "127.0.0.2"]}),
    )
    return WatchedRelay(reach)


def test_a_connection_is_known_by_its_near_port_even_when_it_has_ended() -> None:
    async def work() -> None:
        async with serve(HELLO) as server:
            relay = relay_to(server)
            async with through(relay, b"shop.example", server.port) as (reader, writer, near, said):
                assert said == 0
                writer.write(b"GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                assert await reader.read() == HELLO
            entry = relay.relayed(near)
            assert entry is not None
            assert (entry.host, entry.ip) == ("shop.example", "127.0.0.1")
            assert relay.relayed(1) is None
            await relay.stop()

    run(work())


def test_a_connection_can_be_cut_from_another_thread() -> None:
    async def endless(visit: Visit) -> None:
        while True:
            await visit.send(bytes(65536))

    async def work() -> None:
        async with serve(endless) as server:
            relay = relay_to(server)
            async with through(relay, b"127.0.0.1", server.port) as (reader, writer, near, _):
                writer.write(b"GET / HTTP/1.1\r\n\r\n")
                await reader.readexactly(1000)
                await asyncio.to_thread(relay.cut, near)
                relay.cut(1)  # no such connection: nothing happens
                while await reader.read(1 << 20):
                    pass
            assert relay.cut_off == 1
            await relay.stop()

    run(work())


def test_what_the_guard_answered_is_remembered() -> None:
    async def work() -> None:
        async with serve(HELLO) as server:
            relay = relay_to(server)
            async with through(relay, b"shop.example", server.port):
                pass
            async with through(relay, b"10.0.0.1", 80) as (_, _, near, said):
                assert said == 2
            entry = relay.relayed(near)
            assert entry is not None
            assert entry.refused == "private-address"
            answer = relay.observed.answers["shop.example", server.port]
            assert (answer.ip, answer.alternatives) == ("127.0.0.1", ("127.0.0.2",))
            assert relay.observed.no_answers == {("10.0.0.1", 80): "private-address"}
            await relay.stop()

    run(work())
