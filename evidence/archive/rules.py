"""What the named fields of one record must say (WARC 1.1, 5 and 6; and our own rules).

Ours beyond the standard: SHA-256 digests in every record that can have them, a
content type for every block, no segments.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from evidence.archive import fields
from evidence.archive.faults import Fault, fault
from evidence.archive.head import Head

TYPES = frozenset(
    {
        "warcinfo",
        "response",
        "resource",
        "request",
        "metadata",
        "revisit",
        "conversion",
        "continuation",
    }
)
WITH_PAYLOAD = frozenset({"response", "resource", "request", "revisit", "conversion"})
PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

_REQUIRED = ("WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length")
_WITH_TARGET = WITH_PAYLOAD | {"continuation"}
_REFERRING = frozenset({"metadata", "revisit", "conversion"})
_NOT_CONCURRENT = frozenset({"warcinfo", "conversion", "continuation"})
_SEGMENT_FIELDS = (
    "WARC-Segment-Number",
    "WARC-Segment-Origin-ID",
    "WARC-Segment-Total-Length",
)
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
_LENGTH = re.compile(r"0|[1-9][0-9]{0,17}")
_HEX = re.compile(r"[0-9a-f]{64}")
_HTTP_TYPE = re.compile(r"application/http;[ ]?msgtype=(request|response)")


def content_length(head: Head) -> int | None:
    """The length of the block in bytes, None where the field does not say one."""
    value = head.get("Content-Length")
    return int(value) if value is not None and _LENGTH.fullmatch(value) else None


def check_fields(head: Head, offset: int) -> Iterator[Fault]:
    """What is wrong with the fields of `head`, the record at `offset`."""
    for name in _REQUIRED:
        if head.get(name) is None:
            yield fault(offset, "missing-field", name)
    kind = head.get("WARC-Type")
    if kind is not None and kind not in TYPES:
        yield fault(offset, "type", kind)
    length = head.get("Content-Length")
    if length is not None and content_length(head) is None:
        yield fault(offset, "content-length", length)
    yield from _check_values(head, offset)
    if kind in TYPES:
        yield from _check_by_type(head, kind or "", offset)


def _check_values(head: Head, offset: int) -> Iterator[Fault]:
    date = head.get("WARC-Date")
    if date is not None and not legal_date(date):
        yield fault(offset, "date", date)
    for name in ("WARC-Record-ID", "WARC-Concurrent-To", "WARC-Refers-To", "WARC-Warcinfo-ID"):
        for value in head.all_of(name):
            if not _is_record_id(value):
                yield fault(offset, "record-id", f"{name}: {value}")
    for name in ("WARC-Target-URI", "WARC-Refers-To-Target-URI"):
        uri = head.get(name)
        if uri is not None and not fields.legal_uri(uri):
            yield fault(offset, "uri", uri)
    ip = head.get("WARC-IP-Address")
    if ip is not None and not fields.legal_ip(ip):
        yield fault(offset, "ip", ip)
    reason = head.get("WARC-Truncated")
    if reason is not None and reason not in fields.TRUNCATION_REASONS:
        yield fault(offset, "truncated-reason", reason)
    media_type = head.get("Content-Type")
    if media_type is not None and not fields.legal_media_type(media_type):
        yield fault(offset, "content-type", media_type)


def _check_by_type(head: Head, kind: str, offset: int) -> Iterator[Fault]:
    target = head.get("WARC-Target-URI")
    if kind in _WITH_TARGET and target is None:
        yield fault(offset, "missing-field", "WARC-Target-URI")
    forbidden = {
        "WARC-Target-URI": kind == "warcinfo",
        "WARC-Filename": kind != "warcinfo",
        "WARC-Concurrent-To": kind in _NOT_CONCURRENT,
        "WARC-Refers-To": kind not in _REFERRING,
        "WARC-Profile": kind != "revisit",
        "WARC-IP-Address": kind == "warcinfo",
        "WARC-Payload-Digest": kind in {"warcinfo", "metadata"},
    }
    for name, unfit in forbidden.items():
        if unfit and head.get(name) is not None:
            yield fault(offset, "field-not-allowed", f"{kind}: {name}")
    if kind == "continuation" or any(head.get(name) is not None for name in _SEGMENT_FIELDS):
        yield fault(offset, "segmented")
    yield from _check_content_type(head, kind, offset)
    yield from _check_digest(head, "WARC-Block-Digest", "no-block-digest", offset)
    if kind in WITH_PAYLOAD:
        yield from _check_digest(head, "WARC-Payload-Digest", "no-payload-digest", offset)
    if kind == "revisit":
        yield from _check_revisit(head, offset)


def _check_content_type(head: Head, kind: str, offset: int) -> Iterator[Fault]:
    media_type = head.get("Content-Type")
    if media_type is None:
        if content_length(head) != 0:
            yield fault(offset, "missing-field", "Content-Type")
        return
    if kind in {"request", "response"}:
        match = _HTTP_TYPE.fullmatch(media_type)
        if match is None or match[1] != kind:
            yield fault(offset, "content-type", f"{kind}: {media_type}")
    if kind == "warcinfo" and media_type != "application/warc-fields":
        yield fault(offset, "content-type", f"{kind}: {media_type}")


def _check_digest(head: Head, name: str, missing: str, offset: int) -> Iterator[Fault]:
    value = head.get(name)
    if value is None:
        yield fault(offset, missing)
        return
    algorithm, colon, digits = value.partition(":")
    if algorithm != "sha256" or not colon:
        yield fault(offset, "digest-algorithm", f"{name}: {value}")
    elif not _HEX.fullmatch(digits):
        yield fault(offset, "digest-form", f"{name}: {value}")


def _check_revisit(head: Head, offset: int) -> Iterator[Fault]:
    for name in ("WARC-Profile", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"):
        if head.get(name) is None:
            yield fault(offset, "missing-field", name)
    profile = head.get("WARC-Profile")
    if profile is not None and profile != PROFILE:
        yield fault(offset, "revisit-profile", profile)


def check_warcinfo(block: bytes, offset: int) -> Iterator[Fault]:
    """What a warcinfo record must say: the software that wrote the file, and the format."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        yield fault(offset, "warcinfo-fields", "UTF-8")
        return
    said = {line.partition(":")[0].strip() for line in text.split("\r\n") if ":" in line}
    for name in ("software", "format"):
        if name not in said:
            yield fault(offset, "warcinfo-fields", name)


def is_sha256(value: str | None) -> bool:
    """Whether `value` is `sha256:` and 64 lower-case hexadecimal digits."""
    return value is not None and value[:7] == "sha256:" and bool(_HEX.fullmatch(value[7:]))


def legal_date(value: str) -> bool:
    """Whether `value` is a time of the calendar in UTC, to the second at least."""
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value[:19])
    except ValueError:
        return False
    return True


def _is_record_id(value: str) -> bool:
    return value[:1] == "<" and value[-1:] == ">" and fields.legal_uri(value[1:-1])
