"""What a package says of the crawls 任务执行 that found its leads; the crawler's room knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.package.casefile import AgreedList


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """One run: its task 任务, the lists it used with their agreements, where it looked.

    `robots` says how robots.txt was treated, `coverage` is plain JSON, one object a
    site. `approval` is the number of the task's approval 审批文号, "" where none is told.
    """

    run_id: str
    kind: str
    title: str
    approval: str = ""
    robots: str = ""
    lists: tuple[AgreedList, ...] = ()
    coverage: tuple[Mapping[str, Any], ...] = ()
