"""Lines of Chromium's network log, and the pipe they come through."""

import base64
import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from evidence.capture.netlog import BEGIN, END, LogPipe, LogText

TYPES = {"REQUEST_ALIVE": 1, "SOCKET_BYTES_RECEIVED": 2, "ELSE": 3}
HEAD = (
    json.dumps(
        {
            "constants": {
                "logEventTypes": TYPES,
                "netError": {"ERR_CERT_DATE_INVALID": -201},
                "timeTickOffset": 1_000_000,
            }
        },
        separators=(",", ":"),
    ).encode()[:-1]
    + b","
)


def line(kind: str, params: dict[str, Any] | None = None, **more: Any) -> bytes:
    """An event as Chromium writes it: keys in the order of the alphabet."""
    event = {
        "params": params or {},
        "phase": 0,
        "source": {"id": 7, "start_time": "1", "type": 10},
        "time": "5500",
        "type": TYPES[kind],
    } | more
    return json.dumps(event, separators=(",", ":")).encode() + b","


@pytest.fixture
def log() -> LogText:
    text = LogText(
        frozenset({"REQUEST_ALIVE", "SOCKET_BYTES_RECEIVED"}), frozenset({"SOCKET_BYTES_RECEIVED"})
    )
    assert text.read(HEAD) is None
    return text


def test_an_event_and_its_time(log: LogText) -> None:
    event = log.read(line("REQUEST_ALIVE", {"url": "http://茶.example/"}, phase=1))
    assert event is not None
    assert (event.kind, event.phase, event.source) == ("REQUEST_ALIVE", BEGIN, 7)
    assert event.params == {"url": "http://茶.example/"}
    assert event.when == 1005.5
    assert log.net_errors == {-201: "ERR_CERT_DATE_INVALID"}


def test_bytes_are_those_that_were_sent(log: LogText) -> None:
    sent = bytes(range(256)) * 300
    params = {"byte_count": len(sent), "bytes": base64.b64encode(sent).decode()}
    event = log.read(line("SOCKET_BYTES_RECEIVED", params))
    assert event is not None
    assert event.data == sent
    end = log.read(line("SOCKET_BYTES_RECEIVED", {"byte_count": 0}))
    assert end is not None
    assert end.data == b""


def test_what_was_not_asked_for_and_what_makes_no_sense_is_passed_over(log: LogText) -> None:
    for junk in (line("ELSE"), b"", b'"events": [', b'{"type":', b"[1,2]", b"7", b"\xff\xfe"):
        assert log.read(junk) is None
    assert not log.complete
    assert log.read(b"],") is None
    assert log.complete


def test_another_order_of_the_fields_is_read_too(log: LogText) -> None:
    event = log.read(
        json.dumps(
            {
                "type": 2,
                "time": "0",
                "source": {"type": 10, "id": -3},
                "phase": 2,
                "params": {"bytes": base64.b64encode(b"tea").decode()},
            }
        ).encode()
    )
    assert event is not None
    assert (event.phase, event.source, event.data) == (END, -3, b"tea")


def test_the_pipe_gives_every_line_however_it_is_cut(tmp_path: Path) -> None:
    taken: list[bytes] = []
    pipe = LogPipe(tmp_path / "log", taken.append)
    assert pipe.state == "waiting"
    writer = os.open(tmp_path / "log", os.O_WRONLY)
    text = b"\n".join(b"%d:" % n + b"x" * (n % 5000) for n in range(2000))
    for start in range(0, len(text), 7001):
        os.write(writer, text[start : start + 7001])
    assert pipe.state == "open"
    os.close(writer)
    assert pipe.finish(10)
    assert b"\n".join(taken) == text


def test_a_browser_that_never_came_is_not_waited_for(tmp_path: Path) -> None:
    before = threading.active_count()
    pipe = LogPipe(tmp_path / "log", lambda _: None)
    began = time.monotonic()
    assert pipe.finish(5)
    assert time.monotonic() - began < 2
    assert threading.active_count() == before


def test_a_log_that_is_opened_anew_goes_on(tmp_path: Path) -> None:
    taken: list[bytes] = []
    pipe = LogPipe(tmp_path / "log", taken.append)
    for word in (b"one\n", b"two\n"):
        writer = os.open(tmp_path / "log", os.O_WRONLY)
        os.write(writer, word)
        os.close(writer)
        end = time.monotonic() + 5
        while word.strip() not in taken and time.monotonic() < end:
            time.sleep(0.01)
    assert pipe.finish(5)
    assert [one for one in taken if one] == [b"one", b"two"]


def test_nothing_is_lost_between_two_writers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second writer that came and went while the reader was between two descriptors."""
    taken: list[bytes] = []
    path, closed = tmp_path / "log", os.close
    pipe = LogPipe(path, taken.append)
    written: list[bytes] = []

    def write(word: bytes) -> None:
        writer = os.open(path, os.O_WRONLY)
        os.write(writer, word)
        closed(writer)

    def close(descriptor: int) -> None:
        if threading.current_thread().name == "network-log" and not written:
            written.append(b"between\n")
            write(written[0])
        closed(descriptor)

    monkeypatch.setattr(os, "close", close)
    for word in (b"one\n", b"two\n"):
        write(word)
        end = time.monotonic() + 5
        while word.strip() not in taken and time.monotonic() < end:
            time.sleep(0.01)
    assert pipe.finish(5)
    assert sorted(one for one in taken if one) == [b"between", b"one", b"two"]
