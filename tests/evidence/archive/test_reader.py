"""The strict reader against every kind of tampering we could think of."""

import gzip
import random
import re
import resource
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from evidence.archive.faults import CODES
from evidence.archive.reader import check_file, iter_records, read_record
from evidence.archive.record import RecordRef
from evidence.archive.rules import PROFILE
from evidence.errors import RecordFault
from tests.evidence.archive.children import in_a_child
from tests.evidence.archive.conftest import Make
from tests.evidence.archive.samples import (
    PAGE,
    STARTED,
    exchange,
    members,
    records,
    whole_archive,
    write_members,
)

WARCINFO, CERTIFICATE, REQUEST, RESPONSE, METADATA, REQUEST_2, RESPONSE_2 = range(7)
Edit = Callable[[bytes], bytes]


def swap(old: bytes, new: bytes) -> Edit:
    """Put `new` for the first `old`, which must be there."""

    def edit(record: bytes) -> bytes:
        assert old in record
        return record.replace(old, new, 1)

    return edit


def line(name: bytes, value: bytes) -> Edit:
    """Give the field `name` another value."""
    return lambda record: re.sub(
        rb"(?m)^" + name + rb": .*\r$", lambda _: name + b": " + value + b"\r", record, count=1
    )


def without(name: bytes) -> Edit:
    """Leave the field `name` out."""
    return lambda record: re.sub(rb"(?m)^" + name + rb": .*\r\n", b"", record, count=1)


def added(text: bytes) -> Edit:
    """Put a line behind the version line."""
    return swap(b"\r\n", b"\r\n" + text + b"\r\n")


def longer(by: int) -> Edit:
    """Let Content-Length say `by` bytes more."""
    return lambda record: re.sub(
        rb"Content-Length: (\d+)", lambda m: b"Content-Length: %d" % (int(m[1]) + by), record
    )


def in_head(edit: Edit) -> Edit:
    """Apply `edit` to the head alone."""

    def both(record: bytes) -> bytes:
        head, blank, block = record.partition(b"\r\n\r\n")
        return edit(head + blank) + block

    return both


def hashed_anew(edit: Edit) -> Edit:
    """Apply `edit` to the block, and put length and block digest right again."""

    def whole(record: bytes) -> bytes:
        head, _, rest = record.partition(b"\r\n\r\n")
        block = edit(rest[:-4])
        head = line(b"WARC-Block-Digest", b"sha256:" + sha256(block).hexdigest().encode())(
            head + b"\r\n"
        )
        head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(block), head)
        return head + b"\r\n" + block + rest[-4:]

    return whole


class Case(NamedTuple):
    """A tampering with record number `index`, and all codes it must be told by."""

    name: str
    index: int
    edit: Edit
    codes: set[str]


