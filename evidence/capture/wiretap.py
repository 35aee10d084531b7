"""From events of the network log to exchanges: which bytes were asked, which were answered.

A socket's bytes come in the order in which they went over it. A request ends where
its head and Content-Length say, the answer where its framing says (RFC 9112, 6);
what comes after that on the same socket and before the next request still belongs
to the answer. HTTP/2 is switched off in the browser, so there is nothing else.
"""

import math
import ssl
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from ipaddress import ip_address

from evidence.capture.netlog import BEGIN, END, Event
from evidence.capture.tapped import Asked, Socket, Tapped
from evidence.network.limits import Limits
from evidence.network.response import Response

WITH_BYTES = frozenset(
    {
        "SOCKET_BYTES_SENT",
        "SOCKET_BYTES_RECEIVED",
        "SSL_SOCKET_BYTES_SENT",
        "SSL_SOCKET_BYTES_RECEIVED",
    }
)

_STOP_SECONDS = 1.0
# net/base/net_error_list.h → the words of evidence.network.tls.
_TLS_WORDS = {
    "ERR_CERT_COMMON_NAME_INVALID": "wrong-host",
    "ERR_CERT_DATE_INVALID": "expired",
    "ERR_CERT_AUTHORITY_INVALID": "untrusted-issuer",
    "ERR_CERT_REVOKED": "revoked",
    "ERR_CERT_WEAK_SIGNATURE_ALGORITHM": "weak-signature",
    "ERR_CERT_WEAK_KEY": "weak-key",
}


