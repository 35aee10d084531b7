"""A time-stamp authority on loopback that other threads and processes can ask."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.evidence.seal.tsa import Authority, authority


@dataclass
class TimeService:
    """The authority, where it answers, and how often it was asked. `down`: it does not answer."""

    authority: Authority
    url: str = ""
    down: bool = False
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        return self.url.removeprefix("http://").rstrip("/")

    def settings(self, *, name: str = "local", roots: str = "time-root.pem") -> str:
        """What wangjian.toml says of it."""
        return (
            f'[network]\nallow = ["{self.address}"]\n'
            f'[[timestamp]]\nname = "{name}"\nurl = "{self.url}"\nroots_file = "{roots}"\n'
        )


@contextmanager
def time_service(folder: Path) -> Iterator[TimeService]:
    """The authority, with its files in `folder`, until the block ends."""
    service = TimeService(authority(folder))

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            with service.lock:
                service.asked += 1
                body = b"busy" if service.down else service.authority.answer(query)
            self.send_response(503 if service.down else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    service.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
