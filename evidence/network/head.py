"""The head of a response: status line and headers, read leniently.

httptools (llhttp with its leniencies on) reads the head; what it still refuses
(a line without a colon, a repeated Content-Length) a reader of our own takes
apart line by line, since one odd header must not hide a shop. Whatever is odd
is named in `anomalies`; how the body is framed follows RFC 9112, 6.3.
"""

import re
from dataclasses import dataclass, field

import httptools

Headers = list[tuple[bytes, bytes]]

_STATUS_LINE = re.compile(rb"(?i)http/?[0-9.]*[ \t]+([0-9]{3})(?![0-9])[ \t]*(.*)\Z", re.DOTALL)
_LENGTH = re.compile(rb"[0-9]{1,18}\Z")
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})


@dataclass(slots=True)
class Head:
    """A response head and what it says about the body.

    `lengths` are the distinct values of Content-Length in bytes;
    `content_codings` and `transfer_codings` (without "chunked") in the order
    they were applied, lower-case. `persistent`: the connection may be used
    again. `status` is 0 where the status line could not be read.
    """

    status: int
    reason: bytes
    headers: Headers
    persistent: bool
    lengths: list[int] = field(default_factory=list)
    chunked: bool = False
    content_codings: list[bytes] = field(default_factory=list)
    transfer_codings: list[bytes] = field(default_factory=list)
    anomalies: list[str] = field(default_factory=list)


class _Collector:
    """Takes httptools' callbacks."""

    __slots__ = ("headers", "reason")

    def __init__(self) -> None:
        self.reason = b""
        self.headers: Headers = []

    def on_status(self, reason: bytes) -> None:
        self.reason += reason

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name, value.rstrip(b" \t")))


def read_head(data: bytes) -> Head:
    """The head in `data`, which ends with the empty line."""
    collector = _Collector()
    parser = httptools.HttpResponseParser(collector)
    parser.set_dangerous_leniencies(
        lenient_headers=True,
        lenient_chunked_length=True,
        lenient_keep_alive=True,
        lenient_transfer_encoding=True,
        lenient_version=True,
        lenient_optional_lf_after_cr=True,
        lenient_optional_cr_before_lf=True,
    )
    try:
        parser.feed_data(data)
        head = Head(
            parser.get_status_code(),
            collector.reason,
            collector.headers,
            parser.get_http_version() != "1.0",
        )
    except httptools.HttpParserUpgrade:
        head = Head(parser.get_status_code(), collector.reason, collector.headers, False)
    except httptools.HttpParserError:
        head = _read_by_line(data)
    _note_odd_bytes(data, head.anomalies)
    _read_framing(head)
    return head


def _read_by_line(data: bytes) -> Head:
    head = Head(0, b"", [], False, anomalies=["parse-error"])
    first, *lines = data.rstrip(b"\r\n").split(b"\n")
    match = _STATUS_LINE.match(first.rstrip(b"\r"))
    if match is None:
        head.anomalies.append("bad-status-line")
    else:
        head.status, head.reason = int(match[1]), match[2]
    for line in lines:
        _read_line(line.rstrip(b"\r"), head)
    return head


def _read_line(line: bytes, head: Head) -> None:
    if line[:1] in (b" ", b"\t") and head.headers:
        name, value = head.headers[-1]
        head.headers[-1] = (name, value + b" " + line.strip(b" \t"))
        return
    name, colon, value = line.partition(b":")
    bare = name.strip(b" \t")
    if not colon:
        _note(head.anomalies, "header-without-colon")
    elif not bare:
        _note(head.anomalies, "header-without-name")
    else:
        if bare != name:
            _note(head.anomalies, "space-around-header-name")
        head.headers.append((bare, value.strip(b" \t")))


def _note_odd_bytes(data: bytes, anomalies: list[str]) -> None:
    ends = data.count(b"\r\n")
    if data.count(b"\n") != ends:
        anomalies.append("bare-lf-in-head")
    if data.count(b"\r") != ends:
        anomalies.append("bare-cr-in-head")
    if b"\n " in data or b"\n\t" in data:
        anomalies.append("folded-header")
    if len(data.translate(None, _CONTROLS)) != len(data):
        anomalies.append("nul-in-head" if b"\0" in data else "control-in-head")


def _read_framing(head: Head) -> None:
    lengths: list[bytes] = []
    for name, value in head.headers:
        match name.lower():
            case b"content-length":
                lengths += [part.strip(b" \t") for part in value.split(b",")]
            case b"transfer-encoding":
                head.transfer_codings += _tokens(value)
            case b"content-encoding":
                head.content_codings += _tokens(value)
            case b"connection":
                tokens = _tokens(value)
                if b"close" in tokens:
                    head.persistent = False
                elif b"keep-alive" in tokens and "parse-error" not in head.anomalies:
                    head.persistent = True
    _read_transfer_codings(head)
    if lengths:
        _read_lengths(lengths, head)


def _read_transfer_codings(head: Head) -> None:
    if not head.transfer_codings:
        return
    head.chunked = head.transfer_codings[-1] == b"chunked"
    if head.transfer_codings != [b"chunked"]:
        head.anomalies.append("odd-transfer-encoding")
        head.persistent = False
        head.transfer_codings = [c for c in head.transfer_codings if c != b"chunked"]
    else:
        head.transfer_codings = []


def _read_lengths(values: list[bytes], head: Head) -> None:
    if len(values) > 1:
        head.anomalies.append("duplicate-content-length")
    if not all(_LENGTH.match(value) for value in values):
        head.anomalies.append("bad-content-length")
    else:
        head.lengths = sorted({int(value) for value in values})
    if len(head.lengths) > 1:
        head.anomalies.append("conflicting-content-length")
    if head.chunked:
        # RFC 9112, 6.3: Transfer-Encoding wins; the message may be an attempt at smuggling.
        head.anomalies.append("content-length-with-transfer-encoding")
    if len(values) > 1 or not head.lengths or head.chunked:
        head.persistent = False


def _tokens(value: bytes) -> list[bytes]:
    found = (part.strip(b" \t").lower() for part in value.split(b","))
    return [token for token in found if token and token != b"identity"]


def _note(anomalies: list[str], word: str) -> None:
    if word not in anomalies:
        anomalies.append(word)
