"""The host's clock beside a time source 时钟比对, by SNTP (RFC 4330; packet of RFC 5905, 7.3).

An office names its source, such as an NTP server of the national time service.
Nothing is corrected by it: times in records stay those of the host, and the offset
stands beside them. Where no server is named or none answers as it should, that is
what is said.
"""

import asyncio
import os
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from evidence.network.quoted import quoted

METHOD = "SNTP (RFC 4330)"

_PORT = 123
_EPOCH = 2_208_988_800  # 1970-01-01 in seconds since 1900-01-01
_CLIENT, _SERVER = 3, 4
_VERSION = 4
_PACKET = struct.Struct("!BBbb11I")
_FRACTION = 1 << 32


@dataclass(frozen=True, slots=True)
class ClockReading:
    """How the host's clock stood at `measured_at` (UTC, host). Milliseconds.

    `offset_ms` is host minus source and None where nothing was measured; then `zh`
    and `en` say why. `error_ms` bounds it: half the way there and back, and what the
    server says of its own distance from its reference.
    """

    source: str
    measured_at: datetime
    offset_ms: float | None = None
    error_ms: float | None = None
    stratum: int | None = None
    samples: int = 0
    zh: str = ""
    en: str = ""

    @property
    def measured(self) -> bool:
        """Whether there is an offset."""
        return self.offset_ms is not None

    def to_json(self) -> dict[str, Any]:
        """The reading as plain JSON values."""
        return {
            "measured": self.measured,
            "source": self.source,
            "method": METHOD,
            "measured_at": self.measured_at.isoformat(),
            "offset_ms": self.offset_ms,
            "error_ms": self.error_ms,
            "stratum": self.stratum,
            "samples": self.samples,
            "corrected": False,
            "why_not": None if self.measured else {"zh": self.zh, "en": self.en},
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "ClockReading":
        """The reading from what `to_json` gave."""
        why = value.get("why_not") or {}
        return cls(
            source=value["source"],
            measured_at=datetime.fromisoformat(value["measured_at"]),
            offset_ms=value["offset_ms"],
            error_ms=value["error_ms"],
            stratum=value["stratum"],
            samples=value["samples"],
            zh=why.get("zh", ""),
            en=why.get("en", ""),
        )


async def read_clock(
    servers: Sequence[str], *, samples: int = 4, seconds: float = 2.0
) -> ClockReading:
    """Compare with the first of `servers` (HOST or HOST:PORT) that answers usably.

    Of `samples` answers the one that travelled shortest counts. `seconds` bounds
    each server. Never raises for what a server does.
    """
    if not servers:
        return _not_measured("", "未配置时间源", "no time source is configured")
    for server in servers:
        try:
            async with asyncio.timeout(seconds):
                found = await _ask(server, samples, seconds)
        except (TimeoutError, OSError, ValueError):
            continue
        if found is not None:
            return found
    named = ", ".join(quoted(server, 80) for server in servers)
    return _not_measured(
        ", ".join(servers),
        f"时间源没有给出可用的应答：{named}",
        f"no time source gave a usable answer: {named}",
    )


def _not_measured(source: str, zh: str, en: str) -> ClockReading:
    return ClockReading(source, datetime.now(UTC), zh=zh, en=en)


async def _ask(server: str, samples: int, seconds: float) -> ClockReading | None:
    host, port = _place(server)
    loop = asyncio.get_running_loop()
    transport, waiting = await loop.create_datagram_endpoint(_Answers, remote_addr=(host, port))
    best: _Sample | None = None
    count = 0
    try:
        for _ in range(samples):
            sample = await _sample(transport, waiting, seconds / samples)
            if sample is not None:
                count += 1
                best = sample if best is None or sample.delay < best.delay else best
    finally:
        transport.close()
    if best is None:
        return None
    return ClockReading(
        source=server,
        measured_at=datetime.now(UTC),
        offset_ms=round(-best.offset * 1000, 3),
        error_ms=round((max(best.delay, 0) / 2 + best.distance) * 1000, 3),
        stratum=best.stratum,
        samples=count,
    )


def _place(server: str) -> tuple[str, int]:
    """HOST, HOST:PORT, [IPv6] or [IPv6]:PORT."""
    text = server.strip()
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        return host, int(port[1:]) if port.startswith(":") else _PORT
    host, colon, port = text.partition(":")
    return (host, int(port)) if colon and ":" not in port else (text, _PORT)


@dataclass(frozen=True, slots=True)
class _Sample:
    """RFC 4330, 5: source minus host, way there and back, distance from the reference; seconds."""

    offset: float
    delay: float
    distance: float
    stratum: int


class _Answers(asyncio.DatagramProtocol):
    """Datagrams from the server, with the host's time of arrival."""

    def __init__(self) -> None:
        self.came: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        if not self.came.full():
            self.came.put_nowait((time.time(), data))

    def error_received(self, exc: Exception) -> None:
        if not self.came.full():
            self.came.put_nowait((time.time(), b""))


async def _sample(
    transport: asyncio.DatagramTransport, waiting: _Answers, seconds: float
) -> _Sample | None:
    # A random time goes out instead of ours, and must come back: so an answer that
    # was not made for this question is told (RFC 4330, 5; and it tells nothing of us).
    cookie = os.urandom(8)
    words = struct.unpack("!2I", cookie)
    packet = _PACKET.pack(_VERSION << 3 | _CLIENT, 0, 0, 0, *([0] * 9), *words)
    sent, began = time.time(), time.monotonic()
    transport.sendto(packet)
    try:
        async with asyncio.timeout(seconds):
            while True:
                _, data = await waiting.came.get()
                took = time.monotonic() - began
                if data[24:32] == cookie or not data:
                    return _read(data, sent, sent + took)
    except TimeoutError:
        return None


def _read(data: bytes, sent: float, came: float) -> _Sample | None:
    """The sample in an answer; None where RFC 4330, 5 says to discard it."""
    if len(data) < _PACKET.size:
        return None
    first, stratum, _, _, root_delay, root_dispersion, *rest = _PACKET.unpack_from(data)
    leap, mode = first >> 6, first & 7
    received, answered = _seconds(rest[5], rest[6]), _seconds(rest[7], rest[8])
    if mode != _SERVER or leap == 3 or not 0 < stratum < 16 or (rest[7], rest[8]) == (0, 0):
        return None
    return _Sample(
        offset=((received - sent) + (answered - came)) / 2,
        delay=(came - sent) - (answered - received),
        distance=(root_delay / 2 + root_dispersion) / 65536,
        stratum=stratum,
    )


def _seconds(whole: int, fraction: int) -> float:
    """An NTP timestamp as seconds since 1970, in the era that began in 1900 or in 2036."""
    era = 0 if whole & 0x8000_0000 else 1 << 32
    return whole + era - _EPOCH + fraction / _FRACTION
