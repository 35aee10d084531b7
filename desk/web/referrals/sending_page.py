"""移送: sending a lead, asked once more ⏎; what leaves the office waits for the head."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.web import here
from desk.web.access import account_of
from desk.web.deciding import decided, status_of
from desk.web.doors import noted_read
from desk.web.models import Account
from desk.web.notices.telling import tell_approval, tell_sent, tell_trouble
from desk.web.referrals.forms import SendForm
from desk.web.stepping import (
    asked_again,
    calendar_warning,
    confirmed,
    days,
    lead_of,
    officer_of,
    sight_of,
    until,
)
from leads.decisions import Answer, Form
from leads.divisions import office_name
from leads.elsewhere import place_said
from leads.models import Capture, Lead, Referral
from leads.opinions import earlier_opinions
from leads.sending import Sending, forms_open, needs_signature, send, superior_of, waiting_draft


def refer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a lead: at once within the office, else as a draft for the head."""
    account = account_of(request)
    lead = lead_of(request, pk)
    last = _last_sent(lead)
    open_forms = forms_open(lead, last, account.office)
    # What was sent may be overtaken: the step itself says so, and nothing typed is lost.
    form = SendForm(
        lead,
        list(Form) if request.method == "POST" else open_forms,
        account.office,
        request.POST if request.method == "POST" else None,
        initial=_suggested(lead, last, open_forms),
    )
    if request.method == "POST" and form.is_valid():
        answer = _send(request, lead, account, form)
        if answer is not None:
            return answer
    elif request.method == "GET":
        noted_read(request, lead)
    context = sight_of(lead) | {
        "title": f"移送 {lead}",
        "place": place_said(lead, account.office),
        "form": form,
        "open_forms": open_forms,
        "draft": waiting_draft(lead),
        "last": last,
        "officer": account.officer,
        "objection": lead.stage == Lead.Stage.ANSWERED and lead.answer == Answer.OBJECTION,
        "conflict": status_of(form) == 409,
    }
    if context["holding"].trouble:
        tell_trouble(lead, context["holding"].trouble)
    return render(request, "referrals/refer.html", context, status=status_of(form))


def _send(
    request: HttpRequest, lead: Lead, account: Account, form: SendForm
) -> HttpResponse | None:
    officer = officer_of(form, account)
    if officer is None:
        return None
    what = form.sending
    if not confirmed(request):
        return _ask(request, lead, what)
    done = decided(
        form,
        lambda steps: send(
            steps, lead.hint_no, officer, what, version=form.cleaned_data["version"]
        ),
    )
    if done is None:
        form.renew(lead)
        return None
    after, row = done
    if row.sent_at is None:
        tell_approval(row.approval)
        messages.success(request, f"{after}已报负责人审签，签后发出。")
    else:
        tell_sent(row)
        messages.success(request, f"{after}已发出，限{row.answer_due:%m-%d}反馈。")
    return redirect(f"/referrals/{row.pk}/")


def _ask(request: HttpRequest, lead: Lead, what: Sending) -> HttpResponse:
    """⏎ 将N移送××局，附采集件n件，限12-15反馈。不能撤回，可发更正函。"""
    form = Form(what.form)
    deadline = days(here.office().periods.answer)
    to = what.external or office_name(what.office or lead.office or "")
    if form is Form.SUBMIT:
        to = here.units().title(what.unit)
    captures = Capture.objects.filter(leads__lead=lead).count()
    said = (
        f"将{lead}{form.label}{to}，附采集件{captures}件，限{until(deadline)}反馈。"
        "不能撤回，可发更正函。"
    )
    signed = "须经负责人审签后发出，期限自发出日起算。" if needs_signature(form) else ""
    return asked_again(
        request,
        said,
        back=f"/leads/{lead.pk}/refer/",
        notes=[signed, calendar_warning(deadline)],
        grave=True,
    )


def _last_sent(lead: Lead) -> Referral | None:
    return Referral.objects.filter(lead=lead).exclude(sent_at=None).order_by("-id").first()


def _suggested(lead: Lead, last: Referral | None, open_forms: list[Form]) -> dict[str, str]:
    """The office that the officers concluded, or the common superior after an objection."""
    if open_forms == [Form.REQUEST] and last is not None:
        return {"office": superior_of(last)}
    said = [one.office for one in earlier_opinions(lead) if one.office]
    return {"office": said[-1]} if said else {}
