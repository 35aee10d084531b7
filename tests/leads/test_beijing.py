"""Beijing time in what people read, and in the numbers they read beside it."""

from datetime import UTC, datetime

from leads.beijing import number_time, shown_time


def test_a_number_tells_the_time_that_stands_beside_it() -> None:
    late = datetime(2026, 11, 24, 17, 30, 5, tzinfo=UTC)
    assert shown_time(late) == "2026-11-25 01:30:05"
    assert number_time(late) == "20261125-013005"
    assert number_time(late) > f"{late:%Y%m%d-%H%M%S}", "numbers of older versions stay before"
