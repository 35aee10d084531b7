"""Times and clock offsets as records print them."""

from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")


def beijing(moment: datetime) -> datetime:
    """`moment` in Beijing time. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(BEIJING)


def in_full(moment: datetime) -> str:
    """`2026年11月24日09时05分07秒（北京时间）`."""
    return f"{on_two_lines(moment).replace(chr(10), '')}（北京时间）"


def on_two_lines(moment: datetime) -> str:
    """Date and time of day on two lines, for a column headed 北京时间."""
    at = beijing(moment)
    return f"{at:%Y}年{at:%m}月{at:%d}日\n{at:%H}时{at:%M}分{at:%S}秒"


def day(moment: datetime) -> str:
    """`2026年11月24日`."""
    at = beijing(moment)
    return f"{at:%Y}年{at:%m}月{at:%d}日"


def milliseconds(offset: float) -> str:
    """A signed offset of the host's clock: `+12毫秒`, `-0.4毫秒`."""
    return f"{offset:+.1f}".removesuffix(".0") + "毫秒"