DIGEST = rb"sha256:[0-9a-f]{64}"
ONE_RECORD = [
    # the head
    Case("WARC/1.0", RESPONSE, swap(b"WARC/1.1", b"WARC/1.0"), {"version"}),
    Case("lower-case version", RESPONSE, swap(b"WARC/1.1", b"warc/1.1"), {"version"}),
    Case("blank after version", RESPONSE, swap(b"WARC/1.1", b"WARC/1.1 "), {"version"}),
    Case(
        "a line before", RESPONSE, swap(b"WARC/1.1", b"x\r\nWARC/1.1"), {"version", "field-syntax"}
    ),
    Case("one bare LF", RESPONSE, in_head(swap(b"\r\n", b"\n")), {"line-end"}),
    Case("bare CR", RESPONSE, in_head(swap(b"response\r\n", b"response\r")), {"line-end"}),
    Case("LF throughout", METADATA, lambda r: r.replace(b"\r\n", b"\n"), {"line-end"}),
    Case(
        "no blank line", CERTIFICATE, swap(b"\r\n\r\n", b"\r\n"), {"field-syntax", "block-length"}
    ),
    Case("lower-case name", RESPONSE, swap(b"WARC-Date", b"warc-date"), {"field-case"}),
    Case("folded", RESPONSE, added(b"X-Note: a\r\n b"), {"folded-field"}),
    Case("no colon", RESPONSE, added(b"X-Note"), {"field-syntax"}),
    Case("blank before colon", RESPONSE, added(b"X-Note : a"), {"field-syntax"}),
    Case("no name", RESPONSE, added(b": a"), {"field-syntax"}),
    Case("control", RESPONSE, added(b"X-Note: a\x01b"), {"control-character"}),
    Case("NUL", RESPONSE, added(b"X-Note: a\x00b"), {"control-character"}),
    Case("DEL", RESPONSE, added(b"X-Note: a\x7fb"), {"control-character"}),
    Case("C1", RESPONSE, added(b"X-Note: a\xc2\x85b"), {"control-character"}),
    Case("bidi", RESPONSE, added("X-Note: a\u202eb".encode()), {"control-character"}),
    Case("zero width", RESPONSE, added("X-Note: a\u200bb".encode()), {"control-character"}),
    Case("not UTF-8", RESPONSE, added(b"X-Note: \xc6\xd5\xb6\xfd"), {"not-utf8"}),
    Case("endless head", RESPONSE_2, added(b"X-Note: " + b"a" * 70_000), {"head-too-large"}),
    Case(
        "two lengths",
        RESPONSE,
        swap(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n"),
        {"duplicate-field"},
    ),
    Case(
        "two lengths, the wrong one first",
        METADATA,
        added(b"Content-Length: 5"),
        {"duplicate-field", "block-digest", "block-length"},
    ),
    Case("two dates", RESPONSE, added(b"WARC-Date: 1999-01-01T00:00:00Z"), {"duplicate-field"}),
    Case(
        "two types",
        RESPONSE,
        swap(b"\r\n\r\n", b"\r\nwarc-type: request\r\n\r\n"),
        {"duplicate-field", "field-case"},
    ),
    Case("unknown twice", RESPONSE, added(b"X-A: 1\r\nx-a: 2"), {"duplicate-field"}),
    # required fields
    Case("no type", METADATA, without(b"WARC-Type"), {"missing-field"}),
    Case("no date", RESPONSE, without(b"WARC-Date"), {"missing-field"}),
    Case("no length", CERTIFICATE, without(b"Content-Length"), {"missing-field"}),
    Case("no target", RESPONSE, without(b"WARC-Target-URI"), {"missing-field", "payload-digest"}),
    Case("no content type", CERTIFICATE, without(b"Content-Type"), {"missing-field"}),
    # values
    Case("type", METADATA, line(b"WARC-Type", b"metadata2"), {"type"}),
    Case("upper-case type", METADATA, line(b"WARC-Type", b"Metadata"), {"type"}),
    Case("30 February", RESPONSE, line(b"WARC-Date", b"2026-02-30T00:00:00Z"), {"date"}),
    Case("local time", RESPONSE, line(b"WARC-Date", b"2026-11-24T08:24:00+08:00"), {"date"}),
    Case("date without time", RESPONSE, line(b"WARC-Date", b"2026-11-24"), {"date"}),
    Case("ten digits", RESPONSE, line(b"WARC-Date", b"2026-11-24T08:24:00.0123456789Z"), {"date"}),
    Case("blank in URI", METADATA, line(b"WARC-Target-URI", b"http://a.example/ b"), {"uri"}),
    Case("URI in brackets", METADATA, line(b"WARC-Target-URI", b"<http://a.example/>"), {"uri"}),
    Case("relative URI", METADATA, line(b"WARC-Target-URI", b"/p/1"), {"uri"}),
    Case("not an id", METADATA, line(b"WARC-Record-ID", b"urn:uuid:1"), {"record-id"}),
    Case("IP", RESPONSE, line(b"WARC-IP-Address", b"shop.example"), {"ip"}),
    Case("truncated", RESPONSE, added(b"WARC-Truncated: yes"), {"truncated-reason"}),
    Case("not HTTP", RESPONSE, line(b"Content-Type", b"text/html"), {"content-type"}),
    Case(
        "a request's type",
        RESPONSE,
        line(b"Content-Type", b"application/http;msgtype=request"),
        {"content-type"},
    ),
    Case("no media type", CERTIFICATE, line(b"Content-Type", b"certificate"), {"content-type"}),
    Case(
        "refers",
        RESPONSE,
        added(b"WARC-Refers-To: <urn:a:b>"),
        {"field-not-allowed", "refers-missing"},
    ),
    Case("target", WARCINFO, added(b"WARC-Target-URI: urn:a:b"), {"field-not-allowed"}),
    Case("segment", RESPONSE, added(b"WARC-Segment-Number: 1"), {"segmented"}),
    # lengths
    Case("length −1", METADATA, longer(-1), {"block-digest", "block-length"}),
    Case("length +5", METADATA, longer(5), {"block-length"}),
    Case("length +4", METADATA, longer(4), {"block-digest", "record-end"}),
    Case("length −5", METADATA, longer(-5), {"block-digest", "block-length"}),
    Case("10^12", METADATA, line(b"Content-Length", b"1000000000000"), {"record-too-large"}),
    Case("below zero", METADATA, line(b"Content-Length", b"-1"), {"content-length"}),
    Case("1e3", METADATA, line(b"Content-Length", b"1e3"), {"content-length"}),
    Case(
        "leading zero", METADATA, lambda r: swap(b"Length: ", b"Length: 0")(r), {"content-length"}
    ),
    Case("plus", METADATA, lambda r: swap(b"Length: ", b"Length: +")(r), {"content-length"}),
    Case("other digits", METADATA, line(b"Content-Length", "１２".encode()), {"content-length"}),
    Case("one CRLF at the end", RESPONSE, lambda r: r[:-2], {"record-end"}),
    Case("no CRLF at the end", RESPONSE, lambda r: r[:-4], {"record-end"}),
    Case("LF at the end", RESPONSE, lambda r: r[:-4] + b"\n\n", {"record-end"}),
    Case("three CRLF", RESPONSE, lambda r: r + b"\r\n", {"block-length"}),
    Case("junk in the member", RESPONSE, lambda r: r + b"junk", {"block-length"}),
    Case("another record", METADATA, lambda r: r + r, {"several-records"}),
    # digests
    Case("no block digest", RESPONSE, without(b"WARC-Block-Digest"), {"no-block-digest"}),
    Case("no payload digest", RESPONSE, without(b"WARC-Payload-Digest"), {"no-payload-digest"}),
    Case(
        "no digest at all",
        METADATA,
        lambda r: without(b"WARC-Block-Digest")(without(b"WARC-Payload-Digest")(r)),
        {"no-block-digest"},
    ),
    Case(
        "SHA-1",
        RESPONSE,
        line(b"WARC-Block-Digest", b"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"),
        {"digest-algorithm"},
    ),
    Case("MD5", RESPONSE, line(b"WARC-Block-Digest", b"md5:" + b"0" * 32), {"digest-algorithm"}),
    Case(
        "other label",
        RESPONSE,
        swap(b"Block-Digest: sha256", b"Block-Digest: SHA-256"),
        {"digest-algorithm"},
    ),
    Case(
        "no label",
        RESPONSE,
        swap(b"Block-Digest: sha256:", b"Block-Digest: "),
        {"digest-algorithm"},
    ),
    Case(
        "base32",
        RESPONSE,
        line(b"WARC-Block-Digest", b"sha256:" + b"A" * 52 + b"===="),
        {"digest-form"},
    ),
    Case(
        "upper case",
        RESPONSE,
        lambda r: re.sub(rb"(Block-Digest: sha256:)(\w+)", lambda m: m[1] + m[2].upper(), r),
        {"digest-form"},
    ),
    Case("cut", RESPONSE, line(b"WARC-Payload-Digest", b"sha256:" + b"0" * 63), {"digest-form"}),
    Case(
        "wrong block digest",
        METADATA,
        line(b"WARC-Block-Digest", b"sha256:" + b"0" * 64),
        {"block-digest"},
    ),
    Case(
        "wrong payload digest",
        RESPONSE,
        line(b"WARC-Payload-Digest", b"sha256:" + b"0" * 64),
        {"payload-digest"},
    ),
    Case("altered body", RESPONSE, swap(b"<h1>", b"<h2>"), {"block-digest", "payload-digest"}),
    Case("altered head", RESPONSE, swap(b"Server: nginx", b"Server: apach"), {"block-digest"}),
    Case(
        "altered and hashed anew", RESPONSE, hashed_anew(swap(b"<h1>", b"<h2>")), {"payload-digest"}
    ),
    Case("altered request", REQUEST, swap(b"GET /p/1", b"GET /p/2"), {"block-digest"}),
    # warcinfo
    Case("no software", WARCINFO, hashed_anew(swap(b"software", b"softwear")), {"warcinfo-fields"}),
    Case("not fields", WARCINFO, line(b"Content-Type", b"text/plain"), {"content-type"}),
    # relations
    Case(
        "points nowhere",
        RESPONSE,
        line(b"WARC-Concurrent-To", b"<urn:a:b>"),
        {"concurrent-missing"},
    ),
    Case("refers nowhere", METADATA, line(b"WARC-Refers-To", b"<urn:a:b>"), {"refers-missing"}),
]


@pytest.mark.parametrize("case", ONE_RECORD, ids=lambda case: case.name)
def test_a_tampered_record_is_told_by_its_code(tmp_path: Path, case: Case) -> None:
    plain = records(whole_archive(tmp_path / "whole"))
    edited = case.edit(plain[case.index])
    assert edited != plain[case.index], "the edit did nothing"
    plain[case.index] = edited
    path = write_members(tmp_path / "tampered.warc.gz", plain)
    report = check_file(path)
    assert {one.code for one in report.faults} == case.codes
    offset = sum(len(member) for member in members(path)[: case.index])
    relations = {"concurrent-missing", "refers-missing"}
    assert {f.offset for f in report.faults if f.code not in relations} <= {offset}
    assert report.records >= len(plain) - 2
    assert case.codes <= CODES


def gzip_with(flags: int, extra: bytes, plain: bytes) -> bytes:
    """A member whose header has `flags` and the optional fields `extra`."""
    member = gzip.compress(plain, mtime=0)
    return member[:3] + bytes([flags]) + member[4:10] + extra + member[10:]


def altered(index: int, edit: Edit) -> Callable[[list[bytes]], bytes]:
    """Apply `edit` to the bytes of member `index`."""
    return lambda found: b"".join(edit(m) if n == index else m for n, m in enumerate(found))


def dropped(*indices: int) -> Callable[[list[bytes]], bytes]:
    """Leave members out."""
    return lambda found: b"".join(m for n, m in enumerate(found) if n not in indices)


def order(*indices: int) -> Callable[[list[bytes]], bytes]:
    """Put members in another order."""
    return lambda found: b"".join(found[n] for n in indices)


def flags(value: int, extra: bytes) -> Callable[[list[bytes]], bytes]:
    return altered(RESPONSE, lambda m: gzip_with(value, extra, gzip.decompress(m)))


WHOLE_FILE: dict[str, tuple[Callable[[list[bytes]], bytes], set[str]]] = {
    "empty": (lambda found: b"", {"empty-file"}),
    "text": (lambda found: b"just some text\n" * 99, {"not-gzip"}),
    "not compressed": (lambda found: b"".join(map(gzip.decompress, found)), {"not-gzip"}),
    "one member for all": (
        lambda found: gzip.compress(b"".join(map(gzip.decompress, found)), mtime=0),
        {"several-records"},
    ),
    "last byte gone": (lambda found: b"".join(found)[:-1], {"torn"}),
    "trailer gone": (lambda found: b"".join(found)[:-8], {"torn"}),
    "torn in the last record": (lambda found: b"".join(found)[:-60], {"torn"}),
    "torn in the last header": (lambda found: b"".join(found[:-1]) + found[-1][:5], {"torn"}),
    "one byte of a header": (lambda found: b"".join(found) + b"\x1f", {"torn"}),
    "trailing junk": (lambda found: b"".join(found) + b"junk", {"trailing-junk"}),
    "trailing zeros": (lambda found: b"".join(found) + bytes(512), {"trailing-junk"}),
    "trailing line end": (lambda found: b"".join(found) + b"\n", {"trailing-junk"}),
    "junk between": (altered(METADATA, lambda m: b"junk" + m), {"junk-between"}),
    "empty member": (
        altered(METADATA, lambda m: gzip.compress(b"", mtime=0) + m),
        {"empty-member"},
    ),
    "member of junk": (
        altered(METADATA, lambda m: gzip.compress(b"junk", mtime=0) + m),
        {"head-unfinished"},
    ),
    "file name": (flags(8, b"../../etc/passwd\0"), {"gzip-header"}),
    "comment": (flags(16, b"hello\0"), {"gzip-header"}),
    "extra field": (flags(4, b"\x04\0abcd"), {"gzip-header"}),
    "header check": (flags(2, b"\0\0"), {"gzip-header"}),
    "reserved bit": (flags(128, b""), {"gzip-header"}),
    "all of them": (flags(30, b"\x02\0ab" + b"n\0" + b"c\0" + b"\0\0"), {"gzip-header"}),
    "time": (altered(RESPONSE, lambda m: m[:4] + b"\1\2\3\4" + m[8:]), {"gzip-header"}),
    "wrong CRC": (altered(RESPONSE, lambda m: m[:-8] + bytes(4) + m[-4:]), {"gzip-check"}),
    "wrong size": (altered(RESPONSE, lambda m: m[:-4] + bytes(4)), {"gzip-check"}),
    "no warcinfo": (dropped(WARCINFO), {"warcinfo-first"}),
    "warcinfo second": (order(1, 0, 2, 3, 4, 5, 6), {"warcinfo-first"}),
    "a request gone": (dropped(REQUEST), {"unpaired", "concurrent-missing"}),
    "a response gone": (dropped(RESPONSE), {"concurrent-missing", "refers-missing"}),
    "a record twice": (order(0, 1, 2, 3, 3, 4, 5, 6), {"record-id-repeated"}),
}


@pytest.mark.parametrize("name", WHOLE_FILE)
def test_a_tampered_file_is_told_by_its_code(tmp_path: Path, name: str) -> None:
    tamper, codes = WHOLE_FILE[name]
    path = tmp_path / "tampered.warc.gz"
    path.write_bytes(tamper(members(whole_archive(tmp_path / "whole"))))
    report = check_file(path)
    assert {one.code for one in report.faults} == codes
    if not codes & {"unpaired", "concurrent-missing", "refers-missing", "record-id-repeated"}:
        with pytest.raises(RecordFault) as raised:
            list(iter_records(path))
        assert raised.value.code in codes


def test_the_tables_have_enough_kinds() -> None:
    assert len(ONE_RECORD) + len(WHOLE_FILE) >= 100


def test_a_damaged_member_does_not_hide_what_follows(tmp_path: Path) -> None:
    found = members(whole_archive(tmp_path / "whole"))
    broken = found[REQUEST][:60] + bytes(40) + found[REQUEST][100:]
    later = found[RESPONSE_2][:-8] + bytes(8)
    path = tmp_path / "damaged.warc.gz"
    path.write_bytes(b"".join([*found[:REQUEST], broken, *found[RESPONSE:RESPONSE_2], later]))
    offsets = {one.offset for one in check_file(path).faults if one.code.startswith("gzip-")}
    assert offsets == {sum(map(len, found[:REQUEST])), sum(map(len, found[:RESPONSE_2]))}


def test_no_flipped_bit_goes_unseen(quick_path: Path) -> None:
    path = whole_archive(quick_path / "whole")
    data = path.read_bytes()
    whole = [(r.headers, r.block) for r in iter_records(path)]
    flipped = quick_path / "flipped.warc.gz"
    chance = random.Random(20261124)
    unseen = 0
    for position in range(len(data)):
        changed = bytearray(data)
        changed[position] ^= 1 << chance.randrange(8)
        flipped.write_bytes(changed)
        if check_file(flipped).ok:
            # Bits that mean nothing, such as the padding at the end of deflate data.
            assert [(r.headers, r.block) for r in iter_records(flipped)] == whole
            unseen += 1
    assert unseen < 40


def revisit(of: bytes, **changes: bytes) -> bytes:
    """A revisit of the response record `of`, with fields changed or (empty) left out."""

    def value(name: bytes) -> bytes:
        match = re.search(rb"(?m)^" + name + rb": (.*)\r$", of)
        assert match is not None
        return match[1]

    block = b"HTTP/1.1 200 OK\r\n\r\n"
    named = {
        "WARC-Type": b"revisit",
        "WARC-Record-ID": b"<urn:uuid:11111111-1111-4111-8111-111111111111>",
        "WARC-Date": b"2026-11-25T00:00:00Z",
        "WARC-Target-URI": value(b"WARC-Target-URI"),
        "WARC-Profile": PROFILE.encode(),
        "WARC-Refers-To-Target-URI": value(b"WARC-Target-URI"),
        "WARC-Refers-To-Date": value(b"WARC-Date"),
        "WARC-Payload-Digest": value(b"WARC-Payload-Digest"),
        "WARC-Block-Digest": b"sha256:" + sha256(block).hexdigest().encode(),
        "Content-Type": b"application/http;msgtype=response",
        "Content-Length": b"%d" % len(block),
    } | {name.replace("_", "-"): new for name, new in changes.items()}
    head = b"".join(n.encode() + b": " + v + b"\r\n" for n, v in named.items() if v)
    return b"WARC/1.1\r\n" + head + b"\r\n" + block + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, set()),
        (
            {"WARC_Profile": b"http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"},
            {"revisit-profile"},
        ),
        ({"WARC_Profile": b""}, {"missing-field"}),
        ({"WARC_Refers_To_Date": b""}, {"missing-field", "revisit-missing"}),
        ({"WARC_Refers_To_Target_URI": b"http://b.example/"}, {"revisit-missing"}),
        ({"WARC_Payload_Digest": b"sha256:" + b"1" * 64}, {"revisit-missing"}),
    ],
)
def test_a_revisit_needs_its_original(
    tmp_path: Path, changes: dict[str, bytes], codes: set[str]
) -> None:
    plain = records(whole_archive(tmp_path / "whole"))
    path = write_members(tmp_path / "r.warc.gz", [*plain, revisit(plain[RESPONSE], **changes)])
    assert {one.code for one in check_file(path).faults} == codes


