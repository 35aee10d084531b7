"""The pace of one process."""

import asyncio
import itertools
import time

from crawler.pace import JITTER, OwnClerk, Pace


def turns(pace: Pace, count: int, host: str = "shop:80") -> list[float]:
    """When `count` turns at once came, in order."""
    times: list[float] = []

    async def one() -> None:
        await pace.turn(host)
        times.append(time.monotonic())

    async def all_of_them() -> None:
        await asyncio.gather(*(one() for _ in range(count)))

    asyncio.run(all_of_them())
    return times


def gaps(times: list[float]) -> list[float]:
    return [b - a for a, b in itertools.pairwise(times)]


def test_never_sooner_than_the_delay_and_not_much_later() -> None:
    pace = Pace(0.2)
    between = gaps(turns(pace, 6))
    # Measured by the askers, who may be held up between their turn and their clock.
    assert min(between) >= 0.18
    assert max(between) < 0.2 * (1 + JITTER) + 0.15
    pace.close()


def test_without_a_delay_nobody_waits() -> None:
    pace = Pace(0.0)
    began = time.monotonic()
    turns(pace, 200)
    assert time.monotonic() - began < 0.5
    pace.close()


def test_a_host_that_asks_for_more_gets_more_and_others_do_not() -> None:
    pace = Pace(0.02)
    pace.slower("slow:80", 0.2)
    pace.slower("slow:80", 0.1)  # never less again
    assert min(gaps(turns(pace, 3, "slow:80"))) >= 0.18
    assert max(gaps(turns(pace, 3, "fast:80"))) < 0.15
    pace.close()


def between_answer_and_next_turn(pace: Pace) -> float:
    async def work() -> float:
        await pace.turn("shop:80")
        await asyncio.sleep(0.5)  # the connection and the answer took their time
        pace.answered("shop:80", 0.4)
        answered = time.monotonic()
        await pace.turn("shop:80")
        return time.monotonic() - answered

    return asyncio.run(work())


def test_the_gap_counts_from_the_answer_for_nobody_knows_when_the_site_saw_the_request() -> None:
    pace = Pace(0.3)
    assert between_answer_and_next_turn(pace) >= 0.3
    pace.close()


def test_where_requests_overlap_the_gap_counts_from_the_sending() -> None:
    pace = Pace(0.3, overlapping=True)
    assert between_answer_and_next_turn(pace) < 0.25
    pace.close()


def test_the_last_request_s_true_time_is_left_with_the_clerk() -> None:
    clerk = OwnClerk()
    pace = Pace(5.0, clerk)

    async def work() -> None:
        await pace.turn("shop:80")
        await asyncio.sleep(0.3)
        pace.answered("shop:80", 0.0)

    asyncio.run(work())
    pace.close()
    assert clerk.take("shop:80", 5.0) > 4.5
