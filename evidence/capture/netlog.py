"""The browser's own network log 浏览器网络日志, read while it is written.

With `--log-net-log=FILE --net-log-capture-mode=Everything` Chromium writes down
every byte that its sockets send and receive, inside of TLS, as they pass. No other
tap gives that: DevTools hands out bodies decoded, and a proxy that opened TLS
would put its own certificate in the place of the shop's. FILE is a named pipe of
ours, so nothing of it touches the disk.

The format: https://www.chromium.org/developers/design-documents/network-stack/netlog/
One event a line; a first line gives the numbers that stand for names. Only events
of the kinds asked for are taken apart.
"""

import base64
import binascii
import fcntl
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any, Literal

NONE, BEGIN, END = 0, 1, 2
"""Phases of an event: a moment, or the begin or end of something that takes time."""

_PIPE_BYTES = 1 << 20
_LONGEST_LINE = 64 << 20
_F_SETPIPE_SZ = 1031  # fcntl(2), Linux; Python names it from 3.10 on, on some systems only
_TAIL = re.compile(
    rb'"phase":(\d),"source":\{"id":(-?\d+),"start_time":"\d+","type":\d+\},'
    rb'"time":"(\d+)","type":(\d+)\}$'
)
_BYTES = re.compile(rb'"bytes":"([A-Za-z0-9+/=]*)"')


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `source` is what it happened to, `when` seconds since 1970 (UTC).

    `params` is empty for events that carry bytes: these stand in `data`.
    """

    kind: str
    phase: int
    source: int
    when: float
    params: Mapping[str, Any] = field(default_factory=dict)
    data: bytes = b""

    @property
    def dependency(self) -> int | None:
        """The other source that the event names, None where it names none."""
        other = self.params.get("source_dependency")
        return other.get("id") if isinstance(other, dict) else None


class LogText:
    """Turns lines of a log into events of the `wanted` kinds."""

    def __init__(self, wanted: frozenset[str], with_bytes: frozenset[str]) -> None:
        self._wanted = wanted
        self._with_bytes = with_bytes
        self._kinds: dict[int, str] = {}
        self._offset = 0.0
        self.net_errors: dict[int, str] = {}
        self.complete = False

    def read(self, line: bytes) -> Event | None:
        """The event that stands on `line`; None for all others, and for what makes no sense."""
        line = line.strip().removesuffix(b",")
        if line.startswith(b'{"constants":'):
            self._begin(line + b"}")
            return None
        if line == b"]":
            self.complete = True
            return None
        match = _TAIL.search(line, max(0, len(line) - 200))
        kind = self._kinds.get(int(match[4]), "") if match is not None else None
        if match is not None and kind not in self._wanted:
            return None
        if match is None or kind is None:
            return self._slowly(line)
        phase, source, when = int(match[1]), int(match[2]), self._when(match[3])
        if kind not in self._with_bytes:
            return Event(kind, phase, source, when, _params(_object(line)))
        data = _BYTES.search(line, 0, match.start())
        return Event(kind, phase, source, when, data=base64.b64decode(data[1]) if data else b"")

    def _begin(self, line: bytes) -> None:
        constants = _params(_object(line), "constants")
        kinds, errors = constants.get("logEventTypes", {}), constants.get("netError", {})
        self._kinds = {int(number): str(name) for name, number in kinds.items()}
        self.net_errors = {int(number): str(name) for name, number in errors.items()}
        self._offset = float(constants.get("timeTickOffset", 0))

    def _when(self, ticks: str | bytes) -> float:
        return (float(ticks) + self._offset) / 1000

    def _slowly(self, line: bytes) -> Event | None:
        """An event whose fields stand in another order than they did when this was written."""
        event = _object(line)
        kind = self._kinds.get(event.get("type", -1), "")
        if kind not in self._wanted:
            return None
        params, data = _params(event), b""
        try:
            source, when = int(event["source"]["id"]), self._when(event["time"])
            if kind in self._with_bytes:
                params, data = {}, base64.b64decode(params.get("bytes", ""))
            return Event(kind, int(event.get("phase", NONE)), source, when, params, data)
        except (KeyError, TypeError, ValueError, binascii.Error):
            return None


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _params(event: Mapping[str, Any], name: str = "params") -> dict[str, Any]:
    value = event.get(name, {})
    return value if isinstance(value, dict) else {}


class LogPipe:
    """The named pipe at `path`, read by a thread that hands each line to `take`.

    `take` runs in that thread. `state` is "waiting" until the browser opens the
    pipe, then "open", and "ended" once it closed it.
    """

    def __init__(self, path: Path, take: Callable[[bytes], None]) -> None:
        os.mkfifo(path, 0o600)
        self._path = path
        self._take = take
        self._stop = Flag()
        self._thread = Thread(target=self._read, name="network-log", daemon=True)
        self.state: Literal["waiting", "open", "ended"] = "waiting"
        self._thread.start()

    def finish(self, seconds: float) -> bool:
        """Wait until all that was written is read; call it once the browser has ended.

        Whether the thread came to its end within `seconds`.
        """
        self._stop.set()
        end = time.monotonic() + seconds
        while self._thread.is_alive() and time.monotonic() < end:
            try:
                # The thread may still wait for a writer that will never come.
                os.close(os.open(self._path, os.O_WRONLY | os.O_NONBLOCK))
            except OSError:
                pass  # it is not there yet, or not any more
            self._thread.join(0.02)
        return not self._thread.is_alive()

    def _read(self) -> None:
        descriptor = self._opened()
        try:
            while True:
                last = self._stop.is_set()
                for line in _split(descriptor):
                    self._take(line)
                self.state = "ended"
                if last:
                    return
                if self._stop.is_set():
                    continue  # what was written between the end and the order to stop
                # The network service may be restarted, and then opens the log anew. The pipe
                # forgets what was written to it when nobody holds it: the next descriptor is
                # opened before this one is closed.
                following = self._opened()
                os.close(descriptor)
                descriptor = following
        finally:
            os.close(descriptor)

    def _opened(self) -> int:
        descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        if not self._stop.is_set():
            self.state = "open"
        _widen(descriptor)
        return descriptor


def _split(descriptor: int) -> Iterator[bytes]:
    rest = bytearray()
    while data := os.read(descriptor, _PIPE_BYTES):
        end = data.rfind(b"\n")
        if end < 0:
            rest += data
            if len(rest) > _LONGEST_LINE:
                rest.clear()
            continue
        rest += data[:end]
        yield from bytes(rest).split(b"\n")
        rest = bytearray(data[end + 1 :])
    if rest:
        yield bytes(rest)


def _widen(descriptor: int) -> None:
    try:
        fcntl.fcntl(descriptor, _F_SETPIPE_SZ, _PIPE_BYTES)
    except OSError:
        pass  # a system that does not know it, or allows less: slower, no more
