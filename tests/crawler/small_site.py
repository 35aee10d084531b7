"""A small web site on loopback that a test writes itself, and that remembers what it was asked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request as it arrived: `path` is the raw request target."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    at: float = field(default_factory=time.monotonic)


@dataclass
class Reply:
    body: str | bytes = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = "text/html; charset=utf-8"


Page = Callable[[Asked], "Reply | str"]


class SmallSite:
    """`pages` answer by path without query; what has none is 404."""

    def __init__(self, pages: "dict[str, Page | Reply | str]") -> None:
        self.pages = pages
        self.asked: list[Asked] = []
        self.url = ""

    @property
    def host(self) -> str:
        return self.url.split("/")[2]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Reply:
        page = self.pages.get(asked.path.partition("?")[0], self.pages.get("*"))
        if page is None:
            return Reply("<title>404</title>not found", 404)
        made = page(asked) if callable(page) else page
        return Reply(made) if isinstance(made, str) else made


@contextmanager
def serving(*sites: SmallSite) -> Iterator[None]:
    servers = [_serve(site) for site in sites]
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _serve(site: SmallSite) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # one segment an answer: no waiting for a delayed ACK

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode("latin-1")
            asked = Asked(self.command, self.path, dict(self.headers.items()), body)
            site.asked.append(asked)
            reply = site.answer(asked)
            if reply.status == 0:  # hang up without a word
                self.close_connection = True
                return
            content = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(content)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
