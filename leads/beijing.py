"""Beijing time 北京时间: what people read, while everything is kept in UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """The day in Beijing at `moment` (aware)."""
    return moment.astimezone(ZONE).date()


def shown_time(moment: datetime) -> str:
    """`moment` in Beijing, to the second: 2026-11-24 16:33:22."""
    return moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")


def number_time(moment: datetime) -> str:
    """`moment` in Beijing as numbers of runs and captures hold it: 20261124-163322.

    People read it beside times in Beijing. Numbers made before this was so hold UTC, eight hours
    less: nothing reads them as times, and the order stays.
    """
    return moment.astimezone(ZONE).strftime("%Y%m%d-%H%M%S")


def day_in_full(day: date) -> str:
    """A day as papers write it: 2026年11月24日."""
    return f"{day:%Y}年{day:%m}月{day:%d}日"
