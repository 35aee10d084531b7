"""How officers steer an attended capture: what they are shown, what they may ask for.

Whoever asks them (a terminal, the web desk, a test) gives a `Steer`: it is told what
the window shows and answers with the next command. Meanwhile the officers do in the
window what they like.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from evidence.capture.attendance import Account
from evidence.capture.journal import Said

Word = Literal["take", "open", "note", "login", "logged-in", "end"]


@dataclass(frozen=True, slots=True)
class Command:
    """What the officers want next.

    "take": keep the page shown now. "open": go to the address `text`. "note": write
    `text` into the steps. "login": from now on nothing is recorded, until "logged-in";
    `account` where none was named at the beginning. "end": that was all.
    """

    word: Word
    text: str = ""
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the window shows between two commands. All words of it are the page's own.

    `takes` counts the pages taken, `said` is what is to be told of the last command.
    """

    url: str
    title: str
    takes: int
    logging_in: bool
    recorded_seconds: float
    said: tuple[Said, ...] = ()


Steer = Callable[[Shown], Awaitable[Command]]
"""Asked between two commands. Whatever it raises ends the capture, which is kept."""


def from_queue(
    commands: "asyncio.Queue[Command]", shown: Callable[[Shown], None] | None = None
) -> Steer:
    """Commands out of a queue that another task fills; `shown` is told each time."""

    async def steer(now: Shown) -> Command:
        if shown is not None:
            shown(now)
        return await commands.get()

    return steer
