"""The host's clock beside a time source: a server on loopback that answers well or badly."""

import asyncio
import struct
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from evidence.capture.clock import ClockReading, read_clock
from tests.evidence.network.servers import run

EPOCH = 2_208_988_800


def stamp(seconds: float) -> bytes:
    """A time as NTP writes it."""
    return struct.pack("!II", int(seconds) + EPOCH & 0xFFFFFFFF, int(seconds % 1 * (1 << 32)))


def reply(question: bytes, ahead: float = 0.0, **changes: int) -> bytes:
    """The answer of a server whose clock is `ahead` of the host's."""
    said = {"leap": 0, "mode": 4, "stratum": 2, "root_delay": 655, "dispersion": 655} | changes
    now = stamp(time.time() + ahead)
    head = struct.pack(
        "!BBbbII4s",
        said["leap"] << 6 | 4 << 3 | said["mode"],
        said["stratum"],
        6,
        -20,
        said["root_delay"],
        said["dispersion"],
        b"TEST",
    )
    return head + now + question[40:48] + now + now


@asynccontextmanager
async def server(answer: Callable[[bytes], bytes | None]) -> AsyncIterator[str]:
    """A time server; gives its HOST:PORT."""

    class Protocol(asyncio.DatagramProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport

        def datagram_received(self, data: bytes, addr: object) -> None:
            said = answer(data)
            if said is not None:
                self.transport.sendto(said, addr)  # type: ignore[attr-defined]

    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", 0))
    try:
        yield "127.0.0.1:{}".format(transport.get_extra_info("sockname")[1])
    finally:
        transport.close()


@pytest.mark.parametrize("ahead", [-3600.25, 0.0, 2.5])
def test_the_offset_is_host_minus_source(ahead: float) -> None:
    async def measure() -> ClockReading:
        async with server(lambda question: reply(question, ahead)) as address:
            reading = await read_clock([address])
            assert reading.source == address
            return reading

    reading = run(measure())
    assert reading.measured
    assert reading.offset_ms is not None
    assert reading.error_ms is not None
    assert abs(reading.offset_ms + ahead * 1000) <= reading.error_ms + 5
    # Half of the root delay and the dispersion, both 10 ms, count whatever the way took.
    assert reading.error_ms >= 14.9
    assert (reading.stratum, reading.samples) == (2, 4)
    assert ClockReading.from_json(reading.to_json()) == reading


@pytest.mark.parametrize(
    "answer",
    [
        lambda question: None,
        lambda question: b"short",
        lambda question: reply(question, mode=3),
        lambda question: reply(question, stratum=0),
        lambda question: reply(question, stratum=16),
        lambda question: reply(question, leap=3),
        lambda question: reply(question[:40] + b"another!"),
        lambda question: reply(question)[:40] + bytes(8),
    ],
    ids=["silent", "short", "no server", "kiss", "unsynchronised", "alarm", "stranger", "no time"],
)
def test_a_bad_answer_is_no_measurement(answer: Callable[[bytes], bytes | None]) -> None:
    async def measure() -> ClockReading:
        async with server(answer) as address:
            return await read_clock([address], seconds=0.4)

    reading = run(measure())
    assert not reading.measured
    assert reading.to_json()["offset_ms"] is None
    assert "时间源" in reading.zh
    assert "time source" in reading.en


def test_the_next_server_is_asked_where_one_is_silent() -> None:
    async def measure() -> tuple[ClockReading, str]:
        async with server(lambda question: None) as silent, server(reply) as good:
            return await read_clock([silent, "127.0.0.1:no-port", good], seconds=0.5), good

    reading, good = run(measure())
    assert reading.source == good
    assert reading.measured


def test_without_a_source_nothing_is_claimed() -> None:
    reading = run(read_clock([]))
    assert not reading.measured
    assert "未配置" in reading.zh
    assert reading.to_json()["why_not"]["en"] == reading.en


def test_the_shortest_way_counts() -> None:
    answers = 0

    async def measure() -> ClockReading:
        nonlocal answers

        def uneven(question: bytes) -> bytes:
            nonlocal answers
            answers += 1
            if answers != 3:
                time.sleep(0.03)  # the question waits before it is seen
            return reply(question)

        async with server(uneven) as address:
            return await read_clock([address])

    reading = run(measure())
    assert reading.error_ms is not None
    assert reading.error_ms < 25
