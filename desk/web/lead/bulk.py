"""成批处理 from the list of leads: 初筛 排除 指派 of what was ticked, asked once more ⏎."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from desk.web.access import account_of, leads_of
from desk.web.deciding import status_of
from desk.web.lead.choosing import chosen_in, take
from desk.web.lead.deciding_many import ask_about, batch_address, tell_batch
from desk.web.lead.forms import Assignment, BulkDismissal, Note
from desk.web.stepping import confirmed
from leads.batches import MOST

_NAMES = {"screen": "初筛", "dismiss": "排除", "assign": "指派"}
_GUIDE = "guide"
ACTIONS = (*_NAMES.items(), (_GUIDE, "行政指导"))
"""What a list offers for its ticked rows; 登记 and 移送 never."""


def bulk_page(request: HttpRequest) -> HttpResponse:
    """Ask for what the action needs, ask once more, do it, tell what could not be done."""
    account = account_of(request)
    do = request.POST.get("do", "")
    if request.method == "POST" and do == _GUIDE:
        ticks = request.POST.getlist("tick")[: MOST + 1]
        return redirect(f"/leads/guidance/?{urlencode({'tick': ticks}, doseq=True)}")
    if request.method != "POST" or do not in _NAMES:
        return redirect("/leads/")
    chosen = chosen_in(request, leads_of(account, each=True), request.POST.getlist("tick"))
    if not chosen:
        messages.warning(request, "没有勾选任何一件。请先勾选。")
        return redirect("/leads/")
    asked = request.POST.get("asked") == "1"
    form = _form(do, account.office, request.POST if asked else None)
    if asked and len(chosen) > MOST:
        form.add_error(None, f"一次最多{MOST}件，请减少勾选。")
    if asked and form.is_valid():
        if not confirmed(request):
            return ask_about(request, form, chosen, do, back="/leads/")
        done = take(request, form, chosen, do)
        if done is not None:
            tell_batch(request, done, f"已{_NAMES[do]}")
            return redirect(batch_address(done) or "/leads/")
    context = {
        "title": f"{_NAMES[do]}{len(chosen)}件",
        "do": do,
        "form": form,
        "chosen": chosen,
        "too_many": len(chosen) > MOST,
        "most": MOST,
        "officer": account.officer,
    }
    return render(request, "lead/bulk.html", context, status=status_of(form))


def _form(do: str, office: str, data: Mapping[str, Any] | None) -> django_forms.Form:
    if do == "assign":
        return Assignment(office, data)
    return BulkDismissal(data) if do == "dismiss" else Note(data)
