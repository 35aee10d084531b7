"""Records taken out of an archive: whole, byte for byte, with all that belongs to them."""

import gzip
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.archive.reader import check_file, iter_records, read_record
from evidence.archive.record import RecordRef
from evidence.errors import RecordFault
from evidence.package.extraction import extract
from tests.evidence.package.samples import MADE_AT, Crawled, crawl
from tests.evidence.package.workshop import members

INFO = {"software": "wangjian/0", "format": "WARC File Format 1.1"}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl(tmp_path_factory.mktemp("crawl") / "archive")


def taken(crawled: Crawled, target: Path, *names: str) -> list[RecordRef]:
    """Take pages out into `target`; where they lie now, as references."""
    wanted = [(crawled.folder, crawled.refs[name]) for name in names]
    with target.open("wb") as stream:
        found = extract(stream, wanted, name=target.name, made_at=MADE_AT, info=INFO)
    return [
        replace(one.source, file=target.name, offset=one.offset, length=one.length) for one in found
    ]


def test_the_extract_is_strictly_whole_and_reads_back_by_the_new_places(
    crawled: Crawled, tmp_path: Path
) -> None:
    refs = taken(crawled, tmp_path / "x.warc.gz", "licence", "p/1")
    assert check_file(tmp_path / "x.warc.gz").faults == []
    pages = [read_record(tmp_path, ref).block for ref in refs]
    assert "茶 licence".encode() in pages[0]
    assert "茶 p/1".encode() in pages[1]


def test_every_member_but_the_first_is_one_of_the_archive_byte_for_byte(
    crawled: Crawled, tmp_path: Path
) -> None:
    taken(crawled, tmp_path / "x.warc.gz", "p/1")
    (source,) = crawled.folder.iterdir()
    theirs = {hashlib.sha256(one).digest() for one in members(source.read_bytes())}
    own, *copied = members((tmp_path / "x.warc.gz").read_bytes())
    assert all(hashlib.sha256(one).digest() in theirs for one in copied)
    assert hashlib.sha256(own).digest() not in theirs
    assert source.name.encode() in gzip.decompress(own)


def test_a_page_brings_its_request_certificate_notes_and_rendering_and_no_other_page(
    crawled: Crawled, tmp_path: Path
) -> None:
    taken(crawled, tmp_path / "x.warc.gz", "p/1")
    records = list(iter_records(tmp_path / "x.warc.gz"))
    assert sorted(record.type for record in records) == [
        *["metadata"] * 3,
        "request",
        *["resource"] * 2,
        "response",
        *["warcinfo"] * 2,
    ]
    assert {r.uri for r in records if r.type == "response"} == {"https://shop.example/p/1"}
    assert [r.uri for r in records if r.uri.startswith("urn:x-wangjian:cert")]
    assert [r for r in records if r.block == b"HTTP/1.1 103 Early Hints\r\n\r\n"]
    assert [r for r in records if b"rendered" in r.block]


def test_pages_of_several_files_stand_behind_the_warcinfo_of_each(tmp_path: Path) -> None:
    first, second = crawl(tmp_path / "a"), crawl(tmp_path / "b")
    wanted = [(one.folder, one.refs["p/2"]) for one in (first, second)]
    with (tmp_path / "x.warc.gz").open("wb") as stream:
        extract(stream, wanted, name="x.warc.gz", made_at=MADE_AT, info=INFO)
    kinds = [record.type for record in iter_records(tmp_path / "x.warc.gz")]
    assert kinds.count("warcinfo") == 3
    assert kinds.index("response") > 1
    assert check_file(tmp_path / "x.warc.gz").faults == []


def test_the_same_pages_give_the_same_bytes(crawled: Crawled, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        taken(crawled, tmp_path / name / "x.warc.gz", "p/1", "licence")
    assert (tmp_path / "a/x.warc.gz").read_bytes() == (tmp_path / "b/x.warc.gz").read_bytes()


def test_a_file_that_a_crawl_is_still_writing_gives_its_records(
    crawled: Crawled, tmp_path: Path
) -> None:
    (source,) = crawled.folder.iterdir()
    (tmp_path / f"{source.name}.open").write_bytes(source.read_bytes() + b"\x1f\x8b\x08torn")
    wanted = [(tmp_path, crawled.refs["p/1"])]
    out = io.BytesIO()
    (found,) = extract(out, wanted, name="x.warc.gz", made_at=MADE_AT, info=INFO)
    assert found.source == crawled.refs["p/1"]


def altered(crawled: Crawled, folder: Path, at: int) -> Path:
    (source,) = crawled.folder.iterdir()
    data = bytearray(source.read_bytes())
    data[at] ^= 1
    folder.mkdir()
    (folder / source.name).write_bytes(bytes(data))
    return folder


def test_an_altered_record_stops_it_and_one_elsewhere_does_not(
    crawled: Crawled, tmp_path: Path
) -> None:
    ref = crawled.refs["p/1"]
    for number, (at, stops) in enumerate(
        [(ref.offset + 60, True), (ref.offset + ref.length - 4, True)]
    ):
        folder = altered(crawled, tmp_path / str(number), at)
        out = io.BytesIO()
        if stops:
            with pytest.raises(RecordFault):
                extract(out, [(folder, ref)], name="x", made_at=MADE_AT, info=INFO)


@pytest.mark.parametrize(
    "change",
    [
        {"offset": 1},
        {"offset": 0},
        {"length": 1},
        {"record_id": "<urn:uuid:00000000-0000-0000-0000-000000000000>"},
        {"block_digest": "sha256:" + "0" * 64},
        {"payload_digest": None},
        {"file": "absent.warc.gz"},
    ],
)
def test_a_reference_to_something_else_is_refused(
    change: dict[str, object], crawled: Crawled
) -> None:
    ref = replace(crawled.refs["p/1"], **change)  # type: ignore[arg-type]
    with pytest.raises(RecordFault):
        extract(io.BytesIO(), [(crawled.folder, ref)], name="x", made_at=MADE_AT, info=INFO)
