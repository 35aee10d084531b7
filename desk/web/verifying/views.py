"""初步核实: two officers conclude apart; what follows from both (desk.md 5)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.web import here
from desk.web.access import account_of, leads_in_parts, leads_of
from desk.web.deciding import decided, status_of
from desk.web.doors import door, noted_read
from desk.web.leads.rows import lead_columns
from desk.web.listing import Column, Listing
from desk.web.models import Account
from desk.web.notices.telling import tell_dispute, tell_second, tell_trouble
from desk.web.roles import DECIDES, Role
from desk.web.stepping import (
    StepForm,
    asked_again,
    calendar_warning,
    confirmed,
    days,
    lead_of,
    officer_of,
    sight_of,
    until,
)
from desk.web.templatetags.desk_words import minute
from desk.web.verifying.forms import DisputeForm, OpinionForm, RulingForm
from desk.web.verifying.open_turns import OpenTurns, open_turns
from leads.approvals import Kind, waiting_of
from leads.elsewhere import place_said
from leads.models import Lead, Officer
from leads.opinions import Conclusion, Turn, earlier_opinions, turn_of
from leads.recusal import recused
from leads.stages import Stages
from leads.two_officers import opine, put_to_head, revise, rule

Stage = Lead.Stage
_TABS = (("second", "待我第二人核实"), ("first", "待第一人核实"), ("differ", "意见不一致"))


@door("verifying/", "verifying", "初步核实", roles=DECIDES, menu="初步核实", place=15)
def verifying(request: HttpRequest) -> HttpResponse:
    """Leads whose verification waits: for a second officer, for a first, for agreement."""
    account = account_of(request)
    tab = request.GET.get("tab", "")
    if tab not in dict(_TABS):
        tab = "differ" if account.kind is Role.REVIEWER else "second"
    turns = open_turns(leads_in_parts(account), account.officer)
    chosen = {"second": turns.for_me, "first": turns.unbegun, "differ": turns.differing}[tab]
    columns = lead_columns(account.office)
    first = Column[Lead]("第一人", turns.first_of, width=10)
    listing = Listing(
        name=f"verifying-{tab}",
        title="初步核实",
        rows=leads_of(account, each=True).filter(pk__in=chosen).select_related("shop__operator"),
        columns=(*columns[:6], first) if tab != "first" else columns[:7],
        order=("level", "first_seen", "id"),
        empty="暂无待核实的提示。请去初筛，或看其他标签。",
        row_url=lambda lead: f"/leads/{lead.pk}/verify/",
        extra={"tabs": _tabs(tab, turns)},
    )
    return listing.answer(request)


@door("leads/<int:pk>/verify/", "verify", "初步核实", roles=DECIDES, methods=("GET", "POST"))
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """One lead: the opinion of this account's officer, or what both said."""
    account = account_of(request)
    lead = lead_of(request, pk)
    forms = _forms(request, lead)
    if request.method == "POST":
        answer = _post(request, lead, account, forms)
        if answer is not None:
            return answer
        lead.refresh_from_db()
    else:
        noted_read(request, lead)
    sent = next((form for form in forms.values() if form.is_bound), None)
    context = _sight(lead, account) | forms | {"sent": sent}
    if context["holding"].trouble:
        tell_trouble(lead, context["holding"].trouble)
    status = status_of(sent) if sent is not None else 200
    context["conflict"] = status == 409
    return render(request, "verifying/verify.html", context, status=status)


def _forms(request: HttpRequest, lead: Lead) -> dict[str, StepForm]:
    """The forms of the page; the one that was sent is bound."""
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    data = request.POST
    first = {"version": lead.version}
    return {
        "form": OpinionForm(lead, data if doing in {"opine", "revise"} else None),
        "dispute": DisputeForm(
            data if doing == "dispute" else None, initial=first, prefix="dispute"
        ),
        "ruling": RulingForm(lead, data if doing == "rule" else None, initial=first, prefix="rule"),
    }


def _post(
    request: HttpRequest, lead: Lead, account: Account, forms: dict[str, StepForm]
) -> HttpResponse | None:
    """Take the step that was sent; None where the page is to be shown again."""
    doing = request.POST.get("do", "")
    name = {"opine": "form", "revise": "form", "dispute": "dispute", "rule": "ruling"}.get(doing)
    if name is None or (account.kind is Role.REVIEWER) != (doing == "rule"):
        messages.error(request, "您的角色不能作这一步。")
        return redirect(f"/leads/{lead.pk}/verify/")
    form = forms[name]
    if not form.is_valid():
        return None
    officer = officer_of(form, account)
    if officer is None:
        return None
    said = form.cleaned_data
    if said.get("conclusion") == Conclusion.REGISTER and not confirmed(request):
        return _ask_registration(request, lead, doing)
    after = decided(form, lambda steps: _step(steps, lead, officer, doing, form))
    if after is None:
        form.renew(lead)
        return None
    return _told(request, after, officer, doing)


