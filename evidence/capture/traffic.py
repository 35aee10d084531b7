"""What a captured page asked for and was answered: into the archive, byte for byte.

The bytes come out of the browser's own network log (netlog.py), inside of TLS and
as they passed: nothing is decoded, no header left out or folded. The address comes
from the relay. What the browser asks for itself is told by the log and kept out.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from evidence.archive.archive import Archive
from evidence.archive.record import RecordRef
from evidence.capture.netlog import LogPipe, LogText
from evidence.capture.secrets import Secrets
from evidence.capture.tapped import Socket, Tapped
from evidence.capture.watched_relay import WatchedRelay
from evidence.capture.wiretap import WITH_BYTES, Wiretap
from evidence.errors import ArchiveError
from evidence.network.exchange import RawExchange
from evidence.network.limits import Limits
from evidence.seal.digests import sha256_label

FRAMES_URN = "urn:x-wangjian:frames:"

_FINISH_SECONDS = 20.0


@dataclass(slots=True)
class Seen:
    """One exchange of the captured page. Times are UTC, `received` counts bytes.

    `part` says what the browser wanted it for: "main frame", "subframe", "other";
    `kind` more closely where the page told ("document", "image", "script" …).
    `status` is 0 without a status line. `record` is that of the answer, or of the
    request where not a byte was `answered`; None where the archive took no more.
    `frames` are the records of what went on after a change of protocol (WebSocket).
    """

    number: int
    url: str
    method: str
    status: int
    part: str
    initiator: str
    media_type: str
    started_at: datetime
    ended_at: datetime | None
    host: str
    port: int
    ip: str
    received: int
    truncated: str | None
    failure: str | None
    tls_version: str | None
    tls_error: str | None
    certificate: str | None
    anomalies: tuple[str, ...]
    record: RecordRef | None
    kind: str = ""
    frames: tuple[RecordRef, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether any byte of an answer came."""
        return self.received > 0

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        ended = None if self.ended_at is None else self.ended_at.isoformat()
        return {
            "number": self.number,
            "url": self.url,
            "method": self.method,
            "status": self.status,
            "part": self.part,
            "kind": self.kind,
            "initiator": self.initiator,
            "media_type": self.media_type,
            "started_at": self.started_at.isoformat(),
            "ended_at": ended,
            "host": self.host,
            "port": self.port,
            "ip": self.ip,
            "received_bytes": self.received,
            "truncated": self.truncated,
            "failure": self.failure,
            "tls_version": self.tls_version,
            "tls_error": self.tls_error,
            "certificate": self.certificate,
            "anomalies": list(self.anomalies),
            "record": None if self.record is None else self.record.to_json(),
            "frames": [one.to_json() for one in self.frames],
        }


@dataclass(slots=True)
class Origin:
    """What a host showed of itself over TLS: its chain as sent (DER), the leaf first."""

    host: str
    port: int
    chain: tuple[bytes, ...]
    tls_version: str | None
    cipher: int | None
    tls_error: str | None


@dataclass(slots=True)
class TrafficLimits:
    """Bounds of what is kept: bytes of one answer, bytes of all, number of exchanges."""

    body: int
    total: int
    exchanges: int = 5_000


