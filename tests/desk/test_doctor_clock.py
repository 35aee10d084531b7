"""What doctor says of the system clock, from real ledgers, archives, runs and authorities."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.db import connections

from crawler.opening import open_database
from desk.cli.doctor_clock import clock
from evidence.archive.archive import Archive
from evidence.network.exchange import WireRequest
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from leads.home import Home
from leads.ledger_keys import begin_ledger
from leads.office import load_office


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = Home(tmp_path / "home").make()
    open_database(home)
    yield home
    connections.close_all()


@contextmanager
def site(ahead: timedelta) -> Iterator[str]:
    """A web server whose clock is `ahead` of ours; HOST:PORT."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            self.send_header("Date", format_datetime(datetime.now(UTC) + ahead, usegmt=True))
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def crawled(home: Home, place: str) -> None:
    """The archive of one page of the site."""

    async def fetch() -> None:
        with Archive(home.archive, name="run", info={"operator": "test"}) as archive:
            wire = Wire(Reach(allow=[place]), archive)
            try:
                await wire.fetch(WireRequest(f"http://{place}/"))
            finally:
                await wire.close()

    asyncio.run(fetch())


def said(home: Home) -> list[tuple[str, str]]:
    return [(reading.state, reading.seen) for reading in clock(home)]


def test_a_clock_that_nothing_speaks_against(home: Home) -> None:
    begin_ledger(home, load_office(home), "only for this test").close()
    with site(timedelta(0)) as place:
        crawled(home, place)
    ((state, seen),) = said(home)
    assert (state, "北京时间" in seen) == ("ok", True)


def test_a_clock_behind_the_ledger(home: Home) -> None:
    with begin_ledger(home, load_office(home), "only for this test") as ledger:
        ledger.append("capture", now=datetime.now(UTC) + timedelta(days=3))
    ((state, seen),) = said(home)
    assert (state, "早于存证日志最后一条" in seen, "timedatectl" in seen) == ("bad", True, True)


@pytest.mark.parametrize(("days", "word"), [(-60, "快 60 天"), (3, "慢 3 天")])
def test_a_clock_that_the_sites_speak_against(home: Home, days: int, word: str) -> None:
    with site(timedelta(days=days)) as place:
        crawled(home, place)
    ((state, seen),) = said(home)
    assert (state, word in seen) == ("bad", True), seen
