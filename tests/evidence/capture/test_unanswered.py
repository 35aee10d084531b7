"""Requests that reach a shop and get not one byte of an answer: a real browser, a real server."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evidence.archive.archive import Archive
from evidence.archive.reader import StrictRecord, iter_records, read_record
from evidence.capture.capture import Captured
from evidence.capture.secrets import Secrets
from evidence.capture.tapped import Asked, Socket, Tapped
from evidence.capture.traffic import Traffic, TrafficLimits
from evidence.capture.watched_relay import WatchedRelay
from evidence.network.limits import Limits
from evidence.network.reach import Reach
from evidence.network.response import Response
from evidence.seal.digests import digest_file
from evidence.verify import verify_paths
from tests.evidence.capture.site import INFO, Page, codes, faults, html, records, site, take
from tests.evidence.network.certificates import make
from tests.evidence.network.servers import Visit, run

PAGE = """<!doctype html><html lang="zh"><head><title>茶</title>
<link rel="icon" href="data:,"></head><body><h1>国家级品质</h1><script>
fetch('/closes').catch(() => 0);
fetch('/resets', {method: 'POST', body: '{"left": "茶"}'}).catch(() => 0);
fetch('/given-up', {signal: AbortSignal.timeout(300)}).catch(() => 0);
setTimeout(() => fetch('/silent'), 600);
</script></body></html>"""


async def closes(visit: Visit) -> None:
    visit.writer.close()


async def resets(visit: Visit) -> None:
    visit.reset()


async def silent(visit: Visit) -> None:
    await visit.reader.read()


PAGES: dict[str, Page] = {
    "/": html(PAGE),
    "/closes": closes,
    "/resets": resets,
    "/given-up": silent,
    "/silent": silent,
    "/nothing": closes,
}


def captured_from(base: Path, path: str, **how: Any) -> tuple[Captured, list[bytes]]:
    """A capture of `path`, and all requests that the server read. `how` it is served."""

    async def work() -> tuple[Captured, list[bytes]]:
        async with site(PAGES, **how) as shop:
            url = shop.server.url(path, scheme="https" if how else "http")
            captured = await take(base, shop, url=url)
            return captured, list(shop.requests)

    return run(work())


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Captured, list[bytes]]:
    return captured_from(tmp_path_factory.mktemp("captures"), "/")


@pytest.fixture(scope="module")
def kept(taken: tuple[Captured, list[bytes]]) -> list[StrictRecord]:
    return records(taken[0])


def lone(kept: list[StrictRecord]) -> list[StrictRecord]:
    return [r for r in kept if r.type == "request" and not r.all_of("WARC-Concurrent-To")]


def listed(captured: Captured) -> list[dict[str, Any]]:
    value = json.loads((captured.folder / "traffic.json").read_bytes())["exchanges"]
    assert isinstance(value, list)
    return value


def test_every_request_is_kept_as_the_shop_received_it(
    taken: tuple[Captured, list[bytes]], kept: list[StrictRecord]
) -> None:
    captured, received = taken
    second = [r.block for r in records(captured, "warc-second") if r.type == "request"]
    assert sorted([r.block for r in kept if r.type == "request"] + second) == sorted(received)
    paths = {r.block.split(b" ")[1] for r in lone(kept)}
    assert paths == {b"/closes", b"/resets", b"/given-up", b"/silent"}
    assert any(r.block.endswith('{"left": "茶"}'.encode()) for r in lone(kept))


def test_how_each_ended_stands_beside_it(
    taken: tuple[Captured, list[bytes]], kept: list[StrictRecord]
) -> None:
    words = {r.header("WARC-Refers-To"): r.block.decode() for r in kept if r.type == "metadata"}
    ended = {
        r.uri.rpartition("/")[2]: re.findall(r"(?m)^(?:answer|ended): (\S+)", words[r.record_id])
        for r in lone(kept)
    }
    assert ended == {
        "closes": ["none", "disconnect"],
        "resets": ["none", "disconnect"],
        "given-up": ["none", "unspecified"],
        "silent": ["none", "time"],
    }
    assert all(r.header("WARC-IP-Address") == "127.0.0.1" for r in lone(kept))


def test_the_list_of_the_traffic_names_each(
    taken: tuple[Captured, list[bytes]], kept: list[StrictRecord]
) -> None:
    captured = taken[0]
    without = [one for one in listed(captured) if one["failure"] == "no-answer"]
    assert sorted(one["record"]["record_id"] for one in without) == sorted(
        one.record_id for one in lone(kept)
    )
    assert {(one["status"], one["received_bytes"], one["truncated"]) for one in without} == {
        (0, 0, None)
    }
    assert captured.counts["unanswered"] == len(without)
    assert captured.counts["records"] == captured.counts["exchanges"] == len(listed(captured))
    assert "incomplete-answers" not in codes(captured)


def test_the_capture_is_whole_and_its_page_is_the_answer(
    taken: tuple[Captured, list[bytes]],
) -> None:
    captured = taken[0]
    assert faults(captured.folder) == []
    report = verify_paths([captured.folder])
    assert report.ok
    assert report.records == len(records(captured)) + len(records(captured, "warc-second"))
    assert captured.main is not None
    assert captured.status == 200
    assert "国家级品质" in captured.read_text("text")


def listed_anew(folder: Path, name: str, data: bytes) -> None:
    """Put `data` in the place of the file `name`, and its digests in the manifest."""
    (folder / name).write_bytes(data)
    found = digest_file(folder / name)
    manifest = json.loads((folder / "capture.json").read_bytes())
    for one in manifest["artefacts"]:
        if one["name"] == name:
            one |= {"bytes": found.size, "sha256": found.sha256, "sm3": found.sm3}
    (folder / "capture.json").write_text(json.dumps(manifest))


def changed(data: bytes, one: StrictRecord) -> bytes:
    """One byte of the request is another, its digests are as they were."""
    plain = gzip.decompress(data[one.offset : one.offset + one.length])
    other = gzip.compress(plain.replace(b"HTTP/1.1\r\nHost", b"HTTP/1.0\r\nHost"), mtime=0)
    return data[: one.offset] + other + data[one.offset + one.length :]


def lost(data: bytes, one: StrictRecord) -> bytes:
    """The request is not there."""
    return data[: one.offset] + data[one.offset + one.length :]


@pytest.mark.parametrize(("tamper", "code"), [(changed, "block-digest"), (lost, "refers-missing")])
@pytest.mark.parametrize("manifest_too", [False, True])
def test_a_byte_changed_or_a_request_lost_is_told(
    taken: tuple[Captured, list[bytes]],
    tmp_path: Path,
    tamper: Callable[[bytes, StrictRecord], bytes],
    code: str,
    manifest_too: bool,
) -> None:
    folder = tmp_path / taken[0].folder.name
    shutil.copytree(taken[0].folder, folder)
    (name,) = (one.name for one in taken[0].of_role("warc"))
    for one in lone(list(iter_records(folder / name))):
        good = (folder / name).read_bytes(), (folder / "capture.json").read_bytes()
        data = tamper(good[0], one)
        assert data != good[0]
        if manifest_too:
            listed_anew(folder, name, data)
        else:
            (folder / name).write_bytes(data)
        found = {fault.code for item in verify_paths([folder]).items for fault in item.faults}
        assert {code, "record-elsewhere"} <= found
        assert ("artefact-changed" in found) != manifest_too
        (folder / name).write_bytes(good[0])
        (folder / "capture.json").write_bytes(good[1])
    assert faults(folder) == []


def test_a_page_that_was_never_answered_has_no_main_record(tmp_path: Path) -> None:
    captured, received = captured_from(tmp_path, "/nothing")
    assert "unreachable" in codes(captured)
    assert captured.main is None
    assert [hop.record for hop in captured.hops if hop.record is not None] == []
    asked = [r for role in ("warc", "warc-second") for r in records(captured, role)]
    assert sorted(r.block for r in asked if r.type == "request") == sorted(received)
    assert not any(r.type == "response" for r in asked)
    assert captured.counts["unanswered"] >= 1
    assert faults(captured.folder) == []


def test_over_tls_it_is_what_was_said_inside_with_the_certificate(tmp_path: Path) -> None:
    signed = make("127.0.0.1")
    captured, received = captured_from(tmp_path, "/", tls=signed.server(tmp_path))
    kept = records(captured)
    second = [r.block for r in records(captured, "warc-second") if r.type == "request"]
    assert sorted([r.block for r in kept if r.type == "request"] + second) == sorted(received)
    (certificate,) = (r for r in kept if r.uri.startswith("urn:x-wangjian:certificate:"))
    assert certificate.block == signed.der
    # Chromium asks again where a connection that it used before is closed.
    closed = [r for r in lone(kept) if r.uri.endswith("/closes")]
    assert len(closed) == sum(one.startswith(b"GET /closes ") for one in received) >= 1
    for one in closed:
        assert one.uri.startswith("https://127.0.0.1:")
        (word,) = (r for r in kept if r.header("WARC-Refers-To") == one.record_id)
        assert f"certificate-record: {certificate.record_id}\r\n" in word.block.decode()
        assert "answer: none\r\nended: disconnect\r\n" in word.block.decode()
    assert faults(captured.folder) == []


@pytest.mark.parametrize("logging_in", [False, True])
def test_what_must_not_be_kept_is_not_kept_without_an_answer_either(
    tmp_path: Path, logging_in: bool
) -> None:
    body = b"user=a&password=geheim"
    sent = b"POST /login HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 22\r\n\r\n" + body
    asked = Asked("http://shop.example/login", "POST", "other", "http://shop.example")
    socket = Socket(1, host="shop.example", port=80)
    one = Tapped(socket, asked, datetime.now(UTC), Response(Limits()), bytearray(sent))
    one.response.end()
    secrets = Secrets()
    if logging_in:
        secrets.login_begins(one.started_at.timestamp() - 1)
    archive = Archive(tmp_path / "archive", name="t", info=INFO, floor_bytes=0)
    traffic = Traffic(
        archive, WatchedRelay(Reach()), tmp_path, TrafficLimits(1 << 20, 1 << 20), secrets
    )
    traffic._keep(one)
    traffic.finish()
    archive.close()
    if logging_in:
        assert (traffic.seen, archive.files, secrets.withheld) == ([], (), 1)
        return
    (seen,) = traffic.seen
    assert seen.record is not None
    kept = read_record(tmp_path / "archive", seen.record).block
    assert kept == sent.replace(b"geheim", b"******")
    assert seen.anomalies == ("secrets-masked",)
