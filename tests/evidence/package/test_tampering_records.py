"""Archived records that are not whole, in packages that the office's own key sealed.

The manifests, the seal, the WACZ's own lists and the case document fit what is
there: what is wrong is the record, and both verifiers find it.
"""

import gzip
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import (
    WARC,
    WEB,
    Files,
    Web,
    files_of,
    members,
    must_name,
    packed_record,
    restated,
    sealed_again,
)

RESPONSE = 2


@pytest.fixture(scope="module")
def files(package: Package) -> Files:
    return files_of(package)


Edit = Callable[[bytes], bytes]


def line(name: str, value: str) -> Edit:
    """Give a field of the record another value."""
    return lambda record: re.sub(
        rf"(?m)^{name}: .*\r$".encode(), f"{name}: {value}\r".encode(), record, count=1
    )


def without(name: str) -> Edit:
    """Leave a field out."""
    return lambda record: re.sub(rf"(?m)^{name}: .*\r\n".encode(), b"", record, count=1)


def added(text: bytes) -> Edit:
    """Put a line behind the version line."""
    return lambda record: record.replace(b"\r\n", b"\r\n" + text + b"\r\n", 1)


def longer(by: int) -> Edit:
    """Say another length."""

    def edit(record: bytes) -> bytes:
        match = re.search(rb"Content-Length: (\d+)\r", record)
        assert match is not None
        return record.replace(match[0], b"Content-Length: %d\r" % (int(match[1]) + by), 1)

    return edit


