"""The pace at which a host is asked 抓取节奏, shared by everyone who asks it.

Before a request is sent its turn is booked in the host's row: the turn comes no
sooner than the delay after the turn before, whoever made that. Since the booking
is kept before the request is sent, a process that is killed leaves the true time
of its last request behind, and who takes over keeps the gap.
"""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from crawler.lease import enter_era
from crawler.models import Host
from crawler.shared_clock import shared_now

JITTER = 0.25
"""A gap is the delay and up to this share of it more: never less than the delay."""


def book_turn(host: str, gap: float) -> float:
    """Book the next turn at `host`; `gap` seconds after it the one after may come.

    Returns how many seconds from now the turn is.
    """
    with transaction.atomic():
        Host.objects.get_or_create(name=host)
        row = Host.objects.select_for_update().get(name=host)
        now = shared_now()
        enter_era(row, now)
        turn = max(now.seconds, row.next_turn)
        row.next_turn, row.gap = turn + gap, gap
        row.save()
    return turn - now.seconds


def settle_turn(host: str, gap: float) -> None:
    """Let no request to `host` come sooner than `gap` seconds from now."""
    with transaction.atomic():
        row = Host.objects.select_for_update().filter(name=host).first()
        if row is None:
            return
        now = shared_now()
        enter_era(row, now)
        row.next_turn = max(row.next_turn, now.seconds + gap)
        row.save()


def _unsynced() -> None:
    """A booking need not outlive a power cut, so it need not wait for the disk."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")


class Pace:
    """Waits until a host may be asked. One for each process.

    `delay` is the least gap in seconds between two requests to one host;
    `slower(host, delay)` widens it for a host (its robots.txt asks for more).
    With no delay nothing is booked and nobody waits.
    """

    def __init__(self, delay: float, book: Callable[[str, float], float] = book_turn) -> None:
        self._delay = delay
        self._wider: dict[str, float] = {}
        self._book = book
        self._gates: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._sent: dict[str, float] = {}
        # Bookings are database work and may not run on the event loop.
        self._clerk = ThreadPoolExecutor(1, "turns", initializer=_unsynced)

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
            gap = delay * (1 + random.uniform(0.02, JITTER))  # noqa: S311
            loop = asyncio.get_running_loop()
            wait = await loop.run_in_executor(self._clerk, self._book, host, gap)
            due = time.monotonic() + wait
            # A late wake-up makes this request later than booked; the next of
            # this process is counted from what really happened.
            due = max(due, self._sent.get(host, 0.0) + delay)
            # A loop may wake a clock tick too early.
            await asyncio.sleep(max(0.0, due - time.monotonic() + 0.001))
            self._sent[host] = time.monotonic()

    def sent(self, host: str, seconds_ago: float) -> None:
        """The last request to `host` went out so long ago: a connection may have had
        to be made first, and the gap counts from what the site saw."""
        if host in self._sent:
            self._sent[host] = max(self._sent[host], time.monotonic() - seconds_ago)

    def close(self) -> None:
        """Leave the true times of the last requests behind and end the booking thread."""
        for host, sent in self._sent.items():
            left = sent + self.delay_of(host) - time.monotonic()
            if left > 0:
                self._clerk.submit(settle_turn, host, left)
        self._clerk.submit(connection.close)
        self._clerk.shutdown(wait=True)
