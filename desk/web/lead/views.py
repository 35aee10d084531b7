"""线索详情: one page for a lead's whole life, on which it is decided in under a minute."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.web import here
from desk.web.access import account_of, leads_of, not_here, one_of
from desk.web.deciding import decided, status_of
from desk.web.doors import door, noted_read
from desk.web.hints.filters import HintFilters
from desk.web.hints.walk import cluster_of, walking
from desk.web.lead.beside import neighbours, note_look
from desk.web.lead.bulk import bulk_page
from desk.web.lead.choosing import NO_CERTIFICATE
from desk.web.lead.forms import SCREEN, Decision, Dismissal, Level, ReasonedStep
from desk.web.lead.licence import licence_of
from desk.web.lead.past import captures_of_lead, dismissals, others_of_shop, same_acts
from desk.web.lead.picture import Hit, lead_picture, may_be_drawn
from desk.web.lead.reasons import price_of, why
from desk.web.lead.records import holding_of, is_of_page, newest_capture
from desk.web.leads.rows import clock
from desk.web.models import Account
from desk.web.roles import DECIDES, READS_LEADS, Role
from desk.web.stepping import charged_with, hands_over
from leads.captures import folder_of
from leads.elsewhere import found_elsewhere, place_said
from leads.levelling import set_level
from leads.models import Lead, LeadEvent, Officer, OperatorSign
from leads.recusal import STEP as RECUSED
from leads.recusal import recused
from leads.stages import Stages
from leads.step_rules import RUNNING

Stage = Lead.Stage
_MOST_EVENTS = 200
_TO_DISMISS = {Stage.SUSPECTED, Stage.SCREENED}
_TO_RESTORE = {Stage.SCREENED, Stage.DISMISSED}

bulk = door("leads/bulk/", "lead-bulk", "成批处理", roles=DECIDES, methods=("GET", "POST"))(
    bulk_page
)


@door("leads/<int:pk>/", "lead", "线索详情", roles=READS_LEADS, methods=("GET", "POST"))
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a lead, and the steps that one officer takes on it."""
    account = account_of(request)
    rows = leads_of(account, each=True)
    one = one_of(request, rows.select_related("shop__operator"), f"线索 {pk}", pk=pk)
    forms = _forms(request, one, account)
    if request.method == "POST":
        if account.kind not in DECIDES:
            raise not_here(request, f"线索 {pk}")
        answer = _post(request, one, account, forms)
        if answer is not None:
            return answer
        one.refresh_from_db()
    else:
        noted_read(request, one)
    context = _sight(request, one, account) | forms
    context["faulty"] = next((form for form in forms.values() if form.errors), None)
    faulty = context["faulty"]
    status = status_of(faulty) if faulty is not None else 200
    context["conflict"] = status == 409
    context["kept"] = _typed(faulty) if status == 409 and faulty is not None else []
    return render(request, "lead/lead.html", context, status=status)


