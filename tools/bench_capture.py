"""What recording costs: a capture beside the same Playwright script that records nothing.

    python tools/bench_capture.py [ROUNDS]

All load a page of 40 resources from loopback, take the picture of the whole page, the
PDF and the DOM, each in a browser of its own, in turn; medians and their ratios are
printed, and where the capture's time goes. The script is run twice a round: behind the
guard's relay as the capture is, so that the difference is what recording costs, and
with no relay at all, so that the difference is what everything costs.
"""

import asyncio
import random
import statistics
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import async_playwright

from evidence.capture.capture import Captured, CaptureSettings, capture
from evidence.network.chromium import chromium_path, launch_arguments
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from evidence.verify import verify_paths

ROUNDS = 9
PICTURES, STYLES, SCRIPTS, CALLS = 28, 4, 6, 2


class Site:
    """A loopback server with one page and its resources."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}
        chance = random.Random(1)
        self._add("/", "text/html; charset=utf-8", _page())
        for number in range(PICTURES):
            self._add(f"/p{number}.png", "image/png", _png(chance, 60 + 8 * number))
        for number in range(STYLES):
            rules = "".join(f".c{number}-{n}{{margin:{n % 7}px}}\n" for n in range(400))
            self._add(f"/s{number}.css", "text/css", rules.encode())
        for number in range(SCRIPTS):
            text = "".join(f"var v{number}_{n}={n};\n" for n in range(2000))
            self._add(f"/j{number}.js", "text/javascript", text.encode())
        for number in range(CALLS):
            self._add(f"/c{number}.json", "application/json", b'{"price": 12800}' * 50)

    def _add(self, path: str, kind: str, body: bytes) -> None:
        self.files[path] = kind, body

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests until the other side has no more."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ")[1].decode()
                kind, body = self.files.get(path, ("text/plain", b""))
                status = b"200 OK" if path in self.files else b"404 Not Found"
                writer.write(
                    b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
                    % (status, kind.encode(), len(body), body)
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def _page() -> bytes:
    links = "".join(f'<link rel="stylesheet" href="/s{n}.css">' for n in range(STYLES))
    scripts = "".join(f'<script src="/j{n}.js"></script>' for n in range(SCRIPTS))
    calls = "".join(f'fetch("/c{n}.json").then(r => r.json());' for n in range(CALLS))
    goods = "".join(
        f'<div><img src="/p{n}.png" width="240" height="180"><p>古树普洱茶 {n} 号 ¥128.00</p></div>'
        for n in range(PICTURES)
    )
    return (
        f"<!doctype html><title>某茶行</title>{links}{scripts}"
        "<style>body{display:grid;grid-template-columns:repeat(4,1fr)}</style>"
        f"<body>{goods}<script>{calls}</script>"
    ).encode()


def _png(chance: random.Random, size: int) -> bytes:
    rows = b"".join(b"\0" + chance.randbytes(size * 3) for _ in range(size))

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 1))
        + chunk(b"IEND", b"")
    )


async def plain(url: str, reach: Reach) -> None:
    """The script that records nothing, behind the relay."""
    relay = Relay(reach)
    await script(url, launch_arguments(await relay.start()))
    await relay.stop()


async def direct(url: str) -> None:
    """The script that records nothing and goes straight to the page."""
    ours = launch_arguments(9)
    unguarded = ("--proxy-server", "--proxy-bypass-list", "--host-resolver-rules")
    await script(url, [one for one in ours if not one.startswith(unguarded)])


async def script(url: str, arguments: list[str]) -> None:
    """Load, wait until quiet, PNG, PDF, DOM."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(chromium_path()), args=arguments
        )
        context = await browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1366, "height": 900},
            service_workers="block",
        )
        page = await context.new_page()
        await page.goto(url, wait_until="networkidle")
        await page.screenshot(full_page=True)
        await page.pdf(format="A4", print_background=True)
        await page.content()
        await browser.close()


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Seconds that `work` takes."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def split(captured: Captured) -> dict[str, float]:
    """Seconds from each step of the capture to the next."""
    found, before = {}, captured.started_at
    for step in captured.steps:
        found[step.code] = (step.at - before).total_seconds()
        before = step.at
    found["write"] = (captured.ended_at - before).total_seconds()
    return found


async def main() -> None:
    """Run the rounds and print what came of them."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    server = await asyncio.start_server(Site().serve, "127.0.0.1", 0)
    address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    reach, url = Reach(allow=[address]), f"http://{address}/"
    alone, without, recorded, splits = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:

        async def captured(number: int) -> None:
            one = await capture(
                url,
                Path(folder) / f"bench-{number}",
                reach=reach,
                settings=CaptureSettings(info={"operator": "bench"}),
            )
            assert one.counts["records"] >= 1 + PICTURES + STYLES + SCRIPTS + CALLS
            splits.append(split(one))

        for number in range(rounds + 1):
            first = await timed(lambda: plain(url, reach))
            second = await timed(lambda n=number: captured(n))  # type: ignore[misc]
            third = await timed(lambda: direct(url))
            if number:  # the first round warms the disk
                without.append(first)
                recorded.append(second)
                alone.append(third)
                print(
                    f"  plain {first:.2f} s   capture {second:.2f} s   {second / first:.2f}"
                    f"   direct {third:.2f} s   {second / third:.2f}"
                )
        report = verify_paths([Path(folder)])
    server.close()
    print(f"archives whole: {report.ok}, records: {report.records}")
    median = statistics.median(recorded)
    for name, others in (("plain", without), ("direct", alone)):
        each = statistics.median(b / a for a, b in zip(others, recorded, strict=True))
        middle = statistics.median(others)
        print(
            f"median: {name} {middle:.2f} s, capture {median:.2f} s, ratio {median / middle:.2f} "
            f"(round by round {each:.2f}; {rounds} rounds)"
        )
    for code in splits[-1]:
        print(f"  {code:16} {statistics.median(one.get(code, 0) for one in splits[1:]):.3f} s")


if __name__ == "__main__":
    asyncio.run(main())
