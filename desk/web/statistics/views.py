"""统计: by area, unit, territory, platform, list; conversion; the monthly table."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from desk.web import audit, here
from desk.web.access import account_of, leads_of, not_here, territory
from desk.web.deciding import decided, status_of
from desk.web.doors import door
from desk.web.models import Account
from desk.web.roles import Role
from desk.web.statistics.charts import bars
from desk.web.statistics.monthly_files import monthly_pdf, monthly_workbook
from desk.web.statistics.tables import TABS, table_of
from desk.web.statistics.watched import watched
from desk.web.workbook import XLSX, attached, workbook_answer
from leads.beijing import day_of
from leads.divisions import PROVINCE, office_name, within
from leads.errors import LeadsError
from leads.models import Lead, MonthlyReport
from leads.monthly import (
    COLUMNS,
    Values,
    acts_behind,
    counted,
    latest_reports,
    month_of,
    previous_month,
    shown,
    table,
    vanished,
)
from leads.monthly_reporting import Reporter, confirm_report, fill_report, waiting_report

READERS = frozenset({Role.OFFICER, Role.UNIT, Role.REVIEWER, Role.STATISTICIAN})
REPORTERS = frozenset({Role.OFFICER, Role.REVIEWER, Role.STATISTICIAN})


def counted_leads(account: Account) -> QuerySet[Lead]:
    """What is counted for an account: its leads; for the statistician those of the territory."""
    if account.kind is Role.STATISTICIAN:
        return Lead.objects.filter(territory(account.office))
    return leads_of(account)


@door("statistics/", "statistics", "统计", roles=READERS, menu="统计", place=90)
def statistics(request: HttpRequest) -> HttpResponse:
    """Bars and the table beside them, one tab a view of the same leads."""
    account = account_of(request)
    tab = request.GET.get("tab", "area")
    if tab not in TABS:
        tab = "area"
    found = table_of(tab, counted_leads(account))
    if request.GET.get("export") == "xlsx":
        cells = [[name, *map(str, numbers)] for name, numbers in found.rows]
        heads = [(title, 28 if n == 0 else 12) for n, title in enumerate(found.titles)]
        return workbook_answer(request, "statistics", f"统计 {found.name}", heads, cells)
    context = {
        "title": "统计",
        "tab": tab,
        "tabs": TABS.items(),
        "table": found,
        "bars": bars(found),
        "month": previous_month(day_of(timezone.now())),
    }
    return render(request, "statistics/statistics.html", context)


class FillingForm(forms.Form):
    """填报月报."""

    reason = forms.CharField(
        label="更正理由", required=False, widget=forms.Textarea, help_text="再次报送时必填。"
    )


class ConfirmingForm(forms.Form):
    """审核月报, as it was when the page was made."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)


@door(
    "statistics/monthly/<str:month>/",
    "monthly",
    "月报",
    roles=REPORTERS,
    methods=("GET", "POST"),
)
def monthly(request: HttpRequest, month: str) -> HttpResponse:
    """The table of the territory; one's own row is counted, filled in, reviewed, reported."""
    account = account_of(request)
    _month_or_404(request, month)
    own = _values(account.office, month)
    confirming = request.POST.get("do") == "confirm"
    typed = request.POST if request.method == "POST" else None
    filling = FillingForm(None if confirming else typed)
    form = ConfirmingForm(request.POST) if confirming else filling
    if request.method == "POST" and form.is_valid():
        done = (_confirm if confirming else _fill)(form, account, month, own)
        if done is not None:
            kind = done.kind if done.sent_at else "填报"
            audit.note(request, audit.CHANGED, f"月报 {month}", kind)
            said = (
                f"已{kind}{month}月报，内容不再变。" if done.sent_at else "已填报，待负责人审核。"
            )
            messages.success(request, said)
            return redirect("monthly", month=month)
    rows = [row for row in table(month) if _sees(account, row.code)]
    if request.GET.get("export") in {"xlsx", "pdf"}:
        return _file(request, month, rows)
    sent = MonthlyReport.objects.filter(office=account.office, month=month)
    waiting = waiting_report(account.office, month)
    context = {
        "title": f"月报 {month}",
        "month": month,
        "columns": COLUMNS,
        "rows": [
            (row, [shown(column, row.values) for column in COLUMNS], row.code == account.office)
            for row in rows
        ],
        "own": [(column, shown(column, own)) for column in COLUMNS],
        "own_office": office_name(account.office),
        "reports": sent.exclude(sent_at=None).order_by("turn"),
        "form": filling,
        "faulty": form if confirming else None,
        "conflict": status_of(form) == 409,
        "waiting": waiting,
        "told": [(column, shown(column, waiting.values)) for column in COLUMNS] if waiting else [],
        "seen": waiting.filled_at.isoformat() if waiting and waiting.filled_at else "",
        "may_confirm": waiting is not None
        and account.kind is Role.REVIEWER
        and waiting.filled_account != account.username,
        "progress": _progress(month) if account.office == PROVINCE else None,
    }
    return render(request, "statistics/monthly.html", context, status=status_of(form))


