"""What passed over the browser's connections: requests, connections, exchanges."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from evidence.network.response import Response

HEAD_LIMIT = 1 << 20
"""The head of a request is looked for in so many bytes."""

_HOST = re.compile(rb"(?im)^host[ \t]*:[ \t]*([!-~]+)[ \t]*\r?$")
_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*\r?$")


@dataclass(slots=True)
class Asked:
    """What the browser itself says of a request. `kind`: "main frame", "subframe", "other".

    `initiator` is the origin whose page asked, "" where it was the browser.
    `annotation` names the part of the browser that asked, by number. `net_error`
    is 0 where all went well, None while it is under way.
    """

    url: str = ""
    method: str = ""
    kind: str = ""
    initiator: str = ""
    annotation: int = 0
    net_error: int | None = None

    @property
    def own(self) -> bool:
        """Whether the browser asked for itself and not for a page."""
        return self.kind == "other" and not self.initiator and self.annotation not in _FOR_PAGES


@dataclass(slots=True)
class Socket:
    """One connection of the browser, through the relay, to `host`:`port`.

    `local_port` is the browser's end of its connection to the relay. `chain` are
    the certificates as the server sent them (DER), `tls_error` why the browser
    did not trust them.
    """

    number: int
    local_port: int = 0
    host: str = ""
    port: int = 0
    tunnelled: bool = False
    tls: bool = False
    tls_version: str | None = None
    cipher: int | None = None
    chain: tuple[bytes, ...] = ()
    tls_error: str | None = None
    job: int | None = None
    current: "Tapped | None" = None
    at_end: bool = False
    reset: bool = False
    greeting: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Tapped:
    """One exchange as it passed: the bytes of the request, and the answer.

    `received` counts bytes, those beyond the limits too: 0 where nothing was answered,
    and then `response` says how that ended. After a 101 the two directions are
    `frames_sent` and `frames_received`.
    """

    socket: Socket
    asked: Asked | None
    started_at: datetime
    response: Response
    request: bytearray = field(default_factory=bytearray)
    request_length: int | None = None
    whole: bool = False
    received: int = 0
    ended_at: datetime | None = None
    frames_sent: bytearray = field(default_factory=bytearray)
    frames_received: bytearray = field(default_factory=bytearray)

    @property
    def switched(self) -> bool:
        """Whether the connection went over to another protocol (101)."""
        head = self.response.head
        return self.whole and head is not None and head.status == 101

    @property
    def method(self) -> str:
        """The method as it was sent."""
        return bytes(self.request[:24]).partition(b" ")[0].decode("latin-1")

    @property
    def url(self) -> str:
        """The address asked for, without a fragment, as the request line and Host have it."""
        line, _, _ = bytes(self.request[:HEAD_LIMIT]).partition(b"\r\n")
        parts = line.split(b" ")
        target = parts[1].decode("latin-1") if len(parts) > 1 else "/"
        host = _HOST.search(self.request, 0, HEAD_LIMIT)
        authority = host[1].decode("latin-1") if host else f"{self.socket.host}:{self.socket.port}"
        scheme = "https" if self.socket.tls else "http"
        return f"{scheme}://{authority}{target}" if target.startswith("/") else target

    @property
    def request_whole(self) -> bool:
        """Whether all of the request was sent (RFC 9112, 6.3)."""
        if self.request_length is None:
            end = self.request.find(b"\r\n\r\n", 0, HEAD_LIMIT)
            if end < 0:
                return False
            length = _LENGTH.search(self.request, 0, end + 2)
            self.request_length = end + 4 + (int(length[1]) if length else 0)
        return len(self.request) >= self.request_length


def _annotation(name: str) -> int:
    """The number by which Chromium's log names a part of the browser.

    net/traffic_annotation/network_traffic_annotation.h: a hash of its name.
    """
    number = 0
    for character in name:
        number = (number * 31 + ord(character)) % 138_003_713
    return number


_FOR_PAGES = frozenset(
    _annotation(name)
    for name in (
        "navigation_url_loader",
        "blink_resource_loader",
        "favicon_loader",
        "worker_script_load",
        "websocket_stream",
        "parallel_download_job",
        "download_manager_resume",
    )
)
