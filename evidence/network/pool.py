"""Connections kept open between two requests to the same origin."""

import asyncio

from evidence.network.connection import Connection
from evidence.network.origin import Origin

_MOST_IDLE_PER_ORIGIN = 8
_MOST_IDLE = 256


class Pool:
    """Idle connections by origin, each for at most `keep_seconds`; knows the busy ones too.

    A kept connection stays with the address that the guard judged when it was made.
    """

    def __init__(self, keep_seconds: float) -> None:
        self._keep = keep_seconds
        self._idle: dict[Origin, list[Connection]] = {}
        self._all: set[Connection] = set()
        self._sweeper: asyncio.TimerHandle | None = None

    def take(self, origin: Origin) -> Connection | None:
        """The idle connection to `origin` that was used last, if one is left."""
        kept = self._idle.get(origin)
        oldest = asyncio.get_running_loop().time() - self._keep
        while kept:
            connection = kept.pop()
            if connection.open and connection.released >= oldest:
                return connection
            connection.abort()
        return None

    def add(self, connection: Connection) -> None:
        """Know a new, busy connection, so that `close` finds it."""
        self._all.add(connection)
        connection.closed.add_done_callback(lambda _: self._all.discard(connection))

    def release(self, origin: Origin, connection: Connection) -> None:
        """Keep `connection` for the next request, or close it where there are enough."""
        loop = asyncio.get_running_loop()
        kept = self._idle.setdefault(origin, [])
        if len(kept) >= _MOST_IDLE_PER_ORIGIN or len(self._all) > _MOST_IDLE:
            connection.abort()
            return
        connection.released = loop.time()
        kept.append(connection)
        if self._sweeper is None:
            self._sweeper = loop.call_later(self._keep, self._sweep)

    async def close(self) -> None:
        """Close all, busy ones too, and wait until their sockets are gone."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            self._sweeper = None
        self._idle.clear()
        connections = list(self._all)
        for connection in connections:
            connection.abort()
        if connections:
            await asyncio.wait([connection.closed for connection in connections], timeout=5.0)

    def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        oldest = loop.time() - self._keep
        for origin, kept in list(self._idle.items()):
            fresh = [c for c in kept if c.open and c.released >= oldest]
            for connection in kept:
                if connection not in fresh:
                    connection.abort()
            if fresh:
                self._idle[origin] = fresh
            else:
                del self._idle[origin]
        self._sweeper = loop.call_later(self._keep, self._sweep) if self._idle else None
