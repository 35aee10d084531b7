"""One response as it comes in: every byte kept, and told when it is whole."""

import re

from evidence.network.exchange import Truncated
from evidence.network.framing import Chunked, Counted, Framing, UntilClose
from evidence.network.head import Head, read_head
from evidence.network.limits import Limits

# An empty line; bare LF is taken for CRLF, as RFC 9112, 2.2 allows.
_HEAD_END = re.compile(rb"\n\r?\n")
_BLANK_LINES = re.compile(rb"[\r\n]*")
# Chromium looks for "http" in the first eight bytes, whatever stands before it.
_LOOK_AHEAD = 8
_WITHOUT_BODY = frozenset({101, 204, 304})


class Response:
    """Takes the bytes of one response as they are received.

    `raw` is all of it, `interim` the 1xx responses before it. `head` is None
    until it is whole (and stays None where no status line comes: then `raw` is
    the body). `truncated` and `failure` (a code of FetchFailed) say how it
    ended; `anomalies` what was odd.
    """

    __slots__ = (
        "_framing",
        "_head_only",
        "_interim_left",
        "_limits",
        "_scanned",
        "_start",
        "anomalies",
        "failure",
        "head",
        "interim",
        "raw",
        "truncated",
    )

    def __init__(self, limits: Limits, *, head_only: bool = False) -> None:
        self._limits = limits
        self._head_only = head_only
        self._interim_left = limits.interim
        self._scanned = 0
        self._start = 0  # of the body
        self._framing: Framing | None = None
        self.raw = bytearray()
        self.interim = b""
        self.head: Head | None = None
        self.truncated: Truncated | None = None
        self.failure: str | None = None
        self.anomalies: list[str] = []

    def feed(self, data: bytes) -> bool:
        """Take in `data`; True once nothing more is wanted."""
        self.raw += data
        while self._framing is None:
            if not self._find_head():
                return self.failure is not None
        return self._advance(self._framing)

    def end(self, *, reset: bool = False) -> None:
        """The other side closed, by a proper end or by a reset."""
        if self._framing is None:
            self._fail("disconnect", "disconnect")
        elif reset or not self._framing.whole_at_eof(self.raw):
            self.truncated = "disconnect"

    def time_out(self) -> None:
        """A time limit was reached."""
        if self._framing is None:
            self._fail("timeout", "time")
        elif isinstance(self._framing, UntilClose) or not self._framing.whole_at_eof(self.raw):
            self.truncated = "time"

    @property
    def coded_body(self) -> bytes:
        """The body without framing, as far as it came."""
        return self._framing.body(self.raw) if self._framing is not None else b""

    @property
    def reusable(self) -> bool:
        """Whether the connection is in a known state and may be used again."""
        return (
            self.head is not None
            and self.head.persistent
            and self.head.status != 101
            and self.truncated is None
            and self.failure is None
            and not isinstance(self._framing, UntilClose)
            and "data-after-response" not in self.anomalies
        )

    def _find_head(self) -> bool:
        """Take one head off the front; False while it is not whole, or hopeless."""
        raw = self.raw
        start, junk = self._head_start()
        if junk < 0 and len(raw) - start >= _LOOK_AHEAD:
            return self._begin_without_head()
        match = _HEAD_END.search(raw, max(start, self._scanned - 2)) if junk >= 0 else None
        self._scanned = len(raw)
        if (match.end() if match else len(raw)) > self._limits.head:
            self._fail("too-large-head", "length")
            return False
        if match is None:
            return False
        stop = match.end()
        head = read_head(bytes(raw[start:stop]))
        if 100 <= head.status < 200 and head.status != 101:
            return self._set_aside(stop)
        if start:
            head.anomalies.append("junk-before-head" if junk else "blank-lines-before-head")
        self._begin_body(head, stop)
        return True

    def _head_start(self) -> tuple[int, int]:
        """Where "HTTP" begins, and how much junk stands before it (-1: it is not there)."""
        blank = _BLANK_LINES.match(self.raw)
        start = blank.end() if blank is not None else 0
        junk = self.raw[start : start + _LOOK_AHEAD].lower().find(b"http")
        return start + max(junk, 0), junk

    def _set_aside(self, stop: int) -> bool:
        """An interim response (RFC 9110, 15.2): kept apart, the final one is still to come."""
        if self._interim_left == 0 or len(self.interim) + stop > self._limits.head:
            self.anomalies.append("too-many-interim-responses")
            self._fail("protocol", "length")
            return False
        self._interim_left -= 1
        self.interim += bytes(self.raw[:stop])
        del self.raw[:stop]
        self._scanned = 0
        return bool(self.raw)

    def _begin_without_head(self) -> bool:
        self.anomalies += ("no-status-line", "parse-error")
        self._framing = UntilClose(0)
        return True

    def _begin_body(self, head: Head, start: int) -> None:
        self.head = head
        self.anomalies += head.anomalies
        self._start = start
        if self._head_only or head.status in _WITHOUT_BODY:
            self._framing = Counted(start, 0, 0)
        elif head.chunked:
            self._framing = Chunked(start, self._limits.head)
        elif head.lengths and not head.transfer_codings:
            self._framing = Counted(start, head.lengths[0], head.lengths[-1])
        else:
            self._framing = UntilClose(start)

    def _advance(self, framing: Framing) -> bool:
        raw = self.raw
        most = self._start + self._limits.body
        over = len(raw) > most
        if over:
            del raw[most:]
        done = framing.read(raw)
        if framing.anomaly is not None:
            self.anomalies.append(framing.anomaly)
            self.truncated = "unspecified"
        elif done:
            self._note_surplus(framing, cut=over)
        elif over:
            self.truncated = "length"
        return done or over

    def _note_surplus(self, framing: Framing, *, cut: bool) -> None:
        if framing.trailers:
            self.anomalies.append("trailers")
        if cut or len(self.raw) > framing.end:
            self.anomalies.append("data-after-response")

    def _fail(self, code: str, truncated: Truncated) -> None:
        self.failure = code
        self.truncated = truncated
