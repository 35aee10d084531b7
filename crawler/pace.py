"""The pace at which hosts are asked 抓取节奏: no sooner than the delay after the request before.

Turns are given by a clerk. The clerk of a crawl is the database's rate table
(rate.py), which every process that asks the host shares.
"""

import asyncio
import random
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

JITTER = 0.25
"""A gap is the delay and up to this share of it more: never less than the delay."""
_LEAST_JITTER = 0.02


class Clerk(Protocol):
    """Who gives turns. Called from one thread, never from the event loop."""

    def take(self, host: str, gap: float) -> float:
        """Take the turn at `host` if it has come, with `gap` seconds behind it.

        Returns 0, or how many seconds it is until then; then nothing was taken.
        """
        ...

    def settle(self, host: str, gap: float) -> None:
        """Let no turn at `host` come sooner than `gap` seconds from now."""
        ...

    def close(self) -> None:
        """Free what the thread holds."""
        ...


class OwnClerk:
    """Gives turns from memory, for a process that shares its hosts with nobody."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def take(self, host: str, gap: float) -> float:
        """Take the turn at `host` if it has come."""
        now = time.monotonic()
        wait = max(0.0, self._next.get(host, 0.0) - now)
        if not wait:
            self._next[host] = now + gap
        return wait

    def settle(self, host: str, gap: float) -> None:
        """Let no turn come sooner."""
        self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + gap)

    def close(self) -> None:
        """Nothing is held."""


class Pace:
    """Waits until a host may be asked. One for each process.

    `delay` is the least gap in seconds between two requests to one host;
    `slower` widens it for a host (its robots.txt asks for more). `overlapping` says
    that a host may be asked again before it answered. With no delay nothing is
    booked and nobody waits.
    """

    def __init__(
        self, delay: float, clerk: Clerk | None = None, *, overlapping: bool = False
    ) -> None:
        self._delay = delay
        self._overlapping = overlapping
        self._wider: dict[str, float] = {}
        self._clerk: Clerk = clerk or OwnClerk()
        self._gates: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._sent: dict[str, float] = {}
        self._desk = ThreadPoolExecutor(1, "turns")

    def slower(self, host: str, delay: float) -> None:
        """Ask `host` no oftener than every `delay` seconds from now on."""
        self._wider[host] = max(delay, self._wider.get(host, 0.0))

    def delay_of(self, host: str) -> float:
        """The least gap between two requests to `host`, in seconds."""
        return max(self._delay, self._wider.get(host, 0.0))

    async def turn(self, host: str) -> None:
        """Return when `host` (host:port) may be asked; ask it at once."""
        delay = self.delay_of(host)
        if delay <= 0:
            return
        async with self._gates[host]:
            gap = delay * (1 + random.uniform(_LEAST_JITTER, JITTER))  # noqa: S311
            # What this process knows of its last request is truer than the clerk's time.
            await _until(self._sent.get(host, 0.0) + delay)
            loop = asyncio.get_running_loop()
            while wait := await loop.run_in_executor(self._desk, self._clerk.take, host, gap):
                await _until(time.monotonic() + wait)
            self._sent[host] = time.monotonic()

    def answered(self, host: str, seconds: float) -> None:
        """The answer of `host` to the last request is there, after so many seconds.

        When exactly the site saw the request nobody here can tell: a connection had
        to be made, the machine was busy. It did before it answered; so the gap counts
        from the answer, unless requests overlap and it has to count from the sending.
        """
        if host in self._sent:
            ago = seconds if self._overlapping else 0.0
            self._sent[host] = max(self._sent[host], time.monotonic() - ago)

    def close(self) -> None:
        """Leave the true times of the last requests behind and end the clerk's thread."""
        for host, sent in self._sent.items():
            left = sent + self.delay_of(host) - time.monotonic()
            if left > 0:
                self._desk.submit(self._clerk.settle, host, left)
        self._desk.submit(self._clerk.close)
        self._desk.shutdown(wait=True)


async def _until(moment: float) -> None:
    """Sleep to `moment` of the monotonic clock; a loop may wake a clock tick too early."""
    left = moment - time.monotonic()
    if left > 0:
        await asyncio.sleep(left + 0.001)
