"""办结, 延期, 撤销登记 and 指派 of one lead."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.web import here
from desk.web.access import account_of
from desk.web.deciding import decided, status_of
from desk.web.doors import noted_read
from desk.web.ending.forms import AskingForm, ClosingForm
from desk.web.lead.forms import AssignmentStep
from desk.web.notices.telling import tell_approval, tell_decided, tell_withdrawal
from desk.web.referrals.forms import RemarkForm
from desk.web.roles import Role
from desk.web.stepping import (
    StepForm,
    asked_again,
    calendar_warning,
    charged_with,
    confirmed,
    hands_over,
    lead_of,
    officer_of,
    sight_of,
    until,
)
from leads.approvals import Kind, refuse, waiting_of
from leads.decisions import Answer
from leads.divisions import PROVINCE
from leads.elsewhere import found_elsewhere, place_said
from leads.extending import (
    ask_extension,
    ask_withdrawal,
    grant_extension,
    grant_withdrawal,
    second_withdrawal,
)
from leads.lead_rows import UNDECIDED
from leads.models import Approval, Lead, Officer, OfflineCheck
from leads.stages import Stages
from leads.step_rules import RUNNING

Stage = Lead.Stage


def close_page(request: HttpRequest, pk: int) -> HttpResponse:
    """办结: the result; what was found on the spot goes along."""
    account = account_of(request)
    lead = lead_of(request, pk)
    form = ClosingForm(
        request.POST if request.method == "POST" else None, initial={"version": lead.version}
    )
    if request.method == "POST" and form.is_valid():
        officer = officer_of(form, account)
        if officer is not None and not confirmed(request):
            return asked_again(
                request, f"将{lead}办结。办结后再现另立新线索。", back=f"/leads/{pk}/close/"
            )
        if officer is not None:
            said = form.cleaned_data
            after = decided(
                form,
                lambda steps: steps.close(
                    lead.hint_no,
                    officer,
                    said["reason"],
                    offline_check=_seen(lead),
                    version=said["version"],
                ),
            )
            if after is not None:
                messages.success(request, f"{after}已办结。")
                return redirect(f"/leads/{pk}/")
            form.renew(lead)
    elif request.method == "GET":
        noted_read(request, lead)
    disputed = lead.answer == Answer.OBJECTION
    context = sight_of(lead) | {
        "title": f"办结 {lead}",
        "form": form,
        "officer": account.officer,
        "checks": OfflineCheck.objects.filter(lead=lead).select_related("first", "second"),
        "charged": charged_with(lead, account),
        "may": lead.stage == Stage.ANSWERED and not disputed,
        "disputed": lead.stage == Stage.ANSWERED and disputed,
        "conflict": status_of(form) == 409,
    }
    return render(request, "ending/close.html", context, status=status_of(form))


def _seen(lead: Lead) -> str:
    rows = OfflineCheck.objects.filter(lead=lead).order_by("day", "id")
    return "；".join(f"{one.visit} {one.day} {one.found}" for one in rows)[:2000]


def assign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """指派: unit or office, before the lead is registered."""
    account = account_of(request)
    lead = lead_of(request, pk)
    outside = found_elsewhere(lead, account.office)
    form = AssignmentStep(
        PROVINCE if outside else account.office,
        request.POST if request.method == "POST" else None,
        initial={"version": lead.version},
    )
    if request.method == "POST" and form.is_valid():
        officer = officer_of(form, account)
        if officer is not None:
            said = form.cleaned_data
            after = decided(
                form,
                lambda steps: steps.assign(
                    lead.hint_no,
                    officer,
                    unit=said["unit"] or None,
                    office=said["office"] or None,
                    reason=said["reason"],
                    version=said["version"],
                ),
            )
            if after is not None:
                messages.success(request, f"{after}已指派{here.units().title(after.unit)}。")
                return redirect(f"/leads/{pk}/")
            form.renew(lead)
    elif request.method == "GET":
        noted_read(request, lead)
    context = sight_of(lead) | {
        "title": f"指派 {lead}",
        "form": form,
        "officer": account.officer,
        "charged": hands_over(lead, account),
        "place": place_said(lead, account.office),
        "may": lead.stage in UNDECIDED,
        "conflict": status_of(form) == 409,
    }
    return render(request, "ending/assign.html", context, status=status_of(form))


def extend_page(request: HttpRequest, pk: int) -> HttpResponse:
    """延期: asked by an officer, once; signed by a head."""
    lead = lead_of(request, pk)
    period = here.office().periods.extension
    words = warning = ""
    if lead.due is not None:
        deadline = here.calendar().after(lead.due, period)
        words = f"将{lead}的期限延长{period}个工作日（至{until(deadline)}）。只能延期一次。"
        warning = calendar_warning(deadline)
    return _signed_page(
        request,
        lead,
        Kind.EXTEND,
        ask=ask_extension,
        grant=grant_extension,
        words=words,
        notes=[warning],
        may_ask=lead.stage in RUNNING and lead.due is not None and not lead.extended,
    )


def withdraw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销登记: two officers and a head."""
    lead = lead_of(request, pk)
    return _signed_page(
        request,
        lead,
        Kind.WITHDRAW,
        ask=ask_withdrawal,
        grant=grant_withdrawal,
        words=f"撤销{lead}的登记。编号不再使用，记录保留。",
        notes=[],
        may_ask=lead.stage == Stage.VERIFIED,
    )


