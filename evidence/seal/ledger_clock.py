"""The times of the ledger's entries: each is the system clock's, and none may go back.

A clock that was set back would date what happens now before what stands there already,
and nobody could tell such a time from a true one. So nothing more is entered until the
clock is right, or somebody answers for it (`CLOCK`), which is an entry too.
"""

from datetime import UTC, datetime, timedelta, timezone

from evidence.seal.entry import CLOCK, SECOND_PLACE, TORN, Entry
from evidence.seal.ledger_faults import ledger_fault

TOLERATED = timedelta(seconds=5)
"""How far a clock may be set back (by NTP, say) before nothing more is entered."""

_BEIJING = timezone(timedelta(hours=8))

ITSELF = frozenset({TORN, SECOND_PLACE})
"""What opening the ledger enters of itself, whatever the clock says."""


def counted(before: datetime | None, entry: Entry) -> datetime:
    """The time that the next entry is held to after `entry`; `before` is what that was held to.

    What the ledger enters of itself does not count: dated by a clock that stands wrong, it
    would let the entries after it pass.
    """
    return before if before is not None and entry.kind in ITSELF else entry.time


def is_behind(latest: datetime | None, now: datetime) -> bool:
    """Whether a clock that says `now` is behind the last entry by more than is borne."""
    return latest is not None and latest - now > TOLERATED


def require_clock(kind: str, latest: datetime | None) -> None:
    """Raise LedgerFault "clock" where an entry of `kind` may not be dated by the clock now."""
    now = datetime.now(UTC)
    if kind != CLOCK and kind not in ITSELF and latest is not None and is_behind(latest, now):
        told = (f"{one.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}" for one in (now, latest))
        raise ledger_fault("clock", " < ".join(told))
