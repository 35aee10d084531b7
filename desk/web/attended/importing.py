"""导入手机录像: recordings of a phone, sent to the desk and brought in by a job."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from desk.jobs.starting import start
from desk.jobs.uploads import keep_upload
from desk.web import audit, here
from desk.web.access import account_of, leads_of, one_of
from desk.web.attended.forms import ImportForm
from desk.web.deciding import status_of
from desk.web.doors import door
from desk.web.models import Account
from desk.web.roles import DECIDES
from desk.web.stepping import charged_with
from leads.elsewhere import found_elsewhere, place_said
from leads.models import Lead


@door("attended/import/", "attended-import", "导入手机录像", roles=DECIDES, methods=("GET", "POST"))
@sensitive_post_parameters("first_code", "second_code")
def attended_import(request: HttpRequest) -> HttpResponse:
    """导入手机录像: copied byte for byte by a job, before two officers, the clock measured."""
    account = account_of(request)
    lead = asked_lead(request, account, request.POST.get("lead") or request.GET.get("lead", ""))
    if lead is not None and not_here_taken(request, account, lead):
        return redirect(f"/leads/{lead.pk}/")
    number = account.officer.number if account.officer else ""
    first = {"first": number, "lead": lead.pk if lead else None}
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm(initial=first)
    people = form.confirm() if posted and form.is_valid() else None
    if people is not None:
        said = form.cleaned_data
        told = ("device", "recorded_at", "what", "url", "place", "purpose")
        job = start(
            here.home(),
            "import",
            account,
            title=f"导入录音录像{len(said['recordings'])}个",
            url="/captures/",
            arguments={name: said[name] for name in told}
            | {
                "upload": keep_upload(here.home(), said["recordings"]),
                "officers": people,
                "lead": lead.pk if lead else 0,
            },
        )
        audit.note(request, audit.CHANGED, "导入录音录像", said["purpose"])
        return redirect(f"/jobs/{job.id}/")
    context = {"title": "导入手机录像", "form": form, "lead": lead}
    return render(request, "attended/import.html", context, status=status_of(form))


def not_here_taken(request: HttpRequest, account: Account, lead: Lead | None) -> bool:
    """Whether a lead belongs to another office, which alone looks into the shop; that is told."""
    if lead is None or not found_elsewhere(lead, account.office) or charged_with(lead, account):
        return False
    said = place_said(lead, account.office)
    messages.warning(request, f"{lead}{said}，由属地机关取证；本局请移送、指派属地或者排除。")
    return True


def asked_lead(request: HttpRequest, account: Account, asked: str) -> Lead | None:
    """The lead that an address names, None where it names none; 404 where it is not theirs."""
    if not asked or not asked.isascii() or not asked.isdigit():
        return None
    return one_of(request, leads_of(account, each=True), f"线索 {asked}", pk=int(asked[:18]))
