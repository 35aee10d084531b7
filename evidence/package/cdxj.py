"""The index of a WACZ, made from the WARC files themselves (CDXJ 0.1.0, specs.webrecorder.net).

One line for each response, revisit and resource: key, time, and JSON with url,
mime, status, digest, length, offset, filename and recordDigest, as cdxj-indexer
writes them. Where the request had a body, `method` and `requestBody` are added, by
which replay tools tell one POST from another.
"""

import json
import re
from dataclasses import dataclass, field

from evidence.archive.head import Head
from evidence.archive.message import payload_offset
from evidence.archive.walk import Seen
from evidence.package.address_key import address_key
from evidence.package.request_body import WITH_BODY, body_query, with_body

INDEXED = frozenset({"response", "resource", "revisit"})

_STATUS = re.compile(rb"[\r\n]*.{0,4}?HTTP/[0-9.]+ +([0-9]{3})(?![0-9])", re.IGNORECASE | re.DOTALL)
_METHOD = re.compile(rb"[A-Z]+(?= )")
_TYPE_LINE = re.compile(rb"\ncontent-type:[ \t]*([^\r\n]*)", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z/-]+")


@dataclass(slots=True)
class Index:
    """Takes in the records of all WARC files of a WACZ; `lines` when all were seen.

    `places` names every record by its file and offset: id, block digest, length.
    """

    places: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    _entries: list[tuple[str, str, str, dict[str, str]]] = field(default_factory=list)
    _bodies: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, seen: Seen, filename: str, member_digest: str) -> None:
        """Take in a whole record of `filename`; `member_digest` is that of its gzip member."""
        head = seen.head
        if head is None:
            return
        kind, uri = head.get("WARC-Type") or "", head.get("WARC-Target-URI") or ""
        record_id = head.get("WARC-Record-ID") or ""
        digest = head.get("WARC-Block-Digest") or ""
        self.places[filename, seen.offset] = record_id, digest, seen.length
        if kind == "request":
            self._note_request(head, uri, seen.beginning)
        if kind not in INDEXED:
            return
        said = {"url": uri} | _described(kind, head, uri, seen.beginning)
        said |= {
            "digest": head.get("WARC-Payload-Digest") or "",
            "length": str(seen.length),
            "offset": str(seen.offset),
            "filename": filename,
            "recordDigest": member_digest,
        }
        date = re.sub(r"[^0-9]", "", head.get("WARC-Date") or "")[:14]
        self._entries.append((record_id, uri, date, said))

    def moment(self, filename: str, uri: str) -> str | None:
        """WARC-Date, to the second, of the first record of `uri` in `filename`."""
        dates = (e[2] for e in self._entries if (e[3]["filename"], e[1]) == (filename, uri))
        first = next(dates, None)
        return None if first is None else _iso(first)

    def holds(self, uri: object, moment: object) -> bool:
        """Whether a record of `uri` is listed for `moment` (ISO 8601, to the second)."""
        return any((e[1], _iso(e[2])) == (uri, moment) for e in self._entries)

    def lines(self) -> list[bytes]:
        """The lines in the order of their bytes, line ends included."""
        return sorted(self._line(*entry) for entry in self._entries)

    def _line(self, record_id: str, uri: str, date: str, said: dict[str, str]) -> bytes:
        key = address_key(uri)
        if record_id in self._bodies:
            method, query = self._bodies[record_id]
            key = address_key(with_body(uri, method, query))
            said = said | {"method": method, "requestBody": query}
        return f"{key} {date} {json.dumps(said)}\n".encode("ascii")

    def _note_request(self, head: Head, uri: str, block: bytes) -> None:
        start = payload_offset("request", uri, block)
        method = _METHOD.match(block)
        if method is None or method[0].decode() not in WITH_BODY:
            return
        kind = _TYPE_LINE.search(block, 0, start)
        query = body_query(kind[1].decode("latin-1") if kind else "", block[start:])
        for other in head.all_of("WARC-Concurrent-To"):
            self._bodies[other] = method[0].decode(), query


def _iso(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[8:10]}:{date[10:12]}:{date[12:14]}Z"


def _described(kind: str, head: Head, uri: str, block: bytes) -> dict[str, str]:
    """Media type and status, as far as the record says them."""
    if kind == "revisit":
        return {"mime": "warc/revisit"}
    if kind == "resource":
        media_type = _MEDIA_TYPE.match(head.get("Content-Type") or "")
        return {} if media_type is None else {"mime": media_type[0]}
    said = {}
    line = _TYPE_LINE.search(block, 0, payload_offset(kind, uri, block))
    media_type = _MEDIA_TYPE.match(line[1].decode("latin-1")) if line else None
    if media_type is not None:
        said["mime"] = media_type[0]
    status = _STATUS.match(block)
    if status is not None:
        said["status"] = status[1].decode()
    return said
