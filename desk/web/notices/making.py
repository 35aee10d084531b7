"""Notices that time brings: what runs out, what nobody received, what does not verify.

`make_notices` may be called as often as one likes, by the patrol and by the desk: each
occasion is told once.
"""

from datetime import datetime, timedelta

from django.db.models import Count

from crawler.exit_codes import ExitCode
from crawler.models import Run
from desk.web import here
from desk.web.campaigns.waiting import faulty_runs
from desk.web.models import Account
from desk.web.notices.telling import (
    administrators,
    officers_at,
    officers_near,
    receivers_of,
    senders_of,
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

_RUNNING = (Lead.Stage.VERIFIED, Lead.Stage.REFERRED)
_MOST = 2_000


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
    waiting = open_turns(Lead.objects.all(), None).waiting
    made = 0
    for lead in Lead.objects.filter(pk__in=waiting):
        first = Opinion.objects.filter(lead=lead).select_related("officer").latest("id").officer
        made += tell_second(lead, first)
    return made


def _approvals() -> int:
    rows = Approval.objects.filter(granted=None).exclude(kind=Approval.Kind.WITHDRAW)
    return sum(map(tell_approval, rows.select_related("lead")[:_MOST]))


def _running_out(now: datetime) -> int:
    """到期前3日/1日, and the day after: working days of the office's calendar."""
    today = day_of(now)
    rows = Lead.objects.filter(
        stage__in=_RUNNING, sort_due__lte=today + timedelta(days=15)
    ).order_by("sort_due")
    made, known = 0, dict[tuple[str | None, str], list[Account]]()
    for lead in rows[:_MOST]:
        assert lead.due is not None
        left = here.calendar().left(today, lead.due)
        if left > 3:
            continue
        if lead.due < today:
            word, when = f"{lead}已超期（{day(lead.due)}）", "over"
        elif left <= 1:
            word, when = f"{lead}还剩{left}个工作日（至{day(lead.due)}）", "1"
        else:
            word, when = f"{lead}还剩{left}个工作日（至{day(lead.due)}）", "3"
        at = lead.office, lead.unit
        if at not in known:
            known[at] = [*officers_near(lead.office), *unit_at(lead.office, lead.unit)]
        made += tell(known[at], f"due-{when}-{lead.pk}-{lead.due}", word, f"/leads/{lead.pk}/")
    return made


def _not_received(now: datetime) -> int:
    """待签收, and 签收超时 once the period is over: both sides are told."""
    period = here.office().periods.receive
    rows = Referral.objects.filter(received_at=None, answered_at=None, external="")
    made = 0
    for row in rows.exclude(sent_at=None).select_related("lead").order_by("id")[:_MOST]:
        assert row.sent_at is not None
        made += tell_sent(row)
        if here.calendar().after(day_of(row.sent_at), period).day < day_of(now):
            made += tell(
                [*receivers_of(row), *senders_of(row)],
                f"late-{row.pk}",
                f"{row.lead}发出{period}个工作日仍未签收",
                f"/referrals/{row.pk}/",
            )
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
    for run in rows.order_by("-started_at")[:_MOST]:
        code = ExitCode(run.exit_code or 0)
        key = f"run-{run.pk}-{run.state}"[:120]
        said = f"运行停止：{run.title}（{code.zh}）"
        made += tell(officers_at(run.office), key, said, f"/runs/{run.pk}/")
    return made
