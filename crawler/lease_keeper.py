"""Holds a slice's lease while it works: renews it, and notices what became of it."""

import contextlib
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, connection

from crawler.lease import LEASE_SECONDS, RENEW_SECONDS, Lease, release_lease, renew_lease

_MARGIN = 2.0
"""Seconds before the lease's end after which nothing is asked any more."""


class LeaseKeeper(threading.Thread):
    """Renews `lease` every RENEW_SECONDS until `give_back`.

    `on_lost` is called once if another took the site; `on_wanted` once when
    somebody more urgent waits for it.
    """

    def __init__(
        self,
        lease: Lease,
        priority: int,
        *,
        on_lost: Callable[[], None],
        on_wanted: Callable[[], None],
    ) -> None:
        super().__init__(name="lease", daemon=True)
        self._lease = lease
        self._priority = priority
        self._on_lost = on_lost
        self._on_wanted = on_wanted
        self._done = threading.Event()
        self._held_until = time.monotonic() + LEASE_SECONDS - _MARGIN

    @property
    def held(self) -> bool:
        """Whether the site is surely ours. False as soon as a renewal is overdue: a
        process that was frozen must not ask before it knows."""
        return time.monotonic() < self._held_until

    def run(self) -> None:
        """Renew until told to stop."""
        wanted_told = False
        try:
            while not self._done.wait(RENEW_SECONDS):
                began = time.monotonic()
                try:
                    renewal = renew_lease(self._lease, self._priority)
                except DatabaseError:
                    connection.close()
                    continue
                if not renewal.ours:
                    self._held_until = 0.0
                    self._on_lost()
                    return
                self._held_until = began + LEASE_SECONDS - _MARGIN
                if renewal.wanted is not None and not wanted_told:
                    wanted_told = True
                    self._on_wanted()
        finally:
            connection.close()

    def give_back(self) -> None:
        """Stop renewing and give the lease back. Without a database it ends by itself."""
        self._done.set()
        self.join(timeout=30)
        with contextlib.suppress(DatabaseError):
            release_lease(self._lease)
