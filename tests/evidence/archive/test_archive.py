"""The archive under full disks, failing syncs, several threads and taken names."""

import os
import resource
import threading
from pathlib import Path

import pytest

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, iter_records, read_record
from evidence.archive.record import RecordRef
from evidence.archive.salvage import salvage
from evidence.archive.stored import StrictRecord
from evidence.errors import ArchiveError
from tests.evidence.archive.children import in_a_child
from tests.evidence.archive.conftest import Make
from tests.evidence.archive.samples import INFO, PAGE, STARTED, exchange, only_file


def noise(length: int) -> bytes:
    """A response that does not compress."""
    return b"HTTP/1.1 200 OK\r\n\r\n" + os.urandom(length)


def fields(record: StrictRecord) -> dict[str, str]:
    """The lines of a warc-fields block."""
    lines = record.block.decode().split("\r\n")
    return dict(line.split(": ", 1) for line in lines if line)


def test_the_file_is_open_until_closed_and_then_whole(tmp_path: Path, make: Make) -> None:
    archive = make()
    ref = archive.append_exchange(exchange())
    assert [p.name for p in tmp_path.iterdir()] == [ref.file + ".open"]
    archive.close()
    assert only_file(tmp_path).name == ref.file
    assert archive.files == (ref.file,)
    assert check_file(tmp_path / ref.file).faults == []


def test_the_first_record_says_who_with_what_and_how(tmp_path: Path, make: Make) -> None:
    archive = make(name="巡查 2026/专项", info=INFO | {"software": "another", "user-agent": "网鉴"})
    archive.append_exchange(exchange())
    archive.close()
    first = next(iter_records(only_file(tmp_path)))
    said = fields(first)
    assert first.type == "warcinfo"
    assert first.header("WARC-Filename") == only_file(tmp_path).name
    assert said["software"].startswith("wangjian/")
    for part in ("warcio", "isal", "pycryptodome", "Python"):
        assert f"{part} " in said["software"]
    assert said["format"] == "WARC File Format 1.1"
    assert {k: said[k] for k in INFO} == INFO
    assert said["user-agent"] == "网鉴"


def test_a_record_is_read_back_while_the_file_is_open_and_after(tmp_path: Path, make: Make) -> None:
    archive = make()
    refs = [archive.append_exchange(exchange(response=PAGE + b"%d" % n)) for n in range(5)]
    before = [read_record(tmp_path, ref) for ref in refs]
    archive.close()
    after = [read_record(tmp_path, ref) for ref in refs]
    assert before == after
    assert [record.block for record in after] == [PAGE + b"%d" % n for n in range(5)]


def test_what_the_connection_showed_is_kept_beside_the_response(tmp_path: Path, make: Make) -> None:
    archive = make()
    raw = exchange(
        url="https://shop.example/",
        port=443,
        certificate=b"DER of a certificate",
        tls_version="TLSv1.3",
        tls_error="self-signed certificate",
        anomalies=("duplicate-content-length", "bare-lf-in-head"),
        interim=b"HTTP/1.1 103 Early Hints\r\n\r\n",
        truncated="disconnect",
    )
    refs = [archive.append_exchange(raw), archive.append_exchange(raw)]
    archive.close()
    found = list(iter_records(only_file(tmp_path)))
    assert [r.type for r in found] == [
        "warcinfo",
        "resource",
        *["request", "response", "metadata", "metadata"] * 2,
    ]
    certificate, _, response, interim, shown = found[1:6]
    assert (certificate.block, certificate.header("Content-Type")) == (
        raw.certificate,
        "application/pkix-cert",
    )
    assert response.header("WARC-Truncated") == "disconnect"
    assert interim.block == raw.interim
    assert fields(shown) == {
        "port": "443",
        "tls-version": "TLSv1.3",
        "certificate-digest": certificate.header("WARC-Block-Digest"),
        "certificate-record": certificate.record_id,
        "tls-error": "self-signed certificate",
        "anomalies": "duplicate-content-length, bare-lf-in-head",
    }
    assert fields(found[9])["certificate-record"] == certificate.record_id
    for told in (interim, shown):
        assert told.header("WARC-Refers-To") == response.record_id
    assert [r.record_id for r in found if r.offset in {ref.offset for ref in refs}] == [
        ref.record_id for ref in refs
    ]


