"""The lock that all writers and readers of a ledger share (flock on its file).

The kernel frees it with the process, so that kill -9 leaves no lock behind.
"""

import fcntl
import time

from evidence.seal.ledger_faults import ledger_fault

WAIT_SECONDS = 60.0
_PAUSE = 0.01


def take_lock(descriptor: int, *, shared: bool = False) -> None:
    """Lock the open file, waiting while others hold it. OSError passes.

    Raises LedgerFault "locked" where somebody holds it for longer than WAIT_SECONDS.
    """
    how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise ledger_fault("locked", f"{WAIT_SECONDS:g}") from None
            time.sleep(_PAUSE)


def free_lock(descriptor: int) -> None:
    """Unlock it again."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)
