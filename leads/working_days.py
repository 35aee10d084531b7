"""Chinese working days 工作日: weekends and public holidays out, shifted working days in."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from keywords.errors import WrongValue
from keywords.toml_source import load_toml
from leads.home import Home

LONGEST_STRETCH = 40
"""Days of one stretch off; a longer one is a slip of the pen."""


class YearOfHolidays(BaseModel):
    """One year: stretches `off`, weekend days at `work`; `provisional` until announced."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    off: list[str] = []
    work: list[str] = []
    provisional: bool = False


class Holidays(BaseModel):
    """holidays.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: dict[Annotated[str, Field(pattern=r"^\d{4}$")], YearOfHolidays]

    @model_validator(mode="after")
    def _days_of_their_years(self) -> "Holidays":
        for year, entry in self.years.items():
            for key in ("off", "work"):
                for at, text in enumerate(getattr(entry, key)):
                    _days(text, int(year), ("years", year, key, at))
        return self


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day. `provisional` where a year counted is not yet announced (暂算)."""

    day: date
    provisional: bool


class Calendar:
    """Which days are worked."""

    def __init__(self, holidays: Holidays) -> None:
        self._off: set[date] = set()
        self._work: set[date] = set()
        self._announced = {int(y) for y, entry in holidays.years.items() if not entry.provisional}
        for year, entry in holidays.years.items():
            for text in entry.off:
                self._off.update(_days(text, int(year), ()))
            for text in entry.work:
                self._work.update(_days(text, int(year), ()))

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked."""
        if day in self._work:
            return True
        return day.weekday() < 5 and day not in self._off

    def announced(self, year: int) -> bool:
        """Whether the holidays of `year` are known."""
        return year in self._announced

    def after(self, start: date, working_days: int) -> Deadline:
        """The last of `working_days` that follow `start`; the day itself is not counted."""
        day, left, years = start, working_days, {start.year}
        while left > 0:
            day += timedelta(days=1)
            years.add(day.year)
            left -= self.is_working_day(day)
        return Deadline(day, not all(map(self.announced, years)))

    def left(self, today: date, due: date) -> int:
        """Working days from tomorrow to `due`; negative: how many `due` is past."""
        if due < today:
            return -self.left(due, today)
        span = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
        return sum(map(self.is_working_day, span))


def _days(text: str, year: int, at: tuple[str | int, ...]) -> list[date]:
    """The days of "2026-10-01" or "2026-10-01..2026-10-07". Raises WrongValue."""
    first_text, _, last_text = text.partition("..")
    try:
        first = date.fromisoformat(first_text.strip())
        last = date.fromisoformat(last_text.strip()) if last_text else first
    except ValueError:
        raise _wrong(f"日期不对：{text[:40]}", f"no such day: {text[:40]}", at) from None
    length = (last - first).days + 1
    if not 0 < length <= LONGEST_STRETCH:
        raise _wrong(f"起止日期不对：{text[:40]}", f"not a stretch of days: {text[:40]}", at)
    if first.year != year or last.year != year:
        raise _wrong(f"不在 {year} 年内：{text[:40]}", f"not in {year}: {text[:40]}", at)
    return [first + timedelta(days=n) for n in range(length)]


def _wrong(zh: str, en: str, at: tuple[str | int, ...]) -> WrongValue:
    expected = ("如 2026-10-01 或 2026-10-01..2026-10-07", "2026-10-01 or 2026-10-01..2026-10-07")
    return WrongValue(zh, en, *expected, at=at)


@cache
def _shipped() -> Holidays:
    with as_file(files("leads").joinpath("holidays.toml")) as path:
        return load_toml(path, Holidays)


def load_calendar(home: Home | None = None) -> Calendar:
    """The calendar of an office: the shipped one, with the years of its own. Raises FileFault."""
    years = dict(_shipped().years)
    if home is not None and home.holidays_file.exists():
        years |= read_holidays(home.holidays_file).years
    return Calendar(Holidays(years=years))


def read_holidays(path: Path) -> Holidays:
    """The holidays of a file. Raises FileFault."""
    return load_toml(path, Holidays)
