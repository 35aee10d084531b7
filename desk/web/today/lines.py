"""The lines of 今日: what a section says waits for an account.

A section offers `waiting.py` with `waiting(account) -> Iterable[Line]`; found by being there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from desk.web.models import Account


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what waits, how many, the list that shows them, its place from the top."""

    title: str
    number: int
    url: str
    place: int = 50
    urgent: bool = False
    note: str = ""


def lines_of(account: Account) -> list[Line]:
    """What waits for `account`; lines of nothing are left out."""
    found: list[Line] = []
    for file in sorted(Path(__file__).parents[1].glob("*/waiting.py")):
        offered: Iterable[Line] = import_module(f"desk.web.{file.parent.name}.waiting").waiting(
            account
        )
        found += [line for line in offered if line.number]
    return sorted(found, key=lambda line: (not line.urgent, line.place))
