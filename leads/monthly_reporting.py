"""报送月报: one account fills in the row of its office, a reviewer confirms it, and it is frozen.

fill_report ─▶ waits (may be filled in anew) ─▶ confirm_report: sent, never changed again
                                                └─ later: fill_report with a reason 更正
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from leads.beijing import day_of
from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.models import MonthlyReport
from leads.monthly import Values, month_of
from leads.plain_text import storable


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: the login of an account, and the name of the person."""

    account: str
    name: str


def fill_report(
    office: str, month: str, values: Values, by: Reporter, reason: str = ""
) -> MonthlyReport:
    """填报: what a reviewer has to confirm, in place of what waited. A second report of a month
    is a 更正 and needs its reason.

    Raises IllegalStep for a month that has not ended or without that reason, LeadChanged
    where another filled it in at the same moment.
    """
    _, last = month_of(month)
    if day_of(timezone.now()) <= last:
        raise IllegalStep(f"{month} 还未结束，不能报送", f"the month {month} has not ended")
    try:
        with transaction.atomic():
            rows = MonthlyReport.objects.select_for_update().filter(office=office, month=month)
            row = rows.order_by("-turn").first()
            if row is None or row.sent_at is not None:
                turn = 1 if row is None else row.turn + 1
                row = MonthlyReport(office=office, month=month, turn=turn)
            if row.turn > 1 and not reason.strip():
                raise IllegalStep("更正月报须写明理由", "say why the report is corrected")
            row.reason, row.values = storable(reason.strip(), 2000), values
            row.filled_by, row.filled_account = by.name, by.account
            row.filled_at = timezone.now()
            row.save()
    except IntegrityError:
        raise LeadChanged(
            f"{month} 月报刚由他人填报，请重看后再定",
            f"somebody else has just filled in the report of {month}: look again",
        ) from None
    return row


def waiting_report(office: str, month: str) -> MonthlyReport | None:
    """The report of a month that waits for a reviewer, None where none does."""
    return MonthlyReport.objects.filter(office=office, month=month, sent_at=None).first()


def confirm_report(
    report: MonthlyReport, by: Reporter, *, seen: datetime | None, within: int
) -> MonthlyReport:
    """审核并报送: the values are frozen. `seen` is when what the reviewer saw was filled in;
    a first report later than `within` days after the month is 补报.

    Raises LeadChanged where it was filled in anew or sent meanwhile, OfficerFault for who
    filled it in.
    """
    with transaction.atomic():
        row = MonthlyReport.objects.select_for_update().get(pk=report.pk)
        if row.sent_at is not None:
            raise LeadChanged(
                f"{row.month} 月报已由{row.reviewed_by}审核报送",
                f"{row.reviewed_by} has sent the report of {row.month}",
            )
        if row.filled_at != seen:
            raise LeadChanged(
                f"{row.month} 月报已由{row.filled_by}重新填报，请重看后再审核",
                f"{row.filled_by} has filled in the report of {row.month} anew: look again",
            )
        if row.filled_account == by.account:
            raise OfficerFault("月报须由另一人审核", "somebody else has to review the report")
        _, last = month_of(row.month)
        now = timezone.now()
        late = (day_of(now) - last).days > within
        row.kind = "更正" if row.turn > 1 else ("补报" if late else "报送")
        row.reviewed_by, row.reviewed_account, row.sent_at = by.name, by.account, now
        row.save()
    return row