@door(
    "statistics/monthly/<str:month>/<slug:key>/",
    "monthly-number",
    "月报数字",
    roles=REPORTERS,
)
def monthly_number(request: HttpRequest, month: str, key: str) -> HttpResponse:
    """The acts that a number of one's own row is made of; of their leads only those that the
    account may see are named."""
    account = account_of(request)
    _month_or_404(request, month)
    column = next((one for one in COLUMNS if one.key == key), None)
    if column is None:
        raise not_here(request, f"月报 {month} {key}")
    acts = acts_behind(account.office, month, key).select_related("lead", "officer")[:500]
    gone = vanished(account.office, month)[:500] if key == "vanished" else []
    leads = leads_of(account, each=True).filter(
        pk__in=[*(act.lead_id for act in acts), *(lead.pk for lead in gone)]
    )
    context = {
        "title": f"{month} {column.title}",
        "column": column,
        "acts": acts,
        "gone": gone,
        "known": set(leads.values_list("pk", flat=True)),
        "leads": account.kind is not Role.STATISTICIAN,
        "month": month,
    }
    return render(request, "statistics/number.html", context)


def _fill(form: forms.Form, account: Account, month: str, own: Values) -> MonthlyReport | None:
    by, why = _reporter(account), form.cleaned_data["reason"]
    return decided(form, lambda _: fill_report(account.office, month, own, by, why))


def _confirm(form: forms.Form, account: Account, month: str, _own: Values) -> MonthlyReport | None:
    report = waiting_report(account.office, month)
    if account.kind is not Role.REVIEWER or report is None:
        form.add_error(None, "没有待审核的月报，或您不是负责人。")
        return None
    by, seen = _reporter(account), parse_datetime(form.cleaned_data["seen"])
    within = here.office().periods.monthly
    return decided(form, lambda _: confirm_report(report, by, seen=seen, within=within))


def _reporter(account: Account) -> Reporter:
    return Reporter(account.username, account.name)


def _values(office: str, month: str) -> Values:
    return counted(office, month, watched(office, month))


def _sees(account: Account, code: str) -> bool:
    return not code or account.office == PROVINCE or within(account.office, code)


def _progress(month: str) -> tuple[int, int]:
    sent = {code[:4] for code in latest_reports(month) if code != PROVINCE}
    return len(sent), 16


def _month_or_404(request: HttpRequest, month: str) -> None:
    try:
        month_of(month)
    except LeadsError:
        raise not_here(request, f"月报 {month}") from None


def _file(request: HttpRequest, month: str, rows: list[Any]) -> HttpResponse:
    kind = request.GET["export"]
    audit.note(request, audit.EXPORTED, f"月报 {month}", kind)
    data = monthly_workbook(month, rows) if kind == "xlsx" else monthly_pdf(month, rows)
    return attached(data, XLSX if kind == "xlsx" else "application/pdf", f"monthly-{month}.{kind}")
