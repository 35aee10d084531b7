"""The rate table 频率表: when a host may next be asked, by whomever.

A turn is taken in the host's row right before its request is sent. So a process
that is killed leaves the true time of its last request behind, and whoever takes
over, on this machine or another, keeps the gap.
"""

import contextlib
import time

from django.db import OperationalError, connection, transaction

from crawler.errors import database_trouble, says_disk_full
from crawler.lease import enter_era
from crawler.models import Host
from crawler.shared_clock import shared_now

_PAUSES = (0.5, 2.0, 5.0)


class RateTable:
    """The clerk (pace.py) that every process with this database shares."""

    def __init__(self) -> None:
        self._relaxed = False

    def take(self, host: str, gap: float) -> float:
        """Take the turn at `host` if it has come; the next comes `gap` seconds later.

        Returns 0, or how many seconds it is until the turn comes; then nothing was
        taken. Raises DatabaseTrouble where the database does not take it: without
        that nothing may be asked.
        """
        for pause in (*_PAUSES, None):
            try:
                return self._take(host, gap)
            except OperationalError as error:
                if pause is None or says_disk_full(error):
                    raise database_trouble(error) from error
                connection.close()
                self._relaxed = False
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _take(self, host: str, gap: float) -> float:
        self._relax()
        with transaction.atomic():
            Host.objects.get_or_create(name=host)
            row = Host.objects.select_for_update().get(name=host)
            now = shared_now()
            enter_era(row, now)
            if row.next_turn > now.seconds:
                return row.next_turn - now.seconds
            row.next_turn, row.gap = now.seconds + gap, gap
            row.save()
        return 0.0

    def settle(self, host: str, gap: float) -> None:
        """Let no request to `host` come sooner than `gap` seconds from now."""
        with contextlib.suppress(OperationalError), transaction.atomic():
            row = Host.objects.select_for_update().filter(name=host).first()
            if row is None:
                return
            now = shared_now()
            enter_era(row, now)
            row.next_turn = max(row.next_turn, now.seconds + gap)
            row.save()

    def close(self) -> None:
        """Free the thread's connection."""
        connection.close()

    def _relax(self) -> None:
        """A turn need not outlive a power cut, so it need not wait for the disk."""
        if not self._relaxed and connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")
        self._relaxed = True
