"""One HTTP/1.1 connection 连接: sends a request, hands on every byte of the response.

A plain asyncio.Protocol rather than streams: a page costs one wake-up per
segment and one timer.
"""

import asyncio
import ssl
from contextlib import suppress

from evidence.network.dial import dial
from evidence.network.limits import Limits
from evidence.network.reach import Endpoint
from evidence.network.response import Response
from evidence.network.tls import Trust, certificate_of, failure


class Connection(asyncio.Protocol):
    """A connection to the judged address of one origin.

    `certificate` (DER), `tls_error` and `tls_version` describe its TLS, and are
    None on plain http. `closed` is done once the socket is gone; `released` is
    the loop's time when its last exchange ended.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, endpoint: Endpoint, ip: str) -> None:
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._response: Response | None = None
        self._waiter: asyncio.Future[None] | None = None
        self.closed: asyncio.Future[None] = loop.create_future()
        self._heard = 0.0
        self._deadline = 0.0
        self._idle = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self.endpoint = endpoint
        self.ip = ip
        self.released = 0.0
        self.certificate: bytes | None = None
        self.tls_error: str | None = None
        self.tls_version: str | None = None

    async def exchange(self, request: bytes, response: Response, limits: Limits) -> bool:
        """Send `request` and fill `response` until it is whole or a limit is reached.

        False where the connection was gone already, and nothing was sent.
        """
        if self._transport is None or self._transport.is_closing():
            response.end()
            return False
        loop = self._loop
        self._response = response
        self._waiter = loop.create_future()
        self._heard = loop.time()
        self._idle = limits.idle_seconds
        self._deadline = self._heard + limits.total_seconds
        self._alarm = loop.call_at(min(self._deadline, self._heard + self._idle), self._ring)
        self._transport.write(request)
        try:
            await self._waiter
        finally:
            self._alarm.cancel()
            self._response = self._waiter = None
            if not response.reusable:
                self.abort()
        return True

    @property
    def open(self) -> bool:
        """Whether it can still carry a request."""
        return self._transport is not None and not self._transport.is_closing()

    def abort(self) -> None:
        """Close at once; nothing more is sent."""
        if self._transport is not None:
            self._transport.abort()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Tee: the response keeps `data` before anything reads it."""
        response = self._response
        if response is None:
            # Nobody asked: what an idle server says can only confuse the next exchange.
            self.abort()
            return
        self._heard = self._loop.time()
        if response.feed(data):
            self._done()

    def eof_received(self) -> bool | None:
        """The other side has no more to say."""
        if self._response is not None:
            self._response.end()
            self._done()
        return None

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone, by an end or by a reset."""
        if self._response is not None:
            self._response.end(reset=exc is not None)
            self._done()
        if not self.closed.done():
            self.closed.set_result(None)

    def _done(self) -> None:
        self._response = None
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _ring(self) -> None:
        """One timer serves both limits: it looks when it rings, and is set anew if too early."""
        due = min(self._deadline, self._heard + self._idle)
        if self._loop.time() < due:
            self._alarm = self._loop.call_at(due, self._ring)
        elif self._response is not None:
            self._response.time_out()
            self._done()


async def connect(endpoint: Endpoint, *, tls: Trust | None, seconds: float) -> Connection:
    """Connect to one of the endpoint's judged addresses within `seconds`.

    With `tls`, certificate and host name are verified; if that fails the
    connection is made all the same and says why in `tls_error`. Raises
    FetchFailed: "connect", "tls" or "timeout".
    """
    return await dial(endpoint, seconds, lambda ip: _connect_to(endpoint, ip, tls))


async def _connect_to(endpoint: Endpoint, ip: str, tls: Trust | None) -> Connection:
    if tls is None:
        return await _open(endpoint, ip, None)
    try:
        return await _open(endpoint, ip, tls.strict)
    except OSError as error:
        why = failure(error)
        if why is None:
            raise
    connection = await _open(endpoint, ip, tls.lenient)
    connection.tls_error = why
    return connection


async def _open(endpoint: Endpoint, ip: str, context: ssl.SSLContext | None) -> Connection:
    loop = asyncio.get_running_loop()
    # `ip` is a literal, so nothing is looked up; the name is for SNI and verification only.
    transport, connection = await loop.create_connection(
        lambda: Connection(loop, endpoint, ip),
        ip,
        endpoint.port,
        ssl=context,
        server_hostname=endpoint.host if context is not None else None,
    )
    if context is not None:
        session = transport.get_extra_info("ssl_object")
        with suppress(ValueError):
            connection.certificate = certificate_of(session)
        connection.tls_version = session.version()
    return connection
