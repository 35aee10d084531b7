"""Pages that do not want to be captured: each outcome is a mark, never a loss of the rest."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from evidence.archive.reader import StrictRecord
from evidence.capture.capture import Captured
from tests.evidence.capture.site import (
    QUICK,
    Page,
    Site,
    answer,
    codes,
    drip,
    faults,
    html,
    records,
    site,
    take,
)
from tests.evidence.network.certificates import make
from tests.evidence.network.servers import Visit, run

FAST = replace(QUICK, load_seconds=3.0, hang_seconds=2.0, artefact_seconds=12.0)
TOP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


async def flood(visit: Visit) -> None:
    """A body at full speed without end."""
    await visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n")
    while True:
        await visit.send(bytes(1 << 18))


async def endless(visit: Visit) -> None:
    await drip(visit, TOP + b"\r\n<h1>endless</h1>", b"<p>x", 0.02)


async def silent(visit: Visit) -> None:
    await asyncio.sleep(60)


TALL = "".join(f'<p style="height:880px;margin:0">第 {n} 屏</p>' for n in range(12))
PAGES: dict[str, Page] = {
    "/hang": "<h1>国家级</h1><script>while (1) {}</script><p>其后</p>",
    "/attention": """<h1>催促</h1><script>
        for (let n = 0; n < 50; n++) alert('请注意 ' + n);
        confirm('留下吗'); prompt('电话'); print();
        onbeforeunload = (e) => { e.preventDefault(); return 'stay'; };
        for (let n = 0; n < 6; n++) open('/window?' + n);
        document.documentElement.requestFullscreen().catch(() => 0);
        navigator.geolocation.getCurrentPosition(() => 0, (e) => document.body.append(e.message));
        </script>""",
    "/window": "<script>alert('again'); open('/window')</script>",
    "/download": answer(
        b"PK\x03\x04 not opened",
        "Content-Type: application/zip",
        'Content-Disposition: attachment; filename="..\\\\..\\\\evil.exe"',
    ),
    "/endless": endless,
    "/silent": silent,
    "/hog": """<h1>多</h1><img src="/silent"><script>const kept = [];
        function more() { kept.push(new Uint8Array(32 << 20).fill(1)); setTimeout(more, 20); }
        setTimeout(more, 300)</script>""",
    "/tall": TALL + "<script>fetch('/flood').then((r) => r.arrayBuffer())</script>",
    "/flood": flood,
    "/again": "<h1>刷新</h1><script>setTimeout(() => location.reload(), 60)</script>",
    "/loop": b"HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n",
    "/file": b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
    "/shouting": html(
        "<title>{{7*7}}\x1b]0;owned\x07 &lt;script&gt;</title><p>\u202egnp.exe\u200b ${jndi}</p>",
        "X-Odd: a\x0bb",
        status="404 \x1b[31mGone",
    ),
    "/short": TOP + b"Content-Length: 900\r\nConnection: close\r\n\r\n<h1>short</h1>",
    "/frames": "".join(f'<iframe src="/frame?{n}"></iframe>' for n in range(12)),
    "/frame": "<p>嵌入</p>",
}


async def break_off(visit: Visit) -> None:
    """A document that the browser gives up before it has made anything of it."""
    await visit.send(TOP + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<h1>\r\nzz\r\nmore")
    visit.writer.close()


async def close_after(visit: Visit) -> None:
    await visit.send(PAGES["/short"])  # type: ignore[arg-type]
    await asyncio.sleep(0.3)  # closed at once, it may be an error before it is a page
    visit.writer.close()


@dataclass(frozen=True)
class Case:
    """How a page is captured."""

    path: str
    changes: dict[str, Any]


CASES = {
    "hang": Case("/hang", {}),
    "attention": Case("/attention", {}),
    "download": Case("/download", {}),
    "endless": Case("/endless", {}),
    "hog": Case("/hog", {"memory": 600 << 20}),
    "tall": Case(
        "/tall",
        {
            "picture_pixels": 3_000,
            "part_pixels": 1_000,
            "scroll_pixels": 2_000,
            "pdf_pages": 2,
            "body": 300_000,
        },
    ),
    "again": Case("/again", {}),
    "loop": Case("/loop", {}),
    "file": Case("/file", {}),
    "shouting": Case("/shouting", {}),
    "short": Case("/short-closed", {}),
    "broken": Case("/broken", {}),
    "frames": Case("/frames", {"frames": 4}),
    "late": Case("/endless", {"total_seconds": 1.5}),
}


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Captured]:
    """All of them, a few at a time."""
    base = tmp_path_factory.mktemp("hostile")

    async def one(name: str, shop: Site, places: asyncio.Semaphore) -> Captured:
        case = CASES[name]
        async with places:
            folder = base / name
            folder.mkdir()
            return await take(folder, shop, case.path, limits=replace(FAST, **case.changes))

    async def work() -> dict[str, Captured]:
        async with site(PAGES | {"/short-closed": close_after, "/broken": break_off}) as shop:
            places = asyncio.Semaphore(3)
            found = await asyncio.gather(*(one(name, shop, places) for name in CASES))
            return dict(zip(CASES, found, strict=True))

    return asyncio.run(asyncio.wait_for(work(), 200))


@pytest.mark.parametrize("name", CASES)
def test_every_capture_is_finished_and_whole(taken: dict[str, Captured], name: str) -> None:
    assert faults(taken[name].folder) == []


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("hang", {"hang"}),
        ("attention", {"dialogs", "popups"}),
        ("download", {"download"}),
        ("endless", {"not-quiet", "incomplete-answers"}),
        ("hog", {"memory", "crashed"}),
        ("tall", {"picture-cut", "scroll-cut", "pdf-cut", "response-cut"}),
        ("again", {"restless", "not-quiet"}),
        ("loop", {"unreachable"}),
        ("file", {"unreachable"}),
        ("shouting", {"status"}),
        ("short", {"incomplete-answers"}),
        ("broken", {"unreachable", "incomplete-answers"}),
        ("frames", {"frames-cut"}),
        ("late", {"time-limit"}),
    ],
)
def test_what_was_out_of_the_ordinary_is_marked(
    taken: dict[str, Captured], name: str, marks: set[str]
) -> None:
    assert codes(taken[name]) >= marks
    for flag in taken[name].flags:
        assert flag.zh
        assert flag.en


@pytest.mark.parametrize("name", ["hang", "attention", "endless", "tall", "again", "short"])
def test_the_page_is_kept_all_the_same(taken: dict[str, Captured], name: str) -> None:
    captured = taken[name]
    roles = {one.role for one in captured.artefacts}
    assert roles >= {"screenshot", "dom", "text", "warc"}
    assert captured.main is not None


def test_a_hung_page_shows_what_stood_there(taken: dict[str, Captured]) -> None:
    captured = taken["hang"]
    assert "国家级" in captured.read_text("text")
    assert "其后" in captured.read_text("dom")
    assert "scripts-stopped" in {one.code for one in captured.alterations}


def test_dialogs_and_windows_are_counted(taken: dict[str, Captured]) -> None:
    counts = taken["attention"].counts
    assert counts["dialogs"] >= 52
    assert counts["popups"] >= 6
    assert "denied" in taken["attention"].read_text("text").lower()


def test_a_file_is_set_aside_under_a_name_of_ours(taken: dict[str, Captured]) -> None:
    (kept,) = taken["download"].of_role("download")
    assert kept.name == "download-1.bin"
    assert (taken["download"].folder / kept.name).read_bytes() == b"PK\x03\x04 not opened"
    assert "evil.exe" in kept.note


def test_an_endless_answer_is_cut_and_says_so(taken: dict[str, Captured]) -> None:
    cut = [r for r in records(taken["endless"]) if r.header("WARC-Truncated")]
    assert {r.header("WARC-Truncated") for r in cut} == {"time"}
    assert cut[0].block.startswith(TOP)
    assert "loading-stopped" in {one.code for one in taken["endless"].alterations}


def test_a_flood_is_cut_at_the_limit(taken: dict[str, Captured]) -> None:
    (cut,) = (r for r in _answers(taken["tall"]) if r.uri.endswith("/flood"))
    assert cut.header("WARC-Truncated") == "length"
    assert len(cut.block) < 310_000


def test_a_page_that_takes_all_memory_loses_its_process_not_its_records(
    taken: dict[str, Captured],
) -> None:
    captured = taken["hog"]
    assert any(b"Uint8Array" in r.block for r in _answers(captured))
    assert "page" in {gap.code for gap in captured.gaps} or captured.of_role("screenshot")
    assert captured.counts["browser_peak_bytes"] > 600 << 20


def test_pictures_stop_at_the_limit(taken: dict[str, Captured]) -> None:
    parts = [one.name for one in taken["tall"].of_role("screenshot")]
    assert parts == ["page-01.png", "page-02.png", "page-03.png", "screen.png"]


def test_every_hop_of_a_loop_is_kept(taken: dict[str, Captured]) -> None:
    captured = taken["loop"]
    assert len(captured.hops) == 20
    assert {hop.status for hop in captured.hops} == {302}
    assert captured.flags[0].detail == "ERR_TOO_MANY_REDIRECTS"
    assert [one.code for one in captured.gaps] == ["page"]


def test_a_document_that_breaks_off_at_once_is_not_waited_for(taken: dict[str, Captured]) -> None:
    captured = taken["broken"]
    assert captured.flags[0].detail == "ERR_INVALID_CHUNKED_ENCODING"
    assert captured.status == 200
    assert [one.code for one in captured.gaps] == ["page"]
    assert "load" in {one.code for one in captured.steps}
    assert "loading-stopped" not in {one.code for one in captured.alterations}
    (kept,) = (r for r in _answers(captured) if r.uri.endswith("/broken"))
    assert kept.header("WARC-Truncated") == "unspecified"


def test_no_file_of_the_machine_is_opened(taken: dict[str, Captured]) -> None:
    captured = taken["file"]
    assert captured.status == 302
    for path in captured.folder.iterdir():
        assert b"root:" not in path.read_bytes()


def test_words_of_the_page_stay_words(taken: dict[str, Captured]) -> None:
    captured = taken["shouting"]
    text = (captured.folder / "capture.json").read_text()
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "owned" in json.loads(text)["title"]
    assert b"404 \x1b[31mGone" in next(r.block for r in _answers(captured))
    for record in records(captured):
        assert all(value.isprintable() for _, value in record.headers)


def test_where_the_browser_shows_nothing_the_other_client_may(taken: dict[str, Captured]) -> None:
    second = taken["loop"].second
    assert second is not None
    assert second.status == 302
    (asked,) = (r for r in records(taken["loop"], "warc-second") if r.type == "request")
    assert b"User-Agent: Mozilla/5.0" in asked.block


def _answers(captured: Captured) -> list[StrictRecord]:
    return [r for r in records(captured) if r.type == "response"]


def _https(base: Path, then: Callable[[Captured, bytes], None], *, accept: bool = True) -> None:
    from evidence.capture.capture import CaptureSettings
    from tests.evidence.capture.site import INFO

    signed = make("127.0.0.1")

    async def work() -> Captured:
        async with site({"/": "<h1>自签证书</h1>"}, tls=signed.server(base)) as shop:
            folder = base / "captures"
            folder.mkdir()
            return await take(
                folder,
                shop,
                url=shop.server.url("/", scheme="https"),
                settings=CaptureSettings(info=INFO, floor_bytes=0, accept_bad_certificates=accept),
                limits=FAST,
            )

    then(run(work()), signed.der)


def test_a_bad_certificate_is_told_and_its_chain_kept(tmp_path: Path) -> None:
    def look(captured: Captured, der: bytes) -> None:
        assert "certificate-error" in codes(captured)
        assert "自签证书" in captured.read_text("text")
        assert "certificate-accepted" in {one.code for one in captured.alterations}
        told = json.loads((captured.folder / "certificates.json").read_bytes())["origins"]
        assert told[0]["error"].startswith("untrusted-issuer")
        assert told[0]["chain"][0]["subject"] == "CN=127.0.0.1"
        assert der in {r.block for r in records(captured)}
        notes = [r.block for r in records(captured) if r.type == "metadata"]
        assert any(b"tls-error: untrusted-issuer" in note for note in notes)
        assert faults(captured.folder) == []

    _https(tmp_path, look)


def test_a_bad_certificate_is_not_accepted_where_the_office_says_so(tmp_path: Path) -> None:
    def look(captured: Captured, der: bytes) -> None:
        assert codes(captured) >= {"certificate-error", "unreachable"}
        assert captured.main is None
        assert captured.read_text("text") == ""
        assert faults(captured.folder) == []

    _https(tmp_path, look, accept=False)


def test_a_site_that_is_down_is_a_capture_that_says_so(tmp_path: Path) -> None:
    async def work() -> Captured:
        async with site({}) as shop:
            gone = shop.url("/")
        return await take(tmp_path, shop, url=gone, limits=FAST)

    captured = run(work())
    assert codes(captured) == {"unreachable"}
    assert captured.main is None
    assert faults(captured.folder) == []
