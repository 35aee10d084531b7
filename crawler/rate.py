"""The rate table 频率表: when a host may next be asked, by whomever.

A turn is booked in the host's row before its request is sent. So a process that
is killed leaves the true time of its last request behind, and whoever takes over,
on this machine or another, keeps the gap.
"""

from django.db import connection, transaction

from crawler.lease import enter_era
from crawler.models import Host
from crawler.shared_clock import shared_now


class RateTable:
    """The clerk (pace.py) that every process with this database shares."""

    def __init__(self) -> None:
        self._relaxed = False

    def book(self, host: str, gap: float) -> float:
        """Book the next turn at `host`; `gap` seconds after it the one after may come.

        Returns how many seconds from now the turn is.
        """
        self._relax()
        with transaction.atomic():
            Host.objects.get_or_create(name=host)
            row = Host.objects.select_for_update().get(name=host)
            now = shared_now()
            enter_era(row, now)
            turn = max(now.seconds, row.next_turn)
            row.next_turn, row.gap = turn + gap, gap
            row.save()
        return turn - now.seconds

    def settle(self, host: str, gap: float) -> None:
        """Let no request to `host` come sooner than `gap` seconds from now."""
        with transaction.atomic():
            row = Host.objects.select_for_update().filter(name=host).first()
            if row is None:
                return
            now = shared_now()
            enter_era(row, now)
            row.next_turn = max(row.next_turn, now.seconds + gap)
            row.save()

    def close(self) -> None:
        """Free the booking thread's connection."""
        connection.close()

    def _relax(self) -> None:
        """A booking need not outlive a power cut, so it need not wait for the disk."""
        if not self._relaxed and connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")
        self._relaxed = True
