"""线下核实 and 处置: what was seen on the spot, and what was done, row by row."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.web.access import account_of, lead_named, leads_of, not_here
from desk.web.deciding import decided, status_of
from desk.web.doors import noted_read
from desk.web.ending.forms import GuidanceForm, MeasureForm, OfflineForm
from desk.web.lead.choosing import chosen_in
from desk.web.models import Account
from desk.web.stepping import (
    asked_again,
    charged_with,
    confirmed,
    lead_of,
    officer_of,
    sight_of,
)
from leads.batches import Chosen
from leads.beijing import day_of
from leads.measures import MOST_AT_ONCE, enter_measure, guide
from leads.models import Lead, Measure, Officer, OfflineCheck
from leads.offline import MAY_BE_CHECKED, Visit, check_offline
from leads.step_rules import REGISTERED


def offline_page(request: HttpRequest, pk: int) -> HttpResponse:
    """线下核实: the visits so far, and entering one."""
    account = account_of(request)
    lead = lead_of(request, pk)
    form = OfflineForm(
        account.officer,
        request.POST if request.method == "POST" else None,
        initial={"version": lead.version, "day": day_of(timezone.now())},
    )
    if request.method == "POST" and form.is_valid():
        officer = officer_of(form, account)
        numbers = _numbers(lead, form, account)
        if officer is not None and numbers is not None:
            said = form.cleaned_data
            two = [officer, Officer.objects.get(pk=said["second"])]
            visit = Visit(
                said["day"], said["place"], said["found"], said["sampling"], said["visit"]
            )
            done = decided(
                form,
                lambda steps: check_offline(steps, numbers, two, visit, version=said["version"]),
            )
            if done is not None:
                messages.success(request, f"已登记线下核实{done[0].visit}，涉及{len(done)}件。")
                return redirect(f"/leads/{pk}/offline/")
            form.renew(lead)
    elif request.method == "GET":
        noted_read(request, lead)
    checks = OfflineCheck.objects.filter(lead=lead).select_related("first", "second")
    context = sight_of(lead) | {
        "title": f"线下核实 {lead}",
        "form": form,
        "checks": checks.order_by("-day", "-id"),
        "officer": account.officer,
        "charged": charged_with(lead, account),
        "may": lead.stage in MAY_BE_CHECKED,
        "conflict": status_of(form) == 409,
    }
    return render(request, "ending/offline.html", context, status=status_of(form))


def _numbers(lead: Lead, form: OfflineForm, account: Account) -> list[str] | None:
    """The lead and the others that were typed, all of them the account's; None with a fault."""
    numbers = [lead.hint_no]
    for word in form.cleaned_data["also"]:
        found = lead_named(account, word)
        if found is None:
            form.add_error("also", f"没有编号为{word[:40]}的线索，或您无权查看。")
            return None
        numbers.append(found.hint_no)
    return numbers


def measures_page(request: HttpRequest, pk: int) -> HttpResponse:
    """处置: the acts about a lead, entering one, correcting one by a further row."""
    account = account_of(request)
    lead = lead_of(request, pk)
    wrong = _corrected(request, lead)
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        initial={"version": lead.version, "day": day_of(timezone.now())} | _as_typed(wrong),
    )
    if request.method == "POST" and form.is_valid():
        officer = officer_of(form, account)
        if officer is not None:
            row = decided(
                form,
                lambda steps: enter_measure(
                    steps,
                    lead.hint_no,
                    officer,
                    form.act,
                    corrects=wrong,
                    version=form.cleaned_data["version"],
                ),
            )
            if row is not None:
                messages.success(request, f"已登记{row.get_kind_display()}，计入{row.day:%Y-%m}。")
                return redirect(f"/leads/{pk}/measures/")
            form.renew(lead)
    elif request.method == "GET":
        noted_read(request, lead)
    rows = Measure.objects.filter(lead=lead).select_related("officer", "corrected_by")
    context = sight_of(lead) | {
        "title": f"处置 {lead}",
        "form": form,
        "rows": rows.order_by("day", "id"),
        "wrong": wrong,
        "officer": account.officer,
        "charged": charged_with(lead, account) or wrong is not None,
        "may": lead.stage in REGISTERED,
        "office": account.office,
        "conflict": status_of(form) == 409,
    }
    return render(request, "ending/measures.html", context, status=status_of(form))


def _corrected(request: HttpRequest, lead: Lead) -> Measure | None:
    """The row that is to be corrected; 404 for one of another lead."""
    word = request.POST.get("correct") or request.GET.get("correct") or ""
    if not word:
        return None
    known = Measure.objects.filter(lead=lead)
    row = known.filter(pk=int(word[:18])).first() if word.isascii() and word.isdigit() else None
    if row is None:
        raise not_here(request, f"处置 {word[:20]}")
    return row


def _as_typed(row: Measure | None) -> dict[str, object]:
    """A row as it was typed, to be corrected."""
    if row is None:
        return {}
    return {
        "kind": row.kind,
        "day": row.day,
        "document_no": row.document_no,
        "count": row.count,
        "fine": _yuan(row.fine_fen),
        "confiscated": _yuan(row.confiscated_fen),
        "receipt": row.receipt,
    }


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}" if fen else ""


def guidance_page(request: HttpRequest) -> HttpResponse:
    """行政指导 of what was ticked in a list ("id:version")."""
    account = account_of(request)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = chosen_in(request, leads_of(account, each=True), sent.getlist("tick"))
    if not chosen:
        messages.warning(request, "没有勾选任何一件。请先勾选。")
        return redirect("/leads/")
    asked = request.POST.get("asked") == "1"
    form = GuidanceForm(request.POST if asked else None, initial={"day": day_of(timezone.now())})
    if asked and len(chosen) > MOST_AT_ONCE:
        form.add_error(None, f"一次最多{MOST_AT_ONCE}件，请减少勾选。")
    if asked and form.is_valid():
        officer = officer_of(form, account)
        said = form.cleaned_data
        if officer is not None and not confirmed(request):
            words = f"将{len(chosen)}件登记为已行政指导，逐件计入{said['day']:%Y-%m}。"
            return asked_again(
                request, words, back="/leads/", notes=["登记有误只能更正。"], chosen=chosen
            )
        if officer is not None:
            done = decided(
                form,
                lambda steps: guide(
                    steps,
                    chosen,
                    officer,
                    said["day"],
                    said["note"],
                    document_no=said["document_no"],
                ),
            )
            if done is not None:
                messages.success(request, f"{len(done)}件已登记行政指导。")
                return redirect("/leads/")
    overtaken = status_of(form) == 409
    context = {
        "title": f"行政指导{len(chosen)}件",
        "form": form,
        "chosen": [Chosen(one.lead, one.lead.version) for one in chosen] if overtaken else chosen,
        "officer": account.officer,
        "conflict": overtaken,
    }
    return render(request, "ending/guidance.html", context, status=status_of(form))
