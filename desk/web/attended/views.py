"""双人在场取证: seven steps, one open. What a desk can do is done here; the page itself is
looked at on the 取证工作站, a machine with a screen, where both officers confirm once more.
"""

import shlex
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from desk.jobs.capture_jobs import clock_words
from desk.jobs.starting import start
from desk.jobs.state import Job, read_job
from desk.web import audit, here
from desk.web.access import account_of, captures_of, leads_of, not_here, one_of
from desk.web.attended.forms import MatterForm, PresenceForm, TakenForm
from desk.web.attended.importing import asked_lead, not_here_taken
from desk.web.attended.plan import PRESENT_FOR, Plan, keep_plan, new_plan, read_plan, recent_plans
from desk.web.captures.state import Standing, read_of, standing_of
from desk.web.deciding import status_of
from desk.web.doors import door
from desk.web.models import Account
from desk.web.roles import DECIDES
from desk.web.stepping import asked_again, confirmed
from leads.models import Capture, Lead

NOT_MEASURED = "未测得时间偏差，不能开始。请检查授时后重测。"
NOT_PRESENT = "两人没有在取证开始前后30分钟内于此确认到场，不能收取。"
ENDED = "结束后不能追加，只能另行取证。"
STEPS = (
    "事由与对象",
    "两人到场",
    "时间与环境",
    "已知页校验",
    "提取",
    "清点复核",
    "笔录预览打印",
)


@door("attended/", "attended-list", "双人在场取证", roles=DECIDES)
def attended_list(request: HttpRequest) -> HttpResponse:
    """The attended captures of the account's office that are under way or were taken in."""
    account = account_of(request)
    plans = [one for one in recent_plans(here.home()) if one.office == account.office]
    named = [one.lead for one in plans if one.lead]
    visible = set(leads_of(account, each=True).filter(pk__in=named).values_list("pk", flat=True))
    rows = [one for one in plans if not one.lead or one.lead in visible]
    return render(request, "attended/list.html", {"title": "双人在场取证", "rows": rows[:50]})


@door("attended/new/", "attended-new", "双人在场取证", roles=DECIDES, methods=("GET", "POST"))
def attended_new(request: HttpRequest) -> HttpResponse:
    """① The matter and the object."""
    account = account_of(request)
    lead = asked_lead(request, account, request.POST.get("lead") or request.GET.get("lead", ""))
    if lead is not None and not_here_taken(request, account, lead):
        return redirect(f"/leads/{lead.pk}/")
    first = {
        "url": request.GET.get("url", "") or (_address_of(lead) if lead else ""),
        "lead": lead.pk if lead else None,
        "purpose": f"核实{lead}" if lead else "",
    }
    form = MatterForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        plan = new_plan(
            account.pk,
            account.office,
            url=said["url"],
            purpose=said["purpose"],
            place=said["place"],
            lead=lead.pk if lead else 0,
        )
        keep_plan(here.home(), plan)
        audit.note(request, audit.CHANGED, f"双人取证 {plan.id}", said["purpose"])
        return redirect(f"/attended/{plan.id}/")
    context = {"title": "双人在场取证", "form": form, "lead": lead, "steps": STEPS}
    return render(request, "attended/new.html", context, status=status_of(form))


def _address_of(lead: Lead) -> str:
    found = lead.findings.filter(makes_lead=True).order_by("-last_seen", "-id").first()
    return found.url if found is not None else ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """③ What was found of clock and machine, by which job; `ready` lets the capture begin."""

    job: Job | None
    ready: bool
    clock: str
    trouble: str


def surroundings_of(plan: Plan) -> Surroundings:
    """How the clock stood when it was last measured for this plan."""
    job = read_job(here.home(), plan.looked) if plan.looked else None
    if job is None or not job.over:
        return Surroundings(job, False, "", "")
    if job.state != "done":
        return Surroundings(job, False, "", f"{NOT_MEASURED}（{job.reason}）")
    clock = job.result.get("clock") or {}
    if clock.get("offset_ms") is None:
        return Surroundings(job, False, clock_words(clock), NOT_MEASURED)
    old = job.ended is None or timezone.now() - job.ended > PRESENT_FOR
    said = "时间偏差测得已久，请重测。" if old else ""
    return Surroundings(job, not old, clock_words(clock), said)


@door("attended/<slug:ident>/", "attended", "双人在场取证", roles=DECIDES, methods=("GET", "POST"))
@sensitive_post_parameters("first_code", "second_code")
def attended(request: HttpRequest, ident: str) -> HttpResponse:
    """The seven steps of one attended capture; the first that is not done is open."""
    account = account_of(request)
    plan = _plan(request, account, ident)
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    number = account.officer.number if account.officer else ""
    presence = PresenceForm(request.POST if doing == "present" else None, initial={"first": number})
    taken = TakenForm(request.POST if doing == "taken" else None)
    if doing == "present" and not plan.capture and _present(request, plan, presence):
        return redirect(f"/attended/{plan.id}/")
    if doing == "look" and not plan.capture:
        return _look(account, plan)
    if doing == "taken" and not plan.capture and taken.is_valid():
        answer = _taken(request, account, plan, taken)
        if answer is not None:
            return answer
    if doing == "print" and plan.capture:
        return _print(request, account, plan)
    context = _context(account, plan, presence, taken)
    bound = presence if presence.is_bound else taken
    return render(request, "attended/attended.html", context, status=status_of(bound))


