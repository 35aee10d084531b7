"""Work on every core, by processes that are forked and so share what was read before."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

One = TypeVar("One")
Done = TypeVar("Done")

_work: list[Callable[[Any], Any]] = []


def on_all_cores(work: Callable[[One], Done], many: Sequence[One]) -> Iterator[Done]:
    """What WORK makes of each of MANY, in order. What it returns is pickled; WORK itself is not,
    and may hold whatever this process knows."""
    _work.append(work)
    try:
        with multiprocessing.get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool:
            yield from pool.imap(_one, many)
    finally:
        _work.pop()


def _one(what: Any) -> Any:
    return _work[-1](what)