RECORDS: dict[str, Edit] = {
    "the block altered": lambda r: r.replace("高仿".encode(), "正品".encode()),
    "a header of the answer altered": lambda r: r.replace(b"200 OK", b"404 OK"),
    "longer than it is": longer(5),
    "shorter than it is": longer(-1),
    "a negative length": line("Content-Length", "-1"),
    "an odd length": line("Content-Length", "1e3"),
    "a length with zeros": line("Content-Length", "0007"),
    "a huge length": line("Content-Length", "999999999999"),
    "no length": without("Content-Length"),
    "no block digest": without("WARC-Block-Digest"),
    "no payload digest": without("WARC-Payload-Digest"),
    "a wrong block digest": line("WARC-Block-Digest", "sha256:" + "0" * 64),
    "a wrong payload digest": line("WARC-Payload-Digest", "sha256:" + "0" * 64),
    "SHA-1": line("WARC-Block-Digest", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    "MD5": line("WARC-Block-Digest", "md5:" + "0" * 32),
    "an upper-case digest": line("WARC-Block-Digest", "sha256:" + "A" * 64),
    "no date": without("WARC-Date"),
    "a date that is none": line("WARC-Date", "yesterday"),
    "another date": line("WARC-Date", "2025-11-24T01:05:07.000000Z"),
    "local time": line("WARC-Date", "2026-11-24T09:05:07+08:00"),
    "no id": without("WARC-Record-ID"),
    "an id without brackets": line("WARC-Record-ID", "urn:uuid:1"),
    "no type": without("WARC-Type"),
    "another type": line("WARC-Type", "answer"),
    "no address": without("WARC-Target-URI"),
    "another address": line("WARC-Target-URI", "https://shop.example/p/2"),
    "an address with a blank": line("WARC-Target-URI", "https://shop.example/a b"),
    "an address without host": line("WARC-Target-URI", "https:///p/1"),
    "an older version": lambda r: r.replace(b"WARC/1.1", b"WARC/1.0", 1),
    "a field twice": added(b"WARC-Date: 1999-01-01T00:00:00Z"),
    "a field twice in another case": added(b"warc-date: 1999-01-01T00:00:00Z"),
    "a folded field": added(b" folded"),
    "a field without colon": added(b"hello"),
    "a field with a blank in its name": added(b"WARC Date: 1"),
    "a control character": added(b"X-Title: a\x1b[31mb"),
    "a bare line feed": added(b"X-Title: a\nWARC-Date: 1999-01-01T00:00:00Z"),
    "right to left": added("X-Title: \u202egnp.exe".encode()),
    "no UTF-8": added(b"X-Title: \xff"),
    "bare line feeds": lambda r: r.replace(b"\r\n\r\n", b"\n\n", 1),
    "no empty line": lambda r: r.replace(b"\r\n\r\n", b"\r\n", 1),
    "nothing behind": lambda r: r[:-4],
    "one line end behind": lambda r: r[:-2],
    "something behind": lambda r: r + b"x",
    "a second record in it": lambda r: r + r,
}


def with_members(files: Files, change: Callable[[list[bytes]], list[bytes]]) -> Files:
    """Change the members of a capture's WARC file and describe the WACZ anew."""
    web = Web.of(files[WEB])
    inner = dict(web.files) | {WARC: b"".join(change(members(web.files[WARC])))}
    return restated(files | {WEB: Web(inner).described().to_bytes()})


@pytest.mark.parametrize("what", RECORDS)
def test_a_record_that_is_not_whole_is_found_in_the_wacz(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    def change(found: list[bytes]) -> list[bytes]:
        record = gzip.decompress(found[RESPONSE])
        assert RECORDS[what](record) != record
        found[RESPONSE] = packed_record(RECORDS[what](record))
        return found

    forged = with_members(files, change)
    must_name(WEB, sealed_again(forged, package), tmp_path, package, roots, capsys)


def gzipped(record: bytes, flags: int = 0, mtime: int = 0, extra: bytes = b"") -> bytes:
    """A gzip member with what ours never has."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(record) + packer.flush()
    head = b"\x1f\x8b\x08" + bytes([flags]) + struct.pack("<I", mtime) + b"\0\3" + extra
    return head + body + struct.pack("<II", zlib.crc32(record), len(record))


def again(number: int, pack: Callable[[bytes], bytes]) -> Callable[[list[bytes]], list[bytes]]:
    """Pack member `number` in another way."""

    def change(found: list[bytes]) -> list[bytes]:
        found[number] = pack(gzip.decompress(found[number]))
        return found

    return change


MEMBERS: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a file name in the gzip header": again(2, lambda r: gzipped(r, 8, extra=b"../x\0")),
    "a comment in the gzip header": again(2, lambda r: gzipped(r, 16, extra=b"x\0")),
    "an extra field in the gzip header": again(2, lambda r: gzipped(r, 4, extra=b"\2\0xx")),
    "a time in the gzip header": again(2, lambda r: gzipped(r, mtime=1)),
    "packed anew": again(2, lambda r: gzipped(r)),
    "a wrong checksum": lambda found: [*found[:-1], found[-1][:-8] + bytes(8)],
    "a torn tail": lambda found: [*found[:-1], found[-1][:-20]],
    "one byte missing": lambda found: [*found[:-1], found[-1][:-1]],
    "junk behind": lambda found: [*found, b"junk"],
    "junk between": lambda found: [found[0], b"junk", *found[1:]],
    "an empty member behind": lambda found: [*found, packed_record(b"")],
    "not packed": lambda found: [gzip.decompress(one) for one in found],
    "all in one member": lambda found: [
        packed_record(b"".join(gzip.decompress(one) for one in found))
    ],
    "no warcinfo": lambda found: found[1:],
    "another order": lambda found: [found[1], found[0], *found[2:]],
    "a response left out": lambda found: [*found[:2], *found[3:]],
    "a response twice": lambda found: [*found, found[2]],
    "a record of elsewhere": lambda found: [
        *found,
        packed_record(gzip.decompress(found[2]).replace(b"/p/1", b"/p/9")),
    ],
    "a bomb": lambda found: [
        *found,
        packed_record(b"WARC/1.1\r\nContent-Length: 99999999\r\n\r\n" + bytes(30_000_000)),
    ],
    "nothing": lambda found: [],
}


@pytest.mark.parametrize("what", MEMBERS)
def test_gzip_members_are_one_record_each_and_nothing_else(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    forged = with_members(files, MEMBERS[what])
    must_name(WEB, sealed_again(forged, package), tmp_path, package, roots, capsys)
