"""What work costs beside a plain loop on the same machine, at the same time."""

import time
from collections.abc import Callable

_STEPS = 1_000_000


def plain_steps(work: Callable[[], object]) -> float:
    """The CPU of WORK in millions of steps of a plain loop (some 35 ms each where nothing else
    runs). Seconds are no bound for a test: a machine that is slow, or busy with other tests, is
    so for the loop too, which runs before WORK and after it; the slower of the two counts."""
    before = _loop()
    began = time.process_time()
    work()
    spent = time.process_time() - began
    return spent / max(before, _loop())


def _loop() -> float:
    began = time.process_time()
    total = 0
    for number in range(_STEPS):
        total ^= number
    return time.process_time() - began
