"""The system clock 系统时钟 beside the last entry of the ledger.

What officers decide and what is captured bears the time of the system clock. Where that is
behind what was entered last, it is wrong now or was wrong then, and nothing new is begun:
a false time in a record cannot be told from a true one. Who knows that the clock is right
now says so (`wangjian keys clock`), which is entered too. What is under way goes on: it is
kept, and entered once the clock is right.
"""

import os
from datetime import UTC, datetime

from evidence.seal.entry import LARGEST_LINE, Entry, NoEntry
from evidence.seal.ledger_clock import ITSELF, is_behind
from evidence.seal.ledger_folder import LedgerFolder
from leads.beijing import shown_time
from leads.errors import ClockWrong
from leads.home import Home
from leads.ledger_book import ledger_begun

ANSWER = "wangjian keys clock --officer 证号 --reason 理由"


def last_entered(home: Home) -> datetime | None:
    """When the last entry of the ledger was made, those left out that it makes of itself; None
    where none was begun, or what stands there is no entry (verifying names that).

    Reads the end of the file alone, and holds up no writer.
    """
    if not ledger_begun(home):
        return None
    try:
        with LedgerFolder(home.ledger).log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - 2 * LARGEST_LINE))
            whole = file.read().rpartition(b"\n")[0]
        found = None
        while whole:
            whole, _, line = whole.rpartition(b"\n")
            entry = Entry.from_line(line)
            found = found or entry.time
            if entry.kind not in ITSELF:
                return entry.time
    except (OSError, NoEntry):
        return None
    return found


def require_clock(home: Home) -> None:
    """Raise ClockWrong where the system clock is behind the last entry of the ledger."""
    latest, now = last_entered(home), datetime.now(UTC)
    if latest is None or not is_behind(latest, now):
        return
    here, there = shown_time(now), shown_time(latest)
    raise ClockWrong(
        f"本机时钟（北京时间 {here}）早于存证日志最后一条（{there}），未作任何更改。"
        f"请管理员先校准时钟（timedatectl）；若现在的时钟是准的，运行 {ANSWER}",
        f"the system clock ({here}, Beijing) is behind the last entry of the ledger ({there}); "
        "nothing was changed. Set the clock right (timedatectl); if it is right now: "
        "wangjian keys clock --officer NUMBER --reason WHY",
    )
