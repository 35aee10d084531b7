"""Archives of other programs, and damaged ones, read leniently."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from evidence.archive.reader import check_file, http_parts, iter_records
from evidence.archive.stored import StrictRecord
from evidence.errors import RecordFault
from tests.evidence.archive.samples import members, whole_archive

PAGE = "<p>普洱茶".encode("gbk")


def by_warcio(*, compressed: bool, version: str = "WARC/1.0") -> bytes:
    """A file as warcio writes it by itself: SHA-1, base32, heads taken apart."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("other.warc", {"software": "warcio"}))
    for number in range(3):
        head = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=gbk")], protocol="HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                f"http://shop.example/{number}",
                "response",
                payload=io.BytesIO(PAGE),
                http_headers=head,
            )
        )
    return out.getvalue()


def pages(path: Path) -> list[tuple[str, int, bytes, bool | None]]:
    found = [r for r in iter_records(path, strict=False) if r.type == "response"]
    return [(r.uri, http_parts(r).status, http_parts(r).body, r.digests_verified) for r in found]


EXPECTED = [(f"http://shop.example/{n}", 200, PAGE, True) for n in range(3)]


@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1"])
@pytest.mark.parametrize("compressed", [True, False])
def test_what_warcio_writes_is_read(tmp_path: Path, compressed: bool, version: str) -> None:
    path = tmp_path / "other.warc"
    path.write_bytes(by_warcio(compressed=compressed, version=version))
    assert pages(path) == EXPECTED
    assert not check_file(path).ok, "it is still not ours"


def test_one_member_for_all_is_read(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    path.write_bytes(gzip.compress(by_warcio(compressed=False)))
    assert pages(path) == EXPECTED


def test_offset_and_length_delimit_the_record(tmp_path: Path) -> None:
    for compressed in (True, False):
        data = by_warcio(compressed=compressed)
        path = tmp_path / "other.warc"
        path.write_bytes(data)
        found = list(iter_records(path, strict=False))
        assert len(found) == 4
        for record in found:
            part = data[record.offset : record.offset + record.length]
            plain = gzip.decompress(part) if compressed else part
            assert plain.startswith(b"WARC/1.0\r\n")
            assert plain.rstrip(b"\r\n").endswith(record.block.rstrip(b"\r\n"))


def test_old_and_odd_writing_is_read(tmp_path: Path) -> None:
    block = b"HTTP/1.0 200 OK\n\nhello"
    head = (
        b"\n\nWARC/0.18\nwarc-type: Response\nWARC-Target-URI: <http://shop.example/>\n"
        b"X-Folded: a\n b\nWARC-Block-Digest: md5:0\ncontent-length: %d\n\n" % len(block)
    )
    path = tmp_path / "old.warc"
    path.write_bytes(head + block + b"\n\n")
    (record,) = iter_records(path, strict=False)
    assert (record.type, record.uri, record.block) == ("response", "http://shop.example/", block)
    assert record.header("x-folded") == "a b"
    assert record.digests_verified is None


def test_a_wrong_digest_is_told_and_the_record_given(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    path.write_bytes(by_warcio(compressed=False).replace(PAGE, PAGE.swapcase()))
    assert [verified for *_, verified in pages(path)] == [False] * 3


def read_all(path: Path, limit: int = 10_000_000) -> tuple[list[StrictRecord], str]:
    """What can be read, and the code of what ended it."""
    found = []
    try:
        for record in iter_records(path, strict=False, limit=limit):
            found.append(record)
    except RecordFault as error:
        return found, error.code
    return found, ""


@pytest.mark.parametrize(
    ("change", "count", "code"),
    [
        (lambda found: b"".join(found), 7, ""),
        (lambda found: b"".join(found)[:-20], 6, "torn"),
        (lambda found: b"".join(found) + b"junk", 7, "trailing-junk"),
        (lambda found: b"".join(found[:3]) + found[3][:80] + b"\xff" * 99, 3, "gzip-data"),
        (lambda found: b"", 0, ""),
        (lambda found: b"no archive at all", 0, "version"),
    ],
)
def test_a_broken_file_gives_what_it_has_and_says_that_it_broke(
    tmp_path: Path, change: object, count: int, code: str
) -> None:
    path = tmp_path / "broken.warc.gz"
    path.write_bytes(change(members(whole_archive(tmp_path / "whole"))))  # type: ignore[operator]
    found, ended = read_all(path)
    assert (len(found), ended) == (count, code)


def test_long_blocks_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    path.write_bytes(by_warcio(compressed=True))
    found, ended = read_all(path, limit=30)
    assert ([record.type for record in found], ended) == (["warcinfo"], "")


@given(st.binary(max_size=400), st.integers(0, 900), st.integers(0, 60))
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_upset_the_reading(quick_path: Path, noise: bytes, at: int, cut: int) -> None:
    for data in (by_warcio(compressed=False), by_warcio(compressed=True)):
        path = quick_path / "noise.warc"
        path.write_bytes(data[:at] + noise + data[at + cut :])
        read_all(path)
        check_file(path)
