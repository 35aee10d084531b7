"""Deadlines count Chinese working days."""

from datetime import date
from pathlib import Path

import pytest

from keywords.errors import FileFault
from leads.home import Home
from leads.working_days import load_calendar


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 24), 15, date(2026, 12, 15)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
    ],
)
def test_deadlines(start: date, days: int, due: date) -> None:
    deadline = load_calendar().after(start, days)
    assert (deadline.day, deadline.provisional) == (due, False)


def test_a_year_not_yet_announced_is_provisional() -> None:
    deadline = load_calendar().after(date(2026, 12, 20), 15)
    assert (deadline.day, deadline.provisional) == (date(2027, 1, 11), True)
    assert load_calendar().after(date(2035, 3, 1), 5).provisional


def test_days_left_and_past() -> None:
    calendar = load_calendar()
    assert calendar.left(date(2026, 11, 24), date(2026, 12, 15)) == 15
    assert calendar.left(date(2026, 12, 15), date(2026, 12, 15)) == 0
    assert calendar.left(date(2026, 12, 18), date(2026, 12, 15)) == -3


def test_an_office_enters_the_announced_year(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.holidays_file.write_text('[years.2027]\noff = ["2027-01-01..2027-01-03"]\n', "utf-8")
    calendar = load_calendar(home)
    assert calendar.announced(2027)
    assert not calendar.after(date(2026, 12, 20), 15).provisional
    assert calendar.announced(2026), "the other years stay as shipped"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[years.2027]\noff = ["2027-02-30"]\n', 2),
        ('[years.2027]\noff = ["2026-02-03"]\n', 2),
        ('[years.2027]\noff = ["2027-02-09..2027-02-03"]\n', 2),
        ('[years.2027]\n\nwork = ["2027-01-01..2027-12-31"]\n', 3),
        ("[years.27]\noff = []\n", 1),
        ("[years.2027]\noffs = []\n", 2),
    ],
)
def test_faults_of_the_file(text: str, line: int, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.holidays_file.write_text(text, "utf-8")
    with pytest.raises(FileFault) as told:
        load_calendar(home)
    assert f"holidays.toml:{line}" in told.value.diagnostics("zh")