def _step(steps: Stages, lead: Lead, officer: Officer, doing: str, form: Any) -> Lead:
    said = form.cleaned_data
    number, version = lead.hint_no, said["version"]
    known: dict[str, Callable[[], Lead]] = {
        "opine": lambda: opine(steps, number, officer, form.judgement, version=version),
        "revise": lambda: revise(steps, number, officer, form.judgement, version=version),
        "dispute": lambda: put_to_head(steps, number, officer, said["reason"], version=version),
        "rule": lambda: rule(
            steps,
            number,
            officer,
            said["conclusion"],
            said["reason"],
            dismissed_as=said["dismissed_as"],
            office=said["office"],
            area=said["area"],
            version=version,
        ),
    }
    return known[doing]()


def _ask_registration(request: HttpRequest, lead: Lead, doing: str) -> HttpResponse:
    """⏎ Said to whoever concludes 登记, first or second: it tells nothing of the other."""
    period = here.office().periods.verify
    deadline = days(period)
    said = (
        f"登记为线索，自今日起{period}个工作日（至{until(deadline)}）。登记后不能撤回。"
        "确有错误的，由两名执法人员提出、负责人审签后“撤销登记”。"
    )
    condition = "" if doing == "rule" else "两名执法人员结论均为登记时生效。"
    return asked_again(
        request,
        said,
        back=f"/leads/{lead.pk}/verify/",
        notes=[condition, calendar_warning(deadline)],
        grave=True,
    )


def _told(request: HttpRequest, after: Lead, officer: Officer, doing: str) -> HttpResponse:
    """Say what became of it, and tell whom it waits for."""
    if after.stage == Stage.VERIFIED and after.due is not None:
        provisional = "（暂算）" if after.due_provisional else ""
        messages.success(
            request,
            f"已登记为线索{after.number}，今日起算，期限{after.due:%Y-%m-%d}{provisional}，"
            f"已进入{here.units().title(after.unit)}待办。",
        )
        return redirect(f"/leads/{after.pk}/")
    if after.stage == Stage.DISMISSED:
        messages.success(request, f"{after}已排除，记录保留。")
        return redirect(f"/leads/{after.pk}/")
    turn = turn_of(after)
    if doing == "dispute":
        tell_dispute(after)
        messages.success(request, "已报负责人，等候决定。")
    elif not turn.opinions:
        messages.success(request, "须补充取证，取证后重新核实。")
    elif turn.both:
        messages.warning(request, f"两人意见不一致：{'、'.join(turn.differences)}。")
    else:
        tell_second(after, officer)
        messages.success(request, "已提交，等待第二人核实。")
    return redirect(f"/leads/{after.pk}/verify/")


def _sight(lead: Lead, account: Account) -> dict[str, Any]:
    turn = turn_of(lead)
    officer = account.officer
    open_now = lead.stage == Stage.SCREENED
    asked = waiting_of(lead, Kind.DISAGREE) if open_now else None
    own = turn.of(officer)
    head = account.kind is Role.REVIEWER
    barred = officer is None or recused(lead, officer)
    return sight_of(lead) | {
        "title": f"初步核实 {lead}",
        "place": place_said(lead, account.office),
        "turn": turn,
        "first": _first_words(turn),
        "readable": turn.readable(officer) if open_now else [],
        "earlier": earlier_opinions(lead),
        "own": own,
        "asked": asked,
        "open_now": open_now,
        "officer": officer,
        "recused": officer is not None and barred,
        "may_opine": open_now and not barred and not head and own is None and not turn.both,
        "may_revise": open_now and not barred and own is not None and turn.both and not asked,
        "may_rule": open_now and not barred and head and asked is not None,
        "deadline": calendar_warning(days(here.office().periods.verify)),
    }


def _first_words(turn: Turn) -> str:
    """李某（网络交易监管机构）11-24 16:33 : who was first and when, never what."""
    if not turn.opinions:
        return ""
    first = turn.opinions[0]
    unit = here.units().title(first.officer.unit)
    return f"{first.officer.name}（{unit}）{minute(first.at)}"


def _tabs(tab: str, turns: OpenTurns) -> list[tuple[str, str, bool]]:
    counts = {
        "second": len(turns.for_me),
        "first": len(turns.unbegun),
        "differ": len(turns.differing),
    }
    return [(f"?tab={key}", f"{word} {counts[key]}", key == tab) for key, word in _TABS]
