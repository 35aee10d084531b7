"""HTTP that no server should speak, as a browser meets it: kept, marked, and never endless."""

import asyncio

import pytest

from evidence.archive.message import http_parts
from evidence.capture.capture import Captured
from tests.evidence.capture.hostile import Case, anomalies, answer_to, answers, take_all
from tests.evidence.capture.site import Page, codes, faults, records
from tests.evidence.network.servers import Visit

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

OK = b"HTTP/1.1 200 OK\r\n"
HTML = OK + b"Content-Type: text/html; charset=utf-8\r\n"
SHOWN = "<h1>国家级</h1>".encode()
CHUNK = b"%x\r\n%b\r\n" % (len(SHOWN), SHOWN)
CHUNKED = HTML + b"Transfer-Encoding: chunked\r\n\r\n"


def whole(head: bytes, body: bytes = SHOWN) -> bytes:
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def then_close(data: bytes) -> Page:
    async def give(visit: Visit) -> None:
        await visit.send(data)
        visit.writer.close()

    return give


def without_end(first: bytes, piece: bytes, seconds: float = 0.001) -> Page:
    async def give(visit: Visit) -> None:
        await visit.send(first)
        while True:
            await visit.send(piece)
            await asyncio.sleep(seconds)

    return give


async def reset(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\nContent-Ty")
    visit.reset()


async def silent(visit: Visit) -> None:
    await visit.reader.read()


PAGES: dict[str, Page] = {
    "nul": then_close(whole(HTML + b"X: a\0b\r\n")),
    "bare-lf": then_close(
        whole(HTML + b"X: a\rSet-Cookie: b\nWARC-Type: response\n").replace(b"\r\n", b"\n")
    ),
    "two-lengths": then_close(HTML + b"Content-Length: 3\r\n" + whole(b"")),
    "length-and-chunks": then_close(
        HTML + b"Content-Length: 3\r\n" + CHUNKED[len(HTML) :] + CHUNK + b"0\r\n\r\n"
    ),
    "bad-chunk": then_close(CHUNKED + CHUNK + b"zz\r\nmore"),
    "huge-chunk": then_close(CHUNKED + CHUNK + b"7fffffffffffffff\r\nmore"),
    "no-last-chunk": then_close(CHUNKED + CHUNK),
    "long-extension": then_close(
        CHUNKED + CHUNK.replace(b"\r\n", b";" + b"e" * (1 << 20) + b"\r\n", 1) + b"0\r\n\r\n"
    ),
    "reset": reset,
    "silent": silent,
    "endless-head": without_end(OK, b"X-a: " + b"b" * 1000 + b"\r\n"),
    "hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n") * 100 + whole(HTML),
    "endless-continue": without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "long-location": then_close(
        b"HTTP/1.1 302 Found\r\nLocation: /" + b"x" * (10 << 20) + b"\r\nContent-Length: 0\r\n\r\n"
    ),
    "odd-location": then_close(
        b"HTTP/1.1 302 Found\r\nLocation: /a%0d%0aX: 1\tb\rc\0d\r\nContent-Length: 0\r\n\r\n"
    ),
    "alt-svc": whole(HTML + b'Alt-Svc: h3="127.0.0.1:443", h2="127.0.0.1:444"\r\n'),
    "login": whole(b'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="x"\r\n'),
    "cookies": whole(
        HTML + b"".join(b"Set-Cookie: c%d=v; Domain=example; Path=/\r\n" % n for n in range(2000))
    ),
    "busy": whole(b"HTTP/1.1 503 Busy\r\nRetry-After: 315360000\r\nContent-Type: text/html\r\n"),
    "png-as-html": whole(OK + b"Content-Type: text/html\r\n", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "html-as-png": whole(OK + b"Content-Type: image/png\r\n"),
    "no-type": whole(OK),
    "partial": whole(
        b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-9/100\r\nContent-Type: text/html\r\n"
    ),
    "replaced": without_end(
        OK + b"Content-Type: multipart/x-mixed-replace; boundary=q\r\n\r\n",
        b"--q\r\nContent-Type: text/html\r\n\r\n<h1>part</h1>\r\n",
        0.1,
    ),
}

OPENED = {
    "bare-lf": set(),
    "length-and-chunks": set(),
    "huge-chunk": {"incomplete-answers"},
    "no-last-chunk": {"incomplete-answers"},
    "reset": {"incomplete-answers", "no-second-response"},
    "hints": {"response-cut", "no-second-response"},
    "alt-svc": set(),
    "cookies": set(),
    "busy": {"status"},
    "png-as-html": set(),
    "html-as-png": set(),
    "no-type": set(),
    "partial": set(),
    "replaced": {"not-quiet", "incomplete-answers"},
}
"""What the browser shows, and how it is marked."""

NOT_OPENED = {
    "nul": "ERR_INVALID_HTTP_RESPONSE",
    "two-lengths": "ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH",
    "bad-chunk": "ERR_INVALID_CHUNKED_ENCODING",
    "long-extension": "ERR_INVALID_CHUNKED_ENCODING",
    "silent": "timeout",
    "endless-head": "ERR_RESPONSE_HEADERS_TOO_BIG",
    "endless-continue": "ERR_",
    "long-location": "ERR_RESPONSE_HEADERS_TOO_BIG",
    "odd-location": "ERR_INVALID_HTTP_RESPONSE",
    "login": "ERR_INVALID_AUTH_CREDENTIALS",
}
"""What the browser does not show, and its word for that."""


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Captured]:
    pages = {f"/{name}": page for name, page in PAGES.items()}
    return take_all(
        tmp_path_factory.mktemp("http"), pages, {name: Case(f"/{name}") for name in PAGES}
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_capture_is_whole_and_no_header_of_it_was_forged(
    taken: dict[str, Captured], name: str
) -> None:
    captured = taken[name]
    assert faults(captured.folder) == []
    for record in records(captured):
        assert all(value.isprintable() for _, value in record.headers)
        assert record.type != "response" or record.uri.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("name", OPENED)
def test_what_the_browser_shows_is_kept_and_marked(taken: dict[str, Captured], name: str) -> None:
    captured = taken[name]
    assert codes(captured) == OPENED[name]
    assert captured.main is not None
    assert captured.of_role("screenshot")
    if name not in (
        "reset",
        "png-as-html",
        "html-as-png",
        "no-type",
        "partial",
        "bare-lf",
        "replaced",
        "busy",
    ):
        assert "国家级" in captured.read_text("text")


@pytest.mark.parametrize("name", NOT_OPENED)
def test_what_the_browser_does_not_show_is_told_with_its_word(
    taken: dict[str, Captured], name: str
) -> None:
    captured = taken[name]
    assert captured.flags[0].code == "unreachable"
    assert captured.flags[0].detail.startswith(NOT_OPENED[name])
    assert [gap.code for gap in captured.gaps] == ["page"]


def test_what_came_is_kept_byte_for_byte_however_odd(taken: dict[str, Captured]) -> None:
    for name, odd in (
        ("nul", b"X: a\0b"),
        ("bare-lf", b"X: a\rSet-Cookie: b\nWARC-Type: response\n"),
        ("two-lengths", b"Content-Length: 3\r\nContent-Length: "),
        ("odd-location", b"\tb\rc\0d\r\n"),
        ("login", b"WWW-Authenticate: Basic"),
    ):
        assert odd in answer_to(taken[name], f"/{name}").block


def test_what_was_odd_is_told(taken: dict[str, Captured]) -> None:
    for name, words in {
        "nul": {"nul-in-head"},
        "bare-lf": {"bare-lf-in-head", "bare-cr-in-head"},
        "two-lengths": {"conflicting-content-length"},
        "length-and-chunks": {"content-length-with-transfer-encoding"},
        "bad-chunk": {"bad-chunk-size"},
        "huge-chunk": {"bad-chunk-size"},
        "long-extension": {"chunk-line-too-long"},
        "hints": {"too-many-interim-responses"},
        "odd-location": {"bare-cr-in-head", "nul-in-head"},
    }.items():
        assert anomalies(taken[name]) >= words, name


def test_what_did_not_come_whole_says_so(taken: dict[str, Captured]) -> None:
    for name, why in {
        "bad-chunk": "unspecified",
        "no-last-chunk": "disconnect",
        "reset": "disconnect",
        "endless-head": "unspecified",
        "hints": "length",
        "replaced": "time",
    }.items():
        assert answer_to(taken[name], f"/{name}").header("WARC-Truncated") == why, name


def test_heads_are_cut_at_the_limit(taken: dict[str, Captured]) -> None:
    for name in ("endless-head", "long-location", "long-extension", "endless-continue"):
        assert sum(len(one.block) for one in answers(taken[name])) < 1 << 19, name


def test_nobody_signs_in_and_nobody_follows(taken: dict[str, Captured]) -> None:
    asked = [r.block for r in records(taken["login"]) if r.type == "request"]
    assert asked
    assert not any(b"authorization:" in one.lower() for one in asked)
    assert {one.header("WARC-IP-Address") for one in answers(taken["alt-svc"])} == {"127.0.0.1"}
    assert http_parts(answer_to(taken["busy"], "/busy")).status == 503
    assert taken["partial"].status == 206


def test_no_cookie_of_one_capture_is_in_another(taken: dict[str, Captured]) -> None:
    """What "bare-lf" sets (the browser reads a bare CR as a line's end) stays with it."""
    with_cookies = {
        name
        for name, captured in taken.items()
        for record in records(captured)
        if record.type == "request" and b"\r\ncookie:" in record.block.lower()
    }
    assert with_cookies <= {"bare-lf"}
