"""今日: lists that wait for the account's unit 待会签, and how its words do 词的有效率."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from django.utils import timezone

from desk.web import here
from desk.web.models import Account
from desk.web.roles import Role
from desk.web.today.lines import Line
from leads.home import Home
from leads.list_figures import ListRecord, list_records
from leads.list_shelf import shelf

_KEPT = 600
"""Seconds for which the figures of 90 days are shown as they were counted: with a million
leads that takes longer than the rest of 今日."""


def waiting(account: Account) -> Iterable[Line]:
    """待会签 of units of this office that some signature is asked of, 有效率 of a unit's lists."""
    if account.kind not in {Role.OFFICER, Role.UNIT} or account.office != here.office().code:
        return
    versions = shelf(here.home()).versions
    missing = [v for v in versions if v.open and account.unit in v.agreement.missing]
    # A list that came with the program and that no unit has begun to use asks nothing of anyone.
    begun = [v for v in missing if v.agreement.signed or here.home().lists in v.path.parents]
    yield Line("待会签", len(begun), f"/lists/?state=open&unit={account.unit}", place=45)
    if account.kind is Role.UNIT:
        own = frozenset(v.list.id for v in versions if account.unit in v.list.units)
        hints = _record(here.home(), own, int(timezone.now().timestamp() // _KEPT))
        note = f"登记{hints.registered}、立案{hints.cases}，有效率{hints.percent}"
        yield Line("本机构词表近90天提示", hints.hints, "/lists/", place=60, note=note)


@lru_cache(maxsize=64)
def _record(home: Home, lists: frozenset[str], turn: int) -> ListRecord:
    """The figures of `lists` together, as at the end of the `turn`-th ten minutes."""
    at = datetime.fromtimestamp((turn + 1) * _KEPT, UTC)
    records = list_records(at, lists).values()
    return ListRecord(
        sum(r.hints for r in records),
        sum(r.registered for r in records),
        sum(r.cases for r in records),
        sum(r.effective for r in records),
        sum(r.noise for r in records),
    )
