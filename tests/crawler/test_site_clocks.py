"""How far our clock is from those of sites, read out of real archives."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from crawler.site_clocks import Apart, gap_words, of_newest
from evidence.archive.archive import Archive
from evidence.network.exchange import WireRequest
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from leads.home import Home


@contextmanager
def site(ahead: timedelta, age: timedelta | None = None) -> Iterator[str]:
    """A server whose clock is `ahead` of ours, behind a cache that says `Age`; HOST:PORT."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            self.send_header("Date", format_datetime(datetime.now(UTC) + ahead, usegmt=True))
            if age is not None:
                self.send_header("Age", str(int(age.total_seconds())))
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


def crawled(home: Home, *places: str) -> Apart | None:
    async def fetch() -> None:
        with Archive(home.archive, name="run", info={"operator": "test"}) as archive:
            wire = Wire(Reach(allow=list(places)), archive)
            try:
                for place in places:
                    await wire.fetch(WireRequest(f"http://{place}/"))
            finally:
                await wire.close()

    asyncio.run(fetch())
    return of_newest(home)


def test_nothing_crawled_says_nothing(tmp_path: Path) -> None:
    assert of_newest(Home(tmp_path / "home").make()) is None


def test_an_old_answer_of_a_cache_speaks_against_no_clock(tmp_path: Path) -> None:
    week = timedelta(days=7)
    with site(-week, week) as cached:
        apart = crawled(Home(tmp_path / "a").make(), cached)
    assert apart is not None and not apart.far
    with site(-week) as stale, site(timedelta(0)) as fresh:
        apart = crawled(Home(tmp_path / "b").make(), stale, fresh)
    assert apart is not None and not apart.far, "the fresh one tells the time"


def test_sites_that_agree_are_counted(tmp_path: Path) -> None:
    with site(timedelta(hours=5)) as one, site(timedelta(hours=5)) as other:
        apart = crawled(Home(tmp_path / "home").make(), one, other)
    assert apart is not None and apart.far and apart.hosts == 2
    assert gap_words(apart.out) == ("慢 5 小时", "5 hours behind")


def test_gaps_in_words() -> None:
    assert gap_words(timedelta(days=60)) == ("快 60 天", "60 days ahead of")
    assert gap_words(timedelta(seconds=-7)) == ("慢 7 秒", "7 s behind")
