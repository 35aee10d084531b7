"""The recording client 取证客户端: asks, archives what arrived, then reads it.

HTTP/1.1 over asyncio. It follows no redirect, keeps no cookie, sends no
credential and looks at no proxy setting: those are the crawler's decisions,
and each of its requests passes the guard. Whatever arrives goes to the
recorder before anything is made of it for the caller, also when the head
cannot be read or the connection breaks half way.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evidence.archive.record import RecordRef
from evidence.errors import FetchFailed
from evidence.network.coding import decode
from evidence.network.connection import Connection, connect
from evidence.network.exchange import Exchange, RawExchange, Recorder, WireRequest
from evidence.network.head import Head
from evidence.network.limits import Limits
from evidence.network.origin import Asked, Origin, asked
from evidence.network.pool import Pool
from evidence.network.quoted import quoted
from evidence.network.reach import Reach
from evidence.network.resolver import no_answer
from evidence.network.response import Response
from evidence.network.tls import Trust

__all__ = ["Limits", "Wire"]


class Wire:
    """A client for many requests at once; one per crawl process.

    `reach` judges every new connection, `recorder` keeps every response,
    `limits` bound an exchange unless `fetch` is given others, `ca_file` names
    further certificate authorities (PEM). Idle connections are kept for
    `keep_seconds`. Use it within one event loop, and `close` it.
    """

    def __init__(
        self,
        reach: Reach,
        recorder: Recorder,
        *,
        limits: Limits | None = None,
        ca_file: Path | None = None,
        keep_seconds: float = 15.0,
    ) -> None:
        self._reach = reach
        self._recorder = recorder
        self._limits = limits or Limits()
        self._trust = Trust(ca_file)
        self._pool = Pool(keep_seconds)

    async def fetch(self, request: WireRequest, *, limits: Limits | None = None) -> Exchange:
        """Ask for `request` and return what was recorded and read.

        Raises Refused where the guard or a rule says no (nothing was sent), and
        FetchFailed where no head of a response arrived; whatever bytes did
        arrive are then in its `record`, and the request is recorded where none
        did. A body that is not whole comes back with `truncated`. A kept
        connection that turns out dead before any byte of the answer is replaced
        once, for GET, HEAD and OPTIONS only; what was sent into it is not recorded.
        ArchiveError of the recorder passes through.
        """
        limits = limits or self._limits
        ask = asked(request, limit=limits.url)
        kept = self._pool.take(ask.origin)
        if kept is not None:
            sent = await self._send(ask, kept, limits)
            if not (sent.unanswered and ask.repeatable):
                return self._keep(request, sent, limits)
        connection = await self._connect(ask.origin, limits)
        sent = await self._send(ask, connection, limits)
        return self._keep(request, sent, limits)

    async def close(self) -> None:
        """Close every connection; exchanges under way end as disconnected."""
        await self._pool.close()

    async def _connect(self, origin: Origin, limits: Limits) -> Connection:
        began = time.monotonic()
        try:
            async with asyncio.timeout(limits.connect_seconds):
                endpoint = await self._reach.resolve(origin.host, origin.port)
        except TimeoutError:
            raise no_answer(origin.host) from None
        left = max(0.1, limits.connect_seconds - (time.monotonic() - began))
        tls = self._trust if origin.scheme == "https" else None
        connection = await connect(endpoint, tls=tls, seconds=left)
        self._pool.add(connection)
        return connection

    async def _send(self, ask: Asked, connection: Connection, limits: Limits) -> "_Sent":
        response = Response(limits, head_only=ask.head_only)
        started_at = datetime.now(UTC)
        began = time.monotonic()
        left = await connection.exchange(ask.data, response, limits)
        if response.reusable:
            self._pool.release(ask.origin, connection)
        return _Sent(ask, connection, response, started_at, time.monotonic() - began, left)

    def _keep(self, request: WireRequest, sent: "_Sent", limits: Limits) -> Exchange:
        """Record first; only then say what came."""
        response = sent.response
        raw = sent.raw(request)
        record = self._record(sent, raw)
        if record is None or response.failure is not None:
            raise _failed(request, response, limits, record)
        head = response.head or Head(0, b"", [], False)
        coded = response.coded_body
        codings = head.content_codings + head.transfer_codings
        body, odd = decode(coded, codings, limits.decoded) if codings else (coded, [])
        return Exchange(
            request=request,
            status=head.status,
            reason=head.reason,
            headers=head.headers,
            body=body,
            coded_body=coded,
            record=record,
            ip=raw.ip,
            port=raw.port,
            started_at=sent.started_at,
            elapsed=sent.elapsed,
            truncated=raw.truncated,
            certificate=raw.certificate,
            tls_error=raw.tls_error,
            anomalies=raw.anomalies + tuple(odd),
        )

    def _record(self, sent: "_Sent", raw: RawExchange) -> RecordRef | None:
        """Record what was sent and what came; where that lies, None where nothing came."""
        if raw.response:
            return self._recorder.append_exchange(raw)
        if sent.left:
            self._recorder.append_request(raw)
        return None


@dataclass(slots=True)
class _Sent:
    """A request that was sent, and what came of it. `left`: it was handed to a socket."""

    ask: Asked
    connection: Connection
    response: Response
    started_at: datetime
    elapsed: float
    left: bool

    @property
    def unanswered(self) -> bool:
        """Not one byte came before the other side closed."""
        response = self.response
        return response.failure == "disconnect" and not response.raw and not response.interim

    def raw(self, request: WireRequest) -> RawExchange:
        """The exchange as the archive is to keep it."""
        connection, response = self.connection, self.response
        if response.head is not None and response.head.status == 206 and not _asks_range(request):
            response.anomalies.append("partial-content-not-asked-for")
        return RawExchange(
            url=request.url,
            request=self.ask.data,
            # Where only interim responses came, they are what there is to keep.
            response=bytes(response.raw) or response.interim,
            ip=connection.ip,
            port=connection.endpoint.port,
            started_at=self.started_at,
            truncated=response.truncated,
            certificate=connection.certificate,
            tls_error=connection.tls_error,
            tls_version=connection.tls_version,
            anomalies=tuple(response.anomalies),
            interim=response.interim if response.raw else b"",
        )


def _asks_range(request: WireRequest) -> bool:
    return any(name.lower() == b"range" for name, _ in request.headers)


def _failed(
    request: WireRequest, response: Response, limits: Limits, record: RecordRef | None
) -> FetchFailed:
    code = response.failure or "disconnect"
    zh, en = _FAILURES[code]
    seconds = f"{min(limits.idle_seconds, limits.total_seconds):g}"
    url = quoted(request.url)
    return FetchFailed(
        code,
        f"{url}：{zh.format(seconds=seconds, head=limits.head)}",
        f"{url}: {en.format(seconds=seconds, head=limits.head)}",
        record=record,
    )


_FAILURES = {
    "disconnect": (
        "对方在响应头完整之前断开了连接；请稍后重试",
        "the server hung up before a whole response head came; try again later",
    ),
    "timeout": (
        "连上后在时限（{seconds} 秒）内没有完整的响应头；请稍后重试",
        "connected, but no whole response head came in time ({seconds} s); try again later",
    ),
    "too-large-head": (
        "响应头超过 {head} 字节，已截断存档；多为网站异常，请人工查看",
        "the response head exceeds {head} bytes and was cut; look at the site by hand",
    ),
    "protocol": (
        "只有临时响应（1xx），没有正式响应；多为网站异常，请人工查看",
        "only interim (1xx) responses came, no final one; look at the site by hand",
    ),
}
