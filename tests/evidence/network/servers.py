"""Loopback servers that answer as they are told, and a recorder that keeps a list."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from evidence.archive.record import RecordRef
from evidence.errors import FetchFailed
from evidence.network.exchange import Exchange, RawExchange, WireRequest
from evidence.network.limits import Limits
from evidence.network.reach import Reach
from evidence.network.wire import Wire

OK = b"HTTP/1.1 200 OK\r\n"
HELLO = OK + b"Content-Length: 5\r\n\r\nhello"

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end, or fail within half a minute."""
    return asyncio.run(asyncio.wait_for(work, 30))


Answer = bytes | Callable[["Visit"], Awaitable[None]]


@dataclass
class Visit:
    """One request at a server: its bytes, and what a script needs to answer oddly."""

    request: bytes
    number: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Close with RST instead of FIN."""
        connection = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass
class Server:
    port: int
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)

    def url(self, path: str = "/", scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


@asynccontextmanager
async def serve(
    answer: Answer,
    *,
    close: bool = True,
    tls: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
) -> AsyncIterator[Server]:
    """A server that gives `answer` to each request; `close`: and then hangs up."""
    tasks: set[asyncio.Task[None]] = set()

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        try:
            while True:
                request = await _request(reader)
                server.requests.append(request)
                if isinstance(answer, bytes):
                    writer.write(answer)
                    await writer.drain()
                else:
                    await answer(Visit(request, len(server.requests), reader, writer))
                if close or writer.is_closing():
                    break
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()
            tasks.discard(task)

    listening = await asyncio.start_server(client, host, 0, ssl=tls, limit=1 << 20)
    server = Server(listening.sockets[0].getsockname()[1])
    try:
        yield server
    finally:
        listening.close()
        left = list(tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await listening.wait_closed()


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            head += await reader.readexactly(int(value))
    return head


class Kept:
    """A recorder that keeps what it is given, in order."""

    def __init__(self) -> None:
        self.raws: list[RawExchange] = []
        self.lone: list[RawExchange] = []

    def append_exchange(self, raw: RawExchange) -> RecordRef:
        self.raws.append(raw)
        number = len(self.raws)
        return RecordRef("t.warc.gz", number, 1, f"urn:uuid:{number}", "sha256:0")

    def append_request(self, raw: RawExchange) -> RecordRef:
        self.lone.append(raw)
        return RecordRef("t.warc.gz", 0, 1, f"urn:uuid:lone-{len(self.lone)}", "sha256:0")

    @property
    def last(self) -> RawExchange:
        return self.raws[-1]


@asynccontextmanager
async def wire(
    *servers: Server, limits: Limits | None = None, **options: object
) -> AsyncIterator[tuple[Wire, Kept]]:
    """A client that may reach exactly `servers`, and what it records."""
    kept = Kept()
    reach = Reach(allow=[server.address for server in servers])
    client = Wire(reach, kept, limits=limits or Limits(), **options)  # type: ignore[arg-type]
    try:
        yield client, kept
    finally:
        await client.close()


class Table:
    """A resolver that answers from a table, and counts."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self.names = names
        self.asked: list[str] = []

    async def lookup(self, host: str) -> list[str]:
        from evidence.network.resolver import no_such_name

        self.asked.append(host)
        if host not in self.names:
            raise no_such_name(host)
        return self.names[host]


async def fetched(
    answer: Any, limits: Limits | None = None, **request: Any
) -> tuple[Exchange, Kept, Server]:
    async with serve(answer) as server, wire(server, limits=limits) as (client, kept):
        exchange = await client.fetch(WireRequest(server.url("/p"), **request))
        return exchange, kept, server


async def failed(
    answer: Any, limits: Limits | None = None, **request: Any
) -> tuple[FetchFailed, Kept, Server]:
    async with serve(answer) as server, wire(server, limits=limits) as (client, kept):
        with pytest.raises(FetchFailed) as caught:
            await client.fetch(WireRequest(server.url("/p"), **request))
        return caught.value, kept, server
