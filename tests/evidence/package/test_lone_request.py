"""A request without any answer in a package: counted, hashed, and missed where it is gone."""

import gzip
import io
import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, iter_records, read_record
from evidence.package import cdxj
from evidence.package.extraction import extract
from evidence.package.kind import PackageKind
from evidence.package.survey import survey
from tests.evidence.archive.samples import exchange
from tests.evidence.package.samples import INFO, MADE_AT, NUMBER, SHOP
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import (
    WARC,
    WEB,
    Files,
    Web,
    files_of,
    members,
    must_name,
    packed,
    packed_record,
    refused,
    restated,
    sealed_again,
)

INDEX = "indexes/index.cdx"
LEAVING = f"{SHOP}/leaving".encode()


@pytest.fixture(scope="module")
def files(package: Package) -> Files:
    return files_of(package)


def place(warc: bytes) -> int:
    """Which member the lone request is; the word about it is the next one."""
    plain = [gzip.decompress(one) for one in members(warc)]
    (found,) = (n for n, one in enumerate(plain) if b"WARC-Type: request" in one and LEAVING in one)
    assert b"WARC-Concurrent-To" not in plain[found].partition(b"\r\n\r\n")[0]
    assert b"answer: none\r\n" in plain[found + 1]
    return found


def with_members(files: Files, change: Callable[[list[bytes], int], list[bytes]]) -> Files:
    """The WARC file of a capture changed; WACZ, its index too, and case say what is there now."""
    web = Web.of(files[WEB])
    warc = web.files[WARC]
    inner = dict(web.files) | {WARC: b"".join(change(members(warc), place(warc)))}
    index = cdxj.Index()
    for name in sorted(one for one in inner if one.endswith(".warc.gz")):
        one, other = io.BytesIO(inner[name]), io.BytesIO(inner[name])
        survey(one, other, name.removeprefix("archive/"), index)
    inner[INDEX] = b"".join(index.lines())
    return restated(files | {WEB: Web(inner).described().to_bytes()})


def test_it_is_counted_and_is_in_no_index(package: Package, files: Files, tmp_path: Path) -> None:
    web = Web.of(files[WEB])
    (tmp_path / "x.warc.gz").write_bytes(web.files[WARC])
    report = check_file(tmp_path / "x.warc.gz")
    assert (report.faults, report.records) == ([], 9)
    assert b"/leaving" not in web.files[INDEX]
    assert b"price" in web.files[INDEX]
    assert PackageKind(package.sealer.trust).verify(package.path).ok


CHANGES: dict[str, Callable[[list[bytes], int], list[bytes]]] = {
    "a byte of its body changed": lambda found, at: [
        *found[:at],
        packed_record(gzip.decompress(found[at]).replace(b"\r\n\r\nleft", b"\r\n\r\nlent")),
        *found[at + 1 :],
    ],
    "a byte of its head changed": lambda found, at: [
        *found[:at],
        packed_record(gzip.decompress(found[at]).replace(b"POST /l", b"POST /L")),
        *found[at + 1 :],
    ],
    "lost": lambda found, at: [*found[:at], *found[at + 1 :]],
    "lost, and the word about it comes last": lambda found, at: [
        *found[:at],
        *found[at + 2 :],
        found[at + 1],
    ],
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_the_office_itself_sealed_anew_is_refused_by_both(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    forged = sealed_again(with_members(files, CHANGES[what]), package)
    must_name(f"{WEB}!{WARC}", forged, tmp_path, package, roots, capsys)


def test_the_same_hands_change_nothing_where_nothing_is_changed(
    files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    again = sealed_again(with_members(files, lambda found, _: found), package)
    with pytest.raises(AssertionError, match="wangjian verify passes it"):
        refused(again, tmp_path, package, roots, capsys)


def test_no_changed_byte_of_it_passes_the_verifier_that_lies_in_the_package(
    files: Files, package: Package, tmp_path: Path
) -> None:
    """verify_package.py by itself, as a stranger runs it."""
    script = tmp_path / "verify_package.py"
    script.write_bytes(files["verify_package.py"])
    web, chance = files[WEB], random.Random(20261130)
    warc = Web.of(web).files[WARC]
    found = members(warc)
    at = place(warc)
    begin = web.index(found[at])
    path = tmp_path / f"{NUMBER}.zip"

    def verdict(data: bytes) -> tuple[int, str]:
        path.write_bytes(packed(files | {WEB: data}))
        done = subprocess.run(
            [sys.executable, "-I", "-S", script, path], capture_output=True, check=False
        )
        return done.returncode, done.stdout.decode()

    assert verdict(web)[0] == 0
    for position in chance.sample(range(begin, begin + len(found[at])), 8):
        changed = web[:position] + bytes([web[position] ^ 1]) + web[position + 1 :]
        code, said = verdict(changed)
        assert (code, WEB in said) == (1, True), said
    without = Web(Web.of(web).files | {WARC: warc.replace(found[at], b"")}).described().to_bytes()
    code, said = verdict(without)
    assert (code, "所指的记录不在文件中" in said) == (1, True), said
    assert path.with_name("verify_package.py").exists()


def test_it_is_taken_out_of_an_archive_with_what_belongs_to_it(tmp_path: Path) -> None:
    with Archive(tmp_path / "crawl", name="run", info=INFO, floor_bytes=0) as archive:
        archive.append_exchange(exchange(certificate=b"DER"))
        ref = archive.append_request(exchange(response=b"", certificate=b"DER", truncated="time"))
        archive.append_exchange(exchange(certificate=b"DER"))
    target = tmp_path / "x.warc.gz"
    with target.open("wb") as stream:
        (one,) = extract(
            stream,
            [(tmp_path / "crawl", ref)],
            name=target.name,
            made_at=MADE_AT,
            info={"software": "wangjian/0", "format": "WARC File Format 1.1"},
        )
    assert check_file(target).faults == []
    assert [r.type for r in iter_records(target)] == [
        *("warcinfo", "warcinfo", "resource", "request", "metadata"),
    ]
    assert one.request_id is None
    there = replace(ref, file=target.name, offset=one.offset, length=one.length)
    assert read_record(tmp_path, there).block == exchange().request


def test_its_own_case_document_names_the_file_it_lies_in(files: Files) -> None:
    document = json.loads(files["data/case.json"])
    assert f"{WEB}!{WARC}" in document["files"]
