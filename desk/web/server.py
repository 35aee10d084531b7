"""The desk's server: gunicorn with threads, HTTPS where the office has a certificate."""

from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from desk.web import upkeep
from desk.web.errors import bare_page
from keywords.fold import fold
from leads.home import Home
from leads.office import DeskSettings

THREADS = 8
_UNREAD = {414, 431, 500}
"""What gunicorn refuses that has words of its own in desk/web/errors.py."""


class _Unsent:
    """Takes what gunicorn would answer to a request that it cannot read."""

    def __init__(self) -> None:
        self.data = b""

    def gettimeout(self) -> float:
        """As of a socket that does not wait."""
        return 0.0

    def sendall(self, data: bytes) -> None:
        """Keep it."""
        self.data += data

    @property
    def status(self) -> int:
        """The status of the answer."""
        word = self.data.split(b" ", 2)[1:2]
        return int(word[0]) if word and word[0].isdigit() else 500


class DeskWorker(ThreadWorker):  # type: ignore[misc]
    """Says in Chinese what gunicorn refuses before the desk sees it: an address too long, headers
    too many. Gunicorn still decides what that is, and logs it."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer a request that could not be read."""
        unsent = _Unsent()
        super().handle_error(req, unsent, addr, exc)
        page = bare_page(unsent.status if unsent.status in _UNREAD else 400).encode()
        reason = unsent.data.split(b"\r\n", 1)[0] or b"HTTP/1.1 400 Bad Request"
        head = (
            b"\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
            b"Cache-Control: no-store\r\nContent-Length: %d\r\n\r\n" % len(page)
        )
        try:
            write_nonblock(client, reason + head + page)
        except OSError:
            self.log.debug("the page of an error was not taken")


class DeskServer(BaseApplication):  # type: ignore[misc]
    """Serves the desk until it is told to stop. The application is loaded before it forks."""

    def __init__(self, address: str, home: Home, desk: DeskSettings) -> None:
        self._options: dict[str, Any] = {
            "bind": address,
            "workers": 1,
            "threads": THREADS,
            "worker_class": DeskWorker,
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": 20,
            "accesslog": None,
            "limit_request_line": 4094,
            "limit_request_fields": 60,
            "forwarded_allow_ips": "127.0.0.1",
            "control_socket_disable": True,
            "post_worker_init": upkeep.begin,
        }
        if desk.certificate:
            self._options["certfile"] = str(home.path / desk.certificate)
            self._options["keyfile"] = str(home.path / desk.key)
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        from django.core.wsgi import get_wsgi_application
        from django.db import connections

        application = get_wsgi_application()
        fold("预热")  # its tables take a second: not the first officer's
        connections.close_all()  # no connection may cross the fork
        return application
