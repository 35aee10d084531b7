"""Time-stamping the newest head of the ledger, and entering that.

Only the newest: it covers all before it, and a consistency proof leads from any
older head to it. An authority that was down for days is not asked for each.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from evidence.seal.ledger import Ledger
from evidence.seal.stamping import StampState, stamp, token_path
from evidence.seal.timestamp import Tsa
from evidence.seal.timestamp_client import Asker


async def stamp_newest_head(
    ledger: Ledger, wire: Asker, tsas: Sequence[Tsa], *, now: datetime | None = None
) -> list[StampState]:
    """Ask each authority that is due to stamp the newest head; how it stands with each.

    A stamp that holds is entered in the ledger once. Empty where there is no head
    yet, or no authority. Raises as `stamp` and Ledger.enter_stamp do.
    """
    head = await asyncio.to_thread(ledger.newest_head)
    if head is None:
        return []
    path = ledger.folder.head(head.size)
    states = await stamp(path, wire, tsas, now=now)
    for state in states:
        if state.token is not None:
            facts = {
                "tsa": state.tsa,
                "time": state.token.time.isoformat(),
                "policy": state.token.policy,
                "serial": str(state.token.serial),
            }
            token = token_path(path, state.tsa)
            await asyncio.to_thread(ledger.enter_stamp, head, token, facts, now=now)
    return states