class Wiretap:
    """Follows the sockets of one browser, and hands each exchange that ended to `keep`.

    `limits` bound what is held of one answer; `cut` is told the local port of a
    connection whose answer grew beyond them. `documents` are the requests for what is
    shown in the main frame, by their addresses; `received` counts the bytes of all
    answers. What breaks off from the time `ending` on, or just after `stopped`, was
    broken off by us, and from `full` on because there was too much of everything
    (seconds since 1970).
    """

    kinds = WITH_BYTES | {
        "SOCKET_READ_ERROR",
        "REQUEST_ALIVE",
        "URL_REQUEST_START_JOB",
        "HTTP_STREAM_REQUEST_BOUND_TO_JOB",
        "SOCKET_IN_USE",
        "SOCKET_ALIVE",
        "TCP_CONNECT",
        "SOCKS5_CONNECT",
        "SSL_CONNECT",
        "SSL_CERTIFICATES_RECEIVED",
    }

    def __init__(
        self, keep: Callable[[Tapped], None], cut: Callable[[int], None], limits: Limits
    ) -> None:
        self._keep = keep
        self._cut = cut
        self._limits = limits
        self._sockets: dict[int, Socket] = {}
        self._asked: dict[int, Asked] = {}
        self._jobs: dict[int, Asked] = {}
        self._distrusted: dict[tuple[str, bytes], str] = {}
        self.net_errors: Mapping[int, str] = {}
        self.ending = math.inf
        self.stopped = -math.inf
        self.full = math.inf
        self.browser_own: list[str] = []
        self.documents: dict[str, bytes] = {}
        self.received = 0

    def take(self, event: Event) -> None:
        """Go on by one event."""
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            handler(self, event)

    def finish(self) -> None:
        """Nothing more will come: what is still under way ends here."""
        for socket in self._sockets.values():
            self._close(socket, math.inf)
        self._sockets.clear()

    # What the browser says of its requests.

    def _request_alive(self, event: Event) -> None:
        if event.phase == BEGIN:
            asked = self._asked[event.source] = Asked()
            asked.annotation = int(event.params.get("traffic_annotation", 0))
        elif event.phase == END:
            ended = self._asked.pop(event.source, None)
            if ended is not None:
                ended.net_error = int(event.params.get("net_error", 0))

    def _request_started(self, event: Event) -> None:
        """A request, or the next hop of one that was redirected."""
        if event.phase != BEGIN:
            return
        before = self._asked.get(event.source, Asked())
        initiator = str(event.params.get("initiator", ""))
        asked = Asked(
            url=str(event.params.get("url", "")),
            method=str(event.params.get("method", "")),
            kind=str(event.params.get("request_type", "")),
            initiator="" if initiator == "not an origin" else initiator,
            annotation=before.annotation,
        )
        if before.url:
            before.net_error = 0  # redirected
        self._asked[event.source] = asked
        if asked.own:
            self.browser_own.append(asked.url)

    def _request_bound(self, event: Event) -> None:
        job, asked = event.dependency, self._asked.get(event.source)
        if job is not None and asked is not None:
            self._jobs[job] = asked

    # What happens to a socket.

    def _socket_alive(self, event: Event) -> None:
        if event.phase == BEGIN:
            self._sockets[event.source] = Socket(event.source)
        elif event.phase == END and (socket := self._sockets.pop(event.source, None)) is not None:
            self._close(socket, event.when)

    def _socket_in_use(self, event: Event) -> None:
        socket = self._sockets.get(event.source)
        if socket is None:
            return
        if event.phase == BEGIN:
            socket.job = event.dependency
        elif event.phase == END:
            self._close(socket, event.when)

    def _read_error(self, event: Event) -> None:
        if (socket := self._sockets.get(event.source)) is not None:
            socket.at_end = socket.reset = True

    def _connected(self, event: Event) -> None:
        socket, address = self._sockets.get(event.source), event.params.get("local_address")
        if socket is not None and isinstance(address, str):
            port = address.rpartition(":")[2]
            socket.local_port = int(port) if port.isdigit() else 0

    def _tunnelled(self, event: Event) -> None:
        socket = self._sockets.get(event.source)
        if socket is not None and event.phase == END:
            socket.tunnelled = "net_error" not in event.params
            socket.host, socket.port = _destination(bytes(socket.greeting))
            socket.greeting.clear()

    def _tls(self, event: Event) -> None:
        socket = self._sockets.get(event.source)
        if socket is None:
            return
        socket.tls = True
        if event.phase != END:
            return
        leaf = (socket.host, socket.chain[0] if socket.chain else b"")
        error = int(event.params.get("net_error", 0))
        if error:
            name = self.net_errors.get(error, str(error))
            if name.startswith("ERR_CERT_"):
                self._distrusted[leaf] = f"{_TLS_WORDS.get(name, 'unverified')}: {name}"
            return
        socket.tls_version = str(event.params.get("version", "")) or None
        socket.cipher = event.params.get("cipher_suite")
        socket.tls_error = self._distrusted.get(leaf)

    def _certificates(self, event: Event) -> None:
        socket = self._sockets.get(event.source)
        if socket is not None:
            socket.chain = tuple(_der(text) for text in event.params.get("certificates", ())[:16])

    # Bytes.

    def _sent(self, event: Event) -> None:
        socket = self._sockets.get(event.source)
        if socket is None:
            return
        if not socket.tunnelled:
            socket.greeting += event.data[:600]
            return
        if socket.tls and event.kind == "SOCKET_BYTES_SENT":
            return  # the same, encrypted
        current = socket.current
        if current is not None and current.switched:
            _add(current.frames_sent, event.data, self._limits.body)
            return
        if current is None or (current.whole and current.request_whole):
            self._close(socket, event.when)
            current = socket.current = self._begin(socket, event.when)
        _add(current.request, event.data, self._limits.body)
        if current.asked is not None and current.asked.kind == "main frame":
            self.documents[current.url] = bytes(current.request)

    def _begin(self, socket: Socket, when: float) -> Tapped:
        asked = self._jobs.get(socket.job) if socket.job is not None else None
        return Tapped(socket, asked, datetime.fromtimestamp(when, UTC), Response(self._limits))

    def _received(self, event: Event) -> None:
        socket = self._sockets.get(event.source)
        if socket is None or not socket.tunnelled:
            return
        if not event.data:
            socket.at_end = True
            return
        if socket.tls and event.kind == "SOCKET_BYTES_RECEIVED":
            return
        current = socket.current
        if current is None:
            return  # bytes that nobody asked for, before the first request
        if not current.received and current.method == "HEAD":
            current.response = Response(self._limits, head_only=True)
        current.received += len(event.data)
        self.received += len(event.data)
        current.ended_at = datetime.fromtimestamp(event.when, UTC)
        if current.switched:
            _add(current.frames_received, event.data, self._limits.body)
        elif current.whole:
            self._surplus(current.response, event.data)
        else:
            self._feed(socket, current, event.data)

    def _feed(self, socket: Socket, current: Tapped, data: bytes) -> None:
        response = current.response
        current.whole = response.feed(data)
        if current.whole and (response.truncated == "length" or response.failure is not None):
            self._cut(socket.local_port)
        if current.switched:
            head = bytes(response.raw)
            end = head.find(b"\r\n\r\n") + 4
            current.frames_received += response.raw[end:]
            del response.raw[end:]
            response.anomalies[:] = [
                word for word in response.anomalies if word != "data-after-response"
            ]

    def _surplus(self, response: Response, data: bytes) -> None:
        if response.truncated is None and len(response.raw) < self._limits.body:
            response.raw += data
            if "data-after-response" not in response.anomalies:
                response.anomalies.append("data-after-response")

    def _close(self, socket: Socket, when: float) -> None:
        """The exchange under way on `socket` is over, at `when`."""
        current, socket.current = socket.current, None
        if current is None:
            return
        if not current.whole:
            if socket.at_end:
                current.response.end(reset=socket.reset)
            else:
                current.response.time_out()
                by_us = when >= self.ending or 0 <= when - self.stopped <= _STOP_SECONDS
                if not by_us and current.response.truncated is not None:
                    current.response.truncated = "unspecified"
                    current.response.anomalies.append("cancelled-by-page")
            if when > self.full and current.response.truncated is not None:
                current.response.truncated = "length"
        self._keep(current)