def _signed_page(
    request: HttpRequest,
    lead: Lead,
    kind: Kind,
    *,
    ask: Callable[..., Lead],
    grant: Callable[..., Lead],
    words: str,
    notes: list[str],
    may_ask: bool,
) -> HttpResponse:
    """A page on which an officer asks, a second agrees where two are needed, a head signs."""
    account = account_of(request)
    waiting = waiting_of(lead, kind)
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    first = {"version": lead.version}
    asking = AskingForm(request.POST if doing == "ask" else None, initial=first)
    signing = RemarkForm(
        request.POST if doing in {"sign", "refuse"} else None, initial=first, prefix="sign"
    )
    seconding = StepForm(
        request.POST if doing == "second" else None, initial=first, prefix="second"
    )
    form: StepForm = {"ask": asking, "second": seconding}.get(doing, signing)
    head = account.kind is Role.REVIEWER
    if doing and (head != (doing in {"sign", "refuse"}) or (doing != "ask" and waiting is None)):
        messages.error(request, "这一步现在不能作。")
        return redirect(request.path)
    if doing and form.is_valid():
        officer = officer_of(form, account)
        if officer is not None and doing != "refuse" and not confirmed(request):
            return asked_again(request, words, back=request.path, notes=notes, grave=True)
        if officer is not None:
            steps = _Steps(lead, waiting, officer, ask, grant)
            after = decided(form, lambda stages: steps.take(stages, doing, form))
            if after is not None:
                return _told(request, after, kind, waiting, doing)
            form.renew(lead)
    elif request.method == "GET":
        noted_read(request, lead)
    ready = waiting is not None and (kind != Kind.WITHDRAW or waiting.seconded_by_id is not None)
    asked_by = waiting.asked_by_id if waiting is not None else None
    may = hands_over if kind == Kind.WITHDRAW else charged_with
    officer, charged = account.officer, may(lead, account)
    context = sight_of(lead) | {
        "title": f"{kind.label} {lead}",
        "kind": kind.label,
        "words": words,
        "warning": next((note for note in notes if note), ""),
        "asking": asking,
        "signing": signing,
        "seconding": seconding,
        "sent": form if form.is_bound else None,
        "waiting": waiting,
        "officer": officer,
        "charged": head or charged,
        "may_ask": may_ask and waiting is None and not head and charged,
        "may_second": waiting is not None
        and not ready
        and not head
        and charged
        and officer is not None
        and officer.pk != asked_by,
        "may_sign": ready and head and waiting is not None and waiting.office == account.office,
        "past": Approval.objects.filter(lead=lead, kind=kind)
        .exclude(granted=None)
        .select_related("asked_by", "decided_by")
        .order_by("-id"),
        "conflict": status_of(form) == 409,
    }
    return render(request, "ending/signed.html", context, status=status_of(form))


class _Steps:
    """The steps of a page that a head signs."""

    def __init__(
        self,
        lead: Lead,
        waiting: Approval | None,
        officer: Officer,
        ask: Callable[..., Lead],
        grant: Callable[..., Lead],
    ) -> None:
        self._lead, self._waiting, self._officer = lead, waiting, officer
        self._ask, self._grant = ask, grant

    def take(self, stages: Stages, doing: str, form: StepForm) -> Lead:
        """One of them."""
        said, officer, waiting = form.cleaned_data, self._officer, self._waiting
        version = said["version"]
        if doing == "ask":
            number = self._lead.hint_no
            return self._ask(stages, number, officer, said["reason"], version=version)
        assert waiting is not None
        if doing == "second":
            return second_withdrawal(stages, waiting, officer, version=version)
        if doing == "refuse":
            return refuse(stages, waiting, officer, said["remark"], version=version)
        return self._grant(stages, waiting, officer, said["remark"], version=version)


def _told(
    request: HttpRequest, lead: Lead, kind: Kind, waiting: Approval | None, doing: str
) -> HttpResponse:
    if doing in {"ask", "second"}:
        asked = waiting_of(lead, kind)
        if asked is not None and (kind != Kind.WITHDRAW or asked.seconded_by_id is not None):
            tell_approval(asked)
        elif asked is not None:
            tell_withdrawal(asked)
        needs_second = doing == "ask" and kind == Kind.WITHDRAW
        messages.success(
            request, "已提出，等待第二人同意。" if needs_second else "已报负责人审签。"
        )
        return redirect(request.path)
    assert waiting is not None
    tell_decided(Approval.objects.select_related("lead").get(pk=waiting.pk))
    messages.success(request, "已审签同意。" if doing == "sign" else "已退回，不同意。")
    return redirect(f"/leads/{lead.pk}/")
