"""One WARC 1.1 record as a gzip member of its own (WARC 1.1, annex D).

warcio writes the record. It is given the block as bytes and never a parsed HTTP
head: taken apart and put together again, odd heads came out changed, and their
digests wrong. Compression is by isal, one member a record, without name and time.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from evidence.archive import fields
from evidence.archive.message import payload_offset
from evidence.archive.stored import BLOCK_LIMIT
from evidence.errors import ArchiveError
from evidence.seal.digests import sha256_label

_GZIP = 31  # window bits of zlib: 15, and a gzip header
_LEVEL = 1
_WITH_PAYLOAD = frozenset({"response", "resource", "request"})


@dataclass(frozen=True, slots=True)
class Composed:
    """A record ready to be appended. `member` is its gzip member."""

    member: bytes
    record_id: str
    block_digest: str
    payload_digest: str | None


class _BlockWriter(WARCWriter):  # type: ignore[misc]
    """warcio's writer, which leaves digests to us: it would add SHA-1 where one is absent."""

    def ensure_digest(self, record: object, block: bool = True, payload: bool = True) -> None:
        """Nothing: `compose` has put the digests there."""


def new_record_id() -> str:
    """A fresh WARC-Record-ID, angle brackets included."""
    return f"<urn:uuid:{uuid4()}>"


def compose(
    kind: str,
    *,
    when: datetime,
    block: bytes,
    content_type: str,
    uri: str | None = None,
    record_id: str | None = None,
    concurrent_to: Sequence[str] = (),
    refers_to: str | None = None,
    ip: str | None = None,
    truncated: str | None = None,
    filename: str | None = None,
) -> Composed:
    """A record of type `kind` begun at `when` whose block is exactly `block`.

    `uri`, `content_type` and `ip` may hold anything; `fields` makes them fit.
    Record ids are ours, with angle brackets. Digests are SHA-256; a payload
    digest stands where a payload is defined, and begins where `payload_offset`
    says. Raises ArchiveError for a block longer than BLOCK_LIMIT.
    """
    if len(block) > BLOCK_LIMIT:
        raise ArchiveError(
            f"内容有 {len(block)} 字节，超过单条记录 {BLOCK_LIMIT} 字节的上限，未存档",
            f"{len(block)} bytes are too large for one record (at most {BLOCK_LIMIT}); not kept",
        )
    record_id = record_id or new_record_id()
    block_digest = sha256_label(block)
    named = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", fields.warc_date(when)),
    ]
    payload_digest = None
    target = None if uri is None else fields.target_uri(uri)
    if target is not None:
        named.append(("WARC-Target-URI", target))
    if kind in _WITH_PAYLOAD:
        start = payload_offset(kind, target or "", block)
        payload_digest = sha256_label(memoryview(block)[start:]) if start else block_digest
        named.append(("WARC-Payload-Digest", payload_digest))
    named.append(("WARC-Block-Digest", block_digest))
    named += [("WARC-Concurrent-To", other) for other in concurrent_to]
    if refers_to is not None:
        named.append(("WARC-Refers-To", refers_to))
    address = None if ip is None else fields.ip_address(ip)
    if address is not None:
        named.append(("WARC-IP-Address", address))
    if truncated is not None:
        named.append(("WARC-Truncated", fields.truncation(truncated)))
    if filename is not None:
        named.append(("WARC-Filename", fields.text(filename)))
    named.append(("Content-Type", fields.media_type(content_type)))
    member = isal_zlib.compress(_record_bytes(kind, named, block), _LEVEL, _GZIP)
    return Composed(member, record_id, block_digest, payload_digest)


def _record_bytes(kind: str, named: list[tuple[str, str]], block: bytes) -> bytes:
    out = io.BytesIO()
    head = StatusAndHeaders("", named, protocol="WARC/1.1")
    record = ArcWarcRecord("warc", kind, head, io.BytesIO(block), None, None, len(block))
    _BlockWriter(out, gzip=False, warc_version="WARC/1.1").write_record(record)
    return out.getvalue()
