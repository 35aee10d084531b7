"""The page ledger 抓取台账 of a site's run, kept in the database.

What the spider asks of it is answered from memory, loaded once when the slice
starts; what the spider adds goes to the writer. Nothing here touches the
database after the start, so nothing blocks the event loop.
"""

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from crawler.models import SiteRun, Step
from crawler.visit import Conclusion, Target, Visit
from crawler.writer import Entry


class PageLedger:
    """crawler.ledger.Ledger over the tables of crawler/models.py.

    `put` takes what is to be kept (Writer.put). A target is done for the spider
    as soon as its visit is committed here; it is done for good once the writer
    kept it. `stopping` is set when the slice was asked to end; `conclusions` are
    what the spider says at the end of the whole site.
    """

    def __init__(
        self,
        *,
        memo: dict[str, Any],
        pending: Sequence[Target],
        done: Iterable[str],
        counts: dict[str, int],
        put: Callable[[Entry], None],
        is_behind: Callable[[], bool] = lambda: False,
    ) -> None:
        self.memo = memo
        self.stopping = False
        self.conclusions: list[Conclusion] = []
        self._is_behind = is_behind
        self._pending = {target.key: target for target in pending}
        self._done = set(done)
        self._counts = Counter(counts)
        self._put = put
        self._memo_kept = _as_text(memo)

    @classmethod
    def load(
        cls,
        site: SiteRun,
        put: Callable[[Entry], None],
        is_behind: Callable[[], bool] = lambda: False,
    ) -> "PageLedger":
        """The ledger of `site` as the database has it."""
        steps = Step.objects.filter(site=site).order_by("id")
        # What made a slice die comes last, so that it does not stop the rest.
        waiting = sorted(steps.filter(done=False), key=lambda step: step.attempts)
        done = steps.filter(done=True).values_list("key", flat=True)
        kinds = steps.filter(done=True).values_list("kind", flat=True)
        return cls(
            memo=copy.deepcopy(site.memo),
            pending=[Target.from_json(step.target) for step in waiting],
            done=done,
            counts=Counter(kinds),
            put=put,
            is_behind=is_behind,
        )

    @property
    def behind(self) -> bool:
        """Whether so much waits to be kept that the spider should wait."""
        return self._is_behind()

    def pending(self) -> list[Target]:
        """Targets that are known and not yet visited, oldest first."""
        return list(self._pending.values())

    def seen(self, key: str) -> bool:
        """Whether a target with this key is known, pending or visited."""
        return key in self._pending or key in self._done

    def add(self, targets: Iterable[Target]) -> None:
        """Make targets known that no visit named."""
        if new := self._admit(targets):
            self._put(Entry(targets=new, memo=self._changed_memo()))

    def commit(self, visit: Visit) -> None:
        """Hand a visit, its found targets and the memo to the writer."""
        key = visit.target.key
        first = key not in self._done
        if first:
            self._pending.pop(key, None)
            self._done.add(key)
            self._counts[visit.target.kind] += 1
        new = self._admit(visit.found)
        memo = self._changed_memo()
        if first or new or memo is not None:
            self._put(Entry(visit if first else None, new, memo))

    def counts(self) -> dict[str, int]:
        """How many targets of each kind have been visited."""
        return dict(self._counts)

    def keep_memo(self) -> None:
        """Keep the memo as it is now: what the spider noted after its last visit."""
        if (memo := self._changed_memo()) is not None:
            self._put(Entry(memo=memo))

    def _admit(self, targets: Iterable[Target]) -> list[Target]:
        new = {t.key: t for t in targets if not self.seen(t.key)}
        self._pending.update(new)
        return list(new.values())

    def _changed_memo(self) -> str | None:
        text = _as_text(self.memo)
        if text == self._memo_kept:
            return None
        self._memo_kept = text
        return text


def _as_text(memo: dict[str, Any]) -> str:
    return json.dumps(memo, ensure_ascii=True, separators=(",", ":"))
