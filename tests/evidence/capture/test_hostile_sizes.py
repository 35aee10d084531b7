"""Too much of everything: bombs, layers of coding, thousands of pictures, giant pictures."""

import gzip
import struct
import zlib

import brotli
import pytest
from backports import zstd

from evidence.capture.capture import Captured
from evidence.capture.limits import CaptureLimits
from tests.evidence.capture.hostile import Case, anomalies, answer_to, answers, take_all
from tests.evidence.capture.site import Page, answer, codes, faults, html

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

SHOWN = "<h1>国家级</h1>".encode()
MOST_MEMORY = CaptureLimits().memory


def coded(coding: str, body: bytes) -> bytes:
    return answer(body, "Content-Type: text/html; charset=utf-8", f"Content-Encoding: {coding}")


def layers(body: bytes, count: int) -> bytes:
    for _ in range(count):
        body = gzip.compress(body)
    return body


def giant_png(side: int = 100_000) -> bytes:
    """A few bytes that say they are a picture of 30 GB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000)))


PAGES: dict[str, Page] = {
    "/gzip": coded("gzip", gzip.compress(SHOWN + bytes(200 << 20), 9)),
    "/br": coded("br", brotli.compress(SHOWN + bytes(100 << 20), quality=5)),
    "/zstd": coded("zstd", zstd.compress(SHOWN + bytes(200 << 20))),
    "/ten-layers": coded(", ".join(["gzip"] * 10), layers(SHOWN, 10)),
    "/plain-as-gzip": coded("gzip", SHOWN),
    "/unknown-coding": coded("foo", SHOWN),
    "/many": html(
        "<h1>国家级</h1><script>for (let n = 0; n < 3000; n++) new Image().src = '/i?' + n</script>"
    ),
    "/pictures": html("<h1>国家级</h1><img src=/giant.png width=9><img src=/short.jpg width=9>"),
    "/giant.png": answer(giant_png(), "Content-Type: image/png"),
    "/short.jpg": answer(b"\xff\xd8\xff\xe0" + bytes(9), "Content-Type: image/jpeg"),
    "/filters": html("<h1>国家级</h1><img src=/filters.svg>"),
    "/filters.svg": answer(
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'><filter id='f'>"
        + b"<feGaussianBlur stdDeviation='900'/>" * 60
        + b"</filter><rect width='9000' height='9000' filter='url(#f)'/></svg>",
        "Content-Type: image/svg+xml",
    ),
    "/font": html(
        "<style>@font-face{font-family:x;src:url(/f.woff2)}h1{font-family:x}</style><h1>国家级</h1>"
    ),
    "/f.woff2": answer(b"wOF2" + bytes(2000), "Content-Type: font/woff2"),
    "/archive": answer(b"PK\x03\x04" + b"../../etc/passwd" * 9, "Content-Type: application/zip"),
}
CASES = {
    name: Case(f"/{name}", {"exchanges": 200} if name == "many" else {})
    for name in (
        *("gzip", "br", "zstd", "ten-layers", "plain-as-gzip", "unknown-coding"),
        *("many", "pictures", "filters", "font", "archive"),
    )
}


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Captured]:
    return take_all(tmp_path_factory.mktemp("sizes"), PAGES, CASES)


@pytest.mark.parametrize("name", CASES)
def test_every_capture_is_whole_and_within_its_memory(
    taken: dict[str, Captured], name: str
) -> None:
    assert faults(taken[name].folder) == []
    assert taken[name].counts["browser_peak_bytes"] < MOST_MEMORY * 1.3
    assert answer_to(taken[name], f"/{name}").block


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_a_bomb_is_kept_as_it_came_and_what_it_hides_is_cut(
    taken: dict[str, Captured], name: str
) -> None:
    captured = taken[name]
    assert answer_to(captured, f"/{name}").block == PAGES[f"/{name}"]
    assert "decoded-limit" in anomalies(captured)
    assert "国家级" in captured.read_text("text")
    assert (captured.folder / "text.txt").stat().st_size < 40 << 20


def test_odd_codings_are_kept_as_they_came_and_told(taken: dict[str, Captured]) -> None:
    for name, odd in {
        "ten-layers": "too-many-content-codings",
        "plain-as-gzip": "not-in-content-coding",
        "unknown-coding": "unknown-content-coding",
    }.items():
        assert answer_to(taken[name], f"/{name}").block == PAGES[f"/{name}"]
        assert odd in anomalies(taken[name])
    assert taken["plain-as-gzip"].flags[0].detail == "ERR_CONTENT_DECODING_FAILED"


def test_thousands_of_pictures_stop_at_the_limit(taken: dict[str, Captured]) -> None:
    captured = taken["many"]
    assert "traffic-cut" in codes(captured)
    assert 150 < len(answers(captured)) < 240  # what was under way is kept too
    assert "国家级" in captured.read_text("text")


@pytest.mark.parametrize("name", ["pictures", "font"])
def test_what_cannot_be_drawn_hinders_nothing(taken: dict[str, Captured], name: str) -> None:
    assert codes(taken[name]) == set()
    assert len(taken[name].of_role("screenshot")) == 2
    assert "国家级" in taken[name].read_text("text")


def test_a_picture_that_takes_all_memory_costs_pictures_not_text(
    taken: dict[str, Captured],
) -> None:
    captured = taken["filters"]
    assert "国家级" in captured.read_text("text")
    drawn = "page-01.png" in {one.name for one in captured.of_role("screenshot")}
    assert drawn or "screenshot" in {gap.code for gap in captured.gaps} | codes(captured)


def test_an_archive_is_set_aside_unopened(taken: dict[str, Captured]) -> None:
    captured = taken["archive"]
    (kept,) = captured.of_role("download")
    body = PAGES["/archive"].partition(b"\r\n\r\n")[2]  # type: ignore[union-attr]
    assert (captured.folder / kept.name).read_bytes() == body
    assert {path.parent for path in captured.folder.rglob("*")} == {captured.folder}