@door("leads/<int:pk>/picture/", "lead-picture", "示意图", roles=READS_LEADS)
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """示意图: the capture's picture with boxes, re-encoded; buyers' words are covered."""
    seen = leads_of(account_of(request), each=True)
    one = one_of(request, seen, f"示意图 {pk}", pk=pk)
    newest = newest_capture(captures_of_lead(one), why(one).main)
    data = None
    if newest is not None:
        tie, _ = newest
        hits = [
            Hit(str(found.get("matched", "")), str(found.get("snippet", "")))
            for found in tie.found[:6]
            if found.get("matched")
        ]
        data = lead_picture(folder_of(here.home(), tie.capture), hits)
    if data is None:
        raise Http404(f"示意图 {pk}")
    noted_read(request, f"示意图 {one}")
    response = HttpResponse(data, content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = f'inline; filename="shiyitu-{one.pk}.jpg"'
    return response


def _forms(request: HttpRequest, one: Lead, account: Account) -> dict[str, Any]:
    """The forms of the page; the one that was sent is bound."""
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    first = {"version": one.version}
    return {
        "decision": (Dismissal if one.stage == Stage.SCREENED else Decision)(
            request.POST if doing == "decide" else None, initial=first
        ),
        "restoring": ReasonedStep(
            request.POST if doing == "restore" else None, initial=first, prefix="restore"
        ),
        "recusing": ReasonedStep(
            request.POST if doing == "recuse" else None, initial=first, prefix="recuse"
        ),
        "levelling": Level(
            request.POST if doing == "level" else None,
            initial=first | {"level": one.level},
            prefix="level",
        ),
    }


def _post(
    request: HttpRequest, one: Lead, account: Account, forms: dict[str, Any]
) -> HttpResponse | None:
    """Take the step that was sent; None where the page is to be shown again."""
    known: dict[str, tuple[str, Callable[[Stages, Officer, Any], Lead]]] = {
        "decide": ("decision", lambda steps, officer, said: _decide(steps, one, officer, said)),
        "restore": (
            "restoring",
            lambda steps, officer, said: steps.restore(
                one.hint_no, officer, said["reason"], version=said["version"]
            ),
        ),
        "recuse": (
            "recusing",
            lambda steps, officer, said: steps.mark(
                one.hint_no, officer, RECUSED, lambda _: {}, reason=said["reason"]
            ),
        ),
        "level": (
            "levelling",
            lambda steps, officer, said: set_level(
                steps,
                one.hint_no,
                officer,
                said["level"],
                reason=said["reason"],
                version=said["version"],
            ),
        ),
    }
    doing = request.POST.get("do", "")
    if doing not in known:
        messages.error(request, "没有这种操作。")
        return redirect(_address(one.pk, request))
    name, step = known[doing]
    form = forms[name]
    if not form.is_valid():
        return None
    officer = account.officer
    if officer is None:
        form.add_error(None, NO_CERTIFICATE)
        return None
    following = _beside(request, account, one)[1]
    after = decided(form, lambda steps: step(steps, officer, form.cleaned_data))
    if after is None:
        form.renew(one)
        return None
    messages.success(request, f"{after} {_DONE[doing](after)}")
    if doing == "decide" and after.stage == Stage.DISMISSED:
        return redirect(_address(following, request) if following else _list(request))
    return redirect(_address(one.pk, request))


_DONE: dict[str, Callable[[Lead], str]] = {
    "decide": lambda one: (
        "已排除，可在该页恢复。"
        if one.stage == Stage.DISMISSED
        else "已定为值得核实，请由两名执法人员初步核实。"
    ),
    "restore": lambda one: "已恢复为监测提示。",
    "recuse": lambda one: "已记录回避，请交其他执法人员处理。",
    "level": lambda one: f"级别已调整为{one.level}级。",
}


def _decide(steps: Stages, one: Lead, officer: Officer, said: dict[str, Any]) -> Lead:
    if said["choice"] == SCREEN:
        return steps.screen(one.hint_no, officer, reason=said["note"], version=said["version"])
    return steps.dismiss(
        one.hint_no, officer, said["reason"], note=said["note"], version=said["version"]
    )


def _typed(form: BaseForm) -> list[tuple[str, str]]:
    """What was typed into a form that could not be taken, in words, to be read and sent again."""
    typed = []
    for bound in form:
        value = str(bound.value() or "")
        if bound.is_hidden or not value:
            continue
        named = dict(getattr(bound.field, "choices", ()))
        typed.append((str(bound.label), str(named.get(value, value))))
    return typed


def _address(pk: int, request: HttpRequest) -> str:
    query = walking(request, cluster_of(request))
    return f"/leads/{pk}/?{query}" if query else f"/leads/{pk}/"


def _list(request: HttpRequest) -> str:
    """The list of hints, filtered as it was when the group was opened."""
    query = request.GET.copy()
    query.pop("group", None)
    return f"/hints/?{query.urlencode()}" if query and cluster_of(request) else "/hints/"


def _beside(request: HttpRequest, account: Account, one: Lead) -> tuple[int | None, int | None]:
    return neighbours(account, one, cluster_of(request), HintFilters(account, request.GET))


def _sight(request: HttpRequest, one: Lead, account: Account) -> dict[str, Any]:
    """Everything that the page shows of the lead."""
    rows = leads_of(account, each=True)
    findings = why(one)
    ties = captures_of_lead(one)
    newest = newest_capture(ties, findings.main)
    before, following = _beside(request, account, one)
    officer = account.officer
    decides = account.kind in DECIDES
    charged = charged_with(one, account)
    return {
        "title": str(one),
        "lead": one,
        "why": findings,
        "price": price_of(here.home().archive, findings.main),
        "clock": clock(one),
        "before": before,
        "following": following,
        "cluster": walking(request, cluster_of(request)),
        "looking": note_look(account, one),
        "licence": licence_of(one),
        "holding": holding_of(one, ties),
        "ties": ties,
        "newest": newest[0].capture if newest is not None else None,
        "drawn": newest is not None and may_be_drawn(newest[1]),
        "of_page": newest is not None and is_of_page(newest[0], findings.main),
        "dismissals": dismissals(one, rows),
        "acts": same_acts(one, rows),
        "others": others_of_shop(one, rows),
        "unsound": _unsound_codes(one),
        "events": LeadEvent.objects.filter(lead=one).order_by("id")[:_MOST_EVENTS],
        "decides": decides,
        "officer": officer,
        "recused": officer is not None and recused(one, officer),
        "may_dismiss": one.stage in _TO_DISMISS,
        "may_screen": one.stage == Stage.SUSPECTED,
        "may_restore": one.stage in _TO_RESTORE and not one.number,
        "in_charge": charged,
        "place": place_said(one, account.office),
        "outside": found_elsewhere(one, account.office) and not charged,
        "hands_over": hands_over(one, account),
        "may_extend": one.stage in RUNNING and (charged or account.kind is Role.REVIEWER),
        "may_withdraw": hands_over(one, account) or account.kind is Role.REVIEWER,
    }


def _unsound_codes(one: Lead) -> list[str]:
    """Codes 统一社会信用代码 that pages of the shop show and that fail their check."""
    if one.shop.operator.uscc:
        return []
    rows = OperatorSign.objects.filter(shop=one.shop_id, kind="uscc")
    return list(rows.values_list("value", flat=True)[:3])