def _add(buffer: bytearray, data: bytes, limit: int) -> None:
    buffer += data[: max(0, limit - len(buffer))]


def _destination(greeting: bytes) -> tuple[str, int]:
    """Host and port out of what was sent to the relay (RFC 1928, 3 and 4): 5 1 0, then 5 1 0 …"""
    request = greeting[2 + greeting[1] :] if len(greeting) > 2 else b""
    if len(request) < 7:
        return "", 0
    kind, rest = request[3], request[4:]
    if kind == 3:
        host, rest = rest[1 : 1 + rest[0]].decode("latin-1"), rest[1 + rest[0] :]
    else:
        size = 4 if kind == 1 else 16
        host, rest = str(ip_address(rest[:size])), rest[size:]
    return host, int.from_bytes(rest[:2], "big")


def _der(pem: object) -> bytes:
    try:
        return ssl.PEM_cert_to_DER_cert(str(pem))
    except ValueError:
        return b""


_HANDLERS: dict[str, Callable[[Wiretap, Event], None]] = {
    "REQUEST_ALIVE": Wiretap._request_alive,
    "URL_REQUEST_START_JOB": Wiretap._request_started,
    "HTTP_STREAM_REQUEST_BOUND_TO_JOB": Wiretap._request_bound,
    "SOCKET_ALIVE": Wiretap._socket_alive,
    "SOCKET_IN_USE": Wiretap._socket_in_use,
    "SOCKET_READ_ERROR": Wiretap._read_error,
    "TCP_CONNECT": Wiretap._connected,
    "SOCKS5_CONNECT": Wiretap._tunnelled,
    "SSL_CONNECT": Wiretap._tls,
    "SSL_CERTIFICATES_RECEIVED": Wiretap._certificates,
    "SOCKET_BYTES_SENT": Wiretap._sent,
    "SSL_SOCKET_BYTES_SENT": Wiretap._sent,
    "SOCKET_BYTES_RECEIVED": Wiretap._received,
    "SSL_SOCKET_BYTES_RECEIVED": Wiretap._received,
}
