"""The desk's server: gunicorn with threads, HTTPS where the office has a certificate."""

from typing import Any

from gunicorn.app.base import BaseApplication

from desk.web import upkeep
from keywords.fold import fold
from leads.home import Home
from leads.office import DeskSettings

THREADS = 8


class DeskServer(BaseApplication):  # type: ignore[misc]
    """Serves the desk until it is told to stop. The application is loaded before it forks."""

    def __init__(self, address: str, home: Home, desk: DeskSettings) -> None:
        self._options: dict[str, Any] = {
            "bind": address,
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
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
