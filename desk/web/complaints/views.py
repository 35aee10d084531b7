"""12315来件: entering, tying to a lead, closing; looking at who complained is noted each time."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from desk.web import audit, here
from desk.web.access import account_of, lead_named, leads_of, one_of
from desk.web.deciding import decided, status_of
from desk.web.doors import door, noted_read
from desk.web.leads.rows import clock_of
from desk.web.listing import Column, Listing
from desk.web.roles import Role
from desk.web.stepping import officer_of
from desk.web.tasks.forms import ComplaintFilters, ComplaintForm, TieForm, WordsForm
from desk.web.tasks.sight import READERS, complaints_of
from desk.web.tasks.tabs import COMPLAINTS, tabs
from desk.web.templatetags.desk_words import day, masked_person, safe_words, unit_title
from leads.beijing import day_of
from leads.complaints import Arrived, Kind, Person, close, enter, tie
from leads.models import Complainant, Complaint

OFFICERS = frozenset({Role.OFFICER})


def complaint_clock(one: Complaint) -> object:
    """期限 of what is open, 办结 of what is not."""
    if one.closed_on is not None:
        return f"已办结 {day(one.closed_on)}"
    if one.due is None:
        return "—"
    return clock_of(one.due, day_of(timezone.now()), provisional=one.due_provisional)


_COLUMNS = (
    Column[Complaint]("件号", lambda one: safe_words(one.number, 40), width=24),
    Column[Complaint]("类型", lambda one: one.get_kind_display(), width=8),
    Column[Complaint]("事项", lambda one: safe_words(one.matter, 80), "wrap", 50),
    Column[Complaint]("被投诉举报人", lambda one: masked_person(one.respondent) or "—", width=24),
    Column[Complaint]("承办", lambda one: unit_title(one.unit) if one.unit else "未定", width=20),
    Column[Complaint]("线索", lambda one: str(one.lead) if one.lead else "—", width=20),
    Column[Complaint]("收到", lambda one: day(one.received_on), width=10),
    Column[Complaint]("期限", complaint_clock, width=24),
)


@door("complaints/", "complaints", "12315来件", roles=READERS)
def complaints(request: HttpRequest) -> HttpResponse:
    """What came in, by its deadline."""
    account = account_of(request)
    filters = ComplaintFilters(request.GET)
    rows = complaints_of(account).exclude(due=None).select_related("lead")
    return Listing(
        name="complaints",
        title="任务与专项",
        rows=filters.narrowed(rows),
        columns=_COLUMNS,
        order=("due", "id"),
        empty="暂无12315来件。收到的投诉举报由网监机构录入。",
        filters=filters,
        row_url=lambda one: f"/complaints/{one.pk}/",
        template="complaints/list.html",
        extra={"tabs": tabs(COMPLAINTS), "enters": account.kind is Role.OFFICER},
    ).answer(request)


@door("complaints/new/", "complaint-new", "录入来件", roles=OFFICERS, methods=("GET", "POST"))
@sensitive_post_parameters("name", "phone", "address")
def new(request: HttpRequest) -> HttpResponse:
    """Enter what came in; who complained goes to a table of its own."""
    account = account_of(request)
    form = ComplaintForm(request.POST) if request.method == "POST" else ComplaintForm()
    made = None
    if form.is_bound and form.is_valid() and (officer := officer_of(form, account)) is not None:
        said = form.cleaned_data
        arrived = Arrived(
            kind=Kind(said["kind"]),
            matter=said["matter"],
            received_on=said["received_on"],
            office=account.office,
            number=said["number"],
            respondent=said["respondent"],
            url=said["url"],
            unit=said["unit"],
            person=Person(said["name"], said["phone"], said["address"]),
        )
        made = decided(
            form, lambda _: enter(arrived, officer, here.office().periods, here.calendar())
        )
    if made is None:
        context = {"title": "录入来件", "form": form}
        return render(request, "complaints/new.html", context, status=status_of(form))
    audit.note(request, audit.CHANGED, f"来件 {made.number}", "录入")
    messages.success(request, f"已录入，件号{made.number}，期限{day(made.due)}。")
    return redirect("complaint", pk=made.pk)


@door("complaints/<int:pk>/", "complaint", "来件", roles=READERS, methods=("GET", "POST"))
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint: its clock, its lead, its result."""
    account = account_of(request)
    rows = complaints_of(account).select_related("lead")
    row = one_of(request, rows, f"来件 {pk}", pk=pk)
    handles = account.kind is Role.OFFICER
    forms: dict[str, Any] = {
        "tie": TieForm(initial={"version": row.version}, prefix="tie"),
        "close": WordsForm("办理结果", initial={"version": row.version}, prefix="close"),
    }
    sent = None
    if request.method == "POST" and handles:
        do = "tie" if request.POST.get("do") == "tie" else "close"
        sent = (
            TieForm(request.POST, prefix=do)
            if do == "tie"
            else WordsForm("办理结果", request.POST, prefix=do)
        )
        forms[do] = sent
        if sent.is_valid() and _step(request, row, sent, do):
            return redirect("complaint", pk=pk)
        sent.renew(row)
        row = rows.get(pk=pk)
    elif request.method == "GET":
        noted_read(request, f"来件 {row.number}")
    context = {
        "title": f"来件 {row.number}",
        "row": row,
        "clock": complaint_clock(row),
        "handles": handles,
        "known": handles and Complainant.objects.filter(complaint=row).exists(),
        "lead_here": row.lead is not None
        and leads_of(account, each=True).filter(pk=row.lead.pk).exists(),
        "sent": sent,
        "conflict": sent is not None and status_of(sent) == 409,
        **{f"{name}_form": form for name, form in forms.items()},
    }
    status = status_of(sent) if sent is not None else 200
    return render(request, "complaints/complaint.html", context, status=status)


def _step(request: HttpRequest, row: Complaint, form: Any, do: str) -> bool:
    account = account_of(request)
    officer = officer_of(form, account)
    if officer is None:
        return False
    said = form.cleaned_data
    if do == "tie":
        lead = lead_named(account, said["lead"])
        if lead is None:
            form.add_error("lead", "没有这件线索或提示，或您无权查看。")
            return False
        done = decided(form, lambda _: tie(row, lead, officer, said["version"]))
        words = f"关联 {lead}"
    else:
        done = decided(form, lambda _: close(row, officer, said["version"], said["words"]))
        words = "办结"
    if done is None:
        return False
    audit.note(request, audit.CHANGED, f"来件 {row.number}", words)
    messages.success(request, f"{row.number}已{words}。")
    return True


@door("complaints/<int:pk>/complainant/", "complainant", "投诉举报人", roles=OFFICERS)
def complainant(request: HttpRequest, pk: int) -> HttpResponse:
    """Who complained. Nothing else of the desk shows it; each look is noted."""
    row = one_of(request, complaints_of(account_of(request)), f"来件 {pk}", pk=pk)
    person = Complainant.objects.filter(complaint=row).first()
    noted_read(request, f"来件 {row.number} 投诉举报人")
    context = {"title": f"来件 {row.number} 的投诉举报人", "row": row, "person": person}
    return render(request, "complaints/complainant.html", context)
