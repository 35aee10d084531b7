"""Records as public tools see them, and with anything at all in their fields."""

import gzip
import re
import subprocess
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, iter_records
from evidence.archive.stored import BLOCK_LIMIT
from evidence.archive.warc import compose
from evidence.errors import ArchiveError
from evidence.network.exchange import RawExchange
from tests.evidence.archive.samples import INFO, PAGE, STARTED, exchange, only_file

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
ODD_RESPONSES = {
    "plain": PAGE,
    "chunked": CHUNKED,
    "chunked, never ended": CHUNKED[:-7],
    "bad chunk size": CHUNKED.replace(b"5\r\n", b"zz\r\n"),
    "gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello" * 99),
    "deflate": b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n" + zlib.compress(b"hello"),
    "gzip that is none": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhello",
    "gzip, cut": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-9],
    "chunked gzip": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    b"Content-Encoding: gzip\r\n\r\n"
    b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(b"x")), gzip.compress(b"x")),
    "odd case, repeated": b"HTTP/1.1 200 OK\r\nsEt-CoOkIe: a\r\nSet-Cookie: b\r\n\r\nhello",
    "GBK header": b"HTTP/1.1 200 OK\r\nX-Title: \xc6\xd5\xb6\xfd\xb2\xe8\r\n\r\nhello",
    "no colon": b"HTTP/1.1 200 OK\r\nthis line has none\r\nA: b\r\n\r\nhello",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "9 kB header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 9000 + b"\r\n\r\nhello",
    "60 kB header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 60000 + b"\r\n\r\nhello",
    "NUL": b"HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\nhello\0",
    "bare LF": b"HTTP/1.1 200 OK\nA: b\n\nhello",
    "mixed ends": b"HTTP/1.1 200 OK\r\nA: b\n\r\nhello\r\n\r\nworld",
    "folded": b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\nhello",
    "blank but for spaces": b"HTTP/1.1 200 OK\r\nA: b\r\n  \r\nC: d\r\n\r\nhello",
    "blank lines first": b"\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nhello",
    "head alone": b"HTTP/1.1 204 No Content\r\nA: b\r\n\r\n",
    "head, cut": b"HTTP/1.1 200 OK\r\nA: b",
    "status line alone": b"HTTP/1.1",
    "HTTP/2 words": b"HTTP/2 200\r\nA: b\r\n\r\nhello",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "page without head": b"<html>\n\n<p>hello",
    "a WARC record": b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    "nothing": b"",
}


