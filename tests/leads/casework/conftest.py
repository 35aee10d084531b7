"""An office with keys, a ledger, a time-stamp authority on loopback, and a registered lead."""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from evidence.capture.capture import capture
from evidence.capture.manifest import read_capture
from evidence.network.reach import Reach
from evidence.seal.certificate import Holder
from evidence.seal.seal_key import make_seal_key
from leads import officers
from leads.captures import Recheck, attach, keep_capture
from leads.casework.order import Order
from leads.filing import Filing
from leads.home import Home
from leads.ledger_keys import begin_ledger
from leads.models import Lead, Officer
from leads.office import load_office
from leads.stages import Stages
from leads.units import shipped_units
from tests.evidence.network.servers import Visit, serve
from tests.evidence.seal.tsa import Authority, authority, serving
from tests.leads.pages_filed import Shelf, finding

PASSPHRASE = "only for this test"
PAGE = (
    "<!doctype html><meta charset=utf-8><title>某某运动鞋</title><h1>某某高仿运动鞋</h1>".encode()
)


@dataclass(frozen=True)
class Desk:
    """What an officer has at hand before exporting."""

    home: Home
    lead: Lead
    officers: tuple[Officer, Officer]
    authority: Authority

    def order(self, **changes: object) -> Order:
        plain = Order(case="示例案1号", leads=[self.lead], officers=self.officers)
        return replace(plain, **changes)  # type: ignore[arg-type]


class Loop:
    """Servers that run in a thread of their own, for commands that wait for them."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def enter(self, context: object) -> object:
        opening = self._stack.enter_async_context(context)  # type: ignore[arg-type]
        return asyncio.run_coroutine_threadsafe(opening, self._loop).result(20)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._stack.aclose(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()


@pytest.fixture
def loop() -> Iterator[Loop]:
    one = Loop()
    yield one
    one.close()


@pytest.fixture(scope="session")
def local_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def captured_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop's page, captured by a real browser; copied by each test that needs it."""
    folder = tmp_path_factory.mktemp("captures") / "c-1"

    async def shop(visit: Visit) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
        await visit.send(head % len(PAGE) + PAGE)

    async def work() -> None:
        async with serve(shop) as server:
            url = f"http://{server.address}/p/1"
            await capture(url, folder, reach=Reach(allow=[server.address]))

    asyncio.run(work())
    return folder


@pytest.fixture
def desk(home: Home, shelf: Shelf, loop: Loop, local_authority: Authority) -> Desk:
    """Keys, a ledger, an authority that answers, and a registered lead."""
    server = loop.enter(serving(local_authority.answer))
    (home.path / "roots.pem").write_bytes(local_authority.root.pem)
    home.office_file.write_text(
        'name = "示例市市场监督管理局"\ncode = "530502"\n'
        f'[network]\nallow = ["{server.address}"]\n'  # type: ignore[attr-defined]
        f'[[timestamp]]\nname = "local"\nurl = "http://{server.address}/"\n'  # type: ignore[attr-defined]
        'roots_file = "roots.pem"\n',
        encoding="utf-8",
    )
    make_seal_key(home.seal_keys, Holder("示例市市场监督管理局", "530502"), PASSPHRASE)
    begin_ledger(home, load_office(home), PASSPHRASE).close()
    two = tuple(
        officers.enrol(name, number, unit="network", office="530502", units=shipped_units())
        for name, number in (("李某", "YN001"), ("王某", "YN002"))
    )
    [hint] = Filing().file_visit(shelf.visit(finding()))
    shelf.archive.close()
    stages = Stages.of(home)
    stages.screen(hint.hint_no, two[0])
    lead = stages.verify(hint.hint_no, list(two), reason="两人核对")
    return Desk(home, lead, (two[0], two[1]), local_authority)


@pytest.fixture
def captured(desk: Desk, captured_once: Path) -> Desk:
    """The desk with a capture of the page, on which the words were found again."""
    folder = desk.home.captures / captured_once.name
    shutil.copytree(captured_once, folder)
    row = keep_capture(desk.home, load_office(desk.home), read_capture(folder))
    words = {"rule": "counterfeit.strong-term", "term": "高仿", "matched": "高仿"}
    found = words | {"snippet": "某某高仿运动鞋", "field": "title"}
    attach(row, desk.lead, Recheck("present", found=[found]))
    return desk
