"""CPU per page: fetching and archiving, beside plain Scrapy that archives nothing.

    python tools/bench_sweep.py [--pages 2000] [--rounds 5]

A server in another process on loopback sends pages of 33 kB. In each round, in turns
and in fresh processes, the same pages are fetched and the same items yielded by

    plain   Scrapy as it comes: its download handler, its default settings
    lean    Scrapy's download handler under this project's settings
    ours    our handler over the recording client, WARC records written and synced

CPU is that of the crawling process with all its threads, from the start of the
crawl to its end, the synced and renamed archive included. The last line is the ratio
of medians, plain to ours: above 1, archiving everything costs less CPU than plain
Scrapy yielding it. Exit code 1 below 0.95. The ratio to lean says how much of that is
the client's and how much is settings (Scrapy starts 100 tasks for each response).
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

WANTED = 0.95
VARIANTS = ("plain", "lean", "ours")
_ITEM = (
    "<li class='item'><a href='/item/{n}'>普洱茶 第 {n} 号</a> <b>¥{p}.00</b> 古树熟茶 357克</li>"
)


def page(number: int) -> bytes:
    """A shop's page of about 33 kB in Chinese."""
    rows = "".join(_ITEM.format(n=number * 1000 + i, p=i) for i in range(300))
    html = f"<!doctype html><meta charset=utf-8><title>商品 {number}</title><ul>{rows}</ul>"
    return html.encode()


class _Shop(asyncio.Protocol):
    """Answers every GET with one of a few prepared responses, and keeps the connection."""

    answers: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            number = int(self.buffer[: self.buffer.find(b" HTTP/")].rpartition(b"/")[2] or 0)
            self.buffer = self.buffer[end + 4 :]
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(self.answers[number % len(self.answers)])


async def serve() -> None:
    """Serve until killed; print the port."""
    for number in range(16):
        body = page(number)
        head = "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Tue, 24 Nov 2026 08:00:00 GMT\r\n"
        head += "Content-Type: text/html; charset=utf-8\r\nVary: Accept-Encoding\r\n"
        head += f"Cache-Control: no-cache\r\nContent-Length: {len(body)}\r\n\r\n"
        _Shop.answers.append(head.encode() + body)
    server = await asyncio.get_running_loop().create_server(_Shop, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def crawl(variant: str, port: int, pages: int, folder: Path) -> dict[str, float]:
    """Fetch the pages once; CPU and wall seconds."""
    import scrapy
    from scrapy import signals
    from scrapy.crawler import AsyncCrawlerProcess

    class Sweep(scrapy.Spider):
        name = "sweep"

        async def start(self) -> AsyncIterator[Any]:
            for number in range(pages):
                yield scrapy.Request(f"http://127.0.0.1:{port}/item/{number}", dont_filter=True)

        def parse(self, response: Any) -> Iterator[Any]:
            yield {"url": response.url, "status": response.status, "size": len(response.body)}

    settings: dict[str, Any] = {"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False}
    settings |= {"REMOTE_CONTROL_ENABLED": False}
    finish = None
    process = AsyncCrawlerProcess(settings if variant == "plain" else _own(settings, variant))
    crawler = process.create_crawler(Sweep)
    if variant == "ours":
        finish = _line(crawler, port, folder)
    seen = 0

    def count(item: Any) -> None:
        nonlocal seen
        seen += item["status"] == 200 and item["size"] > 30_000

    crawler.signals.connect(count, signals.item_scraped)
    process.crawl(crawler)
    cpu, wall = time.process_time(), time.monotonic()
    process.start()
    if finish is not None:
        finish()
    used = {"cpu": time.process_time() - cpu, "wall": time.monotonic() - wall}
    if seen != pages:
        raise SystemExit(f"{variant}: {seen} of {pages} pages")
    return used


def _own(settings: dict[str, Any], variant: str) -> Any:
    """This project's settings, for "lean" with the handlers that Scrapy has."""
    from scrapy.settings import Settings

    own = Settings(settings)
    own.setmodule("crawler.settings", priority="project")
    own.set("ITEM_PIPELINES", {})
    own.set("SPIDER_LOADER_CLASS", "scrapy.spiderloader.SpiderLoader")
    own.set("SPIDER_MODULES", [])
    if variant == "lean":
        usual = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
        own.set("DOWNLOAD_HANDLERS", {"http": usual, "https": usual})
    return own


def _line(crawler: Any, port: int, folder: Path) -> Callable[[], None]:
    """Our line under the crawler, with an archive that is synced every second."""
    import threading

    from crawler.handler import Line, attach
    from evidence.archive.archive import Archive
    from evidence.network.reach import Reach
    from evidence.network.wire import Wire

    archive = Archive(folder, name="bench", info={"operator": "bench"}, floor_bytes=0)
    attach(crawler, Line(Wire(Reach(allow=[f"127.0.0.1:{port}"]), archive)))
    done = threading.Event()

    def sync() -> None:
        while not done.wait(1.0):
            archive.sync()

    syncer = threading.Thread(target=sync)
    syncer.start()

    def finish() -> None:
        done.set()
        syncer.join()
        archive.close()

    return finish


def child(variant: str, port: int, pages: int) -> dict[str, float]:
    """One crawl in a process of its own."""
    command = [sys.executable, __file__, "--child", variant, "--port", str(port)]
    command += ["--pages", str(pages)]
    out = subprocess.run(
        command, capture_output=True, check=False, text=True, timeout=600, cwd=ROOT
    )
    if out.returncode:
        raise SystemExit(out.stderr)
    result: dict[str, float] = json.loads(out.stdout.splitlines()[-1])
    return result


def main() -> int:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--child", choices=VARIANTS)
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve())
        return 0
    if given.child:
        with tempfile.TemporaryDirectory(prefix="wj-bench-") as folder:
            print(json.dumps(crawl(given.child, given.port, given.pages, Path(folder))))
        return 0
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert server.stdout is not None
        return rounds(int(server.stdout.readline()), given.pages, given.rounds)
    finally:
        server.kill()
        server.wait()


def rounds(port: int, pages: int, count: int) -> int:
    """Interleaved rounds; 0 if ours is fast enough."""
    cpu: dict[str, list[float]] = {variant: [] for variant in VARIANTS}
    print(f"{pages} pages a round, {os.cpu_count()} cores; CPU ms a page, pages a second")
    print("round" + "".join(f"{v:>9}{v + '/s':>9}" for v in VARIANTS) + "  plain/ours")
    for number in range(count):
        order = VARIANTS[number % 3 :] + VARIANTS[: number % 3]
        used = {variant: child(variant, port, pages) for variant in order}
        for variant, spent in cpu.items():
            spent.append(used[variant]["cpu"] * 1000 / pages)
        cells = (f"{cpu[v][-1]:>9.3f}{pages / used[v]['wall']:>9.0f}" for v in VARIANTS)
        ratio = cpu["plain"][-1] / cpu["ours"][-1]
        print(f"{number + 1:>5}{''.join(cells)}{ratio:>12.3f}", flush=True)
    plain, lean, ours = (statistics.median(cpu[variant]) for variant in VARIANTS)
    print(f"median CPU ms a page: plain {plain:.3f}, lean {lean:.3f}, fetch and archive {ours:.3f}")
    print(f"ratio lean/ours {lean / ours:.3f}")
    print(f"ratio plain/ours {plain / ours:.3f} (wanted: at least {WANTED})")
    return 0 if plain / ours >= WANTED else 1


if __name__ == "__main__":
    raise SystemExit(main())
