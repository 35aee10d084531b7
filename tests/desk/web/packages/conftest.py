"""An office that can seal: keys, a ledger, a time-stamp authority that may be down."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from desk.web.models import Account
from desk.web.roles import Role
from evidence.seal.certificate import Holder
from evidence.seal.seal_key import make_seal_key
from leads.home import Home
from leads.ledger_keys import begin_ledger
from leads.models import Lead
from leads.office import load_office
from leads.stages import Stages
from tests.evidence.seal.tsa import authority, serving

PASSPHRASE = "only for this test"


class Loop:
    """A server in a thread of its own, for processes that wait for it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def enter(self, context: Any) -> Any:
        opening = self._stack.enter_async_context(context)
        return asyncio.run_coroutine_threadsafe(opening, self._loop).result(20)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._stack.aclose(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()


@dataclass
class Sealing:
    """An office that can seal, a registered lead with a capture, and its people."""

    home: Home
    lead: Lead
    first: Account
    second: Account
    legal: Account
    answers: dict[str, bool]


@pytest.fixture
def sealing(home, person, made, captures, tmp_path) -> Iterator[Sealing]:
    """Keys, ledger, authority (down until `answers["up"]`), a registered lead."""
    answers = {"up": False}
    local = authority(tmp_path)

    def answer(request: bytes) -> bytes:
        return local.answer(request) if answers["up"] else b"nothing"

    loop = Loop()
    server = loop.enter(serving(answer))
    (home.path / "roots.pem").write_bytes(local.root.pem)
    home.office_file.write_text(
        'name = "保山市市场监督管理局"\ncode = "530500"\n'
        f'[network]\nallow = ["{server.address}"]\n'
        f'[[timestamp]]\nname = "local"\nurl = "http://{server.address}/"\n'
        'roots_file = "roots.pem"\n',
        encoding="utf-8",
    )
    make_seal_key(home.seal_keys, Holder("保山市市场监督管理局", "530500"), PASSPHRASE)
    begin_ledger(home, load_office(home), PASSPHRASE).close()
    first, second = person(Role.OFFICER, name="李某"), person(Role.OFFICER, name="王某")
    legal = person(Role.LEGAL, name="法某")
    hint = made.lead()
    captures.row("<h1>高仿</h1>", leads=[hint])
    made.shelf.archive.close()
    steps = Stages.of(home)
    steps.screen(hint.hint_no, first.officer)
    lead = steps.verify(hint.hint_no, [first.officer, second.officer], reason="两人核对")
    yield Sealing(home, lead, first, second, legal, answers)
    loop.close()