def test_a_plain_exchange_is_two_records(tmp_path: Path, make: Make) -> None:
    archive = make()
    archive.append_exchange(exchange())
    archive.close()
    assert [r.type for r in iter_records(only_file(tmp_path))] == [
        "warcinfo",
        "request",
        "response",
    ]


def test_a_resource_tells_where_it_comes_from(tmp_path: Path, make: Make) -> None:
    archive = make()
    page = archive.append_exchange(exchange())
    archive.append_resource(
        "urn:x-wangjian:dom:1",
        "text/html; charset=utf-8",
        "<p>渲染后".encode(),
        when=STARTED,
        refers_to=page,
        note={"title": "标题\r\nWARC-Type: response"},
    )
    archive.rotate()
    elsewhere = archive.append_resource(
        "urn:x-wangjian:dom:2", "text/html", b"<p>", when=STARTED, refers_to=page
    )
    archive.close()
    dom, note = list(iter_records(tmp_path / page.file))[3:]
    assert dom.all_of("WARC-Concurrent-To") == [page.record_id]
    assert note.header("WARC-Refers-To") == dom.record_id
    assert fields(note) == {
        "title": "标题%0D%0AWARC-Type: response",
        "source-record": page.record_id,
        "source-file": page.file,
        "source-offset": str(page.offset),
        "source-block-digest": page.block_digest,
    }
    # In another file than its source it points there by the note alone.
    assert read_record(tmp_path, elsewhere).all_of("WARC-Concurrent-To") == []
    assert [check_file(p).faults for p in tmp_path.iterdir()] == [[], []]


def test_files_are_finished_when_full_and_each_is_whole(tmp_path: Path, make: Make) -> None:
    archive = make(rotate_bytes=10_000)
    refs = [
        archive.append_exchange(exchange(response=noise(3000), certificate=b"DER"))
        for _ in range(12)
    ]
    archive.sync()
    finished = [p for p in tmp_path.iterdir() if p.suffix == ".gz"]
    assert len(finished) == len(archive.files) - 1 > 2
    archive.close()
    for path in tmp_path.iterdir():
        assert check_file(path).faults == []
        assert path.stat().st_size < 12_000
        types = [record.type for record in iter_records(path)]
        assert types.count("resource") == 1, "each file holds the certificate it refers to"
    for ref in refs:
        assert read_record(tmp_path, ref).record_id == ref.record_id


def test_unsynced_bytes_are_counted_until_a_sync(make: Make) -> None:
    archive = make()
    assert archive.unsynced == 0
    ref = archive.append_exchange(exchange())
    assert archive.unsynced >= ref.offset + ref.length
    archive.sync()
    assert archive.unsynced == 0
    archive.sync()


def test_nothing_is_written_where_nothing_was_captured(tmp_path: Path, make: Make) -> None:
    archive = make(tmp_path / "archive")
    archive.sync()
    archive.close()
    assert list((tmp_path / "archive").iterdir()) == []


def test_names_are_never_used_twice(tmp_path: Path, make: Make) -> None:
    archives = [make() for _ in range(4)]
    refs = [archive.append_exchange(exchange()) for archive in archives]
    for archive in archives[:2]:
        archive.close()
    later = [make() for _ in range(4)]
    refs += [archive.append_exchange(exchange()) for archive in later]
    for archive in archives + later:
        archive.close()
    assert len({ref.file for ref in refs}) == len(refs) == len(list(tmp_path.iterdir()))
    for ref in refs:
        assert read_record(tmp_path, ref).record_id == ref.record_id


def test_a_file_that_took_the_final_name_is_not_overwritten(tmp_path: Path, make: Make) -> None:
    archive = make()
    ref = archive.append_exchange(exchange())
    (tmp_path / ref.file).write_bytes(b"somebody else's")
    with pytest.raises(ArchiveError):
        archive.close()
    assert (tmp_path / ref.file).read_bytes() == b"somebody else's"
    (one,) = salvage(tmp_path)
    assert (one.records, one.torn_bytes) == (3, 0)
    assert one.final_file is not None
    assert check_file(one.final_file).faults == []


