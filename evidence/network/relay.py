"""The browser's relay 浏览器中继: a SOCKS5 server (RFC 1928) that goes through the guard.

Chromium is given no other way out. It names the host, the relay resolves and
judges it, connects to the judged address and carries the bytes both ways. What
each connection went to, or why it was refused, stays in `connections`: that,
not what the browser says, is where a captured page's IP address comes from.

Chromium knows no SOCKS authentication, so the relay listens on loopback only.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address

from evidence.errors import FetchFailed, Refused
from evidence.network.dial import dial
from evidence.network.reach import Reach, plain_host

_LOGGED = 20_000
_LONGEST_REQUEST = 4 + 1 + 255 + 2


class _Reply(IntEnum):
    """RFC 1928, 6."""

    SUCCEEDED = 0
    FAILURE = 1
    NOT_ALLOWED = 2
    HOST_UNREACHABLE = 4
    CONNECTION_REFUSED = 5
    TTL_EXPIRED = 6
    COMMAND_UNSUPPORTED = 7
    ADDRESS_UNSUPPORTED = 8


_FAILED = {
    "dns": _Reply.HOST_UNREACHABLE,
    "connect": _Reply.CONNECTION_REFUSED,
    "timeout": _Reply.TTL_EXPIRED,
}


@dataclass(slots=True)
class Relayed:
    """One connection that the browser asked for.

    `host` as the browser named it, `ip` the address really connected to, `when`
    UTC. `refused` is the guard's code, `failed` that of a network failure; both
    are None where the connection stood. `sent` and `received` count bytes
    between browser and server.
    """

    host: str
    port: int
    when: datetime
    ip: str | None = None
    refused: str | None = None
    failed: str | None = None
    sent: int = 0
    received: int = 0


class Relay:
    """A SOCKS5 server on 127.0.0.1, for one browser; `start` it, `stop` it.

    `connections` holds the last 20,000 of what was asked for, oldest first. At
    most `most` connections stand at once; a further one is closed unheard.
    """

    def __init__(
        self,
        reach: Reach,
        *,
        most: int = 512,
        handshake_seconds: float = 10.0,
        connect_seconds: float = 20.0,
        linger_seconds: float = 60.0,
    ) -> None:
        self.reach = reach
        self.most = most
        self.handshake_seconds = handshake_seconds
        self.connect_seconds = connect_seconds
        self.linger_seconds = linger_seconds
        self.connections: deque[Relayed] = deque(maxlen=_LOGGED)
        self.clients: set[_Client] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> int:
        """Listen on a free port of 127.0.0.1 and return it."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Client(self), "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Close the port and every connection."""
        if self._server is None:
            return
        self._server.close()
        clients = list(self.clients)
        for client in clients:
            client.abort()
        if clients:
            await asyncio.wait([client.gone for client in clients], timeout=5.0)
        await self._server.wait_closed()
        self._server = None

    def ip_of(self, host: str, port: int) -> str | None:
        """The address last connected to for `host` and `port`, or None."""
        try:
            name = plain_host(host)
        except Refused:
            return None
        for entry in reversed(self.connections):
            if entry.ip is not None and (entry.host, entry.port) == (name, port):
                return entry.ip
        return None


class _Client(asyncio.Protocol):
    """The browser's side: the handshake, then bytes."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._buffer = bytearray()
        self._greeted = False
        self._connecting: asyncio.Task[None] | None = None
        self._server: _Server | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self.transport: asyncio.Transport | None = None
        self.ended = False  # the browser has no more to say
        self.entry: Relayed | None = None
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if len(self._relay.clients) >= self._relay.most:
            transport.abort()
            return
        self._relay.clients.add(self)
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(self._relay.handshake_seconds, transport.abort)

    def data_received(self, data: bytes) -> None:
        if self._server is not None:
            self._server.carry(data)
            return
        self._buffer += data
        if self._connecting is None and self._alarm is not None:
            self._handshake()

    def eof_received(self) -> bool:
        self.ended = True
        if self._server is None or not self._server.end():
            return False
        # A server that never answers this end with its own must not hold the place for ever.
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(self._relay.linger_seconds, self.abort)
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        self._relay.clients.discard(self)
        if self._alarm is not None:
            self._alarm.cancel()
        if self._connecting is not None:
            self._connecting.cancel()
        if self._server is not None:
            self._server.close()
        if not self.gone.done():
            self.gone.set_result(None)

    def pause_writing(self) -> None:
        if self._server is not None:
            self._server.pause()

    def resume_writing(self) -> None:
        if self._server is not None:
            self._server.resume()

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()
        if self._server is not None:
            self._server.abort()

    # The handshake.

    def _handshake(self) -> None:
        buffer = self._buffer
        if not self._greeted and len(buffer) >= 2:
            size = 2 + buffer[1]
            if buffer[0] != 5:
                self._hang_up(b"")
            elif len(buffer) >= size:
                self._greet(bytes(buffer[2:size]))
                del buffer[:size]
        if self._greeted and len(buffer) >= 5:
            self._read_request()

    def _greet(self, methods: bytes) -> None:
        if 0 not in methods:
            self._hang_up(b"\x05\xff")
            return
        self._greeted = True
        self._write(b"\x05\x00")

    def _read_request(self) -> None:
        buffer = self._buffer
        version, command, _, kind, length = buffer[:5]
        size = {1: 4, 3: 1 + length, 4: 16}.get(kind)
        if version != 5 or size is None:
            self._refuse(_Reply.ADDRESS_UNSUPPORTED if version == 5 else _Reply.FAILURE)
            return
        end = 4 + size
        if len(buffer) < end + 2:
            return
        host = _host(kind, bytes(buffer[4:end]))
        port = int.from_bytes(buffer[end : end + 2], "big")
        del buffer[: end + 2]
        self.entry = Relayed(host, port, datetime.now(UTC))
        self._relay.connections.append(self.entry)
        if command != 1:
            # BIND and UDP ASSOCIATE: nothing a page needs, and UDP would pass the guard by.
            self.entry.refused = "socks-command"
            self._refuse(_Reply.COMMAND_UNSUPPORTED)
            return
        if self.transport is not None:
            self.transport.pause_reading()
        self._connecting = asyncio.get_running_loop().create_task(self._connect(self.entry))

    async def _connect(self, entry: Relayed) -> None:
        relay = self._relay
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(relay.connect_seconds):
                endpoint = await relay.reach.resolve(entry.host, entry.port)
            entry.host = endpoint.host

            async def open_to(ip: str) -> _Server:
                _, server = await loop.create_connection(
                    lambda: _Server(self, entry), ip, endpoint.port
                )
                entry.ip = ip
                return server

            self._begin(await dial(endpoint, relay.connect_seconds, open_to))
        except Refused as refused:
            entry.refused = refused.code
            self._refuse(_Reply.NOT_ALLOWED)
        except FetchFailed as failure:
            entry.failed = failure.code
            self._refuse(_FAILED.get(failure.code, _Reply.FAILURE))
        except TimeoutError:
            entry.failed = "dns"
            self._refuse(_Reply.HOST_UNREACHABLE)

    def _begin(self, server: "_Server") -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self._server = server
        self._write(_reply(_Reply.SUCCEEDED))
        if self._buffer:
            server.carry(bytes(self._buffer))
            self._buffer.clear()
        if self.transport is not None and not self.transport.is_closing():
            self.transport.resume_reading()

    def _refuse(self, reply: _Reply) -> None:
        self._hang_up(_reply(reply))

    def _hang_up(self, last: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(last)
            self.transport.close()

    def _write(self, data: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)


class _Server(asyncio.Protocol):
    """The web server's side of a connection."""

    def __init__(self, client: _Client, entry: Relayed) -> None:
        self._client = client
        self._entry = entry
        self._transport: asyncio.Transport | None = None
        self._ended = False  # the web server has no more to say

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._entry.received += len(data)
        transport = self._client.transport
        if transport is not None and not transport.is_closing():
            transport.write(data)

    def eof_received(self) -> bool:
        self._ended = True
        transport = self._client.transport
        if transport is None or transport.is_closing() or self._client.ended:
            return False
        transport.write_eof()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        transport = self._client.transport
        if transport is not None:
            transport.close()

    def pause_writing(self) -> None:
        if self._client.transport is not None:
            self._client.transport.pause_reading()

    def resume_writing(self) -> None:
        transport = self._client.transport
        if transport is not None and not transport.is_closing():
            transport.resume_reading()

    # What the browser's side asks of it.

    def carry(self, data: bytes) -> None:
        """Send the browser's bytes on."""
        self._entry.sent += len(data)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def end(self) -> bool:
        """The browser has no more to say; whether the connection stays half open."""
        if self._transport is None or self._transport.is_closing() or self._ended:
            return False
        self._transport.write_eof()
        return True

    def pause(self) -> None:
        if self._transport is not None:
            self._transport.pause_reading()

    def resume(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()


def _host(kind: int, data: bytes) -> str:
    if kind == 1:
        return str(IPv4Address(data))
    if kind == 4:
        return str(IPv6Address(data))
    return data[1:].decode("latin-1")


def _reply(reply: _Reply) -> bytes:
    """With an empty bound address, which no browser looks at."""
    return bytes((5, reply, 0, 1, 0, 0, 0, 0, 0, 0))
