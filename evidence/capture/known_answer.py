"""A page whose capture is known beforehand 已知答案页: does the whole of it work, here and now?

The page is served on loopback by ourselves and captured like any other; what was kept
is then compared with what was sent. An attended capture begins with it, and its items
fill the record of a system's verification 系统验证记录.
"""

import asyncio
import gzip
import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evidence.archive.reader import read_record
from evidence.capture.capture import Captured, CaptureSettings, capture
from evidence.capture.capture_kind import CaptureKind
from evidence.errors import RecordFault
from evidence.network.reach import Reach

_COLOUR = (10, 123, 60)
_TEXT = "已知答案 3.14159 终"
_LATE = "脚本写入的字"
_PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>已知答案页</title></head>
<body style="margin:0"><div style="width:200px;height:200px;background:rgb{_COLOUR}"></div>
<p>{_TEXT}</p><p id="late"></p><img src="/guarded" alt=""><script>
fetch('/late').then((r) => r.text()).then((t) => {{
  document.getElementById('late').textContent = t; }});
new Image().src = 'http://127.0.0.3:8080/';
</script></body></html>""".encode()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was known 项目: what was expected, what came."""

    code: str
    zh: str
    en: str
    expected: str
    got: str

    @property
    def ok(self) -> bool:
        """Whether it came as expected."""
        return self.expected == self.got

    def to_json(self) -> dict[str, Any]:
        """The item as plain JSON values."""
        return {
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
            "expected": self.expected,
            "got": self.got,
            "ok": self.ok,
        }


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What came of the known page. `captured` is its capture, which stays where it was made."""

    captured: Captured
    items: tuple[Item, ...]

    @property
    def ok(self) -> bool:
        """Whether all came as expected."""
        return all(item.ok for item in self.items)

    @property
    def failed(self) -> list[str]:
        """The codes of what did not."""
        return [item.code for item in self.items if not item.ok]


async def ask_known_answer(folder: Path, settings: CaptureSettings | None = None) -> KnownAnswer:
    """Capture the known page into the new folder `folder` and compare. Errors as of `capture`."""
    chosen = settings or CaptureSettings()
    sent: dict[str, bytes] = {
        "/": _answer(gzip.compress(_PAGE, mtime=0), "text/html", "Content-Encoding: gzip"),
        "/late": _answer(_LATE.encode(), "text/plain; charset=utf-8"),
        "/guarded": _answer(b"", "image/png"),
    }
    server = await asyncio.start_server(_serving(sent), "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        captured = await capture(
            f"http://127.0.0.1:{port}/",
            folder,
            reach=Reach(allow=[f"127.0.0.1:{port}"]),
            settings=replace(chosen, time_servers=()),
        )
    finally:
        server.close()
        await server.wait_closed()
    return KnownAnswer(captured, tuple(await asyncio.to_thread(_items, captured, sent["/"])))


def _answer(body: bytes, kind: str, *more: str) -> bytes:
    lines = "".join(f"{line}\r\n" for line in more)
    head = f"HTTP/1.1 200 Known\r\nContent-Type: {kind}\r\n{lines}"
    return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def _serving(sent: dict[str, bytes]) -> Callable[..., Any]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1].decode("latin-1")
            missing = b"HTTP/1.1 404 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            writer.write(sent.get(path, missing))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, IndexError):
            pass
        finally:
            writer.close()

    return serve


def _items(captured: Captured, sent: bytes) -> list[Item]:
    report = CaptureKind().verify(captured.folder)
    guarded = json.loads((captured.folder / "addresses.json").read_bytes())["refused"]
    return [
        Item(
            "bytes",
            "网络记录与发送的字节",
            "the record and the bytes that were sent",
            sent.hex(),
            _kept(captured).hex(),
        ),
        Item("title", "网页标题", "the title", "已知答案页", captured.title),
        _contains("text", "可见文字", "the text", captured.read_text("text"), _TEXT),
        _contains(
            "script", "脚本写入的文字", "what a script wrote", captured.read_text("text"), _LATE
        ),
        Item(
            "picture",
            "整页截图中一点的颜色",
            "the colour of a point of the picture",
            str(_COLOUR),
            str(_pixel(captured, 100, 100)),
        ),
        Item(
            "guard",
            "不予访问的地址",
            "the address that is refused",
            "127.0.0.3:8080",
            ", ".join(f"{one['host']}:{one['port']}" for one in guarded),
        ),
        Item(
            "verified",
            "采集件核验",
            "the verification of the capture",
            "",
            ", ".join(sorted({fault.code for fault in report.faults})),
        ),
    ]


def _contains(code: str, zh: str, en: str, text: str, words: str) -> Item:
    return Item(code, zh, en, words, words if words in text else text[:200])


def _kept(captured: Captured) -> bytes:
    try:
        return b"" if captured.main is None else read_record(captured.folder, captured.main).block
    except RecordFault:
        return b""


def _pixel(captured: Captured, x: int, y: int) -> tuple[int, ...]:
    """The colour at `x`, `y` of the picture of the whole page; empty where there is none."""
    parts = [one for one in captured.of_role("screenshot") if one.name == "page-01.png"]
    if not parts:
        return ()
    try:
        return png_pixel((captured.folder / parts[0].name).read_bytes(), x, y)
    except (OSError, ValueError, zlib.error, struct.error, IndexError):
        return ()


def png_pixel(png: bytes, x: int, y: int) -> tuple[int, ...]:
    """Red, green and blue of a pixel of an 8-bit RGB or RGBA PNG that is not interlaced.

    ISO/IEC 15948, 9 (filters). ValueError for any other picture.
    """
    width, _, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    if depth != 8 or kind not in (2, 6) or interlaced:
        raise ValueError("not an 8-bit RGB picture")
    size = 3 if kind == 2 else 4
    data = zlib.decompress(_image_data(png))
    row = bytearray(width * size)
    for line in range(y + 1):
        start = line * (width * size + 1)
        row = _unfilter(data[start], data[start + 1 : start + 1 + width * size], row, size)
    return tuple(row[x * size : x * size + 3])


def _image_data(png: bytes) -> bytes:
    found, at = [], 8
    while at + 8 <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            found.append(png[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(found)


def _unfilter(kind: int, line: bytes, above: bytearray, size: int) -> bytearray:
    row = bytearray(line)
    for n in range(len(row)):
        left = row[n - size] if n >= size else 0
        up = above[n]
        corner = above[n - size] if n >= size else 0
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        row[n] = (row[n] + guess) & 0xFF
    return row


def _paeth(left: int, up: int, corner: int) -> int:
    """ISO/IEC 15948, 9.4."""
    estimate = left + up - corner
    return min((left, up, corner), key=lambda one: abs(estimate - one))
