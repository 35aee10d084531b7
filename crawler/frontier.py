"""The frontier 待抓队列: what is to be asked next, greatest priority first."""

import heapq
import itertools
from collections.abc import Iterable

from crawler.ledger import Ledger
from crawler.visit import Target


class Frontier:
    """Targets of one site, each known once; equal priorities keep their order."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._heap: list[tuple[int, int, Target]] = []
        self._order = itertools.count()
        self._known: set[str] = set()

    def add(self, targets: Iterable[Target]) -> list[Target]:
        """Take in targets that are not known yet; returns those."""
        new = []
        for target in targets:
            if target.key not in self._known and not self._ledger.seen(target.key):
                self._push(target)
                new.append(target)
        return new

    def restore(self, targets: Iterable[Target]) -> None:
        """Take in what the ledger says is pending."""
        for target in targets:
            if target.key not in self._known:
                self._push(target)

    def put_back(self, target: Target) -> None:
        """A target that was taken and is to be asked again."""
        heapq.heappush(self._heap, (-target.priority, next(self._order), target))

    def take(self) -> Target | None:
        """The next target, or None where there is none."""
        return heapq.heappop(self._heap)[2] if self._heap else None

    def knows(self, key: str) -> bool:
        """Whether a target with this key was ever taken in."""
        return key in self._known

    def drain(self) -> list[Target]:
        """All targets left, the next first; the frontier is empty then."""
        left = [entry[2] for entry in sorted(self._heap, key=lambda entry: entry[:2])]
        self._heap.clear()
        return left

    def __len__(self) -> int:
        return len(self._heap)

    def _push(self, target: Target) -> None:
        self._known.add(target.key)
        self.put_back(target)