def test_threads_may_append_and_sync_at_once(tmp_path: Path, make: Make) -> None:
    archive = make(rotate_bytes=40_000)
    refs: list[list[RecordRef]] = [[] for _ in range(4)]
    done = threading.Event()

    def append(mine: list[RecordRef], number: int) -> None:
        for n in range(60):
            page = noise(900) + b"%d-%d" % (number, n)
            mine.append(archive.append_exchange(exchange(response=page)))

    def sync() -> None:
        while not done.is_set():
            archive.sync()

    syncing = threading.Thread(target=sync)
    appending = [threading.Thread(target=append, args=(r, i)) for i, r in enumerate(refs)]
    for thread in [syncing, *appending]:
        thread.start()
    for thread in appending:
        thread.join()
    done.set()
    syncing.join()
    archive.close()
    for number, mine in enumerate(refs):
        for n, ref in enumerate(mine):
            assert read_record(tmp_path, ref).block.endswith(b"%d-%d" % (number, n))
    for path in tmp_path.iterdir():
        assert check_file(path).faults == []


@pytest.mark.parametrize("limit", [0, 100, 900, 20_000, 20_001, 33_333, 60_000])
def test_a_full_disk_leaves_whole_records_and_says_so(tmp_path: Path, limit: int) -> None:
    """A limit on file size stands in for the disk: writes stop in the middle all the same."""

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        archive = Archive(tmp_path, name="test", info=INFO, floor_bytes=0)
        kept = 0
        try:
            for _ in range(100):
                archive.append_exchange(exchange(response=noise(5000)))
                kept += 1
        except ArchiveError as error:
            assert error.disk_full
            assert "磁盘" in error.zh
        archive.close()
        assert kept < 100
        records = sum(check_file(path).records for path in tmp_path.iterdir())
        assert records == 1 + 2 * kept or (kept, records) == (0, 0)

    assert in_a_child(fill) == 0
    for path in tmp_path.iterdir():
        assert path.suffix == ".gz"
        assert check_file(path).faults == []


def test_after_room_was_made_writing_goes_on(tmp_path: Path) -> None:
    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 1_000_000))
        archive = Archive(tmp_path, name="test", info=INFO, floor_bytes=0)
        archive.append_exchange(exchange(response=noise(3000)))
        for _ in range(3):
            try:
                archive.append_exchange(exchange(response=noise(9000)))
            except ArchiveError as error:
                assert error.disk_full
            else:
                raise AssertionError("more was taken than fits")
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        archive.append_exchange(exchange(response=noise(9000)))
        archive.close()

    assert in_a_child(fill) == 0
    report = check_file(only_file(tmp_path))
    assert (report.faults, report.records) == ([], 5)


def test_below_the_floor_nothing_more_is_taken(tmp_path: Path, make: Make) -> None:
    archive = make(floor_bytes=1 << 60)
    with pytest.raises(ArchiveError, match="floor") as raised:
        archive.append_exchange(exchange())
    assert raised.value.disk_full
    assert "低于下限" in raised.value.zh
    assert list(tmp_path.iterdir()) == [], "a file without a record is not left behind"


def test_after_a_failed_sync_nothing_is_tried_again(tmp_path: Path, make: Make) -> None:
    archive = make()
    ref = archive.append_exchange(exchange())
    descriptor = next(
        int(fd.name)
        for fd in Path("/proc/self/fd").iterdir()
        if str(fd.readlink()).endswith(".warc.gz.open")
    )
    ours, other = os.pipe()
    os.dup2(other, descriptor)  # fsync(2) of a pipe fails
    os.close(ours)
    os.close(other)
    with pytest.raises(ArchiveError) as raised:
        archive.sync()
    assert not raised.value.disk_full
    for call in (archive.sync, archive.rotate, lambda: archive.append_exchange(exchange())):
        with pytest.raises(ArchiveError, match="earlier error"):
            call()
    archive.close()
    assert only_file(tmp_path).name == ref.file + ".open", "what was not synced is not finished"
    (one,) = salvage(tmp_path)
    assert one.records == 3


def test_a_file_that_changed_under_us_is_not_finished(tmp_path: Path, make: Make) -> None:
    archive = make()
    archive.append_exchange(exchange())
    path = only_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="not what was written"):
        archive.close()
    assert path.exists()


def test_a_closed_archive_takes_nothing_more(make: Make) -> None:
    archive = make()
    archive.append_exchange(exchange())
    archive.close()
    archive.close()
    with pytest.raises(ArchiveError, match="closed"):
        archive.append_exchange(exchange())


def test_a_folder_that_cannot_be_made_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveError) as raised:
        Archive(tmp_path / "file" / "archive", name="test", info=INFO)
    assert str(tmp_path) in raised.value.diagnostics("en")
    assert str(tmp_path) in raised.value.diagnostics("zh")
