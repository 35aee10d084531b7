"""任务与专项: the five tabs, and what business units ask for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from crawler.campaign_files import campaign_files
from desk.web import audit, here
from desk.web.access import account_of, lead_named, leads_of, one_of
from desk.web.campaigns.rows import complete, task_columns, task_rows
from desk.web.deciding import decided, status_of
from desk.web.doors import door
from desk.web.leads.rows import clock_of
from desk.web.listing import Column, Listing
from desk.web.lists.naming import short_unit
from desk.web.lists.uploads import fault_rows
from desk.web.notices.telling import officers_at, tell, unit_at
from desk.web.roles import Role
from desk.web.row_listing import RowListing
from desk.web.stepping import StepForm, officer_of
from desk.web.tasks.forms import RequestFilters, RequestForm, TaskFilters, WordsForm
from desk.web.tasks.sight import READERS, requests_of
from desk.web.tasks.tabs import TABS, tabs
from desk.web.templatetags.desk_words import safe_words
from leads.beijing import day_of
from leads.list_shelf import shelf
from leads.models import Officer, Request
from leads.unit_requests import Asked, accept, ask, decline, finish

OPEN = (Request.State.OPEN, Request.State.ACCEPTED)


@door("tasks/", "tasks", "任务与专项", roles=READERS, menu="任务与专项", place=50)
def tasks(request: HttpRequest) -> HttpResponse:
    """The campaigns of one kind, with what they cover and found; open requests above them."""
    account = account_of(request)
    tab = request.GET.get("tab", "")
    if tab not in TABS:
        tab = "asked" if account.kind is Role.UNIT else "daily"
    kind = TABS[tab]
    filters = TaskFilters(request.GET.dict() | {"tab": tab})
    filters.is_valid()
    files = campaign_files(here.home())
    asked = requests_of(account).filter(state__in=OPEN).order_by("due", "id")
    if tab == "evidence":
        asked = asked.filter(kind=Request.Kind.EVIDENCE)
    elif tab == "asked":
        asked = asked.exclude(kind=Request.Kind.EVIDENCE)
    else:
        asked = asked.none()
    return RowListing(
        name=f"tasks-{tab}",
        title="任务与专项",
        rows=[row for row in task_rows(account, files, kind) if filters.fits(row)],
        filters=filters,
        columns=task_columns(shelf(here.home())),
        empty=f"暂无{kind}类的专项。可以新建，或看其他标签。",
        row_url=lambda row: row.url,
        complete=lambda rows: complete(rows, account),
        template="tasks/tasks.html",
        extra={
            "tabs": tabs(tab),
            "asks": account.kind is Role.UNIT,
            "requests": [(one, request_clock(one)) for one in asked[:50]],
            "broken": [line for fault in files.faults for line in fault_rows(fault.faults)]
            if account.kind is Role.OFFICER
            else [],
        },
    ).answer(request)


def request_clock(one: Request) -> object:
    """How much of the period is left; how it ended."""
    if one.state not in OPEN or one.due is None:
        return one.get_state_display()
    return clock_of(one.due, day_of(timezone.now()))


_COLUMNS = (
    Column[Request]("编号", lambda one: one.number, width=24),
    Column[Request]("类型", lambda one: one.get_kind_display(), width=14),
    Column[Request]("名称", lambda one: safe_words(one.title, 50), width=36),
    Column[Request]("来源与批准", lambda one: safe_words(one.source, 60) or "—", "wrap", 36),
    Column[Request]("提请机构", lambda one: short_unit(one.unit), width=14),
    Column[Request]("提请人", lambda one: one.asked_by, width=10),
    Column[Request]("状态", lambda one: one.get_state_display(), width=10),
    Column[Request]("期限", request_clock, width=22),
)


@door("tasks/requests/", "requests", "提请", roles=READERS)
def requests(request: HttpRequest) -> HttpResponse:
    """All requests that the account may see."""
    filters = RequestFilters(request.GET)
    return Listing(
        name="requests",
        title="业务机构提请",
        rows=filters.narrowed(requests_of(account_of(request))),
        columns=_COLUMNS,
        order=("-id",),
        empty="暂无提请。业务机构可从任务与专项提请监测或取证。",
        filters=filters,
        row_url=lambda one: f"/tasks/requests/{one.pk}/",
    ).answer(request)


@door("tasks/ask/", "request-new", "提请任务", roles={Role.UNIT}, methods=("GET", "POST"))
def ask_page(request: HttpRequest) -> HttpResponse:
    """A business unit asks the network unit for monitoring, a check, evidence."""
    account = account_of(request)
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": request.GET.get("kind", Request.Kind.CHECK)},
    )
    made = None
    if form.is_bound and form.is_valid() and (officer := officer_of(form, account)) is not None:
        said = form.cleaned_data
        lead = lead_named(account, said["lead"])
        if said["lead"] and lead is None:
            form.add_error("lead", "没有这件线索，或您无权查看。")
        else:
            asked = Asked(
                kind=Request.Kind(said["kind"]),
                title=said["title"],
                unit=account.unit,
                office=account.office,
                source=said["source"],
                note=said["note"],
                url=said["url"],
                lead=lead,
                due=said["due"],
            )
            made = decided(
                form, lambda _: ask(asked, officer, here.office().periods, here.calendar())
            )
    if made is None:
        context = {"title": "提请任务", "form": form}
        return render(request, "tasks/ask.html", context, status=status_of(form))
    audit.note(request, audit.CHANGED, f"提请 {made.number}", made.get_kind_display())
    url = f"/tasks/requests/{made.pk}/"
    tell(officers_at(made.office), f"request-{made.pk}", f"{made.number}待受理：{made.title}", url)
    messages.success(request, f"已提请，编号{made.number}。")
    return redirect("request", pk=made.pk)


_STEPS: dict[str, Callable[[Request, Officer, int, str], Request]] = {
    "accept": lambda one, officer, version, _: accept(one, officer, version),
    "decline": decline,
    "finish": finish,
}
_LABELS = {"decline": "不受理的理由", "finish": "办理结果"}
_DONE = {"accept": "已受理", "decline": "已不受理", "finish": "已办结"}


@door("tasks/requests/<int:pk>/", "request", "提请", roles=READERS, methods=("GET", "POST"))
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """A request: the network unit accepts, declines with a reason, finishes with a result."""
    account = account_of(request)
    rows = requests_of(account).select_related("lead", "handled_by")
    row = one_of(request, rows, f"提请 {pk}", pk=pk)
    handles = account.kind is Role.OFFICER
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms: dict[str, Any] = {
        name: WordsForm(label, initial={"version": row.version}, prefix=name)
        for name, label in _LABELS.items()
    }
    forms["accept"] = StepForm(initial={"version": row.version}, prefix="accept")
    sent = None
    if do in _STEPS and handles:
        sent = (
            StepForm(request.POST, prefix=do)
            if do == "accept"
            else WordsForm(_LABELS[do], request.POST, prefix=do)
        )
        forms[do] = sent
        if sent.is_valid() and (officer := officer_of(sent, account)) is not None:
            said = sent.cleaned_data
            step = _STEPS[do]
            done = decided(
                sent, lambda _: step(row, officer, said["version"], said.get("words", ""))
            )
            if done is not None:
                audit.note(request, audit.CHANGED, f"提请 {row.number}", _DONE[do])
                told = f"{row.number}{_DONE[do]}：{row.title}"
                people = unit_at(row.office, row.unit)
                tell(people, f"request-{row.pk}-{do}", told, f"/tasks/requests/{row.pk}/")
                messages.success(request, f"{row.number}{_DONE[do]}。")
                return redirect("request", pk=pk)
            sent.renew(row)
            row = rows.get(pk=pk)
    context = {
        "title": f"提请 {row.number}",
        "row": row,
        "clock": request_clock(row),
        "handles": handles,
        "forms": forms,
        "sent": sent,
        "conflict": sent is not None and status_of(sent) == 409,
        "lead_here": row.lead is not None
        and leads_of(account, each=True).filter(pk=row.lead.pk).exists(),
    }
    status = status_of(sent) if sent is not None else 200
    return render(request, "tasks/request.html", context, status=status)
