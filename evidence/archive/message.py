"""The HTTP message in a record's block: where its payload begins, and what it says.

What is archived is read by the same code that reads it from the wire, so that a
second look at an archived page sees what the first look saw.
"""

import re
from dataclasses import dataclass, field

from evidence.archive.stored import StrictRecord
from evidence.network.coding import decode
from evidence.network.limits import Limits
from evidence.network.response import Response

HEAD_SEARCH = 1 << 20
"""The empty line that ends a head is looked for in so many bytes of a block."""

# A line that holds nothing but white space: of UTF-8, or of Latin-1 where the line is
# no UTF-8. This is where warcio, and with it the tools built on it, ends a head.
_BLANK_LINE = re.compile(
    rb"(?m)^(?:(?:[\x09\x0b-\x0d\x1c-\x20]|\xc2[\x85\xa0]|\xe1\x9a\x80"
    rb"|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)*"
    rb"|[\x09\x0b-\x0d\x1c-\x20\x85\xa0]*)\n"
)
# As Response of the recording client begins a head: "http" within the first eight bytes.
_STATUS_LINE = re.compile(rb"[\r\n]*.{0,4}?http", re.IGNORECASE | re.DOTALL)
_HEAD_END = re.compile(rb"\n\r?\n")
_HTTP_TYPES = frozenset({"request", "response"})


@dataclass(frozen=True, slots=True)
class HttpParts:
    """An archived message taken apart.

    `head` is the head as received, its empty line included. `headers` keep case,
    order and repetitions. `coded_body` is free of transfer framing, `body` of
    content coding too, within the limit. `status` is 0 where there is no status
    line; then `body` is the whole block. `anomalies` are the words of Exchange.
    """

    head: bytes
    status: int
    reason: bytes
    headers: list[tuple[bytes, bytes]]
    coded_body: bytes = field(repr=False)
    body: bytes = field(repr=False)
    anomalies: tuple[str, ...] = ()

    def header(self, name: str) -> bytes | None:
        """The first value of header `name`, without regard to case."""
        wanted = name.lower().encode("ascii")
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as text, None where there is none."""
        value = self.header("Content-Type")
        return None if value is None else value.decode("latin-1")


def looks_like_response(data: bytes) -> bool:
    """Whether `data` begins as an HTTP response does, after blank lines and a little junk."""
    return _STATUS_LINE.match(data) is not None


def payload_offset(kind: str, uri: str, block: bytes) -> int:
    """Where the payload begins in the `block` of a record of type `kind`.

    For requests and responses over http(s) that is after the head's empty line,
    and transfer framing counts as payload. WARC 1.1 says entity body, which has
    no framing; warcio and FastWARC hash it with the framing, and a
    digest that they reject would be worth little. Without an empty line in the
    first HEAD_SEARCH bytes the payload is empty. For other records it is the
    block. Of `block` only the first HEAD_SEARCH bytes are looked at.
    """
    if kind not in _HTTP_TYPES or not uri.startswith(("http:", "https:")):
        return 0
    match = _BLANK_LINE.search(block, 0, HEAD_SEARCH)
    return match.end() if match is not None else len(block)


def http_parts(record: StrictRecord, *, decoded_limit: int = 64 * 1024 * 1024) -> HttpParts:
    """The message in `record`, read leniently; never raises for what the web sent.

    A record without an HTTP head (a resource, an answer that was no HTTP) gives
    its block as body and its own content type as the only header.
    """
    if record.type == "request":
        return _request_parts(record)
    if record.type not in {"response", "revisit"}:
        kind = (record.header("Content-Type") or "").encode("utf-8", "replace")
        headers = [(b"Content-Type", kind)] if kind else []
        return HttpParts(b"", 0, b"", headers, record.block, record.block)
    limits = Limits(head=HEAD_SEARCH, body=len(record.block), decoded=decoded_limit)
    response = Response(limits)
    response.feed(record.block)
    response.end()
    return _response_parts(record, response, decoded_limit)


def _response_parts(record: StrictRecord, response: Response, limit: int) -> HttpParts:
    head, anomalies = response.head, list(response.anomalies)
    if response.truncated is not None:
        anomalies.append("truncated")
    if head is None:
        whole = response.failure is None
        start = 0 if whole else payload_offset(record.type, record.uri, record.block)
        body = record.block[start:]
        return HttpParts(record.block[:start], 0, b"", [], body, body, tuple(anomalies))
    coded = response.coded_body
    body, odd = decode(coded, [*head.content_codings, *head.transfer_codings], limit)
    return HttpParts(
        _head_of(bytes(response.raw)),
        head.status,
        head.reason,
        head.headers,
        coded,
        body,
        (*anomalies, *odd),
    )


def _head_of(message: bytes) -> bytes:
    begin = _STATUS_LINE.match(message)
    end = _HEAD_END.search(message, begin.end()) if begin is not None else None
    return message[: end.end()] if end is not None else b""


def _request_parts(record: StrictRecord) -> HttpParts:
    start = payload_offset("request", "http:", record.block)
    head, body = record.block[:start], record.block[start:]
    pairs = (line.rstrip(b"\r").partition(b":") for line in head.split(b"\n")[1:])
    headers = [(name, value.strip(b" \t")) for name, colon, value in pairs if colon]
    return HttpParts(head, 0, b"", headers, body, body)
