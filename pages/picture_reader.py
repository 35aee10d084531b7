"""Reading pictures without being harmed by one: the side that asks.

One child process a machine does the reading (pages.picture_child), started when it is
first needed, thrown away after some pictures, some idle seconds, or when another
process waits for its turn. A picture that crashes it, or takes too long, is a flag,
never an error; every picture is read once, by its digest.
"""

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from pages.picture_cache import PictureCache
from pages.picture_text import PictureLine, PictureText
from pages.picture_turn import PictureTurn

MOST_BYTES = 12 << 20
PICTURE_SECONDS = 150.0
"""Wall time of one picture, on a busy machine; CPU time is bounded by the child itself."""
START_SECONDS = 60.0
WAIT_SECONDS = 180.0
"""How long others may hold the machine's one reader before a picture is left unread."""
TURN_SECONDS = 20.0
"""How long one process reads while another waits: starting a child takes some two seconds."""
PICTURES_A_CHILD = 40
IDLE_SECONDS = 15.0
MOST_ANSWER = 8 << 20


_PASSING = frozenset(("picture-busy", "picture-unread", "picture-timeout"))
"""Flags that say nothing of the picture: it may be tried again."""


class ChildGone(Exception):
    """The child ended or did not answer; the message is the picture's flag."""


class PictureReader:
    """Reads pictures, one after another, whoever asks. To be closed.

    `cache` is a file that remembers what was read; None remembers for this process
    only. Threads may share a reader. `lock` is the file by which the readers of a
    machine take turns.
    """

    def __init__(
        self,
        cache: Path | None = None,
        *,
        picture_seconds: float = PICTURE_SECONDS,
        wait_seconds: float = WAIT_SECONDS,
        turn_seconds: float = TURN_SECONDS,
        pictures_a_child: int = PICTURES_A_CHILD,
        command: list[str] | None = None,
        lock: Path | None = None,
    ) -> None:
        self._cache = PictureCache(cache)
        self._picture_seconds = picture_seconds
        self._wait_seconds = wait_seconds
        self._turn_seconds = turn_seconds
        self._most = pictures_a_child
        self._command = command or [sys.executable, "-m", "pages.picture_child"]
        user = os.getuid()
        shared = lock or Path(tempfile.gettempdir()) / f"wangjian-pictures-{user}.lock"
        self._turn = PictureTurn(shared)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._read = 0
        self._idle: threading.Timer | None = None
        self._unavailable = False

    def __enter__(self) -> "PictureReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, picture: bytes) -> PictureText:
        """What stands in `picture`. Never raises for what a picture holds."""
        digest = sha256(picture).hexdigest()
        known = self._cache.get(digest)
        if known is not None:
            return known
        if not picture or len(picture) > MOST_BYTES:
            flag = "picture-broken" if not picture else "picture-bomb"
            return PictureText(digest, flag=flag)
        with self._lock:
            self._stop_timer()
            text = self._asked(digest, picture)
            self._start_timer()
        if text.flag not in _PASSING:
            self._cache.put(text)
        return text

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop_timer()
            self._end_child()
            self._cache.close()

    def _asked(self, digest: str, picture: bytes) -> PictureText:
        if self._unavailable:
            return PictureText(digest, flag="picture-unread")
        if self._turn.due(self._turn_seconds):
            self._end_child()
        try:
            line = self._ready()
            line.settimeout(self._picture_seconds)
            line.sendall(struct.pack(">Q", len(picture)) + picture)
            answer = _answer(line, self._picture_seconds)
        except (ChildGone, OSError) as error:
            self._end_child()
            flag = str(error) if isinstance(error, ChildGone) else "picture-crashed"
            return PictureText(digest, flag=flag)
        self._read += 1
        if self._read >= self._most:
            self._end_child()
        return _text_of(digest, answer)

    def _ready(self) -> socket.socket:
        """The line to a child that waits for a picture. Raises ChildGone."""
        if self._line is not None and self._child is not None and self._child.poll() is None:
            return self._line
        self._end_child()
        try:
            self._turn.take(self._wait_seconds)
        except TimeoutError as error:
            raise ChildGone("picture-busy") from error
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).resolve().parent.parent)
        with theirs:
            self._child = subprocess.Popen(
                [*self._command, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": root, "LANG": "C.UTF-8"},
                start_new_session=True,
            )
        self._line, self._read = ours, 0
        try:
            _answer(ours, START_SECONDS)
        except (ChildGone, OSError) as error:
            self._end_child()
            self._unavailable = True
            raise ChildGone("picture-unread") from error
        return ours

    def _end_child(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._child is not None:
            with contextlib.suppress(OSError):
                self._child.kill()
            self._child.wait()
        self._turn.give()
        self._line = self._child = None

    def _start_timer(self) -> None:
        if self._child is not None:
            self._idle = threading.Timer(IDLE_SECONDS, self._end_idle)
            self._idle.daemon = True
            self._idle.start()

    def _stop_timer(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end_idle(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                self._end_child()
            finally:
                self._lock.release()


def _answer(line: socket.socket, seconds: float) -> dict[str, Any]:
    """The child's next answer. Raises ChildGone."""
    end = time.monotonic() + seconds
    head = _exactly(line, 8, end)
    size = struct.unpack(">Q", head)[0]
    if size > MOST_ANSWER:
        raise ChildGone("picture-crashed")
    try:
        value = json.loads(_exactly(line, size, end))
    except ValueError as error:
        raise ChildGone("picture-crashed") from error
    if not isinstance(value, dict):
        raise ChildGone("picture-crashed")
    return value


def _exactly(line: socket.socket, size: int, end: float) -> bytes:
    received = bytearray()
    while len(received) < size:
        line.settimeout(max(0.01, end - time.monotonic()))
        try:
            piece = line.recv(min(1 << 20, size - len(received)))
        except TimeoutError as error:
            raise ChildGone("picture-timeout") from error
        except OSError as error:
            raise ChildGone("picture-crashed") from error
        if not piece:
            raise ChildGone("picture-crashed")
        received += piece
    return bytes(received)


def _text_of(digest: str, answer: dict[str, Any]) -> PictureText:
    try:
        lines = tuple(
            PictureLine(str(line["text"])[:500], float(line["score"]))
            for line in answer.get("lines", ())
            if str(line["text"]).strip()
        )
        return PictureText(
            digest,
            lines,
            tuple(str(text) for text in answer.get("qr", ())),
            int(answer.get("width", 0)),
            int(answer.get("height", 0)),
            str(answer.get("flag", ""))[:40],
        )
    except (TypeError, KeyError, ValueError):
        return PictureText(digest, flag="picture-crashed")
