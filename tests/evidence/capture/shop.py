"""A shop page that asks for everything a browser can ask for, and its capture."""

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evidence.capture.capture import Captured, WayStep
from tests.evidence.capture.site import (
    Site,
    answer,
    html,
    site,
    take,
    websocket_echo,
)
from tests.evidence.network.servers import run

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)
PAGE = """<!doctype html><html lang="zh"><head><title>某茶行 &lt;普洱&gt;</title>
<link rel="stylesheet" href="/style.css">
<script>
// What a page may do to hide from whoever reads it.
Object.defineProperty(document, 'documentElement', {get: () => ({outerHTML: '<b>clean</b>'})});
Object.defineProperty(HTMLElement.prototype, 'innerText', {get: () => 'clean'});
JSON.stringify = () => 'clean';
</script></head><body>
<h1>云南古树普洱茶 国家级品质</h1><p>延年益寿</p>
<img src="/tea.png" width="20" height="20" alt="茶">
<div id="shadow"></div><div id="late"></div><div style="height:4000px"></div>
<img src="/late.png" loading="lazy" width="20" height="20"><p>页尾</p>
<iframe src="http://127.0.0.2:%(other)d/frame" height="60"></iframe>
<script>
const root = document.getElementById('shadow').attachShadow({mode: 'open'});
root.innerHTML = '<p>影子里的价格 ¥128.00</p>';
console.log('first words', 7);
fetch('/api', {method: 'POST', headers: {'Content-Type': 'application/json'},
  body: '{"q": "普洱"}'}).then(r => r.json())
  .then(r => { document.getElementById('late').textContent = r.text; });
fetch('/api', {method: 'POST', body: new Blob(['二进制', new Uint8Array([0, 255])])});
fetch('/head', {method: 'HEAD'});
fetch('/empty', {method: 'DELETE'});
fetch('/part', {headers: {Range: 'bytes=2-5'}});
fetch('/missing').then(r => r.text());
fetch('/moved').then(r => r.text());
fetch('http://127.0.0.3:%(canary)d/steal', {mode: 'no-cors'}).catch(() => 0);
navigator.sendBeacon('/beacon', 'left');
new Worker('/worker.js');
const socket = new WebSocket('ws://' + location.host + '/socket');
socket.onopen = () => socket.send('tea');
navigator.serviceWorker.register('/sw.js');
alert('欢迎光临');
window.open('/popup');
setTimeout(() => { throw new Error('broken on purpose'); }, 10);
</script></body></html>"""


@dataclass
class Shown:
    """The capture, what the shop sent and was asked, and who else was asked."""

    captured: Captured
    sent: list[tuple[str, bytes]]
    requests: list[bytes]
    frame_requests: list[bytes]
    canary_requests: list[bytes]
    address: str


def chunked(body: bytes) -> bytes:
    """A body in two chunks, with an extension and a trailer (RFC 9112, 7.1)."""
    half = len(body) // 2
    return (
        b"%x;note=1\r\n" % half
        + body[:half]
        + b"\r\n%x\r\n" % (len(body) - half)
        + body[half:]
        + b"\r\n0\r\nX-Trailer: yes\r\n\r\n"
    )


def pages(other: int, canary: int) -> dict[str, object]:
    """What the shop answers, path by path."""
    page = (PAGE % {"other": other, "canary": canary}).encode()
    front = (
        b"HTTP/1.1 200 Fine By Me\r\ncontent-TYPE: text/html; charset=utf-8\r\n"
        b"X-oDD:   padded  \r\n"
        b"Set-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n" + chunked(gzip.compress(page))
    )
    return {
        "/": b"HTTP/1.1 302 Moved On\r\nLocation: /front\r\nContent-Length: 6\r\n\r\nthere!",
        "/front": front,
        "/style.css": answer(b"h1{color:#a00}", "Content-Type: text/css"),
        "/tea.png": answer(PNG, "Content-Type: image/png"),
        "/late.png": answer(PNG, "Content-Type: image/png"),
        "/api": answer('{"text": "晚到的字"}'.encode(), "Content-Type: application/json"),
        "/head": b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n",
        "/empty": b"HTTP/1.1 204 No Content\r\nX-Empty: 1\r\n\r\n",
        "/part": answer(b"2345", "Content-Range: bytes 2-5/10", status="206 Partial Content"),
        "/moved": answer(b"go on", "Location: /here", status="301 Moved Permanently"),
        "/here": answer(b"here"),
        "/beacon": b"HTTP/1.1 204 No Content\r\n\r\n",
        "/worker.js": answer(b"fetch('/from-worker')", "Content-Type: text/javascript"),
        "/from-worker": answer(b"worked"),
        "/popup": html("<p>弹窗</p>"),
        "/favicon.ico": answer(PNG, "Content-Type: image/png"),
        "/socket": websocket_echo,
    }


def capture_shop(base: Path) -> Shown:
    """Capture the shop's page, once for all tests that look at it."""

    async def work() -> Shown:
        async with (
            site({"/frame": html("<p>嵌入的营业执照</p>")}, host="127.0.0.2") as other,
            site({}, host="127.0.0.3") as canary,
        ):
            served = pages(other.server.port, canary.server.port)
            async with site(served) as shop:  # type: ignore[arg-type]
                return await _shown(base, shop, other, canary)

    return run(work())


async def _shown(base: Path, shop: Site, other: Site, canary: Site) -> Shown:
    way = (
        WayStep(datetime(2026, 11, 24, 8, tzinfo=UTC), shop.url("/"), "打开首页", "opened home"),
    )
    captured = await take(
        base,
        shop,
        "/",
        also=(f"127.0.0.2:{other.server.port}",),
        way=way,
        referer=shop.url("/list"),
    )
    return Shown(
        captured,
        list(shop.sent),
        list(shop.requests),
        list(other.requests),
        list(canary.requests),
        shop.address,
    )
