"""The relay of one capture: which connection of the browser went where, and cutting one off."""

import asyncio
from typing import Any

from evidence.errors import FetchFailed, Refused
from evidence.network.reach import Endpoint, Reach
from evidence.network.relay import Relay, Relayed

_REMEMBERED = 20_000


class WatchedRelay(Relay):
    """A relay that knows its connections by the browser's port at their near end.

    So the address in a record is that of the very connection its bytes came over.
    """

    def __init__(self, reach: Reach, **options: Any) -> None:
        super().__init__(ObservedReach(reach), **options)
        self._connections = _Connections()
        self.clients = self._connections
        self._loop: asyncio.AbstractEventLoop | None = None
        self.cut_off = 0

    async def start(self) -> int:
        """Listen on a free port of 127.0.0.1 and return it."""
        self._loop = asyncio.get_running_loop()
        return await super().start()

    @property
    def observed(self) -> "ObservedReach":
        """The guard it goes through, with what that answered."""
        assert isinstance(self.reach, ObservedReach)
        return self.reach

    def relayed(self, near_port: int) -> Relayed | None:
        """The connection that the browser made from `near_port`, whether it still stands or not."""
        client = self._connections.by_port.get(near_port)
        return None if client is None else client.entry

    def cut(self, near_port: int) -> None:
        """Break off the connection from `near_port`. May be called from any thread."""
        client = self._connections.by_port.get(near_port)
        if client is not None and self._loop is not None and not self._loop.is_closed():
            self.cut_off += 1
            self._loop.call_soon_threadsafe(client.abort)

    def shut(self) -> None:
        """Break off all that stand and take no more. May be called from any thread."""
        self.most = 0
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.cut_all)

    def cut_all(self) -> None:
        """Break off all that stand, in the loop that they belong to."""
        for client in list(self._connections):
            self.cut_off += 1
            client.abort()


class _Connections(set[Any]):
    """The relay's connections, and beside it those that have ended, by the browser's port."""

    def __init__(self) -> None:
        super().__init__()
        self.by_port: dict[int, Any] = {}

    def add(self, client: Any, /) -> None:
        super().add(client)
        if client.transport is not None and len(self.by_port) < _REMEMBERED:
            self.by_port[client.transport.get_extra_info("peername")[1]] = client


class ObservedReach(Reach):
    """A guard that remembers what it was asked and what it answered.

    `answers` holds for each host and port the endpoint that was found first.
    """

    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._guard = reach
        self.answers: dict[tuple[str, int], Endpoint] = {}
        self.no_answers: dict[tuple[str, int], str] = {}

    async def resolve(self, host: str, port: int) -> Endpoint:
        """As the guard itself."""
        try:
            endpoint = await self._guard.resolve(host, port)
        except (Refused, FetchFailed) as error:
            self.no_answers.setdefault((host, port), error.code)
            raise
        self.answers.setdefault((endpoint.host, port), endpoint)
        return endpoint