def _context(
    account: Account, plan: Plan, presence: PresenceForm, taken: TakenForm
) -> dict[str, Any]:
    around, present = surroundings_of(plan), plan.present(timezone.now())
    capture = captures_of(account).filter(pk=plan.capture).first() if plan.capture else None
    standing: Standing | None = standing_of(here.home(), capture) if capture else None
    now = 7 if capture else 2 if not present else 3 if not around.ready else 5
    looking = around.job is not None and not around.job.over
    return {
        "title": "双人在场取证",
        "plan": plan,
        "steps": STEPS,
        "now": now,
        "present": present,
        "around": around,
        "looking": looking,
        "presence": presence,
        "taken": taken,
        "lead": leads_of(account, each=True).filter(pk=plan.lead).first() if plan.lead else None,
        "command": command_of(plan) if present and around.ready else "",
        "capture": capture,
        "standing": standing,
        "printed": read_job(here.home(), plan.printed) if plan.printed else None,
    }


def command_of(plan: Plan) -> str:
    """The command that begins the capture on the workstation."""
    words = ["wangjian", "evidence", "capture", "--attended", plan.url]
    for one in plan.officers:
        words += ["--officer", one["certificate"]]
    lead = Lead.objects.filter(pk=plan.lead).first() if plan.lead else None
    for option, value in (
        ("--place", plan.place),
        ("--purpose", plan.purpose),
        ("--lead", str(lead) if lead else ""),
    ):
        if value:
            words += [option, " ".join(value.split())]
    return shlex.join(words)


def _plan(request: HttpRequest, account: Account, ident: str) -> Plan:
    plan = read_plan(here.home(), ident)
    if plan is None or plan.office != account.office:
        raise not_here(request, f"双人取证 {ident}")
    if plan.lead and not leads_of(account, each=True).filter(pk=plan.lead).exists():
        raise not_here(request, f"双人取证 {ident}")
    return plan


def _present(request: HttpRequest, plan: Plan, form: PresenceForm) -> bool:
    people = form.confirm() if form.is_valid() else None
    if people is None:
        return False
    keep_plan(here.home(), plan, officers=people)
    said = "、".join(one["name"] for one in people)
    audit.note(request, audit.CHANGED, f"双人取证 {plan.id}", f"到场确认：{said}")
    messages.success(request, f"{said}已确认到场。")
    return True


def _look(account: Account, plan: Plan) -> HttpResponse:
    job = start(
        here.home(),
        "look-around",
        account,
        title="测量时间偏差，查看环境",
        subject=f"双人取证 {plan.id}",
        url=f"/attended/{plan.id}/",
        arguments={"url": plan.url},
    )
    keep_plan(here.home(), plan, looked=job.id)
    return redirect(f"/attended/{plan.id}/")


def _taken(
    request: HttpRequest, account: Account, plan: Plan, form: TakenForm
) -> HttpResponse | None:
    """Take the finished capture in: one made before two officers, after this was begun."""
    rows = captures_of(account).filter(manner="attended", started_at__gte=plan.made)
    if number := form.cleaned_data["number"].strip():
        rows = rows.filter(number=number)
    else:
        rows = rows.filter(url_asked=plan.url)
    found: Capture | None = rows.order_by("-started_at").first()
    if found is None:
        form.add_error("number", "没有找到双人采集件。请在工作站结束取证后再试，并核对编号。")
        return None
    if trouble := _not_of(plan, found):
        form.add_error("number", trouble)
        return None
    if not confirmed(request):
        back = f"/attended/{plan.id}/"
        return asked_again(
            request, f"{found.number}：{ENDED}", back=back, notes=[_others(plan, found)]
        )
    keep_plan(here.home(), plan, capture=found.pk)
    audit.note(request, audit.CHANGED, f"双人取证 {plan.id}", f"结束，采集件{found.number}")
    messages.success(request, f"已收取采集件{found.number}。请清点复核，再预览打印笔录。")
    return redirect(f"/attended/{plan.id}/")


def _not_of(plan: Plan, row: Capture) -> str:
    """Why the capture cannot be the one that was prepared here, "" where it can."""
    if row.url_asked != plan.url:
        return "这件采集件取的是另一个网址，不能收取。请核对编号。"
    if not plan.attends(row.started_at):
        return NOT_PRESENT
    job = read_job(here.home(), plan.looked) if plan.looked else None
    if job is None or job.state != "done" or job.ended is None:
        return NOT_MEASURED
    measured = (job.result.get("clock") or {}).get("offset_ms") is not None
    near = abs(row.started_at - job.ended) < PRESENT_FOR
    return "" if measured and near else NOT_MEASURED


def _others(plan: Plan, row: Capture) -> str:
    """What to say where the capture names other officers than those who confirmed here."""
    captured = read_of(here.home(), row)
    attendance = captured.attendance if captured is not None else None
    there = {one.certificate for one in attendance.officers} if attendance else set[str]()
    if there == {one["certificate"] for one in plan.officers}:
        return ""
    return "采集件所记在场人员与此处到场确认的不同，以采集件所记为准。"


def _print(request: HttpRequest, account: Account, plan: Plan) -> HttpResponse:
    row = one_of(request, captures_of(account), f"采集件 {plan.capture}", pk=plan.capture)
    job = start(
        here.home(),
        "print-record",
        account,
        title=f"笔录预览 {row.number}",
        subject=row.number,
        url=f"/attended/{plan.id}/",
        arguments={"capture": row.pk, "officers": list(plan.officers)},
    )
    keep_plan(here.home(), plan, printed=job.id)
    return redirect(f"/jobs/{job.id}/")
