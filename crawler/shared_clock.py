"""One clock for every process that shares a database.

Leases, heartbeats and turns compare times written by different processes, maybe
on different machines. On PostgreSQL the server's clock is the common one. On
SQLite all processes are on one machine, and the time since it was started is
taken, which no clock correction moves; times of an earlier start of the machine
say nothing, so every such time is kept with the `era` it belongs to.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

# Linux counts sleep, too, in this clock; other systems have only the plain one.
_SINCE_START = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds on the shared clock, and the era in which they count."""

    seconds: float
    era: str

    def until(self, seconds: float, era: str) -> float:
        """How long it is until `seconds` of `era`; 0 if past or of another era."""
        return max(0.0, seconds - self.seconds) if era == self.era else 0.0


def shared_now() -> Moment:
    """The moment now. Asks the database where it is the clock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            (seconds,) = cursor.fetchone()
        return Moment(float(seconds), "server")
    return Moment(time.clock_gettime(_SINCE_START), _this_start())


def _this_start() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return "machine"