def test_a_last_request_without_answer_is_how_a_killed_writer_ends(tmp_path: Path) -> None:
    found = members(whole_archive(tmp_path / "whole"))
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(b"".join(found[:RESPONSE_2]))
    assert check_file(path).faults == []


def test_faults_are_for_people_in_both_languages(tmp_path: Path) -> None:
    plain = records(whole_archive(tmp_path / "whole"))
    plain[RESPONSE] = line(b"WARC-Date", b"\x1b[31m1999")(plain[RESPONSE])
    path = write_members(tmp_path / "t.warc.gz", plain)
    for one in check_file(path).faults:
        for language in ("zh", "en"):
            text = one.line(path, language)
            assert text.isprintable()
            assert str(path) in text
            assert str(one.offset) in text
            assert one.code in text
        assert one.message_zh != one.message_en
    report = check_file(path).to_json()
    assert report["ok"] is False
    assert report["faults"][0]["code"] in CODES


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    assert [f.code for f in check_file(tmp_path / "none.warc.gz").faults] == ["unreadable"]


def test_bombs_are_read_in_bounded_memory(tmp_path: Path, make: Make) -> None:
    archive = make()
    archive.append_resource("urn:a:b", "x/y", bytes(100_000_000), when=STARTED)
    archive.close()
    (honest,) = tmp_path.iterdir()
    lying = tmp_path / "lying.warc.gz"
    plain = records(whole_archive(tmp_path / "whole"))
    write_members(lying, [*plain[:-1], plain[-1] + bytes(100_000_000)])
    with honest.open("ab") as stream:
        stream.truncate(honest.stat().st_size)

    def read() -> None:
        now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + 50_000_000, now + 50_000_000))
        assert check_file(honest).ok
        assert {f.code for f in check_file(lying).faults} == {"block-length"}
        with pytest.raises(RecordFault) as raised:
            list(iter_records(honest, limit=1_000_000))
        assert raised.value.code == "record-too-large"

    assert in_a_child(read) == 0


