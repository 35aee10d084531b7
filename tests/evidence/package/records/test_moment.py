"""Times as records print them."""

from datetime import UTC, datetime

import pytest

from evidence.package.records.moment import day, in_full, milliseconds, on_two_lines

LATE = datetime(2026, 11, 24, 17, 5, 7, tzinfo=UTC)


def test_utc_is_shown_in_beijing_time_also_past_midnight() -> None:
    assert in_full(LATE) == "2026年11月25日01时05分07秒（北京时间）"
    assert on_two_lines(LATE) == "2026年11月25日\n01时05分07秒"
    assert day(LATE) == "2026年11月25日"


def test_a_time_without_a_zone_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        in_full(datetime(2026, 11, 24))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("offset", "said"),
    [(12.0, "+12毫秒"), (-0.44, "-0.4毫秒"), (0.0, "+0毫秒"), (1e4, "+10000毫秒")],
)
def test_offsets_keep_their_sign(offset: float, said: str) -> None:
    assert milliseconds(offset) == said
