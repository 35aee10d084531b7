"""A request that was sent and got not one byte of an answer: a record that stands alone."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, http_parts, iter_records, read_record
from evidence.archive.record import RecordRef
from evidence.archive.salvage import salvage
from evidence.errors import RecordFault
from tests.evidence.archive.samples import (
    INFO,
    PAGE,
    exchange,
    members,
    only_file,
    records,
    write_members,
)

POST = (
    b"POST /leaving HTTP/1.1\r\nHost: shop.example\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 9\r\n\r\nleft \xe8\x8c\xb6\xff"
)
SENT = {
    "a GET": exchange().request,
    "a POST": POST,
    "cut in the head": b"GET /p/1 HTTP/1.1\r\nHost: shop.ex",
    "cut in its first word": b"GE",
    "no HTTP at all": b"\x16\x03\x01\0\r\n\r\n\0",
}
LONE, WORD = 3, 4
"""The members of `archive`: warcinfo, request, response, lone request, metadata, and a pair."""


def archive(folder: Path, *, last: bool = False) -> tuple[Path, RecordRef]:
    """A file with a lone request between two exchanges, or behind one; and where it lies."""
    with Archive(folder, name="lone", info=INFO, floor_bytes=0) as made:
        made.append_exchange(exchange())
        ref = made.append_request(exchange(request=POST, response=b"", truncated="disconnect"))
        if not last:
            made.append_exchange(exchange(response=PAGE + b"2"))
    return only_file(folder), ref


def codes(path: Path) -> set[str]:
    return {one.code for one in check_file(path).faults}


@pytest.mark.parametrize("what", SENT)
def test_it_is_kept_as_sent_points_to_nothing_and_reads_back(tmp_path: Path, what: str) -> None:
    raw = exchange(request=SENT[what], response=b"", truncated="time", port=8080)
    with Archive(tmp_path, name="lone", info=INFO, floor_bytes=0) as made:
        ref = made.append_request(raw)
        assert read_record(tmp_path, ref).block == SENT[what]
    _, request, word = iter_records(only_file(tmp_path))
    assert request == read_record(tmp_path, ref)
    assert (request.type, request.block, request.uri) == ("request", SENT[what], raw.url)
    assert request.all_of("WARC-Concurrent-To") == []
    assert request.header("WARC-IP-Address") == raw.ip
    assert request.date == raw.started_at
    assert word.type == "metadata"
    assert word.all_of("WARC-Refers-To") == [request.record_id]
    assert word.block == b"port: 8080\r\nanswer: none\r\nended: time\r\n"
    report = check_file(only_file(tmp_path))
    assert (report.faults, report.records) == ([], 3)


def test_nobody_takes_it_for_an_answer(tmp_path: Path) -> None:
    path, ref = archive(tmp_path)
    parts = http_parts(read_record(tmp_path, ref))
    assert (parts.status, parts.body) == (0, POST.partition(b"\r\n\r\n")[2])
    kinds = [one.type for one in iter_records(path, strict=False)]
    assert kinds.count("response") == kinds.count("request") - 1 == 2
    assert "resource" not in kinds


def test_what_its_connection_showed_stands_beside_it(tmp_path: Path) -> None:
    secure = {"certificate": b"DER", "tls_version": "TLSv1.3", "port": 443, "anomalies": ("odd",)}
    with Archive(tmp_path, name="lone", info=INFO, floor_bytes=0) as made:
        made.append_request(exchange(url="https://shop.example/", response=b"", **secure))
        made.append_exchange(exchange(url="https://shop.example/", **secure))
    found = list(iter_records(only_file(tmp_path)))
    assert [one.type for one in found] == [
        *("warcinfo", "resource", "request", "metadata"),
        *("request", "response", "metadata"),
    ]
    assert found[3].block.decode() == (
        "port: 443\r\nanswer: none\r\nended: unspecified\r\ntls-version: TLSv1.3\r\n"
        f"certificate-digest: {found[1].header('WARC-Block-Digest')}\r\n"
        f"certificate-record: {found[1].record_id}\r\nanomalies: odd\r\n"
    )
    assert check_file(only_file(tmp_path)).faults == []


def test_public_tools_pass_it_and_count_it(tmp_path: Path) -> None:
    with Archive(tmp_path, name="lone", info=INFO, floor_bytes=0) as made:
        for request in SENT.values():
            made.append_request(exchange(request=request, response=b""))
            made.append_exchange(exchange())
    path, warcio = only_file(tmp_path), Path(sys.executable).with_name("warcio")
    count = 1 + 4 * len(SENT)

    def told(*words: str) -> list[str]:
        done = subprocess.run([warcio, *words, path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.splitlines()

    verdicts = [one.strip() for one in told("check", "-v") if one.startswith("    ")]
    assert verdicts == ["digest pass"] * count
    assert len(told("index")) == count
    assert subprocess.run(["gzip", "-t", path], check=False).returncode == 0


def test_no_changed_bit_of_it_goes_unseen(quick_path: Path) -> None:
    path, ref = archive(quick_path / "whole")
    data, whole = path.read_bytes(), [(r.headers, r.block) for r in iter_records(path)]
    chance = random.Random(20261130)
    flipped = quick_path / "flipped.warc.gz"
    begin, end = ref.offset, ref.offset + ref.length
    seen = 0
    for position in range(begin, end):
        changed = bytearray(data)
        changed[position] ^= 1 << chance.randrange(8)
        flipped.write_bytes(changed)
        if check_file(flipped).ok:
            # Bits that mean nothing, such as the padding at the end of deflate data.
            assert [(r.headers, r.block) for r in iter_records(flipped)] == whole
        else:
            seen += 1
    assert seen > (end - begin) * 0.95


@pytest.mark.parametrize(
    ("gone", "code"), [((LONE,), "refers-missing"), ((WORD,), "request-alone")]
)
def test_neither_it_nor_the_word_about_it_can_be_lost(
    tmp_path: Path, gone: tuple[int, ...], code: str
) -> None:
    path, _ = archive(tmp_path / "whole")
    left = [one for number, one in enumerate(records(path)) if number not in gone]
    lost = write_members(tmp_path / "lost.warc.gz", left)
    assert code in codes(lost)
    assert codes(lost) <= {code, "concurrent-missing"}


def test_a_request_whose_answer_was_taken_out_cannot_pass_for_one_without(tmp_path: Path) -> None:
    path, _ = archive(tmp_path / "whole")
    found = records(path)
    found[1] = re.sub(rb"WARC-Concurrent-To: [^\r]*\r\n", b"", found[1])
    without = write_members(tmp_path / "without.warc.gz", [*found[:2], *found[3:]])
    assert codes(without) == {"request-alone"}


@pytest.mark.parametrize("torn", [True, False])
def test_a_killed_writer_may_leave_it_without_the_word_about_it(tmp_path: Path, torn: bool) -> None:
    path, ref = archive(tmp_path / "whole", last=True)
    whole = members(path)
    folder = tmp_path / "left"
    folder.mkdir()
    left = folder / (path.name + ".open")
    left.write_bytes(b"".join(whole[:WORD]) + (whole[WORD][:40] if torn else b""))
    (saved,) = salvage(folder)
    assert (saved.records, saved.torn_bytes) == (WORD, 40 if torn else 0)
    assert check_file(folder / path.name).faults == []
    assert read_record(folder, ref).block == POST


def test_another_request_in_its_place_is_not_it(tmp_path: Path) -> None:
    path, ref = archive(tmp_path)
    found = records(path)
    found[LONE] = found[LONE].replace(b"left \xe8", b"gone \xe8")
    write_members(path, found)
    assert {"block-digest", "payload-digest"} <= codes(path)
    with pytest.raises(RecordFault):
        read_record(tmp_path, ref)
