"""A site of plain pages in a tree, which logs when it was asked for what."""

import itertools
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class TreeSite:
    """`pages` pages at 127.0.0.1; page n links to 3n+1, 3n+2, 3n+3.

    `latency` is in seconds; `noise` bytes of each page cannot be compressed.
    """

    def __init__(self, pages: int, *, latency: float = 0.0, noise: int = 0) -> None:
        self.asked: list[tuple[float, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((time.monotonic(), self.path))
                number = int(self.path.rpartition("/")[2] or 0)
                time.sleep(latency)
                body = site.page(number, pages) + os.urandom(noise)
                self.send_response(200 if number < pages else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}/"

    @staticmethod
    def page(number: int, pages: int) -> bytes:
        """Page `number` with its links and some text."""
        links = [n for n in range(3 * number + 1, 3 * number + 4) if n < pages]
        anchors = "".join(f"<a href='/p/{n}'>茶 {n}</a>" for n in links)
        text = "普洱茶" * 200
        return f"<!doctype html><title>{number}</title><p>{text}</p>{anchors}".encode()

    def gaps(self) -> list[float]:
        """Seconds between one request and the next, as the site saw them."""
        times = sorted(at for at, _ in self.asked)
        return [b - a for a, b in itertools.pairwise(times)]

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, path in self.asked]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