def test_a_reference_is_followed_only_to_its_very_record(tmp_path: Path, make: Make) -> None:
    archive = make()
    first = archive.append_exchange(exchange())
    second = archive.append_exchange(exchange(response=PAGE + b"2"))
    archive.close()
    folder = tmp_path
    assert read_record(folder, second).block == PAGE + b"2"
    good = second.to_json()
    wrong: list[tuple[dict[str, object], str]] = [
        ({"offset": first.offset, "length": first.length}, "not-this-record"),
        ({"record_id": first.record_id}, "not-this-record"),
        ({"block_digest": first.block_digest}, "not-this-record"),
        ({"payload_digest": first.payload_digest}, "not-this-record"),
        ({"payload_digest": None}, "not-this-record"),
        ({"offset": second.offset + 1}, "torn"),
        ({"offset": first.offset + 1}, "not-this-record"),
        ({"length": second.length - 1}, "torn"),
        ({"length": second.length + 1}, "torn"),
        ({"length": 0}, "torn"),
        ({"length": -1}, "torn"),
        ({"length": 10**15}, "torn"),
        ({"offset": 10**9}, "torn"),
        ({"offset": -1}, "unreadable"),
        ({"file": "other.warc.gz"}, "file-missing"),
        ({"file": "../" + folder.name + "/" + second.file}, "file-missing"),
        ({"file": str(folder / second.file)}, "file-missing"),
    ]
    for change, code in wrong:
        with pytest.raises(RecordFault) as raised:
            read_record(folder, RecordRef.from_json(good | change))
        assert raised.value.code == code, change
        assert raised.value.zh != raised.value.en


def test_a_record_altered_after_it_was_filed_is_no_record(tmp_path: Path, make: Make) -> None:
    """Also where the forger puts every digest in the file right."""
    archive = make()
    ref = archive.append_exchange(exchange())
    archive.close()
    path = tmp_path / ref.file
    plain = records(path)
    body = PAGE.partition(b"\r\n\r\n")[2].replace(b"<h1>", b"<h2>")
    forged = hashed_anew(swap(b"<h1>", b"<h2>"))(plain[2])
    forged = line(b"WARC-Payload-Digest", b"sha256:" + sha256(body).hexdigest().encode())(forged)
    write_members(path, [*plain[:2], forged])
    assert check_file(path).ok
    length = len(members(path)[2])
    offset = path.stat().st_size - length
    with pytest.raises(RecordFault) as raised:
        read_record(
            tmp_path, RecordRef.from_json(ref.to_json() | {"offset": offset, "length": length})
        )
    assert raised.value.code == "not-this-record"
