"""Notices that time brings: what runs out, what nobody received, what does not verify.

`make_notices` may be called as often as one likes, by the patrol and by the desk: each
occasion is told once.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Count, Model, QuerySet

from crawler.exit_codes import ExitCode
from crawler.models import Run
from desk.web import here
from desk.web.campaigns.waiting import faulty_runs
from desk.web.models import Account, Notice
from desk.web.notices.telling import (
    administrators,
    approval_key,
    officers_at,
    officers_near,
    receivers_of,
    second_key,
    senders_of,
    sent_key,
    tell,
    tell_approval,
    tell_second,
    tell_sent,
    unit_at,
)
from desk.web.templatetags.desk_words import day
from desk.web.verifying.open_turns import open_turns
from leads.beijing import day_of
from leads.models import Approval, FilingError, Lead, Opinion, Referral
from leads.step_rules import RUNNING

M = TypeVar("M", bound=Model)

_SOON = 3
"""Working days before a deadline from which on it is told."""
_CHUNK = 500
"""Rows that are compared with what was told by one query."""
_MOST_RUNS = 2_000


def make_notices(now: datetime) -> int:
    """All notices that are due at `now` (aware); how many were made. Raises FileFault."""
    return (
        _second_officers()
        + _approvals()
        + _running_out(now)
        + _not_received(now)
        + _filing_errors(now)
        + _stopped_runs()
    )


def _second_officers() -> int:
    waiting = open_turns([Lead.objects.all()], None).waiting
    made = 0
    for lead in _untold(Lead.objects.filter(pk__in=waiting), second_key):
        first = Opinion.objects.filter(lead=lead).select_related("officer").latest("id").officer
        made += tell_second(lead, first)
    return made


def _approvals() -> int:
    rows = Approval.objects.filter(granted=None).exclude(kind=Approval.Kind.WITHDRAW)
    return sum(map(tell_approval, _untold(rows.select_related("lead"), approval_key)))


def _running_out(now: datetime) -> int:
    """到期前3日/1日, and the day after: working days of the office's calendar."""
    today, calendar = day_of(now), here.calendar()

    def left(lead: Lead) -> int:
        assert lead.due is not None
        return -1 if lead.due < today else calendar.left(today, lead.due)

    def key(lead: Lead) -> str:
        days = left(lead)
        return f"due-{'over' if days < 0 else 1 if days <= 1 else _SOON}-{lead.pk}-{lead.due}"

    # A day after the last of the days that count is no working day: it is left as many.
    last = calendar.after(today, _SOON + 1).day
    rows = Lead.objects.filter(stage__in=RUNNING, sort_due__lt=last).order_by("sort_due", "id")
    made, known = 0, dict[tuple[str | None, str], list[Account]]()
    for lead in _untold(rows, key):
        days, ends = left(lead), day(lead.due)
        word = f"已超期（{ends}）" if days < 0 else f"还剩{days}个工作日（至{ends}）"
        at = lead.office, lead.unit
        if at not in known:
            known[at] = [*officers_near(lead.office), *unit_at(lead.office, lead.unit)]
        made += tell(known[at], key(lead), f"{lead}{word}", f"/leads/{lead.pk}/")
    return made


def _not_received(now: datetime) -> int:
    """待签收, and 签收超时 once the period is over: both sides are told."""
    period = here.office().periods.receive
    rows = Referral.objects.filter(received_at=None, answered_at=None, external="")
    rows = rows.exclude(sent_at=None).select_related("lead").order_by("id")
    made = sum(map(tell_sent, _untold(rows, sent_key)))

    def late(row: Referral) -> str:
        return f"late-{row.pk}"

    for row in _untold(rows, late):
        assert row.sent_at is not None
        if here.calendar().after(day_of(row.sent_at), period).day < day_of(now):
            said = f"{row.lead}发出{period}个工作日仍未签收"
            people = [*receivers_of(row), *senders_of(row)]
            made += tell(people, late(row), said, f"/referrals/{row.pk}/")
    return made


def _filing_errors(now: datetime) -> int:
    """核验异常 of a run: pages whose records did not read back."""
    recent = FilingError.objects.filter(at__gte=now - timedelta(days=7))
    made = 0
    for run, number in recent.values_list("run_id").annotate(Count("id")).order_by("run_id"):
        made += tell(
            administrators(),
            f"filing-{run}"[:120],
            f"核验异常：运行{run}有{number}页的存档不能读回，未建提示",
            "/system/",
        )
    return made


def _stopped_runs() -> int:
    """运行停止: runs of the last day that ended badly, and those that stand still."""
    made = 0
    rows = Run.objects.filter(faulty_runs()).only("id", "title", "office", "state", "exit_code")
    for run in rows.order_by("-started_at")[:_MOST_RUNS]:
        code = ExitCode(run.exit_code or 0)
        key = f"run-{run.pk}-{run.state}"[:120]
        said = f"运行停止：{run.title}（{code.zh}）"
        made += tell(officers_at(run.office), key, said, f"/runs/{run.pk}/")
    return made


def _untold(rows: "QuerySet[M]", key: Callable[[M], str]) -> Iterator[M]:
    """Those of `rows` whose occasion nobody was told of yet, however many wait besides."""
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        some = list(rows.filter(pk__in=ids[start : start + _CHUNK]))
        known = Notice.objects.filter(key__in=[key(one) for one in some])
        told = set(known.values_list("key", flat=True))
        yield from (one for one in some if key(one) not in told)
