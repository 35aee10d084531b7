"""One HTTP exchange as it went over the wire, and what was read from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from evidence.archive.record import RecordRef

Truncated = Literal["length", "time", "disconnect", "unspecified"]
"""Why a response is not whole, in the words of WARC 1.1, 5.13: a size limit, a time
limit, the other side hung up, or its framing made no sense from some point on."""


@dataclass(frozen=True, slots=True)
class WireRequest:
    """What to ask for. `headers` are sent as given, in order, after Host.

    `url` is absolute http(s) with everything outside ASCII already
    percent-encoded in the charset the site wants; it goes on the wire as is.
    """

    url: str
    method: str = "GET"
    headers: Sequence[tuple[bytes, bytes]] = ()
    body: bytes = b""


@dataclass(slots=True)
class RawExchange:
    """Bytes as sent and received: what the archive stores before anyone parses it.

    `response` is status line, headers, framing and body exactly as received.
    `interim` are the 1xx responses that came before it on the same request, as
    received; they are kept apart so that `response` begins with its own head.
    `started_at` is UTC. `certificate` is the DER of the peer's certificate on
    the same connection; `tls_error` says why its verification failed, if it did.
    """

    url: str
    request: bytes
    response: bytes
    ip: str
    port: int
    started_at: datetime
    truncated: Truncated | None = None
    certificate: bytes | None = None
    tls_error: str | None = None
    tls_version: str | None = None
    anomalies: tuple[str, ...] = ()
    interim: bytes = b""


class Recorder(Protocol):
    """Whatever keeps raw exchanges; the archive is one."""

    def append_exchange(self, raw: RawExchange) -> RecordRef:
        """Write request and response records; return where the response lies."""
        ...

    def append_request(self, raw: RawExchange) -> RecordRef:
        """Write the record of a request that got not one byte of an answer; where it lies."""
        ...


@dataclass(slots=True)
class Exchange:
    """A recorded exchange and what httptools read from it.

    `headers` keep case, order and repetitions. `body` is free of transfer
    framing and of content coding (at most two layers, within the decoded limit);
    `coded_body` is free of transfer framing only. `anomalies` are stable words
    such as "duplicate-content-length", "header-without-colon", "parse-error".
    `status` is 0 where no status line could be read.
    """

    request: WireRequest
    status: int
    reason: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes
    coded_body: bytes
    record: RecordRef
    ip: str
    port: int
    started_at: datetime
    elapsed: float
    truncated: Truncated | None = None
    certificate: bytes | None = None
    tls_error: str | None = None
    anomalies: tuple[str, ...] = field(default_factory=tuple)

    def header(self, name: str) -> bytes | None:
        """The first value of header `name`, without regard to case."""
        wanted = name.lower().encode("ascii")
        return next((v for k, v in self.headers if k.lower() == wanted), None)
