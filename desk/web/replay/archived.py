"""What one capture archived, by address: read through strictly once, then record by record.

Only the capture's own network records answer; nothing is taken from elsewhere, so that what
was not archived shows as missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from evidence.archive.message import HttpParts, http_parts
from evidence.archive.reader import iter_records, read_record
from evidence.archive.record import RecordRef
from evidence.capture.manifest import read_capture
from evidence.errors import CaptureFault, EvidenceError, RecordFault
from evidence.package.names import is_own_name
from evidence.seal.digests import digest_file

MOST_WARC = 1 << 30
"""Bytes of a capture's network records that are replayed at all."""
MOST_BODY = 24 << 20
"""Bytes of one answer, decoded."""
_HOPS = 5


class NotReplayed(Exception):
    """The capture cannot be replayed, and why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Archived:
    """The answers of a capture: `refs` by address (without fragment), in the order they came."""

    folder: Path
    digest: str
    url: str
    main: RecordRef
    refs: Mapping[str, RecordRef]

    def find(self, url: str) -> RecordRef | None:
        """The last answer for an address, None where it was not archived."""
        return self.refs.get(urldefrag(url)[0])

    def read(self, ref: RecordRef) -> HttpParts:
        """An answer, its digests compared again. Raises NotReplayed."""
        try:
            return http_parts(read_record(self.folder, ref), decoded_limit=MOST_BODY)
        except (RecordFault, OSError) as error:
            raise NotReplayed("存档记录核验不一致，不能回放") from error

    def answer(self, url: str) -> tuple[str, HttpParts] | None:
        """What was answered for an address, redirections within the archive followed, and
        the address that it came from in the end, by which what it names is found."""
        for _ in range(_HOPS):
            ref = self.find(url)
            if ref is None:
                return None
            parts = self.read(ref)
            to = parts.header("Location")
            if not (300 <= parts.status < 400 and to):
                return url, parts
            try:
                url = urljoin(url, to.decode("utf-8", "replace"))
            except ValueError:
                return None
        return None

    def dom(self) -> bytes | None:
        """The markup as the browser had it; None where it was not kept. Raises NotReplayed."""
        captured = read_capture(self.folder)
        for one in captured.of_role("dom")[:1]:
            path = self.folder / one.name
            if not is_own_name(one.name) or digest_file(path).sha256 != one.sha256:
                raise NotReplayed("渲染后源码与登记的摘要不符，不能回放")
            return path.read_bytes()[:MOST_BODY]
        return None


def archived(folder: Path, digest: str) -> Archived:
    """The archive of the capture in `folder`, whose manifest must have `digest`.

    Raises NotReplayed where it is not what was entered, or is no page of a browser.
    """
    try:
        captured = read_capture(folder)
        if captured.digest != digest:
            raise NotReplayed("采集件清单与登记的不符，不能回放")
        return _read_through(folder, digest)
    except (CaptureFault, OSError) as error:
        raise NotReplayed("采集件无法读取，不能回放") from error


@lru_cache(maxsize=32)
def _read_through(folder: Path, digest: str) -> Archived:
    captured = read_capture(folder)
    if captured.main is None:
        raise NotReplayed("本件没有网页记录，不能回放")
    refs: dict[str, RecordRef] = {}
    for one in captured.of_role("warc"):
        path = folder / one.name
        if not is_own_name(one.name) or path.stat().st_size > MOST_WARC:
            raise NotReplayed("网络记录过大或清单不合规，不能回放")
        if digest_file(path).sha256 != one.sha256:
            raise NotReplayed("存档记录核验不一致，不能回放")
        try:
            for record in iter_records(path):
                if record.type != "response":
                    continue
                ref = RecordRef(
                    one.name,
                    record.offset,
                    record.length,
                    record.record_id,
                    record.header("WARC-Block-Digest") or "",
                    record.header("WARC-Payload-Digest"),
                )
                refs[urldefrag(record.uri)[0]] = ref
        except EvidenceError as error:
            raise NotReplayed("存档记录核验不一致，不能回放") from error
    final = captured.hops[-1].url if captured.hops else captured.url_final
    return Archived(folder, digest, final, captured.main, refs)
