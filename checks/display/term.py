"""The term of a licence (营业期限): whether it has ended on the day of the check."""

import re
from collections.abc import Iterable
from datetime import date

from checks.display.particulars import Particular

_DATE = re.compile(r"(\d{4}) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2})(?!\d)")
_UNTIL = re.compile(r"[至到~～—–]|\d ?日? ?- ?\d{4}")
_ENDLESS = re.compile("长期|無固定|无固定|永久|永续|不约定")


def ended(found: Iterable[Particular], today: date) -> str:
    """The term as it stands, where its last day is before `today`, or ""."""
    for one in found:
        if one.kind != "since" or "期限" not in one.label or _ENDLESS.search(one.value):
            continue
        days = list(_DATE.finditer(one.value))
        if not days or not (one.label.endswith("至") or _UNTIL.search(one.value[: days[-1].end()])):
            continue
        try:
            last = date(*map(int, days[-1].groups()))
        except ValueError:
            continue
        if last < today and (len(days) > 1 or one.label.endswith("至") or _leads(one, days[0])):
            return one.value
    return ""


def _leads(one: Particular, day: re.Match[str]) -> bool:
    """Whether the only day is the last one: 至2023年5月7日, and not 2013年5月8日至长期."""
    return _UNTIL.search(one.value[: day.start()]) is not None