def check(path: Path) -> list[str]:
    """The verdicts of `warcio check -v`, one a record."""
    told = subprocess.run(
        [Path(sys.executable).with_name("warcio"), "check", "-v", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
    return [line.strip() for line in told.stdout.splitlines() if line.startswith("    ")]


def test_public_tools_pass_every_odd_response(tmp_path: Path) -> None:
    with Archive(tmp_path, name="odd", info=INFO, floor_bytes=0) as archive:
        for response in ODD_RESPONSES.values():
            archive.append_exchange(
                exchange(
                    url="https://shop.example/",
                    response=response,
                    certificate=b"DER",
                    interim=b"HTTP/1.1 103 Early Hints\r\n\r\n",
                    anomalies=("odd",),
                )
            )
        archive.append_resource("urn:x-wangjian:dom:1", "text/html", b"<p>", when=STARTED)
    path = only_file(tmp_path)
    count = 1 + 1 + 4 * len(ODD_RESPONSES) + 1
    assert check(path) == ["digest pass"] * count
    assert subprocess.run(["gzip", "-t", path], check=False).returncode == 0
    report = check_file(path)
    assert (report.faults, report.records) == ([], count)


@pytest.mark.parametrize("name", ODD_RESPONSES)
def test_the_block_is_what_was_received(tmp_path: Path, name: str) -> None:
    raw = exchange(response=ODD_RESPONSES[name])
    with Archive(tmp_path, name="odd", info=INFO, floor_bytes=0) as archive:
        archive.append_exchange(raw)
    _, request, answer = iter_records(only_file(tmp_path))
    assert request.block == raw.request
    assert answer.block == raw.response
    assert answer.type == ("response" if b"HTTP" in raw.response[:8] else "resource")
    assert answer.all_of("WARC-Concurrent-To") == [request.record_id]
    assert request.all_of("WARC-Concurrent-To") == [answer.record_id]
    assert {request.header("WARC-IP-Address"), answer.header("WARC-IP-Address")} == {raw.ip}
    assert request.date == answer.date == raw.started_at


def test_every_digest_is_sha256_and_both_stand_where_there_is_a_payload(tmp_path: Path) -> None:
    with Archive(tmp_path, name="test", info=INFO, floor_bytes=0) as archive:
        archive.append_exchange(exchange(anomalies=("odd",), certificate=b"DER"))
    for record in iter_records(only_file(tmp_path)):
        digests = {n: v for n, v in record.headers if n.endswith("-Digest")}
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", value) for value in digests.values())
        payload = (
            {"WARC-Payload-Digest"} if record.type in {"response", "request", "resource"} else set()
        )
        assert set(digests) == {"WARC-Block-Digest"} | payload


def test_a_member_has_no_name_and_no_time() -> None:
    member = compose("metadata", when=STARTED, block=b"", content_type="text/plain").member
    assert member[:4] == b"\x1f\x8b\x08\x00"
    assert member[4:8] == bytes(4)


def test_a_block_beyond_what_can_be_read_back_is_refused() -> None:
    with pytest.raises(ArchiveError, match="too large"):
        compose("resource", when=STARTED, block=bytes(BLOCK_LIMIT + 1), content_type="x/y")


anything = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "http://a.example/\r\nWARC-Date: 1999-01-01T00:00:00Z",
        "http://a.example/\r\n\r\nx\r\n\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n",
        "http://a.example/\0\x85\u2028\u202e",
        "text/html\r\nContent-Length: 0",
        "\ud800",
        "127.0.0.1\r\nX: y",
    ]
)
octets = st.binary(max_size=60) | st.sampled_from(list(ODD_RESPONSES.values()))
exchanges = st.builds(
    RawExchange,
    url=anything,
    request=octets,
    response=octets,
    ip=anything,
    port=st.integers(0, 65535),
    started_at=st.datetimes(min_value=datetime(1, 1, 2), timezones=st.just(UTC)),  # noqa: DTZ001
    truncated=st.none() | st.sampled_from(["length", "time", "disconnect"]) | anything,
    certificate=st.none() | octets,
    tls_error=st.none() | anything,
    tls_version=st.none() | anything,
    anomalies=st.lists(anything, max_size=2).map(tuple),
    interim=octets,
)
resources = st.fixed_dictionaries(
    {
        "uri": anything,
        "content_type": anything,
        "payload": octets,
        "note": st.dictionaries(anything, anything, max_size=2),
    }
)


@given(st.lists(exchanges | resources, min_size=1, max_size=3), anything, anything)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_web_sends_no_record_is_forged(
    tmp_path_factory: pytest.TempPathFactory,
    given_items: list[RawExchange | dict[str, Any]],
    name: str,
    operator: str,
) -> None:
    folder = tmp_path_factory.mktemp("forged")
    refs, blocks = [], []
    with Archive(
        folder, name=name, info={"operator": operator, name: name}, floor_bytes=0
    ) as archive:
        for item in given_items:
            if isinstance(item, RawExchange):
                refs.append(archive.append_exchange(item))
                blocks.append(item.response)
            else:
                before = refs[-1] if refs else None
                refs.append(archive.append_resource(**item, when=STARTED, refers_to=before))
                blocks.append(item["payload"])
    path = only_file(folder)
    report = check_file(path)
    assert report.faults == []
    found = list(iter_records(path))
    by_offset = {record.offset: record for record in found}
    assert [by_offset[ref.offset].block for ref in refs] == blocks
    assert [by_offset[ref.offset].record_id for ref in refs] == [ref.record_id for ref in refs]
    # A second reader, which knows nothing of ours, sees the same records and fields.
    with path.open("rb") as stream:
        second = [
            (r.rec_type, r.rec_headers.headers, r.raw_stream.read())
            for r in ArchiveIterator(stream, no_record_parse=True)
        ]
    assert second == [(r.type, list(r.headers), r.block) for r in found]
    for record in found:
        text = "".join(name + value for name, value in record.headers)
        assert text.isprintable(), text
