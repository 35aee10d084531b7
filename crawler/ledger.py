"""The page ledger 抓取台账: what was asked, what is still to be asked.

The spider starts from `pending()`; every visit is committed together with the
targets it named and with the memo, so a crash loses nothing and repeats little.
"""

import copy
from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

from crawler.visit import Target, Visit


class Ledger(Protocol):
    """What the spider asks of a ledger.

    `memo` is small JSON state of the site's run (how its search works, which
    stage the run has reached, coverage so far). The spider changes it in place
    before it yields a visit; `commit` keeps a copy of it with the visit.
    `stopping` is set from outside when the slice is to end; `behind` tells that
    so much waits to be kept that the spider should wait.
    """

    memo: dict[str, Any]
    stopping: bool

    @property
    def behind(self) -> bool:
        """Whether the spider should wait before it asks for more."""
        ...

    def pending(self) -> list[Target]:
        """Targets that are known and not yet visited, oldest first."""
        ...

    def seen(self, key: str) -> bool:
        """Whether a target with this key is known, pending or visited."""
        ...

    def add(self, targets: Iterable[Target]) -> None:
        """Make targets known that no visit named (the start, a new stage)."""
        ...

    def commit(self, visit: Visit) -> None:
        """Keep a visit, its found targets and the memo, all or nothing.

        A visit of a target that is already visited replaces nothing: the first
        stands, its found targets are added.
        """
        ...

    def counts(self) -> dict[str, int]:
        """How many targets of each kind have been visited."""
        ...


class MemoryLedger:
    """A ledger in memory: for tests and for looking at a site without a database.

    `kept` is what a crash would leave: targets and memo as of the last commit.
    """

    def __init__(self) -> None:
        self.memo: dict[str, Any] = {}
        self.stopping = False
        self.behind = False
        self.visits: list[Visit] = []
        self.kept_memo: dict[str, Any] = {}
        self._pending: dict[str, Target] = {}
        self._done: set[str] = set()

    def pending(self) -> list[Target]:
        """Targets that are known and not yet visited, oldest first."""
        return list(self._pending.values())

    def seen(self, key: str) -> bool:
        """Whether a target with this key is known, pending or visited."""
        return key in self._pending or key in self._done

    def add(self, targets: Iterable[Target]) -> None:
        """Make targets known that no visit named."""
        for target in targets:
            if not self.seen(target.key):
                self._pending[target.key] = target

    def commit(self, visit: Visit) -> None:
        """Keep a visit, its found targets and the memo."""
        key = visit.target.key
        if key not in self._done:
            self._pending.pop(key, None)
            self._done.add(key)
            self.visits.append(visit)
        self.add(visit.found)
        self.kept_memo = copy.deepcopy(self.memo)

    def counts(self) -> dict[str, int]:
        """How many targets of each kind have been visited."""
        return dict(Counter(visit.target.kind for visit in self.visits))
