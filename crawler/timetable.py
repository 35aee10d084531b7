"""When a campaign is due 巡查时间. Times of day are Beijing time."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from croniter import croniter
from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from keywords.errors import WrongValue

BEIJING = ZoneInfo("Asia/Shanghai")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_UNITS["w"] = timedelta(weeks=1)


class Timetable(BaseModel):
    """`every` ("30m", "6h", "1d", "2w") with `at` ("02:00") for whole days, or a cron
    expression of five fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    every: str | None = None
    at: str | None = None
    cron: str | None = None

    @field_validator("every")
    @classmethod
    def _a_length_of_time(cls, text: str | None) -> str | None:
        if text is not None and not re.fullmatch(r"[1-9]\d{0,3}[mhdw]", text):
            raise WrongValue(
                "间隔写得不对",
                "not a length of time",
                "如 30m、6h、1d、2w",
                "such as 30m, 6h, 1d, 2w",
            )
        return text

    @field_validator("at")
    @classmethod
    def _a_time_of_day(cls, text: str | None) -> str | None:
        if text is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
            raise WrongValue("时刻写得不对", "not a time of day", "如 02:00", "such as 02:00")
        return text

    @field_validator("cron")
    @classmethod
    def _a_cron_expression(cls, text: str | None) -> str | None:
        if text is not None and (len(text.split()) != 5 or not croniter.is_valid(text)):
            raise WrongValue(
                "cron 表达式不成立",
                "not a cron expression",
                '五段，如 "0 2 * * *"',
                'five fields such as "0 2 * * *"',
            )
        return text

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> "Timetable":
        if (self.every is None) == (self.cron is None):
            raise WrongValue(
                "every 和 cron 要写一个，也只能写一个",
                "one of every and cron must be given, not both",
                'every = "1d", at = "02:00"',
                'every = "1d", at = "02:00"',
            )
        if self.at is not None and (self.every is None or self.every[-1] not in "dw"):
            raise WrongValue(
                "at 只和按天、按周的 every 一起用",
                "at goes with an every of days or weeks only",
                'every = "1d"',
                'every = "1d"',
                at=("at",),
            )
        return self

    def next_after(self, last: datetime) -> datetime:
        """The first time after `last` (aware) at which the campaign is due."""
        local = last.astimezone(BEIJING)
        if self.cron is not None:
            following: datetime = croniter(self.cron, local).get_next(datetime)
            return following.astimezone(UTC)
        assert self.every is not None
        step = int(self.every[:-1]) * _UNITS[self.every[-1]]
        if self.at is None:
            return last + step
        # Counted in days from the last one, so that a late start does not shift the hour.
        days = max(1, step // timedelta(days=1))
        at = time.fromisoformat(self.at)
        day = local.date() + timedelta(days=days - (1 if local.time() < at else 0))
        return datetime.combine(day, at, BEIJING).astimezone(UTC)

    def first_after(self, known_since: datetime) -> datetime:
        """When a campaign that never ran is due: at once, or at its first hour."""
        if self.every is not None and self.at is None:
            return known_since
        if self.cron is not None:
            return self.next_after(known_since)
        local = known_since.astimezone(BEIJING)
        assert self.at is not None
        moment = datetime.combine(local.date(), time.fromisoformat(self.at), BEIJING)
        return (moment if moment >= local else moment + timedelta(days=1)).astimezone(UTC)


def beijing_today(now: datetime) -> date:
    """The day it is in Beijing at `now`."""
    return now.astimezone(BEIJING).date()
