"""The market's doors: one HTTP server a shop, on 127.0.0.1 only, that logs what it is asked."""

import contextlib
import gzip
import socket
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from .message import Request, Response

if TYPE_CHECKING:
    from .shop import Shop

HOST = "127.0.0.1"


@dataclass(slots=True)
class Logged:
    """One request as the server saw it.

    `at` is time.monotonic() when its head had been read (comparable between
    processes of one machine), `clock` the wall time; `line` the raw request
    line; `status` 0 while no answer has been given.
    """

    at: float
    clock: float
    line: str
    method: str
    target: str
    user_agent: str
    body: bytes
    port: int
    status: int = 0


class RequestLog:
    """The requests of one shop, in the order they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: list[Logged] = []

    def add(self, row: Logged) -> None:
        """Keep one request."""
        with self._lock:
            self._rows.append(row)

    def rows(self) -> list[Logged]:
        """All requests until now."""
        with self._lock:
            return list(self._rows)

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._rows.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: "ShopServer"

    def version_string(self) -> str:
        return self.server.shop.server_header

    def log_message(self, format: str, *args: object) -> None:
        return

    def do_GET(self) -> None:
        row = self._logged()
        try:
            if self.server.latency:
                time.sleep(self.server.latency)
            headers = {key.lower(): value for key, value in self.headers.items()}
            request = Request(self.command, self.path, headers, row.body, self.client_address[0])
            response = self.server.shop.answer(request)
            row.status = response.status
            self._send(response)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_POST = do_GET
    do_HEAD = do_GET

    def _logged(self) -> Logged:
        at, clock = time.monotonic(), time.time()
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(min(int(length), 1 << 20)) if length.isdigit() else b""
        agent = self.headers.get("User-Agent", "")
        port = self.client_address[1]
        row = Logged(at, clock, self.requestline, self.command, self.path, agent, body, port)
        self.server.log.add(row)
        return row

    def _send(self, response: Response) -> None:
        body = response.body
        self.send_response(response.status)
        if response.content_type is not None:
            self.send_header("Content-Type", response.content_type)
        if self.server.shop.gzip and "gzip" in self.headers.get("Accept-Encoding", "") and body:
            body = gzip.compress(body, 5, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        for name, value in response.headers:
            self.send_header(name, value)
        if response.chunked:
            self.send_header("Transfer-Encoding", "chunked")
            body = b"".join(b"%x\r\n%b\r\n" % (len(c), c) for c in _pieces(body)) + b"0\r\n\r\n"
        else:
            self.send_header("Content-Length", str(len(body)))
        self._headers_buffer: list[bytes]
        head = b"".join(self._headers_buffer) + b"\r\n"
        self._headers_buffer = []
        self.wfile.write(head + (b"" if self.command == "HEAD" else body))


def _pieces(body: bytes, size: int = 1500) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body), size)]


class ShopServer(ThreadingHTTPServer):
    """A shop's server. It binds 127.0.0.1 whatever else the machine has."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, shop: "Shop", port: int = 0, latency: float = 0.0) -> None:
        self.shop = shop
        self.latency = latency
        self.log = RequestLog()
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)
        self.base = f"http://{HOST}:{self.server_address[1]}"
        shop.base = self.base
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def server_bind(self) -> None:
        # HTTPServer asks the resolver for the host's full name here; a market has none.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no news; a fault of a shop is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            traceback.print_exc()

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection and remember it, so that shutting ends it too."""
        connection, client = super().get_request()
        self._open.add(connection)
        return connection, client

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def open(self) -> None:
        """Start serving."""
        self._thread.start()

    def shut(self) -> None:
        """Stop serving, end the connections that are kept alive and free the port."""
        self.shutdown()
        self._thread.join(5)
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