class Traffic:
    """Follows one browser's traffic and keeps it in `archive`.

    Begin it before the browser starts, and give the browser `arguments`. `secrets`
    say what is not kept, or not as it was, where somebody may log in. `seen`
    grows while the page loads. `error` is set where the archive refused: then
    nothing more is kept.
    """

    def __init__(
        self,
        archive: Archive,
        relay: WatchedRelay,
        scratch: Path,
        limits: TrafficLimits,
        secrets: Secrets | None = None,
    ) -> None:
        self._secrets = secrets
        self._archive = archive
        self._relay = relay
        self._limits = limits
        self._tap = Wiretap(self._keep, relay.cut, Limits(body=limits.body))
        self._log = LogText(Wiretap.kinds, WITH_BYTES)
        self._pipe = LogPipe(scratch / "network-log", self._take)
        self.arguments = (
            f"--log-net-log={scratch / 'network-log'}",
            "--net-log-capture-mode=Everything",
        )
        self.seen: list[Seen] = []
        self.origins: dict[tuple[str, int], Origin] = {}
        self.cut = False
        self.error: ArchiveError | None = None

    @property
    def received(self) -> int:
        """Bytes of all answers so far, those not kept too."""
        return self._tap.received

    @property
    def browser_own(self) -> list[str]:
        """What the browser asked for itself: addresses only, their traffic is not kept."""
        return self._tap.browser_own

    @property
    def documents(self) -> dict[str, bytes]:
        """The requests for what was shown in the main frame, by their addresses."""
        return self._tap.documents

    @property
    def working(self) -> bool:
        """Whether the browser writes its log at all."""
        return self._pipe.state != "waiting"

    def ending(self) -> None:
        """The browser is about to be ended: what breaks off from now on, we broke off."""
        self._tap.ending = time.time()

    def stopped(self) -> None:
        """The page is just being stopped from loading more: what breaks off now, we broke off."""
        self._tap.stopped = time.time()

    def finish(self) -> bool:
        """Read what is left of the log; call it once the browser has ended.

        Whether the log was read to its proper end. Waits; call it outside of the loop.
        """
        read = self._pipe.finish(_FINISH_SECONDS)
        if read:
            self._tap.finish()
        return read and self._log.complete

    def _take(self, line: bytes) -> None:
        """In the log's thread: one line."""
        event = self._log.read(line)
        if event is not None:
            self._tap.net_errors = self._log.net_errors
            self._tap.take(event)
            if self.received > self._limits.total:
                self._take_no_more()

    def _take_no_more(self) -> None:
        """The limit is reached: nothing further is connected to, what stands is broken off."""
        if not self.cut:
            self.cut = True
            self._tap.full = time.time()
            self._relay.shut()

    def _keep(self, tapped: Tapped) -> None:
        if tapped.asked is not None and tapped.asked.own:
            return
        if self._secrets is not None and self._secrets.hide(tapped):
            return
        if tapped.socket.chain:
            self._note_origin(tapped.socket)
        if len(self.seen) + 1 >= self._limits.exchanges:
            self._take_no_more()
        record: RecordRef | None = None
        frames: tuple[RecordRef, ...] = ()
        raw = self._raw(tapped)
        if self.error is None:
            try:
                if tapped.received:
                    record = self._archive.append_exchange(raw)
                    frames = tuple(self._keep_frames(tapped, raw, record))
                else:
                    record = self._archive.append_request(raw)
            except ArchiveError as error:
                self.error = error
        self.seen.append(self._seen(tapped, raw, record, frames))

    def _raw(self, tapped: Tapped) -> RawExchange:
        socket, response = tapped.socket, tapped.response
        return RawExchange(
            url=tapped.url,
            request=bytes(tapped.request),
            response=bytes(response.raw) or response.interim,
            ip=self._ip(socket),
            port=socket.port,
            started_at=tapped.started_at,
            truncated=response.truncated,
            certificate=socket.chain[0] if socket.chain else None,
            tls_error=socket.tls_error,
            tls_version=socket.tls_version,
            anomalies=tuple(response.anomalies),
            interim=response.interim if response.raw else b"",
        )

    def _ip(self, socket: Socket) -> str:
        """The address that the relay connected to for just this socket."""
        relayed = self._relay.relayed(socket.local_port)
        if relayed is None or (relayed.host, relayed.port) != (socket.host, socket.port):
            # Its near port was used a second time meanwhile.
            return self._relay.ip_of(socket.host, socket.port) or ""
        return relayed.ip or ""

    def _keep_frames(
        self, tapped: Tapped, raw: RawExchange, record: RecordRef
    ) -> Iterator[RecordRef]:
        """Both directions after a 101, each as it passed (RFC 6455, 5 for a WebSocket)."""
        name = record.record_id.strip("<>").removeprefix("urn:uuid:")
        for way, data in (
            ("received", tapped.frames_received),
            ("sent", tapped.frames_sent),
        ):
            if data:
                yield self._archive.append_resource(
                    f"{FRAMES_URN}{way}:{name}",
                    "application/octet-stream",
                    bytes(data),
                    when=raw.started_at,
                    refers_to=record,
                    note={"bytes": f"{way} after the connection changed protocol", "url": raw.url},
                )

    def _note_origin(self, socket: Socket) -> None:
        self.origins.setdefault(
            (socket.host, socket.port),
            Origin(
                socket.host,
                socket.port,
                socket.chain,
                socket.tls_version,
                socket.cipher,
                socket.tls_error,
            ),
        )

    def _seen(
        self,
        tapped: Tapped,
        raw: RawExchange,
        record: RecordRef | None,
        frames: tuple[RecordRef, ...],
    ) -> Seen:
        asked, head, socket = tapped.asked, tapped.response.head, tapped.socket
        types = [v for k, v in (head.headers if head else ()) if k.lower() == b"content-type"]
        return Seen(
            number=len(self.seen) + 1,
            url=raw.url,
            method=tapped.method,
            status=head.status if head else 0,
            part=asked.kind if asked else "",
            initiator=asked.initiator if asked else "",
            media_type=types[0].decode("latin-1")[:200] if types else "",
            started_at=tapped.started_at,
            ended_at=tapped.ended_at,
            host=socket.host,
            port=socket.port,
            ip=raw.ip,
            received=tapped.received,
            # Where nothing came, nothing was cut short: how it ended stands beside the request.
            truncated=raw.truncated if tapped.received else None,
            failure=tapped.response.failure if tapped.received else "no-answer",
            tls_version=raw.tls_version,
            tls_error=raw.tls_error,
            certificate=None if raw.certificate is None else sha256_label(raw.certificate),
            anomalies=raw.anomalies,
            record=record,
            frames=frames,
        )
