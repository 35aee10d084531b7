"""What the pages of steps share: the lead, who decides, asking once more ⏎, what is kept.

A dangerous step is asked again on a page of its own, so that it works with scripts off:

    if form.is_valid() and not confirmed(request):
        return asked_again(request, "登记为线索…", back=…)
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from desk.web import here
from desk.web.access import account_of, leads_of, one_of
from desk.web.lead.choosing import NO_CERTIFICATE
from desk.web.lead.forms import StepForm
from desk.web.lead.past import captures_of_lead
from desk.web.lead.reasons import why
from desk.web.lead.records import holding_of
from desk.web.leads.rows import clock
from desk.web.models import Account
from desk.web.templatetags.desk_words import day
from leads.batches import Chosen
from leads.beijing import day_of
from leads.models import Lead, Officer
from leads.step_rules import in_charge, may_hand_over
from leads.working_days import Deadline

__all__ = [
    "StepForm", "asked_again", "calendar_warning", "charged_with", "confirmed", "days",
    "hands_over", "lead_of", "officer_of", "sight_of", "until",
]  # fmt: skip


def lead_of(request: HttpRequest, pk: int) -> Lead:
    """The lead of a step's page; 404 and a line in the audit where it is not the account's."""
    rows = leads_of(account_of(request), each=True).select_related("shop__operator")
    return one_of(request, rows, f"线索 {pk}", pk=pk)


def officer_of(form: forms.BaseForm, account: Account) -> Officer | None:
    """The account's certificate; without one the form says so."""
    if account.officer is None:
        form.add_error(None, NO_CERTIFICATE)
    return account.officer


def charged_with(lead: Lead, account: Account) -> bool:
    """Whether the lead is the account's to deal with: what may be offered on its pages."""
    return account.officer is not None and in_charge(lead, account.officer)


def hands_over(lead: Lead, account: Account) -> bool:
    """Whether the account may say where the lead belongs and send it there."""
    return account.officer is not None and may_hand_over(lead, account.officer)


def sight_of(lead: Lead) -> dict[str, Any]:
    """What every step's page shows of the lead: facts, captures, whether they are whole."""
    ties = captures_of_lead(lead)
    return {
        "lead": lead,
        "why": why(lead),
        "clock": clock(lead),
        "ties": ties,
        "holding": holding_of(lead, ties),
    }


def confirmed(request: HttpRequest) -> bool:
    """Whether the page that asks once more was answered."""
    return request.POST.get("confirm") == "1"


def asked_again(
    request: HttpRequest,
    said: str,
    *,
    back: str,
    notes: Sequence[str] = (),
    grave: bool = False,
    chosen: Sequence[Chosen] = (),
    remark: str = "",
    data: QueryDict | None = None,
) -> HttpResponse:
    """The page that asks once more ⏎; it carries everything that was typed, or `data`.

    It shows the leads that were `chosen`, and the officer's `remark` on them.
    """
    left_out = {"csrfmiddlewaretoken", "confirm"}
    kept = [
        (name, value)
        for name, values in (data or request.POST).lists()
        if name not in left_out
        for value in values
    ]
    context = {
        "title": "请确认",
        "said": said,
        "notes": [note for note in notes if note],
        "kept": kept,
        "back": back,
        "grave": grave,
        "chosen": chosen,
        "remark": remark,
    }
    return render(request, "desk/asked_again.html", context)


def days(number: int) -> Deadline:
    """The deadline of `number` working days that begin to run today."""
    return here.calendar().after(day_of(timezone.now()), number)


def until(deadline: Deadline) -> str:
    """12-15, and 暂算 where the calendar of a year is not announced."""
    return f"{day(deadline.day)}{'，暂算' if deadline.provisional else ''}"


def calendar_warning(*deadlines: Deadline) -> str:
    """What is said where a year's working days are not announced yet, "" where they are."""
    if not any(one.provisional for one in deadlines):
        return ""
    this = day_of(timezone.now()).year
    last = max(one.day.year for one in deadlines)
    missing = [y for y in range(this, last + 1) if not here.calendar().announced(y)]
    years = "、".join(f"{year}年" for year in missing)
    return f"{years}工作日安排尚未公布，期限为暂算；公布后由管理员更新工作日历。"
